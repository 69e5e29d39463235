//! How the base year was made consistent.

use serde::{Deserialize, Serialize};

/// The reconciliation of the base year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Base {
    /// Sum of the squared moves, each in standard deviations; `None` when not computed.
    pub chi2: Option<f64>,
    /// Balances less the quantities that nobody reports.
    pub degrees_of_freedom: u32,
    /// Every datum, with how far it moved.
    pub moves: Vec<Move>,
    /// Places without data: named, never silently filled.
    pub remainders: Vec<Remainder>,
    /// What the sums above rest on, a handle into `whys`.
    pub why: String,
}

/// What kind of datum moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveFlag {
    /// A source row says so.
    Observed,
    /// It follows from source rows.
    Derived,
    /// It is assumed.
    Assumed,
}

/// One datum before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Move {
    /// What it is, with its unit.
    pub datum: String,
    /// As published or assumed.
    pub value: f64,
    /// Its standard deviation.
    pub sigma: f64,
    /// In the consistent base year.
    pub fitted: f64,
    /// `(fitted - value) / sigma`.
    pub moved_sigmas: f64,
    /// What kind of datum it is.
    pub flag: MoveFlag,
    /// Keys of its sources.
    pub sources: Vec<String>,
    /// Its explanation, a handle into `whys`.
    pub why: String,
}

/// A place for which there is no data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remainder {
    /// Its name.
    pub label: String,
    /// What is not known there and what was done about it.
    pub text: String,
}
