//! How much of each good is the supplier's: the roll-up that decides which third-country lanes a content rule
//! reaches.

use coercivity_market::chain::{Activity, Chain, Stuff};
use coercivity_world::Place;

/// Whether a good keeps the origin of what it is shipped from: law that asks where it was made then reaches the part of it
/// that comes from there. Of all else the content is asked, and the whole is reached or not.
pub(crate) fn keeps_origin(stuff: Stuff) -> bool {
    matches!(stuff, Stuff::Concentrate(_) | Stuff::Oxide(_) | Stuff::Metal(_) | Stuff::Commodity(_))
}

/// Sweeps over the chain: goods pass through no more stages and places than this.
const SWEEPS: usize = 12;

/// The supplier's share in each node, from the rates of the last period. A node without inflow
/// keeps its last share.
pub fn shares(chain: &Chain, rates: &[f64], supplier: Place, last: &[f64]) -> Vec<f64> {
    let mut shares: Vec<f64> = last.to_vec();
    for (share, node) in shares.iter_mut().zip(&chain.nodes) {
        if node.place == supplier {
            *share = 1.0;
        }
    }
    let (mut inflow, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..SWEEPS {
        for sums in [&mut inflow, &mut theirs] {
            sums.clear();
            sums.resize(chain.nodes.len(), 0.0);
        }
        for (activity, &rate) in chain.activities.iter().zip(rates) {
            if rate <= 0.0 {
                continue;
            }
            let share = source_share(chain, activity, &shares);
            for &(node, coefficient) in activity.entries.iter().filter(|it| it.1 > 0.0) {
                inflow[node] += coefficient * rate;
                theirs[node] += coefficient * rate * share;
            }
        }
        let mut moved = false;
        for (index, node) in chain.nodes.iter().enumerate() {
            if node.place != supplier && inflow[index] > 1e-9 {
                let share = theirs[index] / inflow[index];
                moved |= share != shares[index];
                shares[index] = share;
            }
        }
        if !moved {
            break;
        }
    }
    shares
}

/// The supplier's share in what an activity takes in: of alloy the metals by value, of all else the inputs by
/// mass. What comes out of the ground, or out of swarf, elsewhere is not the supplier's.
pub(crate) fn source_share(chain: &Chain, activity: &Activity, shares: &[f64]) -> f64 {
    let inputs = || activity.entries.iter().filter(|it| it.1 < 0.0);
    let metals = inputs().all(|it| matches!(chain.nodes[it.0].stuff, Stuff::Metal(_)));
    let by_value = metals && inputs().nth(1).is_some();
    let weight = |it: &(usize, f64)| if by_value { -it.1 * chain.prices[it.0] } else { -it.1 };
    let (mut total, mut theirs) = (0.0, 0.0);
    for it in inputs() {
        total += weight(it);
        theirs += weight(it) * shares[it.0];
    }
    if total > 0.0 { theirs / total } else { 0.0 }
}
