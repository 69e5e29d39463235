//! What is written in any form reads as the same bill.

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use super::WORDS;
use crate::bill::*;

/// A row as its writer means it: blank where unknown.
#[derive(Clone, Debug)]
struct Written {
    item: String,
    name: String,
    quantity: Option<f64>,
    mass_kg: Option<f64>,
    origin: Option<(f64, f64)>,
    shelf: String,
}

const HEADER: [&str; 7] =
    ["item_id", "name", "quantity", "mass_kg", "origin_share_low", "origin_share_high", "Lager 7"];

impl Written {
    fn texts(&self) -> [String; 7] {
        let number = |it: Option<f64>| it.map_or(String::new(), |it| it.to_string());
        [
            self.item.clone(),
            self.name.clone(),
            number(self.quantity),
            number(self.mass_kg),
            number(self.origin.map(|it| it.0)),
            number(self.origin.map(|it| it.1)),
            self.shelf.clone(),
        ]
    }
    fn meant(&self) -> BillLine {
        let other = (!self.shelf.is_empty()).then(|| ("Lager 7".to_owned(), self.shelf.clone()));
        BillLine {
            item: self.item.clone(),
            name: self.name.clone(),
            quantity: self.quantity.map(|amount| Amount { amount, unit: String::new() }),
            mass_kg: self.mass_kg,
            origin_share: self.origin.and_then(|it| coercivity_quantity::Interval::between(it.0, it.1)),
            other: other.into_iter().collect(),
            ..BillLine::default()
        }
    }
}

fn written() -> impl Strategy<Value = Written> {
    // Odd text, such as quotes, separators, line breaks and formulas, but no blanks at its ends: those are cut.
    let text = "([!-~äé料]([ -~äé料\n\"]{0,12}[!-~äé料])?)?";
    let number = || proptest::option::of((0_u32..4_000_000_000).prop_map(|it| f64::from(it) / 1024.0));
    let share = proptest::option::of((0_u32..=1024, 0_u32..=1024))
        .prop_map(|it| it.map(|(a, b)| (f64::from(a.min(b)) / 1024.0, f64::from(a.max(b)) / 1024.0)));
    ("[A-Z][A-Z0-9.-]{0,8}", text, number(), number(), share, text).prop_map(
        |(item, name, quantity, mass_kg, origin, shelf)| Written {
            item,
            name,
            quantity,
            mass_kg,
            origin,
            shelf,
        },
    )
}

fn separated(rows: &[Written], sign: char) -> Vec<u8> {
    let quoted = |it: &str| format!("\"{}\"", it.replace('"', "\"\""));
    let line =
        |cells: &[String]| cells.iter().map(|it| quoted(it)).collect::<Vec<_>>().join(&sign.to_string());
    let mut lines = vec![line(&HEADER.map(str::to_owned))];
    lines.extend(rows.iter().map(|it| line(&it.texts())));
    lines.join("\r\n").into_bytes()
}

fn json(rows: &[Written]) -> Vec<u8> {
    let objects: Vec<serde_json::Value> = rows
        .iter()
        .map(|it| {
            serde_json::json!({
                "item_id": it.item, "name": it.name, "quantity": it.quantity, "mass_kg": it.mass_kg,
                "origin_share_low": it.origin.map(|it| it.0), "origin_share_high": it.origin.map(|it| it.1),
                "Lager 7": it.shelf,
            })
        })
        .collect();
    serde_json::Value::Array(objects).to_string().into_bytes()
}

fn workbook(rows: &[Written]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Bill").unwrap();
    sheet.write_row(0, 0, HEADER).unwrap();
    for (row, written) in (1..).zip(rows) {
        sheet.write_string(row, 0, &written.item).unwrap().write_string(row, 1, &written.name).unwrap();
        let numbers =
            [written.quantity, written.mass_kg, written.origin.map(|it| it.0), written.origin.map(|it| it.1)];
        for (column, number) in (2..).zip(numbers) {
            if let Some(number) = number {
                sheet.write_number(row, column, number).unwrap();
            }
        }
        sheet.write_string(row, 6, &written.shelf).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn what_is_written_in_any_form_reads_as_the_same_bill(rows in prop::collection::vec(written(), 1..6)) {
        let forms = [
            ("t.csv", separated(&rows, ',')),
            ("t.csv", separated(&rows, ';')),
            ("t.csv", separated(&rows, '\t')),
            ("t.json", json(&rows)),
            ("t.xlsx", workbook(&rows)),
        ];
        let meant: Vec<BillLine> = rows.iter().map(Written::meant).collect();
        for (path, bytes) in forms {
            let (mut bill, problems) = read_bill(path, &bytes, &WORDS, None);
            prop_assert_eq!(&problems, &Vec::new(), "{}", String::from_utf8_lossy(&bytes));
            for line in &mut bill.lines.rows {
                line.line = 0;
                line.name = line.name.replace("\r\n", "\n");
            }
            prop_assert_eq!(&bill.lines.rows, &meant, "{}", path);
        }
    }
}
