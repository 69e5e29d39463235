//! Quantiles of an ensemble.

use std::cmp::Ordering;

/// Quantile of numbers, linear between order statistics (type 7); infinities sort last. None without numbers.
pub fn quantile(numbers: &[f64], chance: f64) -> Option<f64> {
    let [quantile] = quantiles(numbers.to_vec(), [chance]);
    quantile
}

/// Several quantiles of the same numbers, each as [`quantile`] gives it.
pub fn quantiles<const MANY: usize>(numbers: Vec<f64>, chances: [f64; MANY]) -> [Option<f64>; MANY] {
    let mut sorted = numbers;
    sorted.retain(|it| !it.is_nan());
    // Zeros of either sign are equal and keep their order.
    sorted.sort_by(|one, other| one.partial_cmp(other).unwrap_or(Ordering::Equal));
    chances.map(|chance| {
        let place = chance * (sorted.len().checked_sub(1)? as f64);
        let (below, part) = (place.floor() as usize, place.fract());
        let low = sorted[below];
        let high = sorted[(below + 1).min(sorted.len() - 1)];
        if part == 0.0 || low == high {
            return Some(low);
        }
        Some(if high.is_infinite() { high } else { low + part * (high - low) })
    })
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn quantiles_lie_between_order_statistics() {
        assert_eq!(quantile(&[3.0, 1.0, 2.0, 4.0], 0.5), Some(2.5));
        assert_eq!(quantile(&[1.0, f64::INFINITY], 0.9), Some(f64::INFINITY));
        assert_eq!(quantile(&[f64::NAN], 0.5), None);
        let signs = |numbers: &[f64]| quantile(numbers, 0.5).map(f64::is_sign_negative);
        assert_eq!(
            (signs(&[0.0, -0.0]), signs(&[-0.0, 0.0])),
            (Some(false), Some(true)),
            "equals keep their order"
        );
    }
}
