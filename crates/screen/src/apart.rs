//! What is said of where a whole comes from, held against what is said of all that lies inside it.
//!
//! Where the two exclude one another neither is believed more: of the whole and of what lies inside, as much may come from
//! the place as either allows.

use std::collections::BTreeSet;

use coercivity_quantity::Interval;
use coercivity_world::Place;

use crate::facts::Facts;
use crate::origin::{Basis, Composition, Told};
use crate::tree::Tree;

/// Part of a share by which it may have been rounded when it was written.
pub(crate) const ROUNDED: f64 = 0.01;

/// That an item is said to come from a place by a share that its parts exclude.
struct Apart {
    whole: usize,
    place: Place,
    /// The share that is said of the whole, and what its parts add up to.
    said: Interval<f64>,
    sum: Interval<f64>,
}

/// Opens what wholes and their parts contradict of one another about their origin, and tells it of the whole.
pub(crate) fn open_apart(tree: &Tree, facts: &mut [Facts]) {
    let said = |it: usize| !facts[it].origin.is_empty() && !tree.parts[it].is_empty();
    let wholes: Vec<usize> = (0..facts.len()).filter(|it| said(*it)).collect();
    if wholes.is_empty() {
        return;
    }
    let mut places: BTreeSet<Place> = BTreeSet::new();
    let mut inside: BTreeSet<usize> = wholes.iter().copied().collect();
    let mut left = wholes;
    while let Some(node) = left.pop() {
        places.extend(facts[node].origin.iter().map(|it| it.0).chain(facts[node].made_in));
        left.extend(tree.parts[node].iter().map(|it| it.part).filter(|it| inside.insert(*it)));
    }
    let composition = Composition::of(tree, Basis::Value);
    let mut found: Vec<Apart> = Vec::new();
    for place in places {
        composition.walk(facts, Told::Country(place), |whole, sum, said| {
            let exceeds = |low: f64, high: f64| low - high > ROUNDED * low;
            if exceeds(sum.low(), said.high()) || exceeds(said.low(), sum.high()) {
                found.push(Apart { whole, place, said, sum });
            }
        });
    }
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for it in &found {
        facts[it.whole].may_come(it.place, it.sum);
        for part in tree.below(it.whole) {
            facts[part].may_come(it.place, it.said);
        }
        // Shares make one: what is too much from one place is too little from others.
        if told.insert(it.whole) {
            facts[it.whole].conflicts.push(it.told());
        }
    }
}

impl Apart {
    fn told(&self) -> String {
        format!(
            "{} of it from {} by what is said of the whole, {} by its parts: both stay open",
            percent(self.said),
            self.place,
            percent(self.sum)
        )
    }
}

/// A share in percent, without digits that say nothing.
pub(crate) fn percent(share: Interval<f64>) -> String {
    let end = |it: f64| {
        let four = format!("{:.4}", it * 100.0);
        four.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let (low, high) = (end(share.low()), end(share.high()));
    if low == high { format!("{low} %") } else { format!("{low} .. {high} %") }
}

impl Facts {
    /// As much of it may come from a place as was known, or as is said here; others may have what that leaves.
    pub(crate) fn may_come(&mut self, place: Place, said: Interval<f64>) {
        let known = self.from(place);
        // What is said of its origin stays; the customs origin gives way to a paper.
        self.contested.origin |= !self.origin.is_empty();
        self.rest = None;
        if self.origin.is_empty() {
            self.origin.extend(self.made_in.map(|it| (it, Interval::exactly(1.0))));
        }
        let (low, high) = (known.low().min(said.low()), known.high().max(said.high()));
        let open = Interval::between(low, high).unwrap_or(known);
        self.origin.retain(|it| it.0 != place);
        let rest = Interval::between(1.0 - high, 1.0 - low).unwrap_or(open);
        for (_, share) in &mut self.origin {
            let (low, high) = (share.low().min(rest.low()), share.high().max(rest.high()).min(1.0));
            *share = Interval::between(low, high).unwrap_or(*share);
        }
        self.origin.push((place, open));
    }
}
