//! Mass, money, and the optimum of every month.

use coercivity_market::CERTIFIED;
use coercivity_market::chain::Chain;
use coercivity_market::month::Cleared;
use coercivity_simulate::{CutPlan, Draw, DrawnEconomy, State, shock_offset, walk};

use crate::{base_month, question, shipped};

/// Largest imbalance of a node that counts as conserved, t/month: flows are thousands.
const CONSERVED_T: f64 = 1e-3;

/// Largest difference between a duty or payment and what the period's prices make it, over the base price.
const AGREED: f64 = 1e-3;

/// Value of everything that is brought to a node at its price, thousand USD a month.
fn sold(chain: &Chain, cleared: &Cleared) -> f64 {
    let brought = chain.activities.iter().zip(&cleared.rates).flat_map(|(it, rate)| {
        let into = it.entries.iter().filter(|entry| entry.1 > 0.0);
        into.map(move |&(node, coefficient)| coefficient * rate * cleared.prices[node])
    });
    brought.sum()
}

const SHIPPED: [&str; 6] =
    ["baseline", "cutoff", "revived-2026-11-11", "april-2025", "floor-110", "stockpile"];

/// Walks a draw of a shipped scenario and looks at every period.
fn walk_and_look(id: &str, draw: Draw) {
    let scenario = shipped(id);
    let question = question(&scenario);
    let by_hand = DrawnEconomy::of(&question, draw).unwrap();
    let context = by_hand.context(&question);
    let mut state = State::calm(&by_hand.setting, scenario.from);
    let shock = scenario.shock_from.map(|_| shock_offset(&scenario));
    let span = (scenario.from, scenario.months, shock);
    let path = walk(&context, &CutPlan::Written(&scenario.cuts), &mut state, span).unwrap();
    for it in &path.periods {
        let when = format!("{id} {draw:?} {}", it.period.month);
        assert!(it.cleared.certificate.residual() <= CERTIFIED, "{when}: {:?}", it.cleared.certificate);
        assert!(it.wedge_gap <= AGREED, "{when}: duties and payments are off by {}", it.wedge_gap);
        assert!(it.cleared.imbalance_t <= CONSERVED_T, "{when}: {} t", it.cleared.imbalance_t);
        let turnover = sold(&by_hand.setting.chain, &it.cleared);
        assert!(it.cleared.money_gap <= 1e-6 * turnover, "{when}: {} of {turnover}", it.cleared.money_gap);
    }
}

#[test]
fn every_month_of_every_shipped_scenario_is_certified_and_conserves_mass_and_money() {
    for id in SHIPPED {
        walk_and_look(id, Draw::Central);
    }
}

#[test]
fn so_is_every_month_of_random_draws() {
    for id in SHIPPED {
        for number in 0..2 {
            walk_and_look(id, Draw::Random { seed: 7, number });
        }
    }
}

#[test]
fn the_first_month_of_the_base_year_is_the_base_year() {
    let scenario = base_month();
    let question = question(&scenario);
    let by_hand = DrawnEconomy::of(&question, Draw::Central).unwrap();
    let context = by_hand.context(&question);
    let chain = &by_hand.setting.chain;
    let mut state = State::calm(&by_hand.setting, by_hand.setting.base_middle);
    let path = walk(&context, &CutPlan::None, &mut state, (scenario.from, 1, None)).unwrap();
    let cleared = &path.periods[0].cleared;
    // Projects that had begun by then run beside the base year's plants: what they add is all that differs.
    let running: f64 =
        chain.activities.iter().zip(&cleared.rates).filter(|it| it.0.base == 0.0).map(|it| *it.1).sum();
    for (user, served) in chain.users.iter().zip(&cleared.served) {
        assert!(served.service() > 0.999_999, "{} in {}: {}", user.end_use, user.region, served.service());
    }
    for (activity, rate) in chain.activities.iter().zip(&cleared.rates).filter(|it| it.0.base > 1.0) {
        let off = (rate - activity.base).abs() / activity.base;
        assert!(
            off < 0.02,
            "{:?} {} to {}: {rate} for {} ({running} new)",
            activity.kind,
            activity.from,
            activity.to,
            activity.base
        );
    }
}
