//! Weighted least squares under exact balances, with flows that cannot run backwards.
//!
//! Minimises the sum of ((figure - value) / sigma)^2 subject to every balance, and x >= 0 where a flow may not
//! be negative. Unknowns are scaled by what the figures say about them, balances by their largest entry.

use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, NonnegativeConeT, SolverStatus, ZeroConeT};

use super::BaseFault;
use super::settle::{Settled, settle};

/// One row of a sparse system.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SparseRow {
    /// Number of the unknown and coefficient, each unknown once.
    pub(super) terms: Vec<(usize, f64)>,
    /// Right-hand side.
    pub(super) value: f64,
}

impl SparseRow {
    /// Adds up terms of the same unknown and scales everything.
    pub(super) fn new(terms: &[(usize, f64)], value: f64, scale: f64) -> Self {
        let mut sorted: Vec<(usize, f64)> = terms.to_vec();
        sorted.sort_by_key(|it| it.0);
        let mut kept: Vec<(usize, f64)> = Vec::with_capacity(sorted.len());
        for (number, coefficient) in sorted {
            match kept.last_mut() {
                Some(last) if last.0 == number => last.1 += coefficient * scale,
                _ => kept.push((number, coefficient * scale)),
            }
        }
        Self { terms: kept, value: value * scale }
    }
    /// Left-hand side less right-hand side.
    pub(super) fn misfit(&self, x: &[f64]) -> f64 {
        self.terms.iter().map(|&(number, it)| it * x[number]).sum::<f64>() - self.value
    }
    fn in_units(&self, units: &[f64]) -> Self {
        let terms = self.terms.iter().map(|&(number, it)| (number, it * units[number])).collect();
        Self { terms, value: self.value }
    }
}

/// The least squares to solve.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LeastSquares {
    /// For each unknown, whether it must stay at or above zero.
    pub(super) bounded: Vec<bool>,
    /// Sums that are zero, in tonnes.
    pub(super) balances: Vec<SparseRow>,
    /// Figures, divided by their sigma.
    pub(super) figures: Vec<SparseRow>,
}

/// The solution, in tonnes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fit {
    pub(super) tonnes: Vec<f64>,
    /// Posterior standard deviation of each unknown.
    pub(super) sigma: Vec<f64>,
    /// Unknowns held at zero by their bound, with the 95th percentile of what the figures leave them.
    pub(super) ceilings: Vec<(usize, f64)>,
    /// Figures less the parameters that they had to determine.
    pub(super) degrees_of_freedom: usize,
}

/// A figure-free unknown is scaled as if a figure of this sigma spoke of it.
const WIDEST_SIGMA_T: f64 = 1e4;

/// Solves it: an interior point names the flows at zero, an exact solve on the others finishes.
pub(super) fn solve(task: &LeastSquares) -> Result<Fit, BaseFault> {
    let units = units(task);
    let scaled = LeastSquares {
        bounded: task.bounded.clone(),
        balances: task.balances.iter().map(|it| unit_rows(&it.in_units(&units))).collect(),
        figures: task.figures.iter().map(|it| it.in_units(&units)).collect(),
    };
    let (start, at_zero) = interior_point(&scaled)?;
    let settled: Settled = settle(&scaled, &units, start, at_zero)?;
    let times_unit =
        |values: &[f64]| -> Vec<f64> { values.iter().zip(&units).map(|(it, unit)| it * unit).collect() };
    Ok(Fit {
        tonnes: times_unit(&settled.values),
        sigma: times_unit(&settled.sigma),
        ceilings: settled.ceilings.iter().map(|&(number, it)| (number, it * units[number])).collect(),
        degrees_of_freedom: settled.degrees_of_freedom,
    })
}

/// One tonnage for each unknown: the sigma that its figures leave it on their own.
fn units(task: &LeastSquares) -> Vec<f64> {
    let mut weight = vec![1.0 / (WIDEST_SIGMA_T * WIDEST_SIGMA_T); task.bounded.len()];
    for (number, it) in task.figures.iter().flat_map(|row| &row.terms) {
        weight[*number] += it * it;
    }
    weight.into_iter().map(|it| 1.0 / it.sqrt()).collect()
}

fn unit_rows(row: &SparseRow) -> SparseRow {
    let largest = row.terms.iter().fold(0.0_f64, |sum, it| sum.max(it.1.abs()));
    SparseRow::new(&row.terms, row.value, 1.0 / largest)
}

/// Clarabel on the scaled problem, with the misfits as unknowns of their own: better conditioned than the normal
/// matrix. Returns the values and which unknowns lie on their bound.
fn interior_point(task: &LeastSquares) -> Result<(Vec<f64>, Vec<bool>), BaseFault> {
    let (n, m, e) = (task.bounded.len(), task.figures.len(), task.balances.len());
    let bounds: Vec<usize> = (0..n).filter(|it| task.bounded[*it]).collect();
    let (mut rows, mut columns, mut values, mut right) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut put = |row: usize, column: usize, value: f64| {
        rows.push(row);
        columns.push(column);
        values.push(value);
    };
    for (i, row) in task.balances.iter().chain(&task.figures).enumerate() {
        for &(number, it) in &row.terms {
            put(i, number, it);
        }
        right.push(row.value);
    }
    for i in 0..m {
        put(e + i, n + i, -1.0);
    }
    for (i, number) in bounds.iter().enumerate() {
        put(e + m + i, *number, -1.0);
        right.push(0.0);
    }
    let constraints = CscMatrix::new_from_triplets(e + m + bounds.len(), n + m, rows, columns, values);
    let diagonal: Vec<usize> = (0..n + m).collect();
    let weights = (0..n + m).map(|it| if it < n { 1e-12 } else { 1.0 }).collect();
    let objective = CscMatrix::new_from_triplets(n + m, n + m, diagonal.clone(), diagonal, weights);
    let cones = [ZeroConeT(e + m), NonnegativeConeT(bounds.len())];
    let settings = DefaultSettings::<f64> {
        verbose: false,
        tol_gap_abs: 1e-9,
        tol_gap_rel: 1e-9,
        tol_feas: 1e-9,
        ..DefaultSettings::default()
    };
    let linear = vec![0.0; n + m];
    let mut solver = DefaultSolver::new(&objective, &linear, &constraints, &right, &cones, settings)
        .map_err(|it| BaseFault::NotSolved { status: it.to_string() })?;
    solver.solve();
    let solution = &solver.solution;
    if !matches!(solution.status, SolverStatus::Solved | SolverStatus::AlmostSolved) {
        return Err(BaseFault::NotSolved { status: solution.status.to_string() });
    }
    let mut at_zero = vec![false; n];
    for (i, &number) in bounds.iter().enumerate() {
        // Complementary: where the multiplier beats the value, the bound holds.
        at_zero[number] = solution.z[e + m + i] > solution.x[number].max(0.0);
    }
    Ok((solution.x[..n].to_vec(), at_zero))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(terms: &[(usize, f64)], value: f64, sigma: f64) -> SparseRow {
        SparseRow::new(terms, value, 1.0 / sigma)
    }

    #[test]
    fn three_figures_under_one_balance_share_the_gap_by_their_variances() {
        let task = LeastSquares {
            bounded: vec![true; 3],
            balances: vec![SparseRow::new(&[(0, 1.0), (1, 1.0), (2, -1.0)], 0.0, 1.0)],
            figures: vec![
                figure(&[(0, 1.0)], 10.0, 1.0),
                figure(&[(1, 1.0)], 20.0, 2.0),
                figure(&[(2, 1.0)], 33.0, 2.0),
            ],
        };
        let fit = solve(&task).unwrap();
        // The gap of 3 t is shared 1 : 4 : 4, and each variance falls by its share.
        for (number, (tonnes, variance)) in
            [(10.0 + 3.0 / 9.0, 8.0 / 9.0), (20.0 + 12.0 / 9.0, 20.0 / 9.0), (33.0 - 12.0 / 9.0, 20.0 / 9.0)]
                .into_iter()
                .enumerate()
        {
            assert!((fit.tonnes[number] - tonnes).abs() < 1e-9);
            assert!((fit.sigma[number].powi(2) - variance).abs() < 1e-6);
        }
        assert_eq!(fit.degrees_of_freedom, 1);
    }

    #[test]
    fn a_flow_pressed_below_zero_stops_there_and_keeps_a_ceiling() {
        let task = LeastSquares {
            bounded: vec![true, true],
            balances: vec![SparseRow::new(&[(0, 1.0), (1, -1.0)], 0.0, 1.0)],
            figures: vec![figure(&[(0, 1.0)], -4.0, 1.0), figure(&[(1, 1.0)], 1.0, 1.0)],
        };
        let fit = solve(&task).unwrap();
        assert!(fit.tonnes.iter().all(|it| (0.0..1e-9).contains(it)));
        assert!(!fit.ceilings.is_empty());
        for (_, ceiling) in fit.ceilings {
            assert!(ceiling > 0.0 && ceiling < 2.0);
        }
    }
}
