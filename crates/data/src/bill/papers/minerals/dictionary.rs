//! The words of a template in its other languages: each workbook carries them in a sheet of its own, beside the English
//! ones. A supplier who fills it in with Chinese or German labels says the same.

use std::collections::BTreeMap;

use super::sheet;
use crate::bill::forms::grid::{CellValue, Grid, cell_name};
use crate::bill::headers::header_words::normal;

/// Rows of the sheet of words that may hold its header.
const HEADER_ROWS: usize = 5;

/// English words by what they are translated to.
pub(super) struct Dictionary {
    /// What stands in a cell of a sheet, and all that it is translated to.
    by_cell: BTreeMap<(String, String), (String, Vec<String>)>,
    /// By words; none where they stand for several.
    by_words: BTreeMap<String, Option<String>>,
}

impl Dictionary {
    /// Reads the workbook's own; empty where it carries none.
    pub(super) fn of(grids: &[Grid]) -> Self {
        let mut dictionary = Self { by_cell: BTreeMap::new(), by_words: BTreeMap::new() };
        let Some(words) = sheet(grids, "l") else { return dictionary };
        let position =
            |cells: &[CellValue], word: &str| cells.iter().position(|it| normal(&it.text()) == word);
        let header = words.records.iter().take(HEADER_ROWS).enumerate().find_map(|(at, it)| {
            let find = |word| position(&it.cells, word).map(|it| it + 1);
            Some((at, find("sheets")?, find("cells")?, find("english")?))
        });
        let Some((at, sheets, cells, english)) = header else { return dictionary };
        for record in &words.records[at + 1..] {
            let text = record.cell(english).text();
            if text.is_empty() {
                continue;
            }
            let place = (normal(&record.cell(sheets).text()), record.cell(cells).text());
            let others = record.cells.iter().skip(english).map(|it| normal(&it.text()));
            let others: Vec<String> = others.filter(|it| !it.is_empty()).collect();
            for words in others.clone() {
                let known = dictionary.by_words.entry(words).or_insert_with(|| Some(text.clone()));
                if known.as_ref().is_some_and(|it| normal(it) != normal(&text)) {
                    *known = None;
                }
            }
            dictionary.by_cell.insert(place, (text, others));
        }
        dictionary
    }

    /// A sheet in English: labels and answers that the dictionary has, and all else as written. A label that is a formula
    /// whose value was not stored is the one that belongs into its cell.
    pub(super) fn in_english(&self, grid: &Grid) -> Grid {
        let mut grid = grid.clone();
        let sheet = normal(&grid.name);
        for record in &mut grid.records {
            for (column, cell) in record.cells.iter_mut().enumerate() {
                let place = (sheet.clone(), cell_name(column + 1, record.line));
                let here = self.by_cell.get(&place);
                let english = match cell {
                    CellValue::Fault(_) => here.map(|it| &it.0),
                    CellValue::Text(text) => {
                        let words = normal(text);
                        let here = here.filter(|it| it.1.contains(&words)).map(|it| &it.0);
                        here.or_else(|| self.by_words.get(&words)?.as_ref())
                    }
                    CellValue::Blank
                    | CellValue::Number(_)
                    | CellValue::Percentage(_)
                    | CellValue::Measured(_)
                    | CellValue::Day(_)
                    | CellValue::Flag(_) => None,
                };
                if let Some(english) = english {
                    *cell = CellValue::of_text(english);
                }
            }
        }
        grid
    }
}
