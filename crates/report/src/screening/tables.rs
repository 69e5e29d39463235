//! A screening as rows. Cells that a spreadsheet would read as a formula are neutralised.

use coercivity_screen::{Basis, Told, facts_on, footings, origins, told_places};

use super::shown::Shown;
use super::words::need;
use crate::workbook::neutral;

/// Columns of the findings: one row an item, movement and clause.
pub const FINDINGS_HEADER: [&str; 21] = [
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

/// The findings, one row an item, movement and clause; a rulebook without clauses has one row.
pub fn findings_rows(shown: &Shown<'_>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (place, movement) in shown.findings.movements.iter().enumerate() {
        for found in &movement.rulebooks {
            let place_word =
                |it: Option<coercivity_world::Place>| it.map_or(String::new(), |it| it.to_string());
            let owed = |pick: fn(&coercivity_screen::Owed) -> f64| {
                found.owed.as_ref().map_or(String::new(), |it| format!("{}", pick(it)))
            };
            let beside: Vec<&str> = found.beside.iter().map(|it| it.word()).collect();
            let head = vec![
                (place + 1).to_string(),
                plain(shown.item(movement.item)),
                place_word(movement.from),
                place_word(movement.to),
                movement.day.to_string(),
                found.rulebook.clone(),
                found.outcome.word().to_owned(),
                found.verdict().to_string(),
                beside.join(" "),
                owed(|it| it.percent.low()),
                owed(|it| it.percent.high()),
                owed(|it| it.usd_per_kg.low()),
                owed(|it| it.usd_per_kg.high()),
            ];
            if found.clauses.is_empty() {
                rows.push(head.iter().cloned().chain(std::iter::repeat_n(String::new(), 8)).collect());
            }
            for clause in &found.clauses {
                let ends = clause.share.as_ref().map(|share| {
                    let low = share.ranges.iter().map(|it| it.1.low()).fold(f64::INFINITY, f64::min);
                    let high = share.ranges.iter().map(|it| it.1.high()).fold(0.0, f64::max);
                    (
                        format!("{low}"),
                        format!("{high}"),
                        format!("{} {}", share.bound.sign(), share.bound.at()),
                    )
                });
                let (low, high, bound) = ends.unwrap_or_default();
                let tail = [
                    clause.clause.to_string(),
                    plain(shown.item(clause.item)),
                    clause.verdict().to_string(),
                    low,
                    high,
                    bound,
                    clause.state.to_string(),
                    clause.layer.word().to_owned(),
                ];
                rows.push(head.iter().cloned().chain(tail).collect());
            }
        }
    }
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

/// Where each item comes from, by country and by technology, of value and of mass.
pub fn origins_rows(shown: &Shown<'_>) -> Vec<Vec<String>> {
    let tree = shown.tree();
    let facts = facts_on(tree, shown.question.day);
    let mut rows = Vec::new();
    for told in told_places(tree, &facts) {
        let (by, place) = match told {
            Told::Country(place) => ("country", place),
            Told::Technology(place) => ("technology", place),
        };
        for (basis, of) in [(Basis::Value, "value"), (Basis::Mass, "mass")] {
            for (node, range) in origins(tree, &facts, basis, told).iter().enumerate() {
                let cells = [plain(shown.item(node)), of.to_owned(), by.to_owned(), place.to_string()];
                let ends = [format!("{}", range.low()), format!("{}", range.high())];
                rows.push(cells.into_iter().chain(ends).collect());
            }
        }
    }
    rows
}
