//! The simulator on the real world: what must hold in every run.
#![allow(missing_docs, clippy::unwrap_used)]

mod april;
mod beside;
mod border;
mod clubs;
mod conserved;
mod determined;
mod draws;
mod invest;
mod known;
mod metal_flows;
mod open_law;
mod own_law;
mod posed;
mod practices;
mod public_money;
mod pursuit;
mod reached;
mod recounted;
mod replays;
mod stages;
mod stocks;
mod supports;
mod worn_out;

use std::sync::OnceLock;

use coercivity_data::{Bundle, embedded};
use coercivity_simulate::{CutPlan, Draw, DrawnEconomy, Path, Question, State, walk};
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

/// The first month after the middle of the base year, with the law as it was known then.
pub fn base_month() -> Scenario {
    let mut scenario = shipped("baseline");
    scenario.practices.clear();
    scenario.known_on = "2024-07-01".parse().unwrap();
    scenario.from = "2024-07".parse().unwrap();
    scenario.months = 1;
    scenario
}

/// A scenario as written; it may extend a shipped one.
pub fn written(text: &str) -> Scenario {
    let (bundle, world, _) = world();
    let mut problems = Vec::new();
    let claims = load_claims(bundle, &world.vocabulary, &world.sources, &mut problems);
    let context = ScenarioContext::of(world, &claims);
    let scenario = Scenario::read(bundle, "scenarios/written.toml", text, &context, &mut problems);
    assert_eq!(problems, []);
    scenario.unwrap()
}

/// A question on the shipped world.
pub fn question(scenario: &Scenario) -> Question<'_> {
    let (_, world, base) = world();
    Question::new(world, base, scenario).unwrap()
}

/// A scenario of two years with a measure `x` of its own, by the tables of its clauses.
pub fn of_clauses(clauses: impl Iterator<Item = String>) -> Scenario {
    let head = "format = \"coercivity.scenario/1\"\nid = \"own\"\ntitle = \"Own law\"\nextends = \"baseline\"\n\
                horizon = { from = \"2026-11\", months = 24 }\n[[measure]]\nid = \"x\"\nstanding = \"invented\"\n\
                announced = 2026-10-01\n";
    written(&format!("{head}{}", clauses.collect::<String>()))
}

/// Walks a scenario at central values, month by month; with the economy that was walked.
pub fn walked(scenario: &Scenario, months: u32) -> (DrawnEconomy, Path) {
    let question = question(scenario);
    let by_hand = DrawnEconomy::of(&question, Draw::Central).unwrap();
    let mut state = State::calm(&by_hand.setting, scenario.from);
    let span = (scenario.from, months, None);
    let cuts = CutPlan::Written(&scenario.cuts);
    let path = walk(&by_hand.context(&question), &cuts, &mut state, span).unwrap();
    (by_hand, path)
}
