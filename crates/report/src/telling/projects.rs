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
    let of_beside = |it: &Drawn, told: fn(usize, &Ledger, &[Option<Month>]) -> Option<Month>| match telling
        .question
        .baseline
    {
        Baseline::Itself => None,
        Baseline::WithoutCuts(_) => Some(told(index, &it.calm_ledger, &it.funded)),
        Baseline::Another(_) => it.baseline.as_ref().map(|it| told(index, &it.ledger, &it.funded)),
    };
    let beside = |it: &Drawn| of_beside(it, runs_from);
    let here = |it: &Drawn| runs_from(index, &it.ledger, &it.funded);
    let share = |runs: &dyn Fn(&Drawn) -> bool| {
        (!draws.is_empty()).then(|| draws.iter().filter(|it| runs(it)).count() as f64 / draws.len() as f64)
    };
    let place = telling.place(project.place);
    let own = grounds.keep(&reasons::project(telling, project));
    let said = format!("whether {}, {place}, goes ahead: {}", project.name, basis(telling));
    Project {
        id: project.facility.clone(),
        label: project.name.clone(),
        place,
        first_output: decided(index, &central.ledger, &central.funded).map(|it| it.to_string()),
        funded_output: central.funded[index].map(|it| it.to_string()),
        outlay_usd: outlay(index, &central.ledger),
        draws_share: share(&|it| here(it).is_some()),
        baseline_first_output: of_beside(central, decided).flatten().map(|it| it.to_string()),
        baseline_funded_output: of_beside(central, |it, _, funded| funded[it])
            .flatten()
            .map(|it| it.to_string()),
        baseline_outlay_usd: telling.ledger_beside(central).map(|it| outlay(index, it)),
        baseline_draws_share: beside(central)
            .and_then(|_| share(&|it| beside(it).is_some_and(|it| it.is_some()))),
        why: grounds.of_run(&said, vec![own]),
    }
}

/// First output of a project that comes to pay; none where it has money of its own.
fn decided(project: usize, ledger: &Ledger, funded: &[Option<Month>]) -> Option<Month> {
    let decided = ledger.decisions.iter().find(|it| it.project == project).map(|it| it.start);
    decided.filter(|_| funded[project].is_none())
}

/// From when a project runs: with money of its own, or by a decision.
fn runs_from(project: usize, ledger: &Ledger, funded: &[Option<Month>]) -> Option<Month> {
    funded[project].or_else(|| decided(project, ledger, funded))
}

/// On what the numbers of a project rest: its date and money on central values, its share on the draws.
fn basis(telling: &Telling<'_>) -> String {
    let date = "first output and public money up front with every uncertain input at its central value";
    match telling.outcome.draws.len() {
        0 => date.to_owned(),
        1 => format!("{date}; whether it does in one draw, with money of its own or because it comes to pay"),
        many => format!(
            "{date}; part of {many} draws in which it does, with money of its own or because it comes to pay"
        ),
    }
}

/// Public money that closes a project's gap, USD.
fn outlay(project: usize, ledger: &Ledger) -> f64 {
    let decided = ledger.decisions.iter().filter(|it| it.project == project);
    // From nought on: an empty sum would be a negative one.
    decided.flat_map(|it| &it.outlays).fold(0.0, |sum, it| sum + it.1 * THOUSAND)
}
