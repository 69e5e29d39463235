//! Swarf on its way back: what a period's machining leaves is the next one's feed.

use coercivity_market::chain::Kind;
use coercivity_market::month::Cleared;

use crate::setting::Setting;
use crate::state::State;

/// Swarf of this period is next month's feed, in the proportion in which the base year collected it.
pub(crate) fn swarf(setting: &Setting, state: &mut State, cleared: &Cleared, length: f64) {
    let chain = &setting.chain;
    for (index, activity) in chain.activities.iter().enumerate() {
        let Kind::Recycling(element) = activity.kind else { continue };
        let (mut now, mut base) = (0.0, 0.0);
        for (line, rate) in chain.activities.iter().zip(&cleared.rates) {
            if let Kind::Machining(grade) = line.kind
                && line.from == activity.from
            {
                let content = chain.swarf.get(&(line.from, grade, element)).copied().unwrap_or(0.0);
                now += content * rate;
                base += content * line.base;
            }
        }
        if base > 0.0 {
            let fresh = activity.base * now / base;
            state.swarf[index] += (fresh - state.swarf[index]) * length.min(1.0);
        }
    }
}
