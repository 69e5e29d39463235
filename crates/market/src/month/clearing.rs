//! A period that is posed once and solved as often as it takes: wedges that follow its own prices move its costs and
//! nothing else.

use super::build::{self, Layout};
use super::pose;
use super::read::{self, Cleared};
use super::state::Month;
use crate::problem::Problem;
use crate::solve::{Rough, Solution, Solver, Unsolved};

/// A posed period, and prices from which its solution is near.
#[derive(Clone, Debug)]
pub struct Clearing {
    pub(super) problem: Problem,
    pub(super) layout: Layout,
    starts: Vec<Vec<f64>>,
}

impl Clearing {
    /// Poses a period. What may change in it from now on are its wedges.
    pub fn of(month: &Month<'_>) -> Self {
        let (problem, layout) = build::problem(month);
        let starts = build::starts(month, &problem);
        Self { problem, layout, starts }
    }

    /// Prices of the nodes and rates of the activities, near enough to reckon wedges from; `None` where the search gets
    /// nowhere. Nothing certifies them.
    pub fn glimpse(&mut self, month: &Month<'_>, solver: &mut Solver) -> Option<(Vec<f64>, Vec<f64>)> {
        build::adjust(month, &mut self.problem, &self.layout, &[]);
        let Rough { prices, rates } = solver.rough(&self.problem, &self.starts)?;
        let done = read::rates(month, &self.layout, &rates).0;
        let at_nodes = prices[..month.chain.nodes.len()].to_vec();
        self.starts = vec![prices];
        Some((at_nodes, done))
    }

    /// Clears the period under its wedges.
    ///
    /// A user that is short does not add to its stock: when the first answer has one that would, the period is
    /// cleared once more with those stocks held where they were.
    ///
    /// # Errors
    /// [`Unsolved`] when the balances conflict.
    pub fn clear(&mut self, month: &Month<'_>, solver: &mut Solver) -> Result<Cleared, Unsolved> {
        self.optimum(month, solver).map(|it| it.1)
    }

    /// As [`Clearing::clear`]; the problem is left as the answer solves it.
    pub(super) fn optimum(
        &mut self,
        month: &Month<'_>,
        solver: &mut Solver,
    ) -> Result<(Solution, Cleared), Unsolved> {
        let first = self.solved(month, &[], solver)?;
        let hoarders = read::hoarders(month, &first.1);
        if hoarders.is_empty() { Ok(first) } else { self.solved(month, &hoarders, solver) }
    }

    fn solved(
        &mut self,
        month: &Month<'_>,
        hoarders: &[usize],
        solver: &mut Solver,
    ) -> Result<(Solution, Cleared), Unsolved> {
        build::adjust(month, &mut self.problem, &self.layout, hoarders);
        let solution = solver.solve_from(&self.problem, &self.starts).map_err(|mut unsolved| {
            let names = pose::balances(month);
            for it in &mut unsolved.conflicts {
                it.balance.clone_from(&names[it.row]);
            }
            unsolved
        })?;
        self.starts = vec![solution.prices.clone()];
        let cleared = read::cleared(month, &self.layout, &solution);
        Ok((solution, cleared))
    }
}
