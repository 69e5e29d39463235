//! What each item of a scenario did, and what its variants would do; asked for with `--attribute` and `--variants`.

use serde::{Deserialize, Serialize};

use super::drivers::HeadlineOf;

/// Quantiles over the draws; `None` where there is none or it lies beyond the run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantiles {
    /// Tenth percentile, in the headline's unit.
    pub p10: Option<f64>,
    /// Median.
    pub p50: Option<f64>,
    /// Ninetieth percentile.
    pub p90: Option<f64>,
}

/// The headlines shared out to the scenario's own items.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// `one_out` or `shapley`.
    pub how: String,
    /// Id of what stands beside; `None` for a scenario with none of the items.
    pub against: Option<String>,
    /// The headlines, in the order of reading.
    pub headlines: Vec<Attributed>,
}

/// One headline, shared out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attributed {
    /// Which number it is.
    #[serde(flatten)]
    pub of: HeadlineOf,
    /// What each item did.
    pub items: Vec<ItemEffect>,
}

/// What one item did to a headline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemEffect {
    /// Id of the item.
    pub item: String,
    /// Its effect, in the headline's unit.
    pub effect: Quantiles,
    /// Standard error of the effect where orders were sampled.
    pub sampling_error: Option<f64>,
}

/// The scenario with some values changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Varied {
    /// Id of the variant.
    pub id: String,
    /// In what it differs from the scenario as written, in words; empty when in nothing that acts.
    pub differs_in: Vec<String>,
    /// The headlines, in the order of reading.
    pub headlines: Vec<VariedHeadline>,
}

/// One headline of a variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VariedHeadline {
    /// Which number it is.
    #[serde(flatten)]
    pub of: HeadlineOf,
    /// Its value.
    pub quantiles: Quantiles,
    /// Draw by draw from the scenario as written; `None` where a date lies beyond the run.
    pub difference: Option<Quantiles>,
}
