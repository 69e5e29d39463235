//! One period's market: what is open, what is held and what is asked, in; what flows, at what price, out.

mod build;
mod pose;
mod read;
mod state;

pub use build::Layout;
pub use pose::{Posed, pose};
pub use read::{Cleared, Reserved, Served};
pub use state::{Cap, Held, Holder, Licensed, Month, Offered, Planned, Release, Reserve};

use crate::problem::Problem;
use crate::solve::{Solution, Solver, Unsolved};

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
    optimum(month, solver).map(|it| it.cleared)
}

/// A problem, what its columns stand for, and its answer in both forms.
struct Optimum {
    problem: Problem,
    layout: Layout,
    solution: Solution,
    cleared: Cleared,
}

fn optimum(month: &Month<'_>, solver: &mut Solver) -> Result<Optimum, Unsolved> {
    let first = solved(month, &[], None, solver)?;
    let hoarders = read::hoarders(month, &first.cleared);
    if hoarders.is_empty() {
        return Ok(first);
    }
    solved(month, &hoarders, Some(first.solution.prices), solver)
}

/// Solves the period with the stocks of hoarders held where they were; `near` are prices that are near already.
fn solved(
    month: &Month<'_>,
    hoarders: &[usize],
    near: Option<Vec<f64>>,
    solver: &mut Solver,
) -> Result<Optimum, Unsolved> {
    let (problem, layout) = build::problem(month, hoarders);
    let mut starts = build::starts(month, &problem);
    starts.extend(near);
    let solution = solver.solve_from(&problem, &starts).map_err(|mut unsolved| {
        let names = pose::balances(month);
        for it in &mut unsolved.conflicts {
            it.balance.clone_from(&names[it.row]);
        }
        unsolved
    })?;
    let cleared = read::cleared(month, &layout, &solution);
    Ok(Optimum { problem, layout, solution, cleared })
}

/// The period's problem as it would be solved first, for other solvers.
pub fn problem(month: &Month<'_>) -> Problem {
    build::problem(month, &[]).0
}
