//! The range that weighed draws leave of one number.

use coercivity_data::WrittenRange;

use crate::weigh::weighted_quantile;

/// Part of the prior's 80 % band above which a posterior tells nothing: with a hundred draws that count, bands of a
/// number that no fact moves differ by about a tenth.
pub const IDENTIFIED_MOST: f64 = 0.75;

/// Part of a triangular distribution's width, from its mode to an end, that lies inside its 80 % band (of a symmetrical
/// one: 1 - sqrt(0.2)).
const BANDED: f64 = 0.552_786;

/// What weighed draws leave of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Posterior {
    /// Lowest, best and highest, as the ends and the mode of a triangular distribution with the draws' 80 % band; never
    /// outside the prior.
    pub range: WrittenRange,
    /// Its 80 % band over the prior's, on the scale on which the number is drawn.
    pub width_over_prior: f64,
}

/// The posterior of a number that was drawn from a prior range, with its value in every draw and the draws' weights.
/// Numbers whose range spans more than a factor of four are drawn, and told, on a logarithmic scale. None without draws.
pub fn posterior(prior: WrittenRange, values: &[f64], weights: &[f64]) -> Option<Posterior> {
    let (low, _, high) = prior;
    let logarithmic = low > 0.0 && high > 4.0 * low;
    let scaled = |it: f64| if logarithmic { it.ln() } else { it };
    let back = |it: f64| if logarithmic { it.exp() } else { it };
    let scaled_values: Vec<f64> = values.iter().map(|it| scaled(*it)).collect();
    let even = vec![1.0; values.len()];
    let band = |weights: &[f64]| {
        let at = |chance| weighted_quantile(&scaled_values, weights, chance);
        Some((at(0.1)?, at(0.5)?, at(0.9)?))
    };
    let ((p10, median, p90), (first, _, last)) = (band(weights)?, band(&even)?);
    let end = |from: f64, to: f64| back(from + (to - from) / BANDED).clamp(low, high);
    let range = (end(median, p10), back(median).clamp(low, high), end(median, p90));
    let width = last - first;
    Some(Posterior { range, width_over_prior: if width > 0.0 { (p90 - p10) / width } else { 1.0 } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_that_weigh_alike_give_the_prior_back_and_kept_ones_their_own_band() {
        let values: Vec<f64> = (0..1000).map(|it| 10.0_f64.powf((f64::from(it) + 0.5) / 1000.0)).collect();
        let even = vec![1.0; 1000];
        let prior = (1.0, 3.0, 10.0);
        let all = posterior(prior, &values, &even).unwrap();
        assert!((all.width_over_prior - 1.0).abs() < 1e-12);
        assert_eq!((all.range.0, all.range.2), (1.0, 10.0), "never outside the prior");
        let kept: Vec<f64> = values.iter().map(|it| f64::from(u8::from((2.0..4.0).contains(it)))).collect();
        let told = posterior(prior, &values, &kept).unwrap();
        assert!((told.width_over_prior - 2.0_f64.log10()).abs() < 0.01, "{told:?}");
        assert!((told.range.1 - 8.0_f64.sqrt()).abs() < 0.05, "the median on the logarithmic scale");
        assert_eq!(posterior(prior, &[], &[]), None);
    }
}
