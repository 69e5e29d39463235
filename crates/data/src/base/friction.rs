//! Freight, tariffs, taxes, contracts, inventories, fees, losses and finance.

use coercivity_quantity::{Citation, Unit};

use super::{Shape, Spread, spread};
use crate::problem::Problem;
use crate::table::{Range, Row};

pub(super) const TABLE: Shape = (
    "data/base/frictions.csv",
    &[
        "category",
        "item",
        "from",
        "to",
        "low",
        "best",
        "high",
        "unit",
        "basis",
        "as_of",
        "source",
        "at",
        "confidence",
        "note",
    ],
);

/// A friction as written; all three numbers blank means that it was looked for and not found.
#[derive(Clone, Debug, PartialEq)]
pub struct FrictionRow {
    /// Freight, tariff, tax, contract, inventory, fee, loss or finance.
    pub category: String,
    /// What it is, in words.
    pub item: String,
    /// From which places; empty when it does not matter.
    pub from: Vec<String>,
    /// To which places; empty when it does not matter.
    pub to: Vec<String>,
    /// How much.
    pub amount: Spread,
    /// Unit of the amount.
    pub unit: Unit,
    /// What the unit refers to, in words.
    pub basis: String,
    /// Day, month or year it is about.
    pub as_of: String,
    /// What it rests on.
    pub cited: Citation,
    /// Line in the file.
    pub line: usize,
}

impl FrictionRow {
    pub(super) fn read(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let (category, item) = (row.required("category", problems), row.required("item", problems));
        let unit = spread::unit(row, problems);
        let range = if unit == Some(Unit::Share) { Range::Share } else { Range::NotNegative };
        let amount = Spread::read(row, "", range, problems);
        let cited = row.citation(problems);
        Some(Self {
            category: category?,
            item: item?,
            from: spread::words(&row.text("from")),
            to: spread::words(&row.text("to")),
            amount,
            unit: unit?,
            basis: row.text("basis"),
            as_of: row.text("as_of"),
            cited: cited?,
            line: row.line(),
        })
    }
}
