//! One period's market: what is open, what is held and what is asked, in; what flows, at what price, out.

mod build;
mod read;
mod state;

pub use build::Layout;
pub use read::{Cleared, Reserved, Served};
pub use state::{Cap, Held, Holder, Licensed, Month, Offered, Release, Reserve};

use crate::solve::{Solver, Unsolved};

/// Share of its reference below which a user's service counts as a shortage, and below which it may not add to
/// its stock.
pub const SHORTAGE: f64 = 0.9;

/// Clears the period with a solver that may have cleared others before.
///
/// A user that is short does not add to its stock: when the first answer has one that would, the period is
/// cleared once more with those stocks held where they were.
///
/// # Errors
/// [`Unsolved`] when the balances conflict.
pub fn clear(month: &Month<'_>, solver: &mut Solver) -> Result<Cleared, Unsolved> {
    let (problem, layout) = build::problem(month, &[]);
    let start = build::start(month, &problem);
    let cleared = read::cleared(month, &layout, solver.solve(&problem, start.as_deref())?);
    let hoarders = read::hoarders(month, &cleared);
    if hoarders.is_empty() {
        return Ok(cleared);
    }
    let (problem, layout) = build::problem(month, &hoarders);
    Ok(read::cleared(month, &layout, solver.solve(&problem, start.as_deref())?))
}

/// The period's problem as it would be solved first, for other solvers.
pub fn problem(month: &Month<'_>) -> crate::Problem {
    build::problem(month, &[]).0
}
