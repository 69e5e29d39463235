//! Draws weighed by how near they come to what happened: approximate Bayesian computation.
//!
//! Every draw is a guess of all parameters at once. Its distance is the mean over facts of how many widths of the
//! interval it misses; the nearest draws are kept, nearer ones with more weight (Beaumont, Zhang and Balding 2002).

use coercivity_data::{ScoredFact, SeriesTable};

use crate::compute::number;
use crate::forecast::Forecast;
use crate::inputs::Found;
use crate::total::Votes;

/// Widths beyond which a miss counts no more: one fact that the model cannot tell does not decide which draws are kept.
const MISS_MOST: f64 = 3.0;

/// What every draw says of one fact, in the order of draws; infinite is never.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken<'a> {
    /// The fact.
    pub fact: &'a ScoredFact,
    /// By draw; none where a draw gives no number.
    pub numbers: Vec<Option<f64>>,
}

/// What the `count` draws of a table, in the order in which it names them, say of every fact.
pub fn spoken<'a>(facts: &[&'a ScoredFact], table: &SeriesTable, count: u32) -> Vec<Spoken<'a>> {
    let of = |fact: &&'a ScoredFact| {
        let series = table.of(&fact.scenario);
        let found = Found::new(fact, &series);
        let one = |draw: u32| number(fact, &Forecast::Model.imagined(fact, found.inputs(draw)?, 0)?);
        Spoken { fact, numbers: (0..count).map(one).collect() }
    };
    facts.iter().map(of).collect()
}

impl Spoken<'_> {
    /// Widths of the interval by which a draw misses it, 0 inside, at most [`MISS_MOST`].
    fn miss(&self, draw: usize) -> f64 {
        let (low, high) = (self.fact.low.number, self.fact.high.number);
        let Some(number) = self.numbers[draw] else { return MISS_MOST };
        let beyond = (low - number).max(number - high).max(0.0);
        (beyond / (high - low).max(1e-9)).min(MISS_MOST)
    }
}

/// Distance of each draw to the facts that take part: the mean over facts of the mean miss of their rows.
pub fn distances(rows: &[Spoken<'_>], takes_part: impl Fn(&ScoredFact) -> bool) -> Vec<f64> {
    let draws = rows.first().map_or(0, |it| it.numbers.len());
    let own: Vec<&Spoken<'_>> = rows.iter().filter(|it| takes_part(it.fact)).collect();
    let distance = |draw: usize| {
        let mut votes: Votes<f64> = Votes::default();
        for row in &own {
            votes.cast(&row.fact.fact, row.miss(draw));
        }
        votes.mean(|rows| rows.iter().sum::<f64>() / rows.len() as f64).unwrap_or(0.0)
    };
    (0..draws).map(distance).collect()
}

/// How far each draw misses one fact.
pub fn misses(rows: &[Spoken<'_>], fact: &str) -> Vec<f64> {
    distances(rows, |it| it.fact == fact)
}

/// Weights of the draws, adding up to one: the nearest `kept` draws by Epanechnikov's kernel, whose width is the distance
/// of the nearest that is not kept.
pub fn weights(distances: &[f64], kept: usize) -> Vec<f64> {
    let mut sorted = distances.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(&width) = sorted.get(kept.min(sorted.len().saturating_sub(1))) else { return Vec::new() };
    let weight = |it: &f64| if width > 0.0 { (1.0 - (it / width).powi(2)).max(0.0) } else { 1.0 };
    let weights: Vec<f64> = distances.iter().map(weight).collect();
    let sum: f64 = weights.iter().sum();
    if sum > 0.0 {
        weights.into_iter().map(|it| it / sum).collect()
    } else {
        // All are equally far: none is better than another.
        vec![1.0 / distances.len() as f64; distances.len()]
    }
}

/// Number of equally weighed draws that would tell as much (Kish 1965).
pub fn effective(weights: &[f64]) -> f64 {
    let squares: f64 = weights.iter().map(|it| it * it).sum();
    if squares > 0.0 { 1.0 / squares } else { 0.0 }
}

/// The smallest value below which the weights up to it add up to a chance.
pub fn weighted_quantile(values: &[f64], weights: &[f64], chance: f64) -> Option<f64> {
    let mut pairs: Vec<(f64, f64)> = values.iter().copied().zip(weights.iter().copied()).collect();
    pairs.retain(|it| it.1 > 0.0);
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: f64 = pairs.iter().map(|it| it.1).sum();
    let mut sum = 0.0;
    let last = pairs.last().map(|it| it.0);
    let found = pairs.into_iter().find(|it| {
        sum += it.1;
        sum >= chance * all
    });
    found.map(|it| it.0).or(last)
}

/// Spearman's rank correlation of two numbers of the same draws; 0 where one of them never varies.
pub fn rank_correlation(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = (ranks(a), ranks(b));
    let mean = (a.len() as f64 - 1.0) / 2.0;
    let product = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|it| (it.0 - mean) * (it.1 - mean)).sum::<f64>();
    let scale = (product(&a, &a) * product(&b, &b)).sqrt();
    if scale > 0.0 { product(&a, &b) / scale } else { 0.0 }
}

/// How strongly a number moves another one of the same draws, up and down or away from its middle: the larger of two rank
/// correlations, 0..=1.
pub fn dependence(number: &[f64], moved: &[f64]) -> f64 {
    let ranks = ranks(number);
    let middle = (ranks.len() as f64 - 1.0) / 2.0;
    let away: Vec<f64> = ranks.iter().map(|it| (it - middle).abs()).collect();
    rank_correlation(number, moved).abs().max(rank_correlation(&away, moved).abs())
}

/// Ranks from 0; what is equal shares its mean rank.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let same = order[start..].iter().take_while(|it| values[**it] == values[order[start]]).count();
        for &it in &order[start..start + same] {
            ranks[it] = start as f64 + (same as f64 - 1.0) / 2.0;
        }
        start += same;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_draws_are_kept_and_nearer_ones_weigh_more() {
        let weights = weights(&[0.0, 3.0, 1.0, 2.0], 2);
        assert!(weights[0] > weights[2] && weights[2] > 0.0, "{weights:?}");
        assert_eq!((weights[1], weights[3]), (0.0, 0.0));
        assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((effective(&[0.5, 0.5, 0.0]) - 2.0).abs() < 1e-12);
        let alike = super::weights(&[1.0, 1.0, 1.0], 1);
        assert!(
            alike.iter().all(|it| (it - 1.0 / 3.0).abs() < 1e-12),
            "equally far, equally good: {alike:?}"
        );
    }

    #[test]
    fn weighing_finds_the_parameter_that_made_the_data() {
        // A quantity is the parameter plus half of what is drawn beside it; 0.7 happened.
        let parameter: Vec<f64> = (0..1000).map(|it| (f64::from(it) * 0.618_034) % 1.0).collect();
        let beside: Vec<f64> = (0..1000).map(|it| (f64::from(it) * 0.414_214) % 1.0 - 0.5).collect();
        let miss: Vec<f64> =
            parameter.iter().zip(&beside).map(|it| (it.0 + 0.2 * it.1 - 0.7).abs()).collect();
        let weights = weights(&miss, 100);
        let at = |values: &[f64], chance| weighted_quantile(values, &weights, chance).unwrap();
        assert!((at(&parameter, 0.5) - 0.7).abs() < 0.05);
        assert!(at(&parameter, 0.9) - at(&parameter, 0.1) < 0.3, "narrower than the prior's 0.8");
        assert!(at(&beside, 0.9) - at(&beside, 0.1) > 0.6, "what the fact does not tell stays wide");
    }

    #[test]
    fn ranks_are_shared_by_what_is_equal() {
        assert_eq!(ranks(&[2.0, 1.0, 2.0]), [1.5, 0.0, 1.5]);
        assert!((rank_correlation(&[1.0, 2.0, 3.0], &[10.0, 20.0, 900.0]) - 1.0).abs() < 1e-12);
        assert_eq!(rank_correlation(&[1.0, 1.0], &[1.0, 2.0]), 0.0);
        let hill = [4.0, 1.0, 0.0, 1.0, 4.0];
        assert_eq!(rank_correlation(&[1.0, 2.0, 3.0, 4.0, 5.0], &hill), 0.0);
        assert!(dependence(&[1.0, 2.0, 3.0, 4.0, 5.0], &hill) > 0.99, "best in the middle");
    }
}
