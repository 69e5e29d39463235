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
const STEPS: u32 = 60;
/// Relative imbalance at which to stop.
const CLOSED: f64 = 1e-11;

/// How firmly each price is held where it was, over the usual response of its balance: tried in this order.
const PULLS: [f64; 4] = [1e-13, 1e-8, 1e-5, 1e-2];
/// Longest sensible step of a price, over its usual size.
const FAR: f64 = 1e6;

/// Goes from `start` prices as near to the equilibrium as it gets; the certificate says how near. `None` when a
/// column has no slope or the start is no price.
pub fn newton(problem: &Problem, start: &[f64]) -> Option<Solution> {
    if problem.columns.iter().any(|it| it.slope <= 0.0) || start.iter().any(|it| !it.is_finite()) {
        return None;
    }
    let mut system = System::new(problem);
    let mut prices = start.to_vec();
    let mut state = State::at(problem, &prices);
    for step in 0..STEPS {
        if state.worst <= CLOSED {
            return Some(solution(problem, prices, state, step));
        }
        // Where some prices are tied to one another but to nothing else the system is singular: a firmer pull
        // gives a direction that still ascends.
        let found = PULLS.iter().find_map(|&pull| {
            let mut direction = state.excess.clone();
            system.direction(problem, &state.free, pull, &mut direction)?;
            search(problem, &prices, &state, &direction)
        });
        match found {
            Some((next, found)) => (prices, state) = (next, found),
            // Rounding ends the ascent: the answer stands or falls by its certificate.
            None => return Some(solution(problem, prices, state, step)),
        }
    }
    Some(solution(problem, prices, state, STEPS))
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
    /// Value of the dual, thousand USD a month.
    dual: f64,
}

impl State {
    fn at(problem: &Problem, prices: &[f64]) -> Self {
        let mut excess: Vec<f64> = problem.balances.iter().map(|it| it.right).collect();
        let mut dual: f64 = problem.balances.iter().zip(prices).map(|(it, price)| it.right * price).sum();
        let mut rates = Vec::with_capacity(problem.columns.len());
        let mut free = Vec::with_capacity(problem.columns.len());
        for column in &problem.columns {
            let worth: f64 = column.entries.iter().map(|&(row, it)| it * prices[row]).sum();
            let wanted = (worth - column.cost) / column.slope;
            let rate = wanted.clamp(0.0, column.upper);
            free.push(wanted > 0.0 && wanted < column.upper);
            dual += (column.cost - worth + 0.5 * column.slope * rate) * rate;
            for &(row, it) in &column.entries {
                excess[row] -= it * rate;
            }
            rates.push(rate);
        }
        let worst =
            excess.iter().zip(&problem.balances).map(|(it, of)| it.abs() / of.scale).fold(0.0, f64::max);
        Self { rates, free, excess, worst, dual }
    }
}

/// Goes along the direction to where the dual stops rising.
///
/// The dual is concave and piecewise quadratic, so its slope along the direction, `excess . direction`, only falls,
/// and falls steeply where a stiff column wakes up. Halving steps would creep up to such a kink and never pass it;
/// the zero of the slope lies just behind it. The slope is told apart from rounding long after the dual is not.
fn search(problem: &Problem, prices: &[f64], state: &State, direction: &[f64]) -> Option<(Vec<f64>, State)> {
    let slope = |it: &State| -> f64 { it.excess.iter().zip(direction).map(|(a, b)| a * b).sum() };
    let at = |length: f64| {
        let next: Vec<f64> = prices.iter().zip(direction).map(|(price, it)| price + length * it).collect();
        let found = State::at(problem, &next);
        let slope = slope(&found);
        (next, found, slope)
    };
    let first = slope(state);
    let flat = 0.1 * first;
    let (mut low, mut low_slope, mut high, mut high_slope) = (0.0, first, 1.0, f64::NAN);
    let mut best = None;
    for turn in 0..60 {
        // The secant, kept off the ends; every third turn the middle.
        let length = match turn {
            0 => 1.0,
            _ if turn % 3 == 0 => 0.5 * (low + high),
            _ => {
                let secant = low + (high - low) * low_slope / (low_slope - high_slope);
                secant.clamp(low + 0.01 * (high - low), high - 0.01 * (high - low))
            }
        };
        let (next, found, slope) = at(length);
        if !slope.is_finite() {
            return best;
        }
        if slope >= 0.0 {
            (low, low_slope) = (length, slope);
            best = Some((next, found));
            if slope <= flat || length >= 1.0 {
                return best;
            }
        } else {
            (high, high_slope) = (length, slope);
            if -slope <= flat && found.dual >= state.dual {
                return Some((next, found));
            }
        }
    }
    best
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

    /// Turns the excess into the Newton step; `None` when the factorisation breaks down or the step is absurd.
    fn direction(&mut self, problem: &Problem, free: &[bool], pull: f64, excess: &mut [f64]) -> Option<()> {
        let values = &mut self.pattern.nzval;
        values.fill(0.0);
        let mut next = 0;
        for (column, &free) in problem.columns.iter().zip(free) {
            for_pairs(column, |_, _, product| {
                if free {
                    values[self.places[next]] += product / column.slope;
                }
                next += 1;
            });
        }
        // A balance without a free column has a flat dual: a gentle pull moves its price until one frees.
        for (&place, balance) in self.diagonal.iter().zip(&problem.balances) {
            let usual = balance.scale / balance.price_scale;
            values[place] +=
                if values[place] > 1e-9 * usual { pull * values[place].max(usual) } else { 1e-2 * usual };
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
        let sensible = |it: (&f64, &crate::Balance)| it.0.is_finite() && it.0.abs() <= FAR * it.1.price_scale;
        excess.iter().zip(&problem.balances).all(sensible).then_some(())
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
