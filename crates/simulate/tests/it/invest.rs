//! What public money builds.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_simulate::{CutPlan, Draw, DrawnEconomy, Path, State, walk};
use coercivity_world::scenario::{Ranged, Scenario};

use crate::{question, shipped, written};

/// A draw in which several announced projects have no money.
const DRAW: Draw = Draw::Random { seed: 1, number: 2 };

fn walked(scenario: &Scenario, draw: Draw) -> Path {
    let question = question(scenario);
    let by_hand = DrawnEconomy::of(&question, draw).unwrap();
    let mut state = State::calm(&by_hand.setting, scenario.from);
    let span = (scenario.from, 36, None);
    walk(&by_hand.context(&question), &CutPlan::Written(&scenario.cuts), &mut state, span).unwrap()
}

fn gone_ahead(path: &Path) -> BTreeSet<usize> {
    path.periods.iter().flat_map(|it| &it.decisions).map(|it| it.project).collect()
}

#[test]
fn a_floor_builds_what_the_market_would_not() {
    for number in [4, 5] {
        let draw = Draw::Random { seed: 1, number };
        let without = gone_ahead(&walked(&shipped("baseline"), draw));
        let with = gone_ahead(&walked(&shipped("floor-110"), draw));
        assert!(with.is_superset(&without), "{with:?} {without:?}");
        assert!(with.len() > without.len(), "{with:?} {without:?}");
    }
}

#[test]
fn a_grant_builds_within_its_budget_and_one_too_small_builds_nothing() {
    let granted = |usd: f64| {
        let scenario = written(&format!(
            r#"
            format = "coercivity.scenario/1"
            id = "grant"
            title = "A grant for didymium oxide"
            extends = "baseline"
            [[measure]]
            id = "invented-grant"
            standing = "invented"
            announced = 2026-11-01
            [[measure.clause]]
            id = "1"
            text = "A grant for whoever makes didymium oxide outside the supplier."
            takes_effect = 2026-11-01
            scope = {{ goods = ["oxide:NdPr"], made_outside = ["CN"] }}
            effect = {{ kind = "fund", form = "grant", usd = {usd:.0} }}
            "#
        ));
        let question = question(&scenario);
        let own = DrawnEconomy::of(&question, DRAW)
            .unwrap()
            .supports
            .iter()
            .position(|it| it.instrument.to_string() == "invented-grant")
            .unwrap();
        let path = walked(&scenario, DRAW);
        let spent: f64 = path.periods.iter().map(|it| it.paid[own]).sum();
        (gone_ahead(&path).len(), 1e3 * spent)
    };
    let (none, spent) = granted(1.0);
    assert!(spent <= 1.0, "a dollar closes no gap: {spent}");
    let (more, spent) = granted(2e9);
    assert!(more > none, "{more} {none}");
    assert!(spent > 1e6 && spent <= 2e9, "{spent}");
    let (some, spent) = granted(1e8);
    assert!(some <= more && spent <= 1e8, "{some} of {more} for {spent}");
}

#[test]
fn newcomers_come_where_prices_pay_for_them_and_faster_where_they_may() {
    let decided = |id: &str, pace: f64| {
        let mut scenario = shipped(id);
        scenario.assume.insert("entry_pace_per_year".to_owned(), Ranged::fixed(pace));
        let path = walked(&scenario, Draw::Central);
        let all = path.periods.iter().flat_map(|it| it.newcomers.clone());
        all.fold(BTreeMap::<String, f64>::new(), |mut sums, (good, tonnes)| {
            *sums.entry(good.to_string()).or_default() += tonnes;
            sums
        })
    };
    assert_eq!(decided("cutoff", 0.0), BTreeMap::new());
    let (beside, slow, fast) = (decided("baseline", 0.05), decided("cutoff", 0.05), decided("cutoff", 0.2));
    for (good, tonnes) in &beside {
        assert!(slow[good] >= *tonnes, "{good}: {beside:?} {slow:?}");
    }
    assert!(!beside.keys().any(|it| it.contains("magnet")), "no price pays for magnets there: {beside:?}");
    assert!(slow["Dy metal"] > 0.0 && fast["Dy metal"] > 1.5 * slow["Dy metal"], "{slow:?} {fast:?}");
}

#[test]
fn what_newcomers_decide_on_comes_late_and_never_exceeds_what_is_used_outside() {
    let mut scenario = shipped("cutoff");
    scenario.assume.insert("entry_pace_per_year".to_owned(), Ranged::fixed(1.0));
    let question = question(&scenario);
    let by_hand = DrawnEconomy::of(&question, Draw::Central).unwrap();
    let mut state = State::calm(&by_hand.setting, scenario.from);
    let span = (scenario.from, 84, None);
    let path =
        walk(&by_hand.context(&question), &CutPlan::Written(&scenario.cuts), &mut state, span).unwrap();
    for (newcomer, ordered) in by_hand.setting.newcomers.iter().zip(&state.ordered) {
        let most = by_hand.setting.chain.activities[newcomer.activity].capacity;
        assert!(ordered.iter().map(|it| it.1).sum::<f64>() <= most * (1.0 + 1e-9));
        let made = |it: &coercivity_simulate::Recorded| it.cleared.rates[newcomer.activity];
        let early = path.periods.iter().take_while(|it| it.period.start < newcomer.lead_months - 1.0);
        assert!(early.map(made).all(|it| it.abs() < 1e-9), "nothing runs before it is built");
    }
    let dysprosium = by_hand.setting.newcomers.iter().find(|it| it.good.to_string() == "Dy metal").unwrap();
    assert!(path.periods.last().unwrap().cleared.rates[dysprosium.activity] > 0.0, "and then it runs");
}
