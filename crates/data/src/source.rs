//! Sources as written: every `data/sources/*.csv`, each key once across all of them.

use std::collections::BTreeMap;

use crate::bundle::Bundle;
use crate::problem::Problem;
use crate::table::Table;

/// One published thing that facts rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// What rows cite.
    pub key: String,
    /// Who published it.
    pub publisher: String,
    /// Its title.
    pub title: String,
    /// The year it was published; `None` when unknown.
    pub year: Option<i32>,
    /// Where it can be read.
    pub address: String,
    /// What its licence allows.
    pub licence: String,
    /// The row, as `file:line`.
    pub row: String,
}

/// Every source, by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceRecords {
    /// The sources.
    pub sources: BTreeMap<String, SourceRow>,
}

impl SourceRecords {
    /// Reads every table below `data/sources/`. A key that stands twice is a problem at its second place.
    pub fn read(bundle: &Bundle, problems: &mut Vec<Problem>) -> Self {
        let mut records = Self::default();
        let columns = ["key", "publisher", "title", "year", "address", "licence"];
        for (path, text) in bundle.under("data/sources/") {
            let table = Table::read(path, text, &columns, problems);
            for row in table.rows() {
                let Some(key) = row.required("key", problems) else { continue };
                let Some(publisher) = row.required("publisher", problems) else { continue };
                let year = row.text("year");
                if !year.is_empty() && year.parse::<i32>().is_err() {
                    row.problem("year", "a year such as 2025", "correct it, or leave it blank", problems);
                }
                if let Some(first) = records.sources.get(&key) {
                    let remedy =
                        format!("it stands already in {}: use that, or name this one differently", first.row);
                    row.problem("key", "a key that stands once in all of data/sources/", remedy, problems);
                    continue;
                }
                let source = SourceRow {
                    key: key.clone(),
                    publisher,
                    title: row.text("title"),
                    year: year.parse().ok(),
                    address: row.text("address"),
                    licence: row.text("licence"),
                    row: row.place(),
                };
                records.sources.insert(key, source);
            }
        }
        records
    }
}
