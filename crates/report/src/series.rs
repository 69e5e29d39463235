//! The long table of a run: one value a draw, a month and a key, in the form that a scorer of history reads.

use std::fmt::Write as _;

/// The columns, in their order.
pub const SERIES_HEADER: &str = "draw,month,quantity,good,place,tier,counterpart,value,unit";

/// What a number is of. No part is blank: a part that is not used is `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesKey {
    /// What is stated, such as `price` or `service`.
    pub quantity: String,
    /// Of which good or user.
    pub good: String,
    /// Where.
    pub place: String,
    /// In which tier of prices or users.
    pub tier: String,
    /// With whom.
    pub counterpart: String,
    /// Ending of the unit, such as `usd_per_kg`.
    pub unit: String,
}

/// One value of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesRow {
    /// Number of the draw, from 0.
    pub draw: u32,
    /// The month, `2027-03`.
    pub month: String,
    /// What it is of.
    pub key: SeriesKey,
    /// The value; what is not finite is left out of the table: no trade has no price.
    pub value: f64,
}

/// Writes the table. The rows come in their own order; a number is written so that it reads back exactly.
pub fn series_csv<'a>(rows: impl IntoIterator<Item = &'a SeriesRow>) -> String {
    let mut text = format!("{SERIES_HEADER}\n");
    for row in rows {
        if !row.value.is_finite() {
            continue;
        }
        let key = &row.key;
        let parts = [&key.quantity, &key.good, &key.place, &key.tier, &key.counterpart].map(|it| cell(it));
        let (month, value, unit) = (&row.month, row.value, cell(&key.unit));
        let _ = writeln!(text, "{},{month},{},{value},{unit}", row.draw, parts.join(","));
    }
    text
}

/// A part of a key as a cell; a blank one is `-`.
fn cell(part: &str) -> String {
    if part.is_empty() {
        "-".to_owned()
    } else if part.contains([',', '"', '\n']) {
        format!("\"{}\"", part.replace('"', "\"\""))
    } else {
        part.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_read_back_and_what_is_not_a_number_is_left_out() {
        let key = SeriesKey {
            quantity: "price".into(),
            good: "oxide:Dy".into(),
            place: "EUR".into(),
            tier: "free".into(),
            counterpart: String::new(),
            unit: "usd_per_kg".into(),
        };
        let row = |value| SeriesRow { draw: 0, month: "2027-03".into(), key: key.clone(), value };
        let text = series_csv(&[row(0.1 + 0.2), row(f64::NAN)]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [SERIES_HEADER, "0,2027-03,price,oxide:Dy,EUR,free,-,0.30000000000000004,usd_per_kg"]
        );
    }
}
