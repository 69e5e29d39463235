//! Projects that come to pay, in sentences, the baseline's beside them.

use std::collections::BTreeSet;

use coercivity_market::chain::Stuff;
use coercivity_quantity::quantile;
use coercivity_simulate::{Baseline, Ledger};

use crate::number::{dollars, percent, significant};
use crate::view::Project;

use super::Telling;

/// Projects named in a sentence, the first of the list; the rest are counted.
const NAMED: usize = 6;
/// Least part of the draws by which a share must differ from the baseline's to be told.
const LEAST_SHIFT: f64 = 0.05;

/// What a scenario builds that its baseline does not, and the other way; nothing where no project comes to pay.
pub(super) fn sentences(telling: &Telling<'_>, projects: &[Project]) -> Vec<String> {
    let (here, beside) =
        (|it: &&Project| it.first_output.is_some(), |it: &&Project| it.baseline_first_output.is_some());
    let mut said = Vec::new();
    if matches!(telling.question.baseline, Baseline::Itself) {
        said.extend(listed("Projects that come to pay (central values)", projects.iter().filter(here)));
    } else {
        let only_here = projects.iter().filter(|it| here(it) && !beside(it));
        let only_beside = projects.iter().filter(|it| !here(it) && beside(it));
        let both = projects.iter().filter(|it| here(it) && beside(it)).count();
        said.extend(listed("Projects that go ahead only here (central values)", only_here));
        let there = telling.the_beside();
        let only_there = format!("Projects that go ahead only in {there} (central values)");
        said.extend(listed(&only_there, only_beside));
        if both > 0 {
            said.push(format!(
                "Of the projects that come to pay in some draw, {both} do so here as in {there} (central values)."
            ));
        }
        if said.is_empty() && matches!(telling.question.baseline, Baseline::Another(_)) {
            said.push(format!("At central values no project comes to pay, here or in {there}."));
        }
    }
    said.extend(over_the_draws(telling, projects));
    said
}

/// What plants that nobody has announced would add, where prices would pay for them.
pub(super) fn newcomers(telling: &Telling<'_>) -> Option<String> {
    let outcome = telling.outcome;
    let central = &outcome.central.ledger.newcomers;
    let mut goods: BTreeSet<Stuff> = central.keys().copied().collect();
    goods.extend(outcome.draws.iter().flat_map(|it| it.ledger.newcomers.keys().copied()));
    let one = |good: &Stuff| {
        let of = |ledger: &Ledger| ledger.newcomers.get(good).copied().unwrap_or(0.0);
        let draws: Vec<f64> = outcome.draws.iter().map(|it| of(&it.ledger)).collect();
        let range = [0.1, 0.9].map(|it| quantile(&draws, it));
        let range = match range {
            [Some(low), Some(high)] => format!(" ({}..{})", significant(low, 2), significant(high, 2)),
            _ => String::new(),
        };
        let beside = telling.ledger_beside(&outcome.central);
        let beside = beside
            .map_or(String::new(), |it| format!(", {} {}", telling.beside_word(), significant(of(it), 2)));
        format!("{good} {} t a year{range}{beside}", significant(of(&outcome.central.ledger), 2))
    };
    let told: Vec<String> = goods.iter().map(one).collect();
    (!told.is_empty()).then(|| {
        format!(
            "Plants that nobody has announced, decided on by the run's end because prices would pay for them{}: {}.",
            if outcome.draws.is_empty() { "" } else { " (central values, P10..P90)" },
            told.join("; ")
        )
    })
}

/// A list of projects, each with its place, its first output and the public money that closes its gap.
fn listed<'p>(what: &str, projects: impl Iterator<Item = &'p Project>) -> Option<String> {
    let told: Vec<String> = projects.map(one).collect();
    (!told.is_empty()).then(|| format!("{what}: {}.", first(&told)))
}

fn one(it: &Project) -> String {
    let (start, usd) = match &it.first_output {
        Some(start) => (Some(start), it.outlay_usd),
        None => (it.baseline_first_output.as_ref(), it.baseline_outlay_usd.unwrap_or(0.0)),
    };
    let start = start.map_or(String::new(), |it| format!("first output {it}, "));
    let money = if usd > 0.0 {
        format!("public money {} up front", dollars(usd))
    } else {
        "no public money up front".to_owned()
    };
    format!("{} in {} ({start}{money})", it.label, it.place)
}

/// Projects whose share of draws differs most from the baseline's.
fn over_the_draws(telling: &Telling<'_>, projects: &[Project]) -> Option<String> {
    let shift = |it: &Project| Some(it.draws_share? - it.baseline_draws_share?);
    let mut moved: Vec<(f64, &Project)> = projects.iter().filter_map(|it| Some((shift(it)?, it))).collect();
    moved.retain(|it| it.0.abs() >= LEAST_SHIFT);
    moved.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    let told = moved.iter().map(|(_, it)| {
        let share = |share: Option<f64>| share.map_or("unknown".to_owned(), percent);
        let (here, there) = (share(it.draws_share), share(it.baseline_draws_share));
        format!("{} {here} ({} {there})", it.label, telling.beside_word())
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| {
        format!("Part of the draws in which projects go ahead, where it differs most: {}.", first(&told))
    })
}

/// The first of a list, and how many more there are.
fn first(told: &[String]) -> String {
    let more = told.len().saturating_sub(NAMED);
    let named = told[..told.len() - more].join(", ");
    if more > 0 { format!("{named}, and {more} more") } else { named }
}
