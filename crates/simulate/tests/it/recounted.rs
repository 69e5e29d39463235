//! What replays tell: the same in any order of tables, parts that make up their whole, demand and prices by pool.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_data::Section;
use coercivity_simulate::{Draw, Told, replay};
use coercivity_world::episode::{EPISODES, Episode, load_episodes, read_episode};
use coercivity_world::scenario::Ranged;

use super::replays::{example, series, told, with, written};
use super::world;

/// Parameters at which nothing is noisy but what the model leaves out.
const QUIET: [(&str, f64); 4] =
    [("trade_deviation", 0.0), ("quote_deviation", 0.0), ("demand_deviation", 0.0), ("news_deviation", 0.0)];

fn episodes() -> Vec<Episode> {
    let (bundle, world, _) = world();
    load_episodes(bundle, world, &mut Vec::new())
}

/// The same file with its goods, makers, lanes and users in the reverse order.
fn reversed(text: &str) -> String {
    let mut blocks: Vec<String> = Vec::new();
    for line in text.lines() {
        // A table within one goes with it.
        let nested = line.split(']').next().is_some_and(|it| it.contains('.'));
        if line.starts_with('[') && !nested || blocks.is_empty() {
            blocks.push(String::new());
        }
        let block = blocks.last_mut().unwrap();
        block.push_str(line);
        block.push('\n');
    }
    for kind in ["[[good]]", "[[maker]]", "[[lane]]", "[[user]]", "[[aggregate]]"] {
        let places: Vec<usize> = (0..blocks.len()).filter(|it| blocks[*it].starts_with(kind)).collect();
        for (first, last) in places.iter().zip(places.iter().rev()).take(places.len() / 2) {
            blocks.swap(*first, *last);
        }
    }
    blocks.concat()
}

fn sorted(told: Vec<Told>) -> Vec<(String, String, u64)> {
    let mut rows: Vec<_> =
        told.into_iter().map(|it| (it.key.join(":"), it.month.to_string(), it.value.to_bits())).collect();
    rows.sort();
    rows
}

#[test]
fn the_order_of_an_episodes_tables_changes_no_number() {
    let (bundle, world, _) = world();
    let files = bundle.files().filter(|it| it.0.starts_with(EPISODES));
    for (path, text) in files {
        let other = reversed(text);
        let goods = |text: &str| {
            let file = Section::read(path, text, &mut Vec::new());
            let goods = file.sections("good", &mut Vec::new());
            goods.iter().filter_map(|it| Some(it.text("id", &mut Vec::new())?.value)).collect::<Vec<_>>()
        };
        let (one, two) = (goods(text), goods(&other));
        assert!(one.len() < 2 || one != two, "{path} is written otherwise");
        let read = |text: &str| read_episode(path, text, world, &mut Vec::new()).unwrap();
        for draw in [Draw::Central, Draw::Random { seed: 1, number: 5 }] {
            let rows = |text: &str| sorted(replay(world, &read(text), draw).unwrap());
            assert_eq!(rows(text), rows(&other), "{path}");
        }
    }
}

/// Another good beside that of the guide's example, which nobody's law speaks of.
const MOLYBDENUM: &str = r#"
[[good]]
id = "molybdenum-oxide"
law = "oxide:Mo"
domestic_usd_per_kg = { low = 20, best = 30, high = 40 }
source = "assumed_market"
[[maker]]
id = "CHN-a-mine"
place = "CHN"
makes = [{ good = "molybdenum-oxide", t_per_month = { low = 600, best = 900, high = 1200 } }]
source = "assumed_market"
[[lane]]
good = "molybdenum-oxide"
from = "CHN"
to = "JPN"
t_per_month = { low = 100, best = 200, high = 300 }
source = "assumed_market"
[[user]]
goods = ["molybdenum-oxide"]
places = ["CHN", "JPN"]
class = "any-user"
source = "assumed_market"
"#;

#[test]
fn a_good_that_is_added_changes_no_number_of_another() {
    let both = written(&format!("{}{MOLYBDENUM}", example()));
    for number in 0..6 {
        let alone: BTreeMap<_, _> =
            told(&written(&example()), number).into_iter().map(|it| ((it.key, it.month), it.value)).collect();
        let beside: BTreeMap<_, _> =
            told(&both, number).into_iter().map(|it| ((it.key, it.month), it.value)).collect();
        for ((key, month), value) in &alone {
            let [quantity, _, _, tier, _] = key.each_ref().map(String::as_str);
            // Service is of a class in a place, whatever it uses; a price of hardly anything hangs on nothing.
            if quantity == "service" || tier == "unit-value" {
                continue;
            }
            let other = beside[&(key.clone(), *month)];
            let apart = (value - other).abs() / value.abs().max(1.0);
            // Prices in a deep shortage are as exact as the certificate asks.
            let most = if tier == "free" && quantity == "price" { 0.03 } else { 1e-5 };
            assert!(apart < most, "{number}: {} in {month}: {value} and {other}", key.join(":"));
        }
        assert!(beside.keys().any(|it| it.0[1] == "molybdenum-oxide"));
    }
}

#[test]
fn what_one_reports_as_exported_the_other_imports_and_parts_make_up_their_whole() {
    for episode in episodes() {
        let home = episode.supplier.as_str();
        for number in 0..3 {
            let all = told(&episode, number);
            let history: BTreeSet<String> = episode.history.iter().map(|it| it.key.join(":")).collect();
            let known = |key: &str| history.contains(key);
            let goods: BTreeSet<&str> =
                all.iter().filter(|it| it.key[0] == "exports").map(|it| it.key[1].as_str()).collect();
            for good in goods {
                let whole = format!("exports:{good}:{home}:-:WORLD");
                let mut sum: BTreeMap<String, f64> = BTreeMap::new();
                let mut partners: BTreeSet<&str> = all
                    .iter()
                    .filter(|it| it.key[0] == "exports" && it.key[1] == good && it.key[4] != "WORLD")
                    .map(|it| it.key[4].as_str())
                    .collect();
                if partners.contains("XCN") {
                    // All but China is all of them.
                    partners.retain(|it| *it == "XCN");
                }
                for partner in partners {
                    let sent = format!("exports:{good}:{home}:-:{partner}");
                    let taken = format!("imports:{good}:{partner}:-:{home}");
                    let exports = series(&all, &sent);
                    if !known(&sent) && !known(&taken) {
                        assert_eq!(exports, series(&all, &taken), "{}: {sent}", episode.id);
                    }
                    let from_all = series(&all, &format!("imports:{good}:{partner}:-:WORLD"));
                    for (month, value) in exports {
                        let least = from_all[&month] * (1.0 + 1e-9) + 1e-9;
                        assert!(value <= least || known(&sent), "{}: {sent} in {month}", episode.id);
                        *sum.entry(month).or_default() += value;
                    }
                }
                for (month, value) in series(&all, &whole) {
                    let apart = (value - sum[&month]).abs() / value.max(1e-6);
                    assert!(apart < 1e-9 || known(&whole), "{}: {whole} in {month}: {apart}", episode.id);
                }
            }
            for it in episode.aggregates.iter().filter(|it| all.iter().any(|row| row.key[1] == it.id)) {
                let key = |good: &str| format!("exports:{good}:{home}:-:WORLD");
                let ids = it.members.iter().map(|it| &episode.goods[it.0].id);
                let parts: Vec<_> = ids.map(|id| series(&all, &key(id))).collect();
                for (month, value) in series(&all, &key(&it.id)).into_iter().filter(|_| !known(&key(&it.id)))
                {
                    let sum: f64 = parts.iter().map(|it| it[&month]).sum();
                    assert!(
                        (value - sum).abs() < 1e-9 * value.max(1e-3),
                        "{}: {} in {month}",
                        episode.id,
                        it.id
                    );
                }
            }
        }
    }
}

#[test]
fn what_the_model_leaves_out_of_a_trade_scatters_by_its_parameter_and_its_lanes_by_more() {
    let deviation = 0.1;
    let at = |value: f64| {
        let mut episode = with(written(&example()), &QUIET);
        episode.history.clear();
        with(episode, &[("discrepancy_deviation", value)])
    };
    let (exact, astray) = (at(0.0), at(deviation));
    let months: f64 = 4.0;
    let spread = |key: &str| {
        let apart = (0..128).map(|number| {
            let of = |it: &Episode| series(&told(it, number), key)["2025-05"];
            (of(&astray) / of(&exact)).ln()
        });
        let apart: Vec<f64> = apart.filter(|it| it.is_finite()).collect();
        assert!(apart.len() > 100);
        (apart.iter().map(|it| it.powi(2)).sum::<f64>() / apart.len() as f64).sqrt() / months.sqrt()
    };
    let whole = spread("exports:tungsten-oxide:CHN:-:WORLD");
    let part = spread("exports:tungsten-oxide:CHN:-:JPN");
    assert!((0.85..1.2).contains(&(whole / deviation)), "{whole}");
    assert!(part > 1.05 * whole, "{part} and {whole}");
}

#[test]
fn demand_and_prices_are_told_by_pool() {
    let mut episode = with(written(&example()), &QUIET);
    for it in &mut episode.practices {
        it.granted_share = Ranged::fixed(0.5);
    }
    let all = told(&episode, 0);
    let of = |quantity: &str, place: &str, tier: &str| {
        series(&all, &format!("{quantity}:tungsten-oxide:{place}:{tier}:-"))
    };
    let (whole, licensed, free) =
        (of("demand", "JPN", "-"), of("demand", "JPN", "licensed"), of("demand", "JPN", "free"));
    for (month, value) in &whole {
        let parts = licensed[month] + free[month];
        assert!(parts <= value + 1e-9 * value, "{month}: {value} and {parts}");
    }
    assert!((free["2024-10"] / whole["2024-10"] - 1.0).abs() < 0.05, "before a control all is bought");
    let of_neither = whole["2025-03"] - licensed["2025-03"] - free["2025-03"];
    assert!(of_neither > 0.3 * whole["2025-03"], "stocks are used up: {of_neither} of {whole:?}");
    assert!(licensed["2024-10"] == 0.0 && licensed["2025-12"] > 0.1 * whole["2025-12"], "{licensed:?}");
    let (landed, quoted) = (of("price", "JPN", "licensed"), of("price", "JPN", "free"));
    assert!(!landed.contains_key("2024-10"), "nobody needs a licence yet");
    assert!(landed["2025-02"] < 0.9 * quoted["2025-02"], "{landed:?} {quoted:?}");
    let rest = quoted.range("2025-05".to_owned()..).count();
    assert_eq!(rest, 0, "nobody sells any more, and users stop: {quoted:?}");
    assert!(landed["2025-12"] > of("price", "CHN", "domestic")["2025-12"]);
    let (home, whole) = (of("demand", "CHN", "domestic")["2025-12"], of("demand", "CHN", "-")["2025-12"]);
    assert!(whole > 1000.0 && home <= whole && home > 0.8 * whole, "{home} of {whole}");
}

/// `XCN` in an episode is what is left beside the places that it names; in a series it is all but China.
#[test]
fn an_area_is_all_of_its_members() {
    let (_, world, _) = world();
    let all = episodes();
    let episode = all.iter().find(|it| it.id == "E3-gallium-germanium").unwrap();
    let told = replay(world, episode, Draw::Central).unwrap();
    let of = |quantity: &str, place: &str, counterpart: &str| -> BTreeMap<String, f64> {
        let key = [quantity, "germanium-metal", place, "-", counterpart].map(str::to_owned);
        told.iter().filter(|it| it.key == key).map(|it| (it.month.to_string(), it.value)).collect()
    };
    let (one, rest) = (of("imports", "DEU", "CHN"), of("imports", "XCN", "CHN"));
    assert!(
        one.values().sum::<f64>() < rest.values().sum() && one.iter().all(|(month, it)| *it <= rest[month]),
        "{one:?} in {rest:?}"
    );
    // What does not add up is told of no area some of whose members stand apart.
    assert!(
        told.iter()
            .all(|it| it.key[2] != "XCN" || ["exports", "imports", "demand"].contains(&it.key[0].as_str()))
    );
}
