//! Clauses that support somebody after a run.

use coercivity_quantity::Day;

use crate::effect::aids;
use crate::question::Question;
use crate::support::binds;

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
