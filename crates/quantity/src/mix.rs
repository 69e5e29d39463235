//! Shares that sum to one, with sharp bounds.

use crate::interval::Interval;

/// Parts with interval shares that sum to one. Bounds on a weighted mean come from a greedy fill and are sharp:
/// suppliers in 0.4..0.7 and 0.3..0.6 with contents 0.9 and 0.1 give 0.42..0.66, where naive interval
/// arithmetic says 0.39..0.69.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix {
    shares: Vec<Interval<f64>>,
}

impl Mix {
    /// From one interval a part; `None` unless each lies in `0..=1` and some point of the box sums to one.
    pub fn new(shares: Vec<Interval<f64>>) -> Option<Self> {
        let inside = shares.iter().all(|it| it.low() >= 0.0 && it.high() <= 1.0);
        let low: f64 = shares.iter().map(Interval::low).sum();
        let high: f64 = shares.iter().map(Interval::high).sum();
        (inside && low <= 1.0 + 1e-12 && high >= 1.0 - 1e-12).then_some(Self { shares })
    }

    /// Sharp bounds on `sum(share * content)`; `None` when the number of contents differs from that of parts.
    pub fn bounds(&self, contents: &[Interval<f64>]) -> Option<Interval<f64>> {
        if contents.len() != self.shares.len() {
            return None;
        }
        // Shares that are all exact leave nothing to fill: the order of the contents does not matter.
        if self.shares.iter().all(|it| it.low() == it.high()) {
            let sum = |end: fn(&Interval<f64>) -> f64| -> f64 {
                self.shares.iter().zip(contents).map(|(share, it)| share.low() * end(it)).sum()
            };
            let (low, high) = (sum(Interval::low), sum(Interval::high));
            return Interval::between(low.min(high), high.max(low));
        }
        let low = self.fill(&contents.iter().map(Interval::low).collect::<Vec<_>>(), false);
        let high = self.fill(&contents.iter().map(Interval::high).collect::<Vec<_>>(), true);
        Interval::between(low.min(high), high.max(low))
    }

    /// Starts every part at its least and spends what is left on the best (or worst) contents first.
    fn fill(&self, contents: &[f64], greatest: bool) -> f64 {
        let mut order: Vec<usize> = (0..contents.len()).collect();
        order.sort_by(|&a, &b| contents[a].total_cmp(&contents[b]));
        if greatest {
            order.reverse();
        }
        let least: f64 = self.shares.iter().map(Interval::low).sum();
        let mut left = (1.0 - least).max(0.0);
        let mut total: f64 = self.shares.iter().zip(contents).map(|(share, it)| share.low() * it).sum();
        for part in order {
            let room = (self.shares[part].high() - self.shares[part].low()).min(left);
            total += room * contents[part];
            left -= room;
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_sharp() {
        let range = |low, high| Interval::between(low, high).unwrap();
        let mix = Mix::new(vec![range(0.4, 0.7), range(0.3, 0.6)]).unwrap();
        let bounds = mix.bounds(&[Interval::exactly(0.9), Interval::exactly(0.1)]).unwrap();
        assert!((bounds.low() - 0.42).abs() < 1e-12 && (bounds.high() - 0.66).abs() < 1e-12);
    }

    #[test]
    fn parts_that_cannot_sum_to_one_are_refused() {
        assert_eq!(Mix::new(vec![Interval::exactly(0.4), Interval::exactly(0.4)]), None);
        assert_eq!(Mix::new(vec![Interval::exactly(0.8), Interval::exactly(0.4)]), None);
    }
}
