//! One month of the shipped chain, solved three ways: by Newton from last month's prices, by Newton from base prices
//! alone, and by the referee; then the reference problem, warm and by the referee. What counts is the ratio; the size of each problem stands beside it.
//!
//! Run with `cargo bench -p coercivity-market`.
#![allow(missing_docs)]

#[path = "../tests/it/real_chain.rs"]
mod real_chain;

use coercivity_market::chain::{Chain, Kind};
use coercivity_market::month::{Month, clear, problem};
use coercivity_market::{Problem, Solver, newton, referee, reference};
use divan::Bencher;

use real_chain::{base_month, opened, supplier};

fn main() {
    divan::main();
}

/// How much of every lane out of the supplier is cut off.
#[derive(Clone, Copy)]
struct Cut {
    percent: u32,
}

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let it = problem(&self.month());
        write!(f, "cut {} %: {} columns, {} balances", self.percent, it.columns.len(), it.balances.len())
    }
}

impl Cut {
    fn month(self) -> Month<'static> {
        let chain: &Chain = opened();
        let mut month = base_month(chain);
        let open = 1.0 - f64::from(self.percent) / 100.0;
        for (limit, it) in month.limit.iter_mut().zip(&chain.activities) {
            if matches!(it.kind, Kind::Lane(_)) && it.from == supplier() && it.to != supplier() {
                *limit = it.base * open;
            }
        }
        month
    }
}

const CUTS: [Cut; 3] = [Cut { percent: 0 }, Cut { percent: 50 }, Cut { percent: 100 }];

/// The problem, and prices of a month that was cut two points less: where a run would begin.
fn warm(cut: Cut) -> (Problem, Vec<f64>) {
    let before = Cut { percent: cut.percent.saturating_sub(2) }.month();
    let duals = clear(&before, &mut Solver::default()).expect("every cut leaves a month").duals;
    (problem(&cut.month()), duals)
}

/// Base prices, nodes then users.
fn base_prices() -> Vec<f64> {
    let chain = opened();
    chain.prices.iter().copied().chain(chain.users.iter().map(|it| it.price)).collect()
}

#[divan::bench(args = CUTS)]
fn newton_from_last_month(bencher: Bencher<'_, '_>, cut: Cut) {
    let (problem, start) = warm(cut);
    bencher.bench(|| newton(&problem, &start));
}

#[divan::bench(args = CUTS)]
fn newton_from_base_prices(bencher: Bencher<'_, '_>, cut: Cut) {
    let (problem, start) = (problem(&cut.month()), base_prices());
    bencher.bench(|| newton(&problem, &start));
}

#[divan::bench(args = CUTS, sample_count = 20)]
fn interior_point(bencher: Bencher<'_, '_>, cut: Cut) {
    let problem = problem(&cut.month());
    bencher.bench(|| referee(&problem));
}

/// Months of the reference problem, each from the prices of the one before, with one solver: a walk.
#[divan::bench]
fn reference_month_warm(bencher: Bencher<'_, '_>) {
    let months: Vec<Problem> = (0..60).map(reference).collect();
    let mut solver = Solver::default();
    let mut prices = solver.solve(&months[0], None).expect("the reference problem has an answer").prices;
    let mut next = 0;
    bencher.bench_local(|| {
        next = (next + 1) % months.len();
        prices = solver.solve(&months[next], Some(&prices)).expect("every month has an answer").prices;
    });
}

#[divan::bench(sample_count = 20)]
fn reference_month_interior_point(bencher: Bencher<'_, '_>) {
    let month = reference(1);
    bencher.bench(|| referee(&month));
}
