//! The ownership test: how much of a user listed parties hold.

use coercivity_quantity::{Interval, Verdict};

use crate::measures::bound::{Agreed, Bound, Breadth};
use crate::measures::circumstance::Circumstance;
use crate::measures::movement::{Holding, Movement};

/// How much owners on a list must hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Ownership {
    /// Lists that count, by their words.
    pub lists: Vec<String>,
    /// The share that must be reached, 0..=1.
    pub at_least: f64,
    /// Whether shares of several listed owners add up.
    pub summed: Agreed,
    /// The share, 0..=1, that suffices where one listed owner holds it alone; none where the words know no other.
    pub alone: Option<f64>,
    /// Whether an owner counts that stands on no list itself, because those who count own it to the share.
    pub chained: Agreed,
}

impl Ownership {
    /// Whether listed owners reach the share. Where no owner is named, what is known of the circumstance counts; where
    /// some are, what was answered stands beside them.
    pub fn reached(&self, movement: &Movement, breadth: Breadth) -> Verdict {
        let Some(holdings) = &movement.holdings else {
            return movement.circumstance(Circumstance::ListedOwner);
        };
        let held = self.held(holdings, breadth);
        movement.circumstances.get(Circumstance::ListedOwner).map_or(held, |it| held.answered(it))
    }

    /// Whether the listed among some owners reach the share.
    pub fn held(&self, holdings: &[Holding], breadth: Breadth) -> Verdict {
        let held = |it: &Holding| {
            let listed = match &it.lists {
                None => Verdict::Open,
                Some(lists) => Verdict::from(lists.iter().any(|list| self.lists.contains(list))),
            };
            let low = if listed == Verdict::Yes { it.share.low() } else { 0.0 };
            let high = if listed == Verdict::No { 0.0 } else { it.share.high() };
            (low, high)
        };
        let add = |all: (f64, f64), it: (f64, f64)| (all.0 + it.0, all.1 + it.1);
        let greater = |all: (f64, f64), it: (f64, f64)| (all.0.max(it.0), all.1.max(it.1));
        let shares = || holdings.iter().map(held);
        let met = |least: f64, (low, high): (f64, f64)| {
            let range = Interval::between(low, high.max(low)).expect("a low end is not above its high end");
            Bound::AtLeast(least).met(range)
        };
        let greatest = shares().fold((0.0, 0.0), greater);
        let together = match self.summed.holds(breadth) {
            true => met(self.at_least, shares().fold((0.0, 0.0), add)),
            false => met(self.at_least, greatest),
        };
        together.or(self.alone.map_or(Verdict::No, |least| met(least, greatest)))
    }
}
