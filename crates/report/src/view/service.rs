//! Service over time.

use serde::{Deserialize, Serialize};

use super::difference::DifferenceLine;

/// Service of one buyer and end use, month by month; shares of reference demand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// Id of the buyer.
    pub buyer: String,
    /// Id of the end use.
    #[serde(rename = "use")]
    pub end_use: String,
    /// The months, `YYYY-MM`; every list below has their length.
    pub months: Vec<String>,
    /// Tenth percentile.
    pub p10: Vec<Option<f64>>,
    /// Lower quartile.
    pub p25: Vec<Option<f64>>,
    /// Median.
    pub p50: Vec<Option<f64>>,
    /// Upper quartile.
    pub p75: Vec<Option<f64>>,
    /// Ninetieth percentile.
    pub p90: Vec<Option<f64>>,
    /// Median of service less what comes out of stock.
    pub inflow_p50: Vec<Option<f64>>,
    /// Median service of the baseline; `None` when nothing stands beside.
    pub baseline_p50: Vec<Option<f64>>,
    /// Draw by draw from the baseline; `None` without draws or without a baseline.
    pub difference: Option<DifferenceLine>,
    /// Its explanation, a handle into `whys`.
    pub why: String,
}
