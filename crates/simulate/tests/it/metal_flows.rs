//! The picture of the flows: it is the base year's own, and no month of a cut gives more than it takes.

use std::collections::BTreeMap;

use coercivity_simulate::{
    CutPlan, Draw, DrawnEconomy, MetalFlows, REMANENCE_MONTHS, State, Stop, Weigher, end_of_month, walk,
};
use coercivity_world::base::Step;

use super::{question, shipped, world};

/// Which column a stop stands in.
fn column(stop: &Stop) -> &'static str {
    match stop {
        Stop::Mine(_) => "mine",
        Stop::Separation(_) => "separation",
        Stop::Recycling(_) => "recycling",
        Stop::Metal(_) => "metal",
        Stop::Blank(_) => "blank",
        Stop::Magnet(_) => "magnet",
        Stop::Buyer(_) => "buyer",
        Stop::Use(_) => "use",
    }
}

fn totals(flows: &MetalFlows) -> BTreeMap<&'static str, f64> {
    let mut totals = BTreeMap::new();
    for (stop, tonnes) in &flows.made {
        *totals.entry(column(stop)).or_default() += tonnes;
    }
    totals
}

/// What arrives at a stop is no more than it gives, or loses on the way to giving it; what leaves is no more than it gives.
fn adds_up(flows: &MetalFlows) {
    let (mut left, mut arrived): (BTreeMap<Stop, f64>, BTreeMap<Stop, f64>) = Default::default();
    for (&(from, to), tonnes) in &flows.sent {
        assert!(*tonnes >= 0.0 && from < to, "{from:?} to {to:?}: {tonnes}");
        *left.entry(from).or_default() += tonnes;
        *arrived.entry(to).or_default() += tonnes;
    }
    for (stop, tonnes) in &left {
        // A separator is sent richer or poorer concentrate than the deposit's mean.
        let slack = if matches!(stop, Stop::Mine(_)) { 1.02 } else { 1.0 + 1e-6 };
        assert!(
            *tonnes <= flows.made[stop] * slack + 1e-6,
            "{stop:?} gives {tonnes} of {}",
            flows.made[stop]
        );
    }
    for (stop, tonnes) in &arrived {
        if matches!(stop, Stop::Blank(_) | Stop::Magnet(_) | Stop::Buyer(_) | Stop::Use(_)) {
            assert!(*tonnes <= flows.made[stop] * (1.0 + 1e-6) + 1e-6, "{stop:?} takes {tonnes}");
        }
    }
}

#[test]
fn the_picture_of_the_base_month_is_the_base_year() {
    let scenario = shipped("baseline");
    let question = question(&scenario);
    let (_, _, base) = world();
    let walk = DrawnEconomy::of(&question, Draw::Central).unwrap();
    let flows = Weigher::of(&walk.setting.chain, base).base_month();
    adds_up(&flows);
    let metals: Vec<_> = base
        .flows
        .iter()
        .filter(|it| it.step == Step::IntoBlanks && it.tonnes > 0.0)
        .map(|it| it.element)
        .collect();
    let totals = totals(&flows);
    for (column, step) in [
        ("mine", Step::MineOutput),
        ("separation", Step::SeparatedOxide),
        ("recycling", Step::RecycledOxide),
        ("metal", Step::MetalMade),
        ("blank", Step::IntoBlanks),
    ] {
        let of_step = base.flows.iter().filter(|it| it.step == step && metals.contains(&it.element));
        let year: f64 = of_step.map(|it| it.tonnes).sum();
        assert!(
            (12.0 * totals[column] / year - 1.0).abs() < 1e-3,
            "{column}: {} of {year}",
            12.0 * totals[column]
        );
    }
    let collected: f64 = flows.swarf.values().map(|it| it.collected).sum();
    let swarf: f64 = base.flows.iter().filter(|it| it.step == Step::Swarf).map(|it| it.tonnes).sum();
    assert!((12.0 * collected / swarf - 1.0).abs() < 1e-3, "{} of {swarf}", 12.0 * collected);
    // Nothing is stored between the maker, the buyer and the use.
    assert!((totals["magnet"] / totals["buyer"] - 1.0).abs() < 1e-3);
    assert!((totals["buyer"] / totals["use"] - 1.0).abs() < 1e-9);
}

#[test]
fn after_a_year_of_a_total_cut_the_picture_still_adds_up_and_nothing_crosses_the_cut() {
    let scenario = shipped("cutoff");
    let question = question(&scenario);
    let (_, _, base) = world();
    let walked = DrawnEconomy::of(&question, Draw::Central).unwrap();
    let context = walked.context(&question);
    let mut state = State::calm(&walked.setting, walked.setting.base_middle);
    let plan = CutPlan::Held { severity: 1.0 };
    let path = walk(&context, &plan, &mut state, (scenario.from, REMANENCE_MONTHS, Some(0))).unwrap();
    let weigher = Weigher::of(&walked.setting.chain, base);
    let flows = weigher.period(end_of_month(&path, REMANENCE_MONTHS).unwrap());
    adds_up(&flows);
    let supplier = walked.setting.assumed.supplier;
    let bought = |flows: &MetalFlows| -> f64 {
        let abroad = |it: &(&(Stop, Stop), &f64)| {
            it.0.0 == Stop::Magnet(supplier) && matches!(it.0.1, Stop::Buyer(place) if place != supplier)
        };
        flows.sent.iter().filter(abroad).map(|it| it.1).sum()
    };
    let leaked = walked.setting.values[coercivity_world::economy::Parameter::Leakage];
    assert!(bought(&weigher.base_month()) > 100.0);
    // What is usual has grown with demand.
    let usual = bought(&weigher.base_month()) * walked.setting.growth(scenario.from.plus(12));
    assert!(bought(&flows) <= leaked * usual * 1.1, "{} of {usual}", bought(&flows));
}
