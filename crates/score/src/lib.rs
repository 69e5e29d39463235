//! How well a run does against history.
//!
//! In come facts (what happened, with the interval that counts as a hit) and series (what a run says, draw by draw);
//! out come [`Scored`] rows, [`Totals`] with a gate, and the [`Skill`] against rivals that know only what came before.
//! The equations stand in `docs/model/scoring.md`.
//!
//! This room does not know where series come from: it imports no world, no market and no simulator, so whatever wrote
//! them is scored alike.
//!
//! ```
//! use coercivity_score::crps;
//! // Two members around the value: mean distance 1, less half the mean distance of two members.
//! assert_eq!(crps(&[1.0, 3.0], 2.0), Some(0.5));
//! ```

mod inputs;

mod compute;
mod returns;

mod forecast;
mod lack;
mod scored;

mod total;

mod crps;
mod skill;

mod posterior;
mod weigh;

mod four_digits;

pub use compute::number;
pub use crps::{crps, row_crps};
pub use forecast::{Forecast, base_window};
pub use four_digits::{four_digits, shown};
pub use inputs::{Inputs, Series};
pub use lack::{Lack, lacks};
pub use posterior::{IDENTIFIED_MOST, Posterior, posterior};
pub use scored::{DEFINED_SHARE_MIN, ROW_HEADER, Scored, Status, score};
pub use skill::{Skill, mean_crps, skill};
pub use total::{Total, Totals, total};
pub use weigh::{
    Spoken, dependence, distances, effective, misses, rank_correlation, spoken, weighted_quantile, weights,
};
