//! End uses: what a magnet or an oxide is bought for.

use std::collections::BTreeMap;

use coercivity_data::{EndUseRow, Problem};

use super::{Vocabulary, keep, made};
use crate::id::{EndUse, Good};
use crate::source::problem_at;

/// What a good is bought for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndUseThing {
    /// Its id.
    pub id: EndUse,
    /// The words demand tables use for it.
    pub label: String,
    /// The name a reader sees.
    pub name: String,
    /// The good it buys.
    pub good: Good,
}

pub(super) fn link(
    rows: &[EndUseRow],
    vocabulary: &Vocabulary,
    problems: &mut Vec<Problem>,
) -> BTreeMap<EndUse, EndUseThing> {
    let mut things = BTreeMap::new();
    for row in rows {
        let id = made(EndUse::new, &row.id, &row.row, problems);
        let good = vocabulary.good(&row.good).map(|it| it.id);
        if good.is_none() {
            let found = format!("good `{}`", row.good);
            problems.push(problem_at(&row.row, found, "an id of goods.csv", "add the good, or correct it"));
        }
        let (Some(id), Some(good)) = (id, good) else { continue };
        let thing = EndUseThing { id, label: row.label.clone(), name: row.name.clone(), good };
        keep(&mut things, (id, thing), &row.row, problems);
    }
    things
}
