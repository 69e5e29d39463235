//! What is bought, by region and end use.

use coercivity_quantity::{Citation, Unit};

use super::{Flag, Shape, Spread, spread};
use crate::problem::Problem;
use crate::table::{Range, Row};

pub(super) const TABLE: Shape = (
    "data/base/demand.csv",
    &[
        "region",
        "end_use",
        "material",
        "basis",
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

/// How a demand row is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DemandBasis {
    /// The world's purchases for an end use.
    WorldTotal,
    /// Judgement on a region's weight within an end use.
    Seed,
    /// All that is bought less the uses above; the row's share is the range around it.
    RestOfMagnets,
    /// Bought in that region, where the device or coating is made.
    Bought,
    /// A region's purchases over several end uses.
    RegionalTotal,
    /// A region's direct use of an oxide less its uses above.
    RestOfUse,
    /// An end use's share of a region's direct use.
    ShareOfUse,
    /// Somebody's published total, kept beside for comparison.
    Published,
    /// Contained in final products consumed there, kept beside for comparison.
    FinalProduct,
}

/// A demand row as written.
#[derive(Clone, Debug, PartialEq)]
pub struct DemandRow {
    /// The buyer region; `WLD` is the world.
    pub region: String,
    /// The end use.
    pub end_use: String,
    /// The material.
    pub material: String,
    /// How the row is used.
    pub basis: DemandBasis,
    /// How much.
    pub amount: Spread,
    /// Unit of the amount.
    pub unit: Unit,
    /// Year or month it is about.
    pub as_of: String,
    /// How it came about.
    pub flag: Flag,
    /// What it rests on.
    pub cited: Citation,
    /// Line in the file.
    pub line: usize,
}

impl DemandRow {
    /// Path of the table.
    pub const PATH: &'static str = TABLE.0;

    pub(super) fn read(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let bases = [
            ("world_total", DemandBasis::WorldTotal),
            ("seed", DemandBasis::Seed),
            ("rest_of_magnets", DemandBasis::RestOfMagnets),
            ("bought", DemandBasis::Bought),
            ("regional_total", DemandBasis::RegionalTotal),
            ("rest_of_use", DemandBasis::RestOfUse),
            ("share_of_use", DemandBasis::ShareOfUse),
            ("published", DemandBasis::Published),
            ("final_product", DemandBasis::FinalProduct),
        ];
        let (region, end_use) = (row.required("region", problems), row.required("end_use", problems));
        let material = row.required("material", problems);
        let basis = row.one_of("basis", &bases, problems);
        let amount = Spread::read(row, "", Range::NotNegative, problems);
        if amount.best.is_none() {
            row.problem("best", "a number", "a demand that is unknown is left out", problems);
        }
        let unit = spread::unit(row, problems);
        let (flag, cited) = (Flag::read(row, problems), row.citation(problems));
        amount.best?;
        Some(Self {
            region: region?,
            end_use: end_use?,
            material: material?,
            basis: basis?,
            amount,
            unit: unit?,
            as_of: row.text("as_of"),
            flag: flag?,
            cited: cited?,
            line: row.line(),
        })
    }
}
