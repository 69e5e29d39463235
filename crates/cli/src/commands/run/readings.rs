//! `coercivity run SCENARIO --law both`: one answer under both readings of what nobody can know.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use coercivity_report::view::Figure;
use coercivity_report::{Side, View, columns, spread, wrapped};
use coercivity_world::measures::{Assumption, Regime, Unsettled};
use coercivity_world::scenario::Scenario;
use serde_json::{Value, json};

use super::{RunRequest, Written, written};
use crate::answer::Answer;
use crate::args::Globals;
use crate::carry_out::{Asked, scenario_asked};
use crate::failure::Failure;
use crate::open_world::OpenWorld;

/// The two readings, with what each says of a suspension whose end nobody has seen.
const READINGS: [(Assumption, &str); 2] = [
    (Assumption::Revived, "every such suspension ended on its last day"),
    (Assumption::Extended, "every such suspension was extended"),
];

/// Runs a scenario under each reading and sets the two side by side; once, when the readings are one.
pub(super) fn answer(
    open: &OpenWorld,
    globals: &Globals,
    request: &RunRequest,
    asked: &Asked,
) -> Result<Answer, Failure> {
    let scenario = scenario_asked(open, asked)?;
    let regime = Regime::known_on(&open.world.measures, scenario.known_on).with(&scenario.measures);
    let unsettled = unsettled(&regime, &scenario);
    let read = |assumption: Assumption| {
        written(open, globals, request, &Asked { law: Some(assumption), ..asked.clone() })
    };
    let width = globals.text_width();
    if unsettled.is_empty() {
        let one = read(Assumption::Actual)?;
        let mut text = folded("", &settled_words(&scenario), width);
        text.push_str(&coercivity_report::text(&one.carried.view, width, &one.closing()));
        let json = json!({ "unsettled": [], "readings": [document("actual", &one)] });
        let mut answer = Answer::new(SCHEMA, text, json);
        answer.csv = one.rows(globals)?;
        return Ok(answer);
    }
    let [revived, extended] = READINGS.map(|it| read(it.0));
    let runs = [revived?, extended?];
    let text = text(&scenario, &unsettled, &runs, width);
    let readings: Vec<Value> =
        READINGS.iter().zip(&runs).map(|(it, run)| document(it.0.word(), run)).collect();
    let clauses: Vec<Value> = unsettled.iter().map(clause_document).collect();
    Ok(Answer::new(SCHEMA, text, json!({ "unsettled": clauses, "readings": readings })))
}

/// Name and version of the answer's shape.
const SCHEMA: &str = "coercivity.readings/1";

fn unsettled<'a>(regime: &'a Regime, scenario: &Scenario) -> Vec<Unsettled<'a>> {
    let next = scenario.last_month().plus(1).first_day();
    let days = scenario.from.first_day().zip(next.map(|it| it.plus_days(-1)));
    days.map_or(Vec::new(), |(first, last)| regime.unsettled(first, last))
}

fn settled_words(scenario: &Scenario) -> String {
    format!(
        "From {} to {} no clause's state depends on what nobody can know (as far as known on {}): both readings are one.",
        scenario.from,
        scenario.last_month(),
        scenario.known_on
    )
}

fn document(law: &str, run: &Written) -> Value {
    let mut document = run.document();
    document["law"] = law.into();
    document
}

fn clause_document(it: &Unsettled<'_>) -> Value {
    json!({ "clause": format!("{}:{}", it.measure.id, it.clause.id), "from": it.from.to_string() })
}

/// Headlines first, each reading's own and what both say; then what nobody knows, the figures that differ, and what was
/// written.
fn text(scenario: &Scenario, unsettled: &[Unsettled<'_>], runs: &[Written; 2], width: usize) -> String {
    let views = runs.each_ref().map(|it| &it.carried.view);
    let mut text = format!("{}: both readings of what nobody can know\n", scenario.title);
    let shared: Vec<&String> = views[0].answer.iter().filter(|it| views[1].answer.contains(it)).collect();
    for ((assumption, says), view) in READINGS.iter().zip(views) {
        let own = view.answer.iter().filter(|it| !shared.contains(it));
        let mut said = vec![format!("{says}.")];
        said.extend(own.cloned());
        text.push_str(&folded(&format!("{:<10}", assumption.word()), &said.join(" "), width));
    }
    if !shared.is_empty() {
        let shared: Vec<&str> = shared.iter().map(|it| it.as_str()).collect();
        text.push_str(&folded(&format!("{:<10}", "either"), &shared.join(" "), width));
    }
    let [view, _] = views;
    let draws = view.draws_told();
    let world = &view.world;
    text.push_str(&folded(
        "",
        &format!(
            "world {}  known on {}  coercivity {}  {draws}  seed {}  {}..{}",
            world.hash, world.known_on, world.version, view.seed, view.horizon.from, view.horizon.to
        ),
        width,
    ));
    for warning in &view.warnings {
        text.push_str(&folded("warn      ", warning, width));
    }
    text.push('\n');
    text.push_str(&folded("unknown   ", &unknown_words(unsettled, scenario), width));
    text.push('\n');
    text.push_str(&differences(&views, width));
    text.push('\n');
    for ((assumption, _), run) in READINGS.iter().zip(runs) {
        let sections = run.sections();
        if !sections.is_empty() {
            let _ = write!(text, "{}: {sections}", assumption.word());
        }
        let _ = writeln!(text, "{}: wrote {}/ ({})", assumption.word(), run.folder, run.files);
    }
    let _ = writeln!(text, "{}", runs[0].next());
    text
}

/// The clauses that one reading lets bind and the other does not, by instrument.
fn unknown_words(unsettled: &[Unsettled<'_>], scenario: &Scenario) -> String {
    let mut named: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
    for it in unsettled {
        let key = (it.from.to_string(), it.measure.id.to_string());
        named.entry(key).or_default().push(&it.clause.id);
    }
    let said: Vec<String> = named
        .iter()
        .map(|((from, id), clauses)| format!("{id}: {} (from {from})", clauses.join(", ")))
        .collect();
    format!(
        "as far as known on {}, whether these clauses bind again: {}.",
        scenario.known_on,
        said.join("; ")
    )
}

/// The figures that the readings tell apart, side by side.
fn differences(views: &[&View; 2], width: usize) -> String {
    let [revived, extended] = views;
    let mut rows = Vec::new();
    let mut count = 0;
    for one in &revived.figures {
        let same =
            |it: &&Figure| it.figure == one.figure && it.buyer == one.buyer && it.end_use == one.end_use;
        let Some(other) = extended.figures.iter().find(same) else { continue };
        count += 1;
        let cells = [shown(one), shown(other)];
        if cells[0] != cells[1] {
            rows.push(vec![name(revived, one), cells[0].clone(), cells[1].clone()]);
        }
    }
    for one in &revived.independence {
        let Some(other) = extended.independence.iter().find(|it| it.buyer == one.buyer) else { continue };
        count += 1;
        let date = |it: &Option<String>, view: &View| {
            it.clone().unwrap_or_else(|| format!("after {}", view.horizon.to))
        };
        let cells = [date(&one.p50, revived), date(&other.p50, extended)];
        if cells[0] != cells[1] {
            rows.push(vec![format!("{}: independence", one.label), cells[0].clone(), cells[1].clone()]);
        }
    }
    if rows.is_empty() {
        return folded("", &format!("All {count} figures are the same under both readings."), width);
    }
    let head = format!("{} of {count} figures differ", rows.len());
    let words = READINGS.map(|it| it.0.word());
    columns(&[(&head, Side::Left), (words[0], Side::Right), (words[1], Side::Right)], &rows, width)
}

fn shown(figure: &Figure) -> String {
    let weeks = if figure.unit == "weeks" && figure.p50.is_some() { " weeks" } else { "" };
    format!("{}{weeks}", spread(figure))
}

fn name(view: &View, figure: &Figure) -> String {
    let label = |labels: &[coercivity_report::view::Label], id: &str| {
        labels.iter().find(|it| it.id == id).map_or(id.to_owned(), |it| it.label.clone())
    };
    let buyer = label(&view.buyers, &figure.buyer);
    let end_use = figure.end_use.as_ref().map_or(String::new(), |it| format!(", {}", label(&view.uses, it)));
    format!("{buyer}{end_use}: {}", figure.figure.word().replace('_', " "))
}

/// A first word, and a text that hangs below itself beside it.
fn folded(first: &str, words: &str, width: usize) -> String {
    let indent = first.chars().count();
    let mut text = String::new();
    for (number, line) in wrapped(words, width.saturating_sub(indent)).iter().enumerate() {
        let before = if number == 0 { first.to_owned() } else { " ".repeat(indent) };
        let _ = writeln!(text, "{before}{line}");
    }
    text
}
