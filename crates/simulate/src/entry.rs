//! Free entry: plants that nobody has announced, decided on while prices would pay for them.
//!
//! Each month newcomers decide on as much as the pace of entry allows, when what a plant is expected to earn covers its
//! capital: the same reckoning as for an announced project without money. No support reaches them: nobody knows who they
//! are or where. They come as late as funded plants do, ramp as projects do, and stop at what was used outside in the base year.

use coercivity_market::chain::{Activity, Kind, Stuff};
use coercivity_world::economy::Parameter;

use crate::invest::{capital, worth};
use crate::period::Period;
use crate::setting::Setting;
use crate::state::State;
use crate::step::Context;

const MONTHS_PER_YEAR: f64 = 12.0;

/// Newcomers to one good.
#[derive(Clone, Debug, PartialEq)]
pub struct Newcomer {
    /// The good.
    pub good: Stuff,
    /// What they run.
    pub activity: usize,
    /// Capital for a unit a month, thousand USD.
    pub capital: f64,
    /// Months from a decision to first output.
    pub lead_months: f64,
}

/// All newcomers of a draw.
pub(crate) fn newcomers(setting: &Setting) -> Vec<Newcomer> {
    let values = &setting.values;
    let lead_months = values[Parameter::Building] + values[Parameter::DelayMagnetPlant];
    let new = |(activity, it): (usize, &Activity)| match it.kind {
        Kind::Newcomers(good) => {
            Some(Newcomer { good, activity, capital: capital(setting, activity), lead_months })
        }
        _ => None,
    };
    setting.chain.activities.iter().enumerate().filter_map(new).collect()
}

/// What newcomers can make of a good in a period, units a month.
pub(crate) fn built(setting: &Setting, state: &State, activity: usize, period: Period) -> f64 {
    let own = setting.newcomers.iter().zip(&state.ordered).filter(|it| it.0.activity == activity);
    let runs = |&(start, rate): &_| rate * setting.availability(Some(start), period.month, period.fraction());
    own.flat_map(|it| it.1).map(runs).sum()
}

/// Lets newcomers decide in a period, and gives what they decide on: good and tonnes a year.
pub(crate) fn enter(context: &Context<'_>, state: &mut State, period: Period) -> Vec<(Stuff, f64)> {
    let setting = context.setting;
    let mut decided = Vec::new();
    let Some(today) = period.day() else { return decided };
    let unaided = vec![false; context.supports.len()];
    for (number, newcomer) in setting.newcomers.iter().enumerate() {
        let most = setting.chain.activities[newcomer.activity].capacity;
        let ordered: f64 = state.ordered[number].iter().map(|it| it.1).sum();
        let pace = setting.values[Parameter::EntryPace] * period.length / MONTHS_PER_YEAR;
        let more = (pace * most).min(most - ordered);
        let plant = (&[newcomer.activity][..], newcomer.lead_months);
        if more > 0.0 && worth(context, state, plant, today, &unaided) >= newcomer.capital {
            let start = period.month.plus(newcomer.lead_months.round() as i32);
            state.ordered[number].push((start, more));
            decided.push((newcomer.good, MONTHS_PER_YEAR * more));
        }
    }
    decided
}
