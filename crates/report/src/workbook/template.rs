//! The template of a bill: sheets to fill in, with lists to choose from, a read-me and an example.

use coercivity_data::{EXAMPLE_SHEET, LISTS_SHEET, ListedWord, READ_ME_SHEET, SheetKind, TemplateColumn};
use rust_xlsxwriter::{
    ColNum, DataValidation, DataValidationErrorStyle, Format, Formula, RowNum, Workbook, Worksheet, XlsxError,
};

use super::{dated, neutral};

/// Rows that have lists to choose from.
const LAST_ROW: RowNum = 20_000;
/// What a spreadsheet shows beside a cell: no longer texts.
const LONGEST_MESSAGE: usize = 255;
/// Width of a column, in letters.
const WIDTH: f64 = 16.0;

/// A list of words that cells may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateList {
    /// Its name, as the columns of the template have it.
    pub name: String,
    /// Words with their meanings.
    pub words: Vec<(String, String)>,
    /// Whether other words are refused; else they only raise a question.
    pub closed: bool,
}

/// All that the template says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateWords {
    /// The columns of every sheet.
    pub columns: Vec<TemplateColumn>,
    /// The lists to choose from.
    pub lists: Vec<TemplateList>,
    /// The example: its header and its rows.
    pub example: Vec<Vec<String>>,
}

impl TemplateList {
    /// The lists of a table of words, in the order of the table.
    pub fn of(words: &[ListedWord]) -> Vec<Self> {
        let mut lists: Vec<Self> = Vec::new();
        for listed in words {
            let word = (listed.word.clone(), listed.meaning.clone());
            match lists.iter_mut().find(|it| it.name == listed.list) {
                Some(list) => list.words.push(word),
                None => {
                    let closed = ["claim", "strength", "truth"].contains(&listed.list.as_str());
                    lists.push(Self { name: listed.list.clone(), words: vec![word], closed });
                }
            }
        }
        lists
    }
}

/// The names of the sheets.
fn sheet_name(kind: SheetKind) -> &'static str {
    match kind {
        SheetKind::Bill => "Bill",
        SheetKind::Parties => "Parties",
        SheetKind::Movements => "Movements",
        SheetKind::Evidence => "Evidence",
    }
}

/// The header of the template as csv.
pub fn bill_template_csv(words: &TemplateWords) -> String {
    let columns = words.columns.iter().filter(|it| it.sheet == SheetKind::Bill);
    columns.map(|it| it.field).collect::<Vec<_>>().join(",") + "\n"
}

/// The template as a workbook.
pub fn bill_template(words: &TemplateWords) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = dated("Template of a bill of materials")?;
    read_me(workbook.add_worksheet().set_name(READ_ME_SHEET)?, words)?;
    for kind in SheetKind::ALL {
        let sheet = workbook.add_worksheet().set_name(sheet_name(kind))?;
        let columns: Vec<&TemplateColumn> = words.columns.iter().filter(|it| it.sheet == kind).collect();
        fill_in(sheet, &columns, &words.lists)?;
    }
    lists(&mut workbook, &words.lists)?;
    let sheet = workbook.add_worksheet().set_name(EXAMPLE_SHEET)?;
    let bold = Format::new().set_bold();
    for (row, cells) in (0..).zip(&words.example) {
        for (column, cell) in (0..).zip(cells) {
            match cell.parse::<f64>().ok().filter(|it| it.is_finite() && row > 0) {
                Some(number) => sheet.write_number(row, column, number)?,
                None if cell.is_empty() => sheet,
                None if row == 0 => sheet.write_string_with_format(row, column, cell, &bold)?,
                None => sheet.write_string(row, column, neutral(cell).as_ref())?,
            };
        }
    }
    workbook.save_to_buffer()
}

/// What each sheet and each column is for.
fn read_me(sheet: &mut Worksheet, words: &TemplateWords) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let lines = [
        "Fill in the sheets Bill, Parties, Movements and Evidence. Only item_id, and level or parent_id, are needed.",
        "A blank cell is unknown: its share is anything from nothing to all. Blank never means zero or none.",
        "Unknown columns may be added; they come back as they are. Formulas are read as the values they show.",
        "Your own sheet works as well: coercivity bill map FILE shows which of its columns is which.",
        "Füllen Sie die vier Blätter aus. Leere Zellen sind unbekannt, nie null.",
        "Remplissez les quatre feuilles. Une cellule vide est inconnue, jamais zéro.",
        "请填写四个工作表。空白表示未知，绝不表示零。",
        "四つのシートに記入してください。空欄は不明であり、ゼロではありません。",
        "Then: coercivity check FILE, and coercivity screen FILE. An example stands in the last sheet.",
    ];
    let mut row: RowNum = 0;
    sheet.write_string_with_format(row, 0, "Bill of materials", &bold)?;
    for line in lines {
        row += 1;
        sheet.write_string(row, 0, line)?;
    }
    row += 2;
    for (column, header) in (0..).zip(["sheet", "column", "chosen from", "meaning"]) {
        sheet.write_string_with_format(row, column, header, &bold)?;
    }
    for column in &words.columns {
        row += 1;
        sheet.write_string(row, 0, sheet_name(column.sheet))?;
        sheet.write_string(row, 1, column.field)?;
        sheet.write_string(row, 2, &column.list)?;
        sheet.write_string(row, 3, neutral(&column.meaning).as_ref())?;
    }
    for (column, width) in (0..).zip([WIDTH, 26.0, WIDTH, 90.0]) {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}

/// A sheet to fill in.
fn fill_in(
    sheet: &mut Worksheet,
    columns: &[&TemplateColumn],
    lists: &[TemplateList],
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap();
    for (place, column) in (0..).zip(columns) {
        sheet.write_string_with_format(0, place, column.field, &bold)?;
        sheet.set_column_width(place, WIDTH)?;
        let message: String = column.meaning.chars().take(LONGEST_MESSAGE).collect();
        let mut choice = DataValidation::new().set_input_message(message)?;
        let found = lists.iter().enumerate().find(|it| it.1.name == column.list);
        choice = match found {
            Some((number, list)) => {
                let style = if list.closed {
                    DataValidationErrorStyle::Stop
                } else {
                    DataValidationErrorStyle::Warning
                };
                choice.allow_list_formula(Formula::new(area(number, list))).set_error_style(style)
            }
            None => choice.allow_any_value(),
        };
        sheet.add_data_validation(1, place, LAST_ROW, place, &choice)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Where a list stands: two columns for each, the word and its meaning.
fn area(number: usize, list: &TemplateList) -> String {
    let column = coercivity_data::cell_name(2 * number + 1, 0);
    let letters = column.trim_end_matches('0');
    format!("={LISTS_SHEET}!${letters}$2:${letters}${}", list.words.len() + 1)
}

fn lists(workbook: &mut Workbook, lists: &[TemplateList]) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet().set_name(LISTS_SHEET)?;
    let bold = Format::new().set_bold();
    let mut first: ColNum = 0;
    for list in lists {
        sheet.write_string_with_format(0, first, &list.name, &bold)?;
        sheet.write_string_with_format(0, first + 1, "meaning", &bold)?;
        for (row, (word, meaning)) in (1..).zip(&list.words) {
            sheet.write_string(row, first, neutral(word).as_ref())?;
            sheet.write_string(row, first + 1, neutral(meaning).as_ref())?;
        }
        sheet.set_column_width(first, WIDTH)?.set_column_width(first + 1, 2.0 * WIDTH)?;
        first += 2;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use coercivity_data::{HeaderWords, embedded, read_bill};

    use super::*;

    fn words() -> TemplateWords {
        let mut problems = Vec::new();
        let bundle = embedded();
        let columns = TemplateColumn::read(&bundle, &mut problems);
        let lists = TemplateList::of(&ListedWord::read(&bundle, &mut problems));
        assert_eq!(problems, []);
        TemplateWords { columns, lists, example: vec![vec!["item_id".to_owned()], vec!["=A".to_owned()]] }
    }

    #[test]
    fn the_template_is_the_same_again_and_reads_as_an_empty_bill() {
        let bytes = bill_template(&words()).unwrap();
        assert_eq!(bill_template(&words()).unwrap(), bytes);
        let mut problems = Vec::new();
        let known = HeaderWords::read(&embedded(), &mut problems);
        let (bill, told) = read_bill("t.xlsx", &bytes, &known, None);
        assert_eq!((problems, told), (Vec::new(), Vec::new()));
        assert_eq!(bill.lines.path, "t.xlsx#Bill");
        assert_eq!((bill.lines.columns.len(), bill.lines.rows.len()), (31, 0));
        assert_eq!((bill.parties.columns.len(), bill.movements.columns.len()), (8, 8));
        assert_eq!(bill.evidence.columns.len(), 13);
    }

    #[test]
    fn the_csv_template_has_the_same_columns() {
        let text = bill_template_csv(&words());
        assert!(text.starts_with("level,item_id,parent_id,") && text.ends_with("evidence,note\n"));
    }
}
