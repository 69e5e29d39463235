//! What stands beside the scenario.

use serde::{Deserialize, Serialize};

/// The baseline: the root of the scenarios that this one extends, asked the same question under the same draws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// In what the scenario differs from it, in words.
    pub differs_in: Vec<String>,
    /// Whether its figures are the scenario's: they are about a cut-off of their own, and the two differ in cuts alone.
    pub same_figures: bool,
    /// The same in one sentence.
    pub sentence: String,
}
