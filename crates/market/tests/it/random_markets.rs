//! Newton and the referee on random markets: places, makers with a capacity, users, lanes, stocks, disposal, and
//! processes that give two goods at once.

use coercivity_market::{CERTIFIED, Certificate, Column, Problem, Solution, newton, referee, solve};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// A place's good: makers, users, stock, arrivals.
#[derive(Clone, Debug)]
struct Corner {
    price: f64,
    size: f64,
    makers: Vec<(f64, f64, f64)>,
    user_slope: f64,
    stock: Option<(f64, f64)>,
    arrives: f64,
}

/// A lane or a process: from, to, by-product's place, cost and rise over the price, cap over the size.
type Way = (usize, usize, Option<usize>, f64, f64, f64);

/// How unlike each other the places of a market are.
#[derive(Clone, Copy, Debug)]
enum Spread {
    /// Sizes and prices within a factor of ten.
    Narrow,
    /// Sizes within a factor of a hundred thousand, prices within a thousand.
    Wide,
}

fn corner(spread: Spread) -> impl Strategy<Value = Corner> {
    let (prices, sizes) = match spread {
        Spread::Narrow => (20.0..200.0_f64, 3.0..30.0_f64),
        Spread::Wide => (0.5..500.0_f64, 0.01..1000.0_f64),
    };
    let maker = (0.0..1.5_f64, 0.01..2.0_f64, 0.05..2.0_f64);
    let stock = proptest::option::of((0.0..3.0_f64, 0.1..2.0_f64));
    (prices, sizes, prop::collection::vec(maker, 0..4), 0.1..5.0_f64, stock, 0.0..1.0_f64).prop_map(
        |(price, size, makers, user_slope, stock, arrives)| Corner {
            price,
            size,
            makers,
            user_slope,
            stock,
            arrives,
        },
    )
}

fn market(spread: Spread) -> impl Strategy<Value = Problem> {
    (2..7_usize).prop_flat_map(move |count| {
        let corners = prop::collection::vec(corner(spread), count);
        let by = proptest::option::weighted(0.3, 0..count);
        let way = (0..count, 0..count, by, 0.0..0.5_f64, 0.005..0.2_f64, 0.0..3.0_f64);
        (corners, prop::collection::vec(way, 0..3 * count)).prop_map(|(corners, ways)| build(&corners, &ways))
    })
}

fn build(corners: &[Corner], ways: &[Way]) -> Problem {
    let mut problem = Problem::default();
    for it in corners {
        let held = it.stock.map_or(0.0, |it| it.0);
        let row = problem.balance(-(it.arrives + held) * it.size, it.size, it.price);
        let column = |cost: f64, slope: f64, upper: f64, sign: f64| Column {
            cost: cost * it.price,
            slope: slope * it.price / it.size,
            upper: upper * it.size,
            scale: it.size,
            entries: [(row, sign)].into(),
        };
        for &(cost, slope, cap) in &it.makers {
            problem.column(column(cost, slope, cap, 1.0));
        }
        problem.column(column(-3.0, it.user_slope, f64::INFINITY, -1.0));
        problem.column(column(0.1, 0.1, f64::INFINITY, -1.0));
        if let Some((_, target)) = it.stock {
            problem.column(column(-2.0, 1.0 / target, 3.0 * target, -1.0));
        }
    }
    for &(from, to, by, cost, rise, cap) in ways.iter().filter(|it| it.0 != it.1) {
        let (price, size) = (corners[from].price, corners[from].size);
        let by = by.filter(|it| *it != from && *it != to).map(|it| (it, 0.1));
        let entries = [(from, -1.0), (to, 0.8)].into_iter().chain(by).collect();
        let upper = if cap > 2.5 { f64::INFINITY } else { cap * size };
        let slope = rise * price / size;
        problem.column(Column { cost: cost * price, slope, upper, scale: size, entries });
    }
    problem
}

/// Balances whose price is pinned: by a user, maker or stock strictly between its bounds, or over a lane that is.
fn pinned(problem: &Problem, rates: &[f64]) -> Vec<bool> {
    let inside = |it: &Column, rate: f64| rate > 1e-2 * it.scale && rate < it.upper - 1e-2 * it.scale;
    let mut pinned = vec![false; problem.balances.len()];
    for _ in 0..pinned.len() {
        for (column, _) in problem.columns.iter().zip(rates).filter(|it| inside(it.0, *it.1)) {
            let mut loose = column.entries.iter().filter(|it| !pinned[it.0]).map(|it| it.0);
            if let (Some(row), None) = (loose.next(), loose.next()) {
                pinned[row] = true;
            }
        }
    }
    pinned
}

pub fn agree(problem: &Problem, one: &Solution, other: &Solution) -> Result<(), TestCaseError> {
    let worth: f64 = problem.columns.iter().zip(&one.rates).map(|it| (it.0.cost * it.1).abs()).sum();
    let gap = (one.objective - other.objective).abs();
    prop_assert!(gap <= 1e-6 * worth.max(1e-9), "objectives {} and {}", one.objective, other.objective);
    let pinned = pinned(problem, &one.rates);
    // Nobody is asked for more digits than the worse of the two vouches for.
    let digits = (100.0 * one.certificate.residual().max(other.certificate.residual())).max(1e-6);
    for (row, balance) in problem.balances.iter().enumerate().filter(|it| pinned[it.0]) {
        let gap = (one.prices[row] - other.prices[row]).abs();
        prop_assert!(
            gap <= digits * balance.price_scale.max(one.prices[row].abs()),
            "prices {} and {}",
            one.prices[row],
            other.prices[row]
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn newton_and_the_referee_agree(problem in market(Spread::Narrow)) {
        let judged = referee(&problem).unwrap();
        let start: Vec<f64> = problem.balances.iter().map(|it| it.price_scale).collect();
        let found = newton(&problem, &start).expect("Newton arrives from base prices");
        agree(&problem, &found, &judged)?;
    }

    #[test]
    fn a_month_from_base_prices_is_certified_whatever_the_sizes(problem in market(Spread::Wide)) {
        let start: Vec<f64> = problem.balances.iter().map(|it| it.price_scale).collect();
        let found = solve(&problem, Some(&start)).unwrap();
        prop_assert!(found.certificate.residual() <= CERTIFIED, "{:?}", found.certificate);
    }

    #[test]
    fn a_warm_start_gives_the_same_answer(problem in market(Spread::Wide), error in prop::collection::vec(0.2..5.0_f64, 7)) {
        let cold = solve(&problem, None).unwrap();
        let start: Vec<f64> = cold.prices.iter().zip(&error).map(|(price, by)| price * by).collect();
        let warm = solve(&problem, Some(&start)).unwrap();
        agree(&problem, &cold, &warm)?;
    }

    #[test]
    fn a_certificate_is_for_the_answer_alone(problem in market(Spread::Wide), at in any::<prop::sample::Index>()) {
        let found = solve(&problem, None).unwrap();
        prop_assert!(found.certificate.residual() <= CERTIFIED);
        let column = at.index(problem.columns.len());
        let mut rates = found.rates.clone();
        rates[column] += 1e-2 * problem.columns[column].scale;
        prop_assert!(Certificate::of(&problem, &rates, &found.prices).residual() > CERTIFIED);
        let pinned = pinned(&problem, &found.rates);
        let row = at.index(problem.balances.len());
        if pinned[row] {
            let mut prices = found.prices.clone();
            prices[row] += 1e-2 * problem.balances[row].price_scale;
            prop_assert!(Certificate::of(&problem, &found.rates, &prices).residual() > CERTIFIED);
        }
    }
}
