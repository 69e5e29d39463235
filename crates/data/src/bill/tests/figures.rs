//! Numbers with their units: what their format, cell, column and header say together.

use coercivity_quantity::Interval;
use rust_xlsxwriter::{Format, Workbook};

use super::WORDS;
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
    (0..).zip(headers).for_each(|it| drop(sheet.write(0, it.0, it.1).unwrap()));
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
