//! Stockpiles and quotas keep to what is written.

use coercivity_market::chain::{Grade, Kind, Stuff, User};
use coercivity_simulate::{CutPlan, Draw, DrawnEconomy, Ledger, Path, State, walk};
use coercivity_world::Place;
use coercivity_world::scenario::{Ranged, Scenario};

use crate::{question, walked, written};

const STOCKPILE: &str = r#"
format = "coercivity.scenario/1"
id = "stock"
title = "A stock of magnets"
extends = "EXTENDS"
[[measure]]
id = "invented-stock"
standing = "invented"
announced = 2026-10-01
[[measure.clause]]
id = "hold"
text = "Hold magnets."
takes_effect = 2026-11-01
scope = { goods = ["magnet:NdFeB"], holders_in = ["US"] }
effect = { kind = "stockpile", cover_months = 12, opening_cover_months = OPENING, fill_months = 12, BUDGET release_below_service = 0.90, release_order = ["industrial_motor", "wind_turbine"] }
"#;

fn stock(extends: &str, opening: f64, budget: &str) -> Scenario {
    let text = STOCKPILE.replace("EXTENDS", extends).replace("OPENING", &opening.to_string());
    written(&text.replace("BUDGET", budget))
}

fn paid(by_hand: &DrawnEconomy, path: &Path) -> f64 {
    let own = by_hand.supports.iter().position(|it| it.instrument.to_string() == "invented-stock").unwrap();
    path.periods.iter().map(|it| 1e3 * it.paid[own]).sum()
}

#[test]
fn a_stockpile_buys_within_its_budget() {
    let (by_hand, path) = walked(&stock("baseline", 0.0, "budget_usd = 20000000,"), 24);
    let spent = paid(&by_hand, &path);
    assert!(spent <= 20e6 && spent > 15e6, "{spent}");
    let (by_hand, path) = walked(&stock("baseline", 0.0, ""), 24);
    assert!(paid(&by_hand, &path) > 100e6, "without a budget it fills");
}

#[test]
fn the_months_of_public_money_add_up_to_the_run() {
    let scenario = stock("cutoff", 2.0, "");
    let question = question(&scenario);
    let by_hand = DrawnEconomy::of(&question, Draw::Central).unwrap();
    let mut state = State::calm(&by_hand.setting, scenario.from);
    let cuts = CutPlan::Written(&scenario.cuts);
    let span = (scenario.from, 12, Some(1));
    let path = walk(&by_hand.context(&question), &cuts, &mut state, span).unwrap();
    assert!(path.periods.len() > 12, "a shock is followed week by week");
    let ledger = Ledger::of(&question, &[], &path);
    let own = question.supports.iter().position(|it| it == "invented-stock:hold").unwrap();
    let (months, run) = (&ledger.paid_usd[own], paid(&by_hand, &path));
    assert_eq!(months.len(), 12);
    let sum: f64 = months.iter().sum();
    assert!((sum / run - 1.0).abs() < 1e-9, "{sum} {run}");
    assert!(months.iter().any(|it| *it < 0.0), "releases bring in more than purchases cost: {months:?}");
}

#[test]
fn a_released_stockpile_holds_service_and_runs_out_in_its_order() {
    let (by_hand, path) = walked(&stock("cutoff", 2.0, ""), 24);
    let chain = &by_hand.setting.chain;
    let mut emptied = 0;
    for grade in Grade::BOTH {
        for recorded in &path.periods {
            let in_turn = |end_use: &str| {
                let mine = |it: &(usize, &User)| {
                    let user = it.1;
                    user.region.as_str() == "USA"
                        && user.end_use.as_str() == end_use
                        && user.grade == Some(grade)
                };
                let whose = chain.users.iter().enumerate().find(mine).map(|it| it.0);
                let served = &recorded.cleared.served[whose.unwrap()];
                (served.released, served.service())
            };
            let uses = ["industrial_motor", "wind_turbine", "automotive_small_motor"].map(in_turn);
            let when = format!("{} {grade:?} {uses:?}", recorded.period.month);
            for (released, service) in uses {
                assert!(released < 1e-3 || service < 0.93, "released only below 90 %: {when}");
            }
            for (index, it) in uses.iter().enumerate().skip(1) {
                let before = uses[..index].iter().all(|it| it.1 > 0.89);
                assert!(it.0 < 1e-3 || before, "nobody draws before those ahead are held: {when}");
            }
            emptied += u32::from(uses[0].0 > 1e-3 && uses[2].1 < 0.89);
        }
    }
    assert!(emptied > 0, "the stock runs out within two years");
}

#[test]
fn a_seller_with_market_power_ships_less_and_earns_more_a_tonne() {
    let at = |variation: f64| {
        let mut scenario = crate::shipped("baseline");
        let fixed = Ranged { low: variation, best: variation, high: variation };
        scenario.assume.insert("market_power".to_owned(), fixed);
        let (by_hand, path) = walked(&scenario, 1);
        let chain = &by_hand.setting.chain;
        let supplier = by_hand.setting.assumed.supplier;
        let cleared = &path.periods[0].cleared;
        let exports = |it: &(&coercivity_market::chain::Activity, &f64)| {
            it.0.kind == Kind::Lane(Stuff::Magnet(Grade::Light))
                && it.0.from == supplier
                && it.0.to != supplier
        };
        let shipped: f64 = chain.activities.iter().zip(&cleared.rates).filter(exports).map(|it| it.1).sum();
        let pool = chain.node(Stuff::Magnet(Grade::Light), Place::new("USA").unwrap()).unwrap();
        (shipped, cleared.prices[pool])
    };
    let (takes, withholds) = (at(0.0), at(1.0));
    assert!(withholds.0 < 0.98 * takes.0, "{takes:?} {withholds:?}");
    assert!(withholds.1 > 1.05 * takes.1, "{takes:?} {withholds:?}");
}

#[test]
fn a_quota_caps_all_its_lanes_together() {
    let scenario = written(
        r#"
        format = "coercivity.scenario/1"
        id = "quota"
        title = "An export quota"
        extends = "baseline"
        [[measure]]
        id = "invented-quota"
        standing = "invented"
        announced = 2026-10-01
        [[measure.clause]]
        id = "1"
        text = "Twelve hundred tonnes of magnets a year."
        takes_effect = 2026-11-01
        scope = { goods = ["magnet:NdFeB"], from = ["CN"], to_outside = ["CN"] }
        effect = { kind = "quota", tonnes_per_year = 1200, unit = "t_gross" }
        "#,
    );
    let (by_hand, path) = walked(&scenario, 3);
    let chain = &by_hand.setting.chain;
    let supplier = by_hand.setting.assumed.supplier;
    for recorded in &path.periods {
        let lanes = chain.activities.iter().zip(&recorded.cleared.rates);
        let exported: f64 = lanes
            .filter(
                |it| matches!(it.0.kind, Kind::Lane(stuff) if stuff.to_string().starts_with("NdFeB magnets")),
            )
            .filter(|it| it.0.from == supplier && it.0.to != supplier)
            .map(|it| it.1)
            .sum();
        assert!((exported - 100.0).abs() < 0.01, "{exported}");
        let rent = recorded.cleared.cap_rents[0];
        assert!(rent > 1.0, "{rent}");
        let [(clause, rents)] = &recorded.quota_rents[..] else { panic!("{:?}", recorded.quota_rents) };
        assert!(
            clause == "invented-quota:1" && (rents / (100.0 * rent) - 1.0).abs() < 1e-9,
            "{clause} {rents}"
        );
    }
}
