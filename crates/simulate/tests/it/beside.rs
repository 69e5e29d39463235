//! What stands beside a scenario, and what is left out of an answer.

use coercivity_simulate::{Baseline, Draw, Drawn, Question, Thorough, drawn};
use coercivity_world::measures::Regime;
use coercivity_world::scenario::{AskedFigure, Aspect, Scenario};

use crate::{question, shipped, world};

/// Two months, one buyer, one use and some figures: small enough to draw.
fn small(id: &str, figures: &[AskedFigure]) -> Scenario {
    let mut scenario = shipped(id);
    scenario.months = 2;
    scenario.buyers.truncate(1);
    scenario.ask.end_uses.truncate(1);
    scenario.ask.figures = figures.iter().copied().collect();
    scenario
}

fn answer(question: &Question<'_>, draw: Draw) -> Drawn {
    drawn(question, draw, Thorough::No).unwrap().0
}

#[test]
fn only_another_world_is_computed_beside() {
    let beside = |id: &str| {
        let scenario = shipped(id);
        let baseline = shipped("baseline").asked_like(&scenario);
        let differs = scenario.differs_from(&baseline);
        let question = question(&scenario).beside(&baseline).unwrap();
        let kind = match question.baseline {
            Baseline::Itself => "itself",
            Baseline::WithoutCuts(_) => "without cuts",
            Baseline::Another(_) => "another",
        };
        (kind, differs)
    };
    assert_eq!(beside("baseline"), ("itself", vec![]));
    assert_eq!(beside("cutoff"), ("without cuts", vec![Aspect::Cuts]));
    assert_eq!(beside("floor-110"), ("another", vec![Aspect::Measures]));
    assert_eq!(beside("april-2025"), ("another", vec![Aspect::Practices]));
    assert_eq!(beside("stockpile"), ("another", vec![Aspect::Cuts, Aspect::Measures]));
    let revived = vec![Aspect::Law, Aspect::Practices, Aspect::Measures];
    assert_eq!(beside("revived-2026-11-11"), ("another", revived));
}

#[test]
fn the_baseline_beside_is_the_baseline_under_the_same_draw() {
    let scenario = small("floor-110", &[AskedFigure::Service, AskedFigure::Remanence]);
    let baseline = shipped("baseline").asked_like(&scenario);
    let draw = Draw::Random { seed: 7, number: 3 };
    let both = answer(&question(&scenario).beside(&baseline).unwrap(), draw);
    let alone = answer(&question(&baseline), draw);
    assert_eq!(format!("{:?}", both.baseline.as_deref()), format!("{:?}", Some(&alone)));
    assert_eq!(both.service.len(), alone.service.len());
    let other = answer(&question(&baseline), Draw::Random { seed: 7, number: 4 });
    assert_ne!(alone.figures, other.figures, "another draw is another answer");
}

#[test]
fn a_cut_leaves_its_baseline_as_it_is() {
    let scenario = small("cutoff", &[AskedFigure::Service]);
    let baseline = shipped("baseline").asked_like(&scenario);
    let cut = answer(&question(&scenario), Draw::Central);
    // The baseline without weeks is the calm walk, month by month.
    let plain = Scenario { shock_from: None, ..baseline };
    assert_eq!(cut.calm_service, answer(&question(&plain), Draw::Central).service);
}

#[test]
fn what_is_not_asked_is_not_computed() {
    let only = |figure: AskedFigure| answer(&question(&small("baseline", &[figure])), Draw::Central);
    let service = only(AskedFigure::Service);
    let (all, remanence) = (only(AskedFigure::Coercivity), only(AskedFigure::Remanence));
    assert!(service.checks.solved < remanence.checks.solved, "no total cut is walked for service");
    assert!(service.figures.iter().all(|it| it.remanence.is_none() && it.hysteresis.is_empty()));
    assert!(remanence.figures.iter().all(|it| it.remanence.is_some() && it.coercivity.is_none()));
    assert!(all.figures.iter().all(|it| it.coercivity.is_some() && it.endurance.is_none()));
    assert!(remanence.leverage.is_empty() && remanence.independence.buyers.is_empty());
    assert!(only(AskedFigure::Leverage).leverage.len() == 1);
    assert!(only(AskedFigure::Independence).independence.buyers.len() == 1);
    assert!(only(AskedFigure::Independence).stage_independence.is_empty());
}

#[test]
fn clauses_whose_suspension_ran_out_unseen_are_unsettled() {
    let regime: Regime = world().1.regime();
    let told = |first: &str, last: &str| -> Vec<String> {
        let found = regime.unsettled(first.parse().unwrap(), last.parse().unwrap());
        found.iter().map(|it| format!("{}:{} {}", it.measure.id, it.clause.id, it.from)).collect()
    };
    assert_eq!(told("2026-01-01", "2026-06-30"), Vec::<String>::new());
    let open = told("2026-11-01", "2026-12-31");
    assert!(open.iter().any(|it| it.starts_with("cn-mofcom-2025-061:")), "{open:?}");
    assert!(open.iter().all(|it| !it.starts_with("cn-mofcom-2025-018:")), "never suspended: {open:?}");
}
