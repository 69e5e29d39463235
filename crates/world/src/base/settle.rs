//! The exact solve on the flows that are not at zero, and what the figures leave open.
//!
//! A flow that falls below zero is put on its bound; one whose bound pulls the wrong way is let go, until neither
//! happens.

use super::BaseFault;
use super::least_squares::{LeastSquares, SparseRow};
use super::saddle::{Normal, Saddle};

/// A flow that no figure bounds is held where the interior point left it, give or take this.
pub(super) const UNBOUNDED_SIGMA_T: f64 = 1e6;
/// Below this, in scaled units, a flow or a multiplier counts as zero.
const TINY: f64 = 1e-9;
/// Most rounds of exchanging flows at zero.
const MOST_ROUNDS: usize = 40;
/// Most corrections until the balances close to the last digits.
const MOST_CORRECTIONS: usize = 12;
/// Half the width of a 90 % interval, in sigmas.
const NINETY_PERCENT_SIGMAS: f64 = 1.645;

/// The settled solution in scaled units.
pub(super) struct Settled {
    pub(super) values: Vec<f64>,
    pub(super) sigma: Vec<f64>,
    pub(super) ceilings: Vec<(usize, f64)>,
    pub(super) degrees_of_freedom: usize,
}

/// Where the anchor holds flows that nothing else bounds.
struct Anchor {
    weights: Vec<f64>,
    values: Vec<f64>,
}

/// Finishes from an interior point.
pub(super) fn settle(
    task: &LeastSquares,
    units: &[f64],
    start: Vec<f64>,
    mut at_zero: Vec<bool>,
) -> Result<Settled, BaseFault> {
    let weights: Vec<f64> = units.iter().map(|it| (it / UNBOUNDED_SIGMA_T).powi(2)).collect();
    let anchor = Anchor { weights, values: start.clone() };
    let normal = Normal::of(task, &anchor.weights);
    let mut values = start;
    for round in 0..MOST_ROUNDS {
        let free: Vec<usize> = (0..values.len()).filter(|it| !at_zero[*it]).collect();
        let saddle = Saddle::factor(task, &normal, &free).map_err(|flow| BaseFault::Undetermined { flow })?;
        for (value, _) in values.iter_mut().zip(&at_zero).filter(|it| *it.1) {
            *value = 0.0;
        }
        let gradient = close(task, &anchor, &saddle, &mut values)?;
        let wrong = exchange(task, &values, &gradient, &at_zero);
        if wrong.is_empty() {
            return Ok(finish(task, &saddle, values, &gradient));
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
    anchor: &Anchor,
    saddle: &Saddle<'_>,
    values: &mut [f64],
) -> Result<Vec<f64>, BaseFault> {
    let mut multipliers = vec![0.0; task.balances.len()];
    let mut last = f64::INFINITY;
    for _ in 0..MOST_CORRECTIONS {
        let gradient = gradient(task, anchor, &multipliers, values);
        let free: Vec<f64> = saddle.free.iter().map(|it| gradient[*it]).collect();
        let misfits: Vec<f64> = saddle.binding.iter().map(|it| task.balances[*it].misfit(values)).collect();
        let newton = saddle.newton(&free, &misfits);
        for (number, change) in saddle.free.iter().zip(&newton.values) {
            values[*number] += change;
        }
        for (number, change) in saddle.binding.iter().zip(&newton.multipliers) {
            multipliers[*number] += change;
        }
        let moved = newton.values.iter().fold(0.0_f64, |sum, it| sum.max(it.abs()));
        // Corrections shrink to the last digits that the numbers hold, and then no further.
        if moved < 1e-12 || (moved < 1e-7 && moved > 0.5 * last) {
            return Ok(self::gradient(task, anchor, &multipliers, values));
        }
        last = moved;
    }
    Err(BaseFault::NotClosed)
}

/// Gradient of the Lagrangian over all unknowns.
fn gradient(task: &LeastSquares, anchor: &Anchor, multipliers: &[f64], values: &[f64]) -> Vec<f64> {
    let mut sum: Vec<f64> = anchor
        .weights
        .iter()
        .zip(&anchor.values)
        .zip(values)
        .map(|((weight, from), it)| weight * (it - from))
        .collect();
    let mut add = |row: &SparseRow, by: f64| {
        for &(number, it) in &row.terms {
            sum[number] += it * by;
        }
    };
    for row in &task.figures {
        add(row, row.misfit(values));
    }
    for (row, multiplier) in task.balances.iter().zip(multipliers) {
        add(row, *multiplier);
    }
    sum
}

fn finish(task: &LeastSquares, saddle: &Saddle<'_>, values: Vec<f64>, gradient: &[f64]) -> Settled {
    let mut sigma = vec![0.0; values.len()];
    let mut is_free = vec![false; values.len()];
    for (number, variance) in saddle.free.iter().zip(saddle.variances()) {
        sigma[*number] = variance.sqrt();
        is_free[*number] = true;
    }
    let held = (0..values.len()).filter(|it| !is_free[*it]);
    let ceilings = held.map(|number| {
        let alone = NINETY_PERCENT_SIGMAS * saddle.variance_if_free(number, &task.balances).sqrt();
        // Pressed against zero by its multiplier, a flow falls off exponentially above it: 90 % lie below ln 10
        // over the multiplier.
        (number, alone.min(std::f64::consts::LN_10 / gradient[number].max(1e-12)))
    });
    let ceilings = ceilings.collect();
    let parameters = saddle.free.len().saturating_sub(saddle.binding.len());
    // What is left of a zero after rounding is a zero.
    let cut = |(it, bounded): (f64, &bool)| if it.abs() < 1e-12 || (*bounded && it < 0.0) { 0.0 } else { it };
    let values = values.into_iter().zip(&task.bounded).map(cut).collect();
    Settled { values, sigma, ceilings, degrees_of_freedom: task.figures.len().saturating_sub(parameters) }
}
