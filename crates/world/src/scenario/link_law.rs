//! What a scenario assumes about law.

use coercivity_data::{LawRow, Placed, Problem};

use crate::measures::{Assumption, ChangeKind, Choice, ClauseRef, LawState};
use crate::scenario::context::unknown;
use crate::scenario::references::References;

/// The words of scenario files, beside those of the command line.
const ENDS: (&str, Assumption) = ("ends", Assumption::Revived);

pub(super) fn link_law(
    rows: &[LawRow],
    references: &References<'_>,
    problems: &mut Vec<Problem>,
) -> LawState {
    let mut linked = LawState::all(Assumption::Actual);
    let mut general: Option<Assumption> = None;
    for row in rows {
        let Some(assumption) = read_assumption(&row.assume, problems) else { continue };
        let clauses: Vec<ClauseRef> =
            row.clauses.iter().filter_map(|it| references.read(it, problems)).collect();
        let Some(change) = &row.change else {
            if let Some(said) = row.clauses.first() {
                problems.push(said.problem(
                    "`clauses` without `change`",
                    "the change that suspends them",
                    "add `change`, or remove `clauses`: without either, the assumption is about all law",
                ));
            }
            // The first that fits wins: the file's own before what it extends.
            general.get_or_insert(assumption);
            continue;
        };
        let Some(reference) = references.read(change, problems) else { continue };
        if !suspends(change, &reference, &row.clauses, &clauses, references, problems) {
            continue;
        }
        let last_day = row.last_day.as_ref().map(|it| it.value);
        linked.choices.push(Choice {
            instrument: reference.instrument,
            change: reference.clause,
            clauses,
            assumption,
            last_day,
        });
    }
    linked.assumption = general.unwrap_or(Assumption::Actual);
    linked
}

fn read_assumption(said: &Placed<String>, problems: &mut Vec<Problem>) -> Option<Assumption> {
    let words: Vec<(&str, Assumption)> = [ENDS].into_iter().chain(Assumption::WORDS).collect();
    let found = words.iter().find(|it| it.0 == said.value).map(|it| it.1);
    if found.is_none() {
        let known: Vec<String> = words.iter().map(|it| it.0.to_owned()).collect();
        problems.push(unknown(said, "assumption", &known));
    }
    found
}

/// Whether a reference names suspensions. What is none, and clauses that they do not put to sleep, are problems: an
/// assumption about them would change nothing.
fn suspends(
    said: &Placed<String>,
    change: &ClauseRef,
    clause_words: &[Placed<String>],
    clauses: &[ClauseRef],
    references: &References<'_>,
    problems: &mut Vec<Problem>,
) -> bool {
    let Some(measure) = references.measure(change.instrument) else { return false };
    let meant = measure.changes.iter().filter(|it| change.clause.as_deref().is_none_or(|id| id == it.id));
    let suspensions = meant.filter_map(|it| match &it.kind {
        ChangeKind::Suspends { what, .. } => Some(what),
        ChangeKind::Ends { .. } | ChangeKind::Replaces { .. } => None,
    });
    let suspensions: Vec<_> = suspensions.collect();
    if suspensions.is_empty() {
        let found = format!("`{}`, which suspends nothing", said.value);
        problems.push(said.problem(found, "a change that suspends clauses", "name the suspension"));
        return false;
    }
    let asleep = |it: &ClauseRef| {
        let mut what = suspensions.iter().copied().flatten();
        what.any(|what| {
            what.instrument == it.instrument
                && (what.clause.is_none() || it.clause.is_none() || what.clause == it.clause)
        })
    };
    if clauses.len() == clause_words.len() {
        for (word, _) in clause_words.iter().zip(clauses).filter(|it| !asleep(it.1)) {
            let found = format!("`{}`, which `{}` does not suspend", word.value, said.value);
            problems.push(word.problem(found, "clauses that the change suspends", "correct one of the two"));
        }
    }
    true
}
