//! Replays of episodes: the guide's example, what had ended is told as it was, and fates of projects.

use std::collections::BTreeMap;

use coercivity_simulate::{Draw, Told, replay};
use coercivity_world::episode::{Episode, load_episodes, read_episode};

use super::world;

fn shipped(id: &str) -> Episode {
    let (bundle, world, _) = world();
    let mut problems = Vec::new();
    let found = load_episodes(bundle, world, &mut problems).into_iter().find(|it| it.id == id);
    assert_eq!(problems, []);
    found.unwrap()
}

fn written(text: &str) -> Episode {
    let mut problems = Vec::new();
    let episode = read_episode("my.toml", text, &world().1, &mut problems);
    assert_eq!(problems, []);
    episode.unwrap()
}

fn told(episode: &Episode, number: u32) -> Vec<Told> {
    replay(&world().1, episode, Draw::Random { seed: 1, number }).unwrap()
}

/// Values by month of one series.
fn series(told: &[Told], key: &str) -> BTreeMap<String, f64> {
    let own = told.iter().filter(|it| it.key.join(":") == key);
    own.map(|it| (it.month.to_string(), it.value)).collect()
}

/// The guide's own example.
fn example() -> String {
    let guide = include_str!("../../../../docs/guides/write-an-episode.md");
    let inside = guide.split("```toml\n").nth(1).unwrap();
    inside.split("```").next().unwrap().to_owned()
}

#[test]
fn the_example_of_the_guide_is_replayed_as_a_licence_acts() {
    let all = told(&written(&example()), 0);
    let exports = series(&all, "exports:tungsten-oxide:CHN:-:WORLD");
    assert_eq!(exports.len(), 18);
    assert!(exports["2025-03"] < 0.5 * exports["2025-01"], "{exports:?}");
    assert!(exports["2025-12"] > exports["2025-03"], "{exports:?}");
    // Months that had ended are told as they were.
    assert_eq!((exports["2024-11"], exports["2024-12"]), (690.0, 720.0));
    let without = example().replace("law = [\"cn-mofcom-2025-010\"]", "");
    let free = series(&told(&written(&without), 0), "exports:tungsten-oxide:CHN:-:WORLD");
    assert!(free["2025-03"] > 0.9 * free["2025-01"], "without the law nothing stops: {free:?}");
}

#[test]
fn a_quota_binds_the_tonnes_of_all_goods_and_costs_each_kilogram_the_same() {
    let all = told(&shipped("E1-2010-quota"), 3);
    let exports = series(&all, "exports:rare-earths-all:CHN:-:WORLD");
    for month in ["2010-09", "2010-12"] {
        assert!(exports[month] <= 15952.0 / 12.0 + 1e-6, "{month}: {}", exports[month]);
    }
    assert!(exports["2010-05"] > 2.0 * exports["2010-09"]);
    let rent = |good: &str| {
        let fob = series(&all, &format!("price:{good}:CHN:fob:-"));
        let inside = series(&all, &format!("price:{good}:CHN:domestic:-"));
        let ratio = fob["2009-01"] / inside["2009-01"];
        fob["2010-09"] - ratio * inside["2010-09"]
    };
    let (light, heavy) = (rent("lanthanum-oxide"), rent("dysprosium-oxide"));
    assert!(light > 1.0 && (light - heavy).abs() < 0.02 * light, "{light} and {heavy}");
}

#[test]
fn shares_of_a_sum_make_its_whole_and_magnets_with_heavy_elements_stop_first() {
    let all = told(&shipped("E4-2025-april"), 2);
    let of = |good: &str| series(&all, &format!("exports:{good}:CHN:-:WORLD"));
    let (heavy, light, both) = (of("ndfeb-heavy"), of("ndfeb-light"), of("ndfeb-magnet"));
    let sum = heavy["2025-06"] + light["2025-06"];
    assert!((both["2025-06"] - sum).abs() < 1e-9 * sum, "a month that had not ended is the sum of its parts");
    assert_eq!(both["2025-03"], 5323.0, "a month that had ended is history's");
    assert!(heavy["2025-04"] < 0.1 * heavy["2025-03"] && light["2025-05"] > heavy["2025-05"]);
}

#[test]
fn projects_are_as_late_as_their_parameters_and_those_without_money_seldom_start() {
    let all = told(&shipped("E6-projects"), 0);
    let late = series(&all, "delay_months:greenfield-chemistry:XCN:-:-")["2000-01"];
    let range = world().1.economy.parameters.range(coercivity_world::economy::Parameter::DelayGreenfield);
    assert!(range.low < late && late < range.high);
    let started = |class: &str| series(&all, &format!("started_share:{class}:XCN:-:-"))["2009-12"];
    assert!(started("unfunded-junior") < 0.6 && started("greenfield-chemistry") > 0.7);
    let ramp = series(&all, "ramp_share:new-plant:XCN:-:-");
    assert!(ramp["2000-01"] == 0.0 && ramp["2002-01"] > 0.25 && ramp["2002-01"] < ramp["2005-01"]);
    let never = all.iter().any(|it| it.key[0] == "lead_time_years");
    assert!(!never, "no parameter tells the years from discovery to a mine");
}

#[test]
fn every_shipped_episode_is_replayed_the_same_again() {
    let (bundle, world, _) = world();
    for episode in load_episodes(bundle, world, &mut Vec::new()) {
        let once = told(&episode, 1);
        assert!(!once.is_empty() && once.iter().all(|it| it.value.is_finite()), "{}", episode.id);
        assert_eq!(once, told(&episode, 1), "{}", episode.id);
        assert_ne!(once, told(&episode, 2), "{}", episode.id);
    }
}
