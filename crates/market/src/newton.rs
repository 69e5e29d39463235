//! Semismooth Newton on the prices.
//!
//! With prices `p` given, each column's best rate is `x(p) = clamp((a'p - cost) / slope, 0, upper)`, so the month is
//! one equation per balance, `A x(p) = right`: the stationarity of a concave, piecewise quadratic dual. Newton with
//! a line search on that dual ends after finitely many pieces, and its rates are optimal at its prices by
//! construction: what is left to certify is the imbalance. (Qi & Sun 1993; every slope must be positive.)

use clarabel::algebra::CscMatrix;
use clarabel::qdldl::{QDLDLFactorisation, QDLDLSettings};

use crate::certificate::Certificate;
use crate::problem::{Column, Problem};
use crate::solve::{Method, Solution};

/// Steps before giving up.
const STEPS: u32 = 100;
/// Relative imbalance at which to stop.
const CLOSED: f64 = 1e-11;
/// Relative imbalance at which to stop when a step no longer halves it: what is left is rounding.
const NEARLY: f64 = 1e-9;

/// The firmest pull on prices that nothing else holds, over the usual response of their balances.
const FIRMEST: f64 = 1e-1;

/// Goes from `start` prices as near to the equilibrium as it gets: the certificate says how near. `None` when a
/// column has no slope, a start is no price, or the system breaks down.
pub fn newton(problem: &Problem, start: &[f64]) -> Option<Solution> {
    if problem.columns.iter().any(|it| it.slope <= 0.0) || start.iter().any(|it| !it.is_finite()) {
        return None;
    }
    let mut system = System::new(problem);
    let mut prices = start.to_vec();
    let mut state = State::at(problem, &prices);
    let mut pull = 1e-6;
    let mut last = f64::INFINITY;
    for step in 0..STEPS {
        if state.worst <= CLOSED || state.worst <= NEARLY && state.worst > 0.5 * last {
            return Some(solution(problem, prices, state, step));
        }
        last = state.worst;
        let mut direction = state.excess.clone();
        system.direction(problem, &state, pull, &mut direction)?;
        bound(problem, &prices, &state, &mut direction);
        match search(problem, &prices, &state, &direction) {
            Some((length, next, found)) => {
                // Short steps say that flat directions lead; long ones, that the pull is not needed.
                pull = if length < 0.05 {
                    (30.0 * pull).min(FIRMEST)
                } else if length > 0.5 {
                    (0.1 * pull).max(1e-10)
                } else {
                    pull
                };
                (prices, state) = (next, found);
            }
            // Nearly singular: a firmer pull gives a direction that still ascends.
            None if pull < FIRMEST => pull = (1e3 * pull).min(FIRMEST),
            // Rounding ends the ascent: the answer stands or falls by its certificate.
            None => return Some(solution(problem, prices, state, step)),
        }
    }
    Some(solution(problem, prices, state, STEPS))
}

/// Keeps single prices from running away in flat directions: none moves by more than its own size and a few times
/// its usual one in a step. When that would turn the ascent around, the whole step is shortened instead.
fn bound(problem: &Problem, prices: &[f64], state: &State, direction: &mut [f64]) {
    let most = |row: usize| 5.0 * problem.balances[row].price_scale + 0.5 * prices[row].abs();
    let clipped: Vec<f64> =
        direction.iter().enumerate().map(|(row, it)| it.clamp(-most(row), most(row))).collect();
    let rise: f64 = state.excess.iter().zip(&clipped).map(|(a, b)| a * b).sum();
    if rise > 0.0 {
        direction.copy_from_slice(&clipped);
        return;
    }
    let worst = direction.iter().enumerate().map(|(row, it)| it.abs() / most(row)).fold(1.0, f64::max);
    for it in direction.iter_mut() {
        *it /= worst;
    }
}

fn solution(problem: &Problem, prices: Vec<f64>, state: State, iterations: u32) -> Solution {
    let certificate = Certificate::of(problem, &state.rates, &prices);
    let objective = problem.objective(&state.rates);
    Solution { rates: state.rates, prices, objective, certificate, iterations, method: Method::Newton }
}

/// Everything that follows from prices.
struct State {
    rates: Vec<f64>,
    /// Columns strictly between their bounds.
    free: Vec<bool>,
    /// What each balance lacks, t/month: the gradient of the dual.
    excess: Vec<f64>,
    /// Largest relative imbalance.
    worst: f64,
}

impl State {
    fn at(problem: &Problem, prices: &[f64]) -> Self {
        let mut excess: Vec<f64> = problem.balances.iter().map(|it| it.right).collect();
        let mut rates = Vec::with_capacity(problem.columns.len());
        let mut free = Vec::with_capacity(problem.columns.len());
        for column in &problem.columns {
            let worth: f64 = column.entries.iter().map(|&(row, it)| it * prices[row]).sum();
            let wanted = (worth - column.cost) / column.slope;
            let rate = wanted.clamp(0.0, column.upper);
            free.push(wanted > 0.0 && wanted < column.upper);
            for &(row, it) in &column.entries {
                excess[row] -= it * rate;
            }
            rates.push(rate);
        }
        let worst =
            excess.iter().zip(&problem.balances).map(|(it, of)| it.abs() / of.scale).fold(0.0, f64::max);
        Self { rates, free, excess, worst }
    }
}

/// Goes along the direction to where the dual stops rising.
///
/// The dual is concave along a line and its slope there is `excess . direction`, piecewise linear and falling: the
/// whole step when it still rises at its end, else the place where the slope has fallen to a tenth, found between
/// brackets by false position with bisection (Illinois). Slopes, unlike values, keep their digits near the top.
fn search(
    problem: &Problem,
    prices: &[f64],
    state: &State,
    direction: &[f64],
) -> Option<(f64, Vec<f64>, State)> {
    let at = |length: f64| {
        let next: Vec<f64> = prices.iter().zip(direction).map(|(price, it)| price + length * it).collect();
        let found = State::at(problem, &next);
        let slope: f64 = found.excess.iter().zip(direction).map(|(a, b)| a * b).sum();
        (next, found, slope)
    };
    let rise: f64 = state.excess.iter().zip(direction).map(|(a, b)| a * b).sum();
    if rise <= 0.0 || !rise.is_finite() {
        return None;
    }
    let (next, found, slope) = at(1.0);
    if slope >= -0.1 * rise {
        return Some((1.0, next, found));
    }
    let (mut low, mut low_slope, mut high, mut high_slope) = (0.0, rise, 1.0, slope);
    for trial in 0..80 {
        let secant = low + (high - low) * low_slope / (low_slope - high_slope);
        let length = if trial % 3 == 2 { 0.5 * (low + high) } else { secant };
        let (next, found, slope) = at(length);
        if slope.abs() <= 0.1 * rise {
            return Some((length, next, found));
        }
        if slope > 0.0 {
            (low, low_slope, high_slope) = (length, slope, 0.5 * high_slope);
        } else {
            (high, high_slope, low_slope) = (length, slope, 0.5 * low_slope);
        }
    }
    None
}

/// The Newton system `A D A'`, where `D` is the inverse slope of each free column; its pattern never changes.
struct System {
    factor: Option<QDLDLFactorisation<f64>>,
    pattern: CscMatrix<f64>,
    /// Where each column's products land in the pattern's values.
    places: Vec<usize>,
    diagonal: Vec<usize>,
    every: Vec<usize>,
}

impl System {
    fn new(problem: &Problem) -> Self {
        let count = problem.balances.len();
        let mut rows: Vec<Vec<usize>> = (0..count).map(|it| vec![it]).collect();
        for column in &problem.columns {
            for_pairs(column, |high, low, _| rows[high].push(low));
        }
        let mut starts = vec![0];
        let mut places = Vec::new();
        for row in &mut rows {
            row.sort_unstable();
            row.dedup();
            places.extend_from_slice(row);
            starts.push(places.len());
        }
        let find = |high: usize, low: usize| {
            starts[high]
                + places[starts[high]..starts[high + 1]].binary_search(&low).expect("a pair of the pattern")
        };
        let mut landing = Vec::new();
        for column in &problem.columns {
            for_pairs(column, |high, low, _| landing.push(find(high, low)));
        }
        let diagonal: Vec<usize> = (0..count).map(|it| find(it, it)).collect();
        let size = places.len();
        let pattern = CscMatrix::new(count, count, starts, places, vec![0.0; size]);
        Self { factor: None, pattern, places: landing, diagonal, every: (0..size).collect() }
    }

    /// Turns the excess into the Newton step; `None` when the factorisation breaks down.
    fn direction(&mut self, problem: &Problem, state: &State, pull: f64, excess: &mut [f64]) -> Option<()> {
        let values = &mut self.pattern.nzval;
        values.fill(0.0);
        let mut next = 0;
        for (column, &free) in problem.columns.iter().zip(&state.free) {
            for_pairs(column, |_, _, product| {
                if free {
                    values[self.places[next]] += product / column.slope;
                }
                next += 1;
            });
        }
        // Where no column is free the dual is flat: a gentle pull keeps the step finite (Levenberg, Marquardt).
        for (&place, balance) in self.diagonal.iter().zip(&problem.balances) {
            values[place] += pull * balance.scale / balance.price_scale;
        }
        match &mut self.factor {
            Some(factor) => {
                factor.update_values(&self.every, &self.pattern.nzval);
                factor.refactor().ok()?;
            }
            None => {
                let settings = QDLDLSettings { regularize_enable: false, ..QDLDLSettings::default() };
                self.factor = Some(QDLDLFactorisation::new(&self.pattern, Some(settings)).ok()?);
            }
        }
        self.factor.as_mut()?.solve(excess);
        excess.iter().all(|it| it.is_finite()).then_some(())
    }
}

/// Visits the products of a column's entries, the larger row first.
fn for_pairs(column: &Column, mut visit: impl FnMut(usize, usize, f64)) {
    for (index, &(row, coefficient)) in column.entries.iter().enumerate() {
        for &(other, factor) in &column.entries[index..] {
            visit(row.max(other), row.min(other), coefficient * factor);
        }
    }
}
