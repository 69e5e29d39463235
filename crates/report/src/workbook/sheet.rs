//! A sheet whose rows are written into the archive one after another and never held: a portfolio has millions of cells.
//! The library that makes all other parts of a workbook would keep every one of them.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use coercivity_quantity::Day;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::Unwritable;
use super::strings::SharedStrings;

/// Rows that a sheet can have.
const MOST_ROWS: usize = 1_048_576;
/// Columns that a sheet can have.
const MOST_COLUMNS: usize = 16_384;
/// Bytes of rows that are packed at a time.
const SOME: usize = 1 << 16;

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Places in the book's list of formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Styles {
    /// Of headers.
    pub header: u32,
    /// Of days.
    pub day: u32,
}

/// A workbook whose only sheet is being written.
pub(super) struct SheetWriter {
    archive: ZipWriter<Cursor<Vec<u8>>>,
    styles: Styles,
    columns: Vec<String>,
    strings: SharedStrings,
    text: String,
    row: usize,
}

impl SheetWriter {
    /// Takes all parts of a book but its first sheet and the texts that its cells share.
    pub(super) fn of(book: Vec<u8>, styles: Styles) -> Result<Self, Unwritable> {
        let mut parts = ZipArchive::new(Cursor::new(book))?;
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for place in 0..parts.len() {
            let part = parts.by_index_raw(place)?;
            if ![SHEET, STRINGS].contains(&part.name()?.as_ref()) {
                archive.raw_copy_file(part)?;
            }
        }
        archive.start_file(SHEET, SimpleFileOptions::default())?;
        let text = format!(
            "{DECLARATION}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
             <sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews>\
             <sheetFormatPr defaultRowHeight=\"15\"/><sheetData>"
        );
        let (columns, strings) = (Vec::new(), SharedStrings::default());
        Ok(Self { archive, styles, columns, strings, text, row: 0 })
    }

    /// Begins a row, from 1, after the last one.
    pub(super) fn row(&mut self, line: usize) -> Result<(), Unwritable> {
        debug_assert!(line > self.row, "rows are written in their order");
        if line > MOST_ROWS {
            return Err(Unwritable::TooLarge(format!(
                "row {line}: a sheet has no more than {MOST_ROWS} rows"
            )));
        }
        self.end_row()?;
        self.row = line;
        let _ = write!(self.text, "<row r=\"{line}\">");
        Ok(())
    }

    /// A text, as a header or as a plain cell; nothing when it is empty.
    pub(super) fn text(&mut self, column: usize, text: &str, header: bool) -> Result<(), Unwritable> {
        if text.is_empty() {
            return Ok(());
        }
        let at = self.strings.place(text).ok_or_else(|| {
            let most = SharedStrings::LONGEST;
            let cell = format!("{}{}", letters(column), self.row);
            Unwritable::TooLarge(format!("cell {cell}: a cell holds no more than {most} characters"))
        })?;
        self.begin_cell(column)?;
        if header {
            let _ = write!(self.text, " s=\"{}\"", self.styles.header);
        }
        let _ = write!(self.text, " t=\"s\"><v>{at}</v></c>");
        Ok(())
    }

    /// A number; what is none of this world is a text.
    pub(super) fn number(&mut self, column: usize, number: f64) -> Result<(), Unwritable> {
        if !number.is_finite() {
            return self.text(column, &number.to_string(), false);
        }
        self.begin_cell(column)?;
        // A long row of digits would look like the number of a part.
        let _ = match number.abs() < 1e15 {
            true => write!(self.text, "><v>{number}</v></c>"),
            false => write!(self.text, "><v>{number:E}</v></c>"),
        };
        Ok(())
    }

    /// True or false.
    pub(super) fn flag(&mut self, column: usize, flag: bool) -> Result<(), Unwritable> {
        self.begin_cell(column)?;
        let _ = write!(self.text, " t=\"b\"><v>{}</v></c>", u8::from(flag));
        Ok(())
    }

    /// A day; one that a workbook cannot count is a text.
    pub(super) fn day(&mut self, column: usize, day: Day) -> Result<(), Unwritable> {
        let Some(serial) = serial(day) else { return self.text(column, &day.to_string(), false) };
        self.begin_cell(column)?;
        let _ = write!(self.text, " s=\"{}\"><v>{serial}</v></c>", self.styles.day);
        Ok(())
    }

    /// The finished book.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Unwritable> {
        self.end_row()?;
        self.text.push_str(
            "</sheetData><pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" \
             footer=\"0.3\"/></worksheet>",
        );
        self.pack(0)?;
        self.archive.start_file(STRINGS, SimpleFileOptions::default())?;
        self.strings.write(DECLARATION, &mut self.archive)?;
        Ok(self.archive.finish()?.into_inner())
    }

    fn begin_cell(&mut self, column: usize) -> Result<(), Unwritable> {
        if column >= MOST_COLUMNS {
            let said = format!("row {}: a sheet has no more than {MOST_COLUMNS} columns", self.row);
            return Err(Unwritable::TooLarge(said));
        }
        while self.columns.len() <= column {
            self.columns.push(letters(self.columns.len()));
        }
        let _ = write!(self.text, "<c r=\"{}{}\"", self.columns[column], self.row);
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Unwritable> {
        if self.row > 0 {
            self.text.push_str("</row>");
        }
        self.pack(SOME)
    }

    /// Packs what is written, where there is enough of it.
    fn pack(&mut self, enough: usize) -> Result<(), Unwritable> {
        if self.text.len() >= enough {
            self.archive.write_all(self.text.as_bytes())?;
            self.text.clear();
        }
        Ok(())
    }
}

/// The letters of a column, from 0.
fn letters(column: usize) -> String {
    let mut left = column + 1;
    let mut letters = Vec::new();
    while left > 0 {
        letters.push(b'A' + ((left - 1) % 26) as u8);
        left = (left - 1) / 26;
    }
    letters.iter().rev().map(|it| char::from(*it)).collect()
}

/// The number of a day in a workbook, which counts from 1900-01-01 and takes that year for a leap year; none before it and
/// after the year 9999.
fn serial(day: Day) -> Option<i64> {
    let counted = day.days_since(Day::new(1899, 12, 30)?);
    let serial = if counted <= 60 { counted - 1 } else { counted };
    (serial >= 1 && day.fields().0 <= 9999).then_some(serial)
}
