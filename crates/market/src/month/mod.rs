//! One period's market: what is open, what is held and what is asked, in; what flows, at what price, out.

mod build;
mod clearing;
mod pose;
mod read;
mod state;

pub use build::Layout;
pub use clearing::Clearing;
pub use pose::{Posed, pose};
pub use read::{Cleared, Reserved, Served};
pub use state::{Cap, Held, Holder, Licensed, Month, Offered, Planned, Release, Reserve};

use crate::problem::Problem;
use crate::solve::{Solver, Unsolved};

/// Share of its reference below which a user's service counts as a shortage, and below which it may not add to
/// its stock.
pub const SHORTAGE: f64 = 0.9;

/// Clears the period with a solver that may have cleared others before.
///
/// # Errors
/// As [`Clearing::clear`].
pub fn clear(month: &Month<'_>, solver: &mut Solver) -> Result<Cleared, Unsolved> {
    Clearing::of(month).clear(month, solver)
}

/// The period's problem as it would be solved first, for other solvers.
pub fn problem(month: &Month<'_>) -> Problem {
    build::problem(month).0
}
