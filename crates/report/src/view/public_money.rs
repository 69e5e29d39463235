//! What public payers spend.

use serde::{Deserialize, Serialize};

use super::difference::Difference;

/// Public money of one clause over the whole run, dollars: the sum of its months in [`super::Monthly`]. Opening stocks are
/// not counted; it is negative where the releases of a stockpile bring in more than its purchases cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicMoney {
    /// The clause, as `instrument:clause`.
    pub clause: String,
    /// Tenth percentile.
    pub p10: Option<f64>,
    /// Median.
    pub p50: Option<f64>,
    /// Ninetieth percentile.
    pub p90: Option<f64>,
    /// Median in the baseline, zero where it has no such clause; `None` when nothing stands beside.
    pub baseline_p50: Option<f64>,
    /// Draw by draw from the baseline; `None` without draws, or when the baseline pays the same by construction.
    pub difference: Option<Difference>,
    /// Its explanation, a handle into `whys`.
    pub why: String,
}
