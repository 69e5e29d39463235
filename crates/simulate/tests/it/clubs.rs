//! Clubs and offtakes keep to what is written.

use std::collections::BTreeSet;

use coercivity_market::chain::{Chain, Kind, Stuff};
use coercivity_simulate::{Path, Pledge, PledgedOf, Support};
use coercivity_world::Place;
use coercivity_world::scenario::Scenario;

use crate::{shipped, walked, written};

const CLUB: &str = r#"
format = "coercivity.scenario/1"
id = "club"
title = "A club of buyers and makers"
extends = "baseline"
[[measure]]
id = "invented-club"
standing = "invented"
announced = 2026-10-01
[[measure.clause]]
id = "admit"
text = "Members buy magnets from members."
takes_effect = 2026-11-01
scope = { goods = ["magnet:NdFeB"], buyers_in = ["JP", "US"] }
effect = { kind = "admit", club = "two", premium_max = PREMIUM, MORE }
"#;

/// Months after which contracts of the base year no longer hold sellers.
const LONG: u32 = 16;

fn club(premium: f64, more: &str) -> Scenario {
    written(&CLUB.replace("PREMIUM", &premium.to_string()).replace("MORE", more).replace(", }", " }"))
}

fn place(text: &str) -> Place {
    Place::new(text).unwrap()
}

/// Magnets that come to the United States in the last month: from a place, and from everywhere.
fn to_us(chain: &Chain, path: &Path, from: Place) -> (f64, f64) {
    let rates = &path.periods.last().unwrap().cleared.rates;
    let lanes = || {
        chain.activities.iter().zip(rates).filter(|it| {
            it.0.to == place("USA") && matches!(it.0.kind, Kind::Lane(Stuff::Finished(_) | Stuff::Magnet(_)))
        })
    };
    (lanes().filter(|it| it.0.from == from).map(|it| it.1).sum(), lanes().map(|it| it.1).sum())
}

#[test]
fn members_pay_for_one_anothers_goods_up_to_the_premium() {
    let (by_hand, free) = walked(&club(0.0, ""), LONG);
    let chain = &by_hand.setting.chain;
    let (_, dear) = walked(&club(0.25, "member_origin_min = 0.6"), LONG);
    let japan = place("JPN");
    let (before, with) = (to_us(chain, &free, japan), to_us(chain, &dear, japan));
    assert!(with.0 > 1.02 * before.0, "{before:?} {with:?}");
    let own = by_hand.supports.iter().position(|it| it.instrument.to_string() == "invented-club").unwrap();
    for (path, premium) in [(&free, 0.0), (&dear, 0.25)] {
        for recorded in &path.periods {
            let (paid, rates) = (recorded.premia[own], &recorded.cleared.rates);
            let pledges = by_hand.supports[own].pledges.iter();
            let worth = |it: &Pledge| it.cost(rates, recorded.cleared.prices[it.node]);
            let inside: f64 = pledges.map(worth).sum();
            // Rents are exact to a ten thousandth of the price.
            let least = if premium > 0.0 { 0.01 * inside } else { -1e-3 * inside };
            assert!(
                least <= paid && paid <= (1.3 * premium + 1e-3) * inside,
                "{paid} of {inside} at {premium}"
            );
            assert!(recorded.cleared.certificate.residual() <= 1e-6 && recorded.cleared.money_gap < 1e-3);
        }
    }
    // No member ever pays more than the premium over the price of the period before.
    for pair in dear.periods.windows(2) {
        let pledges = &by_hand.supports[own].pledges;
        for (pledge, rent) in pledges.iter().zip(&pair[1].cleared.pledge_rents) {
            let most = 0.25 * pair[0].cleared.prices[pledge.node];
            assert!(*rent <= most * 1.01 + 1e-6, "{rent} {most}");
        }
    }
}

#[test]
fn a_share_that_members_reach_anyway_costs_nothing() {
    let (by_hand, path) = walked(&club(0.25, "member_origin_min = 0.001"), 3);
    let own = by_hand.supports.iter().position(|it| it.instrument.to_string() == "invented-club").unwrap();
    let paid: f64 = path.periods.iter().map(|it| it.premia[own]).sum();
    let traded: f64 =
        path.periods.iter().map(|it| it.cleared.served.iter().map(|it| it.cost).sum::<f64>()).sum();
    assert!(paid <= 1e-4 * traded, "{paid} {traded}");
}

#[test]
fn members_shun_whom_they_have_sworn_off_and_nobody_else() {
    let (by_hand, path) = walked(&club(0.0, r#"may_not_buy_from = ["CN"]"#), 2);
    let chain = &by_hand.setting.chain;
    let (china, all) = to_us(chain, &path, place("CHN"));
    let (japan, _) = to_us(chain, &path, place("JPN"));
    assert!(china.abs() < 1e-9 && japan > 0.0 && all > japan, "{china} {japan} {all}");
}

const OFFTAKE: &str = r#"
format = "coercivity.scenario/1"
id = "offtake"
title = "An offtake of Japanese magnets"
extends = "baseline"
[[measure]]
id = "invented-offtake"
standing = "invented"
announced = 2026-10-01
[[measure.clause]]
id = "1"
text = "A buyer in the United States takes a third of what Japan makes."
takes_effect = 2026-11-01
scope = { goods = ["magnet:NdFeB"], makers_in = ["JP"], to = ["US"] }
effect = { kind = "offtake", share = 0.3333, PRICE }
"#;

#[test]
fn an_offtake_sends_its_share_to_its_buyer() {
    let scenario = written(&OFFTAKE.replace(", PRICE", ""));
    let (by_hand, path) = walked(&scenario, 3);
    let own = by_hand.supports.iter().find(|it| it.instrument.to_string() == "invented-offtake").unwrap();
    assert!(own.pledges.iter().any(|it| matches!(it.of, PledgedOf::Output(_))));
    for recorded in &path.periods {
        for pledge in &own.pledges {
            let PledgedOf::Output(made) = &pledge.of else { continue };
            let rate = |it: &(usize, f64)| recorded.cleared.rates[it.0] * it.1;
            let (sent, pledged): (f64, f64) =
                (pledge.sources.iter().map(rate).sum(), made.iter().map(rate).sum());
            assert!(pledged > 0.1 && sent >= pledged * (1.0 - 1e-6), "{sent} {pledged}");
        }
    }
}

#[test]
fn what_an_offtake_takes_without_a_price_is_made_at_what_it_costs() {
    let (by_hand, path) = walked(&written(&OFFTAKE.replace(", PRICE", "").replace("to = [\"US\"]", "")), 2);
    let number =
        by_hand.supports.iter().position(|it| it.instrument.to_string() == "invented-offtake").unwrap();
    let own = &by_hand.supports[number];
    assert!(!own.pledges.is_empty() && own.pledges.iter().all(|it| matches!(it.of, PledgedOf::Capacity(_))));
    // Japan's plants run at more than a third of what they can: nothing has to be paid.
    for recorded in &path.periods {
        assert!(recorded.paid[number].abs() < 1.0, "{}", recorded.paid[number]);
    }
    // Of all that the 10X plant can make, its buyer pays what is missing in dear months, never more than the base price.
    let (by_hand, path) = walked(&shipped("baseline"), 60);
    let is_taken = |it: &&Support| it.instrument.to_string() == "us-dow-2025-mp" && it.clause == "offtake";
    let own = by_hand.supports.iter().find(is_taken).unwrap();
    let number = by_hand.supports.iter().position(|it| it == own).unwrap();
    let prices = &by_hand.setting.chain.prices;
    for recorded in &path.periods {
        let made = own.pledges.iter().map(|it| it.cost(&recorded.cleared.rates, prices[it.node]));
        assert!(recorded.paid[number] <= 1.01 * made.sum::<f64>() * recorded.period.length + 1e-6);
    }
    let paid: f64 = path.periods.iter().map(|it| it.paid[number]).sum();
    assert!(paid > 1e3, "{paid} thousand USD");
}

#[test]
fn an_agreed_price_binds_both_sides() {
    let dear = written(&OFFTAKE.replace("PRICE", "price_usd_per_kg = 500"));
    let cheap = written(&OFFTAKE.replace("PRICE", "price_usd_per_kg = 1"));
    let paid = |scenario: &Scenario| {
        let (by_hand, path) = walked(scenario, 2);
        let own =
            by_hand.supports.iter().position(|it| it.instrument.to_string() == "invented-offtake").unwrap();
        path.periods.last().unwrap().paid[own]
    };
    let (paid_dear, paid_cheap) = (paid(&dear), paid(&cheap));
    assert!(paid_dear > 0.0 && paid_cheap < 0.0, "{paid_dear} {paid_cheap}");
}

#[test]
fn a_clause_that_names_a_maker_reaches_its_plants() {
    let scenario = written(
        "format = \"coercivity.scenario/1\"\nid = \"named\"\ntitle = \"A named maker\"\nextends = \"baseline\"\n",
    );
    let (by_hand, _) = walked(&scenario, 1);
    let chain = &by_hand.setting.chain;
    let reached = |clause: &str| {
        let of = by_hand
            .supports
            .iter()
            .find(|it| it.instrument.to_string() == "us-dow-2025-mp" && it.clause == clause);
        of.unwrap().outputs.iter().map(|it| chain.activities[it.0].kind).collect::<Vec<_>>()
    };
    assert!(
        reached("floor")
            .iter()
            .any(|it| matches!(it, Kind::Separation(deposit) if deposit.as_str() == "USA_mtpass"))
    );
    let of_metal = |it: &Kind| matches!(it, Kind::MetalMaking(_));
    assert!(!reached("floor").iter().any(of_metal), "a kilogram is paid once, as oxide");
    // The plant that the clause names, and no other of the firm's: one project, two grades.
    let plants: BTreeSet<Kind> = reached("offtake").into_iter().collect();
    assert!(plants.len() == 1 && plants.iter().all(|it| matches!(it, Kind::Project(_))), "{plants:?}");
}
