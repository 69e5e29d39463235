//! Metal and alloy plants outside China.

use coercivity_quantity::{Citation, Unit};

use super::{Shape, Spread, spread};
use crate::problem::Problem;
use crate::table::{Range, Row};

pub(super) const TABLE: Shape = (
    "data/base/metal_capacity.csv",
    &[
        "facility",
        "operator",
        "place",
        "product",
        "low",
        "best",
        "high",
        "unit",
        "basis",
        "output_2024_t",
        "status",
        "start",
        "build_months",
        "capex_usd",
        "chinese_technology",
        "as_of",
        "source",
        "at",
        "confidence",
        "note",
    ],
);

/// An answer that may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// No.
    No,
    /// Nobody says.
    Unknown,
    /// Yes.
    Yes,
}

/// A metal or alloy plant as written; capacity is nameplate, in tonnes a year.
#[derive(Clone, Debug, PartialEq)]
pub struct MetalCapacityRow {
    /// The plant, in words.
    pub facility: String,
    /// Who runs it.
    pub operator: String,
    /// The country.
    pub place: String,
    /// What it makes.
    pub product: String,
    /// Nameplate a year.
    pub capacity: Spread,
    /// Unit of capacity and output.
    pub unit: Unit,
    /// What the nameplate counts, in words.
    pub basis: String,
    /// What was made in 2024.
    pub output_2024: Option<f64>,
    /// Operating, ramping, planned and so on.
    pub status: String,
    /// Year or month of the start.
    pub start: String,
    /// Months from decision to first output.
    pub build_months: Option<f64>,
    /// What it cost.
    pub capex_usd: Option<f64>,
    /// Whether it runs on Chinese technology.
    pub chinese_technology: Answer,
    /// Year or month of the information.
    pub as_of: String,
    /// What it rests on.
    pub cited: Citation,
    /// Line in the file.
    pub line: usize,
}

impl MetalCapacityRow {
    pub(super) fn read(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let (facility, place) = (row.required("facility", problems), row.required("place", problems));
        let (product, status) = (row.required("product", problems), row.required("status", problems));
        let capacity = Spread::read(row, "", Range::NotNegative, problems);
        let unit = spread::unit(row, problems);
        let mut number = |column: &str| row.number(column, Range::NotNegative, problems);
        let (output_2024, capex_usd) = (number("output_2024_t"), number("capex_usd"));
        let build_months = number("build_months");
        let answers = [("no", Answer::No), ("unknown", Answer::Unknown), ("yes", Answer::Yes)];
        let chinese_technology = row.one_of("chinese_technology", &answers, problems);
        let cited = row.citation(problems);
        Some(Self {
            facility: facility?,
            operator: row.text("operator"),
            place: place?,
            product: product?,
            capacity,
            unit: unit?,
            basis: row.text("basis"),
            output_2024,
            status: status?,
            start: row.text("start"),
            build_months,
            capex_usd,
            chinese_technology: chinese_technology?,
            as_of: row.text("as_of"),
            cited: cited?,
            line: row.line(),
        })
    }
}
