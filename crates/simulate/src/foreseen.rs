//! What holders of stocks foresee under a quota or behind a closed border: everybody can read how little may still be
//! shipped, and who will stop first for want of it.

use coercivity_market::chain::Chain;
use coercivity_market::month::{Cap, Month};

use crate::state::State;

/// A use under a cap.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Use {
    /// What a unit of the cap is worth to it before it stops, USD/kg.
    worth: f64,
    /// What it takes up of the cap, t/month.
    counted: f64,
    /// What it pays for a unit in the base year, USD/kg.
    price: f64,
    /// Most of it that thrift may still save.
    saved_most: f64,
}

impl Use {
    /// What it takes up under a rent while it goes on: at once it does without as much as its short elasticity says.
    fn left(&self, rent: f64, elasticity: f64) -> f64 {
        let saved = 1.0 - (1.0 + rent / self.price.max(1e-9)).powf(-elasticity);
        self.counted * (1.0 - saved.min(self.saved_most))
    }
}

/// Prices that are foreseen, by node, USD/kg; nothing where nothing is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Foreseen {
    /// Under quotas, by all who hold stocks.
    pub quota: Vec<f64>,
    /// Where only licensed users are served, by traders: their own stock is all that the others can buy.
    pub closed: Vec<f64>,
}

/// What the period's quotas and closed lanes will make of prices once stocks are used up, with the licences that will
/// have been granted by then.
///
/// The dearer it is, the more do uses save; those stop, in the order of what they can bear on top of the base price, that
/// can bear no more, until the rest fits under the cap: the rent that does this all who stay will pay, kilogram for
/// kilogram. Behind a lane that is closed to the pool nothing can be resold, so that a trader counts on that rent times
/// the share of use that is not licensed.
pub(crate) fn foreseen(month: &Month<'_>, state: &State) -> Foreseen {
    let chain = month.chain;
    let nothing = vec![0.0_f64; chain.nodes.len()];
    let mut foreseen = Foreseen { quota: nothing.clone(), closed: nothing };
    for cap in &month.caps {
        let rent = rent(cap.most, uses(chain, month, state, cap), month.thrift_elasticity);
        for &(lane, counted) in cap.counted.iter().filter(|_| rent > 0.0) {
            raise(&mut foreseen.quota, chain, lane, counted * rent);
        }
    }
    let mut lanes: Vec<usize> = state.live.keys().filter(|it| it.1.is_some()).map(|it| it.0).collect();
    lanes.dedup();
    for lane in lanes.into_iter().filter(|it| month.limit[*it] <= 0.0) {
        let licensed = state.live.iter().filter(|it| it.0.0 == lane).map(|it| it.1.coming());
        let most = licensed.sum();
        let cap = Cap { counted: vec![(lane, 1.0)], most, size: 1.0, price: 0.0, broken_at: None };
        let uses = uses(chain, month, state, &cap);
        let all: f64 = uses.iter().map(|it| it.counted).sum();
        let short = if all > 0.0 { (1.0 - cap.most / all).clamp(0.0, 1.0) } else { 0.0 };
        let rent = short * rent(cap.most, uses, month.thrift_elasticity);
        raise(&mut foreseen.closed, chain, lane, rent);
    }
    foreseen
}

fn raise(prices: &mut [f64], chain: &Chain, lane: usize, rent: f64) {
    if let Some(node) = chain.activities[lane].target().filter(|_| rent > 0.0) {
        prices[node] = prices[node].max(chain.prices[node] + rent);
    }
}

/// Every use at the end of a capped lane, with the part of it that the lane usually brings.
fn uses(chain: &Chain, month: &Month<'_>, state: &State, cap: &Cap) -> Vec<Use> {
    let mut uses = Vec::new();
    for &(lane, counted) in cap.counted.iter().filter(|it| it.1 > 0.0) {
        let Some(node) = chain.activities[lane].target() else { continue };
        let own = || chain.users.iter().enumerate().filter(|it| it.1.pool == node);
        let all: f64 = own().map(|it| month.demand[it.0]).sum();
        uses.extend(own().map(|(index, user)| Use {
            worth: (user.stop_price - user.price).max(0.0) / counted,
            counted: counted * state.usual(lane) * month.demand[index] / all.max(1e-12),
            price: user.price / counted,
            saved_most: (month.thrift_most - month.adopted[index]).max(0.0),
        }));
    }
    uses
}

/// Halvings of a rent's interval: to a billionth of the dearest use.
const HALVINGS: u32 = 30;

/// The least rent at which all that go on fit under the cap; what the dearest use can bear where none does.
fn rent(most: f64, mut uses: Vec<Use>, elasticity: f64) -> f64 {
    uses.sort_by(|a, b| a.worth.total_cmp(&b.worth));
    let taken = |on: &[Use], rent: f64| on.iter().map(|it| it.left(rent, elasticity)).sum::<f64>();
    let mut reached = 0.0;
    for first in 0..uses.len() {
        let (on, worth) = (&uses[first..], uses[first].worth);
        if taken(on, reached) <= most {
            return reached;
        }
        if taken(on, worth) <= most {
            let (mut low, mut high) = (reached, worth);
            for _ in 0..HALVINGS {
                let middle = 0.5 * (low + high);
                if taken(on, middle) > most { low = middle } else { high = middle }
            }
            return high;
        }
        reached = worth;
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_use(worth: f64, counted: f64, saved_most: f64) -> Use {
        Use { worth, counted, price: 10.0, saved_most }
    }

    #[test]
    fn the_use_that_bears_least_stops_first_and_sets_the_rent() {
        let uses = vec![a_use(90.0, 10.0, 0.0), a_use(20.0, 60.0, 0.0), a_use(40.0, 30.0, 0.0)];
        for (most, expected) in [(100.0, 0.0), (99.0, 20.0), (40.0, 20.0), (39.0, 40.0), (5.0, 90.0)] {
            assert_eq!(rent(most, uses.clone(), 0.1), expected, "under {most} t");
        }
    }

    #[test]
    fn a_cap_that_is_a_little_short_is_met_by_thrift_before_anybody_stops() {
        let uses = vec![a_use(90.0, 50.0, 0.2), a_use(40.0, 50.0, 0.2)];
        let little = rent(99.0, uses.clone(), 0.1);
        assert!((little - 10.0 * (0.99_f64.powf(-10.0) - 1.0)).abs() < 1e-6, "{little}");
        let shorter: Vec<f64> = (1..10).map(|it| rent(10.0 * f64::from(it), uses.clone(), 0.1)).collect();
        assert!(shorter.is_sorted_by(|a, b| a >= b), "the less there is, the dearer: {shorter:?}");
        assert_eq!(rent(45.0, uses, 0.1), 40.0, "one stops, and the other fits then");
    }
}
