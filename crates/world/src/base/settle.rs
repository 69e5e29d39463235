//! The exact solve on the flows that are not at zero, and what the figures leave open.
//!
//! Balances enter as a heavy penalty whose multipliers are updated until they close (the method of multipliers).
//! A flow that falls below zero is put on its bound; one whose bound pulls the wrong way is let go.

use super::BaseFault;
use super::cholesky::Cholesky;
use super::least_squares::{LeastSquares, SparseRow};

/// Weight of the balances against the figures, in scaled units.
const PENALTY: f64 = 1e6;
/// A flow that no figure bounds is held where the interior point left it, give or take this.
pub(super) const UNBOUNDED_SIGMA_T: f64 = 1e6;
/// Below this, in scaled units, a flow or a multiplier counts as zero.
const TINY: f64 = 1e-9;
/// Most rounds of exchanging flows at zero.
const MOST_ROUNDS: usize = 40;
/// ln 10: a flow at its bound, pressed there by a multiplier, falls off exponentially above zero.
const NINETY_PERCENT: f64 = std::f64::consts::LN_10;

/// The settled solution in scaled units.
pub(super) struct Settled {
    pub(super) values: Vec<f64>,
    pub(super) sigma: Vec<f64>,
    pub(super) ceilings: Vec<(usize, f64)>,
    pub(super) degrees_of_freedom: usize,
}

/// Finishes from an interior point.
pub(super) fn settle(
    task: &LeastSquares,
    units: &[f64],
    start: Vec<f64>,
    mut at_zero: Vec<bool>,
) -> Result<Settled, BaseFault> {
    let anchor: Vec<f64> = units.iter().map(|it| (it / UNBOUNDED_SIGMA_T).powi(2)).collect();
    let normal = Normal::of(task, &anchor);
    let mut values = start.clone();
    for round in 0..MOST_ROUNDS {
        let free: Vec<usize> = (0..values.len()).filter(|it| !at_zero[*it]).collect();
        let factor = normal.factor(&free)?;
        for (value, fixed) in values.iter_mut().zip(&at_zero) {
            *value = if *fixed { 0.0 } else { *value };
        }
        let gradient = close(task, (&anchor, &start), &free, &factor, &mut values)?;
        let wrong = exchange(task, &values, &gradient, &at_zero);
        if wrong.is_empty() {
            return Ok(normal.finish(task, (&free, &factor), values, &gradient));
        }
        // All at once while it goes well, then only the worst, so that no round repeats.
        let several = if round < MOST_ROUNDS / 2 { wrong.len() } else { 1 };
        for &(number, _) in &wrong[..several] {
            at_zero[number] = !at_zero[number];
        }
    }
    Err(BaseFault::NotSettled { rounds: MOST_ROUNDS })
}

/// Flows on the wrong side of their bound, the worst first.
fn exchange(task: &LeastSquares, values: &[f64], gradient: &[f64], at_zero: &[bool]) -> Vec<(usize, f64)> {
    let mut wrong: Vec<(usize, f64)> = (0..values.len())
        .filter(|it| task.bounded[*it])
        .map(|it| (it, if at_zero[it] { gradient[it] } else { values[it] }))
        .filter(|it| it.1 < -TINY)
        .collect();
    wrong.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    wrong
}

/// Solves on the free flows until the balances close; returns the gradient of the Lagrangian.
fn close(
    task: &LeastSquares,
    (anchor, start): (&[f64], &[f64]),
    free: &[usize],
    factor: &Cholesky,
    values: &mut [f64],
) -> Result<Vec<f64>, BaseFault> {
    let mut multipliers = vec![0.0; task.balances.len()];
    let mut last = f64::INFINITY;
    for _ in 0..60 {
        let mut gradient: Vec<f64> =
            values.iter().zip(anchor).zip(start).map(|((it, weight), from)| weight * (it - from)).collect();
        add_transposed(&task.figures, values, &mut gradient, |_, misfit| misfit);
        add_transposed(&task.balances, values, &mut gradient, |i, misfit| multipliers[i] + PENALTY * misfit);
        let mut step: Vec<f64> = free.iter().map(|it| gradient[*it]).collect();
        factor.solve(&mut step);
        for (number, change) in free.iter().zip(&step) {
            values[*number] -= change;
        }
        let moved = step.iter().fold(0.0_f64, |sum, it| sum.max(it.abs()));
        let mut open = 0.0_f64;
        for (multiplier, row) in multipliers.iter_mut().zip(&task.balances) {
            let misfit = row.misfit(values);
            *multiplier += PENALTY * misfit;
            open = open.max(misfit.abs());
        }
        let settled = moved < 1e-10 && open < 1e-12;
        let stalled = moved < 1e-7 && open < 1e-9 && moved >= 0.5 * last;
        if settled || stalled {
            let mut gradient: Vec<f64> = values
                .iter()
                .zip(anchor)
                .zip(start)
                .map(|((it, weight), from)| weight * (it - from))
                .collect();
            add_transposed(&task.figures, values, &mut gradient, |_, misfit| misfit);
            add_transposed(&task.balances, values, &mut gradient, |i, _| multipliers[i]);
            return Ok(gradient);
        }
        last = moved;
    }
    Err(BaseFault::NotClosed)
}

/// Adds each row times a weight of its misfit.
fn add_transposed(rows: &[SparseRow], values: &[f64], sum: &mut [f64], weight: impl Fn(usize, f64) -> f64) {
    for (i, row) in rows.iter().enumerate() {
        let by = weight(i, row.misfit(values));
        for &(number, it) in &row.terms {
            sum[number] += it * by;
        }
    }
}

/// The normal matrix, lower rows, over all unknowns.
struct Normal {
    rows: Vec<Vec<f64>>,
}

impl Normal {
    fn of(task: &LeastSquares, anchor: &[f64]) -> Self {
        let mut rows: Vec<Vec<f64>> = (0..anchor.len()).map(|it| vec![0.0; it + 1]).collect();
        for (i, weight) in anchor.iter().enumerate() {
            rows[i][i] = *weight;
        }
        let weighted =
            task.figures.iter().map(|it| (it, 1.0)).chain(task.balances.iter().map(|it| (it, PENALTY)));
        for (row, weight) in weighted {
            for &(i, a) in &row.terms {
                for &(j, b) in row.terms.iter().filter(|it| it.0 <= i) {
                    rows[i][j] += weight * a * b;
                }
            }
        }
        Self { rows }
    }
    fn factor(&self, free: &[usize]) -> Result<Cholesky, BaseFault> {
        let rows = free
            .iter()
            .enumerate()
            .map(|(i, number)| free[..=i].iter().map(|it| self.rows[*number][*it]).collect())
            .collect();
        Cholesky::factor(rows).map_err(|it| BaseFault::Undetermined { flow: free[it.0] })
    }
    fn entry(&self, a: usize, b: usize) -> f64 {
        self.rows[a.max(b)][a.min(b)]
    }
    fn finish(
        &self,
        task: &LeastSquares,
        (free, factor): (&[usize], &Cholesky),
        values: Vec<f64>,
        gradient: &[f64],
    ) -> Settled {
        let mut sigma = vec![0.0; values.len()];
        for (number, square) in free.iter().zip(factor.inverse_diagonal()) {
            sigma[*number] = square.max(0.0).sqrt();
        }
        let is_free: std::collections::BTreeSet<usize> = free.iter().copied().collect();
        let mut ceilings = Vec::new();
        for number in (0..values.len()).filter(|it| !is_free.contains(it)) {
            let mut column: Vec<f64> = free.iter().map(|it| self.entry(number, *it)).collect();
            let before = column.clone();
            factor.solve(&mut column);
            let taken: f64 = column.iter().zip(&before).map(|(a, b)| a * b).sum();
            let alone = 1.0 / (self.entry(number, number) - taken).max(1e-12).sqrt();
            ceilings.push((number, (1.645 * alone).min(NINETY_PERCENT / gradient[number].max(1e-12))));
        }
        let binding =
            task.balances.iter().filter(|row| row.terms.iter().any(|it| is_free.contains(&it.0))).count();
        let parameters = free.len().saturating_sub(binding);
        let values = values
            .into_iter()
            .zip(&task.bounded)
            .map(|(it, bounded)| if *bounded { it.max(0.0) } else { it })
            .collect();
        Settled { values, sigma, ceilings, degrees_of_freedom: task.figures.len().saturating_sub(parameters) }
    }
}
