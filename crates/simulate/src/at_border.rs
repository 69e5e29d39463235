//! What is paid for a good at the supplier's border: its price inside, the tax, what the supplier's own duties take, and
//! the rent of the quotas that count the lane.

use crate::recount::{Part, lanes};
use crate::setting::Setting;
use crate::step::Recorded;

/// The supplier's border, for one good.
pub(crate) struct AtBorder<'a> {
    setting: &'a Setting,
    part: &'a Part,
    /// Lanes out of the supplier.
    out: Vec<usize>,
}

impl<'a> AtBorder<'a> {
    /// The border that a good passes.
    pub fn of(setting: &'a Setting, part: &'a Part) -> Self {
        let (chain, supplier) = (&setting.chain, setting.assumed.supplier);
        let out = lanes(chain, part).filter(|it| chain.activities[*it].from == supplier).collect();
        Self { setting, part, out }
    }

    /// What is paid on one lane, USD/kg.
    pub fn on(&self, lane: usize, recorded: &Recorded) -> f64 {
        let inside = self.inside(recorded);
        let rent = recorded.caps.iter().zip(&recorded.cleared.cap_rents).map(|(cap, rent)| {
            let counted = cap.counted.iter().find(|it| it.0 == lane);
            counted.map_or(0.0, |it| it.1 * rent)
        });
        let duty = recorded.export_duties.iter().find(|it| it.0 == lane).map_or(0.0, |it| it.1);
        inside * (self.part.border + duty) + rent.sum::<f64>()
    }

    /// What a kilogram of all that leaves is paid, USD/kg; where nothing leaves, of what usually does. NaN where nothing
    /// may leave: nothing is paid then. A quota that is used up leaves a price of the right.
    pub fn mean(&self, recorded: &Recorded) -> f64 {
        if self.out.is_empty() {
            return self.inside(recorded) * self.part.border;
        }
        let open = || self.out.iter().copied().filter(|lane| recorded.closed.binary_search(lane).is_err());
        let mean = |weight: &&dyn Fn(usize) -> f64| {
            let each = open().map(|lane| (weight(lane) * self.on(lane, recorded), weight(lane)));
            let (paid, all) = each.fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
            (all > LEAST_T).then(|| paid / all)
        };
        let shipped = |lane: usize| recorded.cleared.rates[lane].max(0.0);
        let usual = |lane: usize| self.setting.chain.activities[lane].base;
        let weights: [&dyn Fn(usize) -> f64; 3] = [&shipped, &usual, &|_| 1.0];
        weights.iter().find_map(mean).unwrap_or(f64::NAN)
    }

    fn inside(&self, recorded: &Recorded) -> f64 {
        let node = self.setting.chain.node(self.part.stuff, self.setting.assumed.supplier);
        node.map_or(f64::NAN, |it| recorded.cleared.prices[it])
    }
}

/// Tonnes a month below which nothing moves.
const LEAST_T: f64 = 1e-9;
