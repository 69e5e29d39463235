//! Replays of episodes: the guide's example, what had ended is told as it was, and fates of projects.

use std::collections::BTreeMap;

use coercivity_simulate::{Draw, Told, inert, overdrawn, replay};
use coercivity_world::episode::{Episode, load_episodes, read_episode};
use coercivity_world::scenario::Ranged;

use super::world;

fn shipped(id: &str) -> Episode {
    let (bundle, world, _) = world();
    let mut problems = Vec::new();
    let found = load_episodes(bundle, world, &mut problems).into_iter().find(|it| it.id == id);
    assert_eq!(problems, []);
    found.unwrap()
}

pub(super) fn written(text: &str) -> Episode {
    let mut problems = Vec::new();
    let episode = read_episode("my.toml", text, &world().1, &mut problems);
    assert_eq!(problems, []);
    episode.unwrap()
}

/// A shipped episode with some parameters at one value each.
fn assuming(id: &str, assumed: &[(&str, f64)]) -> Episode {
    with(shipped(id), assumed)
}

pub(super) fn with(mut episode: Episode, assumed: &[(&str, f64)]) -> Episode {
    for &(parameter, value) in assumed {
        episode.assume.insert(parameter.to_owned(), Ranged::fixed(value));
    }
    episode
}

/// Records that say what was.
const EXACT: [(&str, f64); 5] = [
    ("trade_deviation", 0.0),
    ("quote_deviation", 0.0),
    ("discrepancy_deviation", 0.0),
    ("quote_months", 0.001),
    ("contract_price_months", 0.001),
];

pub(super) fn told(episode: &Episode, number: u32) -> Vec<Told> {
    replay(&world().1, episode, Draw::Random { seed: 1, number }).unwrap()
}

/// Values by month of one series.
pub(super) fn series(told: &[Told], key: &str) -> BTreeMap<String, f64> {
    let own = told.iter().filter(|it| it.key.join(":") == key);
    own.map(|it| (it.month.to_string(), it.value)).collect()
}

/// The guide's own example.
pub(super) fn example() -> String {
    let guide = include_str!("../../../../docs/guides/write-an-episode.md");
    let inside = guide.split("```toml\n").nth(1).unwrap();
    inside.split("```").next().unwrap().to_owned()
}

#[test]
fn draws_that_live_off_stocks_and_law_that_changes_nothing_can_be_asked() {
    let world = &world().1;
    let short = |text: &str| {
        let episode = written(text);
        let draws = (0..40).map(|number| overdrawn(world, &episode, Draw::Random { seed: 1, number }));
        draws.filter(|it| it.iter().any(|it| it.sent > it.had && it.good.as_str() == "oxide:W")).count()
    };
    assert_eq!(short(&example()), 0);
    let little =
        example().replace("low = 4000, best = 5000, high = 6500", "low = 300, best = 700, high = 1500");
    let some = short(&little);
    assert!(0 < some && some < 40, "{some} of 40 draws");
    assert_eq!(inert(world, &written(&example())), Ok(Vec::new()));
    // Nobody states that the good meets the condition: the law does not certainly bind.
    let unmet = inert(world, &written(&example().replace("meets = [\"ann-10-thresholds\"]", "")));
    assert_eq!(unmet.unwrap().iter().map(|it| it.as_str()).collect::<Vec<_>>(), ["cn-mofcom-2025-010"]);
}

#[test]
fn the_example_of_the_guide_is_replayed_as_a_licence_acts() {
    let quiet = [&EXACT[..], &[("demand_deviation", 0.0), ("news_deviation", 0.0)]].concat();
    let exact = |text: &str| told(&with(written(text), &quiet), 0);
    let all = exact(&example());
    let exports = series(&all, "exports:tungsten-oxide:CHN:-:WORLD");
    assert_eq!(exports.len(), 18);
    assert!(exports["2025-03"] < 0.5 * exports["2025-01"], "{exports:?}");
    assert!(exports["2025-12"] > exports["2025-03"], "{exports:?}");
    // Months that had ended are told as they were.
    assert_eq!((exports["2024-11"], exports["2024-12"]), (690.0, 720.0));
    // Without the instrument nothing of the file may speak of it.
    let lawless = example()
        .replace("law = [\"cn-mofcom-2025-010\"]", "")
        .replace("meets = [\"ann-10-thresholds\"]", "");
    let (before, after) = (lawless.split("[[practice]]").next(), lawless.split("[[history]]").nth(1));
    let without = format!("{}[[history]]{}", before.unwrap(), after.unwrap());
    let free = series(&exact(&without), "exports:tungsten-oxide:CHN:-:WORLD");
    assert!(free["2025-03"] > 0.9 * free["2025-01"], "without the law nothing stops: {free:?}");
}

#[test]
fn a_quota_binds_the_tonnes_of_all_goods_and_costs_each_kilogram_the_same() {
    let all = told(&assuming("E1-2010-quota", &EXACT), 3);
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
    let all = told(&assuming("E4-2025-april", &EXACT), 2);
    let of = |good: &str| series(&all, &format!("exports:{good}:CHN:-:WORLD"));
    let (heavy, light, both) = (of("ndfeb-heavy"), of("ndfeb-light"), of("ndfeb-magnet"));
    let sum = heavy["2025-06"] + light["2025-06"];
    assert!((both["2025-06"] - sum).abs() < 1e-9 * sum, "a month that had not ended is the sum of its parts");
    assert_eq!(both["2025-03"], 5323.0, "a month that had ended is history's");
    assert!(heavy["2025-05"] < 0.6 * heavy["2025-03"] && light["2025-05"] > heavy["2025-05"]);
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
    let lead = series(&all, "lead_time_years:mine:WORLD:-:-")["2000-01"];
    assert!((10.0..20.0).contains(&lead), "years from discovery to a mine: {lead}");
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

#[test]
fn goods_declared_before_an_announcement_pass_and_a_licence_makes_up_for_the_wait() {
    let exports = |assumed: &[(&str, f64)]| {
        let mut episode = assuming("E4-2025-april", &[&EXACT[..], assumed].concat());
        // Where all is granted nobody is limited.
        episode.practices.iter_mut().for_each(|it| it.granted_share = Ranged::fixed(0.95));
        series(&told(&episode, 2), "exports:ndfeb-heavy:CHN:-:WORLD")
    };
    let (none, three_weeks) =
        (exports(&[("customs_grace_days", 0.0)]), exports(&[("customs_grace_days", 21.0)]));
    assert!(three_weeks["2025-04"] > none["2025-04"] + 0.5 * none["2025-03"], "{none:?} {three_weeks:?}");
    let most =
        |it: BTreeMap<String, f64>| it.range("2025-05".to_owned()..).map(|it| *it.1).fold(0.0, f64::max);
    let (lost, deferred) = (exports(&[("backlog_share", 0.0)]), exports(&[("backlog_share", 1.0)]));
    assert!(most(deferred.clone()) > 1.1 * most(lost.clone()), "{lost:?} {deferred:?}");
    let (first, second) = (lost["2025-05"], deferred["2025-05"]);
    assert!(second >= first - 1e-6, "what is owed comes on top: {first} and {second}");
}

#[test]
fn news_of_a_threat_raises_prices_at_once_and_they_fall_when_nothing_follows() {
    let price = |rise: f64| {
        let quiet = [("news_deviation", 0.0), ("demand_deviation", 0.0), ("announcement_rise", rise)];
        let episode = assuming("E2-2019-threat", &[&EXACT[..], &quiet].concat());
        series(&told(&episode, 1), "price:neodymium-oxide:CHN:domestic:-")
    };
    let (without, with) = (price(0.0), price(0.8));
    assert!(with["2019-06"] > 1.1 * without["2019-06"], "{without:?} {with:?}");
    assert!(with["2019-08"] < 0.9 * with["2019-06"], "{with:?}");
    assert!((with["2019-04"] / without["2019-04"] - 1.0).abs() < 1e-9, "nobody knows before the day");
}

#[test]
fn output_that_cannot_be_changed_at_will_moves_prices_further() {
    let spread = |pace: f64, number: u32| {
        let assumed = [("supply_pace", pace), ("news_deviation", 0.0), ("demand_deviation", 0.05)];
        let episode = assuming("E2-2013-2019", &[&EXACT[..], &assumed].concat());
        let prices = series(&told(&episode, number), "price:neodymium-oxide:CHN:domestic:-");
        let logarithms: Vec<f64> = prices.values().map(|it| it.ln()).collect();
        let mean = logarithms.iter().sum::<f64>() / logarithms.len() as f64;
        logarithms.iter().map(|it| (it - mean).powi(2)).sum::<f64>()
    };
    // In a draw in which stocks run empty either way prices go far at any pace.
    let mut further: Vec<f64> = (0..9).map(|number| spread(0.05, number) / spread(1.0, number)).collect();
    further.sort_by(f64::total_cmp);
    assert!(further[1] > 1.2, "{further:?}");
}

#[test]
fn neodymium_and_praseodymium_never_differ_by_more_than_the_cost_of_standing_in() {
    let widest = |cost: f64| {
        let episode = assuming("E2-2013-2019", &[&EXACT[..], &[("stand_in_usd_per_kg", cost)]].concat());
        let all = told(&episode, 4);
        let of = |good: &str| series(&all, &format!("price:{good}:CHN:domestic:-"));
        let (neodymium, praseodymium) = (of("neodymium-oxide"), of("praseodymium-oxide"));
        neodymium.iter().map(|(month, it)| (it - praseodymium[month]).abs()).fold(0.0, f64::max)
    };
    // Beside the cost itself: a dollar between their base prices, and the rise of the cost with what stands in.
    assert!(widest(1.0) < 3.5, "{}", widest(1.0));
    assert!(widest(1e4) > 5.0, "apart without it: {}", widest(1e4));
}

#[test]
fn a_crackdown_takes_what_is_made_without_a_licence_and_a_quota_is_leaked_past() {
    let mut honest = assuming("E1-2010-quota", &EXACT);
    let mut illegal = honest.clone();
    for (episode, part) in [(&mut honest, 0.0), (&mut illegal, 1.0)] {
        for maker in episode.makers.iter_mut().filter(|it| it.id == "CHN-clays") {
            maker.unlicensed = Ranged::fixed(part);
        }
    }
    let price = |it: &Episode| series(&told(it, 3), "price:dysprosium-oxide:CHN:domestic:-");
    let (honest, illegal) = (price(&honest), price(&illegal));
    assert!((honest["2011-02"] / illegal["2011-02"] - 1.0).abs() < 1e-9, "nothing before the crackdown");
    assert!(
        illegal["2011-06"] > 1.02 * honest["2011-06"],
        "{:?} {:?}",
        &honest["2011-06"],
        &illegal["2011-06"]
    );
    let fob = |share: f64| {
        let episode =
            assuming("E1-2010-quota", &[&EXACT[..], &[("unlicensed_export_share", share)]].concat());
        series(&told(&episode, 3), "price:lanthanum-oxide:CHN:fob:-")["2011-01"]
    };
    assert!(fob(0.8) < fob(0.0), "what leaks past a quota eases its rent: {} and {}", fob(0.8), fob(0.0));
}

#[test]
fn quotes_follow_with_a_lag_and_customs_counts_lumps_around_what_was_shipped() {
    let slow = [&EXACT[..], &[("quote_months", 3.0)]].concat();
    let price = |assumed: &[(&str, f64)]| {
        let all = told(&assuming("E1-2010-quota", assumed), 3);
        series(&all, "price:lanthanum-oxide:CHN:fob:-")["2010-08"]
    };
    assert!(price(&slow) < 0.9 * price(&EXACT));
    let ratio = |deviation: f64| {
        let assumed = [&EXACT[..], &[("trade_deviation", deviation)]].concat();
        let all = told(&assuming("E3-graphite", &assumed), 5);
        series(&all, "exports:flake-graphite:CHN:-:WORLD")
    };
    let (exact, counted) = (ratio(0.0), ratio(0.5));
    let apart = |month: &str| (counted[month] / exact[month] - 1.0).abs();
    assert!(apart("2023-05") > 0.01 || apart("2023-06") > 0.01, "{exact:?} {counted:?}");
    assert_eq!((exact["2023-01"], counted["2023-01"]), (7241.5, 7241.5), "history is told as it was");
}

#[test]
fn what_is_on_its_way_keeps_plants_running_longer() {
    let service = |share: f64| {
        let episode = assuming("E4-2025-april", &[&EXACT[..], &[("transit_share", share)]].concat());
        let cars = series(&told(&episode, 5), "service:cars:EUR:-:-");
        cars.range("2025-04".to_owned()..="2025-07".to_owned()).map(|it| *it.1).sum::<f64>()
    };
    let (by_air, by_sea) = (service(0.0), service(1.0));
    assert!(by_air < 3.9, "plants stop in this draw: {by_air} of four months");
    assert!(by_sea > by_air + 0.02, "{by_air} and {by_sea}");
}

#[test]
fn goods_that_may_be_sold_on_have_one_price_and_traders_behind_a_border_count_on_licences_to_come() {
    let free = |assumed: &[(&str, f64)]| {
        let quiet = [("demand_deviation", 0.0), ("news_deviation", 0.0)];
        let episode = assuming("E3-gallium-germanium", &[&EXACT[..], &quiet, assumed].concat());
        series(&told(&episode, 4), "price:germanium-metal:DEU:free:-")
    };
    let (kept, sold_on) = (free(&[]), free(&[("resale_share", 1.0)]));
    assert!(sold_on["2024-07"] < 0.5 * kept["2024-07"], "{sold_on:?} {kept:?}");
    let (slow, fast) = (
        free(&[("approval_hazard_per_month", 0.1), ("licence_wait_months", 1.0)]),
        free(&[("approval_hazard_per_month", 0.8), ("licence_wait_months", 1.0)]),
    );
    assert!(fast["2023-11"] < 0.8 * slow["2023-11"], "what is granted fast is never dear: {fast:?} {slow:?}");
    assert!(fast.contains_key("2024-01") && !slow.contains_key("2024-01"), "users stop: {slow:?}");
}
