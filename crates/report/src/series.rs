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

/// The months and keys of a table, written once for all draws.
#[derive(Clone, Debug)]
pub struct SeriesTable {
    months: Vec<String>,
    /// The cells before the value, and the unit's behind it.
    keys: Vec<(String, String)>,
}

impl SeriesTable {
    /// A table of these keys and months, `2027-03`.
    pub fn new(keys: &[SeriesKey], months: Vec<String>) -> Self {
        let cells = |key: &SeriesKey| {
            let parts = [&key.quantity, &key.good, &key.place, &key.tier, &key.counterpart];
            (parts.map(|it| cell(it)).join(","), cell(&key.unit))
        };
        Self { months, keys: keys.iter().map(cells).collect() }
    }
    /// The rows of one draw, numbered from 0: one series a key, one value a month. A number is written so that it reads
    /// back exactly; what is not finite is left out: no trade has no price.
    pub fn rows<'d>(&self, draw: usize, series: impl Iterator<Item = &'d [f64]>) -> String {
        let mut text = String::new();
        for ((cells, unit), series) in self.keys.iter().zip(series) {
            for (month, value) in self.months.iter().zip(series).filter(|it| it.1.is_finite()) {
                let _ = writeln!(text, "{draw},{month},{cells},{value},{unit}");
            }
        }
        text
    }
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
        let table = SeriesTable::new(&[key], vec!["2027-03".into(), "2027-04".into()]);
        let text = table.rows(0, [&[0.1 + 0.2, f64::NAN][..]].into_iter());
        assert_eq!(text, "0,2027-03,price,oxide:Dy,EUR,free,-,0.30000000000000004,usd_per_kg\n");
    }
}
