//! A bill given back: its owner's rows as they were, with the verdicts beside them.

use std::fmt;

use coercivity_data::{CellValue, WrittenSheet};
use rust_xlsxwriter::Format;

use super::sheet::{SheetWriter, Styles};
use super::unwritable::Unwritable;
use super::{dated, neutral};

/// Columns that are set beside the rows of a bill.
pub struct ResultColumns<'a> {
    /// Their headers.
    pub headers: &'a [&'a str],
    /// A cell for each header, for a line of the bill in its order: made when it is written.
    pub cells: &'a dyn Fn(usize) -> Vec<String>,
}

impl fmt::Debug for ResultColumns<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResultColumns").field("headers", &self.headers).finish_non_exhaustive()
    }
}

/// A workbook with the rows as they were, each in its place, and the new columns to the right of them. Text that a
/// spreadsheet would take for a formula is made text.
///
/// # Errors
/// [`Unwritable`] where the rows are more than a sheet can hold.
pub fn result_workbook(sheet: &WrittenSheet, columns: &ResultColumns<'_>) -> Result<Vec<u8>, Unwritable> {
    let mut writer = begun(&sheet.name)?;
    let widest = sheet.rows.iter().map(|it| it.cells.len()).max().unwrap_or(0);
    // A file with keys has its header before the first line, and lines that say nothing of rows.
    let keyed = sheet.header_line == 0;
    for (place, row) in sheet.rows.iter().enumerate() {
        writer.row(if keyed { place + 1 } else { row.line })?;
        for (column, value) in row.cells.iter().enumerate() {
            write(&mut writer, column, value)?;
        }
        if row.line == sheet.header_line {
            for (place, text) in columns.headers.iter().enumerate() {
                writer.text(widest + place, &neutral(text), true)?;
            }
        } else if let Some(line) = row.became {
            for (place, text) in (columns.cells)(line).iter().enumerate() {
                writer.text(widest + place, &neutral(text), false)?;
            }
        }
    }
    writer.finish()
}

/// A book with one sheet of a name, of which the rows are to come.
fn begun(name: &str) -> Result<SheetWriter, Unwritable> {
    let mut workbook = dated("Bill with verdicts")?;
    let worksheet = workbook.add_worksheet();
    // A name that a workbook may not have is left to the program.
    let _ = worksheet.set_name(if name.is_empty() { "Bill" } else { name });
    // The book lists its formats in the order of their first use, after the plain one; and texts, where it has any.
    worksheet.write_string_with_format(0, 0, "header", &Format::new().set_bold())?;
    worksheet.write_number_with_format(0, 1, 1.0, &Format::new().set_num_format("yyyy-mm-dd"))?;
    SheetWriter::of(workbook.save_to_buffer()?, Styles { header: 1, day: 2 })
}

fn write(sheet: &mut SheetWriter, column: usize, value: &CellValue) -> Result<(), Unwritable> {
    match value {
        CellValue::Blank => Ok(()),
        CellValue::Text(text) | CellValue::Fault(text) => sheet.text(column, &neutral(text), false),
        CellValue::Number(number) | CellValue::Percentage(number) => sheet.number(column, *number),
        CellValue::Measured(measured) => sheet.number(column, measured.number),
        CellValue::Flag(flag) => sheet.flag(column, *flag),
        CellValue::Day(day) => sheet.day(column, *day),
    }
}

#[cfg(test)]
mod tests {
    use coercivity_data::{HeaderWords, Problem, WrittenRow, embedded, read_bill, read_written_bill};

    use super::*;

    fn words() -> HeaderWords {
        let mut problems: Vec<Problem> = Vec::new();
        let words = HeaderWords::read(&embedded(), &mut problems);
        assert_eq!(problems, []);
        words
    }

    #[test]
    fn the_rows_come_back_with_their_verdicts_and_no_formula() {
        let words = words();
        let text = "Export of today;;\nTeilenummer;Menge;Lager;Bezeichnung\nA-1;2,5;=cmd|'/c calc'!A1;rotor\n;;below;\nA-2;1;;-x\n";
        let columns = ResultColumns {
            headers: &["verdict", "why"],
            cells: &|line| [["open", "+1"], ["no", "@x"]][line].map(str::to_owned).to_vec(),
        };
        let (before, sheet, _) = read_written_bill("t.csv", text.as_bytes(), &words, None);
        let sheet = sheet.unwrap();
        let bytes = result_workbook(&sheet, &columns).unwrap();
        assert_eq!(result_workbook(&sheet, &columns).unwrap(), bytes);
        let (after, problems) = read_bill("r.xlsx", &bytes, &words, None);
        assert_eq!(problems, []);
        assert_eq!(after.lines.rows.len(), 2);
        for (before, after) in before.lines.rows.iter().zip(&after.lines.rows) {
            assert_eq!(
                (&before.item, &before.quantity, before.line),
                (&after.item, &after.quantity, after.line)
            );
        }
        let other: Vec<_> = after.lines.rows.iter().map(|it| it.other.clone()).collect();
        let pair = |header: &str, text: &str| (header.to_owned(), text.to_owned());
        assert_eq!(
            other[0],
            [pair("Lager", "'=cmd|'/c calc'!A1"), pair("verdict", "open"), pair("why", "+1")]
        );
        assert_eq!(other[1], [pair("verdict", "no"), pair("why", "'@x")]);
        assert_eq!(after.lines.rows[1].name, "'-x");
    }

    #[test]
    fn what_xml_a_calendar_or_a_format_may_trip_over_comes_back_as_it_was() {
        let day = |text: &str| CellValue::Day(text.parse().unwrap());
        let text = |it: &str| CellValue::Text(it.to_owned());
        let cells = [
            vec![text("item_id"), text("<r>rich</r>"), text(" _x0041_ & <b> "), text("a\rb\u{1}c\nd")],
            vec![text("A"), day("1900-01-01"), day("1900-02-28"), day("1900-03-01"), day("1899-12-31")],
            vec![
                text("B"),
                CellValue::Flag(true),
                CellValue::Number(-2.5e-9),
                CellValue::Number(1e21),
                day("9999-12-31"),
            ],
        ];
        let rows = cells.iter().enumerate();
        let rows =
            rows.map(|(at, cells)| WrittenRow { line: 2 * at + 1, cells: cells.clone(), became: None });
        let sheet = WrittenSheet { name: "a/b".to_owned(), header_line: 1, rows: rows.collect() };
        let columns = ResultColumns { headers: &["v"], cells: &|_| Vec::new() };
        let bytes = result_workbook(&sheet, &columns).unwrap();
        let (_, back, problems) = read_written_bill("r.xlsx", &bytes, &words(), None);
        assert!(problems.iter().all(|it| !it.to_string().contains("r.xlsx: the")), "{problems:?}");
        let back = back.unwrap();
        let lines: Vec<usize> = back.rows.iter().map(|it| it.line).collect();
        assert_eq!(lines, [1, 3, 5]);
        // The reader leaves out blanks around a text.
        assert_eq!(
            back.rows[0].cells[1..4],
            [text("<r>rich</r>"), text("_x0041_ & <b>"), text("a\rb\u{1}c\nd")]
        );
        assert_eq!(back.rows[1].cells, [&cells[1][..4], &[text("1899-12-31")]].concat());
        assert_eq!(back.rows[2].cells, cells[2]);
    }

    #[test]
    fn a_sheet_is_no_larger_than_a_workbook_can_be() {
        let told = |line: usize, cells: Vec<CellValue>| {
            let rows = vec![WrittenRow { line, cells, became: None }];
            let sheet = WrittenSheet { name: String::new(), header_line: 9, rows };
            let columns = ResultColumns { headers: &[], cells: &|_| Vec::new() };
            result_workbook(&sheet, &columns).map_err(|it| it.to_string())
        };
        let one = || vec![CellValue::Flag(true)];
        assert!(told(1_048_576, one()).is_ok());
        assert_eq!(
            told(1_048_577, one()),
            Err("row 1048577: a sheet has no more than 1048576 rows".to_owned())
        );
        let wide = vec![CellValue::Flag(true); 16_385];
        assert_eq!(told(1, wide), Err("row 1: a sheet has no more than 16384 columns".to_owned()));
        let mut long = vec![CellValue::Blank; 27];
        long.push(CellValue::Text("x".repeat(40_000)));
        assert_eq!(told(2, long), Err("cell AB2: a cell holds no more than 32767 characters".to_owned()));
    }

    #[test]
    fn a_bill_in_json_comes_back_as_a_sheet() {
        let words = words();
        let text = "[{\"item_id\": \"A\", \"quantity\": 2}, {\"item_id\": \"B\", \"quantity\": 3.5}]";
        let sheet = read_written_bill("t.json", text.as_bytes(), &words, None).1.unwrap();
        let columns = ResultColumns { headers: &["v"], cells: &|_| vec!["no".to_owned()] };
        let bytes = result_workbook(&sheet, &columns).unwrap();
        let (bill, problems) = read_bill("r.xlsx", &bytes, &words, None);
        assert_eq!(problems, []);
        let seen: Vec<_> = bill.lines.rows.iter().map(|it| (it.item.as_str(), it.other.len())).collect();
        assert_eq!(seen, [("A", 1), ("B", 1)]);
    }
}
