//! What a reader of a score should know: why rows are missing, which series have gaps, where draws lived off stocks.

use std::collections::BTreeMap;

use coercivity_data::{Gap, ScoredFact, Statistic};
use coercivity_quantity::Month;
use coercivity_report::counted;
use coercivity_score::{Lack, Scored, lacks};
use coercivity_simulate::{Draw, inert, overdrawn, unasked};
use coercivity_world::episode::Episode;

use serde_json::{Value, json};

use super::material::{Material, Replayed};

/// Gaps that are told one by one.
const GAPS_MOST: usize = 10;

/// Why rows are missing: a line for each cause, with its rows.
pub fn missing(rows: &[Scored<'_>], material: &Material) -> Vec<String> {
    let mut causes: BTreeMap<Lack, Vec<&str>> = BTreeMap::new();
    for (fact, lack) in lacks(rows, &material.table) {
        causes.entry(lack).or_default().push(&fact.id);
    }
    let replayed = material.replayed.as_ref();
    let line = |(lack, ids): (&Lack, &Vec<&str>)| {
        let rows = counted(ids.len(), "row");
        format!("note  {rows} missing, {}: {}", words(lack, replayed), ids.join(", "))
    };
    causes.iter().map(line).collect()
}

/// What is odd in the facts as they are written.
pub fn written(facts: &[&ScoredFact]) -> Vec<String> {
    facts.iter().flat_map(|it| units(it).into_iter().chain(beyond(it))).collect()
}

/// A unit beside a number that is compared in another one; `-` states none.
fn units(fact: &ScoredFact) -> Option<String> {
    let known = fact.compared_in()?;
    let unit = fact.unit.trim();
    let alike = unit == "-" || known.iter().any(|word| word.eq_ignore_ascii_case(unit));
    let told = || {
        format!(
            "warn  the number of {} is compared in `{}`, and its unit is `{}`",
            fact.id, known[0], fact.unit
        )
    };
    (!alike).then(told)
}

/// An interval that no number can meet: a share is never above one.
fn beyond(fact: &ScoredFact) -> Option<String> {
    let share = fact.statistic == Statistic::Level && fact.compared_in()?.contains(&"share");
    let told = || {
        format!(
            "warn  the interval of {} begins at {}, and a share is at most 1: write 90 % as 0.9",
            fact.id, fact.low.text
        )
    };
    (share && fact.low.number > 1.0).then(told)
}

/// The missing rows with their causes, for programs.
pub fn reasons(rows: &[Scored<'_>], material: &Material) -> Value {
    let replayed = material.replayed.as_ref();
    let one = |(fact, lack): (&ScoredFact, Lack)| json!({ "id": fact.id, "why": words(&lack, replayed) });
    lacks(rows, &material.table).into_iter().map(one).collect()
}

fn words(lack: &Lack, replayed: Option<&Replayed>) -> String {
    match (lack, replayed) {
        (Lack::Scenario(id), Some(_)) => format!("no episode `{id}` was replayed"),
        (Lack::Scenario(id), None) => format!("the series hold no scenario `{id}`"),
        (Lack::Series { scenario, key }, _) => format!("no series of {scenario} tells {key}"),
        (Lack::Months { scenario, key, span, missing }, _) => {
            let (first, last) = span;
            let outside = missing.iter().all(|it| it < first || it > last);
            let held = if outside { "it runs from" } else { "it has a gap; it runs from" };
            let missing = months(missing.iter().copied());
            format!("{key} of {scenario} lacks {missing}: {held} {first} to {last}")
        }
        (Lack::Number(scenario), _) => {
            format!("the series of {scenario} give no number (a division by zero or the like)")
        }
    }
}

/// Series with gaps: which scenario, which series, which months.
pub fn gaps(gaps: &[Gap]) -> Vec<String> {
    let line = |it: &Gap| {
        let of = if it.scenario.is_empty() { "all scenarios" } else { &it.scenario };
        let Gap { key, draws, of: all, .. } = it;
        let missing = months(it.months.iter().copied());
        let all = counted(*all, "draw");
        format!("warn  a series with a gap: {key} of {of} lacks {missing} in {draws} of {all}")
    };
    let mut lines: Vec<String> = gaps.iter().take(GAPS_MOST).map(line).collect();
    if gaps.len() > GAPS_MOST {
        lines.push(format!("warn  and {} more series with gaps", gaps.len() - GAPS_MOST));
    }
    lines
}

/// Months in ranges: `2024-03..2024-05, 2024-09`.
fn months(all: impl Iterator<Item = Month>) -> String {
    let mut runs: Vec<(Month, Month)> = Vec::new();
    for month in all {
        match runs.last_mut() {
            Some(run) if run.1.plus(1) == month => run.1 = month,
            _ => runs.push((month, month)),
        }
    }
    let word = |(first, last): &(Month, Month)| {
        if first == last { first.to_string() } else { format!("{first}..{last}") }
    };
    runs.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// What a reader of replays should know: episodes that no fact is about, law that changes nothing, law of which an open
/// market does not hear, and where draws lived off stocks.
pub fn of_replays(replayed: &Replayed, facts: &[&ScoredFact], draws: (u32, u64)) -> Vec<String> {
    let unscored = unscored(replayed, facts).into_iter().collect();
    [unscored, inert_law(replayed), unasked_law(replayed), off_stocks(replayed, draws)].concat()
}

/// Instruments that change nothing in a replay, as far as it knows their goods, lanes and makers.
fn inert_law(replayed: &Replayed) -> Vec<String> {
    let idle = |episode: &Episode| {
        // What contradicts itself at its best guesses has stopped the replay already.
        let found = inert(&replayed.world, episode).unwrap_or_default();
        let line = |id| format!("warn  instrument `{id}` changes nothing in the replay of {}", episode.id);
        found.into_iter().map(line).collect::<Vec<_>>()
    };
    replayed.episodes.iter().flat_map(idle).collect()
}

/// Episodes of which no fact is told: they are walked, and not scored.
fn unscored(replayed: &Replayed, facts: &[&ScoredFact]) -> Option<String> {
    let scored = |it: &&Episode| facts.iter().any(|fact| fact.scenario == it.id);
    let ids: Vec<&str> = replayed.episodes.iter().filter(|it| !scored(it)).map(|it| it.id.as_str()).collect();
    (!ids.is_empty())
        .then(|| format!("note  no fact is about {}: --out writes the series, unscored", ids.join(", ")))
}

/// Law of which the open market of a replay does not hear, or not all.
fn unasked_law(replayed: &Replayed) -> Vec<String> {
    let line = |episode: &Episode| {
        let clauses = unasked(&replayed.world, episode);
        (!clauses.is_empty()).then(|| {
            let named = clauses.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ");
            format!(
                "note  in the open market of {} nobody knows who buys, nor of whom: {named} may bind there and does not",
                episode.id
            )
        })
    };
    replayed.episodes.iter().filter_map(line).collect()
}

/// Where draws of an episode send on more than they make and take in, so that stocks make up for it.
fn off_stocks(replayed: &Replayed, (draws, seed): (u32, u64)) -> Vec<String> {
    let mut lines = Vec::new();
    for episode in &replayed.episodes {
        let mut found: BTreeMap<(String, String), (u32, f64)> = BTreeMap::new();
        for number in 0..draws {
            for it in overdrawn(&replayed.world, episode, Draw::Random { seed, number }) {
                let at = found.entry((it.place.to_string(), it.good.to_string())).or_default();
                *at = (at.0 + 1, at.1.max(1.0 - it.had / it.sent));
            }
        }
        lines.extend(found.into_iter().map(|((place, good), (count, most))| {
            format!(
                "note  in {count} of {draws} draws of {} {place} sends on more {good} than it makes and takes in, by up to \
                 {:.0} %: stocks of the base months make up for it",
                episode.id,
                100.0 * most
            )
        }));
    }
    lines
}
