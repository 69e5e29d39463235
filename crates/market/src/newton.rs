//! Semismooth Newton on the prices.
//!
//! With prices `p` given, each column's best rate is `x(p) = clamp((a'p - cost) / slope, 0, upper)`, so the month is
//! one equation per balance, `A x(p) = right`: the stationarity of a concave, piecewise quadratic dual. Newton with
//! a line search on that dual ends after finitely many pieces, and its rates are optimal at its prices by
//! construction: what is left to certify is the imbalance. (Qi & Sun 1993; every slope must be positive.)

use crate::blocks::Blocks;
use crate::certificate::Certificate;
use crate::point::{Line, Point};
use crate::problem::Problem;
use crate::pulls::Pulls;
use crate::solve::{Method, Rough, Solution};
use crate::system::Systems;
use crate::tableau::Tableau;

/// Steps before giving up.
const STEPS: u32 = 100;
/// Relative imbalance at which to stop.
const CLOSED: f64 = 1e-11;
/// Relative imbalance at which to stop when a step no longer halves it: what is left is rounding.
const NEARLY: f64 = 1e-9;
/// Relative imbalance at which prices are near those of the equilibrium.
pub(crate) const NEAR: f64 = 1e-4;
/// Relative imbalance at which they are near enough to reckon wedges from.
const GLIMPSED: f64 = 1e-2;

/// Part of a step that leads far enough not to be cut block by block.
const LONG: f64 = 0.5;
/// Of so many steps one is taken by all blocks together.
const TOGETHER: u32 = 8;

/// Goes from `start` prices as near to the equilibrium as it gets: the certificate says how near. `None` when a
/// column has no slope, a start is no price, or the system breaks down.
pub fn newton(problem: &Problem, start: &[f64]) -> Option<Solution> {
    let mut newton = Newton::default();
    newton.read(problem);
    newton.solution(problem, start)
}

/// Newton with all that one problem can leave to the next of its structure: the system's pattern and symbolic factor, and
/// room to work in. It remembers nothing that changes an answer.
#[derive(Default)]
pub(crate) struct Newton {
    tableau: Tableau,
    systems: Systems,
    point: Point,
    ascent: Ascent,
}

impl std::fmt::Debug for Newton {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Newton of {} columns and {} balances", self.tableau.columns(), self.tableau.right.len())
    }
}

impl Newton {
    /// Turns to a problem.
    pub(crate) fn read(&mut self, problem: &Problem) {
        self.tableau.read(problem);
    }

    /// How far its columns give way, to soften; [`Newton::read`] restores that.
    pub(crate) fn eases(&mut self) -> &mut [f64] {
        &mut self.tableau.ease
    }

    /// Solves the problem that was read last.
    pub(crate) fn solution(&mut self, problem: &Problem, start: &[f64]) -> Option<Solution> {
        let iterations = self.ascend(start, 0.0)?;
        let (rates, prices) = (self.point.rates.clone(), self.point.prices.clone());
        let certificate = Certificate::of(problem, &rates, &prices);
        let objective = problem.objective(&rates);
        Some(Solution { rates, prices, objective, certificate, iterations, method: Method::Newton })
    }

    /// Comes near to the solution of the problem that was read last; `None` when it does not get there.
    pub(crate) fn rough(&mut self, start: &[f64]) -> Option<Rough> {
        self.ascend(start, GLIMPSED)?;
        (self.point.worst <= GLIMPSED)
            .then(|| Rough { rates: self.point.rates.clone(), prices: self.point.prices.clone() })
    }

    /// The prices where it stands.
    pub(crate) fn prices(&self) -> &[f64] {
        &self.point.prices
    }

    /// The prices at which the dual of the problem that was read last is highest, the first of equals.
    pub(crate) fn highest<'a>(&mut self, mut starts: impl Iterator<Item = &'a [f64]>) -> Option<&'a [f64]> {
        let mut best = starts.next()?;
        let mut highest = None;
        for other in starts {
            let known = highest.unwrap_or_else(|| self.value(best));
            let value = self.value(other);
            highest = Some(known.max(value));
            if value > known {
                best = other;
            }
        }
        Some(best)
    }

    /// The dual at some prices, thousand USD a month.
    fn value(&mut self, prices: &[f64]) -> f64 {
        self.point.prices.clear();
        self.point.prices.extend_from_slice(prices);
        self.point.settle(&self.tableau);
        self.point.value(&self.tableau)
    }

    /// Climbs the dual from `start` until the relative imbalance is no more than `enough`, or as far as it gets; gives
    /// the steps taken.
    pub(crate) fn ascend(&mut self, start: &[f64], enough: f64) -> Option<u32> {
        let Self { tableau, systems, point, ascent } = self;
        if tableau.ease.iter().any(|it| !(*it > 0.0 && it.is_finite()))
            || start.iter().any(|it| !it.is_finite())
        {
            return None;
        }
        let system = systems.of(tableau)?;
        point.prices.clear();
        point.prices.extend_from_slice(start);
        point.settle(tableau);
        ascent.pulls.begin(start.len());
        let mut last = f64::INFINITY;
        let mut settled = false;
        for taken in 0..STEPS {
            if point.worst <= enough {
                return Some(taken);
            }
            let stalls = point.worst > 0.5 * last;
            if point.worst <= CLOSED || point.worst <= NEARLY && stalls && system.is_fresh() {
                if settled {
                    return Some(taken);
                }
                // On the long way rounding has gathered. What is left from here on is a short one.
                settled = true;
                point.settle(tableau);
                if point.worst <= CLOSED {
                    return Some(taken);
                }
            } else if stalls {
                system.forget();
            }
            last = point.worst;
            system.direction(tableau, point, ascent.pulls.each(), &mut ascent.step)?;
            let length = ascent.length(tableau, point, taken % TOGETHER == 0);
            let firmer = ascent.learn(length);
            match length {
                Some(length) => point.go(tableau, &ascent.line, &ascent.step, length),
                None if firmer => {}
                // Rounding ends the ascent: the answer stands or falls by its certificate.
                None => {
                    point.settle(tableau);
                    return Some(taken);
                }
            }
        }
        point.settle(tableau);
        Some(STEPS)
    }
}

/// Room for one step after the other.
#[derive(Default)]
struct Ascent {
    step: Vec<f64>,
    clipped: Vec<f64>,
    line: Line,
    blocks: Blocks,
    /// How far each price goes of its step before the line is searched.
    reach: Vec<f64>,
    pulls: Pulls,
}

impl Ascent {
    /// How far the step leads up; none where the dual does not rise. A step that soon meets bounds is cut block by block,
    /// but where all go `together`: blocks that wait for each other would go to and fro.
    fn length(&mut self, tableau: &Tableau, point: &Point, together: bool) -> Option<f64> {
        bound(tableau, point, &mut self.step, &mut self.clipped);
        self.reach.clear();
        self.reach.resize(self.step.len(), 1.0);
        let length = self.line.length(tableau, point, &self.step);
        if together || length.is_some_and(|it| it >= LONG) {
            return length;
        }
        self.blocks.shorten(tableau, point, (&mut self.step, &mut self.reach));
        self.line.length(tableau, point, &self.step)
    }

    /// Sets the pulls of the next step by how far this one goes; whether any of them is firmer where prices stand still.
    fn learn(&mut self, length: Option<f64>) -> bool {
        let length = length.unwrap_or(0.0);
        self.pulls.learn(self.reach.iter().map(|it| it * length))
    }
}

/// Keeps single prices from running away in flat directions: none moves by more than a hundred times its own size and
/// a thousand times its usual one in a step. When that would turn the ascent around, the whole step is shortened instead.
fn bound(tableau: &Tableau, point: &Point, step: &mut [f64], clipped: &mut Vec<f64>) {
    let most = |row: usize| 1e3 * tableau.price_scale[row] + 100.0 * point.prices[row].abs();
    clipped.clear();
    clipped.extend(step.iter().enumerate().map(|(row, it)| it.clamp(-most(row), most(row))));
    let rise: f64 = point.excess.iter().zip(&*clipped).map(|(a, b)| a * b).sum();
    if rise > 0.0 {
        step.copy_from_slice(clipped);
        return;
    }
    let worst = step.iter().enumerate().map(|(row, it)| it.abs() / most(row)).fold(1.0, f64::max);
    for it in step.iter_mut() {
        *it /= worst;
    }
}
