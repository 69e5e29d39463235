//! What binds on one day, lane by lane.

use std::collections::BTreeMap;

use coercivity_market::chain::Stuff;
use coercivity_quantity::Day;

use crate::book::LaneKey;
use crate::lane_rule::LaneRule;

/// What binds on a lane.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LanePage {
    /// When nothing in it comes from the supplier; for the supplier's own lanes, always.
    pub plain: LaneRule,
    /// When its controlled content comes from the supplier.
    pub tainted: LaneRule,
}

impl LanePage {
    /// The clauses that bind there, whosever goods they are, as `instrument:clause`.
    pub(crate) fn because(&self) -> impl Iterator<Item = &str> {
        self.plain.because.iter().chain(&self.tainted.because).map(String::as_str)
    }
    /// A licence that was not asked for on the page before is asked for since the page's day: after a suspension the
    /// queue begins anew.
    pub(crate) fn resume(&mut self, before: &Self, day: Day) {
        for (rule, before) in [(&mut self.plain, &before.plain), (&mut self.tainted, &before.tainted)] {
            for licence in &mut rule.licences {
                let asked = before.licences.iter().find(|it| it.instrument == licence.instrument);
                licence.since = match asked {
                    Some(it) => it.since,
                    None => Some(licence.since.map_or(day, |it| it.max(day))),
                };
            }
        }
    }
}

/// What binds on one day, by lane.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page(BTreeMap<Stuff, BTreeMap<LaneKey, LanePage>>);

impl Page {
    /// Whether nothing binds at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// What binds on a lane.
    pub fn get(&self, key: &LaneKey) -> Option<&LanePage> {
        self.0.get(&key.stuff)?.get(key)
    }
    /// What binds on any lane of a good.
    pub(crate) fn of_good(&self, stuff: Stuff) -> impl Iterator<Item = (&LaneKey, &LanePage)> {
        self.0.get(&stuff).into_iter().flatten()
    }
    /// What binds, lane by lane.
    pub fn lanes(&self) -> impl Iterator<Item = (&LaneKey, &LanePage)> {
        self.0.values().flatten()
    }
    pub(crate) fn insert(&mut self, key: LaneKey, lane: LanePage) {
        self.0.entry(key.stuff).or_default().insert(key, lane);
    }
}
