//! The one CSV reader: every cell knows its line and column, and every problem is collected.

use std::collections::HashMap;

use coercivity_quantity::{Citation, Confidence, Day, Estimate, Interval, Month};

use crate::problem::{Problem, nearest};
use crate::scan::{Cell, Scanner};

/// A table as written: a header and its rows.
#[derive(Clone, Debug)]
pub struct Table {
    path: String,
    columns: HashMap<String, usize>,
    rows: Vec<Vec<Cell>>,
}

/// Which numbers a cell may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// Any finite number.
    Any,
    /// Zero or more: masses, prices.
    NotNegative,
    /// More than zero: base prices.
    Positive,
    /// 0..=1.
    Share,
}

impl Table {
    /// Reads a table that has exactly these columns (in any order). A wrong header, a row of the wrong length
    /// and text that is not CSV are problems; rows that can be read are kept.
    pub fn read(path: &str, text: &str, columns: &[&str], problems: &mut Vec<Problem>) -> Self {
        let mut records = Vec::new();
        let mut scanner = Scanner::new();
        scanner.feed(text, &mut |it| records.push(it));
        scanner.finish(path, problems, &mut |it| records.push(it));
        let mut records = records.into_iter();
        let mut table = Self { path: path.to_owned(), columns: HashMap::new(), rows: Vec::new() };
        let Some(header) = records.next() else {
            let expected = format!("a header row: {}", columns.join(","));
            problems.push(Problem::in_file(path, "an empty file", expected, "write the header first"));
            return table;
        };
        table.read_header(&header, columns, problems);
        for record in records {
            let (line, length) = (record[0].line, record.len());
            if length != header.len() {
                problems.push(
                    Problem::in_file(
                        path,
                        format!("{length} cells"),
                        format!("{} cells, as in the header", header.len()),
                        "add or remove commas, or quote a text that holds one",
                    )
                    .at(line, 0),
                );
                continue;
            }
            table.rows.push(record);
        }
        table
    }

    fn read_header(&mut self, header: &[Cell], columns: &[&str], problems: &mut Vec<Problem>) {
        for (place, cell) in header.iter().enumerate() {
            let known = columns.contains(&cell.text.as_str());
            if !known {
                let remedy = match nearest(&cell.text, columns.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "remove the column".to_owned(),
                };
                let expected = format!("one of {}", columns.join(", "));
                problems.push(
                    Problem::in_file(&self.path, format!("column `{}`", cell.text), expected, remedy)
                        .at(cell.line, cell.column),
                );
            } else if self.columns.insert(cell.text.clone(), place).is_some() {
                problems.push(
                    Problem::in_file(
                        &self.path,
                        format!("column `{}` twice", cell.text),
                        "each column once",
                        "remove one",
                    )
                    .at(cell.line, cell.column),
                );
            }
        }
        for column in columns.iter().filter(|it| !self.columns.contains_key(**it)) {
            problems.push(
                Problem::in_file(
                    &self.path,
                    format!("no column `{column}`"),
                    "the column in the header",
                    "add it",
                )
                .at(1, 0),
            );
        }
    }

    /// The rows that could be read.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { table: self, cells })
    }
}

/// What a cell with a day holds.
const A_DAY: &str = "a day such as 2026-11-22";
/// How a cell is mended that may be blank.
const OR_BLANK: &str = "correct it, or leave the cell blank";

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    table: &'a Table,
    cells: &'a [Cell],
}

impl<'a> Row<'a> {
    /// The row's place, as `file:line`.
    pub fn place(&self) -> String {
        format!("{}:{}", self.table.path, self.line())
    }
    /// Line of the row's first cell.
    pub fn line(&self) -> usize {
        self.cells.first().map_or(0, |it| it.line)
    }
    /// A cell; an empty one when the table lacks the column (which is a problem already told).
    pub fn cell(&self, column: &str) -> Cell {
        let found = self.table.columns.get(column).and_then(|&place| self.cells.get(place)).cloned();
        found.unwrap_or(Cell { text: String::new(), line: self.line(), column: 0 })
    }
    /// A cell's text; empty when blank.
    pub fn text(&self, column: &str) -> String {
        self.cell(column).text
    }
    /// Tells a problem with one cell.
    pub fn problem(
        &self,
        column: &str,
        expected: impl Into<String>,
        remedy: impl Into<String>,
        problems: &mut Vec<Problem>,
    ) {
        let cell = self.cell(column);
        let found = if cell.text.is_empty() {
            format!("nothing in `{column}`")
        } else {
            format!("`{}` in `{column}`", cell.text)
        };
        problems.push(Problem::in_file(&self.table.path, found, expected, remedy).at(cell.line, cell.column));
    }
    /// A text that must be there.
    pub fn required(&self, column: &str, problems: &mut Vec<Problem>) -> Option<String> {
        let text = self.text(column);
        if text.is_empty() {
            self.problem(column, "a value", "fill the cell in", problems);
            return None;
        }
        Some(text)
    }
    /// One word of a closed list.
    pub fn one_of<T: Copy>(
        &self,
        column: &str,
        words: &[(&str, T)],
        problems: &mut Vec<Problem>,
    ) -> Option<T> {
        let text = self.text(column);
        let found = words.iter().find(|it| it.0 == text).map(|it| it.1);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|it| it.0).collect();
            let remedy = nearest(&text, known.iter().copied())
                .map_or("use a word of the list".to_owned(), |near| format!("did you mean `{near}`?"));
            self.problem(column, format!("one of {}", known.join(", ")), remedy, problems);
        }
        found
    }
    /// A number, or `None` for a blank cell: blank is unknown, never zero.
    pub fn number(&self, column: &str, range: Range, problems: &mut Vec<Problem>) -> Option<f64> {
        self.number_or(column, range, "correct the number; leave the cell blank when it is unknown", problems)
    }
    fn number_or(
        &self,
        column: &str,
        range: Range,
        remedy: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<f64> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let value = text.parse::<f64>().ok().filter(|it| it.is_finite());
        let (allowed, expected) = match range {
            Range::Any => (true, "a number such as 12.5"),
            Range::NotNegative => (value.is_none_or(|it| it >= 0.0), "a number that is not negative"),
            Range::Positive => (value.is_none_or(|it| it > 0.0), "a number above zero"),
            Range::Share => (value.is_none_or(|it| (0.0..=1.0).contains(&it)), "a share between 0 and 1"),
        };
        if value.is_none() || !allowed {
            self.problem(column, expected, remedy, problems);
            return None;
        }
        value
    }
    /// A number that must be there.
    pub fn required_number(&self, column: &str, range: Range, problems: &mut Vec<Problem>) -> Option<f64> {
        self.required(column, problems)?;
        self.number_or(column, range, "correct the number", problems)
    }
    /// A day, or `None` for a blank cell.
    pub fn day(&self, column: &str, problems: &mut Vec<Problem>) -> Option<Day> {
        self.parsed(column, (A_DAY, OR_BLANK), problems)
    }
    /// A day that must be there.
    pub fn required_day(&self, column: &str, problems: &mut Vec<Problem>) -> Option<Day> {
        self.required(column, problems)?;
        self.parsed(column, (A_DAY, "correct it"), problems)
    }
    /// A month, or `None` for a blank cell.
    pub fn month(&self, column: &str, problems: &mut Vec<Problem>) -> Option<Month> {
        self.parsed(column, ("a month such as 2026-11", OR_BLANK), problems)
    }
    fn parsed<T: std::str::FromStr>(
        &self,
        column: &str,
        (expected, remedy): (&str, &str),
        problems: &mut Vec<Problem>,
    ) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let value = text.parse().ok();
        if value.is_none() {
            self.problem(column, expected, remedy, problems);
        }
        value
    }
    /// The row's evidence from the columns `source`, `at`, `confidence`, `note`. Without a source the row is
    /// refused.
    pub fn citation(&self, problems: &mut Vec<Problem>) -> Option<Citation> {
        let words = [Confidence::Primary, Confidence::Secondary, Confidence::Estimate, Confidence::Assumed];
        let confidence = self.one_of("confidence", &words.map(|it| (it.word(), it)), problems);
        let source = self.required("source", problems);
        Some(Citation {
            sources: source?.split(';').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect(),
            at: self.text("at"),
            confidence: confidence?,
            note: self.text("note"),
            row: self.place(),
        })
    }
    /// The row's number from `low`, `best`, `high` with its evidence. A lone `best` is a point; a blank side
    /// takes the best; all blank is unknown and gives `None` without a problem.
    pub fn estimate(&self, range: Range, problems: &mut Vec<Problem>) -> Option<Estimate<f64>> {
        let cited = self.citation(problems)?;
        let low = self.number("low", range, problems);
        let best = self.number("best", range, problems);
        let high = self.number("high", range, problems);
        let (from, to) = (low.or(best).or(high)?, high.or(best).or(low)?);
        let inside = best.is_none_or(|it| from <= it && it <= to);
        match Interval::between(from, to) {
            Some(range) if inside => Some(Estimate { range, best, cited }),
            _ => {
                self.problem("best", "low <= best <= high", "put the three numbers in order", problems);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_its_place() {
        let mut problems = Vec::new();
        let text = "name,lwo,best\nore,1,\"2\"\nbad,\nneg,0,-3\n";
        let table = Table::read("t.csv", text, &["name", "low", "best"], &mut problems);
        for row in table.rows() {
            row.number("best", Range::NotNegative, &mut problems);
        }
        let places: Vec<_> = problems.iter().map(|it| (it.line, it.column)).collect();
        assert_eq!(places, [(1, 6), (1, 0), (3, 0), (4, 7)]);
        assert!(problems[0].remedy.contains("`low`"));
    }

    #[test]
    fn quotes_hold_commas_and_lines() {
        let mut problems = Vec::new();
        let table = Table::read("t.csv", "a,b\n\"x, \"\"y\"\"\nz\",2\n", &["a", "b"], &mut problems);
        let row = table.rows().next().unwrap();
        assert_eq!((row.text("a").as_str(), row.text("b").as_str()), ("x, \"y\"\nz", "2"));
        assert!(problems.is_empty());
    }
}
