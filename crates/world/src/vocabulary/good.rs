//! Goods: a substance at a stage.

use std::collections::BTreeMap;

use coercivity_data::{GoodRow, Problem};

use super::{Vocabulary, keep, made};
use crate::id::{Element, Good, Stage};
use crate::source::problem_at;

/// A substance at a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodThing {
    /// Its id.
    pub id: Good,
    /// The stage that makes it.
    pub stage: Stage,
    /// The element or group it is of; `None` when it is of several in a fixed recipe.
    pub element: Option<Element>,
    /// Its name.
    pub name: String,
}

pub(super) fn link(
    rows: &[GoodRow],
    vocabulary: &Vocabulary,
    problems: &mut Vec<Problem>,
) -> BTreeMap<Good, GoodThing> {
    let mut things = BTreeMap::new();
    for row in rows {
        let id = made(Good::new, &row.id, &row.row, problems);
        let stage = vocabulary.stage(&row.stage).map(|it| it.id);
        if stage.is_none() {
            let found = format!("stage `{}`", row.stage);
            problems.push(problem_at(&row.row, found, "an id of stages.csv", "add the stage, or correct it"));
        }
        let element = vocabulary.element(&row.element).map(|it| it.id);
        if element.is_none() && !row.element.is_empty() {
            let found = format!("element `{}`", row.element);
            problems.push(problem_at(&row.row, found, "a symbol of elements.csv", "add it, or correct it"));
        }
        let (Some(id), Some(stage)) = (id, stage) else { continue };
        keep(&mut things, (id, GoodThing { id, stage, element, name: row.name.clone() }), &row.row, problems);
    }
    things
}
