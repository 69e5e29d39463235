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

/// Every uncertain input of a question with what some draws took of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TakenInputs {
    /// Ids, in the order of taking.
    pub ids: Vec<String>,
    /// `values[input][draw]`, each in the input's own unit.
    pub values: Vec<Vec<f64>>,
    /// The uniform numbers that they were made of, 0..1.
    pub uniforms: Vec<Vec<f64>>,
}

impl TakenInputs {
    /// Takes them again, for draws by their numbers.
    pub fn of(question: &Question<'_>, seed: u64, numbers: &[u32]) -> Self {
        let mut taken = Self::default();
        for &number in numbers {
            let inputs = inputs(question, Draw::Random { seed, number });
            if taken.ids.is_empty() {
                taken.ids = inputs.iter().map(|it| it.id.clone()).collect();
                taken.values = vec![Vec::new(); inputs.len()];
                taken.uniforms = taken.values.clone();
            }
            for (place, input) in inputs.iter().enumerate() {
                taken.values[place].push(input.value);
                taken.uniforms[place].push(input.uniform.unwrap_or(f64::NAN));
            }
        }
        taken
    }
}
