//! Versions of a scenario under the same draws, told by their headlines alone.

use coercivity_world::World;
use coercivity_world::base::BaseYear;
use coercivity_world::scenario::{AskedFigure, Scenario};

use crate::ensemble::{Interrupted, Progress, ensemble};
use crate::headline::Headline;
use crate::path::Fault;
use crate::question::Question;
use crate::shelf::Nowhere;

/// Figures from which headlines are read; what a version is not told by is not computed.
const TOLD: [AskedFigure; 4] =
    [AskedFigure::Service, AskedFigure::Remanence, AskedFigure::Leverage, AskedFigure::Independence];

/// What every version is answered with.
#[derive(Clone, Copy)]
pub struct Versions<'a> {
    /// The world.
    pub world: &'a World,
    /// Its base year.
    pub base: &'a BaseYear,
    /// Random draws; none for central values.
    pub count: u32,
    /// Seed of the draws.
    pub seed: u64,
    /// VersionTold after each draw.
    pub progress: &'a Progress<'a>,
}

/// The headlines of one version: `values[headline][draw]`, not a number where a draw was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionTold {
    /// By headline and draw.
    pub values: Vec<Vec<f64>>,
    /// Whether it was stopped before all draws were done.
    pub interrupted: Interrupted,
}

impl Versions<'_> {
    /// Headlines of a version in every draw, or with best guesses.
    ///
    /// # Errors
    /// [`Fault`] when the best guesses contradict the base year, or when a month has no equilibrium.
    pub fn told(&self, version: &Scenario, headlines: &[Headline]) -> Result<VersionTold, Fault> {
        let mut version = version.clone();
        version.ask.figures.retain(|it| TOLD.contains(it));
        let question = Question::new(self.world, self.base, &version)?;
        let outcome = ensemble(&question, self.count, self.seed, self.progress, &Nowhere)?;
        let of = |headline: &Headline| {
            if self.count == 0 {
                return vec![headline.of(&question, &outcome.central)];
            }
            let mut values = vec![f64::NAN; self.count as usize];
            for (number, drawn) in outcome.numbers.iter().zip(&outcome.draws) {
                values[*number as usize] = headline.of(&question, drawn);
            }
            values
        };
        Ok(VersionTold { values: headlines.iter().map(of).collect(), interrupted: outcome.interrupted })
    }
}
