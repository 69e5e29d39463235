//! A sheet of any file as a grid of cells: what csv, json and workbooks have in common.

use coercivity_quantity::Day;

use crate::bill::number::DecimalSign;

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum CellValue {
    /// Nothing: unknown.
    #[default]
    Blank,
    /// Text as written; it may still be a number in words of its country.
    Text(String),
    /// A number that the file itself calls one.
    Number(f64),
    /// The same, shown by its format as so many of a hundred: 1 is 100 %.
    Percentage(f64),
    /// A number with the unit that its format shows, such as a currency.
    Measured(Box<Measured>),
    /// A day that the file itself calls one.
    Day(Day),
    /// Yes or no.
    Flag(bool),
    /// A formula that failed, or one whose value was never stored: what it shows.
    Fault(String),
}

/// A number with a unit that no text says, but its format or the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The number.
    pub number: f64,
    /// Its unit as shown: a code, a sign or words.
    pub unit: String,
}

/// One row: its line in the file (or row in the sheet), and its cells from the first column.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Record {
    pub(crate) line: usize,
    pub(crate) cells: Vec<CellValue>,
}

/// Cells that a sheet shows as one, counted from 1, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merged {
    pub(crate) first_line: usize,
    pub(crate) last_line: usize,
    pub(crate) first_column: usize,
    pub(crate) last_column: usize,
}

/// How the cells of a text are parted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Separated {
    pub(crate) sign: char,
    /// Cells of each record.
    pub(crate) widths: Vec<usize>,
}

/// A sheet as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Grid {
    /// Path of the file, and the sheet after `#` when it has several.
    pub(crate) path: String,
    /// Name of the sheet; empty when the file has none.
    pub(crate) name: String,
    /// Whether keys stand for columns: its cells have no names.
    pub(crate) keyed: bool,
    /// Whether parts stand inside what holds them.
    pub(crate) nested: bool,
    /// The sign that parts its cells, and how many of them each row has, blank ones at its end too; none where cells have
    /// places of their own.
    pub(crate) separated: Option<Separated>,
    /// Its rows that hold anything.
    pub(crate) records: Vec<Record>,
    /// Cells shown as one.
    pub(crate) merged: Vec<Merged>,
    /// The sign before decimals that the kind of file goes with, where no cell shows another.
    pub(crate) decimal: Option<DecimalSign>,
}

impl CellValue {
    /// The cell as text; empty when blank.
    pub fn text(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) | Self::Fault(text) => text.clone(),
            Self::Number(number) | Self::Percentage(number) => number.to_string(),
            Self::Measured(measured) => measured.number.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Flag(true) => "yes".to_owned(),
            Self::Flag(false) => "no".to_owned(),
        }
    }
    /// How many bytes its text has.
    pub(crate) fn letters(&self) -> usize {
        match self {
            Self::Blank => 0,
            Self::Text(text) | Self::Fault(text) => text.len(),
            Self::Number(_) | Self::Percentage(_) | Self::Measured(_) | Self::Day(_) | Self::Flag(_) => {
                self.text().len()
            }
        }
    }
    /// A number with its unit.
    pub(crate) fn measured(number: f64, unit: &str) -> Self {
        Self::Measured(Box::new(Measured { number, unit: unit.to_owned() }))
    }
    /// A text, or a blank when there is nothing in it.
    pub(crate) fn of_text(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }
    /// The same of a text that is no longer needed.
    pub(crate) fn of_whole_text(text: String) -> Self {
        if text.trim().len() < text.len() || text.is_empty() {
            Self::of_text(&text)
        } else {
            Self::Text(text)
        }
    }
    /// Whether nothing was written.
    pub(crate) fn is_blank(&self) -> bool {
        *self == Self::Blank
    }
}

impl Record {
    /// The cell in a column, from 1.
    pub(crate) fn cell(&self, column: usize) -> &CellValue {
        column.checked_sub(1).and_then(|it| self.cells.get(it)).unwrap_or(&CellValue::Blank)
    }
}

/// The name that spreadsheets give a cell, such as `E4`; column and line from 1.
pub fn cell_name(column: usize, line: usize) -> String {
    let (mut letters, mut rest) = (Vec::new(), column);
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).expect("less than 26");
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &line.to_string()
}

#[cfg(test)]
mod tests {
    use super::cell_name;

    #[test]
    fn cells_are_called_as_in_a_spreadsheet() {
        let names = [(1, 1), (26, 4), (27, 2), (52, 9), (703, 10)].map(|it| cell_name(it.0, it.1));
        assert_eq!(names, ["A1", "Z4", "AA2", "AZ9", "AAA10"]);
    }
}
