//! A year of a cut of which only the end is asked: what lies between is let go month by month.

use coercivity_market::Solver;
use coercivity_quantity::Month;

use crate::cut::CutPlan;
use crate::figures::REMANENCE_MONTHS;
use crate::group::Group;
use crate::path::{Fault, Trail, walk_each};
use crate::period::calendar;
use crate::state::State;
use crate::step::Context;

/// What is kept of a year of a cut.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CutYear {
    /// Service of each group at its end.
    pub service: Vec<f64>,
    /// Prices of every period.
    prices: Vec<Vec<f64>>,
}

impl CutYear {
    /// Walks a year of a cut from a state and a month on, along a walk like it.
    ///
    /// # Errors
    /// [`Fault`] when a month has no equilibrium.
    pub(crate) fn walked(
        context: &Context<'_>,
        plan: &CutPlan<'_>,
        ((state, from), groups): ((&State, Month), &[Group]),
        along: (Trail<'_>, &mut Solver),
    ) -> Result<Self, Fault> {
        let periods = calendar(from, REMANENCE_MONTHS, None, &context.breaks());
        let (mut prices, mut service) = (Vec::with_capacity(periods.len()), Vec::new());
        walk_each(context, plan, &mut state.clone(), &periods, along, |it| {
            if prices.len() + 1 == periods.len() {
                service = groups.iter().map(|group| group.service(&it)).collect();
            }
            prices.push(it.cleared.duals);
        })?;
        Ok(Self { service, prices })
    }

    /// Its prices, for a walk like it.
    pub(crate) fn trail(&self) -> Vec<&[f64]> {
        self.prices.iter().map(Vec::as_slice).collect()
    }
}
