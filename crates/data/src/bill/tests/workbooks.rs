//! Bills in workbooks: several sheets, merged headers, formulas, days; OpenDocument; damage.

use std::io::{Cursor, Write as _};

use coercivity_quantity::Day;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::{EXAMPLE, WORDS};
use crate::Problem;
use crate::bill::*;

fn read(bytes: &[u8]) -> (Bill, Vec<Problem>) {
    read_bill("motor.xlsx", bytes, &WORDS, None)
}

/// A workbook of sheets of text cells; what parses as a number is one.
fn workbook(sheets: &[(&str, &str)]) -> Workbook {
    let mut workbook = Workbook::new();
    for (name, text) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, line) in (0..).zip(text.lines()) {
            for (column, cell) in (0..).zip(line.split(',')) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).unwrap(),
                    Err(_) if cell.is_empty() => sheet,
                    Err(_) => sheet.write_string(row, column, cell).unwrap(),
                };
            }
        }
    }
    workbook
}

#[test]
fn a_workbook_says_what_its_text_says() {
    let sheets = [
        ("Read me", "How to fill this in\nitem_id means the item"),
        ("Bill", EXAMPLE),
        ("Parties", "id,name,country\nP-MAG,Magnet Co,JP\n"),
        ("Movements", "from,to,item,use\nJP,DE,MG-7,civil\n"),
        ("Evidence", "id,subject,claim,place,strength\nE-01,MG-7,metal,JP,stated\n"),
        ("Example", EXAMPLE),
    ];
    let bytes = workbook(&sheets).save_to_buffer().unwrap();
    let (bill, problems) = read(&bytes);
    assert_eq!(problems, []);
    let (text, _) = read_bill("motor.csv", EXAMPLE.as_bytes(), &WORDS, None);
    let without_code = |rows: &[BillLine]| -> Vec<BillLine> { rows.to_vec() };
    assert_eq!(without_code(&bill.lines.rows), without_code(&text.lines.rows));
    assert_eq!(bill.lines.path, "motor.xlsx#Bill");
    let counts = (bill.parties.rows.len(), bill.movements.rows.len(), bill.evidence.rows.len());
    assert_eq!(counts, (1, 1, 1));
}

#[test]
fn two_sheets_that_both_read_as_a_bill_are_told_apart_by_somebody() {
    let bytes = workbook(&[("A", EXAMPLE), ("B", EXAMPLE)]).save_to_buffer().unwrap();
    let (_, problems) = read(&bytes);
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].found.contains("second sheet") && problems[0].file == "motor.xlsx#B",
        "{}",
        problems[0]
    );
}

const CLAIMS: &str = "id,subject,claim,place,strength\nE-01,MG-7,metal,JP,stated\n";

#[test]
fn a_second_sheet_of_a_kind_is_told_whatever_it_is_called() {
    let second = [("Bill 2", EXAMPLE), ("Sheet2", EXAMPLE), ("Evidence 2", CLAIMS), ("Nachweise", CLAIMS)];
    for (name, text) in second {
        let sheets = [("Bill", EXAMPLE), ("Evidence", CLAIMS), (name, text)];
        let (_, problems) = read(&workbook(&sheets).save_to_buffer().unwrap());
        let found: Vec<&str> = problems.iter().map(|it| it.found.as_str()).collect();
        let kind = if text == CLAIMS { ("evidence", "Evidence") } else { ("bill", "Bill") };
        assert_eq!(found, [format!("a second sheet of {}, beside `{}`", kind.0, kind.1)], "{name}");
        assert_eq!(problems[0].file, format!("motor.xlsx#{name}"));
    }
    // Its item may be meant by a word of several meanings.
    let german = "Material,Menge,Gewicht [g],Ursprung\nM2,1,5,CN\n";
    let (_, problems) = read(&workbook(&[("Bill", EXAMPLE), ("Tabelle1", german)]).save_to_buffer().unwrap());
    assert!(problems.iter().any(|it| it.found.contains("a second sheet of bill")), "{problems:#?}");
}

#[test]
fn a_sheet_that_is_not_read_is_told_and_is_no_problem() {
    let sheets = [
        ("Read me", "How to fill this in\nitem_id means the item"),
        ("Bill", EXAMPLE),
        ("Lists", "country,element,claim\nAD,Dy,made\n"),
        ("Kosten", "Abteilung,Betrag\nA,5\n"),
        ("Lager", "Teilenummer,Menge,Halle\nA,5,2\n"),
        ("Example", EXAMPLE),
    ];
    let (bill, problems) = read(&workbook(&sheets).save_to_buffer().unwrap());
    assert_eq!(problems, []);
    let told: Vec<(&str, &str)> =
        bill.remarks.iter().map(|it| (it.file.as_str(), it.found.as_str())).collect();
    let expected = [
        ("motor.xlsx#Kosten", "a sheet that is not read: it has no header that is known"),
        (
            "motor.xlsx#Lager",
            "a sheet that is not read: its headers that are known (`Teilenummer`, `Menge`) are too few to tell what it holds",
        ),
        ("motor.xlsx#Example", "a sheet that is not read: it is named as the example of our template"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_mapping_decides_which_of_two_sheets_is_read() {
    let sheets = [("Bill", "item_id,level,made_in\nA,0,JP\n"), ("Bill 2", "item_id,level,made_in\nB,0,CN\n")];
    let bytes = workbook(&sheets).save_to_buffer().unwrap();
    let (proposals, _) = propose_mapping("motor.xlsx", &bytes, &WORDS);
    let twins: Vec<Option<&str>> =
        (0..2).map(|it| twin_of(&proposals, it).map(|it| it.name.as_str())).collect();
    assert_eq!(twins, [None, Some("Bill")]);
    let text = Mapping::written(&proposals);
    let mut told = Vec::new();
    Mapping::read("m.toml", &text, &mut told);
    assert!(told.len() == 1 && told[0].found == "`?` for `holds`", "{told:#?}");
    let mut told = Vec::new();
    let decided = Mapping::read("m.toml", &text.replace("\"?\"", "\"other\""), &mut told);
    let (bill, problems) = read_bill("motor.xlsx", &bytes, &WORDS, Some(&decided));
    assert_eq!((told, problems), (Vec::new(), Vec::new()));
    assert_eq!(bill.lines.rows.iter().map(|it| it.item.as_str()).collect::<Vec<_>>(), ["A"]);
    // Next month there is a sheet of claims, and one of costs.
    let later = [sheets[0], ("Belege", CLAIMS), ("Kosten", "Abteilung,Betrag\nA,5\n")];
    let later = workbook(&later).save_to_buffer().unwrap();
    let (bill, problems) = read_bill("motor.xlsx", &later, &WORDS, Some(&decided));
    let found: Vec<&str> = problems.iter().map(|it| it.found.as_str()).collect();
    assert_eq!(found, ["a sheet of evidence, which the mapping does not name"]);
    assert_eq!(bill.remarks.len(), 1);
    assert_eq!(bill.remarks[0].file, "motor.xlsx#Kosten");
}

#[test]
fn merged_headers_formulas_and_days_read_as_they_show() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Stückliste").unwrap();
    let plain = Format::new();
    sheet.merge_range(0, 0, 1, 0, "Teilenummer", &plain).unwrap();
    sheet.merge_range(0, 1, 0, 2, "Gewicht", &plain).unwrap();
    sheet.write(1, 1, "[g]").unwrap().write(1, 2, "Toleranz").unwrap().write(1, 3, "Menge").unwrap();
    sheet.write(2, 0, "A").unwrap().write(2, 2, "5 %").unwrap();
    sheet.write_formula(2, 1, Formula::new("=2*100").set_result("200")).unwrap();
    sheet.write_formula(2, 3, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    let moves = workbook.add_worksheet().set_name("Movements").unwrap();
    for (column, header) in (0..).zip(["from", "to", "day"]) {
        moves.write(0, column, header).unwrap();
    }
    let day = ExcelDateTime::from_ymd(2026, 12, 5).unwrap();
    let dates = Format::new().set_num_format("yyyy-mm-dd");
    moves
        .write(1, 0, "JP")
        .unwrap()
        .write(1, 1, "DE")
        .unwrap()
        .write_with_format(1, 2, &day, &dates)
        .unwrap();
    let (bill, problems) = read(&workbook.save_to_buffer().unwrap());
    let row = &bill.lines.rows[0];
    assert_eq!((row.item.as_str(), row.mass_kg), ("A", Some(0.2)));
    assert_eq!(row.other, [("Gewicht Toleranz".to_owned(), "5 %".to_owned())]);
    assert_eq!(bill.movements.rows[0].day, Day::new(2026, 12, 5));
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].found.contains("`#DIV/0!` in `Menge`, for `quantity` (D3)"), "{}", problems[0]);
    assert_eq!((problems[0].file.as_str(), problems[0].line), ("motor.xlsx#Stückliste", 3));
}

fn document(content: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("mimetype", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
    zip.start_file("content.xml", SimpleFileOptions::default()).unwrap();
    let head = "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>";
    let tail = "</office:spreadsheet></office:body></office:document-content>";
    zip.write_all(format!("{head}{content}{tail}").as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn an_open_document_reads_like_a_workbook_and_its_repetitions_are_bounded() {
    let text = |it: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{it}</text:p></table:table-cell>")
    };
    let number = |it: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{it}\"><text:p>x</text:p></table:table-cell>"
        )
    };
    let blanks = "<table:table-cell table:number-columns-repeated=\"16000\"/>";
    let empty_rows =
        format!("<table:table-row table:number-rows-repeated=\"1048000\">{blanks}</table:table-row>");
    let header = ["item_id", "quantity", "made_in"].map(text).join("");
    let row = format!("{}{}{}", text("A &amp; B"), number("2.5"), text("JP"));
    let table = |rows: &str| format!("<table:table table:name=\"Bill\">{rows}{empty_rows}</table:table>");
    let rows = format!(
        "<table:table-row>{header}{blanks}</table:table-row><table:table-row>{row}</table:table-row>"
    );
    let (bill, problems) = read(&document(&table(&rows)));
    assert_eq!(problems, []);
    assert_eq!(
        (bill.lines.rows[0].item.as_str(), bill.lines.rows[0].made_in.as_deref()),
        ("A & B", Some("JP"))
    );
    assert_eq!(bill.lines.rows[0].quantity.as_ref().unwrap().amount, 2.5);
    let many = number("1")
        .replace("office:value-type", "table:number-columns-repeated=\"99999999\" office:value-type");
    let bomb =
        format!("{rows}<table:table-row table:number-rows-repeated=\"99999999\">{many}</table:table-row>");
    let (_, problems) = read(&document(&table(&bomb)));
    assert!(problems.iter().any(|it| it.found.contains("more than")), "{problems:#?}");
}

#[test]
fn an_open_document_names_the_currency_of_a_cell() {
    let cell = |it: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{it}</text:p></table:table-cell>")
    };
    let money = |currency: &str| {
        format!(
            "<table:table-cell office:value-type=\"currency\"{currency} office:value=\"8000\"><text:p>8.000</text:p></table:table-cell>"
        )
    };
    let value = |currency: &str, column: &str| {
        let rows = [
            ["item_id", "value_amount", "value_currency"].map(cell).join(""),
            [cell("A"), money(currency), cell(column)].join(""),
        ];
        let rows = rows.map(|it| format!("<table:table-row>{it}</table:table-row>")).join("");
        let (bill, problems) =
            read(&document(&format!("<table:table table:name=\"Bill\">{rows}</table:table>")));
        (bill.lines.rows[0].value.as_ref().map(|it| it.unit.clone()), problems.len())
    };
    assert_eq!(value(" office:currency=\"JPY\"", ""), (Some("JPY".to_owned()), 0));
    assert_eq!(value(" office:currency=\"JPY\"", "JPY"), (Some("JPY".to_owned()), 0));
    assert_eq!(value(" office:currency=\"JPY\"", "EUR"), (None, 1));
    assert_eq!(value("", "EUR"), (Some("EUR".to_owned()), 0));
}

#[test]
fn what_is_no_workbook_is_refused_with_one_problem() {
    let old = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0];
    let whole = workbook(&[("Bill", EXAMPLE)]).save_to_buffer().unwrap();
    for bytes in [&old[..], &whole[..whole.len() / 2], b"PK\x03\x04rest"] {
        let (bill, problems) = read(bytes);
        assert_eq!((bill, problems.len()), (Bill::default(), 1), "{problems:?}");
    }
}

/// An archive with each file changed by its name.
fn rewritten(bytes: Vec<u8>, change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..from.len() {
        let mut entry = from.by_index(number).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
        to.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        to.write_all(change(&name, text).as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn a_file_of_a_workbook_that_breaks_off_is_never_read_as_whole() {
    let whole = || workbook(&[("Bill", EXAMPLE)]).save_to_buffer().unwrap();
    let table = "<table:table table:name=\"Bill\"><table:table-row/></table:table>";
    let files = [
        (whole(), "xl/worksheets/sheet1.xml", "<row r=\"4\""),
        (whole(), "xl/worksheets/sheet1.xml", "</worksheet>"),
        (whole(), "xl/sharedStrings.xml", "<si><t>dysprosium in magnet"),
        (whole(), "xl/styles.xml", "</styleSheet>"),
        (whole(), "xl/workbook.xml", "</workbook>"),
        (whole(), "xl/_rels/workbook.xml.rels", "</Relationships>"),
        (document(table), "content.xml", "</table:table>"),
    ];
    for (bytes, file, mark) in files {
        let cut = rewritten(bytes, |name, text| match name == file {
            true => text[..text.find(mark).unwrap()].to_owned(),
            false => text,
        });
        let (bill, problems) = read(&cut);
        assert_eq!(problems.len(), 1, "{file} {mark}: {problems:#?}");
        assert_eq!(problems[0].found, format!("a damaged workbook ({file}: it breaks off)"));
        assert_eq!(bill, Bill::default());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_damage_makes_the_reader_of_workbooks_panic(places in prop::collection::vec((any::<u16>(), any::<u8>()), 1..6)) {
        let mut bytes = workbook(&[("Bill", EXAMPLE)]).save_to_buffer().unwrap();
        for (place, byte) in places {
            let place = usize::from(place) % bytes.len();
            bytes[place] = byte;
        }
        let (bill, problems) = read(&bytes);
        prop_assert!(!problems.is_empty() || !bill.lines.rows.is_empty());
    }

    /// Damage before packing, so that the checksums hold and the XML itself is odd.
    #[test]
    fn no_xml_makes_the_reader_of_workbooks_panic(
        file in 0_usize..12,
        place in any::<prop::sample::Index>(),
        odd in prop_oneof!["[<>/\"=&;a-zA-Z0-9 -]{0,8}", Just("<c r=\"XFD1048576\"><v>1</v></c>".to_owned()), Just("99999999999".to_owned())],
    ) {
        let bytes = workbook(&[("Bill", EXAMPLE)]).save_to_buffer().unwrap();
        let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut to = ZipWriter::new(Cursor::new(Vec::new()));
        for number in 0..from.len() {
            let mut text = String::new();
            let mut entry = from.by_index(number).unwrap();
            std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
            if number == file % 12 {
                let at = place.index(text.len().max(1)).min(text.len());
                text.insert_str(text.floor_char_boundary(at), &odd);
            }
            to.start_file(entry.name().unwrap(), SimpleFileOptions::default()).unwrap();
            to.write_all(text.as_bytes()).unwrap();
        }
        read(&to.finish().unwrap().into_inner());
    }
}
