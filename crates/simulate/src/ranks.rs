//! Ranks: what does not care for units, bends and ends of a scale.

/// The rank of each number from 0, ties in their middle; infinities are ends like any other.
pub fn ranks(numbers: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..numbers.len()).collect();
    order.sort_by(|a, b| numbers[*a].total_cmp(&numbers[*b]));
    let mut ranks = vec![0.0; numbers.len()];
    let mut before = 0;
    for tied in order.chunk_by(|a, b| numbers[*a] == numbers[*b]) {
        for &it in tied {
            ranks[it] = before as f64 + (tied.len() - 1) as f64 / 2.0;
        }
        before += tied.len();
    }
    ranks
}

/// Correlation of two lists of numbers; none where one of them does not vary.
pub fn correlation(one: &[f64], other: &[f64]) -> Option<f64> {
    let mean = |it: &[f64]| it.iter().sum::<f64>() / it.len() as f64;
    let (mean_one, mean_other) = (mean(one), mean(other));
    let (mut both, mut own, mut others) = (0.0, 0.0, 0.0);
    for (a, b) in one.iter().zip(other) {
        let (a, b) = (a - mean_one, b - mean_other);
        both += a * b;
        own += a * a;
        others += b * b;
    }
    (own > 0.0 && others > 0.0).then(|| both / (own * others).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_their_middle_and_infinity_is_last() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, f64::INFINITY, f64::INFINITY]), [1.5, 0.0, 1.5, 3.5, 3.5]);
        assert_eq!(correlation(&[1.0, 2.0], &[5.0, 5.0]), None);
        assert!((correlation(&[1.0, 2.0, 4.0], &[-1.0, -2.0, -4.0]).unwrap() + 1.0).abs() < 1e-12);
    }
}
