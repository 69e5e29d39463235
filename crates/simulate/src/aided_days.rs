//! On which days the clauses bind that support somebody.

use std::collections::BTreeSet;

use coercivity_quantity::{Day, Verdict};
use coercivity_world::measures::{Clause, Measure, Regime};
use coercivity_world::scenario::Scenario;

use crate::effect::{Act, acts};
use crate::question::Question;

/// Of some days, in order, those on which such a clause begins or ceases to bind: what it pays is paid from that day on.
pub(crate) fn aided_changes(
    regime: &Regime,
    scenario: &Scenario,
    days: impl IntoIterator<Item = Day>,
) -> BTreeSet<Day> {
    let aids: Vec<(&Measure, &Clause)> = aids(regime).collect();
    let (mut found, mut before) = (BTreeSet::new(), None);
    for day in days {
        let now: Vec<bool> = aids.iter().map(|it| binds(regime, scenario, *it, day)).collect();
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
    for (measure, clause) in aids(regime).filter(|it| it.0.announced < end) {
        let binds = |day: &Day| binds(regime, scenario, (measure, clause), *day);
        let within = changes.iter().filter(|it| **it > first && **it < end).chain([&first]).any(binds);
        if !within && let Some(day) = changes.range(end..).copied().find(|it| binds(it)) {
            found.push((format!("{}:{}", measure.id, clause.id), day));
        }
    }
    found
}

fn aids(regime: &Regime) -> impl Iterator<Item = (&Measure, &Clause)> {
    let all = regime.measures().iter().flat_map(|it| it.clauses.iter().map(move |clause| (it, clause)));
    all.filter(|it| acts(&it.1.effect).iter().any(|it| matches!(it, Act::Aid(_))))
}

fn binds(regime: &Regime, scenario: &Scenario, (measure, clause): (&Measure, &Clause), day: Day) -> bool {
    let state = regime.state(measure.id, &clause.id, day, &scenario.law);
    state.is_some_and(|it| it.binds() == Verdict::Yes)
}
