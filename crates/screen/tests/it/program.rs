//! A small linear program, solved by somebody else.

use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, SupportedConeT};

/// The least of `sum(cost * x)` where each `x` lies in its range and all sum to one.
pub fn least(ranges: &[(f64, f64)], cost: &[f64]) -> f64 {
    let count = ranges.len();
    let nothing = CscMatrix::zeros((count, count));
    let (mut starts, mut rows, mut values) = (vec![0], Vec::new(), Vec::new());
    for column in 0..count {
        // Sum, then upper bounds, then lower bounds.
        rows.extend([0, 1 + column, 1 + count + column]);
        values.extend([1.0, 1.0, -1.0]);
        starts.push(rows.len());
    }
    let matrix = CscMatrix::new(1 + 2 * count, count, starts, rows, values);
    let bounds: Vec<f64> = std::iter::once(1.0)
        .chain(ranges.iter().map(|it| it.1))
        .chain(ranges.iter().map(|it| -it.0))
        .collect();
    let cones = [SupportedConeT::ZeroConeT(1), SupportedConeT::NonnegativeConeT(2 * count)];
    let settings = DefaultSettings { verbose: false, ..DefaultSettings::default() };
    let mut solver = DefaultSolver::new(&nothing, cost, &matrix, &bounds, &cones, settings).unwrap();
    solver.solve();
    solver.solution.x.iter().zip(cost).map(|it| it.0 * it.1).sum()
}
