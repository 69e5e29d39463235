//! What is asked of a scenario, and how it is run.

use std::collections::BTreeSet;

use crate::id::EndUse;

/// A figure that can be asked for: what is not asked is neither computed nor shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AskedFigure {
    /// Service month by month.
    Service,
    /// Service a year into a total cut-off.
    Remanence,
    /// The smallest held cut that makes short.
    Coercivity,
    /// How long a total cut-off is endured.
    Endurance,
    /// What a year of total cut-off costs.
    Leverage,
    /// Service against severity, tightening and loosening.
    Hysteresis,
    /// From when the threat is empty, and claims about it.
    Independence,
    /// From when the threat is empty at each later stage: independence, with cuts that begin there.
    Stages,
    /// The single links whose loss hurts most.
    Weakest,
}

impl AskedFigure {
    /// Every figure with its word in scenario files, in the order of reading.
    pub const WORDS: [(&'static str, Self); 9] = [
        ("service", Self::Service),
        ("remanence", Self::Remanence),
        ("coercivity", Self::Coercivity),
        ("endurance", Self::Endurance),
        ("leverage", Self::Leverage),
        ("hysteresis", Self::Hysteresis),
        ("independence", Self::Independence),
        ("stages", Self::Stages),
        ("weakest", Self::Weakest),
    ];
    /// The figure of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|it| it.0 == word).map(|it| it.1)
    }
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// End uses, each once, aliases unfolded.
    pub end_uses: Vec<EndUse>,
    /// Figures.
    pub figures: BTreeSet<AskedFigure>,
    /// Ids of the claims to be tested.
    pub claims: Vec<String>,
}

impl Ask {
    /// Whether a figure is asked for.
    pub fn wants(&self, figure: AskedFigure) -> bool {
        self.figures.contains(&figure)
    }
    /// Asks for a figure, and for what it stands beside: stages are told below the independence of the whole chain.
    pub fn want(&mut self, figure: AskedFigure) {
        self.figures.insert(figure);
        if figure == AskedFigure::Stages {
            self.figures.insert(AskedFigure::Independence);
        }
    }
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
