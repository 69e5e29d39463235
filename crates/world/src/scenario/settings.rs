//! What is asked of a scenario, and how it is run.

use crate::id::EndUse;

/// The figures that can be asked for.
pub const FIGURES: [&str; 8] =
    ["service", "remanence", "coercivity", "endurance", "leverage", "hysteresis", "independence", "weakest"];

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// End uses, each once, aliases unfolded.
    pub end_uses: Vec<EndUse>,
    /// Figures, words of [`FIGURES`].
    pub figures: Vec<String>,
    /// Ids of the claims to be tested.
    pub claims: Vec<String>,
}

/// How it is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunSettings {
    /// Number of draws.
    pub draws: u32,
    /// Seed of every random stream.
    pub seed: u64,
    /// Months that those who act in the market look ahead.
    pub look_ahead_months: u32,
}

/// One value of the file, changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Where the value stands: tables by key, lists by the id of their items.
    pub path: String,
    /// The value, in TOML.
    pub value: String,
}

/// A version of the scenario that is compared with it under the same draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its id.
    pub id: String,
    /// Values that differ.
    pub set: Vec<Setting>,
    /// Ids of the items left out.
    pub without: Vec<String>,
}

/// A value that a page lets a reader move.
#[derive(Clone, Debug, PartialEq)]
pub struct Slider {
    /// Where the value stands.
    pub path: String,
    /// Least.
    pub min: f64,
    /// Most.
    pub max: f64,
    /// Step; free when absent.
    pub step: Option<f64>,
}
