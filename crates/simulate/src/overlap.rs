//! Clauses of a scenario that come after others on the same kilograms.

use std::collections::{BTreeMap, BTreeSet};

use crate::central_reach::CentralReach;
use crate::promised::Promises;
use crate::topping::{Promise, Promised, taken};

/// A clause of a scenario's own that comes after others on kilograms that it reaches.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// The clause, as `instrument:clause`.
    pub clause: String,
    /// Clauses that come before it, called alike.
    pub after: BTreeSet<String>,
    /// The share that a sale states, and the least that is left for it.
    pub share: Option<(f64, f64)>,
}

/// A scenario's own floors that top up what others have topped up or agreed on already, and its own offtakes for which
/// others leave less of a maker's output than they state, in the order of the law; on any day of the run.
pub fn overlaps(reach: &CentralReach<'_>) -> Vec<Overlap> {
    let named = |it: usize| reach.named(it);
    let mut found: BTreeMap<usize, Overlap> = BTreeMap::new();
    for bound in reach.bound() {
        let promises = Promises::of(&reach.setting, &reach.supports, bound);
        for (_, promised) in promises.outputs().filter(|it| it.1.len() > 1) {
            for it in promised.iter().filter(|it| reach.is_own(it.support)) {
                let (before, share) = before(promised, it);
                if before.is_empty() {
                    continue;
                }
                let overlap = found.entry(it.support).or_insert_with(|| Overlap {
                    clause: named(it.support),
                    after: BTreeSet::new(),
                    share,
                });
                overlap.after.extend(before.into_iter().map(named));
                let least = overlap.share.into_iter().chain(share).min_by(|a, b| a.1.total_cmp(&b.1));
                overlap.share = least;
            }
        }
    }
    found.into_values().collect()
}

/// Supports that come before one on an output, and the share that a sale states and gets: sales before a floor where they
/// state a price, and floors of earlier turns; before a sale those that leave it less than it states.
fn before(promised: &[Promise], own: &Promise) -> (Vec<usize>, Option<(f64, f64)>) {
    match own.of {
        Promised::Floor { .. } => {
            let earlier = promised.iter().filter(|it| match it.of {
                Promised::Sale { price, .. } => price.is_some(),
                Promised::Floor { .. } => it.turn < own.turn,
            });
            (earlier.map(|it| it.support).collect(), None)
        }
        Promised::Sale { share, .. } => {
            let takes = taken(promised.iter()).find(|it| it.0 == own.support).map_or(share, |it| it.1);
            let earlier = taken(promised.iter()).map(|it| it.0).take_while(|it| *it != own.support);
            if takes < share - 1e-9 { (earlier.collect(), Some((share, takes))) } else { (Vec::new(), None) }
        }
    }
}
