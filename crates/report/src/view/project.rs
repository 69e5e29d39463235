//! Projects that go ahead because they come to pay.

use serde::{Deserialize, Serialize};

/// A project that decides to go ahead, in some draw of the scenario or of its baseline. It goes ahead in a draw when it
/// has money of its own there, or when it comes to pay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Project {
    /// Id of its facility.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Where it stands, in words.
    pub place: String,
    /// First output at central values, `YYYY-MM`, where it comes to pay; `None` where it does not, or has money of its own.
    pub first_output: Option<String>,
    /// First output at central values, `YYYY-MM`, where it has money of its own; `None` where it has not.
    pub funded_output: Option<String>,
    /// Public money that closes its gap at central values, dollars; payments on what it makes are not in it.
    pub outlay_usd: f64,
    /// Part of the draws in which it goes ahead, with money of its own or because it comes to pay; `None` without draws.
    pub draws_share: Option<f64>,
    /// First output in the baseline at central values; `None` where it does not come to pay there, or nothing stands beside.
    pub baseline_first_output: Option<String>,
    /// First output in the baseline at central values, where it has money of its own there.
    pub baseline_funded_output: Option<String>,
    /// Public money that closes its gap in the baseline at central values, dollars; `None` when nothing stands beside.
    pub baseline_outlay_usd: Option<f64>,
    /// Part of the draws in which it goes ahead in the baseline; `None` without draws, or when nothing stands beside.
    pub baseline_draws_share: Option<f64>,
    /// Its explanation, a handle into `whys`.
    pub why: String,
}
