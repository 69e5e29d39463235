//! What slips past the supplier's border: past a cut, and past a quota.

use std::collections::BTreeMap;

use coercivity_market::chain::{Kind, Stuff};
use coercivity_market::month::Month;
use coercivity_world::economy::Parameter;

use crate::setting::Setting;
use crate::state::State;

/// Opens leakage of a part of what is cut on each of the supplier's lanes, good by good; before any law binds.
pub(crate) fn leak_past_cut(setting: &Setting, state: &State, month: &mut Month<'_>) {
    let cut = by_good(setting, |lane| {
        let usual = state.usual(lane);
        usual - month.limit[lane].min(usual)
    });
    leak(setting, month, (setting.values[Parameter::Leakage], &cut));
}

/// Sellers without a quota bring out a part of what one holds back, good by good, beside what slips past a cut.
pub(crate) fn leak_past_quotas(setting: &Setting, state: &State, month: &mut Month<'_>) {
    if month.caps.is_empty() {
        return;
    }
    let severities = month.caps.iter().map(|cap| {
        let all = cap.counted.iter().map(|it| it.1 * passes(state, month, it.0));
        (1.0 - cap.most / all.sum::<f64>().max(1e-9)).clamp(0.0, 1.0)
    });
    let severities: Vec<f64> = severities.collect();
    let held_back = by_good(setting, |lane| {
        let quotas = month.caps.iter().zip(&severities);
        let on_lane = quotas.filter(|it| it.0.counted.iter().any(|it| it.0 == lane)).map(|it| *it.1);
        // The tightest decides.
        on_lane.reduce(f64::max).map_or(0.0, |it| it * passes(state, month, lane))
    });
    leak(setting, month, (setting.values[Parameter::Unlicensed], &held_back));
}

/// What each of the supplier's lanes to others holds back, t/month, added up by good.
fn by_good(setting: &Setting, held_back: impl Fn(usize) -> f64) -> BTreeMap<Stuff, f64> {
    let mut all: BTreeMap<Stuff, f64> = BTreeMap::new();
    for (lane, _, stuff) in setting.chain.lanes_from(setting.assumed.supplier) {
        *all.entry(stuff).or_default() += held_back(lane);
    }
    all
}

/// Opens leakage further by a share of what is held back.
fn leak(setting: &Setting, month: &mut Month<'_>, (share, held_back): (f64, &BTreeMap<Stuff, f64>)) {
    for (index, activity) in setting.chain.activities.iter().enumerate() {
        if let Kind::Leakage(stuff) = activity.kind {
            month.limit[index] += share * held_back.get(&stuff).copied().unwrap_or(0.0);
        }
    }
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
