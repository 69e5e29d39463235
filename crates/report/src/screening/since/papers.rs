//! Missing papers that are new, gone or changed.

use std::collections::BTreeMap;

use coercivity_data::{Problem, Table};

use super::{PaperChange, Record, Turn};
use crate::screening::tables::PAPERS_HEADER;

/// What a party would have to say, and how many answers that closes.
type Asked = (String, String);

/// Every change, in the order of the parties.
pub(super) fn paper_changes(
    before: &Record<'_>,
    after: &Record<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<PaperChange> {
    let (one, other) = (asked(before, problems), asked(after, problems));
    let mut found = Vec::new();
    for (from, before) in &one {
        let after = other.get(from);
        let turn = match after {
            Some(after) if after == before => continue,
            Some(_) => Turn::Changed,
            None => Turn::Gone,
        };
        let (from, before) = (from.clone(), Some(before.clone()));
        found.push(PaperChange { turn, from, before, after: after.cloned() });
    }
    for (from, after) in other.iter().filter(|it| !one.contains_key(it.0)) {
        let (from, after) = (from.clone(), Some(after.clone()));
        found.push(PaperChange { turn: Turn::New, from, before: None, after });
    }
    found
}

fn asked(record: &Record<'_>, problems: &mut Vec<Problem>) -> BTreeMap<String, Asked> {
    let path = format!("{}/papers.csv", record.path);
    let table = Table::read(&path, record.papers, &PAPERS_HEADER, problems);
    table.rows().map(|row| (row.text("from"), (row.text("needs"), row.text("closes")))).collect()
}
