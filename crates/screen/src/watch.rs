//! What would change: which answers flip on which coming day, and which flip when the state of the law does.

use coercivity_data::{MovementRow, Problem};
use coercivity_quantity::Day;
use coercivity_world::World;

use crate::finding::Findings;
use crate::judge::screen;
use crate::outcome::Outcome;
use crate::question::Question;
use crate::tree::Tree;

/// An answer that becomes another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flip {
    /// The first day of the other answer; none when the state of the law makes the difference.
    pub on: Option<Day>,
    /// The movement, by its place among the findings.
    pub movement: usize,
    /// The item that moves.
    pub item: usize,
    /// The rulebook.
    pub rulebook: String,
    /// The answer before, or if the suspended clauses came back.
    pub before: Outcome,
    /// The answer after, or if the suspension was extended.
    pub after: Outcome,
}

/// Answers that flip on a day after `from` and not after `until`: only days on which some clause begins, ends, sleeps
/// or wakes can tell.
///
/// # Errors
/// Every word of a movement that means nothing.
pub fn flips(
    tree: &Tree,
    world: &World,
    question: &Question,
    rows: &[MovementRow],
    (from, until): (Day, Day),
) -> Result<Vec<Flip>, Vec<Problem>> {
    let days = world.regime().change_days(&question.law);
    let coming = days.into_iter().filter(|it| from < *it && *it <= until);
    let mut found = Vec::new();
    let mut last = answers(tree, world, question, rows, from)?;
    for day in coming {
        let next = answers(tree, world, question, rows, day)?;
        found.extend(differences(&last, &next, Some(day)));
        last = next;
    }
    Ok(found)
}

/// Answers that flip with the state of the law: if what sleeps and nobody knows of came back, and if it slept on.
pub fn law_flips(findings: &Findings) -> Vec<Flip> {
    let mut found = Vec::new();
    for (place, movement) in findings.movements.iter().enumerate() {
        for one in movement.rulebooks.iter().filter(|it| it.readings.iter().any(|it| !it.awake)) {
            let under = |awake: bool| {
                let spans = one.readings.iter().filter(move |it| it.awake == awake);
                let ends: Vec<Outcome> = spans.flat_map(|it| [it.at_least, it.at_most]).collect();
                let first = *ends.first()?;
                Some(if ends.iter().all(|it| *it == first) { first } else { Outcome::Undetermined })
            };
            if let (Some(before), Some(after)) = (under(true), under(false))
                && before != after
            {
                let rulebook = one.rulebook.clone();
                found.push(Flip { on: None, movement: place, item: movement.item, rulebook, before, after });
            }
        }
    }
    found
}

/// One answer: movement, item, rulebook and outcome.
type Answer = (usize, usize, String, Outcome);

fn answers(
    tree: &Tree,
    world: &World,
    question: &Question,
    rows: &[MovementRow],
    day: Day,
) -> Result<Vec<Answer>, Vec<Problem>> {
    let question = Question { day, ..question.clone() };
    // A movement with a day of its own is asked as if it were made on the coming day.
    let rows: Vec<MovementRow> =
        rows.iter().map(|it| MovementRow { day: it.day.map(|own| own.max(day)), ..it.clone() }).collect();
    let findings = screen(tree, world, &question, &rows)?;
    let mut found = Vec::new();
    for (place, movement) in findings.movements.iter().enumerate() {
        for one in &movement.rulebooks {
            found.push((place, movement.item, one.rulebook.clone(), one.outcome));
        }
    }
    Ok(found)
}

fn differences(before: &[Answer], after: &[Answer], on: Option<Day>) -> Vec<Flip> {
    let differs = before.iter().zip(after).filter(|it| it.0.3 != it.1.3);
    differs
        .map(|(one, other)| Flip {
            on,
            movement: one.0,
            item: one.1,
            rulebook: one.2.clone(),
            before: one.3,
            after: other.3,
        })
        .collect()
}
