//! The changes for people, for programs, for an auditor and as rows.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Change, Moved, PaperChange, Said, Since, Turn};
use crate::screening::record::{escape, row};
use crate::screening::words::percent;

/// Columns of the changes: one row an answer, clause or missing paper.
pub const CHANGES_HEADER: [&str; 21] = [
    "what",
    "turn",
    "movement",
    "item",
    "from",
    "to",
    "day_before",
    "day_after",
    "rulebook",
    "clause",
    "about",
    "answer_before",
    "answer_after",
    "low_before",
    "high_before",
    "low_after",
    "high_after",
    "bound_after",
    "state_before",
    "state_after",
    "why",
];
/// More movements than this are told in counts.
const MANY: usize = 12;

/// The changes as rows.
pub fn changes_rows(since: &Since) -> Vec<Vec<String>> {
    let answers = since.changes.iter().map(|it| {
        let moved = &it.moved;
        let (clause, about) = it.clause.clone().unwrap_or_default();
        let (before, after) = (it.before.clone().unwrap_or_default(), it.after.clone().unwrap_or_default());
        let what = if it.clause.is_some() { "clause" } else { "answer" };
        let cells = [
            what,
            it.turn.word(),
            &moved.number,
            &moved.item,
            &moved.from,
            &moved.to,
            &moved.day_before,
            &moved.day,
            &it.rulebook,
            &clause,
            &about,
            &before.answer,
            &after.answer,
            &before.low,
            &before.high,
            &after.low,
            &after.high,
            &after.bound,
            &before.state,
            &after.state,
            &it.why,
        ];
        cells.map(str::to_owned).to_vec()
    });
    let papers = since.papers.iter().map(|it| {
        let mut cells = vec![String::new(); CHANGES_HEADER.len()];
        (cells[0], cells[1]) = ("paper".to_owned(), it.turn.word().to_owned());
        (cells[10], cells[11], cells[12]) = (it.from.clone(), asked(&it.before), asked(&it.after));
        cells
    });
    answers.chain(papers).collect()
}

/// What a paper has to say, and what that closes.
fn asked(said: &Option<(String, String)>) -> String {
    said.as_ref().map_or(String::new(), |it| format!("closes {}: {}", it.1, it.0))
}

/// A range as written, in percent.
fn range(said: &Said, of_share: bool) -> String {
    let end = |text: &str| match (text.parse::<f64>(), of_share) {
        (Ok(share), true) => percent(share),
        (Ok(_) | Err(_), _) => text.to_owned(),
    };
    match (end(&said.low), end(&said.high)) {
        (low, _) if low.is_empty() => String::new(),
        (low, high) if low == high => format!("{low} %"),
        (low, high) => format!("{low} .. {high} %"),
    }
}

/// Two words with an arrow between, or one where they are the same.
fn arrow(before: &str, after: &str) -> String {
    let word = |it: &str| if it.is_empty() { "-".to_owned() } else { it.to_owned() };
    if before == after { after.to_owned() } else { format!("{} -> {}", word(before), word(after)) }
}

/// What was said before and is said now, in words.
fn turned(change: &Change) -> String {
    let blank = Said::default();
    let of_share = change.clause.is_some();
    let (before, after) = (change.before.as_ref().unwrap_or(&blank), change.after.as_ref().unwrap_or(&blank));
    let mut parts = vec![arrow(&before.answer, &after.answer)];
    parts.push(arrow(&range(before, of_share), &range(after, of_share)));
    if !after.bound.is_empty() {
        parts.push(format!("({})", after.bound));
    }
    if before.state != after.state {
        parts.push(format!("({})", arrow(&before.state, &after.state)));
    }
    parts.retain(|it| !it.is_empty());
    parts.join("  ")
}

fn movement_line(moved: &Moved) -> String {
    let place = |it: &str| if it.is_empty() { "?".to_owned() } else { it.to_owned() };
    let (from, to) = (place(&moved.from), place(&moved.to));
    format!("{}  {from} -> {to}  on {}", moved.item, arrow(&moved.day_before, &moved.day))
}

fn heading(since: &Since) -> String {
    let mut by: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for it in &since.changes {
        let what = if it.clause.is_some() { "clauses" } else { "answers" };
        *by.entry((what, it.turn.word())).or_default() += 1;
    }
    for it in &since.papers {
        *by.entry(("missing papers", it.turn.word())).or_default() += 1;
    }
    let counts: Vec<String> =
        by.iter().map(|((what, turn), count)| format!("{count} {what} {turn}")).collect();
    let counts = if counts.is_empty() { "nothing changed".to_owned() } else { counts.join(", ") };
    let worlds = arrow(&since.worlds.0, &since.worlds.1);
    format!(
        "SINCE the record of {} (manifest {})  world {worlds}\n  {counts}; {} movements are word for word as before\n",
        since.days.0, since.sha256, since.same
    )
}

/// Changes by the movement they are about, in their order.
fn by_movement(since: &Since) -> Vec<(&Moved, Vec<&Change>)> {
    let mut found: Vec<(&Moved, Vec<&Change>)> = Vec::new();
    for change in &since.changes {
        match found.last_mut().filter(|it| *it.0 == change.moved) {
            Some(group) => group.1.push(change),
            None => found.push((&change.moved, vec![change])),
        }
    }
    found
}

/// The changes in lines.
pub(in crate::screening) fn since_text(since: &Since) -> String {
    let mut text = heading(since);
    let movements = by_movement(since);
    if movements.len() > MANY {
        counts(since, &mut text);
    } else {
        for (moved, changes) in movements {
            let _ = writeln!(text, "\n{}", movement_line(moved));
            told(&changes, &mut text);
        }
    }
    if !since.papers.is_empty() {
        text.push_str("\nWHICH PAPER WOULD SETTLE IT\n");
    }
    for it in since.papers.iter().take(MANY) {
        let _ = writeln!(text, "  {:<8}{}  {}", it.turn.word(), it.from, paper_words(it));
    }
    if since.papers.len() > MANY {
        let _ = writeln!(text, "  and {} more: changes.csv (-o FOLDER)", since.papers.len() - MANY);
    }
    text.push_str(
        "next: -o FOLDER for the record to compare with next month; without --since the whole answer\n",
    );
    text
}

fn paper_words(change: &PaperChange) -> String {
    arrow(&asked(&change.before), &asked(&change.after))
}

/// The changes of one movement; clauses that say what they said and only changed their state are counted.
fn told(changes: &[&Change], text: &mut String) {
    for of_book in changes.chunk_by(|one, other| one.rulebook == other.rulebook) {
        let first = of_book[0];
        match &first.clause {
            None => drop(writeln!(text, "  {:<14}{:<8}{}", first.rulebook, first.turn.word(), turned(first))),
            Some(_) => drop(writeln!(text, "  {:<14}answers as before", first.rulebook)),
        }
        let _ = writeln!(text, "    why: {}", first.why);
        let mut quiet = 0;
        for change in of_book {
            let Some((clause, about)) = &change.clause else { continue };
            if says_the_same(change) {
                quiet += 1;
            } else {
                let _ = writeln!(text, "    {clause} [{about}]  {}  {}", change.turn.word(), turned(change));
            }
        }
        if quiet > 0 {
            let _ = writeln!(text, "    {quiet} clauses changed their state alone");
        }
    }
}

/// Whether a clause says of the item what it said, in another state.
fn says_the_same(change: &Change) -> bool {
    let said = |it: &Option<Said>| it.clone().map(|it| Said { state: String::new(), ..it });
    change.turn == Turn::Changed && said(&change.before) == said(&change.after)
}

/// Changed answers in counts, by rulebook.
fn counts(since: &Since, text: &mut String) {
    let mut by: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for it in since.changes.iter().filter(|it| it.clause.is_none()) {
        let said = |it: &Option<Said>| it.as_ref().map_or(String::new(), |it| it.answer.clone());
        *by.entry((&it.rulebook, arrow(&said(&it.before), &said(&it.after)))).or_default() += 1;
    }
    text.push_str("\neach stands in changes.csv (-o FOLDER)\n");
    for ((rulebook, said), count) in by {
        let _ = writeln!(text, "  {rulebook:<14}{said}  {count}");
    }
}

/// The changes as a document.
pub(in crate::screening) fn since_document(since: &Since) -> Value {
    let rows = changes_rows(since);
    let change = |cells: &Vec<String>| -> Value {
        let named = CHANGES_HEADER.iter().zip(cells).filter(|it| !it.1.is_empty());
        Value::Object(named.map(|it| ((*it.0).to_owned(), it.1.clone().into())).collect())
    };
    json!({
        "manifest_sha256": since.sha256,
        "day": since.days.0,
        "world": since.worlds.0,
        "version": since.versions.0,
        "movements_as_before": since.same,
        "changes": rows.iter().map(change).collect::<Vec<_>>(),
    })
}

/// The changes in the record.
pub(in crate::screening) fn since_page(since: &Since, page: &mut String) {
    let head = heading(since);
    let _ = writeln!(page, "<h2>What changed</h2>\n<p>{}</p>", escape(head.trim_end()));
    if since.changes.is_empty() && since.papers.is_empty() {
        return;
    }
    page.push_str(
        "<table>\n<tr><th>movement</th><th>rulebook</th><th>clause</th><th>turn</th><th>before and now</th>\
         <th>what it rests on that differs</th></tr>\n",
    );
    for it in &since.changes {
        let clause = it.clause.as_ref().map_or(String::new(), |it| format!("{} [{}]", it.0, it.1));
        let cells = [&movement_line(&it.moved), &it.rulebook, &clause, it.turn.word(), &turned(it), &it.why];
        row(&cells.map(|it: &str| ("", escape(it))), page);
    }
    for it in &since.papers {
        let cells = [&format!("missing paper: {}", it.from), "", "", it.turn.word(), &paper_words(it), ""];
        row(&cells.map(|it: &str| ("", escape(it))), page);
    }
    page.push_str("</table>\n");
}
