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
    for _ in 0..SWEEPS {
        let mut inflow = vec![0.0; chain.nodes.len()];
        let mut theirs = vec![0.0; chain.nodes.len()];
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
        for (index, node) in chain.nodes.iter().enumerate() {
            if node.place != supplier && inflow[index] > 1e-9 {
                shares[index] = theirs[index] / inflow[index];
            }
        }
    }
    shares
}

/// The supplier's share in what an activity takes in: of alloy the metals by value, of all else the inputs by
/// mass. What comes out of the ground, or out of swarf, elsewhere is not the supplier's.
pub(crate) fn source_share(chain: &Chain, activity: &Activity, shares: &[f64]) -> f64 {
    let inputs: Vec<(usize, f64)> =
        activity.entries.iter().filter(|it| it.1 < 0.0).map(|it| (it.0, -it.1)).collect();
    let metals = inputs.iter().all(|it| matches!(chain.nodes[it.0].stuff, Stuff::Metal(_)));
    let weighed: Vec<(usize, f64)> = if metals && inputs.len() > 1 {
        let value = |it: &(usize, f64)| (it.0, it.1 * chain.prices[it.0]);
        inputs.iter().map(value).collect()
    } else {
        inputs
    };
    let total: f64 = weighed.iter().map(|it| it.1).sum();
    if total <= 0.0 {
        return 0.0;
    }
    weighed.iter().map(|it| it.1 * shares[it.0]).sum::<f64>() / total
}
