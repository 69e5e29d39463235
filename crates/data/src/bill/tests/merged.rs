//! Cells that a sheet shows as one: over several rows, over several headers, and over the whole sheet.

use rust_xlsxwriter::{Format, Workbook};

use super::WORDS;
use crate::Problem;
use crate::bill::*;

/// A workbook of one sheet of text cells, with areas merged: first row and column, last row and column, from 0.
pub(super) fn merged(text: &str, areas: &[(u32, u16, u32, u16)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Bill").unwrap();
    let cells: Vec<Vec<&str>> = text.lines().map(|it| it.split(',').collect()).collect();
    for (row, line) in (0..).zip(&cells) {
        for (column, cell) in (0..).zip(line).filter(|it| !it.1.is_empty()) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, *cell).unwrap(),
            };
        }
    }
    for (row, column, last_row, last_column) in areas {
        let said = cells[*row as usize][*column as usize];
        sheet.merge_range(*row, *column, *last_row, *last_column, said, &Format::new()).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

fn read(text: &str, areas: &[(u32, u16, u32, u16)]) -> (Bill, Vec<Problem>) {
    read_bill("m.xlsx", &merged(text, areas), &WORDS, None)
}

#[test]
fn a_merged_cell_says_what_it_says_of_each_row() {
    let text = "item_id,parent_id,made_in,value_amount\nMG,,JP,50\nNP,MG,AU,10\nDY,,,\nTB,,CN,1\nX,,,\n";
    let (bill, problems) = read(text, &[(2, 1, 4, 1), (2, 2, 3, 2)]);
    assert_eq!(problems, []);
    let rows: Vec<_> =
        bill.lines.rows.iter().map(|it| (it.parent.as_deref(), it.made_in.as_deref())).collect();
    let (mg, au) = (Some("MG"), Some("AU"));
    assert_eq!(rows, [(None, Some("JP")), (mg, au), (mg, au), (mg, Some("CN")), (None, None)]);
    // What comes back stands where it stood.
    let (_, written, _) = read_written_bill("m.xlsx", &merged(text, &[(2, 1, 4, 1)]), &WORDS, None);
    assert_eq!(written.unwrap().rows[3].cells[1..], []);
}

#[test]
fn a_merged_figure_and_a_merged_item_are_decided_by_somebody() {
    let text = "item_id,parent_id,made_in,value_amount\nMG,,JP,50\nNP,MG,AU,10\nTB,MG,CN,\n";
    let (_, problems) = read(text, &[(2, 3, 3, 3)]);
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert_eq!(problems[0].found, "`10` in `value_amount` (D3), merged over the rows 3 to 4");
    let (_, problems) = read(&text.replace("TB", ""), &[(2, 0, 3, 0)]);
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].found.contains("nothing in `item_id` (A4)"), "{}", problems[0]);
    // Over rows that say nothing it is of its own row.
    let (bill, problems) = read(text, &[(3, 2, 9, 2), (3, 3, 9, 3)]);
    assert_eq!((problems, bill.lines.rows.len()), (Vec::new(), 3));
}
