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
        let weighed = |weight: &dyn Fn(usize) -> f64| -> (f64, f64) {
            let each = open().map(|lane| (weight(lane) * self.on(lane, recorded), weight(lane)));
            each.fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1))
        };
        let shipped = weighed(&|lane| recorded.cleared.rates[lane].max(0.0));
        let usual = || weighed(&|lane| self.setting.chain.activities[lane].base);
        let any = || weighed(&|_| 1.0);
        let moves = |it: &(f64, f64)| it.1 > LEAST_T;
        let (paid, weight) =
            Some(shipped).filter(moves).or_else(|| Some(usual()).filter(moves)).unwrap_or_else(any);
        paid / weight
    }

    fn inside(&self, recorded: &Recorded) -> f64 {
        let node = self.setting.chain.node(self.part.stuff, self.setting.assumed.supplier);
        node.map_or(f64::NAN, |it| recorded.cleared.prices[it])
    }
}

/// Tonnes a month below which nothing moves.
const LEAST_T: f64 = 1e-9;
