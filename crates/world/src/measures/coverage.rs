//! The crosswalk from the table of law that the project started from to instruments and clauses, so that no row
//! is forgotten.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use coercivity_data::{Bundle, Problem, Table};

use crate::measures::effect::Effect;
use crate::measures::measure::{Clause, Measure, TextKind};

/// Path of the crosswalk.
pub const CROSSWALK: &str = "data/measures/crosswalk.csv";

/// One row of the starting table, and where it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// Id in the starting table.
    pub table: String,
    /// The instrument that holds it; empty when none does.
    pub instrument: String,
    /// The clause or change inside it; empty when none does.
    pub clause: String,
    /// Why it is not encoded, or what a reader should know.
    pub note: String,
    /// The row, as `file:line`.
    pub row: String,
}

/// Reads the crosswalk.
pub fn read_crosswalk(bundle: &Bundle, problems: &mut Vec<Problem>) -> Vec<Crossing> {
    let Some(text) = bundle.required(CROSSWALK, problems) else { return Vec::new() };
    let table = Table::read(CROSSWALK, text, &["table", "instrument", "clause", "note"], problems);
    let mut crossings = Vec::new();
    let mut seen: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for row in table.rows() {
        let Some(id) = row.required("table", problems) else { continue };
        let crossing = Crossing {
            table: id,
            instrument: row.text("instrument"),
            clause: row.text("clause"),
            note: row.text("note"),
            row: row.place(),
        };
        if crossing.instrument.is_empty() {
            row.required("note", problems);
        } else {
            row.required("clause", problems);
        }
        let key = (crossing.table.clone(), crossing.instrument.clone(), crossing.clause.clone());
        if seen.insert(key, row.line()).is_some() {
            row.problem("table", "each crossing once", "remove one of the two rows", problems);
        }
        crossings.push(crossing);
    }
    crossings
}

/// The coverage table: every row of the crosswalk with its effect, or with the reason why it has none; then
/// every clause that no row names. A crossing to what does not exist is told in its place.
pub fn coverage_table(crossings: &[Crossing], measures: &[Measure]) -> String {
    let mut text = String::from(
        "# Clause coverage\n\nGenerated from `data/measures`; a test compares. Each row of the starting table of \
         law and policy stands here\nwith the clause that encodes it, or with the reason why none does.\n\n",
    );
    let ids: BTreeSet<&str> = crossings.iter().map(|it| it.table.as_str()).collect();
    let left_out = crossings.iter().filter(|it| it.instrument.is_empty()).count();
    let clauses: usize = measures.iter().map(|it| it.clauses.len()).sum();
    let changes: usize = measures.iter().map(|it| it.changes.len()).sum();
    let official = |it: &Clause| it.text_kind == TextKind::Official;
    let in_their_words = measures.iter().flat_map(|it| &it.clauses).filter(|it| official(it)).count();
    let _ = writeln!(
        text,
        "{} rows in {} crossings, {left_out} not encoded; {} instruments, {clauses} clauses, {changes} changes.\n\
         {in_their_words} clauses carry official words; the text of the others is our summary.\n",
        ids.len(),
        crossings.len(),
        measures.len()
    );
    text.push_str("| row | instrument:clause | effect | note |\n|---|---|---|---|\n");
    for crossing in crossings {
        let (place, effect) = match crossing.instrument.is_empty() {
            true => ("-".to_owned(), "not encoded".to_owned()),
            false => (
                format!("{}:{}", crossing.instrument, crossing.clause),
                effect_of(crossing, measures).unwrap_or_else(|| "MISSING".to_owned()),
            ),
        };
        let _ = writeln!(text, "| {} | {place} | {effect} | {} |", crossing.table, plain(&crossing.note));
    }
    text
}

fn effect_of(crossing: &Crossing, measures: &[Measure]) -> Option<String> {
    let measure = measures.iter().find(|it| it.id.as_str() == crossing.instrument)?;
    if let Some(clause) = measure.clause(&crossing.clause) {
        if let Effect::Unmodelled { text, .. } = &clause.effect {
            return Some(format!("unmodelled: {}", plain(text)));
        }
        return Some(clause.effect.word().to_owned());
    }
    let change = measure.changes.iter().find(|it| it.id == crossing.clause)?;
    let what: Vec<String> = change.kind.what().iter().map(ToString::to_string).collect();
    Some(format!("{} {}", change.kind.word(), what.join(", ")))
}

fn plain(text: &str) -> String {
    text.replace('|', "/").replace('\n', " ")
}
