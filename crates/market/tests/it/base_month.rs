//! The base month reproduces the base year.

use coercivity_market::chain::{Chain, open_market};
use coercivity_market::month::{Cleared, clear};
use coercivity_market::{CERTIFIED, Solver};

use crate::real_chain::{base_month, closed, opened};

/// Everything of the month that is not what it was in the base year.
fn departures(chain: &Chain, cleared: &Cleared) -> Vec<String> {
    let mut found = Vec::new();
    for (it, &rate) in chain.activities.iter().zip(&cleared.rates) {
        let off = (rate - it.base).abs() / if it.base > 0.0 { it.base } else { 1.0 };
        if off > 1e-6 {
            found.push(format!("{:?} {} {}: base {}, rate {rate}", it.kind, it.from, it.to, it.base));
        }
    }
    for (index, node) in chain.nodes.iter().enumerate() {
        // Nothing moves in the open market in the base month: between what sellers ask and what buyers offer any
        // price clears it.
        let traded = chain.throughput[index] > 0.0 && node.place != open_market();
        let (base, price) = (chain.prices[index], cleared.prices[index]);
        if traded && (price - base).abs() > 1e-6 * base {
            found.push(format!("{node}: base {base}, price {price}, through {}", chain.throughput[index]));
        }
    }
    found
}

/// Base prices of every balance, nodes then users.
fn base_duals(chain: &Chain) -> Vec<f64> {
    chain.prices.iter().copied().chain(chain.users.iter().map(|it| it.price)).collect()
}

fn check(chain: &Chain, start: Option<Vec<f64>>) {
    let mut month = base_month(chain);
    month.starts = start.into_iter().collect();
    let cleared = clear(&month, &mut Solver::default()).unwrap();
    let departures = departures(chain, &cleared);
    assert!(
        departures.is_empty(),
        "{} departures: {:#?}",
        departures.len(),
        &departures[..departures.len().min(9)]
    );
    assert!(cleared.certificate.residual() <= CERTIFIED, "{:?}", cleared.certificate);
    assert!(cleared.imbalance_t < 1e-6, "{} t", cleared.imbalance_t);
    assert!(cleared.money_gap < 1e-6, "{} thousand USD", cleared.money_gap);
    for (user, served) in chain.users.iter().zip(&cleared.served) {
        assert!(served.service() > 1.0 - 1e-9, "{user:?}: {served:?}");
        assert!((served.bought - user.base).abs() < 1e-6 * user.base, "{user:?}: {served:?}");
        assert!((served.price - user.price).abs() < 1e-6 * user.price, "{user:?}: {served:?}");
    }
}

#[test]
fn the_base_month_is_the_base_year_from_any_start() {
    check(closed(), None);
    check(closed(), Some(base_duals(closed())));
    check(opened(), None);
    check(opened(), Some(base_duals(opened())));
}

#[test]
fn every_balance_of_the_base_year_closes() {
    let chain = closed();
    let mut net = vec![0.0; chain.nodes.len()];
    for (node, rate) in chain.activities.iter().flat_map(|it| it.entries.iter().map(|e| (e.0, e.1 * it.base)))
    {
        net[node] += rate;
    }
    for user in &chain.users {
        net[user.pool] -= user.base;
    }
    for (node, net) in chain.nodes.iter().zip(&net) {
        assert!(net.abs() < 1e-8, "{node}: {net} t");
    }
}

/// What a process of the base year would gain by one more unit is what another unit costs.
#[test]
fn costs_meet_margins_at_the_base_rate() {
    for it in opened().activities.iter() {
        let margin: f64 = it.entries.iter().map(|entry| entry.1 * opened().prices[entry.0]).sum();
        let reduced = it.cost + it.slope * it.base - margin;
        if it.base > 0.0 {
            assert!(reduced.abs() < 1e-9 * (1.0 + margin.abs()), "{it:?}: {reduced}");
        } else {
            assert!(reduced >= 0.0, "{it:?} would run in the base month: {reduced}");
        }
        assert!(it.slope > 0.0 && it.capacity >= it.base, "{it:?}");
    }
}
