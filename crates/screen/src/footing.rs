//! What each answer rests on, in short: what the bill says of every item and party, what papers say of it on a day, the
//! words and state of every clause, what was asked. Two records are told apart by it.

use std::collections::BTreeSet;

use coercivity_data::MovementRow;
use coercivity_quantity::Day;
use coercivity_world::World;
use coercivity_world::measures::{Clause, Measure, Regime, Rulebook};
use sha2::{Digest, Sha256};

use crate::facts::{Facts, papered_on};
use crate::finding::Findings;
use crate::question::Question;
use crate::tree::Tree;

/// What kind of thing an answer rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FootingKind {
    /// A word of the question, such as the day or the use.
    Question,
    /// What a movement says of itself beside its route, by its place among the findings, from 1.
    Movement,
    /// What the bill says of an item and of how many parts it holds, without what those are.
    Item,
    /// What papers say of an item on a day.
    Papers,
    /// What the bill says of a party.
    Party,
    /// What standing on a list and being of a use means to the law.
    Lists,
    /// The words of a clause and its state on a day, by rulebook and clause.
    Law,
}

impl FootingKind {
    /// Every kind with its word.
    pub const WORDS: [(&'static str, Self); 7] = [
        ("question", Self::Question),
        ("movement", Self::Movement),
        ("item", Self::Item),
        ("papers", Self::Papers),
        ("party", Self::Party),
        ("lists", Self::Lists),
        ("law", Self::Law),
    ];
    /// Its word.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|it| it.1 == self).expect("every kind has a word").0
    }
}

/// One thing that answers rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footing {
    /// What kind of thing it is.
    pub kind: FootingKind,
    /// The day, where it is true of one.
    pub day: Option<Day>,
    /// Its name.
    pub of: String,
    /// What it says, in words, where words are short.
    pub says: String,
    /// The first sixteen digits of the SHA-256 of all that it says.
    pub hash: String,
}

/// All that the findings of a bill rest on. What the world's other tables say is told by the world's name.
pub fn footings(
    tree: &Tree,
    world: &World,
    question: &Question,
    findings: &Findings,
    rows: &[MovementRow],
) -> Vec<Footing> {
    let mut found = asked(question);
    for (place, movement) in findings.movements.iter().enumerate() {
        let says = rows.get(movement.row).map(movement_words).unwrap_or_default();
        found.push(told(
            FootingKind::Movement,
            Some(movement.day),
            (place + 1).to_string(),
            says.clone(),
            &says,
        ));
    }
    found.extend(tree.nodes.iter().enumerate().map(|(place, node)| {
        let parts = tree.parts[place]
            .iter()
            .map(|it| (&tree.nodes[it.part].id, it.quantity, it.mass_kg, it.mass_share));
        let parts: Vec<_> = parts.collect();
        let unstated = tree.unstated;
        let all = format!("{:?} {parts:?} {unstated:?}", crate::tree::Node { line: 0, ..node.clone() });
        told(FootingKind::Item, None, node.id.clone(), String::new(), &all)
    }));
    found.extend(tree.parties.iter().map(|(id, party)| {
        let all = format!("{:?}", crate::tree::Party { line: 0, ..party.clone() });
        told(FootingKind::Party, None, id.clone(), String::new(), &all)
    }));
    let lists = world.declarations.iter().map(|it| (it.kind, &it.word, &it.circumstances, &it.answers));
    let lists = format!("{:?}", lists.collect::<Vec<_>>());
    found.push(told(FootingKind::Lists, None, String::new(), String::new(), &lists));
    let regime = world.regime();
    let days: BTreeSet<Day> = findings.movements.iter().map(|it| it.day).collect();
    for day in days {
        for (node, facts) in papered_on(tree, day) {
            found.extend(papers(day, &node.id, facts));
        }
        found.extend(law(world, &regime, question, day));
    }
    found
}

/// The clauses of every rulebook on a day.
fn law(world: &World, regime: &Regime, question: &Question, day: Day) -> Vec<Footing> {
    let mut found = Vec::new();
    for book in &world.rulebooks {
        let named: Vec<_> = world.listings.iter().filter(|it| asks(world, book, &it.condition)).collect();
        let rests = |measure: &Measure, clause: &Clause| {
            book.holds(measure, &clause.id) || named.iter().any(|it| it.by.means(measure.id, &clause.id))
        };
        let law = regime.on(day, &question.law, &rests);
        for it in law.clauses() {
            let (measure, state) = (it.measure, &it.state);
            let of = format!("{} {}:{}", book.id, measure.id, it.clause.id);
            // Where it stands in its file and what we note of it decide nothing.
            let (row, note) = (String::new(), String::new());
            let clause = Clause { cited: None, row, note, ..it.clause.clone() };
            let all = format!("{:?} {clause:?} {state}", book.kind);
            found.push(told(FootingKind::Law, Some(day), of, state.to_string(), &all));
        }
    }
    found
}

/// Whether a clause of a rulebook asks a condition.
fn asks(world: &World, book: &Rulebook, condition: &str) -> bool {
    let clauses = world.measures.iter().flat_map(|it| it.clauses.iter().map(move |clause| (it, clause)));
    let own = clauses.filter(|it| book.holds(it.0, &it.1.id)).map(|it| it.1);
    let mut scopes = own.flat_map(|it| std::iter::once(&it.scope).chain(&it.exceptions));
    scopes.any(|it| it.conditions.iter().any(|own| own.id == condition))
}

/// The words of the question.
fn asked(question: &Question) -> Vec<Footing> {
    let unsaid = || "unknown".to_owned();
    let enacted = question.law.enacted.iter().map(|it| format!("{} on {}", it.0, it.1));
    let answers = question.answers.iter().map(|it| format!("{}={}", it.0, it.1));
    let words = [
        ("day", question.day.to_string()),
        ("law", question.law.assumption.word().to_owned()),
        ("enacted", enacted.collect::<Vec<_>>().join(", ")),
        ("readings", question.readings.iter().map(|it| it.word()).collect::<Vec<_>>().join(", ")),
        ("use", question.use_.clone().unwrap_or_else(unsaid)),
        ("user", question.user.clone().unwrap_or_else(unsaid)),
        ("contract", question.contract.clone().unwrap_or_else(unsaid)),
        ("answers", answers.collect::<Vec<_>>().join(", ")),
    ];
    words
        .into_iter()
        .map(|it| told(FootingKind::Question, None, it.0.to_owned(), it.1.clone(), &it.1))
        .collect()
}

/// What a movement says of itself; empty where the question says it all.
fn movement_words(row: &MovementRow) -> String {
    let said = [("user", &row.user), ("use", &row.use_), ("contract", &row.contract)];
    let said = said.into_iter().filter_map(|it| Some(format!("{} {}", it.0, it.1.as_ref()?)));
    let answers = row.answers.iter().map(|it| format!("{}={}", it.0, it.1));
    said.chain(answers).collect::<Vec<_>>().join(", ")
}

/// What papers that hold on the day say of an item; none where there is none.
fn papers(day: Day, item: &str, mut facts: Facts) -> Option<Footing> {
    let lapsed = format!(": does not hold on {day}");
    facts.papers.retain(|it| !it.ends_with(&lapsed));
    let says = facts.papers.join(" | ");
    (!says.is_empty())
        .then(|| told(FootingKind::Papers, Some(day), item.to_owned(), says, &format!("{facts:?}")))
}

fn told(kind: FootingKind, day: Option<Day>, of: String, says: String, all: &str) -> Footing {
    let digest = Sha256::digest(all.as_bytes());
    let hash = digest.iter().take(8).map(|it| format!("{it:02x}")).collect();
    Footing { kind, day, of, says, hash }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use coercivity_data::{Bill, BillLine, EvidenceRow, embedded};

    use super::*;
    use crate::{link, screen};

    fn of(bill: &Bill, world: &World, day: &str) -> BTreeMap<(FootingKind, String), String> {
        let linked = link(bill, world);
        assert_eq!(linked.problems, []);
        let question = Question::on(day.parse().unwrap());
        let rows = [MovementRow { from: "JP".to_owned(), to: "DE".to_owned(), ..MovementRow::default() }];
        let findings = screen(&linked.tree, world, &question, &rows).unwrap();
        let all = footings(&linked.tree, world, &question, &findings, &rows);
        all.into_iter().map(|it| ((it.kind, it.of), it.hash)).collect()
    }

    /// What differs between two of them.
    fn differ(
        one: &BTreeMap<(FootingKind, String), String>,
        other: &BTreeMap<(FootingKind, String), String>,
    ) -> Vec<(FootingKind, String)> {
        let all: BTreeSet<_> = one.keys().chain(other.keys()).collect();
        all.into_iter().filter(|it| one.get(it) != other.get(it)).cloned().collect()
    }

    #[test]
    fn what_a_bill_says_otherwise_differs_and_where_it_stands_does_not() {
        let world = World::open(&embedded(), None).unwrap();
        let mut bill = Bill::default();
        for (line, item, parent) in [(2, "M", None), (3, "P", Some("M".to_owned()))] {
            let item = item.to_owned();
            bill.lines.rows.push(BillLine { line, item, parent, ..BillLine::default() });
        }
        let first = of(&bill, &world, "2026-12-05");
        let mut moved = bill.clone();
        moved.lines.rows.iter_mut().for_each(|it| it.line += 7);
        assert_eq!(differ(&first, &of(&moved, &world, "2026-12-05")), []);
        moved.lines.rows[1].made_in = Some("CN".to_owned());
        let part = (FootingKind::Item, "P".to_owned());
        assert_eq!(differ(&first, &of(&moved, &world, "2026-12-05")), [part]);
        let mut told = bill.clone();
        let (subject, claim, place) = ("P".to_owned(), "made".to_owned(), "JP".to_owned());
        let until = "2026-12-31".parse().ok();
        told.evidence.rows.push(EvidenceRow { subject, claim, place, until, ..EvidenceRow::default() });
        let papers = (FootingKind::Papers, "P".to_owned());
        assert_eq!(differ(&first, &of(&told, &world, "2026-12-05")), [papers]);
        // The paper holds no longer: what stands beneath is as if it were not there.
        let later = of(&told, &world, "2027-01-05");
        assert_eq!(differ(&of(&bill, &world, "2027-01-05"), &later), []);
        // From one day to another only the question's day and clauses that began, ended or slept differ.
        let kinds: BTreeSet<FootingKind> =
            differ(&of(&bill, &world, "2026-11-05"), &first).into_iter().map(|it| it.0).collect();
        assert_eq!(kinds, BTreeSet::from([FootingKind::Question, FootingKind::Law]));
    }
}
