//! Shares that a clause pledges: what members take from members, what an offtake takes and sends to its buyer.

use coercivity_market::chain::{Chain, Kind};
use coercivity_market::month::{Cap, Month};
use coercivity_quantity::Verdict;
use coercivity_world::Place;
use coercivity_world::measures::{Admission, Breadth, Clause, Movement};

use crate::book::item;
use crate::state::State;

/// Part of a pledged share of capacity that has to be made: where all is pledged, a plant at its limit would else leave
/// open how much of what it earns is the payment.
const TAKEN: f64 = 0.999;

/// A share that is pledged at one node, on the chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Pledge {
    /// Where the goods are bought.
    pub node: usize,
    /// Activities that bring them, with the output of a unit of each.
    pub sources: Vec<(usize, f64)>,
    /// What the share is of.
    pub of: PledgedOf,
}

/// What a share is pledged of.
#[derive(Clone, Debug, PartialEq)]
pub enum PledgedOf {
    /// Of all that comes to the node: `all` brings it. Members keep to it as far as their own costs no more than
    /// the premium above others.
    Supply {
        /// The share, 0..=1.
        share: f64,
        /// Activities that bring the good, members' and others'.
        all: Vec<(usize, f64)>,
        /// Largest premium, as a share of the price.
        premium_most: f64,
    },
    /// Of what the makers make: tonnes pledged in a unit of each activity. It is always kept.
    Output(Vec<(usize, f64)>),
    /// Of what the plant could make: it runs so far, and its buyer pays what is missing, no more than the good's base
    /// price on top of what it fetches.
    Capacity(f64),
}

impl Pledge {
    /// The pledge in one period: members' share is of what usually comes to the node, the premium over the price there in
    /// the period before. Of what an offtake states it takes a `part` of each output, by activity and node.
    pub(crate) fn cap(&self, month: &Month<'_>, state: &State, part: impl Fn(usize, usize) -> f64) -> Cap {
        let chain = month.chain;
        let brought = self.sources.iter().map(|it| (it.0, -it.1));
        let price = chain.prices[self.node];
        let size = chain.throughput[self.node].max(1e-3);
        match &self.of {
            PledgedOf::Supply { share, all, premium_most } => {
                let usual: f64 = all.iter().map(|it| it.1 * state.usual(it.0)).sum();
                let most = -share * usual;
                let broken_at = Some(premium_most * state.prices[self.node]);
                Cap { counted: brought.collect(), most, size, price, broken_at }
            }
            PledgedOf::Capacity(share) => {
                let could = |&(activity, output): &(usize, f64)| {
                    let it = &chain.activities[activity];
                    let plant = if it.capacity.is_finite() { it.capacity } else { it.base };
                    part(activity, self.node)
                        * output
                        * (plant * month.size[activity]).min(month.limit[activity])
                };
                let most = -TAKEN * share * self.sources.iter().map(could).sum::<f64>();
                Cap { counted: brought.collect(), most, size, price, broken_at: Some(price) }
            }
            PledgedOf::Output(pledged) => {
                let taken = pledged.iter().map(|it| (it.0, part(it.0, self.node) * it.1));
                let counted = brought.chain(taken).collect();
                Cap { counted, most: 0.0, size, price, broken_at: None }
            }
        }
    }

    /// Whether both are of what the same plant could make, so that it has to run for both.
    pub(crate) fn runs_with(&self, other: &Self) -> bool {
        let of_capacity = |it: &Self| matches!(it.of, PledgedOf::Capacity(_));
        of_capacity(self) && of_capacity(other) && (self.node, &self.sources) == (other.node, &other.sources)
    }

    /// What keeping it costs in a period, thousand USD a month: its rent (USD/kg) on all that its sources bring.
    pub fn cost(&self, rates: &[f64], rent: f64) -> f64 {
        self.sources.iter().map(|it| it.1 * rates[it.0] * rent).sum()
    }
}

/// At each node of a member, the least share of the clause's goods that comes from members; all of it where no share is
/// stated. What a member makes or ships counts as the member's.
pub(crate) fn member_shares(chain: &Chain, clause: &Clause, club: &Admission) -> Vec<Pledge> {
    let member = |place| club.members.holds(Some(place)) == Verdict::Yes;
    let mut pledges = Vec::new();
    for (node, it) in chain.nodes.iter().enumerate().filter(|it| member(it.1.place)) {
        let thing = item(it.stuff).unwrap_or_default();
        let movement = Movement { item: thing, to: Some(it.place), ..Movement::default() };
        if clause.scope.goods.is_empty() || clause.covers(&movement, Breadth::Wide) != Verdict::Yes {
            continue;
        }
        let (mut all, mut sources) = (Vec::new(), Vec::new());
        for (index, activity) in chain.activities.iter().enumerate() {
            let Some(&(_, output)) = activity.entries.iter().find(|it| it.0 == node && it.1 > 0.0) else {
                continue;
            };
            match activity.kind {
                Kind::Lane(_) | Kind::Leakage(_) | Kind::OpenPurchase(_) => {
                    all.push((index, output));
                    if matches!(activity.kind, Kind::Lane(_)) && member(activity.from) {
                        sources.push((index, output));
                    }
                }
                Kind::StockLoss(_) | Kind::StockGain(_) | Kind::Discard(_) | Kind::OpenSale(_) => {}
                Kind::Mine(_)
                | Kind::Separation(_)
                | Kind::Recycling(_)
                | Kind::MetalMaking(_)
                | Kind::StandIn(_)
                | Kind::AlloyMaking(_)
                | Kind::Sintering(_)
                | Kind::Machining(_)
                | Kind::SamariumMagnetMaking
                | Kind::Project(_)
                | Kind::Newcomers(_) => {
                    all.push((index, output));
                    sources.push((index, output));
                }
            }
        }
        if !sources.is_empty() {
            let share = club.member_origin_min.unwrap_or(1.0);
            let of = PledgedOf::Supply { share, all, premium_most: club.premium_max };
            pledges.push(Pledge { node, sources, of });
        }
    }
    pledges
}

/// The share of each plant's output that is taken at what it costs to make.
pub(crate) fn runs(share: f64, outputs: &[(usize, usize, f64)]) -> impl Iterator<Item = Pledge> {
    let run = move |&(activity, node, output): &(usize, usize, f64)| Pledge {
        node,
        sources: vec![(activity, output)],
        of: PledgedOf::Capacity(share),
    };
    outputs.iter().map(run)
}

/// Where a clause says whereto its share of one good's outputs goes: at least so much of each leaves for there, by lanes.
/// From where there is none nothing can be pledged.
pub(crate) fn delivery(
    chain: &Chain,
    (node, buyers): &(usize, Vec<Place>),
    share: f64,
    outputs: &[(usize, usize, f64)],
) -> Option<Pledge> {
    let bound = |it: &usize| {
        let lane = &chain.activities[*it];
        matches!(lane.kind, Kind::Lane(_)) && lane.source() == Some(*node) && buyers.contains(&lane.to)
    };
    let sources: Vec<(usize, f64)> = (0..chain.activities.len()).filter(bound).map(|it| (it, 1.0)).collect();
    let of = PledgedOf::Output(outputs.iter().map(|it| (it.0, share * it.2)).collect());
    (!sources.is_empty()).then_some(Pledge { node: *node, sources, of })
}
