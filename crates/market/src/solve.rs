//! Solving a month: Newton on the prices, by way of softer problems when it must, the interior point method last.

use crate::certificate::Certificate;
use crate::conflict::{Conflict, conflicts};
use crate::newton::{NEAR, Newton};
use crate::problem::Problem;
use crate::referee::referee;

/// Largest relative violation of the optimality conditions that a published month may have.
pub const CERTIFIED: f64 = 1e-6;

/// How an answer was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Newton from the given prices.
    Newton,
    /// Newton by way of softer problems.
    Softened,
    /// Interior point, its prices sharpened by Newton.
    Sharpened,
    /// Interior point alone.
    InteriorPoint,
}

/// A solved month.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// Rate of each column, t/month.
    pub rates: Vec<f64>,
    /// Price of each balance, USD/kg.
    pub prices: Vec<f64>,
    /// Value of the objective, thousand USD a month.
    pub objective: f64,
    /// How nearly this is the optimum.
    pub certificate: Certificate,
    /// Iterations of the last method used.
    pub iterations: u32,
    /// How it was found.
    pub method: Method,
}

/// Where a search stands that has not come to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Rough {
    /// Rate of each column, t/month.
    pub rates: Vec<f64>,
    /// Price of each balance, USD/kg.
    pub prices: Vec<f64>,
}

/// A month that has no answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsolved {
    /// What the solver said.
    pub status: String,
    /// Balances that cannot close together, the worst first.
    pub conflicts: Vec<Conflict>,
}

impl std::fmt::Display for Unsolved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the month has no equilibrium ({})", self.status)
    }
}
impl std::error::Error for Unsolved {}

/// Least slopes of the softer problems, over the worth of a column at its scale: from the softest to nearly the
/// problem itself.
const SOFTNESS: [f64; 6] = [1.0, 0.1, 1e-2, 1e-3, 1e-4, 1e-5];

/// Solves one problem with a [`Solver`] of its own.
///
/// # Errors
/// As [`Solver::solve`].
pub fn solve(problem: &Problem, start: Option<&[f64]>) -> Result<Solution, Unsolved> {
    Solver::default().solve(problem, start)
}

/// Solves month after month. What problems of one structure share, it works out once: the pattern of Newton's
/// system, the order of elimination and its fill. An answer does not depend on what was solved before.
#[derive(Debug, Default)]
pub struct Solver {
    newton: Newton,
}

impl Solver {
    /// Solves the problem and certifies the answer. `start` are prices to begin from, one a balance; last month's are
    /// best.
    ///
    /// Newton from the start comes first. When it does not get there, it comes again by way of softer problems, whose
    /// slopes are nowhere small; then from the prices of the interior point method.
    ///
    /// # Errors
    /// [`Unsolved`] when the balances conflict or no method certifies an answer.
    pub fn solve(&mut self, problem: &Problem, start: Option<&[f64]>) -> Result<Solution, Unsolved> {
        self.solve_from(problem, start.as_slice())
    }

    /// Solves from the best of several prices to begin from: those at which the dual is highest.
    ///
    /// # Errors
    /// As [`Solver::solve`].
    pub fn solve_from(
        &mut self,
        problem: &Problem,
        starts: &[impl AsRef<[f64]>],
    ) -> Result<Solution, Unsolved> {
        let certified = |it: &Solution| it.certificate.residual() <= CERTIFIED;
        let start = self.begin(problem, starts);
        if let Some(found) = start.and_then(|it| self.newton.solution(problem, it)).filter(certified) {
            return Ok(found);
        }
        if let Some(found) = self.softly(problem, start).filter(certified) {
            return Ok(Solution { method: Method::Softened, ..found });
        }
        let rough = referee(problem).map_err(|it| Unsolved { conflicts: conflicts(problem), ..it })?;
        self.newton.read(problem);
        if let Some(sharp) = self.newton.solution(problem, &rough.prices).filter(certified) {
            return Ok(Solution { method: Method::Sharpened, ..sharp });
        }
        if certified(&rough) {
            return Ok(rough);
        }
        let residual = rough.certificate.residual();
        let status = format!("best residual {residual:.1e}, certified is {CERTIFIED:.0e}");
        Err(Unsolved { status, conflicts: Vec::new() })
    }

    /// Goes from the best of several prices until it is near, by way of softer problems when it must: what it finds is
    /// no answer.
    pub fn rough(&mut self, problem: &Problem, starts: &[impl AsRef<[f64]>]) -> Option<Rough> {
        let start = self.begin(problem, starts)?;
        if let Some(near) = self.newton.rough(start) {
            return Some(near);
        }
        let prices = self.softened(problem, Some(start))?;
        self.newton.rough(&prices)
    }

    /// Turns to a problem, and picks the start where its dual is highest.
    fn begin<'a>(&mut self, problem: &Problem, starts: &'a [impl AsRef<[f64]>]) -> Option<&'a [f64]> {
        self.newton.read(problem);
        let fit = starts.iter().map(AsRef::as_ref).filter(|it| it.len() == problem.balances.len());
        self.newton.highest(fit)
    }

    /// Newton from where a path of softer problems leads.
    fn softly(&mut self, problem: &Problem, start: Option<&[f64]>) -> Option<Solution> {
        let prices = self.softened(problem, start)?;
        self.newton.solution(problem, &prices)
    }

    /// The prices at the end of a path of problems that are smooth at first: each begins at the prices of the one before.
    fn softened(&mut self, problem: &Problem, start: Option<&[f64]>) -> Option<Vec<f64>> {
        let usual = || problem.balances.iter().map(|it| it.price_scale).collect();
        let mut prices: Vec<f64> = start.map_or_else(usual, <[f64]>::to_vec);
        for softness in SOFTNESS {
            for (soft, column) in self.newton.eases().iter_mut().zip(&problem.columns) {
                let worth = |it: &(usize, f64)| it.1.abs() * problem.balances[it.0].price_scale;
                let worth = column.entries.iter().map(worth).fold(column.cost.abs(), f64::max);
                *soft = 1.0 / column.slope.max(softness * worth / column.scale);
            }
            self.newton.ascend(&prices, NEAR)?;
            prices.copy_from_slice(self.newton.prices());
        }
        self.newton.read(problem);
        Some(prices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Column;

    /// Two places, linear supply and demand in each, one lane: the closed form of Samuelson (1952).
    fn two_places(freight: f64) -> Problem {
        let mut problem = Problem::default();
        let cheap = problem.balance(0.0, 10.0, 10.0);
        let dear = problem.balance(0.0, 10.0, 10.0);
        let mut add = |cost, slope, entries| {
            problem.column(Column { cost, slope, upper: f64::INFINITY, scale: 10.0, entries });
        };
        add(0.0, 1.0, [(cheap, 1.0)].into());
        add(-20.0, 1.0, [(cheap, -1.0)].into());
        add(20.0, 1.0, [(dear, 1.0)].into());
        add(-40.0, 1.0, [(dear, -1.0)].into());
        add(freight, 0.0, [(cheap, -1.0), (dear, 1.0)].into());
        problem
    }

    #[test]
    fn two_places_agree_with_the_closed_form() {
        // Autarky prices are 10 and 30; with a lane the gap is the freight, and the flow is the excess 2(p - 10).
        let solved = solve(&two_places(4.0), None).unwrap();
        assert!((solved.prices[0] - 18.0).abs() < 1e-5, "{:?}", solved.prices);
        assert!((solved.prices[1] - 22.0).abs() < 1e-5);
        assert!((solved.rates[4] - 16.0).abs() < 1e-4);
        assert!(solved.certificate.residual() < 1e-6);
    }

    #[test]
    fn a_lane_dearer_than_the_gap_stays_empty() {
        let solved = solve(&two_places(25.0), None).unwrap();
        assert!(solved.rates[4] < 1e-5);
        assert!((solved.prices[1] - solved.prices[0] - 20.0).abs() < 1e-5);
    }

    #[test]
    fn a_wrong_answer_is_not_certified() {
        let problem = two_places(4.0);
        let mut solved = solve(&problem, None).unwrap();
        solved.prices[1] += 0.1;
        assert!(Certificate::of(&problem, &solved.rates, &solved.prices).residual() > 1e-4);
    }

    #[test]
    fn balances_that_conflict_are_named() {
        let mut problem = Problem::default();
        let row = problem.balance(5.0, 1.0, 1.0);
        problem.column(Column {
            cost: 1.0,
            slope: 1.0,
            upper: 2.0,
            scale: 1.0,
            entries: [(row, 1.0)].into(),
        });
        let unsolved = solve(&problem, None).unwrap_err();
        let [conflict] = &unsolved.conflicts[..] else { panic!("{unsolved:?}") };
        assert_eq!(conflict.row, row);
        assert!((conflict.lacks - 3.0).abs() < 1e-6, "{conflict:?}");
    }
}
