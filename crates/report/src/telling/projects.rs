//! Projects that go ahead because they come to pay, beside those of the baseline.

use std::collections::BTreeSet;

use coercivity_quantity::Month;
use coercivity_simulate::{Baseline, Drawn, Ledger};
use coercivity_world::economy;

use crate::view::Project;

use super::Telling;
use super::grounds::Grounds;
use super::reasons;

/// The market counts in thousands of dollars.
const THOUSAND: f64 = 1000.0;

/// Every project that decides to go ahead in some draw of the scenario or of its baseline: first those that do so only
/// in the scenario at central values, then those only in the baseline, in both and in neither.
pub(super) fn projects(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<Project> {
    let outcome = telling.outcome;
    let draws = std::iter::once(&outcome.central).chain(&outcome.draws);
    let ledgers = draws.flat_map(|it| std::iter::once(&it.ledger).chain(telling.ledger_beside(it)));
    let decided: BTreeSet<usize> =
        ledgers.flat_map(|it| it.decisions.iter().map(|decision| decision.project)).collect();
    let all = &telling.question.world.economy.projects;
    let mut told: Vec<Project> =
        decided.into_iter().map(|it| project(telling, grounds, (it, &all[it]))).collect();
    told.sort_by_key(|it| match (&it.first_output, &it.baseline_first_output) {
        (Some(_), None) => 0,
        (None, Some(_)) => 1,
        (Some(_), Some(_)) => 2,
        (None, None) => 3,
    });
    told
}

fn project(
    telling: &Telling<'_>,
    grounds: &mut Grounds<'_>,
    (index, project): (usize, &economy::Project),
) -> Project {
    let central = &telling.outcome.central;
    let draws = &telling.outcome.draws;
    let beside = |it: &Drawn| match telling.question.baseline {
        Baseline::Itself => None,
        Baseline::WithoutCuts(_) => Some(start(index, &it.calm_ledger, &it.funded)),
        Baseline::Another(_) => it.baseline.as_ref().map(|it| start(index, &it.ledger, &it.funded)),
    };
    let here = |it: &Drawn| start(index, &it.ledger, &it.funded);
    let share = |runs: &dyn Fn(&Drawn) -> bool| {
        (!draws.is_empty()).then(|| draws.iter().filter(|it| runs(it)).count() as f64 / draws.len() as f64)
    };
    let place = telling.place(project.place);
    let own = grounds.keep(&reasons::project(telling, project));
    let said = format!("whether {}, {place}, goes ahead; {}", project.name, telling.basis());
    Project {
        id: project.facility.clone(),
        label: project.name.clone(),
        place,
        first_output: here(central).map(|it| it.to_string()),
        outlay_usd: outlay(index, &central.ledger),
        draws_share: share(&|it| here(it).is_some()),
        baseline_first_output: beside(central).flatten().map(|it| it.to_string()),
        baseline_outlay_usd: telling.ledger_beside(central).map(|it| outlay(index, it)),
        baseline_draws_share: beside(central)
            .and_then(|_| share(&|it| beside(it).is_some_and(|it| it.is_some()))),
        why: grounds.of_run(&said, vec![own]),
    }
}

/// From when a project runs: with money of its own, or by a decision.
fn start(project: usize, ledger: &Ledger, funded: &[Option<Month>]) -> Option<Month> {
    let decided = || ledger.decisions.iter().find(|it| it.project == project).map(|it| it.start);
    funded[project].or_else(decided)
}

/// Public money that closes a project's gap, USD.
fn outlay(project: usize, ledger: &Ledger) -> f64 {
    let decided = ledger.decisions.iter().filter(|it| it.project == project);
    decided.flat_map(|it| &it.outlays).map(|it| it.1).sum::<f64>() * THOUSAND
}
