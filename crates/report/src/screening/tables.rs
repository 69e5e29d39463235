//! A screening as rows. Cells that a spreadsheet would read as a formula are neutralised.

use std::fmt::Write as _;

use coercivity_screen::{Basis, Composition, Facts, Node, Told, footings, told_places};

use super::shown::Shown;
use super::words::need;
use crate::csv::csv_cell;
use crate::workbook::neutral;

/// Columns of the papers.
pub const PAPERS_HEADER: [&str; 8] =
    ["rank", "from", "needs", "closes", "items", "value", "currency", "settles"];
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

/// The papers in the order in which they close most.
pub fn papers_rows(shown: &Shown<'_>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (place, paper) in shown.papers.iter().enumerate() {
        let needs: Vec<String> = paper.needs.iter().map(|it| need(shown, it)).collect();
        let settles: Vec<String> =
            paper.needs.iter().filter_map(|it| shown.settling.line(shown, it)).collect();
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
            plain(&settles.join(" | ")),
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

/// What is odd about the bill, by cell; what papers contradict stands at the item's line.
pub fn problems_rows(shown: &Shown<'_>) -> Vec<Vec<String>> {
    let all = shown.linked.problems.iter().chain(&shown.findings.contradictions).chain(shown.remarks());
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
    /// The id of each item, as a cell of csv.
    items: Vec<String>,
    facts: &'a [Facts],
    value: Composition<'a>,
    mass: Composition<'a>,
}

impl<'a> Origins<'a> {
    /// Works out what every item is made of; `facts` are what is known of each on the day that is asked.
    pub fn of(shown: &Shown<'a>, facts: &'a [Facts]) -> Self {
        let tree = shown.tree();
        let cell = |node: &Node| {
            let mut cell = String::new();
            csv_cell(&neutral(&node.id), &mut cell);
            cell
        };
        Self {
            shown: *shown,
            items: tree.nodes.iter().map(cell).collect(),
            facts,
            value: Composition::of(tree, Basis::Value),
            mass: Composition::of(tree, Basis::Mass),
        }
    }
    /// Every country and technology that the bill names.
    pub fn places(&self) -> Vec<Told> {
        told_places(self.shown.tree(), self.facts)
    }
    /// Writes the share of each item that one place tells as lines of csv.
    pub fn lines(&self, told: Told, text: &mut String) {
        let (by, place) = match told {
            Told::Country(place) => ("country", place),
            Told::Technology(place) => ("technology", place),
        };
        for (composition, of) in [(&self.value, "value"), (&self.mass, "mass")] {
            let mut middle = format!(",{of},{by},");
            csv_cell(place.as_str(), &mut middle);
            middle.push(',');
            for (item, range) in self.items.iter().zip(composition.origins(self.facts, told)) {
                text.push_str(item);
                text.push_str(&middle);
                number(range.low(), text);
                text.push(',');
                number(range.high(), text);
                text.push('\n');
            }
        }
    }
}

/// Writes a number; most shares are none or all.
fn number(number: f64, text: &mut String) {
    const NONE: u64 = 0.0_f64.to_bits();
    const ALL: u64 = 1.0_f64.to_bits();
    match number.to_bits() {
        NONE => text.push('0'),
        ALL => text.push('1'),
        _ => {
            // Writing into a string never fails.
            let _ = write!(text, "{number}");
        }
    }
}
