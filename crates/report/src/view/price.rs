//! Prices over time, by place and tier.

use serde::{Deserialize, Serialize};

use super::difference::DifferenceLine;

/// Which price of a place is meant: one good has several at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Inside the supplier's own market.
    Domestic,
    /// At the supplier's border, before any licence.
    Fob,
    /// Paid by users who hold a licence.
    Licensed,
    /// Paid by everybody else in the place.
    Free,
}

/// The prices of one good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// Id of the good.
    pub good: String,
    /// Its name in plain words.
    pub label: String,
    /// Ending of the unit, `usd_per_kg`.
    pub unit: String,
    /// The months, `YYYY-MM`; every list of the series has their length.
    pub months: Vec<String>,
    /// One line for each place and tier.
    pub series: Vec<PriceSeries>,
}

/// One price line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PriceSeries {
    /// Where it is paid: a name for readers.
    pub place: String,
    /// Which tier of the place.
    pub tier: Tier,
    /// Share of the draws that have a price in each month, 0..=1: below nine in ten none is told, for those that have one
    /// are the easy ones.
    pub quoted: Vec<f64>,
    /// Tenth percentile; `None` in a month in which too few draws have a price.
    pub p10: Vec<Option<f64>>,
    /// Median.
    pub p50: Vec<Option<f64>>,
    /// Ninetieth percentile.
    pub p90: Vec<Option<f64>>,
    /// Median of the baseline; `None` in such a month, or when nothing stands beside.
    pub baseline_p50: Vec<Option<f64>>,
    /// Draw by draw from the baseline; `None` without draws or without a baseline.
    pub difference: Option<DifferenceLine>,
    /// Its explanation, a handle into `whys`.
    pub why: String,
}

impl PriceSeries {
    /// The months, by their places, in which some draws have a price and too few for one to be told.
    pub fn untold(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.quoted.len()).filter(|it| self.quoted[*it] > 0.0 && self.p50[*it].is_none())
    }
}
