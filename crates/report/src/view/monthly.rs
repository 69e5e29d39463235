//! What a run keeps account of month by month, beside service and prices.

use serde::{Deserialize, Serialize};

use super::difference::DifferenceLine;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// Goods that were under way when a cut closed behind them; mean of the month.
    Afloat,
    /// What licensed goods are worth to a buyer beyond what landing them costs, in the month.
    LicenceRent,
    /// What the tonnes of a quota are worth beyond what they cost, in the month.
    QuotaRent,
    /// What members of a club pay makers inside beyond what others ask, in the month.
    ClubPremium,
    /// What public payers spend under one clause, in the month: payments to makers, purchases of a stockpile less what its
    /// releases bring in, outlays on projects.
    PublicMoney,
}

/// One account over the months.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Monthly {
    /// What is counted.
    pub account: Account,
    /// Id of whose it is: a buyer, a clause; empty for goods afloat.
    pub of: String,
    /// Whose it is, in words.
    pub label: String,
    /// Ending of the unit: `t` or `usd`.
    pub unit: String,
    /// The months, `YYYY-MM`; every list below has their length.
    pub months: Vec<String>,
    /// Tenth percentile.
    pub p10: Vec<Option<f64>>,
    /// Median.
    pub p50: Vec<Option<f64>>,
    /// Ninetieth percentile.
    pub p90: Vec<Option<f64>>,
    /// Median of the baseline; `None` when nothing stands beside.
    pub baseline_p50: Vec<Option<f64>>,
    /// Draw by draw from the baseline; `None` without draws or without a baseline.
    pub difference: Option<DifferenceLine>,
    /// Its explanation, a handle into `whys`.
    pub why: String,
}
