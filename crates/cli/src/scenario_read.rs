//! A scenario's text becomes a question of the world, or every problem of the file.

use coercivity_data::{Bundle, Problem};
use coercivity_world::World;
use coercivity_world::scenario::{Claim, Scenario, ScenarioContext, load_claims};

use crate::failure::Failure;
use crate::open_world::{OpenWorld, in_order};

/// Reads a scenario against an open world; bad data is refused with every problem.
pub fn read_scenario(open: &OpenWorld, path: &str, text: &str) -> Result<Scenario, Failure> {
    let mut problems = Vec::new();
    match read(&open.world, &open.texts.bundle, path, text, &mut problems) {
        Some(scenario) if problems.is_empty() => Ok(scenario),
        _ => Err(Failure::BadData { problems: in_order(problems) }),
    }
}

/// The claims of an open world; its scenarios were read with them, so what is wrong with them was told.
pub fn claims_of(open: &OpenWorld) -> Vec<Claim> {
    load_claims(&open.texts.bundle, &open.world.vocabulary, &open.world.sources, &mut Vec::new())
}

/// Every problem of the scenarios that ship with a bundle.
pub fn scenario_problems(world: &World, bundle: &Bundle) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in bundle.under("scenarios/") {
        read(world, bundle, path, text, &mut problems);
    }
    problems
}

fn read(
    world: &World,
    bundle: &Bundle,
    path: &str,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<Scenario> {
    let claims = load_claims(bundle, &world.vocabulary, &world.sources, problems);
    let known = ScenarioContext::of(world, &claims);
    Scenario::read(bundle, path, text, &known, problems)
}
