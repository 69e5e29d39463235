//! What stocks do for those who hold them.

use coercivity_market::month::Holder;
use coercivity_simulate::{Draw, State, groups, remanence};

use crate::{Walk, question, shipped};

#[test]
fn a_larger_opening_stock_never_lowers_remanence() {
    let scenario = shipped("cutoff");
    let question = question(&scenario);
    let by_hand = Walk::of(&question, Draw::Central);
    let context = by_hand.context(&question);
    let groups = groups(&by_hand.setting.chain, &scenario);
    let growth = by_hand.setting.growth(scenario.from);
    let at = |factor: f64| {
        let mut state = State::calm(&by_hand.setting, growth);
        for held in state.stocks.iter_mut().filter(|it| matches!(it.holder, Holder::User(_))) {
            held.tonnes *= factor;
        }
        remanence(&context, &state, scenario.from, &groups).unwrap()
    };
    let (usual, double, many) = (at(1.0), at(2.0), at(8.0));
    for (index, group) in groups.iter().enumerate() {
        let whose = format!("{} of {}", group.end_use, scenario.buyers[group.buyer].id);
        assert!(double[index] >= usual[index] - 1e-3, "{whose}: {} then {}", usual[index], double[index]);
        assert!(many[index] >= double[index] - 1e-3, "{whose}: {} then {}", double[index], many[index]);
    }
    assert!(
        many.iter().zip(&usual).any(|(many, usual)| many > &(usual + 0.05)),
        "eightfold stocks help nobody"
    );
}
