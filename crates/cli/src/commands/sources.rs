//! `coercivity sources [KEY]`: what the facts rest on.

use coercivity_data::Table;
use serde_json::json;

use crate::answer::Answer;
use crate::args::Globals;
use crate::failure::Failure;
use crate::open_world::OpenWorld;

/// What is asked of the list of sources.
#[derive(Clone, Debug, clap::Args)]
pub struct SourcesRequest {
    /// One source's key; without it, all of them
    pub key: Option<String>,
}

const COLUMNS: [&str; 6] = ["key", "publisher", "title", "year", "address", "licence"];

/// Lists the sources, or one of them.
pub fn answer(open: &OpenWorld, _globals: &Globals, request: &SourcesRequest) -> Result<Answer, Failure> {
    let mut problems = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (path, text) in open.texts.bundle.under("data/sources/") {
        let table = Table::read(path, text, &COLUMNS, &mut problems);
        rows.extend(table.rows().map(|row| COLUMNS.iter().map(|it| row.text(it)).collect()));
    }
    if !problems.is_empty() {
        return Err(Failure::BadData { problems });
    }
    rows.sort();
    if let Some(key) = &request.key {
        if !rows.iter().any(|it| it[0] == *key) {
            return Err(Failure::unknown("source", key, rows.iter().map(|it| it[0].as_str())));
        }
        rows.retain(|it| it[0] == *key);
    }
    let text: Vec<String> = rows
        .iter()
        .map(|it| format!("{}  {}, {} ({})\n    {}  licence: {}", it[0], it[1], it[2], it[3], it[4], it[5]))
        .collect();
    let list: Vec<_> = rows
        .iter()
        .map(|it| {
            json!({"key": it[0], "publisher": it[1], "title": it[2], "year": it[3], "address": it[4], "licence": it[5]})
        })
        .collect();
    Ok(Answer::new("coercivity.sources/1", text.join("\n"), json!({ "sources": list }))
        .with_rows(&COLUMNS, &rows))
}
