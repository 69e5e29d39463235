//! The picture of the product: service against severity, there and back.

use serde::{Deserialize, Serialize};

/// The loop of one buyer and end use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hysteresis {
    /// Id of the buyer.
    pub buyer: String,
    /// Id of the end use.
    #[serde(rename = "use")]
    pub end_use: String,
    /// Severity of the cut in 0..=1, ascending; both lists below have its length.
    pub severity: Vec<f64>,
    /// Service while the cut tightens over a year.
    pub tightening: Vec<Option<f64>>,
    /// Service while it loosens again, in the order of `severity` too.
    pub loosening: Vec<Option<f64>>,
    /// Its explanation, a handle into `whys`.
    pub why: String,
}
