//! The cells of one row by the fields they hold; every cell that cannot be read is a problem with its place.

use coercivity_quantity::{Day, Interval};

use super::day::day;
use super::forms::grid::{CellValue, Grid, Record, cell_name};
use super::headers::layout::{Column, Layout};
use super::number::{NoNumber, number, share_range};
use super::unit::Units;
use crate::problem::Problem;

/// One of a hundred.
const PERCENT: f64 = 0.01;

/// One row of a sheet that is read.
#[derive(Debug)]
pub(crate) struct Cells<'a> {
    pub(crate) grid: &'a Grid,
    pub(crate) layout: &'a Layout,
    pub(crate) record: &'a Record,
    pub(crate) problems: &'a mut Vec<Problem>,
}

impl<'a> Cells<'a> {
    fn at(&self, field: &str) -> Option<(&'a Column, &'a CellValue)> {
        let column = self.layout.column(field)?;
        Some((column, self.cell(column.number)))
    }
    /// What a cell shows: of cells merged over several rows, what is written in the first of them.
    fn cell(&self, column: usize) -> &'a CellValue {
        let written = self.layout.spanned.written(self.record, column);
        written.map_or(self.record, |it| &self.grid.records[it]).cell(column)
    }
    /// Tells what is wrong with a cell.
    pub(crate) fn wrong(&mut self, field: &str, expected: impl Into<String>, remedy: impl Into<String>) {
        let column = self.layout.column(field);
        let found = match column {
            None => format!("no `{field}`"),
            Some(column) => {
                let text = shown(self.cell(column.number));
                let place = if self.grid.keyed {
                    String::new()
                } else {
                    format!(" ({})", cell_name(column.number, self.record.line))
                };
                let named = if column.header == field { String::new() } else { format!(", for `{field}`") };
                let shown = if text.is_empty() { "nothing".to_owned() } else { format!("`{text}`") };
                format!("{shown} in `{}`{named}{place}", column.header)
            }
        };
        let problem = Problem::in_file(&self.grid.path, found, expected, remedy);
        self.problems.push(
            problem.at(self.record.line, column.filter(|_| !self.grid.keyed).map_or(0, |it| it.number)),
        );
    }
    /// A text; none when blank. A formula that failed is a problem.
    pub(crate) fn text(&mut self, field: &str) -> Option<String> {
        let (_, value) = self.at(field)?;
        if let CellValue::Fault(_) = value {
            self.wrong(
                field,
                "a value",
                "mend the formula, open and save the workbook, or write the value itself",
            );
            return None;
        }
        Some(value.text()).filter(|it| !it.is_empty())
    }
    /// A text that must be there.
    pub(crate) fn required(&mut self, field: &str) -> Option<String> {
        let blank = self.at(field).is_some_and(|it| it.1.is_blank());
        if blank {
            self.wrong(field, "a value", "fill the cell in, or remove the row");
        }
        self.text(field)
    }
    /// A number and the unit in its cell or its column; empty when none is written, a problem when they differ.
    pub(crate) fn number(&mut self, field: &str) -> Option<(f64, String)> {
        let (column, value) = self.at(field)?;
        let read = match value {
            CellValue::Number(number) => Ok((*number, String::new())),
            CellValue::Measured(measured) => Ok((measured.number, measured.unit.clone())),
            CellValue::Percentage(_) => {
                let remedy = "write the number itself, in a cell that is not formatted as a percentage";
                self.wrong(field, "a number that is no percentage", remedy);
                return None;
            }
            CellValue::Blank
            | CellValue::Text(_)
            | CellValue::Day(_)
            | CellValue::Flag(_)
            | CellValue::Fault(_) => number(&self.text(field)?, self.layout.decimal),
        };
        let remedy = "correct it, or leave the cell blank when it is unknown";
        match read {
            Ok((number, unit)) if number >= 0.0 => {
                let told = Units::joined(&unit, &column.unit).map(|it| (number, it.to_owned()));
                if told.is_none() {
                    self.wrong(
                        field,
                        format!("the unit `{}` of its column", column.unit),
                        "write the unit once",
                    );
                }
                told
            }
            Ok(_) => {
                self.wrong(field, "a number that is not negative", remedy);
                None
            }
            Err(NoNumber::NotANumber) => {
                self.wrong(field, "a number such as 12.5", remedy);
                None
            }
            Err(NoNumber::TwoReadings) => {
                self.wrong(
                    field,
                    "a number that can be read in one way only",
                    "say decimal = \"point\" or \"comma\" in a mapping (`coercivity bill map`)",
                );
                None
            }
        }
    }
    /// A number without any unit.
    pub(crate) fn plain(&mut self, field: &str) -> Option<f64> {
        let (number, unit) = self.number(field)?;
        if !unit.is_empty() {
            self.wrong(
                field,
                "a number without a unit",
                "take the unit out of the cell, its format and its header",
            );
            return None;
        }
        Some(number)
    }
    /// A share of one, from a bare number or one with `%` or `ppm`.
    pub(crate) fn share(&mut self, field: &str) -> Option<f64> {
        if let Some((column, CellValue::Percentage(share))) = self.at(field) {
            return self.percentage(field, *share, &column.unit);
        }
        let (number, unit) = self.number(field)?;
        let factor = if unit.is_empty() { Some(1.0) } else { Units::share(&unit) };
        let share = factor.map(|it| number * it).filter(|it| *it <= 1.0);
        if share.is_none() {
            self.wrong(field, "a share between 0 and 1, or one with % or ppm", "write 0.6 or 60 %");
        }
        share
    }
    /// A share that its cell shows as so many of a hundred: `%` in the header says the same and scales it no further.
    fn percentage(&mut self, field: &str, share: f64, unit: &str) -> Option<f64> {
        let fits = unit.is_empty() || Units::share(unit).is_some_and(|it| it >= PERCENT);
        if !fits {
            self.wrong(field, format!("the unit `{unit}` of its column"), "write the unit once");
            return None;
        }
        let share = Some(share).filter(|it| (0.0..=1.0).contains(it));
        if share.is_none() {
            self.wrong(field, "a share between 0 % and 100 %", "correct it, or the format of the cell");
        }
        share
    }
    /// A range of shares from the columns of its ends. A lone end is a bound, the other being open; none when both
    /// are blank.
    pub(crate) fn share_between(&mut self, low: &str, high: &str) -> Option<Interval<f64>> {
        let (from, to) = (self.share(low), self.share(high));
        if from.is_none() && to.is_none() {
            return None;
        }
        let range = Interval::between(from.unwrap_or(0.0), to.unwrap_or(1.0));
        if range.is_none() {
            self.wrong(low, format!("a share that is not above `{high}`"), "put the two shares in order");
        }
        range
    }
    /// A range of shares from the columns of its ends, or from one column that holds a number or a range.
    pub(crate) fn share_told(&mut self, low: &str, high: &str, both: &str) -> Option<Interval<f64>> {
        let between = self.share_between(low, high);
        let told = match self.at(both) {
            Some((_, CellValue::Number(_) | CellValue::Percentage(_) | CellValue::Measured(_))) => {
                self.share(both).map(Interval::exactly)
            }
            Some((column, _)) => self.share_of_text(both, &column.unit),
            None => None,
        };
        if told.is_some() && between.is_some() {
            self.wrong(both, format!("the share in `{low}` and `{high}`, or here"), "write the share once");
        }
        between.or(told)
    }
    /// A share or a range of shares from a cell of text, in the unit of its column where it names none.
    fn share_of_text(&mut self, field: &str, unit: &str) -> Option<Interval<f64>> {
        let text = self.text(field)?;
        let own = text.rsplit(|it: char| it.is_ascii_digit()).next().unwrap_or_default().trim();
        if Units::joined(own, unit).is_none() {
            self.wrong(field, format!("the unit `{unit}` of its column"), "write the unit once");
            return None;
        }
        let told = self.share_range(&if own.is_empty() { format!("{text} {unit}") } else { text });
        if told.is_none() {
            self.wrong(field, "a share or a range of shares, as in 0.6, 60 % or 0.2..0.3", "write it so");
        }
        told
    }
    /// A share or a range of shares in one text.
    pub(crate) fn share_range(&self, text: &str) -> Option<Interval<f64>> {
        share_range(text, self.layout.decimal)
    }
    /// A day.
    pub(crate) fn day(&mut self, field: &str) -> Option<Day> {
        let text = self.text(field)?;
        let found = day(&text);
        if found.is_none() {
            let remedy = "write it as year-month-day; of several days, each in a row of its own";
            self.wrong(field, "one day such as 2026-11-22", remedy);
        }
        found
    }
    /// The words of a list parted by `;` or `,`.
    pub(crate) fn list(&mut self, field: &str) -> Vec<String> {
        let text = self.text(field).unwrap_or_default();
        text.split([';', ',', '\n']).map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
    }
    /// Cells of columns without a meaning for us, by their headers.
    pub(crate) fn other(&self) -> Vec<(String, String)> {
        let free = self.layout.columns.iter().filter(|it| it.field.is_none());
        let cells = free.map(|it| (it, self.record.cell(it.number).text()));
        cells
            .filter(|it| !it.1.is_empty())
            .map(|(column, text)| {
                let nameless = column.header.is_empty();
                let header = if nameless { cell_name(column.number, 1) } else { column.header.clone() };
                (header, text)
            })
            .collect()
    }
}

/// A cell as a message shows it: a percentage as its format does.
fn shown(cell: &CellValue) -> String {
    match cell {
        // Twelve digits hide what the product of two binary numbers leaves behind.
        CellValue::Percentage(share) => {
            let percent = format!("{:.12}", share * 100.0);
            format!("{} %", percent.trim_end_matches('0').trim_end_matches('.'))
        }
        CellValue::Measured(measured) => format!("{} {}", measured.number, measured.unit),
        CellValue::Blank
        | CellValue::Text(_)
        | CellValue::Number(_)
        | CellValue::Day(_)
        | CellValue::Flag(_)
        | CellValue::Fault(_) => cell.text(),
    }
}
