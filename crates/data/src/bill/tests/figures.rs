//! Numbers with their units: what their format, cell, column and header say together.

use coercivity_quantity::Interval;
use rust_xlsxwriter::{Format, Workbook};

use super::{WORDS, clean, read};
use crate::Problem;
use crate::bill::*;

/// A bill of one line with a number in a cell of a format, below a header.
fn formatted(header: &str, number: f64, format: &str) -> (Bill, Vec<Problem>) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Bill").unwrap();
    sheet.write(0, 0, "item_id").unwrap().write(0, 1, header).unwrap().write(1, 0, "A").unwrap();
    sheet.write_with_format(1, 1, number, &Format::new().set_num_format(format)).unwrap();
    read_bill("t.xlsx", &workbook.save_to_buffer().unwrap(), &WORDS, None)
}

#[test]
fn a_percentage_is_scaled_once_whatever_its_header_says() {
    for header in ["Ursprungsanteil", "Ursprungsanteil [%]", "origin_share", "Herkunftsanteil %"] {
        let (bill, problems) = formatted(header, 0.07, "0 %");
        assert_eq!(problems, [], "{header}");
        assert_eq!(bill.lines.rows[0].origin_share, Some(Interval::exactly(0.07)), "{header}");
    }
    let (bill, problems) = formatted("origin share min [%]", 0.4, "0%");
    assert_eq!((bill.lines.rows[0].origin_share, problems), (Interval::between(0.4, 1.0), Vec::new()));
    // A bare number is what the header says.
    let (bill, _) = formatted("Ursprungsanteil [%]", 0.4, "0.0");
    assert_eq!(bill.lines.rows[0].origin_share, Some(Interval::exactly(0.004)));
}

#[test]
fn a_number_of_a_workbook_is_no_text_with_a_decimal_point() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let headers = ["item_id", "Gewicht [g]", "Ursprungsanteil [ppm]"];
    for (column, header) in (0..).zip(headers) {
        sheet.write(0, column, header).unwrap();
    }
    sheet.write(1, 0, "A").unwrap().write(1, 1, "0,5").unwrap().write(1, 2, 1.125).unwrap();
    let (bill, problems) = read_bill("t.xlsx", &workbook.save_to_buffer().unwrap(), &WORDS, None);
    assert_eq!(problems, []);
    assert_eq!(bill.lines.rows[0].origin_share, Some(Interval::exactly(1.125e-6)));
}

#[test]
fn a_percentage_under_another_unit_is_a_problem() {
    for (header, number, expected) in [
        ("Ursprungsanteil [ppm]", 0.4, "the unit `ppm`"),
        ("Gewicht [kg]", 0.4, "a number that is no percentage"),
        ("Menge", 1.0, "a number that is no percentage"),
        ("Preis [EUR]", 1.0, "a number that is no percentage"),
        ("Gehalt [%]", 1.5, "a share between 0 % and 100 %"),
    ] {
        let (_, problems) = formatted(header, number, "0%");
        assert_eq!(problems.len(), 1, "{header}: {problems:#?}");
        assert!(problems[0].expected.contains(expected), "{}", problems[0]);
        assert!(problems[0].found.contains(" %`"), "{}", problems[0]);
    }
}

#[test]
fn a_quantity_that_is_not_one_number_is_a_problem_and_never_another_number() {
    let quantity = |cell: &str| read(&format!("item_id;Menge\nA;\"{cell}\"\n"));
    for cell in [
        "ca. 4",
        "max. 4",
        "mind. 4",
        "ungefähr 4",
        "approx. 4",
        "约4",
        "約 4",
        "MAX 4",
        ">= 4",
        ">4",
        "≥ 4",
        "< 4",
        "<=4",
        "~4",
        "±4",
        "4+",
        "2½",
        "2 ½",
        "1/2",
        "2 1/2",
        "5\n0",
        "1 2",
        "4-6",
        "4 bis 6",
        "4x",
        "M8",
        "*4",
        "1,5k",
        "4万",
        "4 dozen",
        "4 %",
    ] {
        let (bill, problems) = quantity(cell);
        assert_eq!(bill.lines.rows[0].quantity, None, "{cell}");
        assert_eq!(problems.len(), 1, "{cell}: {problems:#?}");
    }
    for cell in ["Stk. 4", "4 Stk.", "Stk.4", "4 ST", "pcs 4", "4 PCE", "4 个", "4個"] {
        let (bill, problems) = quantity(cell);
        assert_eq!(problems, [], "{cell}");
        assert_eq!(bill.lines.rows[0].quantity.as_ref().map(|it| it.amount), Some(4.0), "{cell}");
    }
}

#[test]
fn an_abbreviation_is_no_evidence_for_a_decimal_point() {
    let (bill, problems) = read("item_id;Menge;Gewicht [g]\nA;Stk. 1;1.250\n");
    assert_eq!(bill.lines.rows[0].mass_kg, None);
    assert!(problems.len() == 1 && problems[0].expected.contains("one way only"), "{problems:#?}");
}

#[test]
fn a_quantity_counts_what_one_is_known_of() {
    let bill = |unit: &str| read(&format!("item_id;quantity;unit\nA;4;{unit}\n"));
    for unit in ["100 ST", "dozen", "Dtzd", "千个", "TS", "pair", "双", "%", "M", "Tsd. Stk", "EUR", "x"] {
        let (found, problems) = bill(unit);
        assert_eq!(found.lines.rows[0].quantity, None, "{unit}");
        assert_eq!((problems.len(), problems[0].column), (1, 3), "{unit}: {problems:#?}");
        assert!(problems[0].expected.contains("pcs, ea, Stk"), "{}", problems[0]);
    }
    for unit in
        ["ST", "Stk.", "EA", "piece", "set", "Satz", "lot", "件", "本", "式", "m", "m²", "kg", "G", ""]
    {
        let (found, problems) = bill(unit);
        assert_eq!(problems, [], "{unit}");
        assert_eq!(found.lines.rows[0].quantity.as_ref().map(|it| it.unit.as_str()), Some(unit));
    }
    // Two words for one unit are no contradiction; two units are.
    assert_eq!(read("item_id;quantity;unit\nA;4 Stk;PCE\n").1, []);
    let (_, problems) = read("item_id;quantity;unit\nA;4 set;pc\n");
    assert!(problems.len() == 1 && problems[0].remedy == "write the unit once", "{problems:#?}");
}

#[test]
fn units_of_a_mass_that_contradict_each_other_are_a_problem() {
    for text in [
        "item_id;Gewicht [g];Gewichtseinheit\nA;250;KG\n",
        "item_id;Gewicht;Gewichtseinheit\nA;0,125 g;KG\n",
        "item_id;Gewicht [g]\nA;0,125 kg\n",
        "item_id;mass_kg;mass_unit\nA;250;g\n",
        "item_id;Preis [EUR]\nA;12 USD\n",
        "item_id;origin_share_low;Ursprungsanteil [%]\nA;;400 ppm\n",
    ] {
        let (bill, problems) = read(text);
        let row = &bill.lines.rows[0];
        assert_eq!((row.mass_kg, &row.value, row.origin_share), (None, &None, None), "{text}");
        assert!(problems.len() == 1 && problems[0].remedy == "write the unit once", "{text}: {problems:#?}");
    }
    for text in [
        "item_id;Gewicht [g];Gewichtseinheit\nA;250;G\n",
        "item_id;Gewicht [g];Gewichtseinheit\nA;250;Gramm\n",
        "item_id;Gewicht;Gewichtseinheit\nA;250 g;g\n",
        "item_id;mass_kg;mass_unit\nA;0,25;KG\n",
        // The template's own name of the column is what holds where a cell says nothing else.
        "item_id;mass_kg\nA;250 g\n",
    ] {
        assert_eq!(clean(text).lines.rows[0].mass_kg, Some(0.25), "{text}");
    }
}

#[test]
fn a_sign_of_several_currencies_is_the_one_that_its_row_names() {
    let value = |text: &str| clean(text).lines.rows[0].value.clone().unwrap().unit;
    assert_eq!(value("item_id,value_amount,value_currency\nA,$ 12.50,CAD\n"), "CAD");
    assert_eq!(value("item_id,Price [¥]\nA,12.50 CNY\n"), "CNY");
    for (cell, column) in [("$ 12.50", "EUR"), ("¥ 12.50", "USD"), ("12.50 STK", ""), ("MAX 12.50", "")] {
        let (bill, problems) = read(&format!("item_id,value_amount,value_currency\nA,{cell},{column}\n"));
        assert_eq!((&bill.lines.rows[0].value, problems.len()), (&None, 1), "{cell}: {problems:#?}");
    }
}

#[test]
fn a_header_narrowed_by_words_in_brackets_is_asked_about_and_a_mapping_decides() {
    let text = "item_id;Menge;Preis (gesamt)\nA;4;0,08 EUR\n";
    let (bill, problems) = read(text);
    assert_eq!(bill.lines.rows[0].value, None);
    assert!(problems.len() == 1 && problems[0].found.contains("`Preis (gesamt)` (C1)"), "{problems:#?}");
    let (proposals, _) = propose_mapping("t.csv", text.as_bytes(), &WORDS);
    let written = Mapping::written(&proposals);
    assert!(!written.contains("\nunit ="), "{written}");
    for (decision, value) in [("other", None), ("value_amount", Some(0.08))] {
        let mut told = Vec::new();
        let decided = written.replace("\"?\"", &format!("\"{decision}\""));
        let mapping = Mapping::read("m.toml", &decided, &mut told);
        let (bill, problems) = read_bill("t.csv", text.as_bytes(), &WORDS, Some(&mapping));
        assert_eq!((told, problems), (Vec::new(), Vec::new()));
        assert_eq!(bill.lines.rows[0].value.as_ref().map(|it| it.amount), value);
    }
    // A price of a kilogram is none of an item, whoever decides.
    let text = "item_id;Preis [EUR/kg]\nA;60\n";
    let (proposals, _) = propose_mapping("t.csv", text.as_bytes(), &WORDS);
    let decided = Mapping::written(&proposals).replace("\"?\"", "\"value_amount\"");
    let mapping = Mapping::read("m.toml", &decided, &mut Vec::new());
    let (bill, problems) = read_bill("t.csv", text.as_bytes(), &WORDS, Some(&mapping));
    assert_eq!((&bill.lines.rows[0].value, problems.len()), (&None, 1), "{problems:#?}");
}

#[test]
fn shares_are_read_below_their_listed_words() {
    let bill = clean("item_id;element;Mass fraction;content origin;Origin share\nDY;Dy;0,004;CN;0,4\n");
    let row = &bill.lines.rows[0];
    assert_eq!((row.element_mass_share_best, row.origin_share), (Some(0.004), Some(Interval::exactly(0.4))));
}

#[test]
fn a_currency_that_a_format_shows_is_stated() {
    let value = |header: &str, format: &str| {
        let (bill, problems) = formatted(header, 12.5, format);
        (bill.lines.rows[0].value.as_ref().map(|it| (it.amount, it.unit.clone())), problems.len())
    };
    let of = |code: &str| (Some((12.5, code.to_owned())), 0);
    assert_eq!(value("value_amount", "#,##0.00 [$€-407]"), of("EUR"));
    assert_eq!(value("value_amount", "[$$-409]#,##0.00"), of("USD"));
    assert_eq!(value("Preis [EUR]", "#,##0.00 \"€\""), of("EUR"));
    assert_eq!(value("Preis [CAD]", "\"$\"#,##0.00"), of("CAD"));
    assert_eq!(value("value_amount", "#,##0.00"), of(""));
    // What contradicts the header, means several currencies or is none is told.
    for (header, format) in [
        ("Preis [EUR]", "[$$-409]#,##0.00"),
        ("Preis [EUR]", "\"$\"#,##0.00"),
        ("value_amount", "\"$\"#,##0.00"),
        ("value_amount", "¥#,##0"),
        ("value_amount", "0.00 \"EUR/kg\""),
    ] {
        assert_eq!(value(header, format), (None, 1), "{header} {format}");
    }
    // Of a mass the format is heard as well, and a quantity of euros is none.
    let (bill, problems) = formatted("Gewicht", 12.5, "0.0 \"g\"");
    assert_eq!((bill.lines.rows[0].mass_kg, problems), (Some(0.0125), Vec::new()));
    assert_eq!(formatted("Gewicht [kg]", 12.5, "0.0 \"g\"").1.len(), 1);
    let (_, problems) = formatted("Menge", 2.0, "0 [$€-407]");
    assert!(problems.len() == 1 && problems[0].found.contains("`2 €`"), "{problems:#?}");
    // A name is what it is, whatever its format.
    assert_eq!(formatted("Benennung", 4711.0, "0 \"kg\"").0.lines.rows[0].name, "4711");
}
