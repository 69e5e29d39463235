//! Which plants of a stage make a good, as their products are told in words.

use std::collections::BTreeSet;

use coercivity_quantity::Verdict;

use crate::atlas::Atlas;
use crate::id::{Element, Good};
use crate::vocabulary::{StageThing, Vocabulary};

/// The stage that parts one element from another: what comes before it holds all that the ore holds.
const PARTS: &str = "separation";
/// What an ore holds.
const ORE: &str = "REO";
/// Words for whatever else there is.
const OPEN: [&str; 5] = ["RE", "REE", "REO", "oxides", "other"];

/// How many plants make a good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plants {
    /// Those whose product names it; before elements are parted, all.
    pub named: usize,
    /// Those whose product is told in words that leave it open.
    pub unsaid: usize,
}

/// The plants of a stage on the way to a good.
pub(super) fn plants(atlas: &Atlas, vocabulary: &Vocabulary, good: Good, stage: &StageThing) -> Plants {
    let elements = vocabulary.elements_of(good);
    let is_own_stage = vocabulary.good(good.as_str()).is_some_and(|it| it.stage == stage.id);
    let is_mixed = vocabulary.stage(PARTS).is_some_and(|it| stage.order < it.order)
        && !elements.is_disjoint(&vocabulary.held(ORE));
    let mut plants = Plants::default();
    for plant in atlas.facilities.iter().filter(|it| it.stage == stage.id) {
        let words: Vec<&str> = plant.product.split(|it: char| !it.is_alphanumeric()).collect();
        let kind = is_kind(vocabulary, &words, good, is_own_stage);
        let made = if is_mixed { Verdict::Yes } else { holds(vocabulary, &words, &elements).and(kind) };
        match made {
            Verdict::Yes => plants.named += 1,
            Verdict::Open => plants.unsaid += 1,
            Verdict::No => {}
        }
    }
    plants
}

/// Whether what is told in words holds one of the elements.
fn holds(vocabulary: &Vocabulary, words: &[&str], elements: &BTreeSet<Element>) -> Verdict {
    let named: BTreeSet<Element> = words.iter().flat_map(|it| vocabulary.held(it)).collect();
    let is_open = named.is_empty() || elements.is_empty() || words.iter().any(|it| OPEN.contains(it));
    match (named.is_disjoint(elements), is_open) {
        (false, _) => Verdict::Yes,
        (true, true) => Verdict::Open,
        (true, false) => Verdict::No,
    }
}

/// Whether the words name the kind of a good, such as `bonded`: another kind of the same good is not it. What
/// goes into a good may be of no kind.
fn is_kind(vocabulary: &Vocabulary, words: &[&str], good: Good, is_own_stage: bool) -> Verdict {
    let Some((whole, own)) = good.as_str().split_once('-') else { return Verdict::Yes };
    let kind = |it: &Good| it.as_str().strip_prefix(whole)?.strip_prefix('-').map(str::to_owned);
    if words.contains(&own) {
        Verdict::Yes
    } else if vocabulary.goods().filter_map(|it| kind(&it.id)).any(|it| words.contains(&it.as_str())) {
        Verdict::No
    } else if is_own_stage {
        Verdict::Open
    } else {
        Verdict::Yes
    }
}
