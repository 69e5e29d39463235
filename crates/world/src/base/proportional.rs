//! Iterative proportional fitting: a seed is stretched until its rows and columns add up.

/// Scales rows and columns in turn. Rows or columns without a seed stay empty.
pub(super) fn fit(seed: &[Vec<f64>], row_totals: &[f64], column_totals: &[f64]) -> Vec<Vec<f64>> {
    let mut cells = seed.to_vec();
    for _ in 0..500 {
        for (row, total) in cells.iter_mut().zip(row_totals) {
            let sum: f64 = row.iter().sum();
            let by = if sum > 0.0 { total / sum } else { 0.0 };
            row.iter_mut().for_each(|it| *it *= by);
        }
        for (j, total) in column_totals.iter().enumerate() {
            let sum: f64 = cells.iter().map(|row| row[j]).sum();
            let by = if sum > 0.0 { total / sum } else { 0.0 };
            cells.iter_mut().for_each(|row| row[j] *= by);
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn rows_and_columns_add_up_and_the_odds_of_the_seed_stay() {
        let cells = fit(&[vec![1.0, 2.0], vec![3.0, 1.0]], &[60.0, 40.0], &[30.0, 70.0]);
        let rows: Vec<f64> = cells.iter().map(|row| row.iter().sum()).collect();
        assert!((rows[0] - 60.0).abs() < 1e-9 && (cells[0][0] + cells[1][0] - 30.0).abs() < 1e-9);
        let odds = cells[0][0] * cells[1][1] / (cells[0][1] * cells[1][0]);
        assert!((odds - 1.0 / 6.0).abs() < 1e-12);
    }
}
