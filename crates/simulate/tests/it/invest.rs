//! What public money builds.

use std::collections::BTreeSet;

use coercivity_simulate::{CutPlan, Draw, DrawnEconomy, Path, State, walk};
use coercivity_world::scenario::Scenario;

use crate::{question, shipped, written};

/// A draw in which several announced projects have no money.
const DRAW: Draw = Draw::Random { seed: 1, number: 2 };

fn walked(scenario: &Scenario, draw: Draw) -> Path {
    let question = question(scenario);
    let by_hand = DrawnEconomy::of(&question, draw).unwrap();
    let mut state = State::calm(&by_hand.setting, by_hand.setting.growth(scenario.from));
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
