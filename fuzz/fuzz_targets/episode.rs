//! Any text as an episode.
#![no_main]

use std::sync::LazyLock;

use coercivity_data::embedded;
use coercivity_world::World;
use coercivity_world::episode::read_episode;
use libfuzzer_sys::fuzz_target;

static WORLD: LazyLock<World> =
    LazyLock::new(|| World::open(&embedded(), None).expect("the embedded world has no problem"));

fuzz_target!(|text: &str| {
    let mut problems = Vec::new();
    let episode = read_episode("fuzz.toml", text, &WORLD, &mut problems);
    assert!(episode.is_some() || !problems.is_empty());
});
