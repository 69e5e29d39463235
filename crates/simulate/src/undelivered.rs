//! Goods of an offtake that cannot go to its buyer.

use std::collections::BTreeSet;

use coercivity_market::chain::Node;

use crate::path::Fault;
use crate::question::Question;
use crate::reach::supports;
use crate::sample::{Draw, Sampler};
use crate::setting::Setting;

/// An offtake of a scenario's own that takes nothing of some of its goods, for want of a lane to any buyer that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undelivered {
    /// The clause, as `instrument:clause`.
    pub clause: String,
    /// The goods, and where they are made.
    pub goods: BTreeSet<Node>,
}

/// A scenario's own offtakes that take from some makers of their goods and leave others out.
///
/// # Errors
/// [`Fault`] when even the best guesses contradict the base year.
pub fn undelivered(question: &Question<'_>) -> Result<Vec<Undelivered>, Fault> {
    let Question { world, scenario, regime, .. } = question;
    let setting = Setting::of(world, question.base, scenario, &mut Sampler::new(Draw::Central))
        .map_err(Fault::Calibration)?;
    let mut found = Vec::new();
    for support in supports(&setting.chain, world, regime) {
        let own = scenario.measures.iter().any(|it| it.id == support.instrument);
        // Who takes nothing at all does nothing, which is told of any clause.
        if own && !support.left_out.is_empty() && !support.outputs.is_empty() {
            let clause = format!("{}:{}", support.instrument, support.clause);
            let goods = support.left_out.iter().map(|it| setting.chain.nodes[it.1]).collect();
            found.push(Undelivered { clause, goods });
        }
    }
    Ok(found)
}
