//! The chain of a good, stage by stage, and where it is in the fewest hands.

use super::concentration::concentration;
use super::finding::Finding;
use super::share::leader;
use crate::atlas::{Atlas, Statistic};
use crate::id::{Good, Place, Stage};
use crate::vocabulary::Vocabulary;

/// One stage of a chain, as far as figures reach.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainLink {
    /// The stage.
    pub stage: Stage,
    /// The good and year whose figures are shown; `None` when no table by country was found.
    pub of: Option<(Good, i32)>,
    /// The largest producer and its share.
    pub leader: Option<(Place, Finding)>,
    /// How few hands it is in; `None` without a world total.
    pub concentration: Option<Finding>,
    /// Facilities listed at the stage: a list of plants, never a share.
    pub facilities: usize,
}

/// The chain of a good from the mine to its own stage. A stage shows one link for every good of it that has shares
/// in some year, in the latest such year; of the good's own stage only the good and its kinds are shown.
pub fn chain(atlas: &Atlas, vocabulary: &Vocabulary, good: Good) -> Vec<ChainLink> {
    let Some(last) = vocabulary.good(good.as_str()).and_then(|it| vocabulary.stage(it.stage.as_str())) else {
        return Vec::new();
    };
    let mut links = Vec::new();
    for stage in vocabulary.stages().into_iter().filter(|it| it.order <= last.order) {
        let facilities = atlas.facilities.iter().filter(|it| it.stage == stage.id).count();
        let kind = |it: Good| stage.id != last.id || it.as_str().starts_with(good.as_str());
        let goods = vocabulary.goods().filter(|it| it.stage == stage.id && kind(it.id)).map(|it| it.id);
        let found: Vec<ChainLink> = goods.filter_map(|it| link(atlas, vocabulary, stage.id, it)).collect();
        if found.is_empty() {
            links.push(ChainLink {
                stage: stage.id,
                of: None,
                leader: None,
                concentration: None,
                facilities,
            });
        }
        links.extend(found.into_iter().map(|it| ChainLink { facilities, ..it }));
    }
    links
}

fn link(atlas: &Atlas, vocabulary: &Vocabulary, stage: Stage, good: Good) -> Option<ChainLink> {
    let years = [Statistic::Share, Statistic::Output].map(|it| atlas.stages.latest(good, it));
    let mut years: Vec<i32> = years.into_iter().flatten().collect();
    years.sort_unstable_by_key(|it| std::cmp::Reverse(*it));
    let (year, leader) = years.into_iter().find_map(|it| Some((it, leader(atlas, vocabulary, good, it)?)))?;
    let concentration = concentration(atlas, vocabulary, good, year);
    Some(ChainLink { stage, of: Some((good, year)), leader: Some(leader), concentration, facilities: 0 })
}

/// The link whose largest producer holds the most. Stages without a figure cannot be judged and are not chosen.
pub fn weakest_link(links: &[ChainLink]) -> Option<&ChainLink> {
    let held = |it: &ChainLink| it.leader.as_ref().map(|it| it.1.value);
    let known = links.iter().filter(|it| it.leader.is_some());
    known.max_by(|a, b| held(a).unwrap_or(0.0).total_cmp(&held(b).unwrap_or(0.0)))
}
