//! One headline figure of one buyer and end use.

use serde::{Deserialize, Serialize};

use super::difference::Difference;

/// The figures the product is named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// Service 12 months after a total, lasting cut-off; a share.
    Remanence,
    /// The smallest lasting cut that brings service below 90 % in month 12; a share, `None` when no cut can.
    Coercivity,
    /// Weeks of total cut-off until service falls below 90 %; `None` when it does not within the horizon.
    EnduranceService,
    /// Weeks until the user's own stock is empty; `None` when it is not emptied within the horizon.
    EnduranceStock,
    /// What a 12-month total cut-off costs the buyer in lost surplus; dollars.
    LeverageSurplus,
    /// Value of the end products not made in those 12 months; dollars.
    LeverageProducts,
}

impl FigureKind {
    /// Its word, as files and commands spell it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Remanence => "remanence",
            Self::Coercivity => "coercivity",
            Self::EnduranceService => "endurance_service",
            Self::EnduranceStock => "endurance_stock",
            Self::LeverageSurplus => "leverage_surplus",
            Self::LeverageProducts => "leverage_products",
        }
    }
}

/// A figure over the draws, beside its baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Id of the buyer.
    pub buyer: String,
    /// Id of the end use; `None` for a figure of the whole buyer.
    #[serde(rename = "use")]
    pub end_use: Option<String>,
    /// Which figure.
    pub figure: FigureKind,
    /// Ending of the unit: `share`, `weeks` or `usd`.
    pub unit: String,
    /// Tenth percentile; `None` means none or never.
    pub p10: Option<f64>,
    /// Median; `None` means none or never.
    pub p50: Option<f64>,
    /// Ninetieth percentile; `None` means none or never.
    pub p90: Option<f64>,
    /// What to print where a percentile is `None`, such as `no cut can` or `> 72 months`.
    pub text: Option<String>,
    /// The median of the same figure in the baseline; `None` means none or never, or that nothing stands beside.
    pub baseline_p50: Option<f64>,
    /// Draw by draw from the baseline; `None` without draws, where a draw lacks the figure, or when both are one world.
    pub difference: Option<Difference>,
    /// Part of the inputs behind the figure that is assumed, in 0..=1; `None` when not counted.
    pub assumed_share: Option<f64>,
    /// Its explanation, a handle into `whys`.
    pub why: Option<String>,
}
