//! A dense Cholesky factor that remembers where each row begins.

/// The lower factor of a symmetric positive definite matrix.
pub(super) struct Cholesky {
    rows: Vec<Vec<f64>>,
    /// First column of each row that is not zero; the factor keeps it.
    starts: Vec<usize>,
}

/// The matrix is not positive definite at this row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotPositive(pub(super) usize);

impl Cholesky {
    /// Factors a matrix given by its lower rows (row `i` has `i + 1` entries).
    pub(super) fn factor(mut rows: Vec<Vec<f64>>) -> Result<Self, NotPositive> {
        let starts: Vec<usize> = rows
            .iter()
            .enumerate()
            .map(|(i, row)| row.iter().position(|it| *it != 0.0).unwrap_or(i))
            .collect();
        for i in 0..rows.len() {
            let (above, rest) = rows.split_at_mut(i);
            let row = &mut rest[0];
            for j in starts[i]..i {
                let from = starts[i].max(starts[j]);
                let sum = if from < j { dot(&row[from..j], &above[j][from..j]) } else { 0.0 };
                row[j] = (row[j] - sum) / above[j][j];
            }
            let square = row[i] - dot(&row[starts[i]..i], &row[starts[i]..i]);
            if square.is_nan() || square <= 0.0 {
                return Err(NotPositive(i));
            }
            row[i] = square.sqrt();
        }
        Ok(Self { rows, starts })
    }
    /// Solves in place.
    pub(super) fn solve(&self, right: &mut [f64]) {
        self.solve_forward(right);
        self.solve_backward(right);
    }
    /// Solves with the lower factor alone, in place.
    pub(super) fn solve_forward(&self, right: &mut [f64]) {
        for i in 0..right.len() {
            let from = self.starts[i];
            right[i] = (right[i] - dot(&self.rows[i][from..i], &right[from..i])) / self.rows[i][i];
        }
    }
    fn solve_backward(&self, right: &mut [f64]) {
        for i in (0..right.len()).rev() {
            right[i] /= self.rows[i][i];
            let value = right[i];
            let from = self.starts[i];
            for (x, l) in right[from..i].iter_mut().zip(&self.rows[i][from..i]) {
                *x -= l * value;
            }
        }
    }
    /// The diagonal of the inverse.
    pub(super) fn inverse_diagonal(&self) -> Vec<f64> {
        let size = self.rows.len();
        let mut diagonal = vec![0.0; size];
        let mut inverse: Vec<Vec<f64>> = Vec::with_capacity(size);
        for i in 0..size {
            let mut row = vec![0.0; i + 1];
            row[i] = 1.0;
            for (line, &factor) in inverse.iter().zip(&self.rows[i]).skip(self.starts[i]) {
                if factor != 0.0 {
                    for (x, y) in row.iter_mut().zip(line) {
                        *x -= factor * y;
                    }
                }
            }
            let scale = 1.0 / self.rows[i][i];
            for (x, sum) in row.iter_mut().zip(&mut diagonal) {
                *x *= scale;
                *sum += *x * *x;
            }
            inverse.push(row);
        }
        diagonal
    }
}

/// A dot product in eight strands, so that the compiler may use wide registers; the order of additions is fixed.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut strands = [0.0; 8];
    let (left, right) = (a.chunks_exact(8), b.chunks_exact(8));
    let tail: f64 = left.remainder().iter().zip(right.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in left.zip(right) {
        for k in 0..8 {
            strands[k] += x[k] * y[k];
        }
    }
    strands.iter().sum::<f64>() + tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_system_is_solved_and_inverted() {
        let factor = Cholesky::factor(vec![vec![4.0], vec![0.0, 9.0], vec![2.0, 3.0, 6.0]]).ok().unwrap();
        let mut x = [6.0, 12.0, 11.0];
        factor.solve(&mut x);
        for it in x {
            assert!((it - 1.0).abs() < 1e-12);
        }
        // determinant 144, so the corner of the inverse is 36 / 144.
        assert!((factor.inverse_diagonal()[2] - 0.25).abs() < 1e-12);
        assert_eq!(Cholesky::factor(vec![vec![1.0], vec![2.0, 1.0]]).err(), Some(NotPositive(1)));
    }
}
