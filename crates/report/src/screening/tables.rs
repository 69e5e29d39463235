//! A screening as rows. Cells that a spreadsheet would read as a formula are neutralised.

use std::fmt::Write as _;
use std::ops::Range;

use coercivity_quantity::Verdict;
use coercivity_screen::{Basis, ClauseFinding, Composition, Facts, Told, facts_on, footings, told_places};
use coercivity_world::Place;

use super::shown::Shown;
use super::words::{need, remark};
use crate::workbook::neutral;

/// Columns of the findings: one row an item, movement and clause.
pub const FINDINGS_HEADER: [&str; 22] = [
    "movement",
    "item",
    "from",
    "to",
    "day",
    "rulebook",
    "outcome",
    "verdict",
    "beside",
    "owed_percent_low",
    "owed_percent_high",
    "owed_usd_per_kg_low",
    "owed_usd_per_kg_high",
    "clause",
    "about_item",
    "clause_verdict",
    "share_low",
    "share_high",
    "bound",
    "state",
    "layer",
    "why",
];
/// Columns of the papers.
pub const PAPERS_HEADER: [&str; 7] = ["rank", "from", "needs", "closes", "items", "value", "currency"];
/// Columns of what the answers rest on: one row a thing.
pub const FOOTING_HEADER: [&str; 5] = ["kind", "day", "of", "says", "hash"];
/// Columns of the problems.
pub const PROBLEMS_HEADER: [&str; 6] = ["file", "line", "column", "found", "expected", "remedy"];
/// Columns of the origins: one row an item, basis and place.
pub const ORIGINS_HEADER: [&str; 6] = ["item", "of", "told_by", "place", "low", "high"];

/// Text that no spreadsheet takes for a formula.
pub(super) fn plain(text: &str) -> String {
    neutral(text).into_owned()
}

/// The findings of some movements, cell by cell: one row an item, movement and clause; a rulebook without clauses has
/// one row. A portfolio has millions of rows, which are told one after the other and never held together.
pub fn each_finding(shown: &Shown<'_>, movements: Range<usize>, tell: &mut dyn FnMut(&[&str])) {
    let mut words = ClauseWords::default();
    for place in movements {
        let movement = &shown.findings.movements[place];
        let word = |it: Option<Place>| it.map_or(String::new(), |it| it.to_string());
        let number = (place + 1).to_string();
        let item = plain(shown.item(movement.item));
        let (from, to, day) = (word(movement.from), word(movement.to), movement.day.to_string());
        for found in &movement.rulebooks {
            let beside: Vec<&str> = found.beside.iter().map(|it| it.word()).collect();
            let beside = beside.join(" ");
            let owed = found.owed.as_ref().map(|it| {
                let ends = [it.percent.low(), it.percent.high(), it.usd_per_kg.low(), it.usd_per_kg.high()];
                ends.map(|it| it.to_string())
            });
            let owed = owed.unwrap_or_default();
            let head = [&number, &item, &from, &to, &day, &found.rulebook].map(String::as_str);
            let answer = [found.outcome.word(), verdict_word(found.verdict()), &beside];
            let owed = [&owed[0], &owed[1], &owed[2], &owed[3]].map(String::as_str);
            let mut cells = [""; FINDINGS_HEADER.len()];
            cells[..6].copy_from_slice(&head);
            cells[6..9].copy_from_slice(&answer);
            cells[9..13].copy_from_slice(&owed);
            if found.clauses.is_empty() {
                tell(&cells);
            }
            for clause in &found.clauses {
                let about = plain(shown.item(clause.item));
                let mut row = cells;
                row[14] = &about;
                words.tell(clause, row, tell);
            }
        }
    }
}

/// The words of a clause's finding, written again and again into the same places.
#[derive(Default)]
struct ClauseWords {
    clause: String,
    low: String,
    high: String,
    bound: String,
    state: String,
}

impl ClauseWords {
    fn tell(
        &mut self,
        finding: &ClauseFinding,
        row: [&str; FINDINGS_HEADER.len()],
        tell: &mut dyn FnMut(&[&str]),
    ) {
        for it in [&mut self.clause, &mut self.low, &mut self.high, &mut self.bound, &mut self.state] {
            it.clear();
        }
        // Writing into a string never fails.
        let _ = write!(self.clause, "{}", finding.clause);
        let _ = write!(self.state, "{}", finding.state);
        if let Some(share) = &finding.share {
            let low = share.ranges.iter().map(|it| it.1.low()).fold(f64::INFINITY, f64::min);
            let high = share.ranges.iter().map(|it| it.1.high()).fold(0.0, f64::max);
            let _ = write!(self.low, "{low}");
            let _ = write!(self.high, "{high}");
            let _ = write!(self.bound, "{} {}", share.bound.sign(), share.bound.at());
        }
        let why = plain(&remark(finding));
        let mut cells = row;
        cells[13] = &self.clause;
        cells[15] = verdict_word(finding.verdict());
        cells[16..19].copy_from_slice(&[&self.low, &self.high, &self.bound]);
        cells[19..].copy_from_slice(&[&self.state, finding.layer.word(), &why]);
        tell(&cells);
    }
}

fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::No => "no",
        Verdict::Open => "open",
        Verdict::Yes => "yes",
    }
}

/// The findings, one row an item, movement and clause.
pub fn findings_rows(shown: &Shown<'_>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    each_finding(shown, 0..shown.findings.movements.len(), &mut |cells| {
        rows.push(cells.iter().map(|&it| it.to_owned()).collect());
    });
    rows
}

/// The papers in the order in which they close most.
pub fn papers_rows(shown: &Shown<'_>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (place, paper) in shown.papers.iter().enumerate() {
        let needs: Vec<String> = paper.needs.iter().map(|it| need(shown, it)).collect();
        let mut items: Vec<&str> =
            paper.closes.iter().map(|it| shown.item(shown.findings.movements[it.0].item)).collect();
        items.sort_unstable();
        items.dedup();
        let value: Vec<String> = paper.value.values().map(|it| format!("{it}")).collect();
        let currency: Vec<&str> = paper.value.keys().map(String::as_str).collect();
        rows.push(vec![
            (place + 1).to_string(),
            plain(&shown.source(&paper.from)),
            plain(&needs.join(" | ")),
            paper.closes.len().to_string(),
            plain(&items.join(" ")),
            value.join(" "),
            currency.join(" "),
        ]);
    }
    rows
}

/// What the answers rest on: one row a thing. A later record is compared by it.
pub fn footing_rows(shown: &Shown<'_>) -> Vec<Vec<String>> {
    let all = footings(shown.tree(), shown.world, shown.question, shown.findings, shown.rows);
    all.into_iter()
        .map(|it| {
            let day = it.day.map_or(String::new(), |it| it.to_string());
            vec![it.kind.word().to_owned(), day, plain(&it.of), plain(&it.says), it.hash]
        })
        .collect()
}

/// What is odd about the bill, by cell.
pub fn problems_rows(shown: &Shown<'_>) -> Vec<Vec<String>> {
    let all = shown.linked.problems.iter().chain(&shown.linked.remarks);
    all.map(|it| {
        vec![
            plain(&it.file),
            it.line.to_string(),
            it.column.to_string(),
            plain(&it.found),
            plain(&it.expected),
            plain(&it.remedy),
        ]
    })
    .collect()
}

/// Where items come from, of value or of mass: what is asked of one place after the other.
#[derive(Clone, Debug)]
pub struct Origins<'a> {
    shown: Shown<'a>,
    facts: Vec<Facts>,
    value: Composition<'a>,
    mass: Composition<'a>,
}

impl<'a> Origins<'a> {
    /// Works out what every item is made of, on the day that is asked.
    pub fn of(shown: &Shown<'a>) -> Self {
        let tree = shown.tree();
        Self {
            shown: *shown,
            facts: facts_on(tree, shown.question.day),
            value: Composition::of(tree, Basis::Value),
            mass: Composition::of(tree, Basis::Mass),
        }
    }
    /// Every country and technology that the bill names.
    pub fn places(&self) -> Vec<Told> {
        told_places(self.shown.tree(), &self.facts)
    }
    /// The share of each item that one place tells, cell by cell.
    pub fn each(&self, told: Told, tell: &mut dyn FnMut(&[&str])) {
        let (by, place) = match told {
            Told::Country(place) => ("country", place),
            Told::Technology(place) => ("technology", place),
        };
        for (composition, of) in [(&self.value, "value"), (&self.mass, "mass")] {
            let (mut low, mut high) = (String::new(), String::new());
            for (node, range) in composition.origins(&self.facts, told).iter().enumerate() {
                let item = neutral(self.shown.item(node));
                low.clear();
                high.clear();
                // Writing into a string never fails.
                let _ = write!(low, "{}", range.low());
                let _ = write!(high, "{}", range.high());
                tell(&[&item, of, by, place.as_str(), &low, &high]);
            }
        }
    }
}
