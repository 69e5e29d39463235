//! Walks that figures take over from the run are those that they would have walked.

use coercivity_simulate::{
    CutPlan, Draw, DrawnEconomy, REMANENCE_MONTHS, State, Thorough, drawn, shock_offset, walk,
};

use crate::{question, shipped};

#[test]
fn the_total_cut_of_a_scenario_that_is_one_is_the_figures_own() {
    let scenario = shipped("cutoff");
    let question = question(&scenario);
    let (_, detail) = drawn(&question, Draw::Central, Thorough::Yes).unwrap();
    let taken = detail.unwrap().total.unwrap();
    let by_hand = DrawnEconomy::of(&question, Draw::Central).unwrap();
    let context = by_hand.context(&question);
    let shock = shock_offset(&scenario);
    let mut state = State::calm(&by_hand.setting, scenario.from);
    walk(&context, &CutPlan::None, &mut state, (scenario.from, shock, None)).unwrap();
    let from = scenario.from.plus(i32::try_from(shock).unwrap());
    let span = (from, REMANENCE_MONTHS, Some(0));
    let walked = walk(&context, &CutPlan::Held { severity: 1.0 }, &mut state, span).unwrap();
    assert_eq!(taken.periods.len(), walked.periods.len());
    for (one, other) in taken.periods.iter().zip(&walked.periods) {
        let (here, there) = (one.period, other.period);
        assert_eq!(here.month, there.month);
        assert!((here.start - there.start).abs() < 1e-9 && (here.length - there.length).abs() < 1e-9);
        for (one, other) in one.cleared.served.iter().zip(&other.cleared.served) {
            assert!((one.service() - other.service()).abs() < 1e-5, "{one:?} against {other:?}");
        }
    }
}
