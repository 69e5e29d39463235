//! Law on goods by where they were made, on lanes between others and over the open market, in a small chain.

use std::collections::BTreeMap;

use coercivity_simulate::{Draw, inert, replay, unasked};
use coercivity_world::episode::{Episode, read_episode};

use super::world;

/// One supplier, one other maker, and three that use the good. From April 2025 nothing of the supplier goes to the
/// United States directly.
const CHAIN: &str = r#"
format = "coercivity.episode/1"
id = "detour"
title = "A detour"
known_on = 2025-03-01
supplier = "CHN"
from = "2024-10"
months = 24
freight_usd_per_kg = 0.2
[[good]]
id = "oxide"
law = "oxide:W"
domestic_usd_per_kg = 30
source = "assumed_market"
[[maker]]
id = "chinese"
place = "CHN"
makes = [{ good = "oxide", t_per_month = 1000 }]
source = "assumed_market"
[[maker]]
id = "australian"
place = "AUS"
makes = [{ good = "oxide", t_per_month = AUSTRALIAN }]
source = "assumed_market"
[[lane]]
good = "oxide"
from = "CHN"
to = "USA"
t_per_month = 100
source = "assumed_market"
[[lane]]
good = "oxide"
from = "CHN"
to = "JPN"
t_per_month = 200
source = "assumed_market"
[[user]]
goods = ["oxide"]
places = ["CHN", "JPN", "USA", "AUS"]
class = "any-user"
cover_weeks = 2
stop_factor = 10
source = "assumed_market"
[assume]
new_lane_lag_months = 0
contract_months = 0
leakage_share = 0
transit_share = 0
demand_deviation = 0
news_deviation = 0
trade_deviation = 0
quote_deviation = 0
discrepancy_deviation = 0
contract_price_months = 0.001
customs_grace_days = 0
"#;

/// An instrument that binds from April 2025.
fn measure(id: &str, effect: &str, scope: &str) -> String {
    format!(
        "[[measure]]\nid = \"{id}\"\nstanding = \"invented\"\nannounced = 2025-04-01\n[[measure.clause]]\nid = \"1\"\n\
         title = \"t\"\ntext = \"t\"\ntext_kind = \"summary\"\ntakes_effect = 2025-04-01\neffect = {effect}\n\
         [measure.clause.scope]\ngoods = [\"oxide:W\"]\n{scope}\n"
    )
}

/// What the other maker can make when it pays, t/month: 20, and as much beyond that as plants can do.
const ELSEWHERE_MOST: f64 = 26.0;

const DENY: &str = "{ kind = \"deny\" }";
const DIRECT: &str = "from = [\"CN\"]\nto = [\"US\"]";

fn chain(australian: f64, measures: &[String]) -> Episode {
    let (before, assumed) = CHAIN.split_once("[assume]").unwrap();
    let before = before.replace("AUSTRALIAN", &australian.to_string());
    let text = format!("{before}{}[assume]{assumed}", measures.concat());
    let mut problems = Vec::new();
    let episode = read_episode("detour.toml", &text, &world().1, &mut problems);
    assert_eq!(problems, []);
    episode.unwrap()
}

/// A series in the last year, by month.
fn told(episode: &Episode, key: &str) -> BTreeMap<String, f64> {
    let told = replay(&world().1, episode, Draw::Random { seed: 3, number: 0 }).unwrap();
    let own = told.iter().filter(|it| it.key.join(":") == key && it.month >= "2025-10".parse().unwrap());
    own.map(|it| (it.month.to_string(), it.value)).collect()
}

fn mean(series: &BTreeMap<String, f64>) -> f64 {
    series.values().sum::<f64>() / series.len() as f64
}

/// Tonnes a month that come to a place, in the last year.
fn imports(episode: &Episode, place: &str) -> f64 {
    mean(&told(episode, &format!("imports:oxide:{place}:-:WORLD")))
}

#[test]
fn a_ban_by_origin_is_no_longer_evaded_over_the_open_market() {
    let direct = measure("direct", DENY, DIRECT);
    let evaded = imports(&chain(20.0, std::slice::from_ref(&direct)), "USA");
    assert!(evaded > 60.0, "goods of the supplier come over others: {evaded} t");
    let by_origin = measure("origin", DENY, "made_in = [\"CN\"]\nto = [\"US\"]");
    let banned = chain(20.0, &[direct.clone(), by_origin]);
    assert_eq!(inert(&world().1, &banned), Ok(Vec::new()));
    let left = imports(&banned, "USA");
    assert!((5.0..=ELSEWHERE_MOST).contains(&left), "only what is made elsewhere comes: {left} t");
    // A rule of the supplier's own for whoever sells its goods on has the same end.
    let sold_on =
        measure("sold-on", DENY, "made_in = [\"CN\"]\nfrom_outside = [\"CN\"]\ncrosses_border = true");
    let left = imports(&chain(20.0, &[direct, sold_on]), "USA");
    assert!((5.0..=ELSEWHERE_MOST).contains(&left), "{left} t");
}

#[test]
fn law_that_does_not_concern_the_open_market_changes_nothing() {
    let direct = measure("direct", DENY, DIRECT);
    let alone = chain(20.0, std::slice::from_ref(&direct));
    for scope in ["made_in = [\"CN\"]\nto = [\"KR\"]", "made_in = [\"RU\"]\nto = [\"US\"]"] {
        let other = chain(20.0, &[direct.clone(), measure("other", DENY, scope)]);
        let all = |it: &Episode| replay(&world().1, it, Draw::Random { seed: 3, number: 0 }).unwrap();
        assert_eq!(all(&alone), all(&other), "{scope}");
    }
}

#[test]
fn an_export_ban_of_a_seller_and_a_ban_between_two_places_reach_the_open_market() {
    let direct = measure("direct", DENY, DIRECT);
    let sold = |scope: &str| {
        let episode = chain(300.0, &[direct.clone(), measure("ban", DENY, scope)]);
        (imports(&episode, "USA"), imports(&episode, "JPN"))
    };
    let (all, _) = sold("from = [\"RU\"]\nto = [\"US\"]");
    // Neither the goods of Australia nor those of the supplier that lie in Japan may go to the United States.
    let (none, _) = sold("from = [\"AU\", \"JP\"]\nto = [\"US\"]");
    let (own, _) = sold("from = [\"AU\", \"JP\"]\ncrosses_border = true");
    assert!(all > 60.0, "{all} t");
    assert!(none < 1e-3 && own < 1e-3, "{none} t and {own} t");
    // What one seller may not send, another may.
    let (others, _) = sold("from = [\"JP\"]\nto = [\"US\"]");
    assert!(others > 60.0, "{others} t");
}

#[test]
fn a_duty_by_origin_is_paid_over_the_open_market_and_a_quota_counts_there() {
    let direct = measure("direct", DENY, DIRECT);
    let price = |more: &[String]| {
        let episode = chain(0.001, &[std::slice::from_ref(&direct), more].concat());
        (mean(&told(&episode, "price:oxide:USA:free:-")), imports(&episode, "USA"))
    };
    let duty = |percent: f64| {
        let effect = format!("{{ kind = \"duty\", ad_valorem_percent = {percent} }}");
        measure("duty", &effect, "made_in = [\"CN\"]\nfrom_outside = [\"US\"]\nto = [\"US\"]")
    };
    let (free, _) = price(&[]);
    let (dutied, _) = price(&[duty(40.0)]);
    assert!(dutied > 1.2 * free, "{free} and {dutied} USD/kg");
    let quota = measure(
        "quota",
        "{ kind = \"quota\", tonnes_per_year = 360, unit = \"t_gross\" }",
        "made_in = [\"CN\"]\nto = [\"US\"]",
    );
    let (_, most) = price(&[quota]);
    assert!((20.0..=30.0 * 1.01).contains(&most), "{most} t");
}

#[test]
fn a_duty_that_nobody_can_pay_opens_the_open_market_as_a_ban_does() {
    let on = |effect: &str| imports(&chain(200.0, &[measure("direct", effect, DIRECT)]), "USA");
    let (banned, dutied) = (on(DENY), on("{ kind = \"duty\", ad_valorem_percent = 5000 }"));
    assert!((dutied / banned - 1.0).abs() < 0.05 && banned > 60.0, "{banned} t and {dutied} t");
    let held = on("{ kind = \"quota\", tonnes_per_year = 12, unit = \"t_gross\" }");
    assert!(held > 0.9 * banned, "{banned} t and {held} t");
}

#[test]
fn where_nobody_buys_there_is_no_price() {
    let to_all = chain(20.0, &[measure("all", DENY, "to = [\"US\"]\nfrom_outside = [\"US\"]")]);
    assert_eq!(told(&to_all, "price:oxide:USA:free:-"), BTreeMap::new());
    assert_eq!(told(&chain(20.0, &[]), "price:oxide:USA:free:-").len(), 12);
}

#[test]
fn law_that_the_open_market_does_not_hear_is_told() {
    let floor = "{ kind = \"price_floor\", form = \"import\", basis = \"gross\", floor_usd_per_kg = 50 }";
    let scope = |more: &str| format!("to = [\"US\"]\n{more}");
    let told = |measure: String| unasked(&world().1, &chain(20.0, &[measure]));
    let military = "circumstances = [\"military_user\"]";
    assert_eq!(told(measure("of-some", floor, &scope("made_in = [\"CN\"]"))), ["of-some:1"]);
    assert_eq!(told(measure("of-all", floor, &scope(""))), [""; 0]);
    assert_eq!(told(measure("users", DENY, &scope(military))), [""; 0], "the episode has no military user");
    let mut episode = chain(20.0, &[measure("users", DENY, &scope(military))]);
    episode.users[0].class = coercivity_world::EndUse::new("defence-ndfeb").unwrap();
    assert_eq!(unasked(&world().1, &episode), ["users:1"]);
}

#[test]
fn a_quota_is_counted_in_its_own_unit() {
    let exports = |law: &str, unit: &str| {
        let effect = format!("{{ kind = \"quota\", tonnes_per_year = 1200, unit = \"{unit}\" }}");
        let quota =
            measure("quota", &effect, "from = [\"CN\"]\ncrosses_border = true").replace("oxide:W", law);
        let text = CHAIN.replace("AUSTRALIAN", "20").replace("oxide:W", law);
        let (before, assumed) = text.split_once("[assume]").unwrap();
        let text = format!("{before}{quota}[assume]\nunlicensed_export_share = 0{assumed}");
        let mut problems = Vec::new();
        let episode = read_episode("quota.toml", &text, &world().1, &mut problems);
        assert_eq!(problems, []);
        mean(&told(&episode.unwrap(), "exports:oxide:CHN:-:WORLD"))
    };
    for (law, unit, tonnes) in [
        ("oxide:Dy", "t_gross", 100.0),
        ("oxide:Dy", "t_element", 100.0 / 0.8713),
        ("metal:Dy", "t_reo", 100.0 * 0.8713),
        ("oxide:Dy", "t_reo", 100.0),
    ] {
        let found = exports(law, unit);
        assert!((found - tonnes).abs() < 0.5, "{law} in {unit}: {found} t for {tonnes}");
    }
}

#[test]
fn a_maker_that_runs_when_the_episode_begins_runs_at_full_rate() {
    let exports = |starts: &str| {
        let text =
            CHAIN.replace("AUSTRALIAN", "20").replace("place = \"AUS\"", &format!("place = \"AUS\"{starts}"));
        let episode = read_episode("detour.toml", &text, &world().1, &mut Vec::new()).unwrap();
        told(&episode, "imports:oxide:USA:-:WORLD")
    };
    let always = exports("");
    for starts in ["2024-01", "2024-10"] {
        assert_eq!(exports(&format!("\nstarts = \"{starts}\"")), always, "{starts}");
    }
    assert_ne!(exports("\nstarts = \"2024-11\""), always);
}
