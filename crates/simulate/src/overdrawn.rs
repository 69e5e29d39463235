//! Draws of an episode in which a place sends on more than it has, so that stocks have to make up for it.

use std::collections::BTreeMap;

use coercivity_market::chain::{Ran, SmallChain};
use coercivity_world::{Good, Place};

/// Part of what is sent on by which sums of drawn numbers may differ.
const ROUNDING: f64 = 1e-6;

/// A good of which a place sends on more than it makes and takes in.
#[derive(Clone, Debug, PartialEq)]
pub struct Overdrawn {
    /// The good, by its name in the law.
    pub good: Good,
    /// The place.
    pub place: Place,
    /// t/month that it sends on.
    pub sent: f64,
    /// t/month that it makes and takes in.
    pub had: f64,
}

/// Every place that has less in the base months than it sends on, in the order of goods and places.
pub(crate) fn overdrawn_of(small: &SmallChain) -> Vec<Overdrawn> {
    let mut balances: BTreeMap<(Good, Place), (f64, f64)> = BTreeMap::new();
    for maker in small.makers.iter().filter(|it| it.ran == Ran::Yes) {
        for &(good, tonnes) in &maker.makes {
            balances.entry((good, maker.place)).or_default().1 += tonnes;
        }
    }
    for lane in small.lanes.iter().filter(|it| it.from != it.to) {
        balances.entry((lane.good, lane.from)).or_default().0 += lane.tonnes;
        balances.entry((lane.good, lane.to)).or_default().1 += lane.tonnes;
    }
    let short = balances.into_iter().filter(|(_, (sent, had))| sent - had > ROUNDING * sent);
    short.map(|((good, place), (sent, had))| Overdrawn { good, place, sent, had }).collect()
}
