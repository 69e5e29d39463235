//! A walk over the months of a run.

use coercivity_market::{Solver, Unsolved, chain::Miscalibrated};
use coercivity_quantity::Month;

use crate::cut::CutPlan;
use crate::period::calendar;
use crate::state::State;
use crate::step::{Context, Recorded, step};

/// A walked run.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Every period.
    pub periods: Vec<Recorded>,
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
        /// The balances in conflict, in words.
        conflicts: Vec<String>,
    },
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Calibration(it) => write!(f, "{it}"),
            Self::Month { month, cause, conflicts } => {
                write!(f, "{month}: {cause}")?;
                if !conflicts.is_empty() {
                    write!(f, "; these balances conflict: {}", conflicts.join("; "))?;
                }
                Ok(())
            }
        }
    }
}
impl std::error::Error for Fault {}

/// Walks `months` months from `from`, week by week for half a year after a shock in month `shock`.
///
/// # Errors
/// [`Fault`] in the first month that has no equilibrium.
pub fn walk(
    context: &Context<'_>,
    plan: &CutPlan<'_>,
    state: &mut State,
    (from, months, shock): (Month, u32, Option<u32>),
) -> Result<Path, Fault> {
    let mut periods = Vec::new();
    let mut solver = Solver::default();
    for period in calendar(from, months, shock) {
        let recorded = step(context, plan, state, period, &mut solver).map_err(|cause| {
            let chain = &context.setting.chain;
            let name = |row: usize| match chain.nodes.get(row) {
                Some(node) => node.to_string(),
                None => chain
                    .users
                    .get(row - chain.nodes.len())
                    .map_or_else(String::new, |it| format!("{} in {}", it.end_use, it.region)),
            };
            let conflicts = cause.conflicts.iter().map(|it| name(it.0)).collect();
            Fault::Month { month: period.month, cause, conflicts }
        })?;
        periods.push(recorded);
    }
    Ok(Path { periods })
}
