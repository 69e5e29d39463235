//! Cuts on the chain of the shipped data: what must hold of any of them.

use coercivity_market::chain::{Chain, Kind, Stuff};
use coercivity_market::month::{Cleared, Month, clear};
use coercivity_market::{CERTIFIED, Solver};
use coercivity_world::Place;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::real_chain::{base_month, opened, supplier};

/// Lanes from the supplier to other places, or to one of them.
fn lanes(chain: &Chain, to: Option<Place>) -> Vec<usize> {
    let wanted = |it: &usize| {
        let lane = &chain.activities[*it];
        matches!(lane.kind, Kind::Lane(_))
            && lane.from == supplier()
            && lane.to != supplier()
            && to.is_none_or(|it| lane.to == it)
    };
    (0..chain.activities.len()).filter(wanted).collect()
}

/// The base month with recipes half ready and these parts of the lanes' base flows cut off.
fn cut_month<'a>(chain: &'a Chain, cuts: &[(usize, f64)]) -> Month<'a> {
    let mut month = base_month(chain);
    for (ready, user) in month.ready.iter_mut().zip(&chain.users) {
        *ready = user.recipes.iter().map(|it| 0.5 * it.share_able).collect();
    }
    for &(lane, severity) in cuts {
        month.limit[lane] = chain.activities[lane].base * (1.0 - severity);
    }
    month
}

fn cleared(month: &Month<'_>) -> Cleared {
    let cleared = clear(month, &mut Solver::default()).unwrap();
    assert!(cleared.certificate.residual() <= CERTIFIED, "{:?}", cleared.certificate);
    assert!(cleared.imbalance_t < 1e-6, "{} t", cleared.imbalance_t);
    assert!(cleared.money_gap < 1e-4, "{} thousand USD", cleared.money_gap);
    cleared
}

/// Shortfall of a region's users as a share of what they ask, and the worst user's.
fn service(chain: &Chain, cleared: &Cleared, region: Place) -> (f64, Vec<f64>) {
    let here = chain.users.iter().zip(&cleared.served).filter(|it| it.0.region == region);
    let (mut asked, mut unmet, mut each) = (0.0, 0.0, Vec::new());
    for (user, served) in here {
        asked += served.demand * user.price;
        unmet += served.unmet * user.price;
        each.push(served.service());
    }
    (1.0 - unmet / asked, each)
}

#[test]
fn a_total_cut_leaves_a_certified_month() {
    let chain = opened();
    let cuts: Vec<(usize, f64)> = lanes(chain, None).into_iter().map(|it| (it, 1.0)).collect();
    assert!(cuts.len() > 50, "only {} lanes leave the supplier", cuts.len());
    let mut month = cut_month(chain, &cuts);
    month.stocks.clear();
    let cut = cleared(&month);
    let short = |it: &Place| service(chain, &cut, *it).0 < 0.9;
    let regions = ["USA", "EUR", "JPN"].map(|it| Place::new(it).unwrap());
    assert!(
        regions.iter().all(short),
        "without stocks a total cut is felt everywhere: {:?}",
        regions.map(|it| service(chain, &cut, it).0)
    );
    assert!(service(chain, &cut, supplier()).0 > 0.99);
}

#[test]
fn a_supplier_that_stops_altogether_leaves_a_certified_month() {
    let chain = opened();
    let mut month = cut_month(chain, &[]);
    month.stocks.clear();
    for (index, it) in chain.activities.iter().enumerate() {
        if it.from == supplier() || it.to == supplier() {
            month.limit[index] = 0.0;
        }
    }
    let stopped = cleared(&month);
    let home = service(chain, &stopped, supplier());
    assert!(home.0 < 0.9 && home.0 > 0.0, "what is made elsewhere does not serve the supplier: {}", home.0);
}

/// Ships under way when every lane closes: all but the heavy elements still arrive at their usual rate, and whatever
/// lacks its heavy part must find a use or a place all the same.
#[test]
fn what_is_afloat_finds_a_use_when_its_complement_is_cut() {
    let chain = opened();
    let heavy = crate::real_chain::assumed().heavy;
    let mut month = cut_month(chain, &[]);
    month.stocks.clear();
    for lane in lanes(chain, None) {
        let it = &chain.activities[lane];
        month.limit[lane] = 0.0;
        let bears = match it.kind {
            Kind::Lane(Stuff::Oxide(element) | Stuff::Metal(element)) => heavy.contains(&element),
            _ => false,
        };
        let arrives = it.entries.iter().find(|it| it.1 > 0.0).filter(|_| !bears);
        month.arrivals.extend(arrives.map(|entry| (entry.0, it.base)));
    }
    assert!(month.arrivals.len() > 30, "only {} lanes carry other goods", month.arrivals.len());
    cleared(&month);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn a_wider_cut_never_raises_the_surplus(
        severities in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), 300),
        scope in 0.05..1.0_f64,
    ) {
        let chain = opened();
        let lanes = lanes(chain, None);
        let cuts = |wide: bool| -> Vec<(usize, f64)> {
            let in_scope = lanes.iter().zip(&severities).filter(|it| it.1.1 < scope);
            in_scope.map(|(&lane, &(first, second))| (lane, if wide { first.max(second) } else { first.min(second) })).collect()
        };
        let narrow = cleared(&cut_month(chain, &cuts(false)));
        let wide = cleared(&cut_month(chain, &cuts(true)));
        prop_assert!(wide.objective >= narrow.objective - 1e-7 * narrow.objective.abs(), "{} and {}", narrow.objective, wide.objective);
    }

    #[test]
    fn a_wider_cut_never_serves_the_buyer_better(
        buyer in prop::sample::select(vec!["USA", "EUR", "JPN", "KOR", "IND", "ASE", "ROW"]),
        first in 0.0..1.0_f64,
        second in 0.0..1.0_f64,
    ) {
        let chain = opened();
        let buyer = Place::new(buyer).unwrap();
        let lanes = lanes(chain, Some(buyer));
        let at = |severity: f64| {
            let cuts: Vec<(usize, f64)> = lanes.iter().map(|&it| (it, severity)).collect();
            let mut month = cut_month(chain, &cuts);
            month.stocks.clear();
            service(chain, &cleared(&month), buyer)
        };
        let (narrow, wide) = (at(first.min(second)), at(first.max(second)));
        prop_assert!(wide.0 <= narrow.0 + 1e-7, "{buyer}: {narrow:?} and {wide:?}");
        for (narrow, wide) in narrow.1.iter().zip(&wide.1) {
            prop_assert!(*wide <= narrow + 1e-7, "{buyer}: {narrow} and {wide}");
        }
    }

    #[test]
    fn a_larger_opening_stock_never_serves_its_holder_worse(
        user in any::<prop::sample::Index>(),
        severity in 0.3..1.0_f64,
        first in 0.0..2.0_f64,
        second in 0.0..2.0_f64,
    ) {
        let chain = opened();
        let cuts: Vec<(usize, f64)> = lanes(chain, None).into_iter().map(|it| (it, severity)).collect();
        let user = user.index(chain.users.len());
        let at = |share: f64| {
            let mut month = cut_month(chain, &cuts);
            for held in &mut month.stocks {
                held.tonnes *= 0.2;
            }
            month.stocks[user].tonnes = share * month.stocks[user].target;
            cleared(&month).served[user].service()
        };
        let (less, more) = (at(first.min(second)), at(first.max(second)));
        prop_assert!(more >= less - 1e-7, "{:?}: {less} and {more}", chain.users[user]);
    }
}

#[test]
fn a_month_without_an_answer_names_the_good_the_place_and_the_tonnes() {
    let chain = opened();
    let pool = chain.users[0].pool;
    let mut month = base_month(chain);
    month.arrivals.push((pool, 1e6));
    let unsolved = clear(&month, &mut Solver::default()).unwrap_err();
    let said: Vec<String> = unsolved.conflicts.iter().map(ToString::to_string).collect();
    let worst = &unsolved.conflicts[0];
    assert_eq!(worst.balance, chain.nodes[pool].to_string(), "{said:?}");
    assert!(worst.lacks < -9e5, "{said:?}");
    assert!(said[0].ends_with("t a month are left over that nothing can take"), "{said:?}");
}
