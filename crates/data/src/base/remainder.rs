//! What is known to be missing from the network.

use coercivity_quantity::{Citation, Unit};

use super::{Shape, Spread, spread};
use crate::problem::Problem;
use crate::table::{Range, Row};

pub(super) const TABLE: Shape = (
    "data/base/remainders.csv",
    &[
        "subject",
        "step",
        "place",
        "low",
        "best",
        "high",
        "unit",
        "as_of",
        "source",
        "at",
        "confidence",
        "note",
    ],
);

/// Something real that the network does not hold, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct RemainderRow {
    /// What it is, in words.
    pub subject: String,
    /// The step of the chain it belongs to.
    pub step: String,
    /// The place.
    pub place: String,
    /// How much, where anything is known.
    pub amount: Spread,
    /// Unit of the amount.
    pub unit: Unit,
    /// Year or month it is about.
    pub as_of: String,
    /// What it rests on.
    pub cited: Citation,
    /// Line in the file.
    pub line: usize,
}

impl RemainderRow {
    /// Path of the table.
    pub const PATH: &'static str = TABLE.0;

    pub(super) fn read(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let subject = row.required("subject", problems);
        let (step, place) = (row.required("step", problems), row.required("place", problems));
        let amount = Spread::read(row, "", Range::NotNegative, problems);
        let unit = spread::unit(row, problems);
        let cited = row.citation(problems);
        Some(Self {
            subject: subject?,
            step: step?,
            place: place?,
            amount,
            unit: unit?,
            as_of: row.text("as_of"),
            cited: cited?,
            line: row.line(),
        })
    }
}
