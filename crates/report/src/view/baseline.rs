//! What stands beside the scenario.

use serde::{Deserialize, Serialize};

/// The baseline: the root of the scenarios that this one extends, asked the same question under the same draws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    /// Its id.
    pub id: String,
    /// What answers call it: the baseline where it is the scenario of that name, or this very one before it was changed; else
    /// its id.
    #[serde(default = "baseline_word")]
    pub word: String,
    /// Its title.
    pub title: String,
    /// In what the scenario differs from it, in words.
    pub differs_in: Vec<String>,
    /// Whether its figures are the scenario's: they are about a cut-off of their own, and the two differ in cuts alone.
    pub same_figures: bool,
    /// The same in one sentence.
    pub sentence: String,
}

/// The scenario that others rest on, and the word for what stands beside where nobody named it.
pub(crate) const BASELINE: &str = "baseline";

fn baseline_word() -> String {
    BASELINE.to_owned()
}

/// The word for what stands beside with an article where it needs one: "the baseline", or an id.
pub(crate) fn with_article(word: &str) -> String {
    if word == BASELINE { format!("the {word}") } else { word.to_owned() }
}
