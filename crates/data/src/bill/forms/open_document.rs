//! OpenDocument spreadsheets (.ods) become grids. Cells and rows that the file repeats are repeated only as far as the
//! limits allow.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::archive::{Archive, damaged};
use super::grid::{CellValue, Grid, Merged, Record};
use super::limits::{Budget, Limits};
use super::workbook::keep;
use super::xml::{attributes, referred, walk};
use crate::bill::day::day;
use crate::problem::Problem;

/// Blanks that one mark may stand for.
const BLANKS: usize = 100;

/// A cell under way.
#[derive(Debug, Default)]
struct Cell {
    attributes: BTreeMap<String, String>,
    text: String,
    paragraphs: usize,
}

/// Reads every sheet of the document.
pub(crate) fn read_open_document(
    path: &str,
    archive: &mut Archive<'_>,
    limits: &Limits,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Grid>, Problem> {
    let mut sheets = Sheets::new(path, limits);
    let file = archive.open(path, "content.xml")?;
    let read = walk(file, &mut |event| match event {
        Event::Start(start) => sheets.open(start),
        Event::End(end) => sheets.close(end.name().as_ref()),
        Event::Text(text) => sheets.say(&text.xml10_content()),
        Event::CData(text) => sheets.say(&text.xml10_content()),
        Event::GeneralRef(name) => sheets.say(&referred(name)),
        Event::Eof
        | Event::Empty(_)
        | Event::Comment(_)
        | Event::Decl(_)
        | Event::PI(_)
        | Event::DocType(_) => {}
    });
    read.map_err(|error| damaged(path, &format!("content.xml: {error}")))?;
    let (grids, mut told) = sheets.finish();
    problems.append(&mut told);
    Ok(grids)
}

/// The sheets read so far, and where the reader stands.
struct Sheets<'a> {
    path: &'a str,
    limits: &'a Limits,
    grids: Vec<Grid>,
    budget: Option<Budget>,
    problems: Vec<Problem>,
    /// Line of the next row, from 1.
    line: usize,
    rows_repeated: usize,
    record: Record,
    /// Column of the next cell, from 1.
    column: usize,
    cell: Option<Cell>,
    /// Notes to cells are not their text.
    notes: usize,
}

impl<'a> Sheets<'a> {
    fn new(path: &'a str, limits: &'a Limits) -> Self {
        Self {
            path,
            limits,
            grids: Vec::new(),
            budget: None,
            problems: Vec::new(),
            line: 1,
            rows_repeated: 1,
            record: Record::default(),
            column: 1,
            cell: None,
            notes: 0,
        }
    }
    fn open(&mut self, start: &BytesStart<'_>) {
        match start.name().as_ref() {
            "table:table" => {
                let name = attributes(start).remove("table:name").unwrap_or_default();
                let path = format!("{}#{name}", self.path);
                self.problems.extend(self.budget.take().and_then(Budget::refusal));
                self.budget = Some(Budget::new(&path, self.limits));
                self.grids.push(Grid { path, name, ..Grid::default() });
                self.line = 1;
            }
            "table:table-row" => {
                self.rows_repeated = count(&attributes(start), "table:number-rows-repeated");
                self.record = Record { line: self.line, cells: Vec::new() };
                self.column = 1;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.cell = Some(Cell { attributes: attributes(start), ..Cell::default() });
            }
            "office:annotation" => self.notes += 1,
            "text:p" if self.notes == 0 => {
                if let Some(cell) = &mut self.cell {
                    cell.paragraphs += 1;
                    if cell.paragraphs > 1 {
                        cell.text.push('\n');
                    }
                }
            }
            "text:s" => {
                let blanks = count(&attributes(start), "text:c").min(BLANKS);
                self.say(&" ".repeat(blanks));
            }
            "text:tab" | "text:line-break" => self.say(" "),
            _ => {}
        }
    }
    fn say(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|it| self.notes == 0 && it.paragraphs > 0) {
            cell.text.push_str(text);
        }
    }
    fn close(&mut self, name: &str) {
        match name {
            "office:annotation" => self.notes = self.notes.saturating_sub(1),
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    self.put(&cell);
                }
            }
            "table:table-row" => {
                let record = std::mem::take(&mut self.record);
                // Rows that hold nothing are repeated to the end of the sheet: they only move the line.
                let repeated =
                    if record.cells.is_empty() { 0 } else { self.rows_repeated.min(self.limits.rows + 1) };
                if let (Some(grid), Some(budget)) = (self.grids.last_mut(), &mut self.budget) {
                    for below in 0..repeated {
                        keep(Record { line: self.line + below, ..record.clone() }, grid, budget);
                        if budget.is_spent() {
                            break;
                        }
                    }
                }
                self.line = self.line.saturating_add(self.rows_repeated);
            }
            _ => {}
        }
    }
    /// Puts a finished cell into its row as often as the file repeats it.
    fn put(&mut self, cell: &Cell) {
        let repeated = count(&cell.attributes, "table:number-columns-repeated");
        let wide = count(&cell.attributes, "table:number-columns-spanned");
        let deep = count(&cell.attributes, "table:number-rows-spanned");
        if let Some(grid) = self.grids.last_mut().filter(|_| wide > 1 || deep > 1) {
            grid.merged.push(Merged {
                first_line: self.line,
                last_line: self.line.saturating_add(deep - 1),
                first_column: self.column,
                last_column: self.column.saturating_add(wide - 1),
            });
        }
        let found = value(cell);
        let last = self.column.saturating_add(repeated - 1).min(self.limits.columns);
        if !found.is_blank() && self.column <= last {
            self.record.cells.resize(self.column - 1, CellValue::Blank);
            self.record.cells.resize(last, found);
        }
        self.column = self.column.saturating_add(repeated);
    }
    fn finish(mut self) -> (Vec<Grid>, Vec<Problem>) {
        self.problems.extend(self.budget.take().and_then(Budget::refusal));
        (self.grids, self.problems)
    }
}

/// How often something is repeated: at least once.
fn count(attributes: &BTreeMap<String, String>, name: &str) -> usize {
    attributes.get(name).and_then(|it| it.parse().ok()).unwrap_or(1).max(1)
}

fn value(cell: &Cell) -> CellValue {
    let said = |name: &str| cell.attributes.get(name).map(String::as_str);
    let number = |name: &str| said(name).and_then(|it| it.parse::<f64>().ok()).filter(|it| it.is_finite());
    if said("calcext:value-type") == Some("error") {
        return CellValue::Fault(cell.text.clone());
    }
    match said("office:value-type") {
        Some("percentage") => number("office:value").map_or(CellValue::Blank, CellValue::Percentage),
        Some("float" | "currency") => match (number("office:value"), said("office:currency")) {
            (None, _) => CellValue::Blank,
            (Some(number), Some(currency)) if !currency.trim().is_empty() => {
                CellValue::measured(number, currency.trim())
            }
            (Some(number), _) => CellValue::Number(number),
        },
        Some("boolean") => CellValue::Flag(said("office:boolean-value") == Some("true")),
        Some("date") => {
            let text = said("office:date-value").unwrap_or(&cell.text);
            day(text).map_or_else(|| CellValue::of_text(text), CellValue::Day)
        }
        Some("string") => CellValue::of_text(said("office:string-value").unwrap_or(&cell.text)),
        Some(_) => CellValue::of_text(&cell.text),
        None if said("table:formula").is_some() && cell.text.trim().is_empty() => {
            CellValue::Fault("a formula without a stored value".to_owned())
        }
        None => CellValue::of_text(&cell.text),
    }
}
