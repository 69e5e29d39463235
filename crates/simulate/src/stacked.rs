//! Clauses of a scenario that pay beside others for one cost, or along one chain.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_market::chain::{Chain, Stuff};
use coercivity_world::measures::Fund;

use crate::central_reach::CentralReach;
use crate::effect::Aid;
use crate::support::Support;

/// A clause of a scenario's own that pays beside others.
#[derive(Clone, Debug, PartialEq)]
pub struct Stacked {
    /// The clause, as `instrument:clause`.
    pub clause: String,
    /// Clauses that pay too, called alike.
    pub beside: BTreeSet<String>,
    /// For what they pay.
    pub of: StackedOn,
}

/// For what several clauses pay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StackedOn {
    /// Credits on one running cost: the share of it that they add up to, above all of it.
    Cost(f64),
    /// A price of a good, and one of what it is made of.
    Inputs,
}

/// A scenario's own credits that with others add up to more than a running cost, and its own floors and offtakes with a price
/// on goods that are made of what others price, on any day of the run.
pub fn stacked(reach: &CentralReach<'_>) -> Vec<Stacked> {
    let CentralReach { setting, supports, .. } = reach;
    let mut on_cost: BTreeMap<usize, (BTreeSet<usize>, f64)> = BTreeMap::new();
    let mut on_inputs: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for bound in reach.bound() {
        for &number in bound.iter().filter(|it| reach.is_own(**it)) {
            let others = || bound.iter().copied().filter(move |it| *it != number);
            for &activity in &supports[number].credits {
                let beside: Vec<usize> =
                    others().filter(|it| supports[*it].credits.contains(&activity)).collect();
                let whole = beside.iter().chain([&number]).map(|it| of_cost(&supports[*it])).sum::<f64>();
                if of_cost(&supports[number]) > 0.0 && whole > 1.0 + 1e-9 {
                    let found = on_cost.entry(number).or_default();
                    found.0.extend(beside.into_iter().filter(|it| of_cost(&supports[*it]) > 0.0));
                    found.1 = found.1.max(whole);
                }
            }
            let inputs = inputs(&setting.chain, &supports[number]);
            let priced = others().filter(|it| !outputs(&setting.chain, &supports[*it]).is_disjoint(&inputs));
            let priced: BTreeSet<usize> = priced.collect();
            if !priced.is_empty() {
                on_inputs.entry(number).or_default().extend(priced);
            }
        }
    }
    let told = |number: usize, beside: BTreeSet<usize>, of: StackedOn| Stacked {
        clause: reach.named(number),
        beside: beside.into_iter().map(|it| reach.named(it)).collect(),
        of,
    };
    let costs = on_cost.into_iter().map(|(it, (beside, whole))| told(it, beside, StackedOn::Cost(whole)));
    costs.chain(on_inputs.into_iter().map(|it| told(it.0, it.1, StackedOn::Inputs))).collect()
}

/// The share of a running cost that a support credits.
fn of_cost(support: &Support) -> f64 {
    match &support.aid {
        Aid::Fund(Fund { share_of_cost: Some(share), .. }) if !support.credits.is_empty() => *share,
        Aid::Fund(_)
        | Aid::Floor(_)
        | Aid::Offtake { .. }
        | Aid::Club(_)
        | Aid::Stockpile(_)
        | Aid::Hasten(_) => 0.0,
    }
}

/// Goods that a support pays a price for, wherever they are made.
fn outputs(chain: &Chain, support: &Support) -> BTreeSet<Stuff> {
    let priced = match &support.aid {
        Aid::Floor(_) => true,
        Aid::Offtake { price, .. } => price.is_some(),
        Aid::Club(_) | Aid::Stockpile(_) | Aid::Fund(_) | Aid::Hasten(_) => false,
    };
    support.outputs.iter().filter(|_| priced).map(|it| chain.nodes[it.1].stuff).collect()
}

/// Goods of which those are made that a support pays a price for.
fn inputs(chain: &Chain, support: &Support) -> BTreeSet<Stuff> {
    if outputs(chain, support).is_empty() {
        return BTreeSet::new();
    }
    let entries = support.outputs.iter().flat_map(|it| &chain.activities[it.0].entries);
    entries.filter(|it| it.1 < 0.0).map(|it| chain.nodes[it.0].stuff).collect()
}
