//! Random draws: every input has a number of its own that nothing else moves.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_simulate::{Draw, Input, Question, inputs};
use coercivity_world::World;

use crate::{question, shipped, world, written};

const DRAW: Draw = Draw::Random { seed: 5, number: 11 };

fn by_id(inputs: Vec<Input>) -> BTreeMap<String, f64> {
    inputs.into_iter().map(|it| (it.id, it.value)).collect()
}

#[test]
fn every_input_has_a_name_of_its_own() {
    let scenario = shipped("revived-2026-11-11");
    let all = inputs(&question(&scenario), DRAW);
    let ids: BTreeSet<&str> = all.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids.len(), all.len());
    for purpose in ["assume.", "product.", "bearing.", "project.", "practice."] {
        assert!(ids.iter().any(|it| it.starts_with(purpose)), "no input of {purpose}");
    }
    let another: Vec<String> = inputs(&question(&scenario), Draw::Random { seed: 6, number: 0 })
        .into_iter()
        .map(|it| it.id)
        .collect();
    assert!(another.iter().map(String::as_str).eq(all.iter().map(|it| it.id.as_str())), "the order is fixed");
}

#[test]
fn a_new_input_moves_no_other() {
    let scenario = shipped("baseline");
    let whole = by_id(inputs(&question(&scenario), DRAW));
    let (_, world, base) = world();
    let mut economy = world.economy.clone();
    let taken = economy.projects.remove(0);
    let (first, _) = economy.products.pop_first().unwrap();
    let smaller = World { economy, ..world.clone() };
    let fewer = by_id(inputs(&Question::new(&smaller, base, &scenario).unwrap(), DRAW));
    let gone: Vec<&String> = whole.keys().filter(|it| !fewer.contains_key(*it)).collect();
    let own = |id: &str| id.contains(&taken.facility) || id.contains(first.as_str());
    assert!(!gone.is_empty() && gone.iter().all(|it| own(it)), "{gone:?}");
    assert!(fewer.iter().all(|it| whole[it.0] == *it.1));
}

#[test]
fn versions_of_a_scenario_meet_the_same_future() {
    let scenario = written(
        "format = \"coercivity.scenario/1\"\nid = \"written\"\ntitle = \"t\"\nextends = \"baseline\"\n[assume]\nleakage_share = { low = 0.5, best = 0.5, high = 0.5 }\n",
    );
    let plain = by_id(inputs(&question(&shipped("baseline")), DRAW));
    let changed = by_id(inputs(&question(&scenario), DRAW));
    let differing: Vec<&String> =
        plain.iter().filter(|it| changed.get(it.0) != Some(it.1)).map(|it| it.0).collect();
    assert_eq!(differing, ["assume.leakage_share"]);
}
