//! What each mechanism is worth in score: history replayed without it, in the same draws.

use coercivity_data::{Grade, ScoredFact, SeriesNames};
use coercivity_report::view;
use coercivity_score::{Forecast, Scored, Totals, mean_crps, score, shown};
use coercivity_simulate::{Mechanism, without};
use coercivity_world::World;
use coercivity_world::episode::Episode;
use serde_json::{Value, json};

use crate::args::Globals;
use crate::failure::Failure;
use crate::interrupt::watch;
use crate::replays::series_of;
use crate::series_file::series_of_text;

/// What stands for a replay that lacks nothing.
const WHOLE: &str = "whole";

/// One line of the table.
pub struct Ablated {
    word: &'static str,
    a: Option<f64>,
    all: Option<f64>,
    coverage: Option<f64>,
    crps: Option<f64>,
}

/// Replays the episodes without each mechanism in turn; `model` are the rows of the whole, already replayed.
pub fn ablations(
    globals: &Globals,
    (world, episodes): (&World, &[Episode]),
    (facts, names): (&[&ScoredFact], &SeriesNames),
    model: &[Scored<'_>],
    draws: (u32, u64),
) -> Result<Vec<Ablated>, Failure> {
    let mut all = vec![line(WHOLE, model)];
    for &(word, mechanism) in &Mechanism::WORDS {
        let changed: Vec<Episode> = episodes.iter().map(|it| without(mechanism, it)).collect();
        let text = series_of(globals, world, &changed, draws, watch()?)?;
        let mut problems = Vec::new();
        let table = series_of_text("replay", &text, names, &mut problems);
        if !problems.is_empty() {
            return Err(Failure::BadData { problems });
        }
        all.push(line(word, &score(facts, &table, &Forecast::Model)));
    }
    Ok(all)
}

fn line(word: &'static str, rows: &[Scored<'_>]) -> Ablated {
    let totals = Totals::of(rows);
    let a = totals.grades.iter().find(|it| it.0 == Grade::A).and_then(|it| it.1.facts_inside);
    let (crps, _) = mean_crps(rows);
    Ablated { word, a, all: totals.all.facts_inside, coverage: totals.all.coverage, crps }
}

/// The table in lines.
pub fn lines(all: &[Ablated]) -> Vec<String> {
    let mut lines =
        vec!["# without            facts inside A   all      coverage  CRPS     cost in CRPS".to_owned()];
    let whole = all.first().and_then(|it| it.crps);
    for it in all {
        let cost = it.crps.zip(whole).map(|(own, whole)| own - whole);
        lines.push(format!(
            "# {:<19} {:<16} {:<8} {:<9} {:<8} {}",
            if it.word == WHOLE { "nothing" } else { it.word },
            shown(it.a),
            shown(it.all),
            shown(it.coverage),
            shown(it.crps),
            if it.word == WHOLE { String::new() } else { shown(cost) }
        ));
    }
    lines
}

/// The table as the page shows it.
pub fn shown_rows(all: &[Ablated]) -> Vec<view::Ablated> {
    let row = |it: &Ablated| view::Ablated {
        without: (it.word != WHOLE).then(|| it.word.replace('_', " ")),
        facts_inside_a: it.a,
        facts_inside: it.all,
        coverage: it.coverage,
        crps: it.crps,
    };
    all.iter().map(row).collect()
}

/// The table in JSON.
pub fn document(all: &[Ablated]) -> Value {
    let row = |it: &Ablated| {
        json!({ "without": it.word, "facts_inside_a": it.a, "facts_inside": it.all, "coverage": it.coverage,
            "crps": it.crps })
    };
    all.iter().map(row).collect()
}
