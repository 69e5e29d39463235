//! What slips past a quota.

use coercivity_market::chain::Kind;
use coercivity_market::month::Month;
use coercivity_world::economy::Parameter;

use crate::setting::Setting;
use crate::state::State;

/// Sellers without a quota bring out what one holds back, good by good.
pub(crate) fn leak_past_quotas(setting: &Setting, state: &State, month: &mut Month<'_>) {
    let chain = &setting.chain;
    for (index, activity) in chain.activities.iter().enumerate() {
        let Kind::Leakage(stuff) = activity.kind else { continue };
        let held_back = month
            .caps
            .iter()
            .filter(|cap| cap.counted.iter().any(|it| chain.activities[it.0].kind == Kind::Lane(stuff)));
        let severity = held_back.map(|cap| {
            let usual: f64 = cap.counted.iter().map(|it| it.1 * state.usual(it.0)).sum();
            (1.0 - cap.most / usual.max(1e-9)).clamp(0.0, 1.0)
        });
        let most = setting.values[Parameter::Unlicensed] * setting.shipped(index);
        month.limit[index] = month.limit[index].max(severity.fold(0.0, f64::max) * most);
    }
}
