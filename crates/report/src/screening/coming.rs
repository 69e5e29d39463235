//! Answers that flip, on coming days or with the state of the law: for people, for programs, for an auditor and as rows.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use coercivity_quantity::Interval;
use coercivity_screen::{Answered, Flip, Owed, Under, Watched};
use serde_json::{Value, json};

use super::record::{escape, row};
use super::shown::Shown;
use super::tables::plain;
use super::words::answered;
use crate::columns::padded;

/// Columns of the answers that flip on coming days: one row a day, movement and rulebook; no rulebook stands for the
/// controls together.
pub const COMING_HEADER: [&str; 10] = [
    "on",
    "movement",
    "item",
    "from",
    "to",
    "rulebook",
    "outcome_before",
    "outcome_after",
    "before",
    "after",
];
/// Groups of alike flips that are told one by one; rows have them all.
const MANY: usize = 50;
/// Items of a group that are named.
const FEW: usize = 3;

/// The answers that flip on the days that are watched, as rows.
pub fn coming_rows(shown: &Shown<'_>) -> Vec<Vec<String>> {
    let flips = shown.watched.map_or(&[][..], |it| &it.flips);
    let place = |it: Option<coercivity_world::Place>| it.map_or(String::new(), |it| it.to_string());
    flips
        .iter()
        .map(|it| {
            let movement = &shown.findings.movements[it.movement];
            vec![
                it.on.map_or(String::new(), |it| it.to_string()),
                (it.movement + 1).to_string(),
                plain(shown.item(it.item)),
                place(movement.from),
                place(movement.to),
                it.rulebook.clone().unwrap_or_default(),
                it.before.outcome.word().to_owned(),
                it.after.outcome.word().to_owned(),
                answered(&it.before),
                answered(&it.after),
            ]
        })
        .collect()
}

/// Flips that say the same of several items: when, of what, before, after.
type Group<'a> = ((String, Option<&'a str>, String, String), Vec<&'a str>);

fn grouped<'a>(shown: &Shown<'a>, flips: &'a [Flip]) -> Vec<Group<'a>> {
    let mut by: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for flip in flips {
        let on = flip.on.map_or("in force, asleep".to_owned(), |it| it.to_string());
        let key = (on, flip.rulebook.as_deref(), answered(&flip.before), answered(&flip.after));
        by.entry(key).or_default().push(shown.item(flip.item));
    }
    by.into_iter().collect()
}

fn items(of: &[&str]) -> String {
    if of.len() > FEW { format!("{} items", of.len()) } else { of.join(", ") }
}

/// That nothing flips on the days that are watched.
fn nothing(watched: &Watched) -> String {
    format!("no answer changes in the {}", days(watched))
}

fn days(watched: &Watched) -> String {
    let days = if watched.days == 1 { "day".to_owned() } else { format!("{} days", watched.days) };
    format!("{days} after {}", watched.after)
}

/// What flips with the state of the law, in lines.
pub(super) fn law_flips_text(shown: &Shown<'_>, text: &mut String) {
    let groups = grouped(shown, shown.law_flips);
    if !groups.is_empty() {
        text.push_str("\nIF THE LAW TURNS OUT OTHERWISE\n");
    }
    groups.iter().for_each(|it| line(it, text));
}

fn line(((on, rulebook, before, after), of): &Group<'_>, text: &mut String) {
    let (on, rulebook) = (padded(on, 18), padded(rulebook.unwrap_or("together"), 14));
    let _ = writeln!(text, "  {on}{rulebook}{before} -> {after}  {}", items(of));
}

/// What flips on the days that are watched, in lines; that nothing does is said.
pub(super) fn coming_text(shown: &Shown<'_>, text: &mut String) {
    let Some(watched) = shown.watched else { return };
    if watched.flips.is_empty() {
        let _ = writeln!(text, "\n{}", nothing(watched));
        return;
    }
    text.push_str("\nCOMING DAYS\n");
    let groups = grouped(shown, &watched.flips);
    groups.iter().take(MANY).for_each(|it| line(it, text));
    if let more @ 1.. = groups.len().saturating_sub(MANY) {
        let _ = writeln!(text, "  and {more} more: coming.csv (-o FOLDER)");
    }
}

/// What flips on the days that are watched, in the record.
pub(super) fn coming_page(shown: &Shown<'_>, page: &mut String) {
    let Some(watched) = shown.watched else { return };
    let _ = writeln!(page, "<h2>Which answers change in the {}</h2>", days(watched));
    if watched.flips.is_empty() {
        let _ = writeln!(page, "<p>{}</p>", escape(&nothing(watched)));
        return;
    }
    page.push_str(
        "<table>\n<tr><th>from</th><th>rulebook</th><th>before</th><th>then</th><th>items</th></tr>\n",
    );
    let groups = grouped(shown, &watched.flips);
    for ((on, rulebook, before, after), of) in groups.iter().take(MANY) {
        let rulebook = rulebook.unwrap_or("controls together");
        let cells = [on.as_str(), rulebook, before, after, &items(of)];
        row(&cells.map(|it| ("", escape(it))), page);
    }
    page.push_str("</table>\n");
    if let more @ 1.. = groups.len().saturating_sub(MANY) {
        let _ = writeln!(page, "<p>and {more} more: coming.csv</p>");
    }
}

/// A flip as a document.
pub(super) fn flip_document(shown: &Shown<'_>, flip: &Flip) -> Value {
    json!({
        "on": flip.on.map(|it| it.to_string()),
        "movement": flip.movement + 1,
        "item": shown.item(flip.item),
        "rulebook": flip.rulebook,
        "before": flip.before.outcome.word(),
        "after": flip.after.outcome.word(),
        "answer_before": answer_document(&flip.before),
        "answer_after": answer_document(&flip.after),
    })
}

fn answer_document(answer: &Answered) -> Value {
    json!({
        "says": answered(answer),
        "at_most": answer.at_most.map(|it| it.word()),
        "beside": answer.beside.iter().map(|it| it.word()).collect::<Vec<_>>(),
        "owed": answer.owed.as_ref().map(owed_document),
        "readings": answer.readings.iter().map(reading_document).collect::<Vec<_>>(),
    })
}

/// A range as a document.
pub(super) fn range_document(range: Interval<f64>) -> Value {
    json!({ "low": range.low(), "high": range.high() })
}

/// What is owed, as a document.
pub(super) fn owed_document(owed: &Owed) -> Value {
    json!({ "percent": range_document(owed.percent), "usd_per_kg": range_document(owed.usd_per_kg) })
}

/// The answer under one reading and state of the law, as a document.
pub(super) fn reading_document(under: &Under) -> Value {
    json!({
        "reading": under.breadth.word(),
        "unknown_law": if under.awake { "in force" } else { "asleep" },
        "at_least": under.at_least.word(),
        "at_most": under.at_most.word(),
    })
}
