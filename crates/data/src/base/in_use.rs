//! How long goods with magnets last, and how fast their use grew before the base year.

use coercivity_quantity::Estimate;

use super::{Flag, Shape, spread};
use crate::problem::Problem;
use crate::table::{Range, Row};

pub(super) const TABLE: Shape = (
    "data/base/in_use.csv",
    &[
        "end_use",
        "quantity",
        "low",
        "best",
        "high",
        "unit",
        "as_of",
        "source",
        "at",
        "confidence",
        "flag",
        "note",
    ],
);

/// What a row of the table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InUseQuantity {
    /// Years after which half of a year's goods are worn out.
    Lifetime,
    /// Yearly growth of use before the base year, a ratio.
    PastGrowth,
}

impl InUseQuantity {
    /// The word of each quantity.
    pub const WORDS: [(&str, Self); 2] =
        [("lifetime_years", Self::Lifetime), ("past_growth_per_year", Self::PastGrowth)];
}

/// One number of an end use's goods in use, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct InUseRow {
    /// The end use.
    pub end_use: String,
    /// Which number.
    pub quantity: InUseQuantity,
    /// The number.
    pub amount: Estimate<f64>,
    /// How it came about.
    pub flag: Flag,
    /// Line in the file.
    pub line: usize,
}

impl InUseRow {
    /// The table.
    pub const PATH: &str = TABLE.0;

    pub(super) fn read(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let end_use = row.required("end_use", problems);
        let quantity = row.one_of("quantity", &InUseQuantity::WORDS, problems);
        spread::unit(row, problems);
        let range = match quantity {
            Some(InUseQuantity::PastGrowth) => Range::NotNegative,
            Some(InUseQuantity::Lifetime) | None => Range::Positive,
        };
        let amount = row.estimate(range, problems);
        let flag = Flag::read(row, problems);
        Some(Self { end_use: end_use?, quantity: quantity?, amount: amount?, flag: flag?, line: row.line() })
    }
}
