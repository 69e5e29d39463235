//! One draw: a value for everything that is uncertain.
//!
//! Each purpose has a random stream of its own, addressed by seed, draw and purpose, so that a result depends on
//! neither the number of threads nor on what else is sampled. The first draw of a preview takes the best guesses.

use coercivity_data::{Funding, ProjectClass};
use coercivity_quantity::Estimate;
use coercivity_world::economy::{Economy, Parameter, ParameterRange, Parameters, Range3};
use coercivity_world::scenario::{Ranged, Scenario};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a random stream is for. Streams are numbered for ever: new ones go to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Parameters of the market, one number each.
    Parameters = 1,
    /// Products and substitutes.
    Products = 2,
    /// Shares of magnets that bear a heavy element.
    Bearing = 3,
    /// Fates of projects.
    Projects = 4,
    /// How licences are granted.
    Licences = 5,
    /// The small chain of an episode.
    Episode = 6,
    /// Shocks from outside.
    Shocks = 7,
    /// Ordinary ups and downs.
    Noise = 8,
    /// Fates of an episode's classes of projects.
    ProjectRecord = 9,
}

/// Which draw is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draw {
    /// Best guesses throughout.
    Central,
    /// A random one, by number.
    Random {
        /// Seed of the run.
        seed: u64,
        /// Number of the draw.
        number: u32,
    },
}

/// Numbers of one purpose, in 0..1; best guesses have none.
pub struct Stream(Option<ChaCha8Rng>);

impl Draw {
    /// The stream of a purpose.
    pub fn stream(self, purpose: Purpose) -> Stream {
        match self {
            Self::Central => Stream(None),
            Self::Random { seed, number } => {
                let mut generator = ChaCha8Rng::seed_from_u64(seed);
                generator.set_stream((u64::from(number) << 8) | purpose as u64);
                Stream(Some(generator))
            }
        }
    }
}

impl Stream {
    /// A value between low and high with its mode at best: triangular, on a logarithmic scale when the range
    /// spans more than a factor of four. The best guess for the central draw.
    pub fn between(&mut self, range: Range3) -> f64 {
        let Some(generator) = &mut self.0 else { return range.best };
        let chance: f64 = generator.random();
        if range.low > 0.0 && range.high > 4.0 * range.low {
            let logarithms = Range3 { low: range.low.ln(), best: range.best.ln(), high: range.high.ln() };
            triangular(logarithms, chance).exp()
        } else {
            triangular(range, chance)
        }
    }
    /// A value of a number that a file gives with its range.
    pub fn ranged(&mut self, it: Ranged) -> f64 {
        self.between(Range3 { low: it.low, best: it.best, high: it.high })
    }
    /// A standard normal number (Box and Muller); zero for the central draw.
    pub fn normal(&mut self) -> f64 {
        self.0.as_mut().map_or(0.0, |it| {
            let (radius, angle): (f64, f64) = (it.random(), it.random());
            (-2.0 * (1.0 - radius).ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
        })
    }
    /// Whether something of this chance happens; for the central draw, whether it is likelier than not.
    pub fn happens(&mut self, chance: f64) -> bool {
        self.0.as_mut().map_or(chance >= 0.5, |it| it.random::<f64>() < chance)
    }
    /// A value of an estimate, read as a distribution.
    pub fn estimate(&mut self, it: &Estimate<f64>) -> f64 {
        let (low, high) = (it.range.low(), it.range.high());
        self.between(Range3 { low, best: it.best.unwrap_or(f64::midpoint(low, high)), high })
    }
}

/// Quantile of the triangular distribution.
fn triangular(range: Range3, chance: f64) -> f64 {
    let width = range.high - range.low;
    if width <= 0.0 {
        return range.best;
    }
    let turn = (range.best - range.low) / width;
    if chance < turn {
        range.low + (chance * width * (range.best - range.low)).sqrt()
    } else {
        range.high - ((1.0 - chance) * width * (range.high - range.best)).sqrt()
    }
}

/// The market's parameters with what a scenario assumes in place of their own ranges.
pub fn assumed_parameters(economy: &Economy, scenario: &Scenario) -> Parameters {
    let mut parameters = economy.parameters.clone();
    for (id, asked) in &scenario.assume {
        let Some(&parameter) = Parameter::ALL.iter().find(|it| it.id() == id) else { continue };
        let own = economy.parameters.range(parameter);
        let cited = scenario.assume_cited.get(id).unwrap_or(&own.cited).clone();
        let (low, best, high) = (asked.low, asked.best, asked.high);
        parameters = parameters.with(ParameterRange { low, best, high, cited, ..own.clone() });
    }
    parameters
}

/// Values of every parameter in one draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Values(Vec<f64>);

impl Values {
    /// Draws one value for each parameter, in the order of the list.
    pub fn of(parameters: &Parameters, draw: Draw) -> Self {
        let mut stream = draw.stream(Purpose::Parameters);
        let value = |parameter: &Parameter| {
            let it = parameters.range(*parameter);
            stream.between(Range3 { low: it.low, best: it.best, high: it.high })
        };
        Self(Parameter::ALL.iter().map(value).collect())
    }
}

impl std::ops::Index<Parameter> for Values {
    type Output = f64;
    fn index(&self, parameter: Parameter) -> &f64 {
        &self.0[parameter as usize]
    }
}

/// What becomes of a project in one draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fate {
    /// Whether it is ever built.
    pub built: bool,
    /// Months after the promised first output.
    pub delay_months: f64,
}

/// Fates of all projects, in the order of the list. A project that has started is not delayed any more.
pub fn fates(economy: &Economy, parameters: &Parameters, values: &Values, draw: Draw) -> Vec<Fate> {
    let mut stream = draw.stream(Purpose::Projects);
    let mut fate = |it: &coercivity_world::economy::Project| {
        let built = stream.happens(values[start_of(it.funding)]);
        let class = delay_of(it.class);
        let range = parameters.range(class);
        let delay_months = stream.between(Range3 { low: range.low, best: range.best, high: range.high });
        match it.has_started {
            coercivity_world::economy::Started::Yes => Fate { built: true, delay_months: 0.0 },
            coercivity_world::economy::Started::NotYet => Fate { built, delay_months },
        }
    };
    economy.projects.iter().map(&mut fate).collect()
}

/// The parameter that holds the chance that a project is ever built.
pub(crate) fn start_of(funding: Funding) -> Parameter {
    match funding {
        Funding::Yes => Parameter::StartFunded,
        Funding::Partly | Funding::Conditional => Parameter::StartPartly,
        Funding::No | Funding::Unclear => Parameter::StartUnfunded,
    }
}

/// The parameter that holds a class's delay.
pub(crate) fn delay_of(class: ProjectClass) -> Parameter {
    match class {
        ProjectClass::ReconfiguredCircuit => Parameter::DelayReconfigured,
        ProjectClass::FundedMagnetPlant => Parameter::DelayMagnetPlant,
        ProjectClass::BrownfieldMine => Parameter::DelayBrownfield,
        ProjectClass::GreenfieldChemistry => Parameter::DelayGreenfield,
        ProjectClass::FirstOfKind => Parameter::DelayFirstOfKind,
        ProjectClass::UnfundedJunior => Parameter::DelayJunior,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_depends_on_seed_draw_and_purpose_alone() {
        let range = Range3 { low: 1.0, best: 2.0, high: 3.0 };
        let number = |seed, number, purpose| Draw::Random { seed, number }.stream(purpose).between(range);
        assert_eq!(number(1, 7, Purpose::Projects), number(1, 7, Purpose::Projects));
        assert_ne!(number(1, 7, Purpose::Projects), number(1, 8, Purpose::Projects));
        assert_ne!(number(1, 7, Purpose::Projects), number(1, 7, Purpose::Bearing));
        assert_ne!(number(1, 7, Purpose::Projects), number(2, 7, Purpose::Projects));
    }

    #[test]
    fn triangular_quantiles_meet_at_the_mode() {
        let range = Range3 { low: 0.0, best: 1.0, high: 4.0 };
        assert!((triangular(range, 0.25) - 1.0).abs() < 1e-12);
        assert_eq!(triangular(range, 0.0), 0.0);
        assert_eq!(triangular(range, 1.0), 4.0);
    }
}
