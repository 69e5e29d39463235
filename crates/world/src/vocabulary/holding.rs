//! Which elements stand behind a name of several.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_data::{HoldsRow, Problem};

use super::{ElementGroup, Vocabulary};
use crate::id::{Element, Good};
use crate::source::problem_at;

pub(super) fn link(
    rows: &[HoldsRow],
    vocabulary: &Vocabulary,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, BTreeSet<Element>> {
    let mut things = BTreeMap::new();
    for row in rows {
        let mut held = BTreeSet::new();
        for symbol in &row.elements {
            match vocabulary.element(symbol).filter(|it| it.group != ElementGroup::Several) {
                Some(thing) => held.extend([thing.id]),
                None => {
                    let (found, wanted) = (format!("element `{symbol}`"), "single elements of elements.csv");
                    problems.push(problem_at(&row.row, found, wanted, "correct it"));
                }
            }
        }
        if things.insert(row.name.clone(), held).is_some() {
            let found = format!("`{}` again", row.name);
            problems.push(problem_at(&row.row, found, "every name once", "remove one of the rows"));
        }
    }
    things
}

impl Vocabulary {
    /// The elements that a word of the tables stands for: a symbol itself, a group or a recipe what is told to be in
    /// it. None when nobody tells.
    pub fn held(&self, word: &str) -> BTreeSet<Element> {
        let single = self.element(word).filter(|it| it.group != ElementGroup::Several);
        single.map_or_else(|| self.holds.get(word).cloned().unwrap_or_default(), |it| [it.id].into())
    }
    /// The elements of a good, as far as told: of a magnet those of its recipe.
    pub fn elements_of(&self, good: Good) -> BTreeSet<Element> {
        let element = self.good(good.as_str()).and_then(|it| it.element);
        let name = good.as_str().split_once(':').map_or(good.as_str(), |it| it.1);
        let recipe = name.split('-').next().unwrap_or(name);
        self.held(element.as_ref().map_or(recipe, Element::as_str))
    }
}
