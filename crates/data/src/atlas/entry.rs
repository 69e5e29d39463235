//! A row as written: its subject cells, still words, and the fact or evidence it holds.

use coercivity_quantity::Citation;

use super::fact::{FACT_COLUMNS, Fact};
use crate::problem::{Problem, nearest};
use crate::scan::Cell;
use crate::table::{Row, Table};

/// A row as written. `Held` is a [`Fact`], or a [`Citation`] where the row describes and does not count.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<Held> {
    file: &'static str,
    cells: Vec<(&'static str, Cell)>,
    /// What the row says about its subject.
    pub holds: Held,
}

impl<Held> Entry<Held> {
    fn read(
        file: &'static str,
        row: &Row<'_>,
        subject: &[&'static str],
        holds: impl FnOnce() -> Option<Held>,
    ) -> Option<Self> {
        let cells = subject.iter().map(|&column| (column, row.cell(column))).collect();
        Some(Self { file, cells, holds: holds()? })
    }
    /// The words of a subject cell; empty when blank or when there is no such column.
    pub fn text(&self, column: &str) -> &str {
        self.cells.iter().find(|it| it.0 == column).map_or("", |it| it.1.text.as_str())
    }
    /// A problem with one subject cell, at its place.
    pub fn problem(&self, column: &str, expected: impl Into<String>, remedy: impl Into<String>) -> Problem {
        let cell = self.cells.iter().find(|it| it.0 == column);
        let (line, place) = cell.map_or((0, 0), |it| (it.1.line, it.1.column));
        let found = match self.text(column) {
            "" => format!("nothing in `{column}`"),
            text => format!("`{text}` in `{column}`"),
        };
        Problem::in_file(self.file, found, expected, remedy).at(line, place)
    }
    /// A problem with a cell that must be a word of a list, with the nearest one as remedy.
    pub fn unknown<'a>(&self, column: &str, list: &str, known: impl IntoIterator<Item = &'a str>) -> Problem {
        let remedy = match nearest(self.text(column), known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add it to {list}, or correct the word"),
        };
        self.problem(column, format!("an id of {list}"), remedy)
    }
}

/// Reads a table whose rows end with the nine columns of a fact.
pub(super) fn facts(
    file: &'static str,
    text: &str,
    subject: &[&'static str],
    problems: &mut Vec<Problem>,
) -> Vec<Entry<Fact>> {
    let columns: Vec<&str> = subject.iter().copied().chain(FACT_COLUMNS).collect();
    let table = Table::read(file, text, &columns, problems);
    let read = |row: Row<'_>, problems: &mut Vec<Problem>| {
        Entry::read(file, &row, subject, || Fact::read(&row, problems))
    };
    table.rows().filter_map(|row| read(row, problems)).collect()
}

/// Reads a table whose rows describe something and end with their evidence.
pub(super) fn descriptions(
    file: &'static str,
    text: &str,
    subject: &[&'static str],
    problems: &mut Vec<Problem>,
) -> Vec<Entry<Citation>> {
    let evidence = ["source", "at", "confidence", "note"];
    let columns: Vec<&str> = subject.iter().copied().chain(evidence).collect();
    let table = Table::read(file, text, &columns, problems);
    let read = |row: Row<'_>, problems: &mut Vec<Problem>| {
        Entry::read(file, &row, subject, || row.citation(problems))
    };
    table.rows().filter_map(|row| read(row, problems)).collect()
}
