//! A generated problem of a known shape, on which solvers are compared: six chains of three stages at twelve places.
//!
//! Eighteen goods at twelve places make 216 balances and 3,024 columns: at each balance a maker (who feeds on the stage
//! before), a user and a stock, and between any two places a lane. Every month has new costs and capacities, and some
//! lanes cut. Numbers are generated from the month's own number; nothing in them is a fact.

use crate::entries::Entries;
use crate::problem::{Column, Problem};

/// Chains, each of [`STAGES`] goods.
const CHAINS: usize = 6;
/// Goods of a chain, each made of the one before.
const STAGES: usize = 3;
/// Places.
const PLACES: usize = 12;
/// Rise of a lane's cost from nothing to its bound, USD/kg: freight that rises makes prices smooth.
const LANE_RISE: f64 = 5.0;
/// Largest rate on a lane, t/month.
const LANE_BOUND: f64 = 100.0;
/// Part of the lanes that a month has cut.
const CUT: f64 = 0.1;

/// The problem of a month; the same number gives the same problem.
pub fn reference(month: u32) -> Problem {
    // What places are like, the same in all months; then what the month does to it.
    let (mut lasting, mut monthly) = (Stream(1), Stream(1_000 + u64::from(month)));
    let mut problem = Problem::default();
    for _ in 0..CHAINS * STAGES * PLACES {
        problem.balance(0.0, 50.0, 50.0);
    }
    let row = |good: usize, place: usize| good * PLACES + place;
    for good in 0..CHAINS * STAGES {
        let stage = good % STAGES;
        for place in 0..PLACES {
            let here = row(good, place);
            let level = 10.0 + 20.0 * stage as f64;
            // The maker, who takes a little more than a unit of the stage before for a unit of its own.
            let cost = if stage == 0 { level } else { 10.0 } * lasting.between(0.5, 1.5);
            let rise = lasting.between(0.2, 0.6);
            let capacity = lasting.between(20.0, 120.0);
            let mut entries = Entries::from([(here, 1.0)]);
            if stage > 0 {
                entries.push((row(good - 1, place), -lasting.between(1.0, 1.2)));
            }
            let cost = cost * monthly.between(0.9, 1.1);
            let upper = capacity * monthly.between(0.7, 1.0);
            problem.column(Column { cost, slope: rise, upper, scale: 50.0, entries });
            // The user, who values the first unit most.
            let most = 100.0 * lasting.between(0.8, 1.6) * monthly.between(0.95, 1.05);
            let upper = 100.0;
            let slope = lasting.between(0.5, 1.5);
            problem.column(Column { cost: -most, slope, upper, scale: 50.0, entries: [(here, -1.0)].into() });
            // The stock, filled while the good is cheap.
            let worth = 0.5 * level * lasting.between(0.8, 1.2) * monthly.between(0.9, 1.1);
            problem.column(Column {
                cost: -worth,
                slope: 1.0,
                upper: 30.0,
                scale: 10.0,
                entries: [(here, -1.0)].into(),
            });
        }
        for from in 0..PLACES {
            for to in (0..PLACES).filter(|it| *it != from) {
                let cost = lasting.between(2.0, 20.0) * monthly.between(0.9, 1.1);
                let upper = if monthly.between(0.0, 1.0) < CUT { 0.0 } else { LANE_BOUND };
                problem.column(Column {
                    cost,
                    slope: LANE_RISE / LANE_BOUND,
                    upper,
                    scale: 10.0,
                    entries: [(row(good, from), -1.0), (row(good, to), 1.0)].into(),
                });
            }
        }
    }
    problem
}

/// What the reference problem's balances and columns are called.
pub fn reference_names() -> (Vec<String>, Vec<String>) {
    let (mut balances, mut columns) = (Vec::new(), Vec::new());
    for good in 0..CHAINS * STAGES {
        let name = format!("chain {} stage {}", good / STAGES + 1, good % STAGES + 1);
        for place in 1..=PLACES {
            balances.push(format!("{name}, place {place}"));
            columns.extend(["make", "use", "store"].map(|it| format!("{it} {name}, place {place}")));
        }
        for from in 1..=PLACES {
            for to in (1..=PLACES).filter(|it| *it != from) {
                columns.push(format!("ship {name}: place {from} to place {to}"));
            }
        }
    }
    (balances, columns)
}

/// Numbers that look random and are the same everywhere (Steele, Lea and Flood 2014, SplitMix64).
struct Stream(u64);

impl Stream {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^= it >> 31;
        low + (high - low) * (it >> 11) as f64 / (1_u64 << 53) as f64
    }
}
