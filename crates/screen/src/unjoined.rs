//! Claims about an element that speak of nothing in the bill: why, and what to do.

use std::collections::BTreeSet;

use coercivity_data::{EvidenceRow, Problem, Sheet};

/// Names that a remark tells at most.
const SHOWN: usize = 3;

/// Why a claim about an element speaks of nothing in the bill.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unjoined {
    /// It does not say of what it speaks.
    NoSubject,
    /// Its subject is no item and no party.
    Unknown(String),
    /// Products of a supplier that are no items of the bill.
    Unlisted(String),
    /// A name that several have.
    Several(String, Vec<String>),
    /// A party that made nothing in the bill.
    MadeNothing(String),
    /// An item of which the bill says that somebody else made it, or nothing.
    OtherMaker(String, String, Option<String>),
    /// A mineral that is no element, or no word that is known: how that might be mended.
    NoElement(String),
    /// Nothing within these subjects stands for the element.
    Absent(Vec<String>),
    /// A line within the subject that is built into something else as well.
    Shared(String, String),
}

impl Unjoined {
    /// The remark: what was found, and what to do.
    pub(crate) fn told(
        &self,
        sheet: &Sheet<EvidenceRow>,
        line: usize,
        elements: &BTreeSet<&str>,
        subjects: &BTreeSet<&str>,
    ) -> Problem {
        let of = elements.iter().copied().collect::<Vec<_>>().join(", ");
        let (column, found, remedy) = self.words(subjects);
        let found = format!("claims on {of} {found}");
        let expected = "an element in what a party or an item of the bill holds";
        let problem = Problem::in_file(&sheet.path, found, expected, format!("they are left out: {remedy}"));
        problem.at(line, sheet.column(column))
    }

    /// The column it is about, what was found, and what to do.
    fn words(&self, subjects: &BTreeSet<&str>) -> (&'static str, String, String) {
        match self {
            Self::NoSubject => (
                "subject",
                "that do not say of what they speak".to_owned(),
                "ask for the scope of the declaration".to_owned(),
            ),
            Self::Unknown(name) => (
                "subject",
                format!("about `{name}`, which is no item and no party of the bill"),
                format!(
                    "add it to the parties under that name, or say under `[about]` in its claims file what `{name}` is"
                ),
            ),
            Self::Unlisted(supplier) => {
                let some: Vec<&str> = subjects.iter().copied().take(SHOWN).collect();
                let count = if subjects.len() == 1 {
                    "a product".to_owned()
                } else {
                    format!("{} products", subjects.len())
                };
                let some = some.join("`, `");
                (
                    "subject",
                    format!("about {count} of `{supplier}` of which the bill has no item: `{some}`"),
                    "say under `[about]` in its claims file which items they are, if any".to_owned(),
                )
            }
            Self::Several(name, several) => (
                "subject",
                format!("about `{name}`, which may be {}", several.join(" or ")),
                format!("say under `[about]` in its claims file which of them `{name}` is"),
            ),
            Self::MadeNothing(party) => (
                "subject",
                format!("about what `{party}` delivers, while the bill names it as maker of nothing"),
                format!("write `{party}` as maker_id of what it delivers"),
            ),
            Self::OtherMaker(item, maker, own) => (
                "subject",
                match own {
                    Some(own) => {
                        format!("about `{item}` of `{maker}`, while the bill says that `{own}` made it")
                    }
                    None => format!("about `{item}` of `{maker}`, while the bill does not say who made it"),
                },
                "correct maker_id, or say under `[about]` in its claims file which item it is".to_owned(),
            ),
            Self::NoElement(remedy) => ("element", "about what is no element".to_owned(), remedy.clone()),
            Self::Absent(within) => {
                let more = if within.len() > SHOWN {
                    format!(" and {} more", within.len() - SHOWN)
                } else {
                    String::new()
                };
                let within: Vec<&str> = within.iter().map(String::as_str).take(SHOWN).collect();
                (
                    "element",
                    format!("about `{}`{more}, within which no line stands for it", within.join("`, `")),
                    "add a line for the element below what holds it, if anything does".to_owned(),
                )
            }
            Self::Shared(item, subject) => (
                "subject",
                format!("about `{subject}`, while `{item}` inside it is built into something else as well"),
                format!("give `{item}` another id there: of that nothing was said"),
            ),
        }
    }
}
