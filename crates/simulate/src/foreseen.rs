//! What holders of stocks foresee under a quota or behind a closed border: everybody can read how little may still be
//! shipped, and who will stop first for want of it.

use coercivity_market::chain::Chain;
use coercivity_market::month::{Cap, Month};

use crate::state::State;

/// A use under a cap: what a unit of the cap is worth to it before it stops, USD/kg, and what it takes up, t/month.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Use {
    worth: f64,
    counted: f64,
}

/// Prices that are foreseen, by node, USD/kg; nothing where nothing is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Foreseen {
    /// Under quotas, by all who hold stocks.
    pub quota: Vec<f64>,
    /// Where only licensed users are served, by traders: their own stock is all that the others can buy.
    pub closed: Vec<f64>,
}

/// What the period's quotas and closed lanes will make of prices once stocks are used up.
///
/// Uses stop in the order of what they can bear on top of the base price, until the rest fits under the cap. What the
/// last one can bear is the rent that all who stay will pay, kilogram for kilogram. Behind a lane that is closed to the
/// pool nothing can be resold, so that a trader counts on that rent times the share of use that is not licensed.
pub(crate) fn foreseen(month: &Month<'_>, state: &State) -> Foreseen {
    let chain = month.chain;
    let nothing = vec![0.0_f64; chain.nodes.len()];
    let mut foreseen = Foreseen { quota: nothing.clone(), closed: nothing };
    for cap in &month.caps {
        let rent = rent(cap.most, uses(chain, month, state, cap));
        for &(lane, counted) in cap.counted.iter().filter(|_| rent > 0.0) {
            raise(&mut foreseen.quota, chain, lane, counted * rent);
        }
    }
    let mut lanes: Vec<usize> = state.live.keys().filter(|it| it.1.is_some()).map(|it| it.0).collect();
    lanes.dedup();
    for lane in lanes.into_iter().filter(|it| month.limit[*it] <= 0.0) {
        let licensed = month.licensed.iter().filter(|it| it.lane == lane).map(|it| it.cap);
        let cap =
            Cap { counted: vec![(lane, 1.0)], most: licensed.sum(), size: 1.0, price: 0.0, broken_at: None };
        let uses = uses(chain, month, state, &cap);
        let all: f64 = uses.iter().map(|it| it.counted).sum();
        let short = if all > 0.0 { (1.0 - cap.most / all).clamp(0.0, 1.0) } else { 0.0 };
        let rent = short * rent(cap.most, uses);
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
