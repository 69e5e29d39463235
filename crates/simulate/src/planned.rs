//! Output that is planned: makers move from it step by step.

use coercivity_market::chain::{Activity, Kind, Stuff};
use coercivity_market::month::{Cleared, Month, Planned};
use coercivity_world::economy::Parameter;

use crate::setting::Setting;
use crate::state::State;

/// Makers of a small chain cannot change their output at will. (In the rare earth chain a mine gives concentrate, which
/// has no way out but a separator: there capacity and the separators' costs hold output.)
pub(crate) fn planned(setting: &Setting, state: &State, length: f64) -> Vec<Option<Planned>> {
    let chain = &setting.chain;
    let moved = 1.0 - (1.0 - setting.values[Parameter::SupplyPace]).powf(length);
    let planned = |(index, it): (usize, &Activity)| {
        let of_small = it.target().is_some_and(|node| matches!(chain.nodes[node].stuff, Stuff::Commodity(_)));
        let plans = matches!(it.kind, Kind::Mine(_)) && of_small && it.base > 0.0;
        plans.then(|| Planned { rate: state.planned[index], steeper: 1.0 / moved.max(1e-3) })
    };
    chain.activities.iter().enumerate().map(planned).collect()
}

/// Plans output from what was made, but for what was held down by force.
pub(crate) fn plan_output(state: &mut State, month: &Month<'_>, cleared: &Cleared) {
    for (index, planned) in state.planned.iter_mut().enumerate() {
        if cleared.rates[index] < 0.999 * month.limit[index] {
            *planned = cleared.rates[index];
        }
    }
}
