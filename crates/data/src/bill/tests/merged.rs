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
    // What comes back has it in each row, and reads as the same bill.
    let (_, written, _) = read_written_bill("m.xlsx", &merged(text, &[(2, 1, 4, 1)]), &WORDS, None);
    let parents: Vec<String> = written
        .unwrap()
        .rows
        .iter()
        .map(|it| it.cells.get(1).map_or(String::new(), CellValue::text))
        .collect();
    assert_eq!(parents, ["parent_id", "", "MG", "MG", "MG", ""]);
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

/// What is found wrong with a workbook.
fn told(text: &str, areas: &[(u32, u16, u32, u16)]) -> Vec<String> {
    read(text, areas).1.into_iter().map(|it| it.found).collect()
}

#[test]
fn a_known_header_under_words_that_are_not_known_is_asked_about() {
    let text = ",,Rare earth,,\nPart number,Qty,Content origin,Origin share min,Halle\nDY,1,CN,0.9,2\n";
    let expected = [
        "the header `Rare earth Content origin` (C2): `Content origin` alone may be `origin`, and `Rare earth` above it may \
         change that",
        "the header `Rare earth Origin share min` (D2): `Origin share min` alone may be `origin_share_low`, and `Rare earth` \
         above it may change that",
    ];
    let area = (0, 2, 0, 3);
    assert_eq!(told(text, &[area]), expected);
    let bytes = merged(text, &[area]);
    let (proposals, _) = propose_mapping("m.xlsx", &bytes, &WORDS);
    let decided = Mapping::written(&proposals)
        .replacen("\"?\"", "\"origin\"", 1)
        .replace("\"?\"", "\"origin_share_low\"");
    let mut wrong = Vec::new();
    let mapping = Mapping::read("m.toml", &decided, &mut wrong);
    let (bill, problems) = read_bill("m.xlsx", &bytes, &WORDS, Some(&mapping));
    assert_eq!((wrong, problems), (Vec::new(), Vec::new()));
    assert_eq!(bill.lines.rows[0].origin.as_deref(), Some("CN"));
    // A sheet whose known headers all stand under others is still one, and what is known together is read so.
    let all = "Part,,Ours,,x\nName,Item id,Qty,made_in,y\nrotor,A,1,JP,2\n";
    assert_eq!(told(all, &[(0, 0, 0, 1), (0, 2, 0, 3)]).len(), 3);
}

#[test]
fn what_stands_above_all_headers_is_a_title() {
    let text = "List 4711,,,,\nitem_id,parent_id,quantity,made_in,note\nMG,,1,JP,from JP\nTB,MG,1,CN,to\n";
    let (bill, problems) = read(text, &[(0, 0, 0, 4)]);
    assert_eq!(problems, []);
    assert_eq!(bill.lines.rows[1].parent.as_deref(), Some("MG"));
}
