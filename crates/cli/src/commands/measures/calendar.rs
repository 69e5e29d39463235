//! The coming days on which clauses begin, end, sleep or wake, and days that nobody can tell.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::commands::measures::Asked;
use crate::commands::measures::listing::Line;

/// Every day after the one asked on which the state of a clause changes, with what changes.
pub(crate) fn answer(asked: &Asked<'_>, lines: &[Line<'_>]) -> Answer {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for day in asked.regime.change_days(&asked.law).into_iter().filter(|it| *it > asked.on) {
        for line in lines {
            let (before, after) = (asked.state(line, day.plus_days(-1)), asked.state(line, day));
            if before.word() != after.word() {
                let title = line.clause.title.clone();
                let (was, is) = (before.word().to_owned(), after.word().to_owned());
                rows.push(vec![day.to_string(), line.id(), title, was, is]);
            }
        }
    }
    let mut text = vec![asked.heading(), format!("{} changes after {}", rows.len(), asked.on)];
    let id = rows.iter().map(|it| it[1].chars().count()).max().unwrap_or(2).clamp(2, 44);
    text.extend(rows.iter().map(|it| {
        let id = super::cell(&it[1], id);
        let what = super::cell(&it[2], asked.width.saturating_sub(id.chars().count() + 40).max(12));
        format!("{} {id} {what} {} -> {}", it[0], it[3], it[4])
    }));
    text.push(
        "next: coercivity screen BILL --watch DAYS   (which of your products change on which day)".to_owned(),
    );
    let list: Vec<Value> = rows
        .iter()
        .map(|it| json!({ "on": it[0], "id": it[1], "title": it[2], "before": it[3], "after": it[4] }))
        .collect();
    let json = json!({
        "known_on": asked.regime.day().to_string(),
        "after": asked.on.to_string(),
        "changes": list,
    });
    Answer::new("coercivity.measures.calendar/1", text.join("\n"), json)
        .with_rows(&["on", "id", "what", "before", "after"], &rows)
}
