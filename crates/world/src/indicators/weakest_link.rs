//! The chain of a good, stage by stage, and where it is in the fewest hands.

use std::collections::BTreeSet;

use super::concentration::concentration;
use super::finding::Finding;
use super::plants::{Plants, plants};
use super::share::leader;
use crate::atlas::{Atlas, Statistic};
use crate::id::{Element, Good, Place, Stage};
use crate::vocabulary::{GoodThing, Vocabulary};

/// One stage of a chain, as far as figures reach.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainLink {
    /// The stage.
    pub stage: Stage,
    /// The good and year whose figures are shown; `None` when no table by country was found.
    pub of: Option<(Good, i32)>,
    /// Whether the figures are of other elements too: a total, which does not say how its parts are spread.
    pub is_total: bool,
    /// The largest producer and its share.
    pub leader: Option<(Place, Finding)>,
    /// How few hands it is in; `None` without a world total.
    pub concentration: Option<Finding>,
    /// Facilities at the stage that make it: a list of plants, never a share.
    pub plants: Plants,
}

/// The chain of a good from the mine to its own stage. A stage shows one link for every good of it that has shares in
/// some year, in the latest such year, and whose elements cover those of the good; for a recipe it is enough that
/// they are among its own. Of other recipes and kinds at the good's own stage, and of what nobody tells the elements
/// of, none is shown.
pub fn chain(atlas: &Atlas, vocabulary: &Vocabulary, good: Good) -> Vec<ChainLink> {
    let Some(last) = vocabulary.good(good.as_str()).and_then(|it| vocabulary.stage(it.stage.as_str())) else {
        return Vec::new();
    };
    let elements = vocabulary.elements_of(good);
    let mut links = Vec::new();
    for stage in vocabulary.stages().into_iter().filter(|it| it.order <= last.order) {
        let plants = plants(atlas, vocabulary, good, stage);
        let empty = ChainLink {
            stage: stage.id,
            of: None,
            is_total: false,
            leader: None,
            concentration: None,
            plants,
        };
        let before = links.len();
        for it in vocabulary.goods().filter(|it| it.stage == stage.id) {
            let Some(is_total) = speaks(vocabulary, it, good, &elements, stage.id == last.id) else {
                continue;
            };
            links.extend(link(atlas, vocabulary, it.id, &ChainLink { is_total, ..empty.clone() }));
        }
        if links.len() == before {
            links.push(empty);
        }
    }
    links
}

/// Whether a table of one good says something of another, and if so whether it is a total of more elements.
fn speaks(
    vocabulary: &Vocabulary,
    table: &GoodThing,
    good: Good,
    elements: &BTreeSet<Element>,
    is_own_stage: bool,
) -> Option<bool> {
    let rest = table.id.as_str().strip_prefix(good.as_str());
    if rest.is_some_and(|it| it.is_empty() || it.starts_with('-')) {
        return Some(false);
    }
    let its = vocabulary.elements_of(table.id);
    let is_recipe = vocabulary.good(good.as_str()).is_some_and(|it| it.element.is_none());
    let is_other_recipe = is_own_stage && table.element.is_none();
    let says = if is_recipe { !its.is_disjoint(elements) } else { its.is_superset(elements) };
    (says && !elements.is_empty() && !is_other_recipe).then(|| !its.is_subset(elements))
}

fn link(atlas: &Atlas, vocabulary: &Vocabulary, good: Good, empty: &ChainLink) -> Option<ChainLink> {
    let years = [Statistic::Share, Statistic::Output].map(|it| atlas.stages.latest(good, it));
    let mut years: Vec<i32> = years.into_iter().flatten().collect();
    years.sort_unstable_by_key(|it| std::cmp::Reverse(*it));
    let (year, leader) = years.into_iter().find_map(|it| Some((it, leader(atlas, vocabulary, good, it)?)))?;
    let concentration = concentration(atlas, vocabulary, good, year);
    Some(ChainLink { of: Some((good, year)), leader: Some(leader), concentration, ..empty.clone() })
}

/// The link whose largest producer holds the most. Stages without a figure cannot be judged and are not chosen, nor
/// are totals of more elements.
pub fn weakest_link(links: &[ChainLink]) -> Option<&ChainLink> {
    most_held(links.iter().filter(|it| !it.is_total))
}

/// Of the totals that hold other elements too, the one whose largest producer holds the most.
pub fn largest_total(links: &[ChainLink]) -> Option<&ChainLink> {
    most_held(links.iter().filter(|it| it.is_total))
}

fn most_held<'a>(links: impl Iterator<Item = &'a ChainLink>) -> Option<&'a ChainLink> {
    let held = |it: &ChainLink| it.leader.as_ref().map(|it| it.1.value);
    let known = links.filter(|it| it.leader.is_some());
    known.max_by(|a, b| held(a).unwrap_or(0.0).total_cmp(&held(b).unwrap_or(0.0)))
}
