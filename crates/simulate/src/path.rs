//! A walk over the months of a run.

use coercivity_market::{Solver, Unsolved, chain::Miscalibrated};
use coercivity_quantity::Month;

use crate::cut::CutPlan;
use crate::period::{Period, calendar};
use crate::state::State;
use crate::step::{Context, Recorded, step};

/// A walked run.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Every period.
    pub periods: Vec<Recorded>,
}

impl Path {
    /// The periods that begin with a month or after it, counted from the run's first.
    pub(crate) fn since(&self, month: u32) -> &[Recorded] {
        let before = self.periods.iter().take_while(|it| it.period.start + 1e-9 < f64::from(month));
        &self.periods[before.count()..]
    }
}

/// Why a run could not be walked.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The draw's prices and fees contradict the base year.
    Calibration(Miscalibrated),
    /// A month has no equilibrium.
    Month {
        /// Which.
        month: Month,
        /// Why.
        cause: Unsolved,
    },
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Calibration(it) => write!(f, "{it}"),
            Self::Month { month, cause } => {
                write!(f, "{month}: {cause}")?;
                for (place, conflict) in cause.conflicts.iter().enumerate() {
                    write!(f, "{} {conflict}", if place == 0 { ":" } else { ";" })?;
                }
                Ok(())
            }
        }
    }
}
impl std::error::Error for Fault {}

impl Fault {
    pub(crate) fn of(month: Month, cause: Unsolved) -> Self {
        Self::Month { month, cause }
    }
}

/// Walks `months` months from `from`, week by week for half a year after a shock in month `shock`.
///
/// # Errors
/// [`Fault`] in the first month that has no equilibrium.
pub fn walk(
    context: &Context<'_>,
    plan: &CutPlan<'_>,
    state: &mut State,
    span: (Month, u32, Option<u32>),
) -> Result<Path, Fault> {
    walk_along(context, plan, state, span, (&[], &mut Solver::default()))
}

/// Walks as [`walk`] does along a walk that is like this one, period by period: where its prices are nearer to a
/// period's than those of the period before, the search for them begins there. The solver may have walked before.
///
/// # Errors
/// As [`walk`].
pub(crate) fn walk_along(
    context: &Context<'_>,
    plan: &CutPlan<'_>,
    state: &mut State,
    (from, months, shock): (Month, u32, Option<u32>),
    (like, solver): (&[Recorded], &mut Solver),
) -> Result<Path, Fault> {
    let mut periods = Vec::new();
    for (index, period) in calendar(from, months, shock).into_iter().enumerate() {
        state.duals.extend(like.get(index).map(|it| it.cleared.duals.clone()));
        periods.push(walk_one(context, plan, state, period, solver)?);
    }
    Ok(Path { periods })
}

/// Walks one period.
///
/// # Errors
/// [`Fault`] when it has no equilibrium.
pub(crate) fn walk_one(
    context: &Context<'_>,
    plan: &CutPlan<'_>,
    state: &mut State,
    period: Period,
    solver: &mut Solver,
) -> Result<Recorded, Fault> {
    step(context, plan, state, period, solver).map_err(|it| Fault::of(period.month, it))
}
