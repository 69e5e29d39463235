//! What the run checked of itself.

use serde::{Deserialize, Serialize};

/// The worst residuals over all months and draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checks {
    /// Largest relative optimality residual of any solved month.
    pub worst_kkt: Option<f64>,
    /// Largest mass that any month loses or gains, in tonnes.
    pub worst_mass_t: Option<f64>,
    /// Largest money that any month loses or gains, in dollars.
    pub worst_money_usd: Option<f64>,
    /// Largest difference between a duty or payment and what its month's own prices make it, over the base price.
    pub worst_wedge_gap: Option<f64>,
    /// Most times that a month was cleared until its duties and payments agreed with its prices.
    pub most_passes: u32,
    /// Months solved, over all draws.
    pub solved_months: u64,
    /// How many of them needed the second solver.
    pub fallbacks: u64,
}

/// One line of the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestEntry {
    /// What it is.
    pub key: String,
    /// Its value, as printed.
    pub value: String,
}
