//! One draw: a value for everything that is uncertain.
//!
//! Each uncertain input has a number of its own, addressed by seed, draw, purpose and name, so that a result depends
//! on neither the number of threads nor on what else is sampled: a scenario, its baseline and its variants meet the
//! same future. The central draw takes the best guesses.

use std::collections::BTreeMap;
use std::sync::Arc;

use coercivity_data::{Funding, ProjectClass};
use coercivity_market::chain::{Instead, Product, Recipe};
use coercivity_quantity::Estimate;
use coercivity_world::economy::{
    Economy, Life, Parameter, ParameterRange, Parameters, Project, Range3, Saves, Started,
};
use coercivity_world::scenario::Scenario;
use coercivity_world::{EndUse, World};

use crate::uniform::Key;

/// Half of a magnet's heavy element is what grain-boundary diffusion saves.
const HEAVY_SAVED: f64 = 0.5;

/// What an uncertain input is for; its word begins the input's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Parameters of the market.
    Parameters,
    /// Products and substitutes.
    Products,
    /// Shares of magnets that bear a heavy element.
    Bearing,
    /// Fates of projects.
    Projects,
    /// How licences are granted.
    Licences,
    /// Lives of goods with magnets.
    Lives,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Parameters, Self::Products, Self::Bearing, Self::Projects, Self::Licences, Self::Lives];
    /// Its word. The words are part of every number's address: a new one changes the draws.
    pub fn word(self) -> &'static str {
        match self {
            Self::Parameters => "assume",
            Self::Products => "product",
            Self::Bearing => "bearing",
            Self::Projects => "project",
            Self::Licences => "practice",
            Self::Lives => "life",
        }
    }
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

/// The value that an uncertain input took.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Purpose and name, such as `assume.leakage_share`.
    pub id: String,
    /// The value in the input's own unit; of a chance, 1 when it came true and 0 when not.
    pub value: f64,
    /// The uniform number that it was made of, 0..1; none for best guesses.
    pub uniform: Option<f64>,
}

/// Takes values for one draw and keeps what was uncertain of them.
#[derive(Clone, Debug)]
pub struct Sampler {
    draw: Draw,
    narrowed: Arc<Narrowed>,
    inputs: Vec<Input>,
}

/// Inputs of which only a part of the range is drawn, by id: the ends of their uniform numbers, 0..=1.
pub type Narrowed = BTreeMap<String, (f64, f64)>;

impl Sampler {
    /// One that has taken nothing yet.
    pub fn new(draw: Draw) -> Self {
        Self { draw, narrowed: Arc::default(), inputs: Vec::new() }
    }
    /// One that draws some inputs from a part of their ranges.
    pub fn within(draw: Draw, narrowed: &Arc<Narrowed>) -> Self {
        Self { narrowed: Arc::clone(narrowed), ..Self::new(draw) }
    }
    /// All that was taken and could have been otherwise, in the order of taking. The order is the same in every draw
    /// of a scenario.
    pub fn inputs(self) -> Vec<Input> {
        self.inputs
    }
    /// A value between low and high with its mode at best: triangular, on a logarithmic scale when the range
    /// spans more than a factor of four. The best guess for the central draw.
    pub fn between(&mut self, purpose: Purpose, name: &str, range: Range3) -> f64 {
        if range.high <= range.low {
            return range.best;
        }
        self.take(purpose, name, |uniform| uniform.map_or(range.best, |it| within(range, it)))
    }
    /// The same for a number that no run asks for: it is not kept.
    fn aside(&self, purpose: Purpose, name: &str, range: Range3) -> f64 {
        Self::new(self.draw).between(purpose, name, range)
    }
    /// Whether something of this chance happens; for the central draw, whether it is likelier than not.
    pub fn happens(&mut self, purpose: Purpose, name: &str, chance: f64) -> bool {
        let happens = |uniform: Option<f64>| uniform.map_or(chance >= 0.5, |it| it < chance);
        self.take(purpose, name, |it| f64::from(u8::from(happens(it)))) > 0.5
    }
    /// A value of an estimate, read as a distribution.
    fn estimate(&mut self, purpose: Purpose, name: &str, it: &Estimate<f64>) -> f64 {
        let (low, high) = (it.range.low(), it.range.high());
        self.between(purpose, name, Range3 { low, best: it.best.unwrap_or(f64::midpoint(low, high)), high })
    }
    /// Makes a value of the input's number, which best guesses do not have, and keeps it.
    fn take(&mut self, purpose: Purpose, name: &str, value: impl Fn(Option<f64>) -> f64) -> f64 {
        let id = format!("{}.{name}", purpose.word());
        let uniform = match self.draw {
            Draw::Central => None,
            Draw::Random { seed, number } => Some(Key::of(seed, &id).uniform(number)),
        };
        let part = self.narrowed.get(&id).copied();
        let uniform = uniform.map(|it| part.map_or(it, |(from, to)| from + (to - from) * it));
        let value = value(uniform);
        self.inputs.push(Input { id, value, uniform });
        value
    }
}

/// The value of a range at a chance: triangular with its mode at best, on a logarithmic scale when the range spans more
/// than a factor of four.
pub fn within(range: Range3, chance: f64) -> f64 {
    if range.low > 0.0 && range.high > 4.0 * range.low {
        let logarithms = Range3 { low: range.low.ln(), best: range.best.ln(), high: range.high.ln() };
        triangular(logarithms, chance).exp()
    } else {
        triangular(range, chance)
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
    /// Takes one value for each parameter, in the order of the list.
    pub fn of(parameters: &Parameters, sampler: &mut Sampler) -> Self {
        let value = |parameter: &Parameter| {
            let it = parameters.range(*parameter);
            let range = Range3 { low: it.low, best: it.best, high: it.high };
            if parameter.is_of_replays() {
                return sampler.aside(Purpose::Parameters, parameter.id(), range);
            }
            sampler.between(Purpose::Parameters, parameter.id(), range)
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

/// How long goods of an end use last in one draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SampledLife {
    /// Years after which half of a year's goods are worn out.
    pub lifetime_years: f64,
    /// Yearly growth of their use before the base year, a ratio.
    pub past_growth: f64,
}

impl SampledLife {
    fn of(end_use: EndUse, life: &Life, sampler: &mut Sampler) -> Self {
        let mut one = |name: &str, it: &Estimate<f64>| {
            sampler.estimate(Purpose::Lives, &format!("{end_use}.{name}"), it)
        };
        let lifetime_years = one("lifetime_years", &life.lifetime_years);
        let past_growth = one("past_growth_per_year", &life.past_growth);
        Self { lifetime_years, past_growth }
    }
}

/// Everything uncertain about a world under a scenario, in one draw; how licences are granted is drawn with them, in
/// [`crate::licence::Handlings`].
#[derive(Clone, Debug, PartialEq)]
pub struct Sampled {
    /// Parameters of the market.
    pub values: Values,
    /// What end uses are worth, and what can replace what they buy.
    pub products: BTreeMap<EndUse, Product>,
    /// Share of an end use's magnets that bears a heavy element.
    pub bearing_share: BTreeMap<EndUse, f64>,
    /// Lives of goods with magnets.
    pub lives: BTreeMap<EndUse, SampledLife>,
    /// Fates of the projects, in the order of the list.
    pub fates: Vec<Fate>,
}

impl Sampled {
    /// Takes all of it.
    pub fn of(world: &World, scenario: &Scenario, sampler: &mut Sampler) -> Self {
        let economy = &world.economy;
        let parameters = assumed_parameters(economy, scenario);
        let values = Values::of(&parameters, sampler);
        let products = products(economy, sampler);
        let bearing = economy.bearing_shares.iter();
        let bearing_share = bearing
            .map(|(&it, share)| (it, sampler.estimate(Purpose::Bearing, it.as_str(), share)))
            .collect();
        let lives =
            economy.lives.iter().map(|(&it, life)| (it, SampledLife::of(it, life, sampler))).collect();
        let projects = economy.projects.iter();
        let fates = projects.map(|it| fate(it, &parameters, &values, sampler)).collect();
        Self { values, products, bearing_share, lives, fates }
    }
}

fn products(economy: &Economy, sampler: &mut Sampler) -> BTreeMap<EndUse, Product> {
    let mut products = BTreeMap::new();
    for (&end_use, product) in &economy.products {
        let mut between = |name: &str, range: Range3| {
            sampler.between(Purpose::Products, &format!("{end_use}.{name}"), range)
        };
        let value_usd_per_kg = between("value_usd_per_kg", product.value_usd_per_kg);
        let recipes = product.substitutes.iter().map(|it| {
            let (instead, part) = match it.saves {
                Saves::All => (Instead::Outside, 1.0),
                Saves::HeavyElement => (Instead::LightGrade, HEAVY_SAVED),
            };
            let mut between = |name: &str, range: Range3| between(&format!("{}.{name}", it.label), range);
            Recipe {
                label: it.label.clone(),
                cost: between("choke_usd_per_kg", it.choke_usd_per_kg),
                share_able: part * between("share_able", it.share_able),
                lag_months: between("lag_months", it.lag_months),
                instead,
            }
        });
        let recipes = recipes.collect();
        products.insert(end_use, Product { value_usd_per_kg, recipes });
    }
    products
}

/// A project's fate. One that has started is neither stopped nor delayed any more.
fn fate(project: &Project, parameters: &Parameters, values: &Values, sampler: &mut Sampler) -> Fate {
    if project.has_started == Started::Yes {
        return Fate { built: true, delay_months: 0.0 };
    }
    let chance = values[start_of(project.funding)];
    let range = parameters.range(delay_of(project.class));
    let range = Range3 { low: range.low, best: range.best, high: range.high };
    let facility = &project.facility;
    Fate {
        built: sampler.happens(Purpose::Projects, &format!("{facility}.built"), chance),
        delay_months: sampler.between(Purpose::Projects, &format!("{facility}.delay_months"), range),
    }
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

    const RANGE: Range3 = Range3 { low: 1.0, best: 2.0, high: 3.0 };

    #[test]
    fn a_number_depends_on_seed_draw_purpose_and_name_alone() {
        let number = |seed, number, purpose, name| {
            Sampler::new(Draw::Random { seed, number }).between(purpose, name, RANGE)
        };
        let one = number(1, 7, Purpose::Projects, "a");
        let mut busy = Sampler::new(Draw::Random { seed: 1, number: 7 });
        busy.happens(Purpose::Projects, "another", 0.5);
        assert_eq!(busy.between(Purpose::Projects, "a", RANGE), one, "what else is sampled moves nothing");
        assert_ne!(one, number(1, 8, Purpose::Projects, "a"));
        assert_ne!(one, number(1, 7, Purpose::Bearing, "a"));
        assert_ne!(one, number(1, 7, Purpose::Projects, "b"));
        assert_ne!(one, number(2, 7, Purpose::Projects, "a"));
    }

    #[test]
    fn what_is_certain_is_no_input() {
        let mut sampler = Sampler::new(Draw::Random { seed: 1, number: 7 });
        let certain = Range3 { low: 2.0, best: 2.0, high: 2.0 };
        assert_eq!(sampler.between(Purpose::Parameters, "certain", certain), 2.0);
        let value = sampler.between(Purpose::Parameters, "open", RANGE);
        let uniform = Some(Key::of(1, "assume.open").uniform(7));
        assert_eq!(sampler.inputs(), [Input { id: "assume.open".into(), value, uniform }]);
    }

    #[test]
    fn a_narrowed_input_is_drawn_from_a_part_of_its_range_and_no_other_moves() {
        let narrowed = Arc::new(Narrowed::from([("assume.open".to_owned(), (0.75, 1.0))]));
        let mut lows = 0;
        for number in 0..50 {
            let draw = Draw::Random { seed: 1, number };
            let (mut plain, mut within) = (Sampler::new(draw), Sampler::within(draw, &narrowed));
            let one = within.between(Purpose::Parameters, "open", RANGE);
            assert!(one >= super::within(RANGE, 0.75) && one <= RANGE.high);
            lows += u32::from(plain.between(Purpose::Parameters, "open", RANGE) < 2.0);
            let other = |it: &mut Sampler| it.between(Purpose::Parameters, "other", RANGE);
            assert_eq!(other(&mut plain), other(&mut within));
        }
        assert!(lows > 10, "the whole range is drawn where nothing is narrowed");
    }

    #[test]
    fn triangular_quantiles_meet_at_the_mode() {
        let range = Range3 { low: 0.0, best: 1.0, high: 4.0 };
        assert!((triangular(range, 0.25) - 1.0).abs() < 1e-12);
        assert_eq!(triangular(range, 0.0), 0.0);
        assert_eq!(triangular(range, 1.0), 4.0);
    }
}
