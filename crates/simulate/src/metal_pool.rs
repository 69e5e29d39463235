//! What goods hold of the metals of magnets, and who filled a pool of them.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_market::chain::{Activity, Chain, Grade, Kind, Stuff};
use coercivity_world::{Element, Place};

use crate::metal_flows::Stop;

/// A good at a place, by who filled it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pool {
    /// Magnet metals of each giver in a tonne of the pool.
    pub(crate) filled: BTreeMap<Stop, f64>,
    /// Part of the pool whose givers are known; the rest comes out of stocks.
    pub(crate) known: f64,
}

impl Pool {
    pub(crate) fn fill(&mut self, stop: Stop, share: f64, content: f64) {
        *self.filled.entry(stop).or_default() += share * content;
        self.known += share;
    }
    pub(crate) fn pour(&mut self, from: &Self, share: f64) {
        for (&stop, &held) in &from.filled {
            *self.filled.entry(stop).or_default() += share * held;
        }
        self.known += share * from.known;
    }
    /// Magnet metals in a tonne of what is known of the pool.
    pub(crate) fn content(&self) -> f64 {
        if self.known > 0.0 { self.filled.values().sum::<f64>() / self.known } else { 0.0 }
    }
    /// Magnet metals in a tonne of the pool when its stocks hold `usual`.
    pub(crate) fn content_or(&self, usual: f64) -> f64 {
        self.filled.values().sum::<f64>() + (1.0 - self.known).max(0.0) * usual
    }
}

/// Elements that the makers of magnets take in.
pub(crate) fn metals(chain: &Chain) -> BTreeSet<Element> {
    let makers = chain
        .activities
        .iter()
        .filter(|it| matches!(it.kind, Kind::AlloyMaking(_) | Kind::SamariumMagnetMaking) && it.base > 0.0);
    let taken = makers.flat_map(|it| it.entries.iter().filter(|it| it.1 < 0.0));
    taken.filter_map(|it| chain.nodes[it.0].stuff.refined()).collect()
}

/// Magnet metals in a tonne of finished magnet, by maker and of all makers together.
pub(crate) fn finished(chain: &Chain) -> BTreeMap<(Grade, Option<Place>), f64> {
    let mut sums: BTreeMap<(Grade, Option<Place>), (f64, f64)> = BTreeMap::new();
    for line in &chain.activities {
        let Kind::Machining(grade) = line.kind else { continue };
        let alloy =
            chain.activities.iter().find(|it| it.kind == Kind::AlloyMaking(grade) && it.to == line.from);
        let blank = alloy.map_or(0.0, |it| inputs(it) / outputs(it));
        let swarf = chain.swarf.iter().filter(|it| it.0.0 == line.from && it.0.1 == grade);
        let kept = blank - swarf.map(|it| it.1).sum::<f64>();
        for key in [(grade, Some(line.from)), (grade, None)] {
            let sum = sums.entry(key).or_default();
            *sum = (sum.0 + line.base * kept, sum.1 + line.base * outputs(line));
        }
    }
    sums.into_iter().filter(|it| it.1.1 > 0.0).map(|(key, sum)| (key, sum.0 / sum.1)).collect()
}

/// Tonnes that one unit of an activity takes in.
pub(crate) fn inputs(activity: &Activity) -> f64 {
    -activity.entries.iter().map(|it| it.1.min(0.0)).sum::<f64>()
}

/// Tonnes that one unit of an activity gives.
pub(crate) fn outputs(activity: &Activity) -> f64 {
    activity.entries.iter().map(|it| it.1.max(0.0)).sum()
}

pub(crate) fn is_magnet(stuff: Stuff) -> bool {
    match stuff {
        Stuff::Finished(_) | Stuff::Magnet(_) | Stuff::SamariumMagnet | Stuff::SamariumMagnetOffered => true,
        Stuff::Concentrate(_)
        | Stuff::Oxide(_)
        | Stuff::Metal(_)
        | Stuff::Alloy(_)
        | Stuff::Blank(_)
        | Stuff::Commodity(_) => false,
    }
}
