//! A walk over the months of a run.

use coercivity_market::{Solver, Unsolved, chain::Miscalibrated};
use coercivity_quantity::Month;
use coercivity_world::Place;

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
    /// A cut is of nothing that the supplier sells to others: it would leave all as it was.
    IdleCut {
        /// Its id.
        cut: String,
        /// Who would cut.
        supplier: Place,
    },
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Calibration(it) => write!(f, "{it}"),
            Self::IdleCut { cut, supplier } => {
                write!(f, "cut `{cut}` closes nothing that {supplier} sells to others in the base year")
            }
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
    along: (Trail<'_>, &mut Solver),
) -> Result<Path, Fault> {
    let calendar = calendar(from, months, shock, &context.breaks());
    let mut periods = Vec::with_capacity(calendar.len());
    walk_each(context, plan, state, &calendar, along, |it| periods.push(it))?;
    Ok(Path { periods })
}

/// The prices of each period of a walk, in order: where the search for those of one that is like it may begin.
pub(crate) type Trail<'a> = &'a [&'a [f64]];

/// The trail of some periods.
pub(crate) fn trail(periods: &[Recorded]) -> Vec<&[f64]> {
    periods.iter().map(|it| &it.cleared.duals[..]).collect()
}

/// Walks some periods and hands on the record of each; the state is left with all prices that the next may begin from.
///
/// # Errors
/// As [`walk`].
pub(crate) fn walk_each(
    context: &Context<'_>,
    plan: &CutPlan<'_>,
    state: &mut State,
    periods: &[Period],
    (like, solver): (Trail<'_>, &mut Solver),
    mut hand_on: impl FnMut(Recorded),
) -> Result<(), Fault> {
    state.duals.extend(near(&state.duals, None, (like, 0)));
    for (index, &period) in periods.iter().enumerate() {
        let before = state.duals.first().filter(|_| index > 0 && like.get(index + 1).is_none()).cloned();
        hand_on(walk_one(context, plan, state, period, solver)?);
        state.duals.extend(near(&state.duals, before, (like, index + 1)));
    }
    Ok(())
}

/// Prices that may be nearer to the next period's than the last ones: those of a walk like this one at its place, the
/// last ones moved as that walk moved there, and, without such a walk, as they moved since the period before.
fn near(last: &[Vec<f64>], before: Option<Vec<f64>>, (like, index): (Trail<'_>, usize)) -> Vec<Vec<f64>> {
    let moved = |from: &[f64], to: &[f64]| -> Option<Vec<f64>> {
        let moved = last.first()?.iter().zip(to).zip(from).map(|((last, to), from)| last + (to - from));
        Some(moved.collect())
    };
    match like.get(index) {
        Some(there) => {
            let along = index.checked_sub(1).and_then(|it| moved(like[it], there));
            std::iter::once(there.to_vec()).chain(along).collect()
        }
        None => before.and_then(|it| moved(&it, last.first()?)).into_iter().collect(),
    }
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
