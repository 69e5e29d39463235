//! Who is served first, what thrift is, and what a licence is worth.

use coercivity_market::Solver;
use coercivity_market::chain::{Chain, Kind, Stuff};
use coercivity_market::month::{Licensed, Month, clear};

use crate::real_chain::{base_month, opened, supplier};

/// The base month without stocks, every lane of these goods from the supplier cut by the same share.
fn cut(chain: &Chain, severity: f64, wanted: impl Fn(Stuff) -> bool) -> Month<'_> {
    let mut month = base_month(chain);
    month.stocks.clear();
    for (limit, it) in month.limit.iter_mut().zip(&chain.activities) {
        if let Kind::Lane(stuff) = it.kind
            && it.from == supplier()
            && it.to != supplier()
            && wanted(stuff)
        {
            *limit = it.base * (1.0 - severity);
        }
    }
    month
}

#[test]
fn essential_users_come_first() {
    let chain = opened();
    let mut compared = 0;
    for severity in [0.3, 0.6, 0.9, 1.0] {
        let cleared = clear(&cut(chain, severity, |_| true), &mut Solver::default()).unwrap();
        for (one, served) in chain.users.iter().zip(&cleared.served) {
            for (other, other_served) in chain.users.iter().zip(&cleared.served) {
                // Prices of users of one pool differ by the rise of buying, which is half a percent at most here.
                if one.pool == other.pool && one.stop_price > 1.02 * other.stop_price {
                    let (first, last) = (served.service(), other_served.service());
                    assert!(first >= last - 1e-6, "{} {first}, {} {last}", one.end_use, other.end_use);
                    compared += usize::from(last < 0.99);
                }
            }
        }
    }
    assert!(compared > 20, "only {compared} pairs were short at all");
}

#[test]
fn thrift_is_no_shortage() {
    let chain = opened();
    let cleared =
        clear(&cut(chain, 0.1, |it| matches!(it, Stuff::Magnet(_))), &mut Solver::default()).unwrap();
    let thrifty: Vec<_> = cleared.served.iter().filter(|it| it.thrift > 0.01 * it.demand).collect();
    assert!(thrifty.len() > 10, "only {} users save", thrifty.len());
    for it in thrifty.iter().filter(|it| it.unmet < 1e-9) {
        assert!(it.service() > 1.0 - 1e-9 && it.bought < it.demand, "{it:?}");
    }
    assert!(thrifty.iter().any(|it| it.unmet < 1e-9), "nobody gets by with thrift alone");
}

#[test]
fn a_licence_that_is_used_is_never_worth_less_than_nothing() {
    let chain = opened();
    for granted in [0.05, 0.5, 3.0] {
        let mut month = cut(chain, 1.0, |it| matches!(it, Stuff::Magnet(_)));
        for (lane, it) in chain.activities.iter().enumerate() {
            let closed = month.limit[lane] == 0.0 && matches!(it.kind, Kind::Lane(_));
            let pool = it.entries.iter().find(|it| it.1 > 0.0).map(|it| it.0);
            for user in (0..chain.users.len()).filter(|&user| closed && Some(chain.users[user].pool) == pool)
            {
                month.licensed.push(Licensed { user, lane, cap: granted * chain.users[user].base });
            }
        }
        let cleared = clear(&month, &mut Solver::default()).unwrap();
        let (mut used, mut bound) = (0, 0);
        for (licence, rent) in month.licensed.iter().zip(&cleared.rents) {
            let served = &cleared.served[licence.user];
            let lane = &chain.activities[licence.lane];
            let source = cleared.prices[lane.entries.iter().find(|it| it.1 < 0.0).unwrap().0];
            let demand = month.demand[licence.user];
            let marginal = source + lane.cost + lane.slope * lane.base / demand * served.licensed;
            let worth = served.price - marginal;
            assert!(served.licensed <= licence.cap * (1.0 + 1e-9), "{served:?} exceeds {licence:?}");
            if served.licensed > 1e-6 * demand {
                used += 1;
                assert!(worth > -1e-6 * marginal.abs(), "{worth} for {licence:?}");
            }
            if served.licensed < licence.cap * (1.0 - 1e-6) {
                assert!(worth < 1e-6 * marginal.abs(), "an unused licence is worth {worth}");
            } else {
                bound += usize::from(*rent > 1e-3 * served.price);
            }
        }
        assert!(used > 10, "{used} licences are used at {granted}");
        assert_eq!(bound > 0, granted < 1.0, "{bound} licences carry a rent at {granted}");
    }
}
