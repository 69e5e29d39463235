//! Goods of an offtake that cannot go to its buyer.

use std::collections::BTreeSet;

use coercivity_market::chain::Node;

use crate::central_reach::CentralReach;

/// An offtake of a scenario's own that takes nothing of some of its goods, for want of a lane to any buyer that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undelivered {
    /// The clause, as `instrument:clause`.
    pub clause: String,
    /// The goods, and where they are made.
    pub goods: BTreeSet<Node>,
}

/// A scenario's own offtakes that take from some makers of their goods and leave others out.
pub fn undelivered(reach: &CentralReach<'_>) -> Vec<Undelivered> {
    let own = reach.supports.iter().enumerate().filter(|it| reach.is_own(it.0));
    // Who takes nothing at all does nothing, which is told of any clause.
    let partly = own.filter(|(_, it)| !it.left_out.is_empty() && !it.outputs.is_empty());
    let told = partly.map(|(_, support)| Undelivered {
        clause: support.named(),
        goods: support.left_out.iter().map(|it| reach.setting.chain.nodes[it.1]).collect(),
    });
    told.collect()
}
