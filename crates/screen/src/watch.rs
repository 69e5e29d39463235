//! What would change: which answers flip on which coming day, and which flip when the state of the law does.

use std::sync::Arc;

use coercivity_data::{MovementRow, Problem};
use coercivity_quantity::Day;
use coercivity_world::World;

use crate::answered::Answered;
use crate::coming::{Ground, Shift, coming_days};
use crate::finding::{Findings, RulebookFinding};
use crate::judge::screen;
use crate::outcome::Outcome;
use crate::question::{Question, one_item_each};
use crate::tree::Tree;

/// An answer that becomes another.
#[derive(Clone, Debug, PartialEq)]
pub struct Flip {
    /// The first day of the other answer; none when the state of the law makes the difference.
    pub on: Option<Day>,
    /// The movement, by its place among the findings.
    pub movement: usize,
    /// The item that moves.
    pub item: usize,
    /// The rulebook; none for the controls together.
    pub rulebook: Option<String>,
    /// The answer before, or if the suspended clauses came back.
    pub before: Answered,
    /// The answer after, or if the suspension was extended.
    pub after: Answered,
}

/// Some coming days, and the answers that flip on them.
#[derive(Clone, Debug, PartialEq)]
pub struct Watched {
    /// The day that was asked.
    pub after: Day,
    /// How many days after it are watched.
    pub days: u32,
    /// The answers that flip, day by day.
    pub flips: Vec<Flip>,
}

/// Looks at so many days after the one that is asked, and there at those on which anything that an answer rests on may
/// change. Where only papers change, no more is judged again than what they speak of and what holds it.
///
/// # Errors
/// Every word of a movement that means nothing.
pub fn watch(
    tree: &Tree,
    world: &World,
    question: &Question,
    rows: &[MovementRow],
    days: u32,
) -> Result<Watched, Vec<Problem>> {
    let (after, regime) = (question.day, world.regime());
    let rows = one_item_each(tree, rows);
    let all: Vec<usize> = (0..rows.len()).collect();
    let mut last = answers(tree, world, question, (&rows, &all), after)?;
    let mut ground = Ground::on((tree, world), (&regime, &question.law), after);
    let mut flips = Vec::new();
    for day in coming_days(tree, &regime, &question.law, (after, after.plus_days(i64::from(days)))) {
        let mut again = match ground.go_on(day) {
            Shift::Nothing => continue,
            Shift::Law => all.clone(),
            Shift::Items(differs) => all.iter().copied().filter(|it| differs[last[*it].item]).collect(),
        };
        // A movement with a day of its own is asked as if it were made on the coming day, and not before its own.
        again.retain(|it| rows[*it].day.is_none_or(|own| own < day));
        let next = answers(tree, world, question, (&rows, &again), day)?;
        for (movement, next) in again.into_iter().zip(next) {
            let before = std::mem::replace(&mut last[movement], next);
            differences((movement, day), &before, &last[movement], &mut flips);
        }
    }
    Ok(Watched { after, days, flips })
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
                let (rulebook, before, after) = (Some(one.rulebook.clone()), before.into(), after.into());
                found.push(Flip { on: None, movement: place, item: movement.item, rulebook, before, after });
            }
        }
    }
    found
}

/// What is answered of one movement.
struct Answers {
    item: usize,
    rulebooks: Vec<Arc<RulebookFinding>>,
    together: Option<Answered>,
}

/// The answers of some movements on a day.
fn answers(
    tree: &Tree,
    world: &World,
    question: &Question,
    (rows, of): (&[MovementRow], &[usize]),
    day: Day,
) -> Result<Vec<Answers>, Vec<Problem>> {
    let question = Question { day, ..question.clone() };
    let own = |it: &MovementRow| MovementRow { day: it.day.map(|own| own.max(day)), ..it.clone() };
    let rows: Vec<MovementRow> = of.iter().map(|it| own(&rows[*it])).collect();
    let findings = screen(tree, world, &question, &rows)?;
    assert_eq!(findings.movements.len(), rows.len(), "a movement of one item has one finding");
    let answers = findings.movements.into_iter().map(|it| Answers {
        item: it.item,
        together: it.combined.answered(),
        rulebooks: it.rulebooks,
    });
    Ok(answers.collect())
}

/// What differs, the controls together first.
fn differences((movement, day): (usize, Day), before: &Answers, after: &Answers, flips: &mut Vec<Flip>) {
    let mut flip = |rulebook: Option<&str>, one: Answered, other: Answered| {
        if one != other {
            let (on, rulebook) = (Some(day), rulebook.map(str::to_owned));
            flips.push(Flip { on, movement, item: after.item, rulebook, before: one, after: other });
        }
    };
    if let (Some(one), Some(other)) = (&before.together, &after.together) {
        flip(None, one.clone(), other.clone());
    }
    for (one, other) in before.rulebooks.iter().zip(&after.rulebooks) {
        flip(Some(&one.rulebook), one.answered(), other.answered());
    }
}
