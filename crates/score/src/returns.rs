//! Monthly logarithmic returns, their spread, and how they move together.

use coercivity_data::Window;

use crate::inputs::Series;

/// `ln x(m) - ln x(m - 1)` for months that both lie in the window; NaN where a value is missing or not positive.
pub(crate) fn returns(x: &Series<'_>, window: Window) -> Vec<f64> {
    let months = window.months().skip(1);
    months
        .map(|month| {
            let (before, now) = (x.at(month.plus(-1)), x.at(month));
            if before > 0.0 && now > 0.0 { (now / before).ln() } else { f64::NAN }
        })
        .collect()
}

/// Sample standard deviation (n - 1); none for fewer than two numbers. Shifted by the first number, so that equal
/// numbers give exactly zero.
pub(crate) fn deviation(numbers: &[f64]) -> f64 {
    if numbers.len() < 2 {
        return f64::NAN;
    }
    let count = numbers.len() as f64;
    let shifted = || numbers.iter().map(|it| it - numbers[0]);
    let mean = shifted().sum::<f64>() / count;
    let squares: f64 = shifted().map(|it| (it - mean) * (it - mean)).sum();
    (squares / (count - 1.0)).sqrt()
}

/// Pearson's correlation; none for fewer than three pairs, or where one side does not vary.
pub(crate) fn correlation(xs: &[f64], ys: &[f64]) -> f64 {
    let count = xs.len();
    if count < 3 || xs.iter().chain(ys).any(|it| it.is_nan()) {
        return f64::NAN;
    }
    let mean = |numbers: &[f64]| numbers.iter().sum::<f64>() / count as f64;
    let (mean_x, mean_y) = (mean(xs), mean(ys));
    let cross: f64 = xs.iter().zip(ys).map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let square = |numbers: &[f64], mean: f64| numbers.iter().map(|it| (it - mean) * (it - mean)).sum::<f64>();
    let (square_x, square_y) = (square(xs, mean_x), square(ys, mean_y));
    if square_x > 0.0 && square_y > 0.0 { cross / (square_x * square_y).sqrt() } else { f64::NAN }
}
