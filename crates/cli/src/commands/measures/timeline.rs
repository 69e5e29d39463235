//! Clauses through time, and what differs between two days.

use coercivity_quantity::Day;
use coercivity_world::measures::State;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::commands::measures::listing::{Line, document, short_state, why_unknown};
use crate::commands::measures::{Asked, cell};
use crate::failure::Failure;

/// Days shown before and after the day asked.
const BEFORE: i64 = 600;
const AFTER: i64 = 240;

/// One row a clause through time.
pub(crate) fn answer(asked: &Asked<'_>, lines: &[Line<'_>]) -> Answer {
    let id = lines.iter().map(|it| it.id().chars().count()).max().unwrap_or(2).clamp(2, 44);
    let columns = asked.width.saturating_sub(id + 2).clamp(20, 120);
    let first = asked.on.plus_days(-BEFORE);
    let day_of = |column: usize| {
        let span = (BEFORE + AFTER) as f64;
        first.plus_days((span * column as f64 / (columns - 1) as f64).round() as i64)
    };
    let days: Vec<Day> = (0..columns).map(day_of).collect();
    let mut text = vec![asked.heading(), format!("{}  {}", " ".repeat(id), axis(&days))];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in lines {
        let marks: String = days.iter().map(|&it| mark(&asked.state(line, it))).collect();
        text.push(format!("{}  {}", cell(&line.id(), id), marks.trim_end()));
        for (from, state) in turns(asked, line, first, first.plus_days(BEFORE + AFTER)) {
            rows.push(vec![line.id(), from.to_string(), state.word().to_owned()]);
        }
    }
    text.push("# binds   : suspended   ? unknown   . not yet   ~ proposed   blank: ended".to_owned());
    let states: Vec<State> = lines.iter().map(|it| asked.state(it, asked.on)).collect();
    text.extend(why_unknown(&states));
    text.push("next: coercivity measures --diff DAY..DAY   (what changes between two days)".to_owned());
    let mut json = document(asked, lines, &states);
    json["turns"] = rows
        .iter()
        .map(|it| json!({ "id": it[0], "from": it[1], "state": it[2] }))
        .collect::<Vec<Value>>()
        .into();
    Answer::new("coercivity.measures.timeline/1", text.join("\n"), json)
        .with_rows(&["id", "from", "state"], &rows)
}

/// The first day shown and every day on which the state turns.
fn turns(asked: &Asked<'_>, line: &Line<'_>, first: Day, last: Day) -> Vec<(Day, State)> {
    let mut turns: Vec<(Day, State)> = Vec::new();
    let mut day = first;
    while day <= last {
        let state = asked.state(line, day);
        if turns.last().is_none_or(|it| it.1.word() != state.word()) {
            turns.push((day, state));
        }
        day = day.plus_days(1);
    }
    turns
}

fn mark(state: &State) -> char {
    match state {
        State::InForce => '#',
        State::Suspended { .. } => ':',
        State::Unknown { .. } => '?',
        State::NotYet { .. } => '.',
        State::Proposed => '~',
        State::Ended { .. } => ' ',
    }
}

/// The years, each written where it begins.
fn axis(days: &[Day]) -> String {
    let mut axis: Vec<char> = vec!['-'; days.len()];
    for place in 1..days.len() {
        let (year, before) = (days[place].fields().0, days[place - 1].fields().0);
        if year != before {
            for (offset, letter) in year.to_string().chars().enumerate() {
                if let Some(slot) = axis.get_mut(place + offset) {
                    *slot = letter;
                }
            }
        }
    }
    axis.into_iter().collect()
}

/// The clauses whose state differs between two days.
pub(crate) fn difference(asked: &Asked<'_>, lines: &[Line<'_>], days: &str) -> Result<Answer, Failure> {
    let parsed = days.split_once("..").and_then(|it| Some((it.0.parse().ok()?, it.1.parse().ok()?)));
    let Some((one, other)): Option<(Day, Day)> = parsed else {
        return Err(Failure::usage(
            format!("`{days}` is not a pair of days"),
            "write it as 2026-11-09..2026-11-11",
        ));
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in lines {
        let (before, after) = (asked.state(line, one), asked.state(line, other));
        if before != after {
            rows.push(vec![line.id(), line.clause.title.clone(), short_state(&before), short_state(&after)]);
        }
    }
    let mut text = vec![asked.heading(), format!("{} clauses differ between {one} and {other}", rows.len())];
    let id = rows.iter().map(|it| it[0].chars().count()).max().unwrap_or(2).clamp(2, 44);
    let what = asked.width.saturating_sub(id + 50).max(12);
    for row in &rows {
        text.push(format!(
            "{} {} {} -> {}",
            cell(&row[0], id),
            cell(&row[1], what),
            cell(&row[2], 21),
            row[3]
        ));
    }
    text.push("next: coercivity measures ID   (the words of a clause)".to_owned());
    let list: Vec<Value> = rows
        .iter()
        .map(|it| json!({ "id": it[0], "title": it[1], "before": it[2], "after": it[3] }))
        .collect();
    let json = json!({
        "known_on": asked.regime.day().to_string(),
        "from": one.to_string(),
        "to": other.to_string(),
        "differences": list,
    });
    Ok(Answer::new("coercivity.measures.diff/1", text.join("\n"), json)
        .with_rows(&["id", "what", "before", "after"], &rows))
}
