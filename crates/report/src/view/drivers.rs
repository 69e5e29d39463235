//! Which uncertain inputs move the headlines; asked for with `--drivers`.

use serde::{Deserialize, Serialize};

/// The inputs ranked for every headline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drivers {
    /// How they were ranked, in words.
    pub method: String,
    /// What the method does not see, in words.
    pub limit: String,
    /// Draws that were read.
    pub draws: usize,
    /// Uncertain inputs of the run.
    pub inputs: usize,
    /// The headlines, in the order of reading.
    pub headlines: Vec<Driven>,
}

/// One headline and what moves it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Driven {
    /// Which number it is.
    #[serde(flatten)]
    pub of: HeadlineOf,
    /// Median over all draws, in the headline's unit; `None` beyond the run.
    pub p50: Option<f64>,
    /// Why there is no ranking, in words; `None` where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub untold: Option<String>,
    /// The absolute correlation that the strongest of all inputs reaches by chance; `None` without a ranking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation_by_chance: Option<f64>,
    /// The inputs, the strongest first: all that stand out from chance, and some that do not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drivers: Vec<Driver>,
}

/// A number that a run is judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadlineOf {
    /// Its word.
    pub headline: String,
    /// What it is, in words.
    pub label: String,
    /// Id of the buyer.
    pub buyer: String,
    /// Id of the end use; `None` where it is of the whole buyer.
    #[serde(rename = "use")]
    pub end_use: Option<String>,
    /// Ending of its unit: `share`, `usd` or `months`.
    pub unit: String,
}

/// One input and how a headline moves with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    /// Id of the input.
    pub input: String,
    /// What it is, in words.
    pub label: String,
    /// Ending of its unit.
    pub unit: String,
    /// Its median over all draws, in its unit.
    pub median: Option<f64>,
    /// Rank correlation with the headline; positive where more of it means more of the headline.
    pub correlation: f64,
    /// Low end of the correlation's 90 % interval.
    pub correlation_p5: f64,
    /// High end of it.
    pub correlation_p95: f64,
    /// Share of the variance of ranks that it explains by itself, in 0..=1.
    pub share: f64,
    /// Whether it stands out from what chance alone could reach.
    pub told_from_chance: bool,
    /// The third of the draws in which the input is lowest; of a chance, the draws in which it does not come true.
    pub lowest: DriverEnd,
    /// The third in which it is highest; of a chance, the draws in which it comes true.
    pub highest: DriverEnd,
    /// The explanation of the input, a handle into `whys`.
    pub why: String,
}

/// Some draws in which an input lies on one side.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DriverEnd {
    /// Median of the input in them, in the input's unit.
    pub input: Option<f64>,
    /// Median of the headline in them, in the headline's unit; `None` beyond the run.
    pub headline: Option<f64>,
}
