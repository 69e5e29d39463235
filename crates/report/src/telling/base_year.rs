//! How the base year was made consistent, and what nobody knows.

use coercivity_world::base::{Flag, Remainder};

use crate::number::significant;
use crate::view::{Base, Move, MoveFlag, Remainder as ShownRemainder};

use super::Telling;
use super::grounds::Grounds;
use super::reasons;

/// The reconciliation, the figures that moved farthest first.
pub(super) fn base(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Base {
    let base = telling.question.base;
    let why = grounds.base_year();
    let moves = base.moves.iter().filter(|it| it.move_in_sigmas.is_finite()).map(|it| Move {
        datum: it.label.clone(),
        value: it.value,
        sigma: it.sigma,
        fitted: it.fitted,
        moved_sigmas: it.move_in_sigmas,
        flag: flag(it.flag),
        sources: keys(&it.source),
        why: grounds.keep(&reasons::moved(it)),
    });
    Base {
        chi2: Some(base.chi2).filter(|it| it.is_finite()),
        degrees_of_freedom: u32::try_from(base.degrees_of_freedom).unwrap_or(u32::MAX),
        moves: moves.collect(),
        remainders: base.remainders.iter().map(|it| remainder(telling, it)).collect(),
        why,
    }
}

fn flag(flag: Flag) -> MoveFlag {
    match flag {
        Flag::Assumed => MoveFlag::Assumed,
        Flag::Derived => MoveFlag::Derived,
        Flag::Observed => MoveFlag::Observed,
    }
}

fn keys(source: &str) -> Vec<String> {
    source.split(';').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}

fn remainder(telling: &Telling<'_>, it: &Remainder) -> ShownRemainder {
    let tonnes = it
        .tonnes
        .map_or(String::new(), |tonnes| format!(" What closes the balance: {} t.", significant(tonnes, 3)));
    ShownRemainder {
        label: format!("{}, {}", it.name, telling.place(it.place)),
        text: format!("{}.{tonnes}", it.why.trim_end_matches('.')),
    }
}
