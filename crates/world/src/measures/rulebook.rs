//! Rulebooks: clauses of one or several instruments that are judged together.

use coercivity_data::{Bundle, Problem, Table};

use crate::measures::change::ClauseRef;
use crate::measures::measure::Measure;

/// Path of the table of rulebooks.
const RULEBOOKS: &str = "data/measures/rulebooks.csv";

/// Clauses that are judged together: exemptions act inside one rulebook before verdicts are combined.
#[derive(Clone, Debug, PartialEq)]
pub struct Rulebook {
    /// Its id, such as readers write it.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What kind of answer it gives.
    pub kind: RulebookKind,
    /// Instruments and clauses that belong to it.
    pub members: Vec<ClauseRef>,
    /// When it is asked.
    pub asked: Asked,
    /// What a reader should know.
    pub note: String,
}

/// What kind of answer a rulebook gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulebookKind {
    /// Whether an export may go.
    Control,
    /// Whether a delivery under a contract complies.
    Procurement,
    /// What is owed at entry.
    Duty,
    /// Whether a tax credit is kept.
    Credit,
    /// Whether goods are presumed to be barred.
    Presumption,
    /// What public money pays.
    Support,
    /// How a whole economy stands; never a verdict on a product.
    Indicator,
}

/// When a rulebook is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Of every movement.
    Always,
    /// When a contract is named, or the rulebook itself.
    OnContract,
    /// When it is named.
    OnRequest,
}

impl RulebookKind {
    /// Every kind with its word in files.
    pub const WORDS: [(&'static str, Self); 7] = [
        ("control", Self::Control),
        ("procurement", Self::Procurement),
        ("duty", Self::Duty),
        ("credit", Self::Credit),
        ("presumption", Self::Presumption),
        ("support", Self::Support),
        ("indicator", Self::Indicator),
    ];
    /// The word in files.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|it| it.1 == self).expect("every kind has a word").0
    }
}

impl Asked {
    /// Every condition with its word in files.
    pub const WORDS: [(&'static str, Self); 3] =
        [("always", Self::Always), ("contract", Self::OnContract), ("request", Self::OnRequest)];
}

impl Rulebook {
    /// Whether a clause belongs to it.
    pub fn holds(&self, measure: &Measure, clause: &str) -> bool {
        self.members.iter().any(|it| it.means(measure.id, clause))
    }
}

/// Reads the table of rulebooks. A world without one judges nothing. Members that no file defines are told.
pub fn read_rulebooks(bundle: &Bundle, measures: &[Measure], problems: &mut Vec<Problem>) -> Vec<Rulebook> {
    let Some(text) = bundle.text(RULEBOOKS) else { return Vec::new() };
    let header = ["rulebook", "title", "kind", "members", "asked", "note"];
    let table = Table::read(RULEBOOKS, text, &header, problems);
    let mut found: Vec<Rulebook> = Vec::new();
    for row in table.rows() {
        let id = row.required("rulebook", problems);
        let kind = row.one_of("kind", &RulebookKind::WORDS, problems);
        let asked = row.one_of("asked", &Asked::WORDS, problems);
        let members = row.required("members", problems).unwrap_or_default();
        let mut refs = Vec::new();
        for word in members.split_whitespace() {
            let known = |it: &ClauseRef| {
                let measure = measures.iter().find(|measure| measure.id == it.instrument);
                measure.is_some_and(|measure| it.clause.as_ref().is_none_or(|part| measure.has_part(part)))
            };
            match ClauseRef::read(word).filter(known) {
                Some(it) => refs.push(it),
                None => row.problem("members", "instruments or clauses", format!("mend `{word}`"), problems),
            }
        }
        let (Some(id), Some(kind), Some(asked)) = (id, kind, asked) else { continue };
        if found.iter().any(|it| it.id == id) {
            row.problem("rulebook", "each rulebook once", "remove one of the two rows", problems);
            continue;
        }
        let said = |key: &str| row.text(key);
        found.push(Rulebook { id, title: said("title"), kind, members: refs, asked, note: said("note") });
    }
    found
}
