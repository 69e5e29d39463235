//! Where an item and all that it holds was mined, worked and made.

use std::collections::BTreeSet;

use coercivity_world::Place;

use crate::facts::Facts;
use crate::steps::{STAGES, unsaid_elements};
use crate::tree::Tree;

/// All places in which any of an item was mined, worked or made; none where that was left unsaid of any of it.
pub(crate) fn making(tree: &Tree, facts: &[Facts], node: usize) -> Option<Vec<Place>> {
    let mut found = worked(tree, facts, node)?;
    for item in tree.below(node) {
        found.extend(worked(tree, facts, item)?);
    }
    Some(found.into_iter().collect())
}

/// The step that is part of another where nobody states it: whoever presses magnets mills their alloy.
const POWDER: &str = "powder";

/// Where one item itself was worked: where it was made, where its content comes from, and where each step was done that
/// no part of it went through.
fn worked(tree: &Tree, facts: &[Facts], item: usize) -> Option<BTreeSet<Place>> {
    let fact = &facts[item];
    let declared: f64 = fact.origin.iter().map(|it| it.1.low()).sum();
    let all_declared = fact.origin.is_empty() || declared >= 1.0 - 1e-9;
    if !all_declared || !tree.parts[item].is_empty() && !unsaid_elements(tree, item).is_empty() {
        return None;
    }
    let mut found: BTreeSet<Place> = [fact.made_in?].into();
    found.extend(fact.origin.iter().filter(|it| it.1.high() > 0.0).map(|it| it.0));
    let last = |node: usize| {
        let step = tree.nodes[node].last_step()?;
        STAGES.iter().position(|it| *it == step)
    };
    // What has no parts was mined; what has some was worked on from where the furthest of them was left.
    let first = match tree.parts[item].as_slice() {
        [] => 0,
        parts => parts.iter().filter_map(|it| last(it.part)).max().map_or(STAGES.len(), |it| it + 1),
    };
    let own = last(item).unwrap_or(usize::from(tree.parts[item].is_empty()));
    for (place, stage) in STAGES.iter().enumerate() {
        match fact.steps.get(stage) {
            Some(places) if !places.is_empty() => found.extend(places),
            Some(_) | None if first <= place && place < own && stage.as_str() != POWDER => return None,
            Some(_) | None => {}
        }
    }
    Some(found)
}
