//! The chain from deposit to user, calibrated so that the base month comes out exactly.
//!
//! [`build`] reads the reconciled base year and one set of [`Assumptions`]; it gives nodes with base prices,
//! activities with costs (positive mathematical programming, Howitt 1995), and users with what they can do
//! instead.

mod activity;
mod assumptions;
mod calibrate;
mod magnets;
mod node;
mod open;
mod small;
mod supply;
mod user;
mod users;

use std::collections::BTreeMap;

use coercivity_world::base::{BaseYear, Step};
use coercivity_world::{Element, Place};

pub use activity::{Activity, Kind};
pub use assumptions::{Assumptions, Product};
pub use calibrate::Miscalibrated;
pub use node::{Grade, Node, Stuff, open_market};
pub use open::{Adds, Plan};
pub use small::{Ran, SmallChain, SmallGood, SmallLane, SmallMaker, SmallUser, build_small};
pub use user::{Instead, Recipe, User};

/// Months in a year: base flows are yearly, rates monthly.
pub(crate) const MONTHS: f64 = 12.0;

/// The calibrated chain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chain {
    /// Goods at places.
    pub nodes: Vec<Node>,
    /// Base price of each node, USD/kg.
    pub prices: Vec<f64>,
    /// Base throughput of each node, t/month.
    pub throughput: Vec<f64>,
    /// What moves and changes goods.
    pub activities: Vec<Activity>,
    /// Who buys in the end.
    pub users: Vec<User>,
    /// Swarf of each element that a place collects per tonne of blank machined: (place, grade, element) to t/t.
    pub swarf: BTreeMap<(Place, Grade, Element), f64>,
    index: BTreeMap<Node, usize>,
}

impl Chain {
    /// Index of a node, when the chain has it.
    pub fn node(&self, stuff: Stuff, place: Place) -> Option<usize> {
        self.index.get(&Node { stuff, place }).copied()
    }

    /// Lanes of a place to others: index, activity, and what is shipped.
    pub fn lanes_from(&self, place: Place) -> impl Iterator<Item = (usize, &Activity, Stuff)> {
        self.activities.iter().enumerate().filter_map(move |(index, it)| match it.kind {
            Kind::Lane(stuff) if it.from == place && it.to != place => Some((index, it, stuff)),
            _ => None,
        })
    }

    /// Index of a node, made when it is not there yet.
    pub(crate) fn node_or_new(&mut self, stuff: Stuff, place: Place) -> usize {
        let node = Node { stuff, place };
        if let Some(&found) = self.index.get(&node) {
            return found;
        }
        self.nodes.push(node);
        self.prices.push(0.0);
        self.throughput.push(0.0);
        self.index.insert(node, self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    /// Adds up what the base month brings to each node.
    pub(crate) fn set_throughput(&mut self) {
        for activity in &self.activities {
            for &(node, coefficient) in activity.entries.iter().filter(|it| it.1 > 0.0) {
                self.throughput[node] += coefficient * activity.base;
            }
        }
    }

    /// Adds an activity whose costs are calibrated later.
    pub(crate) fn add(&mut self, kind: Kind, from: Place, to: Place, base: f64, entries: Vec<(usize, f64)>) {
        let capacity = f64::INFINITY;
        self.activities.push(Activity { kind, from, to, entries, base, cost: 0.0, slope: 0.0, capacity });
    }
}

/// Sums of base flows, t/month.
#[derive(Clone, Copy)]
pub(crate) struct Flows<'a>(pub &'a BaseYear);

impl Flows<'_> {
    /// Flow of an element at a step between two places (a place with itself for what happens inside it).
    pub(crate) fn of(&self, step: Step, element: Option<Element>, from: Place, to: Place) -> f64 {
        let matches = self
            .0
            .flows
            .iter()
            .filter(|it| it.step == step && it.element == element && it.from == from && it.to == to);
        matches.map(|it| it.tonnes).sum::<f64>() / MONTHS
    }
    /// The (from, to) pairs at a step, in order, each once.
    pub(crate) fn pairs(&self, step: Step) -> Vec<(Place, Place)> {
        let mut pairs: Vec<_> =
            self.0.flows.iter().filter(|it| it.step == step).map(|it| (it.from, it.to)).collect();
        pairs.sort();
        pairs.dedup();
        pairs
    }
    /// The elements at a step, in order, each once.
    pub(crate) fn elements(&self, step: Step) -> Vec<Element> {
        let mut elements: Vec<_> =
            self.0.flows.iter().filter(|it| it.step == step).filter_map(|it| it.element).collect();
        elements.sort();
        elements.dedup();
        elements
    }
}

/// Builds and calibrates the chain.
///
/// # Errors
/// [`Miscalibrated`] when the assumed prices leave a process that ran in the base year without a margin.
pub fn build(base: &BaseYear, assumed: &Assumptions) -> Result<Chain, Miscalibrated> {
    let mut chain = Chain::default();
    let flows = Flows(base);
    supply::add(&mut chain, flows, assumed);
    let bearing = users::bearing_shares(base, assumed);
    magnets::add(&mut chain, flows, &bearing, assumed);
    users::add(&mut chain, flows, &bearing, assumed);
    supply::close(&mut chain);
    calibrate::set_prices(&mut chain, assumed);
    calibrate::set_costs(&mut chain, assumed)?;
    users::set_choices(&mut chain, assumed);
    Ok(chain)
}
