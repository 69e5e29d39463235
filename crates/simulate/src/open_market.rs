//! Who sells into the open market, good by good, and who buys out of it.

use coercivity_market::chain::{Chain, Kind, Stuff, open_market};
use coercivity_world::Place;

/// The open market of one good.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenMarket {
    /// The good.
    pub stuff: Stuff,
    /// Where it is kept, by index.
    pub node: usize,
    /// Who brings it.
    pub inlets: Vec<Gate>,
    /// Who takes it.
    pub outlets: Vec<Gate>,
}

/// An activity that brings a good to the open market, or takes it from there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gate {
    /// The activity, by index.
    pub activity: usize,
    /// Tonnes in a unit of it.
    pub tonnes: f64,
    /// Where its good comes from, or goes: the open market itself where nobody knows.
    pub place: Place,
    /// The node whose good it sells, where it sells what others brought or made there.
    pub sells: Option<usize>,
}

/// The open market of every good that both comes to it and leaves it.
pub fn open_markets(chain: &Chain) -> Vec<OpenMarket> {
    let kept = chain.nodes.iter().enumerate().filter(|it| it.1.place == open_market());
    let market = |(node, it): (usize, &coercivity_market::chain::Node)| {
        let mut found = OpenMarket { stuff: it.stuff, node, inlets: Vec::new(), outlets: Vec::new() };
        for (activity, it) in chain.activities.iter().enumerate() {
            for entry in it.entries.iter().filter(|entry| entry.0 == node) {
                let gate = Gate { activity, tonnes: entry.1.abs(), place: it.to, sells: None };
                match it.kind {
                    Kind::OpenSale(_) => {
                        found.inlets.push(Gate { place: it.from, sells: it.source(), ..gate });
                    }
                    // What slipped out says of no place that it comes from there.
                    Kind::Leakage(_) => found.inlets.push(gate),
                    _ if entry.1 > 0.0 => found.inlets.push(gate),
                    _ => found.outlets.push(gate),
                }
            }
        }
        found
    };
    kept.map(market).filter(|it| !it.inlets.is_empty() && !it.outlets.is_empty()).collect()
}
