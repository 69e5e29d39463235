//! The reference problem: warm months against the referee, and a solver that remembers nothing that matters.

use crate::random_markets::agree;
use coercivity_market::{
    CERTIFIED, Column, Method, Problem, Solver, newton, referee, reference, reference_names, solve,
};

#[test]
fn it_has_the_shape_that_it_is_named_for() {
    let problem = reference(0);
    let entries: usize = problem.columns.iter().map(|it| it.entries.len()).sum();
    assert_eq!((problem.columns.len(), problem.balances.len(), entries), (3_024, 216, 5_544));
    let (balances, columns) = reference_names();
    assert_eq!((balances.len(), columns.len()), (216, 3_024));
    assert_eq!(problem, reference(0));
    assert_ne!(problem, reference(1));
}

#[test]
fn three_hundred_warm_months_are_certified_and_the_referee_agrees() {
    let mut solver = Solver::default();
    let mut prices: Option<Vec<f64>> = None;
    for month in 0..300 {
        let problem = reference(month);
        let solved = solver.solve(&problem, prices.as_deref()).unwrap();
        assert!(solved.certificate.residual() <= CERTIFIED, "month {month}: {:?}", solved.certificate);
        if month % 30 == 0 {
            let judged = referee(&problem).unwrap();
            agree(&problem, &solved, &judged).unwrap();
        }
        prices = Some(solved.prices);
    }
}

#[test]
fn a_warm_reference_month_needs_no_help() {
    let before = solve(&reference(0), None).unwrap();
    let warm = solve(&reference(1), Some(&before.prices)).unwrap();
    assert_eq!(warm.method, Method::Newton);
}

#[test]
fn what_was_solved_before_changes_no_byte() {
    let start = solve(&reference(0), None).unwrap().prices;
    let mut used = Solver::default();
    // Months of one structure, one of another, and one that has no answer, before the month that is compared.
    for month in 2..5 {
        used.solve(&reference(month), Some(&start)).unwrap();
    }
    let mut small = Problem::default();
    let row = small.balance(5.0, 1.0, 1.0);
    small.column(Column { cost: 1.0, slope: 1.0, upper: 2.0, scale: 1.0, entries: [(row, 1.0)].into() });
    used.solve(&small, None).unwrap_err();
    let fresh = newton(&reference(1), &start).unwrap();
    for _ in 0..2 {
        assert_eq!(used.solve(&reference(1), Some(&start)).unwrap(), fresh);
    }
}
