//! What a draw was made of: the value of every uncertain input, taken again.
//!
//! Numbers are addressed by name, so that nothing needs to be kept of a draw but its number.

use crate::licence::Handlings;
use crate::question::Question;
use crate::sample::{Draw, Input, Sampled};

/// Every uncertain input of a question with its value in a draw, in an order that is the same in all draws.
pub fn inputs(question: &Question<'_>, draw: Draw) -> Vec<Input> {
    let mut sampler = question.sampler(draw);
    let sampled = Sampled::of(question.world, question.scenario, &mut sampler);
    Handlings::of(question.scenario, &sampled.values, &mut sampler);
    sampler.inputs()
}
