//! Missing papers that are new, gone or changed.

use std::collections::BTreeMap;

use coercivity_data::{Problem, Table};

use super::{PaperChange, Record, Turn};
use crate::screening::tables::PAPERS_HEADER;

/// The columns of the missing papers in a record, if they are those of this version, or of one that did not tell yet what
/// a paper settles.
pub(super) fn paper_columns(papers: &str) -> Option<&'static [&'static str]> {
    let found = papers.lines().next().unwrap_or_default();
    let known = [&PAPERS_HEADER[..], &PAPERS_HEADER[..PAPERS_HEADER.len() - 1]];
    known.into_iter().find(|it| it.join(",") == found)
}

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
    let columns = paper_columns(record.papers).unwrap_or(&PAPERS_HEADER);
    let table = Table::read(&path, record.papers, columns, problems);
    table.rows().map(|row| (row.text("from"), (row.text("needs"), row.text("closes")))).collect()
}
