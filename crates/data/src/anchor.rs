//! Which published prices anchor the market's base year, as written.

use crate::bundle::Bundle;
use crate::problem::Problem;
use crate::table::{Range, Table};

/// Path of the table.
pub const ANCHORS_PATH: &str = "data/market/anchors.csv";

const COLUMNS: [&str; 7] = ["element", "good", "weight", "basis", "place", "year", "note"];

/// One anchor: a good's price counts with this weight for an element's oxide.
#[derive(Clone, Debug, PartialEq)]
pub struct AnchorRow {
    /// Element of the base year.
    pub element: String,
    /// Good whose price is taken.
    pub good: String,
    /// Its weight; the weights of an element sum to one.
    pub weight: f64,
    /// Terms of the price.
    pub basis: String,
    /// Place of the price.
    pub place: String,
    /// Year of the price.
    pub year: i32,
    /// Line in the table.
    pub line: usize,
}

impl AnchorRow {
    /// Reads the table.
    pub fn read(bundle: &Bundle, problems: &mut Vec<Problem>) -> Vec<Self> {
        let Some(text) = bundle.required(ANCHORS_PATH, problems) else { return Vec::new() };
        let table = Table::read(ANCHORS_PATH, text, &COLUMNS, problems);
        let mut rows = Vec::new();
        for row in table.rows() {
            let mut text = |column| row.required(column, problems);
            let (element, good, basis, place) = (text("element"), text("good"), text("basis"), text("place"));
            let weight = row.required_number("weight", Range::Share, problems);
            let year = row.required_number("year", Range::NotNegative, problems);
            if let (Some(element), Some(good), Some(basis), Some(place), Some(weight), Some(year)) =
                (element, good, basis, place, weight, year)
            {
                rows.push(Self { element, good, weight, basis, place, year: year as i32, line: row.line() });
            }
        }
        rows
    }
}
