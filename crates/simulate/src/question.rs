//! What is asked of every draw, and what stands beside the answer.

use std::collections::BTreeSet;
use std::sync::Arc;

use coercivity_market::Solvers;
use coercivity_world::World;
use coercivity_world::base::BaseYear;
use coercivity_world::measures::Regime;
use coercivity_world::scenario::{Aspect, CUT_STAGES, Scenario};

use crate::book::Book;
use crate::cut::{closes, stage_of};
use crate::effect::{Act, Aid, LaneAct, acts};
use crate::group::{Group, groups};
use crate::path::Fault;
use crate::price_series::{PriceKey, keys};
use crate::reach::supports;
use crate::sample::{Draw, Narrowed, Sampler};
use crate::setting::Setting;
use crate::support::Support;

/// What is asked of every draw: a scenario and the law it runs under.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// The world.
    pub world: &'a World,
    /// Its base year.
    pub base: &'a BaseYear,
    /// What is asked.
    pub scenario: &'a Scenario,
    /// The law as known, the scenario's own measures included.
    pub regime: Regime,
    /// What that law does to lanes.
    pub book: Book,
    /// The groups asked about.
    pub groups: Vec<Group>,
    /// The price series followed.
    pub prices: Vec<PriceKey>,
    /// What the supports are called, as `instrument:clause`.
    pub supports: Vec<String>,
    /// What the quotas are called, as `instrument:clause`.
    pub quotas: Vec<String>,
    /// What the clubs are called, as `instrument:clause`.
    pub clubs: Vec<String>,
    /// Stages after the first at which the supplier sells, in the order of making: a cut can begin at each.
    pub stages: Vec<&'static str>,
    /// Inputs of which only a part of the range is drawn.
    pub narrowed: Arc<Narrowed>,
    /// Solvers for its draws: what all share is worked out once.
    pub(crate) solvers: Arc<Solvers>,
    /// What stands beside.
    pub baseline: Baseline<'a>,
}

/// Clauses one of whose acts is asked for, as `instrument:clause`.
fn clauses_that(regime: &Regime, asked: impl Fn(&Act) -> bool) -> Vec<String> {
    let clauses = regime.measures().iter().flat_map(|it| it.clauses.iter().map(move |clause| (it, clause)));
    let asked = clauses.filter(|it| acts(&it.1.effect).iter().any(&asked));
    asked.map(|it| format!("{}:{}", it.0.id, it.1.id)).collect()
}

/// The stages at which the supplier sells in the base year, but for the first: a cut from there on is the total one.
fn later_stages(setting: &Setting) -> Vec<&'static str> {
    let sold = setting.chain.lanes_from(setting.assumed.supplier).filter(|it| it.1.base > 0.0);
    let sold: BTreeSet<&str> = sold.filter_map(|it| stage_of(it.2)).collect();
    CUT_STAGES.into_iter().filter(|it| sold.contains(it)).skip(1).collect()
}

/// What stands beside a scenario.
#[derive(Clone, Debug)]
pub enum Baseline<'a> {
    /// Nothing: the scenario is its own baseline.
    Itself,
    /// The same world without the scenario's cuts: the calm walk gives its service and prices, and its figures, which
    /// are about a cut-off of their own, are the scenario's.
    WithoutCuts(&'a Scenario),
    /// Another world, answered under the same draws.
    Another(Box<Question<'a>>),
}

impl<'a> Baseline<'a> {
    /// The scenario that stands beside, if any does.
    pub fn scenario(&self) -> Option<&'a Scenario> {
        match self {
            Self::Itself => None,
            Self::WithoutCuts(scenario) => Some(scenario),
            Self::Another(question) => Some(question.scenario),
        }
    }
}

impl<'a> Question<'a> {
    /// Reads the law for a scenario, with nothing beside it.
    ///
    /// # Errors
    /// [`Fault`] when even the best guesses contradict the base year, or a cut closes nothing.
    pub fn new(world: &'a World, base: &'a BaseYear, scenario: &'a Scenario) -> Result<Self, Fault> {
        let regime = Regime::known_on(&world.measures, scenario.known_on).with(&scenario.measures);
        let setting = Setting::of(world, base, scenario, &mut Sampler::new(Draw::Central))
            .map_err(Fault::Calibration)?;
        if let Some(idle) = scenario.cuts.iter().find(|it| !closes(&setting, it)) {
            return Err(Fault::IdleCut { cut: idle.id.clone(), supplier: scenario.supplier });
        }
        let book = Book::write(&setting, &regime, scenario);
        let groups = groups(&setting.chain, scenario);
        let prices = keys(&setting, scenario);
        let supports = supports(&setting.chain, world, &regime);
        let supports = supports.iter().map(Support::named).collect();
        let quotas = clauses_that(&regime, |it| matches!(it, Act::Lane(LaneAct::Quota { .. })));
        let clubs = clauses_that(&regime, |it| matches!(it, Act::Aid(Aid::Club(_))));
        let stages = later_stages(&setting);
        let baseline = Baseline::Itself;
        Ok(Self {
            world,
            base,
            scenario,
            regime,
            book,
            groups,
            prices,
            supports,
            quotas,
            clubs,
            stages,
            narrowed: Arc::default(),
            solvers: Arc::default(),
            baseline,
        })
    }

    /// The same question with some inputs drawn from a part of their ranges.
    #[must_use]
    pub fn within(mut self, narrowed: Narrowed) -> Self {
        self.narrowed = Arc::new(narrowed);
        self
    }

    /// What takes the values of a draw.
    pub fn sampler(&self, draw: Draw) -> Sampler {
        Sampler::within(draw, &self.narrowed)
    }

    /// The same question with a baseline beside it, which is asked like the scenario itself.
    ///
    /// # Errors
    /// [`Fault`] when the baseline's best guesses contradict the base year.
    pub fn beside(mut self, baseline: &'a Scenario) -> Result<Self, Fault> {
        let differences = self.scenario.differs_from(baseline);
        self.baseline = match differences[..] {
            [] => Baseline::Itself,
            [Aspect::Cuts] if baseline.cuts.is_empty() => Baseline::WithoutCuts(baseline),
            _ => {
                let other = Self::new(self.world, self.base, baseline)?;
                assert!(
                    other.groups == self.groups && other.prices == self.prices,
                    "one base year asked alike has the same users and goods"
                );
                Baseline::Another(Box::new(other))
            }
        };
        Ok(self)
    }
}
