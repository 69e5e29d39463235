//! The simulator on the real world: what must hold in every run.
#![allow(missing_docs, clippy::unwrap_used)]

mod april;
mod conserved;
mod determined;
mod metal_flows;
mod stocks;

use std::sync::OnceLock;

use coercivity_data::{Bundle, embedded};
use coercivity_simulate::{Draw, Handlings, Question, Setting, Support, supports};
use coercivity_world::World;
use coercivity_world::base::{BaseYear, reconcile};
use coercivity_world::scenario::{Scenario, ScenarioContext, load_claims};

/// The shipped world and its base year, opened once.
pub fn world() -> &'static (Bundle, World, BaseYear) {
    static WORLD: OnceLock<(Bundle, World, BaseYear)> = OnceLock::new();
    WORLD.get_or_init(|| {
        let bundle = embedded();
        let world = World::open(&bundle, None).unwrap();
        let base = reconcile(&world.base).unwrap();
        (bundle, world, base)
    })
}

/// A shipped scenario.
pub fn shipped(id: &str) -> Scenario {
    let (bundle, world, _) = world();
    let mut problems = Vec::new();
    let claims = load_claims(bundle, &world.vocabulary, &world.sources, &mut problems);
    let path = format!("scenarios/{id}.toml");
    let text = bundle.text(&path).unwrap();
    let context = ScenarioContext::of(world, &claims);
    let scenario = Scenario::read(bundle, &path, text, &context, &mut problems);
    assert_eq!(problems, []);
    scenario.unwrap()
}

/// A draw's economy and how its licences are granted, for walking by hand.
pub struct Walk {
    pub setting: Setting,
    pub supports: Vec<Support>,
    pub handlings: Handlings,
}

impl Walk {
    pub fn of(question: &Question<'_>, draw: Draw) -> Self {
        let (_, world, base) = world();
        let setting = Setting::of(world, base, question.scenario, draw).unwrap();
        let supports = supports(&setting.chain, &world.economy.projects, &question.regime);
        let handlings = Handlings::of(question.scenario, &setting.values, draw);
        Self { setting, supports, handlings }
    }
    pub fn context<'a>(&'a self, question: &'a Question<'a>) -> coercivity_simulate::Context<'a> {
        coercivity_simulate::Context {
            setting: &self.setting,
            scenario: question.scenario,
            book: &question.book,
            regime: &question.regime,
            supports: &self.supports,
            handlings: &self.handlings,
        }
    }
}

/// A question on the shipped world.
pub fn question(scenario: &Scenario) -> Question<'_> {
    let (_, world, base) = world();
    Question::new(world, base, scenario).unwrap()
}
