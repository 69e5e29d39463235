//! Any text as a scenario, with what it extends.
#![no_main]

use std::sync::LazyLock;

use coercivity_data::{Bundle, embedded};
use coercivity_world::World;
use coercivity_world::scenario::{Claim, Scenario, ScenarioContext, load_claims};
use libfuzzer_sys::fuzz_target;

static WORLD: LazyLock<(Bundle, World, Vec<Claim>)> = LazyLock::new(|| {
    let bundle = embedded();
    let world = World::open(&bundle, None).expect("the embedded world has no problem");
    let claims = load_claims(&bundle, &world.vocabulary, &world.sources, &mut Vec::new());
    (bundle, world, claims)
});

fuzz_target!(|text: &str| {
    let (bundle, world, claims) = &*WORLD;
    let known = ScenarioContext::of(world, claims);
    let mut problems = Vec::new();
    let scenario = Scenario::read(bundle, "fuzz.toml", text, &known, &mut problems);
    assert!(scenario.is_some() || !problems.is_empty());
});
