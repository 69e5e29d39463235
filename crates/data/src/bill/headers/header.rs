//! The headers of a sheet: the words of a row, under the words of a merged cell above some of them.

use super::field::SheetKind;
use super::header_words::{HeaderWords, Meaning};
use super::proposal::EXAMPLE_ROWS;
use crate::bill::forms::grid::{Grid, Merged};

/// The header of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Header {
    /// The words of the merged cell above it and above some of its neighbours; empty when there is none.
    pub(crate) over: String,
    /// Its own words.
    pub(crate) own: String,
}

/// What a header may mean, and whether its own words alone mean it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meant {
    pub(crate) meaning: Meaning,
    /// The unit in it, as written.
    pub(crate) unit: String,
    /// Whether the words above it, which may change what it means, are not known.
    pub(crate) apart: bool,
}

impl Header {
    /// All its words.
    pub(crate) fn text(&self) -> String {
        if self.own.is_empty() || self.over.is_empty() {
            return self.own.clone();
        }
        format!("{} {}", self.over, self.own)
    }
    /// What it may mean in a sheet of a kind. Where its words are known, and not together with those above it, it may
    /// mean what they mean, and something else.
    pub(crate) fn meant(&self, kind: SheetKind, words: &HeaderWords) -> Meant {
        let (meaning, unit) = words.meaning(kind, &self.text());
        let together = !matches!(meaning, Meaning::Near(_) | Meaning::Unknown);
        if !together && !self.over.is_empty() {
            let (own, unit) = words.meaning(kind, &self.own);
            let fields = match own {
                Meaning::Template(field) | Meaning::Synonym(field) | Meaning::Narrowed(field) => vec![field],
                Meaning::Several(fields) => fields,
                Meaning::Near(_) | Meaning::Unknown => Vec::new(),
            };
            if !fields.is_empty() {
                return Meant { meaning: Meaning::Several(fields), unit, apart: true };
            }
        }
        Meant { meaning, unit, apart: false }
    }
}

/// The headers of every column that a row may have, each with one blank between its words: a line break in a cell is one.
pub(crate) fn headers(grid: &Grid, at: usize) -> Vec<Header> {
    let record = &grid.records[at];
    let shown = |line: usize, column: usize| {
        let merged = grid.merged.iter().find(|it| {
            (it.first_line..=it.last_line).contains(&line)
                && (it.first_column..=it.last_column).contains(&column)
        });
        let (line, column) = merged.map_or((line, column), |it| (it.first_line, it.first_column));
        let found = grid.records.iter().find(|it| it.line == line);
        found.map_or(String::new(), |it| folded(&it.cell(column).text()))
    };
    let widest = grid.records.iter().take(EXAMPLE_ROWS).map(|it| it.cells.len()).max().unwrap_or(0);
    let mut headers: Vec<Header> = Vec::with_capacity(widest);
    for column in 1..=widest {
        let own = match grid.merged.is_empty() {
            true => folded(&record.cell(column).text()),
            false => shown(record.line, column),
        };
        headers.push(Header { over: String::new(), own });
    }
    let filled = |it: &(usize, &Header)| !it.1.own.is_empty();
    let said: Vec<usize> = headers.iter().enumerate().filter(filled).map(|it| it.0 + 1).collect();
    let above = |it: &&Merged| {
        let next = it.last_line < record.line && it.last_line + 1 >= record.line;
        let holds = |column: &usize| (it.first_column..=it.last_column).contains(column);
        // What stands above all of them is a title of the sheet.
        next && it.last_column > it.first_column && !said.iter().all(holds)
    };
    let mut below = vec![false; widest];
    for area in grid.merged.iter().filter(above) {
        let columns = area.first_column..=area.last_column.min(widest);
        if columns.clone().all(|it| below[it - 1]) {
            continue;
        }
        let over = shown(area.first_line, area.first_column);
        for column in columns.filter(|it| !std::mem::replace(&mut below[it - 1], true)) {
            headers[column - 1].over.clone_from(&over);
        }
    }
    headers
}

/// A text with one blank between its words.
pub(crate) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
