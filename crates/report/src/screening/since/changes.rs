//! Answers and clauses that are new, gone or changed.

use std::collections::BTreeMap;

use coercivity_data::{Problem, Table};

use super::moved::{Block, paired};
use super::why::Whys;
use super::{Change, Moved, Said, Turn};

/// What a movement's rows say: of each rulebook its answer, and of each of its clauses; a clause that speaks of an item
/// under several names stands once for each.
#[derive(Default)]
struct Spoken {
    order: Vec<String>,
    rulebooks: BTreeMap<String, Said>,
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
            it.map(|it| spoken(&it.table("findings.csv", problems))).unwrap_or_default()
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

fn spoken(table: &Table) -> Spoken {
    let mut found = Spoken::default();
    for row in table.rows() {
        let rulebook = row.text("rulebook");
        if !found.rulebooks.contains_key(&rulebook) {
            found.order.push(rulebook.clone());
            let mut answer = row.text("outcome");
            let beside = row.text("beside");
            if !beside.is_empty() {
                answer = format!("{answer} beside {beside}");
            }
            let (low, high) = (row.text("owed_usd_per_kg_low"), row.text("owed_usd_per_kg_high"));
            if !high.is_empty() && high != "0" {
                answer = format!("{answer} and {low}..{high} USD/kg");
            }
            let (low, high) = (row.text("owed_percent_low"), row.text("owed_percent_high"));
            found.rulebooks.insert(rulebook.clone(), Said { answer, low, high, ..Said::default() });
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

fn turn(before: Option<&Said>, after: Option<&Said>) -> Option<Turn> {
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
        let change = |turn, clause, before: Option<&Said>, after: Option<&Said>| Change {
            turn,
            moved: moved.clone(),
            rulebook: rulebook.clone(),
            clause,
            before: before.cloned(),
            after: after.cloned(),
            why: why.clone(),
        };
        found.extend(own.map(|turn| change(turn, None, one, other)));
        for (turn, key) in clauses {
            let named = Some((key.1.0.clone(), key.1.1.clone()));
            found.push(change(turn, named, before.clauses.get(key), after.clauses.get(key)));
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
