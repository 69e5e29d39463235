//! Answers and clauses that are new, gone or changed.

use std::collections::BTreeMap;

use coercivity_data::{Problem, Range, Row, Table};
use coercivity_quantity::Interval;
use coercivity_screen::{Answered, Outcome, Owed};

use super::moved::{Block, paired};
use super::why::Whys;
use super::{Change, Moved, Said, Turn};

/// What a movement's rows say: of each rulebook its answer, and of each of its clauses; a clause that speaks of an item
/// under several names stands once for each.
#[derive(Default)]
struct Spoken {
    order: Vec<String>,
    rulebooks: BTreeMap<String, Answered>,
    clauses: BTreeMap<(String, ClauseKey), Said>,
}

/// Clause, item it speaks of, and which of its names.
type ClauseKey = (String, String, usize);

/// Every change, and how many movements are as before.
pub(super) fn changes<'a>(
    whys: &Whys<'_>,
    blocks: (Vec<Block<'a>>, Vec<Block<'a>>),
    problems: &mut Vec<Problem>,
) -> (Vec<Change>, usize) {
    let (mut found, mut same) = (Vec::new(), 0);
    for (before, after) in paired(blocks) {
        if before.as_ref().zip(after.as_ref()).is_some_and(|it| it.0.says_as(it.1)) {
            same += 1;
            continue;
        }
        let moved = both(before.as_ref(), after.as_ref());
        let mut spoken = |it: Option<&Block<'_>>| {
            let table = it.map(|it| it.table("findings.csv", problems));
            table.map(|it| spoken(&it, problems)).unwrap_or_default()
        };
        let (one, other) = (spoken(before.as_ref()), spoken(after.as_ref()));
        compare(whys, &moved, (&one, &other), &mut found);
    }
    (found, same)
}

fn both(before: Option<&Block<'_>>, after: Option<&Block<'_>>) -> Moved {
    let (before, after) = (before.map(Block::moved), after.map(Block::moved));
    let mut moved = after.clone().or_else(|| before.clone()).unwrap_or_default();
    if after.is_none() {
        (moved.number, moved.day) = (String::new(), String::new());
    }
    if let Some(before) = before {
        (moved.number_before, moved.day_before) = (before.number, before.day);
    }
    moved
}

fn spoken(table: &Table, problems: &mut Vec<Problem>) -> Spoken {
    let mut found = Spoken::default();
    for row in table.rows() {
        let rulebook = row.text("rulebook");
        if !found.rulebooks.contains_key(&rulebook) {
            found.order.push(rulebook.clone());
            found.rulebooks.extend(answered(&row, problems).map(|it| (rulebook.clone(), it)));
        }
        let clause = row.text("clause");
        if clause.is_empty() {
            continue;
        }
        let about = row.text("about_item");
        let mut key = (rulebook, (clause, about, 0));
        while found.clauses.contains_key(&key) {
            key.1.2 += 1;
        }
        found.clauses.insert(
            key,
            Said {
                answer: row.text("clause_verdict"),
                low: row.text("share_low"),
                high: row.text("share_high"),
                bound: row.text("bound"),
                state: row.text("state"),
            },
        );
    }
    found
}

/// What a rulebook answers, as a record has it; it does not tell what an answer that is not firm may be.
fn answered(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Answered> {
    let outcome: Outcome = row.one_of("outcome", &Outcome::WORDS, problems)?;
    let mut beside = Vec::new();
    for word in row.text("beside").split_whitespace() {
        let Some((_, known)) = Outcome::WORDS.iter().find(|it| it.0 == word) else {
            let remedy = "write the former record anew with this version";
            row.problem("beside", "answers of the closed list", remedy, problems);
            return None;
        };
        beside.push(*known);
    }
    let mut end = |column: &str| row.number(column, Range::Any, problems);
    let percent = (end("owed_percent_low"), end("owed_percent_high"));
    let usd_per_kg = (end("owed_usd_per_kg_low"), end("owed_usd_per_kg_high"));
    let range = |it: (Option<f64>, Option<f64>)| Interval::between(it.0?, it.1?);
    let owed = range(percent).zip(range(usd_per_kg)).map(|it| Owed { percent: it.0, usd_per_kg: it.1 });
    Some(Answered { beside, owed, ..outcome.into() })
}

/// The answer of a rulebook in cells.
fn said(answered: &Answered) -> Said {
    let mut answer = answered.outcome.word().to_owned();
    if !answered.beside.is_empty() {
        let beside: Vec<&str> = answered.beside.iter().map(|it| it.word()).collect();
        answer = format!("{answer} beside {}", beside.join(" "));
    }
    let Some(owed) = &answered.owed else { return Said { answer, ..Said::default() } };
    let usd = owed.usd_per_kg;
    if usd.high() != 0.0 {
        answer = format!("{answer} and {}..{} USD/kg", usd.low(), usd.high());
    }
    let (low, high) = (owed.percent.low().to_string(), owed.percent.high().to_string());
    Said { answer, low, high, ..Said::default() }
}

fn turn<T: PartialEq>(before: Option<&T>, after: Option<&T>) -> Option<Turn> {
    match (before, after) {
        (Some(one), Some(other)) if one == other => None,
        (Some(_), Some(_)) => Some(Turn::Changed),
        (None, Some(_)) => Some(Turn::New),
        (Some(_), None) => Some(Turn::Gone),
        (None, None) => None,
    }
}

fn compare(whys: &Whys<'_>, moved: &Moved, (before, after): (&Spoken, &Spoken), found: &mut Vec<Change>) {
    let about = whys.of(moved);
    let gone = before.order.iter().filter(|it| !after.rulebooks.contains_key(*it));
    for rulebook in after.order.iter().chain(gone) {
        let (one, other) = (before.rulebooks.get(rulebook), after.rulebooks.get(rulebook));
        let own = turn(one, other);
        let clauses = match own {
            // What is new or gone as a whole is told as a whole.
            Some(Turn::New | Turn::Gone) => Vec::new(),
            Some(Turn::Changed) | None => clause_turns(rulebook, before, after),
        };
        if own.is_none() && clauses.is_empty() {
            continue;
        }
        let why = whys.why(&about, rulebook, own);
        let change = |turn, clause, before: Option<Said>, after: Option<Said>| Change {
            turn,
            moved: moved.clone(),
            rulebook: rulebook.clone(),
            clause,
            before,
            after,
            why: why.clone(),
        };
        found.extend(own.map(|turn| change(turn, None, one.map(said), other.map(said))));
        for (turn, key) in clauses {
            let named = Some((key.1.0.clone(), key.1.1.clone()));
            let said = |it: &Spoken| it.clauses.get(key).cloned();
            found.push(change(turn, named, said(before), said(after)));
        }
    }
}

/// Clauses of a rulebook that are new, gone or changed.
fn clause_turns<'a>(
    rulebook: &str,
    before: &'a Spoken,
    after: &'a Spoken,
) -> Vec<(Turn, &'a (String, ClauseKey))> {
    let new = before.clauses.keys().filter(|it| !after.clauses.contains_key(*it));
    let all = after.clauses.keys().chain(new).filter(|it| it.0 == rulebook);
    all.filter_map(|key| Some((turn(before.clauses.get(key), after.clauses.get(key))?, key))).collect()
}
