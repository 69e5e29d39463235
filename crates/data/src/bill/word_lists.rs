//! The words that cells of a bill may hold, and what its columns mean: tables for the template.

use super::headers::field::SheetKind;
use crate::bundle::Bundle;
use crate::problem::Problem;
use crate::table::Table;

/// Where the meaning of every column stands.
pub const COLUMNS_PATH: &str = "data/bill/columns.csv";
/// Where the lists stand that are no lists of the world.
pub const LISTS_PATH: &str = "data/bill/lists.csv";
/// Where the example stands.
pub const EXAMPLE_PATH: &str = "data/bill/example.csv";

/// A column of the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateColumn {
    /// The sheet it stands in.
    pub sheet: SheetKind,
    /// Its word.
    pub field: &'static str,
    /// Name of the list that its cells are chosen from; empty when they are free.
    pub list: String,
    /// What it means.
    pub meaning: String,
}

/// A word of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedWord {
    /// Name of the list.
    pub list: String,
    /// The word.
    pub word: String,
    /// What it means.
    pub meaning: String,
}

impl TemplateColumn {
    /// Every column of every sheet, in the order of the template. One without a meaning is a problem.
    pub fn read(bundle: &Bundle, problems: &mut Vec<Problem>) -> Vec<Self> {
        let Some(text) = bundle.required(COLUMNS_PATH, problems) else { return Vec::new() };
        let table = Table::read(COLUMNS_PATH, text, &["sheet", "field", "list", "meaning"], problems);
        let mut columns = Vec::new();
        for sheet in SheetKind::ALL {
            for field in sheet.columns() {
                let own = |it: &crate::Row<'_>| it.text("sheet") == sheet.word() && it.text("field") == field;
                let Some(row) = table.rows().find(own) else {
                    let found = format!("no row for `{field}` of `{}`", sheet.word());
                    let expected = "a row for each column of the template";
                    problems.push(Problem::in_file(COLUMNS_PATH, found, expected, "add it with its meaning"));
                    continue;
                };
                let meaning = row.required("meaning", problems).unwrap_or_default();
                columns.push(Self { sheet, field, list: row.text("list"), meaning });
            }
        }
        columns
    }
}

impl ListedWord {
    /// Every word of the table, in its order.
    pub fn read(bundle: &Bundle, problems: &mut Vec<Problem>) -> Vec<Self> {
        let Some(text) = bundle.required(LISTS_PATH, problems) else { return Vec::new() };
        let table = Table::read(LISTS_PATH, text, &["list", "word", "meaning"], problems);
        let mut words = Vec::new();
        for row in table.rows() {
            let (list, word) = (row.required("list", problems), row.required("word", problems));
            if let (Some(list), Some(word)) = (list, word) {
                words.push(Self { list, word, meaning: row.text("meaning") });
            }
        }
        words
    }
}
