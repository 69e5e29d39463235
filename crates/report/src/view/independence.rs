//! When the threat is empty, and who said when.

use serde::{Deserialize, Serialize};

use super::difference::Difference;

/// The first month from which remanence stays at or above 95 % for every end use asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Independence {
    /// Id of the buyer.
    pub buyer: String,
    /// What this date is about, for readers.
    pub label: String,
    /// Ids of the end uses that must all be served.
    pub uses: Vec<String>,
    /// The date of each of them by itself; empty in runs that were told before it was.
    #[serde(default)]
    pub use_dates: Vec<UseDate>,
    /// Dates of cuts that begin further down the chain, in the order of making; empty when not asked.
    #[serde(default)]
    pub stage_dates: Vec<StageDate>,
    /// Twenty equally likely months, ascending, `None` beyond the horizon: 5 % each.
    pub dots: Vec<Option<String>>,
    /// Tenth percentile; `None` beyond the horizon.
    pub p10: Option<String>,
    /// Median; `None` beyond the horizon.
    pub p50: Option<String>,
    /// Ninetieth percentile; `None` beyond the horizon.
    pub p90: Option<String>,
    /// Median in the baseline; `None` beyond the horizon, or when nothing stands beside.
    pub baseline_p50: Option<String>,
    /// Months later than in the baseline, draw by draw; `None` without draws, where a date lies beyond the horizon, or
    /// when both are one world.
    pub difference_months: Option<Difference>,
    /// What others said about the same date.
    pub claims: Vec<Claim>,
    /// Its explanation, a handle into `whys`.
    pub why: String,
}

/// The first month from which service stays at or above 95 % for every end use asked, a year into a cut of one stage and
/// all after it: what the supplier makes before that stage is still sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageDate {
    /// The stage with which the cut begins: `metal`, `alloy`, `blank` or `magnet`.
    pub stage: String,
    /// Tenth percentile; `None` beyond the horizon.
    pub p10: Option<String>,
    /// Median; `None` beyond the horizon.
    pub p50: Option<String>,
    /// Ninetieth percentile; `None` beyond the horizon.
    pub p90: Option<String>,
    /// Median in the baseline; `None` beyond the horizon, or when nothing stands beside.
    pub baseline_p50: Option<String>,
    /// The date of each end use by itself.
    pub use_dates: Vec<UseDate>,
}

/// The first month from which remanence of one end use stays at or above 95 %.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UseDate {
    /// Id of the end use.
    pub end_use: String,
    /// Tenth percentile; `None` beyond the horizon.
    pub p10: Option<String>,
    /// Median; `None` beyond the horizon.
    pub p50: Option<String>,
    /// Ninetieth percentile; `None` beyond the horizon.
    pub p90: Option<String>,
}

/// A published claim about the date, put to the test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Id.
    pub id: String,
    /// The claim in words.
    pub label: String,
    /// Where it was read.
    pub source_label: String,
    /// Who made it.
    pub who: String,
    /// The month from which the two numbers below count, `YYYY-MM`.
    pub counted_from: String,
    /// Earliest, in months after `counted_from`.
    pub from_months: f64,
    /// Latest, in months after `counted_from`; `None` when the claim is open ended.
    pub to_months: Option<f64>,
    /// Share of the draws in which the claim holds; `None` when it cannot be tested.
    pub probability: Option<f64>,
    /// Its explanation, a handle into `whys`.
    pub why: String,
}
