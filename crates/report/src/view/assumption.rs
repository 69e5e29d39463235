//! An input that rests on a judgement.

use serde::{Deserialize, Serialize};

/// One assumed or sampled input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assumption {
    /// Id, as `--set` takes it where it may be set.
    pub id: String,
    /// What it is, in words.
    pub label: String,
    /// Low end.
    pub low: Option<f64>,
    /// Best guess.
    pub best: Option<f64>,
    /// High end.
    pub high: Option<f64>,
    /// Ending of the unit.
    pub unit: String,
    /// Keys of the sources it leans on; empty when it is ours alone.
    pub sources: Vec<String>,
    /// Why it was chosen so.
    pub note: String,
    /// Whether each draw takes its own value; otherwise every draw takes `best`.
    pub sampled: bool,
    /// Its explanation, a handle into `whys`.
    pub why: String,
}
