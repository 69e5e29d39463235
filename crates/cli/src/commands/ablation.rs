//! What each mechanism is worth in score: history replayed without it, in the same draws.

use coercivity_data::{Grade, ScoredFact, SeriesNames};
use coercivity_report::view;
use coercivity_score::{Forecast, Scored, Status, Totals, mean_crps, row_crps, score, shown};
use coercivity_simulate::{Mechanism, without};
use coercivity_world::World;
use coercivity_world::episode::Episode;
use serde_json::{Value, json};

use crate::answer::csv_text;
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
    /// What becomes of each row.
    rows: Vec<AblatedRow>,
}

/// A row of the facts in a replay.
struct AblatedRow {
    id: String,
    status: Status,
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
    let of = |it: &Scored<'_>| AblatedRow { id: it.fact.id.clone(), status: it.status, crps: row_crps(it) };
    let rows = rows.iter().map(of).collect();
    Ablated { word, a, all: totals.all.facts_inside, coverage: totals.all.coverage, crps, rows }
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
    lines.push("# which mechanisms each row needs: hits with them and none without; in brackets those without which a miss \
                becomes a hit".to_owned());
    lines.extend(needs(all));
    lines
}

/// For each row, the mechanisms without which its hit is lost, and those without which its miss becomes one.
fn needs(all: &[Ablated]) -> Vec<String> {
    let Some((whole, others)) = all.split_first() else { return Vec::new() };
    let told = |(place, row): (usize, &AblatedRow)| {
        let hit = row.status == Status::Inside;
        let differs = |it: &&Ablated| (it.rows[place].status == Status::Inside) != hit;
        let words: Vec<String> = others.iter().filter(differs).map(|it| it.word.replace('_', " ")).collect();
        let (open, close) = if hit { ("", "") } else { ("(", ")") };
        (!words.is_empty()).then(|| format!("# {:<10} {open}{}{close}", row.id, words.join(", ")))
    };
    whole.rows.iter().enumerate().filter_map(told).collect()
}

/// Every row in every replay, as a table.
pub fn table(all: &[Ablated]) -> String {
    let cells = |it: &Ablated| -> Vec<Vec<String>> {
        let of = |row: &AblatedRow| {
            vec![row.id.clone(), it.word.to_owned(), row.status.word().to_owned(), shown(row.crps)]
        };
        it.rows.iter().map(of).collect()
    };
    let rows: Vec<Vec<String>> = all.iter().flat_map(cells).collect();
    csv_text(&["id", "without", "status", "crps"], &rows)
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
        let rows: Vec<Value> = it
            .rows
            .iter()
            .map(|row| json!({ "id": row.id, "status": row.status.word(), "crps": row.crps }))
            .collect();
        json!({ "without": it.word, "facts_inside_a": it.a, "facts_inside": it.all, "coverage": it.coverage,
            "crps": it.crps, "rows": rows })
    };
    all.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replay(word: &'static str, statuses: [Status; 3]) -> Ablated {
        let row = |(id, status): (&str, Status)| AblatedRow { id: id.to_owned(), status, crps: None };
        let rows = ["a", "b", "c"].into_iter().zip(statuses).map(row).collect();
        Ablated { word, a: None, all: None, coverage: None, crps: None, rows }
    }

    #[test]
    fn a_row_needs_what_its_hit_is_lost_without() {
        let (inside, outside, missing) = (Status::Inside, Status::Outside, Status::Missing);
        let all = [
            replay(WHOLE, [inside, outside, inside]),
            replay("queue", [outside, missing, inside]),
            replay("quote_lags", [missing, inside, inside]),
        ];
        assert_eq!(needs(&all), ["# a          queue, quote lags", "# b          (quote lags)"]);
        assert_eq!(needs(&all[..1]), Vec::<String>::new());
        assert_eq!(table(&all).lines().count(), 1 + 9);
    }
}
