//! One month's problem of a walked scenario, for other solvers.

use coercivity_market::Solver;
use coercivity_market::month::{Posed, pose};
use coercivity_quantity::Month;

use crate::cut::CutPlan;
use crate::drawn::shock_offset;
use crate::economy::DrawnEconomy;
use crate::path::{Fault, walk_each};
use crate::period::{Period, calendar};
use crate::question::Question;
use crate::sample::Draw;
use crate::state::State;
use crate::step::trade;

/// Walks the scenario with every uncertain input at its central value and gives the problem of the last period of
/// `asked` (of its weeks, where a shock is followed week by week, or its last days, where the law changes in it), its duties and payments settled. `None` when the
/// scenario has no such month.
///
/// # Errors
/// [`Fault`] when the central values contradict the base year or a month up to it has no equilibrium.
pub fn posed(question: &Question<'_>, asked: Month) -> Result<Option<(Period, Posed)>, Fault> {
    let scenario = question.scenario;
    let weekly = scenario.shock_from.map(|_| shock_offset(scenario));
    let economy = DrawnEconomy::of(question, Draw::Central)?;
    let context = economy.context(question);
    let periods = calendar(scenario.from, scenario.months, weekly, &context.breaks());
    let Some(last) = periods.iter().rposition(|it| it.month == asked) else { return Ok(None) };
    let plan = CutPlan::Written(&scenario.cuts);
    let mut state = State::calm(context.setting, scenario.from);
    let mut solver = Solver::default();
    walk_each(&context, &plan, &mut state, &periods[..last], (&[], &mut solver), drop)?;
    let period = periods[last];
    let starts = state.duals.clone();
    let fault = |it| Fault::of(period.month, it);
    let mut month = trade(&context, &plan, &mut state, period, &mut solver).map_err(fault)?.month;
    // Whoever solves it begins where the walk began.
    month.starts = starts;
    pose(&month, &mut solver).map(|it| Some((period, it))).map_err(fault)
}
