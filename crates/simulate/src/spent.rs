//! What public money was spent on.

use coercivity_market::chain::Node;

/// Public money of one support on one good: in a period, or over a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spent {
    /// The support, by its place in the list.
    pub support: usize,
    /// On what.
    pub on: SpentOn,
    /// The good, and where it is.
    pub node: Node,
    /// Tonnes of it for which it was spent, as the chain counts the good.
    pub tonnes: f64,
    /// What was spent, thousand USD; negative where it brought money in.
    pub amount: f64,
}

/// What public money is spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpentOn {
    /// On top of what a maker's output fetches.
    Output,
    /// A part of what making it costs.
    Credit,
    /// So that a plant runs for its buyer.
    Running,
    /// For a stock.
    Bought,
    /// Out of a stock.
    Sold,
}

impl SpentOn {
    /// Everything, in the order in which it is told.
    pub const ALL: [Self; 5] = [Self::Output, Self::Credit, Self::Running, Self::Bought, Self::Sold];
}

/// Adds what was spent in a span of so many months to what was spent before.
pub(crate) fn add(all: &mut Vec<Spent>, one: &Spent, months: f64) {
    let same = |it: &&mut Spent| (it.support, it.on, it.node) == (one.support, one.on, one.node);
    match all.iter_mut().find(same) {
        Some(it) => {
            it.tonnes += one.tonnes * months;
            it.amount += one.amount * months;
        }
        None => all.push(Spent { tonnes: one.tonnes * months, amount: one.amount * months, ..*one }),
    }
}
