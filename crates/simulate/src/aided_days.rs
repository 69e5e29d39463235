//! On which days the clauses bind that support somebody.

use std::collections::BTreeSet;

use coercivity_quantity::Day;
use coercivity_world::measures::{Clause, Measure, Regime};
use coercivity_world::scenario::Scenario;

use crate::effect::{Aid, aids};
use crate::question::Question;
use crate::support::binds;

/// Of some days, in order, those on which such a clause begins or ceases to bind: what it pays is paid from that day on.
pub(crate) fn aided_changes(
    regime: &Regime,
    scenario: &Scenario,
    days: impl IntoIterator<Item = Day>,
) -> BTreeSet<Day> {
    let aids: Vec<(&Measure, &Clause, Aid)> = aids(regime).collect();
    let (mut found, mut before) = (BTreeSet::new(), None);
    for day in days {
        let now: Vec<bool> =
            aids.iter().map(|it| binds(regime, &scenario.law, (it.0.id, &it.1.id), day)).collect();
        if before.is_some_and(|it| it != now) {
            found.insert(day);
        }
        before = Some(now);
    }
    found
}

/// Clauses, as `instrument:clause`, that are announced within a run and bind only after it, each with its first day: makers
/// who decide within the run count on what they will pay, and no sum of the run has it.
pub fn promised(question: &Question<'_>) -> Vec<(String, Day)> {
    let Question { regime, scenario, .. } = question;
    let (Some(first), Some(end)) = (scenario.from.first_day(), scenario.last_month().plus(1).first_day())
    else {
        return Vec::new();
    };
    let changes = regime.change_days(&scenario.law);
    let mut found = Vec::new();
    for (measure, clause, _) in aids(regime).filter(|it| it.0.announced < end) {
        let binds = |day: &Day| binds(regime, &scenario.law, (measure.id, &clause.id), *day);
        let within = changes.iter().filter(|it| **it > first && **it < end).chain([&first]).any(binds);
        if !within && let Some(day) = changes.range(end..).copied().find(|it| binds(it)) {
            found.push((format!("{}:{}", measure.id, clause.id), day));
        }
    }
    found
}
