//! What wears out and comes back.

use coercivity_market::chain::{Chain, Grade, Kind};
use coercivity_simulate::{Cohorts, CutPlan, Draw, DrawnEconomy, Path, State, WornOut, walk};
use coercivity_world::economy::{Counted, Parameter};
use coercivity_world::scenario::{Ranged, Scenario};

use crate::{base_month, question, shipped, world};

const MONTHS: u32 = 30;

/// The baseline, with fixed values of some parameters.
fn baseline(fixed: &[(&str, f64)]) -> Scenario {
    let mut scenario = shipped("baseline");
    for &(id, value) in fixed {
        scenario.assume.insert(id.to_owned(), Ranged::fixed(value));
    }
    scenario
}

/// Columns of projects that take worn-out magnets in.
fn takes_worn_out(chain: &Chain) -> Vec<usize> {
    let projects = &world().1.economy.projects;
    let takes = |it: &usize| match chain.activities[*it].kind {
        Kind::Project(project) => {
            matches!(projects[project].counted, Counted::Adds { worn_out, .. } if worn_out > 0.0)
                && !matches!(&projects[project].counted, Counted::Adds { oxide, .. } if !oxide.is_empty())
        }
        _ => false,
    };
    (0..chain.activities.len()).filter(takes).collect()
}

/// The baseline at central values, once `change` has been made to its economy.
fn walked(scenario: &Scenario, change: impl Fn(&mut DrawnEconomy)) -> (DrawnEconomy, Path) {
    let question = question(scenario);
    let mut by_hand = DrawnEconomy::of(&question, Draw::Central).unwrap();
    change(&mut by_hand);
    let mut state = State::calm(&by_hand.setting, scenario.from);
    let span = (scenario.from, MONTHS, None);
    let path = walk(&by_hand.context(&question), &CutPlan::None, &mut state, span).unwrap();
    (by_hand, path)
}

/// Makes every project that takes worn-out magnets one that is built for certain, or never.
fn built(by_hand: &mut DrawnEconomy, is_built: bool) {
    let setting = &mut by_hand.setting;
    for (start, project) in setting.starts.iter_mut().zip(&world().1.economy.projects) {
        if matches!(project.counted, Counted::Adds { worn_out, .. } if worn_out > 0.0) {
            *start = is_built.then_some(setting.base_middle.plus(6));
        }
    }
    setting.prospects.clear();
}

#[test]
fn what_nobody_collects_changes_nothing() {
    let scenario = baseline(&[("old_scrap_share", 0.0), ("collection_share", 0.0)]);
    let never = walked(&scenario, |it| built(it, false)).1;
    let unknown = walked(&scenario, |it| {
        built(it, false);
        it.setting.worn_out = WornOut::default();
    });
    for (one, other) in never.periods.iter().zip(&unknown.1.periods) {
        assert_eq!(one.cleared.rates, other.cleared.rates, "the swarf loop alone");
        assert_eq!(one.cleared.prices, other.cleared.prices);
    }
    let (by_hand, idle) = walked(&scenario, |it| built(it, true));
    for column in takes_worn_out(&by_hand.setting.chain) {
        assert!(idle.periods.iter().all(|it| it.cleared.rates[column] <= 1e-9), "made of nothing");
    }
}

#[test]
fn more_collection_never_gives_less_oxide_and_never_more_than_wore_out() {
    let mut before = 0.0;
    for collection in [0.01, 0.1, 0.43] {
        let scenario = baseline(&[("collection_share", collection)]);
        let (by_hand, path) = walked(&scenario, |it| built(it, true));
        let chain = &by_hand.setting.chain;
        let rates = &path.periods.last().unwrap().cleared.rates;
        let made = |column: &usize| -> f64 {
            chain.activities[*column].entries.iter().map(|it| it.1 * rates[*column]).sum()
        };
        let oxide: f64 = takes_worn_out(chain).iter().map(made).sum();
        assert!(oxide > before, "{collection}: {oxide} after {before}");
        before = oxide;
        // A tonne of magnets holds less than a third of rare earths.
        let worn: f64 = by_hand
            .setting
            .worn_out
            .goods
            .iter()
            .filter(|it| chain.users[it.user].region != by_hand.setting.assumed.supplier)
            .map(|it| chain.users[it.user].base)
            .sum();
        assert!(oxide < collection * worn / 3.0, "{collection}: {oxide} of {worn}");
    }
}

#[test]
fn the_stock_in_use_is_near_the_one_published_for_2007() {
    let scenario = baseline(&[]);
    let by_hand = DrawnEconomy::of(&question(&scenario), Draw::Central).unwrap();
    let setting = &by_hand.setting;
    let content = |grade: Grade| setting.chain.contents(grade).values().sum::<f64>();
    let then = -12.0 * (2024.0 - 2007.0) + 6.0;
    let one = |it: &coercivity_simulate::Goods| {
        let base = setting.chain.users[it.user].base;
        Cohorts::back_cast(&it.survival, base, (it.past_growth, 0.0), then).in_use() * content(it.grade)
    };
    let tonnes: f64 = setting.worn_out.goods.iter().map(one).sum();
    // Du and Graedel (2011): 62.6 Gg Nd, 15.7 Pr, 15.7 Dy, 3.1 Tb.
    let published = 1000.0 * (62.6 + 15.7 + 15.7 + 3.1);
    let over = tonnes / published;
    assert!((0.67..1.5).contains(&over), "{tonnes} t, {over} of what was published");
}

#[test]
fn the_base_month_recycles_what_the_base_year_did_whatever_is_drawn() {
    let scenario = base_month();
    let question = question(&scenario);
    let mut scrap = Vec::new();
    for number in 0..4 {
        let by_hand = DrawnEconomy::of(&question, Draw::Random { seed: 7, number }).unwrap();
        scrap.push(by_hand.setting.values[Parameter::OldScrap]);
        let chain = &by_hand.setting.chain;
        let mut state = State::calm(&by_hand.setting, scenario.from);
        let span = (scenario.from, 1, None);
        let path = walk(&by_hand.context(&question), &CutPlan::None, &mut state, span).unwrap();
        for (activity, rate) in chain.activities.iter().zip(&path.periods[0].cleared.rates) {
            if let Kind::Recycling(element) = activity.kind {
                let most = activity.base * (1.0 + 1e-6);
                assert!(*rate <= most, "{element}, {}: {rate} of {}", activity.from, activity.base);
                if activity.from == by_hand.setting.assumed.supplier {
                    assert!(*rate >= 0.99 * activity.base, "{element}: {rate} of {}", activity.base);
                }
            }
        }
    }
    assert!(scrap.iter().any(|it| *it > 0.1), "nothing was drawn: {scrap:?}");
}
