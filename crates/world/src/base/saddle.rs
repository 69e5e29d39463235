//! The linear system of a least squares under balances: normal matrix K, balances A, and the Schur complement
//! S = A K^-1 A^T of the balances.

use super::cholesky::{Cholesky, NotPositive, dot};
use super::least_squares::{LeastSquares, SparseRow};

/// Weight of the balances in K. They hold exactly whatever it is; it makes K positive where no figure speaks.
const BALANCE_WEIGHT: f64 = 1.0;
/// Keeps S positive when a balance repeats others, relative to its diagonal.
const REPEATED: f64 = 1e-13;

/// The normal matrix over all unknowns, lower rows.
pub(super) struct Normal {
    rows: Vec<Vec<f64>>,
}

impl Normal {
    /// Figures, balances and a weak anchor on each unknown.
    pub(super) fn of(task: &LeastSquares, anchor: &[f64]) -> Self {
        let mut rows: Vec<Vec<f64>> = (0..anchor.len()).map(|it| vec![0.0; it + 1]).collect();
        for (i, weight) in anchor.iter().enumerate() {
            rows[i][i] = *weight;
        }
        let figures = task.figures.iter().map(|it| (it, 1.0));
        for (row, weight) in figures.chain(task.balances.iter().map(|it| (it, BALANCE_WEIGHT))) {
            for &(i, a) in &row.terms {
                for &(j, b) in row.terms.iter().filter(|it| it.0 <= i) {
                    rows[i][j] += weight * a * b;
                }
            }
        }
        Self { rows }
    }
    fn entry(&self, a: usize, b: usize) -> f64 {
        self.rows[a.max(b)][a.min(b)]
    }
}

/// The system on some of the unknowns, factored.
pub(super) struct Saddle<'a> {
    normal: &'a Normal,
    /// The unknowns that are free, in order.
    pub(super) free: &'a [usize],
    /// The balances that hold a free unknown, on the free unknowns.
    balances: Vec<SparseRow>,
    /// Which balances those are.
    pub(super) binding: Vec<usize>,
    factor: Cholesky,
    /// K^-1 A^T, one row a balance.
    responses: Vec<Vec<f64>>,
    schur: Cholesky,
}

/// A step of unknowns and multipliers.
pub(super) struct Newton {
    /// Change of each free unknown.
    pub(super) values: Vec<f64>,
    /// Change of the multiplier of each binding balance.
    pub(super) multipliers: Vec<f64>,
}

impl<'a> Saddle<'a> {
    /// Factors the system; the error is the number of the unknown that nothing determines.
    pub(super) fn factor(task: &LeastSquares, normal: &'a Normal, free: &'a [usize]) -> Result<Self, usize> {
        let rows = free.iter().enumerate().map(|(i, number)| {
            free[..=i].iter().map(|other| normal.entry(*number, *other)).collect::<Vec<f64>>()
        });
        let factor = Cholesky::factor(rows.collect()).map_err(|NotPositive(row)| free[row])?;
        let mut place = vec![None; task.bounded.len()];
        for (i, number) in free.iter().enumerate() {
            place[*number] = Some(i);
        }
        let (mut balances, mut binding) = (Vec::new(), Vec::new());
        for (i, row) in task.balances.iter().enumerate() {
            let terms: Vec<(usize, f64)> =
                row.terms.iter().filter_map(|&(number, it)| Some((place[number]?, it))).collect();
            if !terms.is_empty() {
                balances.push(SparseRow { terms, value: row.value });
                binding.push(i);
            }
        }
        let responses: Vec<Vec<f64>> = balances
            .iter()
            .map(|row| {
                let mut right = vec![0.0; free.len()];
                for &(i, it) in &row.terms {
                    right[i] = it;
                }
                factor.solve(&mut right);
                right
            })
            .collect();
        let schur = balances.iter().enumerate().map(|(i, row)| {
            let mut line: Vec<f64> = responses[..=i].iter().map(|it| along(row, it)).collect();
            line[i] *= 1.0 + REPEATED;
            line
        });
        let schur =
            Cholesky::factor(schur.collect()).map_err(|NotPositive(row)| free[balances[row].terms[0].0])?;
        Ok(Self { normal, free, balances, binding, factor, responses, schur })
    }
    /// The step that takes the gradient (on the free unknowns) and the misfits of the binding balances to zero.
    pub(super) fn newton(&self, gradient: &[f64], misfits: &[f64]) -> Newton {
        let mut values: Vec<f64> = gradient.to_vec();
        self.factor.solve(&mut values);
        let mut multipliers: Vec<f64> =
            self.balances.iter().zip(misfits).map(|(row, misfit)| misfit - along(row, &values)).collect();
        self.schur.solve(&mut multipliers);
        for (response, by) in self.responses.iter().zip(&multipliers) {
            for (value, it) in values.iter_mut().zip(response) {
                *value += by * it;
            }
        }
        values.iter_mut().for_each(|it| *it = -*it);
        Newton { values, multipliers }
    }
    /// The posterior variance of every free unknown.
    pub(super) fn variances(&self) -> Vec<f64> {
        let mut variances = self.factor.inverse_diagonal();
        let mut column = vec![0.0; self.responses.len()];
        for (i, variance) in variances.iter_mut().enumerate() {
            for (entry, response) in column.iter_mut().zip(&self.responses) {
                *entry = response[i];
            }
            self.schur.solve_forward(&mut column);
            *variance = (*variance - dot(&column, &column)).max(0.0);
        }
        variances
    }
    /// The posterior variance that an unknown held at zero would have if it alone were let go.
    pub(super) fn variance_if_free(&self, number: usize, balances: &[SparseRow]) -> f64 {
        let gradient: Vec<f64> = self.free.iter().map(|it| self.normal.entry(number, *it)).collect();
        let coefficient =
            |i: &usize| balances[*i].terms.iter().find(|it| it.0 == number).map_or(0.0, |it| it.1);
        let misfits: Vec<f64> = self.binding.iter().map(coefficient).collect();
        let answer = self.newton(&gradient, &misfits);
        let along_free: f64 = answer.values.iter().zip(&gradient).map(|(a, b)| a * b).sum();
        let along_balances: f64 = answer.multipliers.iter().zip(&misfits).map(|(a, b)| a * b).sum();
        1.0 / (self.normal.entry(number, number) + along_free + along_balances).max(1e-12)
    }
}

fn along(row: &SparseRow, values: &[f64]) -> f64 {
    row.terms.iter().map(|&(i, it)| it * values[i]).sum()
}
