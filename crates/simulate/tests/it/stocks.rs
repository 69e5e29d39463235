//! What stocks do for those who hold them.

use coercivity_market::month::Holder;
use coercivity_simulate::{Draw, DrawnEconomy, State, groups, remanence};

use crate::{question, shipped};

#[test]
fn a_larger_opening_stock_never_lowers_remanence() {
    let scenario = shipped("cutoff");
    let question = question(&scenario);
    let by_hand = DrawnEconomy::of(&question, Draw::Central).unwrap();
    let context = by_hand.context(&question);
    let groups = groups(&by_hand.setting.chain, &scenario);
    let regions = &scenario.buyers[0].regions;
    let chain = &by_hand.setting.chain;
    let at = |factor: f64| {
        let mut state = State::calm(&by_hand.setting, scenario.from);
        for held in &mut state.stocks {
            if let Holder::User(user) = held.holder
                && regions.contains(&chain.users[user].region)
            {
                held.tonnes *= factor;
            }
        }
        remanence(&context, &state, scenario.from, &groups).unwrap()
    };
    let (usual, double, many) = (at(1.0), at(2.0), at(8.0));
    for (index, group) in groups.iter().enumerate().filter(|it| it.1.buyer == 0) {
        let whose = group.end_use;
        assert!(double[index] >= usual[index] - 1e-3, "{whose}: {} then {}", usual[index], double[index]);
        assert!(many[index] >= double[index] - 1e-3, "{whose}: {} then {}", double[index], many[index]);
    }
    assert!(
        many.iter().zip(&usual).any(|(many, usual)| many > &(usual + 0.05)),
        "eightfold stocks help nobody"
    );
}

#[test]
fn what_a_scenario_assumes_takes_the_place_of_the_parameter() {
    let usual = shipped("cutoff");
    let mut tight = usual.clone();
    let none = coercivity_world::scenario::Ranged { low: 0.0, best: 0.0, high: 0.0 };
    tight.assume.insert("leakage_share".to_owned(), none);
    let at = |scenario: &coercivity_world::scenario::Scenario| {
        let question = question(scenario);
        let by_hand = DrawnEconomy::of(&question, Draw::Central).unwrap();
        let groups = groups(&by_hand.setting.chain, scenario);
        let state = State::calm(&by_hand.setting, scenario.from);
        remanence(&by_hand.context(&question), &state, scenario.from, &groups).unwrap().iter().sum::<f64>()
    };
    assert!(at(&tight) < at(&usual) - 0.1, "no leakage leaves less");
}
