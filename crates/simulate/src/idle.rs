//! Exit and restart: a process that has stood still too long asks for what its restart costs.

use coercivity_market::chain::{Activity, Kind};
use coercivity_market::month::{Cleared, Month};
use coercivity_world::economy::Parameter;

use crate::setting::Setting;
use crate::state::State;

/// Part of what a process could do below which it stands still.
const STANDING: f64 = 0.01;

/// How long a process has stood still, and what is still owed for its restart.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Idle {
    /// Months without output although it could run; negative while a restart is earned back.
    months: f64,
}

impl Idle {
    /// Whether the next tonne carries the cost of a restart.
    fn owes(self, allowed: f64) -> bool {
        self.months >= allowed || self.months < 0.0
    }
    /// The same process a period later.
    fn after(self, ran: bool, length: f64, allowed: f64) -> Self {
        let months = match (ran, self.months >= allowed, self.months < 0.0) {
            // It runs again: the cost is earned back over as long as it may stand still.
            (true, true, _) => -allowed + length,
            (true, false, true) => (self.months + length).min(0.0),
            (true, false, false) => 0.0,
            (false, _, true) => allowed,
            (false, _, false) => self.months + length,
        };
        Self { months }
    }
}

/// Whether an activity is a plant that can be shut and restarted.
fn is_plant(activity: &Activity) -> bool {
    match activity.kind {
        Kind::Mine(_)
        | Kind::Separation(_)
        | Kind::Recycling(_)
        | Kind::MetalMaking(_)
        | Kind::AlloyMaking(_)
        | Kind::Sintering(_)
        | Kind::Machining(_)
        | Kind::SamariumMagnetMaking
        | Kind::Project(_)
        | Kind::Newcomers(_) => true,
        Kind::StandIn(_)
        | Kind::Lane(_)
        | Kind::StockGain(_)
        | Kind::StockLoss(_)
        | Kind::Discard(_)
        | Kind::OpenSale(_)
        | Kind::OpenPurchase(_)
        | Kind::Leakage(_) => false,
    }
}

/// Most that an activity could do in the period, units a month.
fn could(activity: &Activity, month: &Month<'_>, index: usize) -> f64 {
    let most = (activity.capacity * month.size[index]).min(month.limit[index]);
    if most.is_finite() { most } else { activity.base * month.size[index] }
}

/// Lets plants that stood still too long ask for their restart.
pub(crate) fn ask_restart(setting: &Setting, state: &State, month: &mut Month<'_>) {
    let values = &setting.values;
    for (index, activity) in setting.chain.activities.iter().enumerate() {
        if is_plant(activity) && state.idle[index].owes(values[Parameter::Idle]) {
            month.wedge[index] += values[Parameter::Restart] * activity.cost.max(0.0);
        }
    }
}

/// Counts the months that plants stood still of their own accord.
pub(crate) fn count_idle(
    setting: &Setting,
    state: &mut State,
    (month, cleared): (&Month<'_>, &Cleared),
    length: f64,
) {
    let allowed = setting.values[Parameter::Idle];
    for (index, activity) in setting.chain.activities.iter().enumerate() {
        let could = could(activity, month, index);
        // What is not built yet, or held shut, neither stands still nor runs.
        if is_plant(activity) && could > 0.0 {
            let ran = cleared.rates[index] > STANDING * could;
            state.idle[index] = state.idle[index].after(ran, length, allowed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Idle;

    #[test]
    fn a_long_stop_has_to_be_earned_back_and_a_short_one_not() {
        let mut idle = Idle::default();
        for _ in 0..5 {
            idle = idle.after(false, 1.0, 6.0);
        }
        assert!(!idle.after(true, 1.0, 6.0).owes(6.0), "five months are no exit");
        idle = idle.after(false, 1.0, 6.0);
        assert!(idle.owes(6.0));
        idle = idle.after(true, 1.0, 6.0);
        let mut owed = 1;
        while idle.owes(6.0) {
            idle = idle.after(true, 1.0, 6.0);
            owed += 1;
        }
        assert_eq!(owed, 6, "earned back over six months");
        assert_eq!(idle, Idle::default());
    }
}
