//! The cells of one sheet of a workbook, from the events of its XML.

use quick_xml::events::{BytesStart, Event};

use super::grid::{CellValue, Grid, Merged, Record};
use super::json::is_long;
use super::limits::{Budget, Limits};
use super::workbook::{Workbook, keep};
use super::xml::{attribute, referred, unescaped};
use crate::bill::day::day;
use crate::problem::Problem;

/// A cell under way.
#[derive(Debug, Default)]
struct Cell {
    column: usize,
    /// Whether its name is no place: what stands in it cannot be believed to stand here.
    lost: bool,
    kind: String,
    style: Option<usize>,
    formula: bool,
    text: String,
}

/// Which text of a cell is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Nothing,
    Value,
    Inline,
    Spoken,
}

/// The sheet read so far.
#[derive(Debug)]
pub(crate) struct SheetCells<'a> {
    workbook: &'a Workbook,
    columns: usize,
    grid: Grid,
    budget: Budget,
    record: Record,
    /// Column of the last cell of the row.
    column: usize,
    cell: Option<Cell>,
    reading: Reading,
}

impl<'a> SheetCells<'a> {
    pub(crate) fn new(workbook: &'a Workbook, grid: Grid, limits: &Limits) -> Self {
        let budget = Budget::new(&grid.path, limits);
        let record = Record::default();
        let (columns, cell) = (limits.columns, None);
        Self { workbook, columns, grid, budget, record, column: 0, cell, reading: Reading::Nothing }
    }
    /// Takes the next event of the sheet's XML.
    pub(crate) fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(start) => self.open(start),
            Event::End(end) => self.close(end.local_name().as_ref()),
            Event::Text(text) => self.say(&text.xml10_content()),
            Event::CData(text) => self.say(&text.xml10_content()),
            Event::GeneralRef(name) => self.say(&referred(name)),
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::Eof => {}
        }
    }
    fn open(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "row" => {
                let line = attribute(start, "r").and_then(|it| it.parse().ok());
                self.record.line = line.unwrap_or(self.record.line.saturating_add(1));
                self.column = 0;
            }
            "c" => {
                let name = attribute(start, "r");
                let place = name.as_deref().and_then(place_of);
                let column = place.map_or(self.column.saturating_add(1), |it| it.0);
                let lost = name.is_some() && place.is_none();
                self.column = column;
                let style = attribute(start, "s").and_then(|it| it.parse().ok());
                let kind = attribute(start, "t").unwrap_or_default();
                self.cell = Some(Cell { column, lost, kind, style, ..Cell::default() });
            }
            "f" => {
                if let Some(cell) = &mut self.cell {
                    cell.formula = true;
                }
            }
            "v" => self.reading = Reading::Value,
            "t" if self.reading != Reading::Spoken => self.reading = Reading::Inline,
            "rPh" => self.reading = Reading::Spoken,
            "mergeCell" => {
                let area = attribute(start, "ref");
                self.grid.merged.extend(area.and_then(|it| merged(&it)));
            }
            _ => {}
        }
    }
    fn say(&mut self, text: &str) {
        let heard = matches!(self.reading, Reading::Value | Reading::Inline);
        if let Some(cell) = self.cell.as_mut().filter(|_| heard) {
            cell.text.push_str(text);
        }
    }
    fn close(&mut self, name: &str) {
        match name {
            "v" | "rPh" => self.reading = Reading::Nothing,
            "t" if self.reading == Reading::Inline => self.reading = Reading::Nothing,
            "c" => {
                if let Some(cell) = self.cell.take() {
                    self.put(&cell);
                }
            }
            "row" => {
                let cells = std::mem::take(&mut self.record.cells);
                let line = self.record.line;
                keep(Record { line, cells }, &mut self.grid, &mut self.budget);
            }
            _ => {}
        }
    }
    fn put(&mut self, cell: &Cell) {
        let found = self.value(cell);
        if found.is_blank() {
            return;
        }
        if cell.column > self.columns {
            self.budget.spend(self.record.line, cell.column, 0);
            return;
        }
        if self.record.cells.len() < cell.column {
            self.record.cells.resize(cell.column, CellValue::Blank);
        }
        self.record.cells[cell.column - 1] = found;
    }
    fn value(&self, cell: &Cell) -> CellValue {
        let text = cell.text.trim();
        let lost = || CellValue::Fault("a text that the workbook has lost".to_owned());
        if cell.lost {
            return CellValue::Fault("a cell without a place".to_owned());
        }
        match cell.kind.as_str() {
            "s" if !text.is_empty() => {
                let shared = text.parse::<usize>().ok().and_then(|it| self.workbook.texts.get(it));
                shared.map_or_else(lost, |it| CellValue::of_text(it))
            }
            "str" | "inlineStr" | "s" => CellValue::of_text(&unescaped(text)),
            "b" => CellValue::Flag(text == "1" || text == "true"),
            "e" => CellValue::Fault(text.to_owned()),
            "d" => day(text).map_or_else(|| CellValue::of_text(text), CellValue::Day),
            _ if text.is_empty() && cell.formula => {
                CellValue::Fault("a formula without a stored value".to_owned())
            }
            _ if is_long(text) => CellValue::of_text(text),
            _ => match text.parse::<f64>().ok().filter(|it| it.is_finite()) {
                Some(number) => {
                    let styles = &self.workbook.styles;
                    let shown = || match styles.unit(cell.style) {
                        _ if styles.is_percentage(cell.style) => CellValue::Percentage(number),
                        Some(unit) => CellValue::measured(number, unit),
                        None => CellValue::Number(number),
                    };
                    styles.day(cell.style, number).map_or_else(shown, CellValue::Day)
                }
                None => CellValue::of_text(text),
            },
        }
    }
    /// The sheet, its rows in their order, and what went beyond the limits.
    pub(crate) fn finish(mut self) -> (Grid, Option<Problem>) {
        self.grid.records.sort_by_key(|it| it.line);
        (self.grid, self.budget.refusal())
    }
}

/// Column and line of a cell's name; none when no spreadsheet has such a cell.
fn place_of(name: &str) -> Option<(usize, usize)> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    let (column, line) = name.split_at(letters);
    if !(1..=3).contains(&letters) || line.is_empty() {
        return None;
    }
    let column = column.bytes().fold(0, |sum, it| sum * 26 + usize::from(it - b'A') + 1);
    Some((column, line.parse().ok()?))
}

fn merged(area: &str) -> Option<Merged> {
    let (first, last) = area.split_once(':')?;
    let ((first_column, first_line), (last_column, last_line)) = (place_of(first)?, place_of(last)?);
    Some(Merged { first_line, last_line, first_column, last_column })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bill::forms::grid::cell_name;

    #[test]
    fn a_cells_name_is_its_place() {
        for place in [(1, 1), (26, 9), (27, 10), (703, 1_048_576), (16_384, 2)] {
            assert_eq!(place_of(&cell_name(place.0, place.1)), Some(place));
        }
        for name in ["", "A", "1", "ABCD1", "a1", "A-1", "A99999999999999999999999"] {
            assert_eq!(place_of(name), None, "{name}");
        }
    }
}
