//! What holders of stocks foresee under a quota: everybody can read how little may still be shipped, and who will stop
//! first for want of it.

use coercivity_market::chain::Chain;
use coercivity_market::month::{Cap, Month};

use crate::state::State;

/// A use under a cap: what a unit of the cap is worth to it before it stops, USD/kg, and what it takes up, t/month.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Use {
    worth: f64,
    counted: f64,
}

/// Price at each node that the period's quotas will make once stocks are used up, USD/kg; nothing where none binds.
///
/// Uses stop in the order of what they can bear on top of the base price, until the rest fits under the cap. What the
/// last one can bear is the rent that all who stay will pay, kilogram for kilogram.
pub(crate) fn foreseen(month: &Month<'_>, state: &State) -> Vec<f64> {
    let chain = month.chain;
    let mut prices = vec![0.0_f64; chain.nodes.len()];
    for cap in &month.caps {
        let rent = rent(cap.most, uses(chain, month, state, cap));
        for &(lane, counted) in cap.counted.iter().filter(|_| rent > 0.0) {
            if let Some(node) = chain.activities[lane].target() {
                prices[node] = prices[node].max(chain.prices[node] + counted * rent);
            }
        }
    }
    prices
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
            counted: counted * state.mean[lane] * month.demand[index] / all.max(1e-12),
        }));
    }
    uses
}

/// What the last use that has to stop can bear; nothing when all fit under the cap.
fn rent(most: f64, mut uses: Vec<Use>) -> f64 {
    uses.sort_by(|a, b| a.worth.total_cmp(&b.worth));
    let mut over = uses.iter().map(|it| it.counted).sum::<f64>() - most;
    let mut rent = 0.0;
    for it in uses {
        if over <= 0.0 {
            break;
        }
        rent = it.worth;
        over -= it.counted;
    }
    rent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_use_that_bears_least_stops_first_and_sets_the_rent() {
        let uses = vec![
            Use { worth: 90.0, counted: 10.0 },
            Use { worth: 20.0, counted: 60.0 },
            Use { worth: 40.0, counted: 30.0 },
        ];
        for (most, expected) in [(100.0, 0.0), (99.0, 20.0), (40.0, 20.0), (39.0, 40.0), (5.0, 90.0)] {
            assert_eq!(rent(most, uses.clone()), expected, "under {most} t");
        }
    }
}
