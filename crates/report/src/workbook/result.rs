//! A bill given back: its owner's rows as they were, with the verdicts beside them.

use coercivity_data::{CellValue, WrittenSheet};
use rust_xlsxwriter::{ColNum, ExcelDateTime, Format, RowNum, Worksheet, XlsxError};

use super::{dated, neutral};

/// Columns that are set beside the rows of a bill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResultColumns {
    /// Their headers.
    pub headers: Vec<String>,
    /// For each line of the bill, in its order, a cell for each header.
    pub cells: Vec<Vec<String>>,
}

/// A workbook with the rows as they were, each in its place, and the new columns to the right of them. Text that a
/// spreadsheet would take for a formula is made text.
pub fn result_workbook(sheet: &WrittenSheet, columns: &ResultColumns) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = dated("Bill with verdicts")?;
    let worksheet = workbook.add_worksheet();
    // A name that a workbook may not have is left to the program.
    let _ = worksheet.set_name(if sheet.name.is_empty() { "Bill" } else { &sheet.name });
    let bold = Format::new().set_bold();
    let days = Format::new().set_num_format("yyyy-mm-dd");
    let widest = sheet.rows.iter().map(|it| it.cells.len()).max().unwrap_or(0);
    // A file with keys has its header before the first line, and lines that say nothing of rows.
    let keyed = sheet.header_line == 0;
    for (place, row) in sheet.rows.iter().enumerate() {
        let at = RowNum::try_from(if keyed { place } else { row.line - 1 })
            .map_err(|_| XlsxError::RowColumnLimitError)?;
        for (column, value) in (0..).zip(&row.cells) {
            write(worksheet, at, column, value, &days)?;
        }
        let header = row.line == sheet.header_line;
        let beside = match row.became {
            _ if header => Some(&columns.headers),
            Some(line) => columns.cells.get(line),
            None => None,
        };
        let first = ColNum::try_from(widest).map_err(|_| XlsxError::RowColumnLimitError)?;
        for (column, text) in (first..).zip(beside.into_iter().flatten()) {
            if header {
                worksheet.write_string_with_format(at, column, neutral(text).as_ref(), &bold)?;
            } else {
                worksheet.write_string(at, column, neutral(text).as_ref())?;
            }
        }
    }
    workbook.save_to_buffer()
}

fn write(
    sheet: &mut Worksheet,
    row: RowNum,
    column: ColNum,
    value: &CellValue,
    days: &Format,
) -> Result<(), XlsxError> {
    match value {
        CellValue::Blank => {}
        CellValue::Text(text) | CellValue::Fault(text) => {
            sheet.write_string(row, column, neutral(text).as_ref())?;
        }
        CellValue::Number(number) => {
            sheet.write_number(row, column, *number)?;
        }
        CellValue::Flag(flag) => {
            sheet.write_boolean(row, column, *flag)?;
        }
        CellValue::Day(day) => {
            let (year, month, of_month) = day.fields();
            let parts = (u16::try_from(year), u8::try_from(month), u8::try_from(of_month));
            let date = match parts {
                (Ok(year), Ok(month), Ok(day)) => ExcelDateTime::from_ymd(year, month, day).ok(),
                _ => None,
            };
            match date {
                Some(date) => sheet.write_datetime_with_format(row, column, &date, days)?,
                None => sheet.write_string(row, column, day.to_string())?,
            };
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use coercivity_data::{HeaderWords, Problem, embedded, read_bill, read_written_bill};

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
            headers: vec!["verdict".to_owned(), "why".to_owned()],
            cells: vec![vec!["open".to_owned(), "+1".to_owned()], vec!["no".to_owned(), "@x".to_owned()]],
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
    fn a_bill_in_json_comes_back_as_a_sheet() {
        let words = words();
        let text = "[{\"item_id\": \"A\", \"quantity\": 2}, {\"item_id\": \"B\", \"quantity\": 3.5}]";
        let sheet = read_written_bill("t.json", text.as_bytes(), &words, None).1.unwrap();
        let columns = ResultColumns { headers: vec!["v".to_owned()], cells: vec![vec!["no".to_owned()]; 2] };
        let bytes = result_workbook(&sheet, &columns).unwrap();
        let (bill, problems) = read_bill("r.xlsx", &bytes, &words, None);
        assert_eq!(problems, []);
        let seen: Vec<_> = bill.lines.rows.iter().map(|it| (it.item.as_str(), it.other.len())).collect();
        assert_eq!(seen, [("A", 1), ("B", 1)]);
    }
}
