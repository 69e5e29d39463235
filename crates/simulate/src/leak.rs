//! What slips past the supplier's border: past a cut, and past a quota.

use coercivity_market::chain::{Activity, Chain, Kind, Stuff};
use coercivity_market::month::Month;
use coercivity_world::economy::Parameter;

use crate::setting::Setting;
use crate::state::State;

/// Opens leakage of a part of what is cut on each of the supplier's lanes, good by good; before any law binds.
pub(crate) fn leak_past_cut(setting: &Setting, state: &State, month: &mut Month<'_>) {
    let share = setting.values[Parameter::Leakage];
    for (index, stuff) in leakages(&setting.chain) {
        let lanes = exports(setting, stuff).map(|lane| (lane, state.usual(lane)));
        let cut = lanes.map(|(lane, usual)| usual - month.limit[lane].min(usual));
        month.limit[index] = share * cut.sum::<f64>();
    }
}

/// Sellers without a quota bring out a part of what one holds back, good by good, beside what slips past a cut.
pub(crate) fn leak_past_quotas(setting: &Setting, state: &State, month: &mut Month<'_>) {
    let share = setting.values[Parameter::Unlicensed];
    for (index, stuff) in leakages(&setting.chain) {
        if !month.caps.is_empty() {
            let lanes = exports(setting, stuff);
            let held_back = lanes.map(|it| held_back(state, month, it) * passes(state, month, it));
            month.limit[index] += share * held_back.sum::<f64>();
        }
    }
}

fn leakages(chain: &Chain) -> impl Iterator<Item = (usize, Stuff)> {
    let leaks = |(index, it): (usize, &Activity)| match it.kind {
        Kind::Leakage(stuff) => Some((index, stuff)),
        _ => None,
    };
    chain.activities.iter().enumerate().filter_map(leaks)
}

/// The supplier's lanes of a good to others.
fn exports(setting: &Setting, stuff: Stuff) -> impl Iterator<Item = usize> {
    let supplier = setting.assumed.supplier;
    let leaves = move |it: &Activity| it.kind == Kind::Lane(stuff) && it.from == supplier && it.from != it.to;
    let activities = setting.chain.activities.iter().enumerate();
    activities.filter(move |it| leaves(it.1)).map(|it| it.0)
}

/// What cut and law let pass of a lane's usual flow, t/month: into the pool, and to each user under licence.
fn passes(state: &State, month: &Month<'_>, lane: usize) -> f64 {
    let (chain, usual) = (month.chain, state.usual(lane));
    let pool = chain.activities[lane].target();
    let all: f64 = chain.users.iter().filter(|it| Some(it.pool) == pool).map(|it| it.base).sum();
    let licences = month.licensed.iter().filter(|it| it.lane == lane);
    let licensed = licences.map(|it| it.cap.min(usual * chain.users[it.user].base / all));
    (month.limit[lane].min(usual) + licensed.sum::<f64>()).min(usual)
}

/// Part of a lane's flow that the tightest quota on it holds back.
fn held_back(state: &State, month: &Month<'_>, lane: usize) -> f64 {
    let quotas = month.caps.iter().filter(|cap| cap.counted.iter().any(|it| it.0 == lane));
    let severity = quotas.map(|cap| {
        let all = cap.counted.iter().map(|it| it.1 * passes(state, month, it.0));
        (1.0 - cap.most / all.sum::<f64>().max(1e-9)).clamp(0.0, 1.0)
    });
    severity.fold(0.0, f64::max)
}
