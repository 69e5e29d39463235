//! Sources, by key: what every fact rests on.

use std::collections::BTreeMap;

use coercivity_data::{Problem, SourceRecords, SourceRow, nearest};
use coercivity_quantity::Citation;

/// Every source of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    by_key: BTreeMap<String, SourceRow>,
}

impl Sources {
    /// The sources as read; the reader has told duplicates already.
    pub fn link(records: &SourceRecords) -> Self {
        Self { by_key: records.sources.clone() }
    }
    /// One source.
    pub fn get(&self, key: &str) -> Option<&SourceRow> {
        self.by_key.get(key)
    }
    /// Every source, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = &SourceRow> {
        self.by_key.values()
    }
    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_key.len()
    }
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }
    /// The known key nearest to a word.
    pub fn nearest(&self, key: &str) -> Option<&str> {
        nearest(key, self.by_key.keys().map(String::as_str))
    }
    /// Tells a problem for every key of a citation that no source has.
    pub fn check(&self, cited: &Citation, problems: &mut Vec<Problem>) {
        for key in cited.sources.iter().filter(|it| !self.by_key.contains_key(*it)) {
            let remedy = match self.nearest(key) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "add it to a table of data/sources/".to_owned(),
            };
            problems.push(problem_at(
                &cited.row,
                format!("source `{key}`"),
                "a key of data/sources/",
                remedy,
            ));
        }
    }
    /// The latest year in which a source of the citation was published.
    pub fn published(&self, cited: &Citation) -> Option<i32> {
        cited.sources.iter().filter_map(|it| self.get(it)?.year).max()
    }
}

/// A problem with a row that is known as `file:line`.
pub(crate) fn problem_at(
    row: &str,
    found: impl Into<String>,
    expected: impl Into<String>,
    remedy: impl Into<String>,
) -> Problem {
    let (file, line) = row.rsplit_once(':').unwrap_or((row, "0"));
    Problem::in_file(file, found, expected, remedy).at(line.parse().unwrap_or(0), 0)
}
