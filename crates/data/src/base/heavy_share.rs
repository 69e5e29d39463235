//! How much of each use's magnets holds dysprosium or terbium.

use coercivity_quantity::Estimate;

use super::{Flag, Shape, spread};
use crate::problem::Problem;
use crate::table::{Range, Row};

pub(super) const TABLE: Shape = (
    "data/base/heavy_bearing_share.csv",
    &["end_use", "low", "best", "high", "unit", "as_of", "source", "at", "confidence", "flag", "note"],
);

/// Share of an end use's magnet mass that holds dysprosium or terbium, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct HeavyShareRow {
    /// The end use.
    pub end_use: String,
    /// The share.
    pub share: Estimate<f64>,
    /// How it came about.
    pub flag: Flag,
    /// Line in the file.
    pub line: usize,
}

impl HeavyShareRow {
    pub(super) fn read(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let end_use = row.required("end_use", problems);
        spread::unit(row, problems);
        let share = row.estimate(Range::Share, problems);
        let flag = Flag::read(row, problems);
        Some(Self { end_use: end_use?, share: share?, flag: flag?, line: row.line() })
    }
}
