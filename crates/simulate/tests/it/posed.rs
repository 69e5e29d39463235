//! A month's problem as it is handed to others is the one that the walk solved.

use coercivity_market::CERTIFIED;
use coercivity_simulate::{CutPlan, Draw, DrawnEconomy, State, posed, shock_offset, walk};

use crate::{question, shipped};

#[test]
fn the_problem_handed_on_is_the_one_that_the_walk_solved() {
    let scenario = shipped("revived-2026-11-11");
    let question = question(&scenario);
    let economy = DrawnEconomy::of(&question, Draw::Central).unwrap();
    let context = economy.context(&question);
    let mut state = State::calm(&economy.setting, scenario.from);
    let shock = scenario.shock_from.map(|_| shock_offset(&scenario));
    let plan = CutPlan::Written(&scenario.cuts);
    let path = walk(&context, &plan, &mut state, (scenario.from, scenario.months, shock)).unwrap();
    let asked = scenario.from.plus(7);
    let (period, posed) = posed(&question, asked).unwrap().unwrap();
    let walked = path.periods.iter().rfind(|it| it.period.month == asked).unwrap();
    assert_eq!(walked.period, period);
    assert_eq!(walked.cleared.size, (posed.problem.columns.len(), posed.problem.balances.len()));
    let gap = (walked.cleared.objective - posed.solution.objective).abs();
    assert!(gap <= 1e-9 * walked.cleared.objective.abs(), "{gap}");
    assert!(posed.solution.certificate.residual() <= CERTIFIED);
    for names in [&posed.balances, &posed.columns] {
        let mut once = names.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), names.len(), "no name stands twice");
    }
    assert_eq!(posed.columns.len(), posed.problem.columns.len());
    assert_eq!(posed.balances.len(), posed.problem.balances.len());
}

#[test]
fn a_month_outside_the_scenario_has_no_problem() {
    let scenario = shipped("baseline");
    assert!(posed(&question(&scenario), scenario.from.plus(-1)).unwrap().is_none());
}
