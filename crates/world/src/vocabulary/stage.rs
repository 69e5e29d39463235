//! The steps of the chain.

use std::collections::BTreeMap;

use coercivity_data::{Problem, StageRow};

use super::{keep, made};
use crate::id::Stage;

/// A step of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageThing {
    /// Its id.
    pub id: Stage,
    /// Its name.
    pub name: String,
    /// Its place in the chain, from the mine.
    pub order: u32,
    /// What happens there.
    pub note: String,
}

pub(super) fn link(rows: &[StageRow], problems: &mut Vec<Problem>) -> BTreeMap<Stage, StageThing> {
    let mut things = BTreeMap::new();
    for row in rows {
        let Some(id) = made(Stage::new, &row.id, &row.row, problems) else { continue };
        let thing = StageThing { id, name: row.name.clone(), order: row.order, note: row.note.clone() };
        keep(&mut things, (id, thing), &row.row, problems);
    }
    things
}
