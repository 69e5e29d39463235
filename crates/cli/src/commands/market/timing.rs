//! How long warm months take here, and how long the referee takes on them.

use std::time::Instant;

use coercivity_market::{CERTIFIED, Problem, Solver, referee, reference};
use serde_json::{Value, json};

use super::Named;
use crate::failure::Failure;

/// Every so many warm solves the referee judges one, beyond the first [`JUDGED`].
const JUDGED_EVERY: u32 = 1_000;
/// Warm solves at the beginning that the referee judges too.
const JUDGED: u32 = 20;
/// Largest relative difference of two optima that agree.
const AGREE: f64 = 1e-6;

/// What was measured, microseconds.
#[derive(Default)]
pub struct Timing {
    ours: Vec<f64>,
    referee: Vec<f64>,
    worst_residual: f64,
    worst_objective: f64,
    iterations: u64,
}

impl Timing {
    /// Solves one month again and again from the prices of the period before.
    pub fn of_month(named: &Named, solves: u32) -> Result<Self, Failure> {
        let (mut timing, mut solver) = (Self::default(), Solver::default());
        for number in 0..=solves {
            timing.warm(&mut solver, &named.problem, named.start.as_deref(), number)?;
        }
        Ok(timing)
    }

    /// Solves month after month of the reference problem, each from the prices of the one before.
    pub fn of_reference(solves: u32) -> Result<Self, Failure> {
        let (mut timing, mut solver) = (Self::default(), Solver::default());
        let mut prices: Option<Vec<f64>> = None;
        for number in 0..=solves {
            prices = Some(timing.warm(&mut solver, &reference(number), prices.as_deref(), number)?);
        }
        Ok(timing)
    }

    /// The first solve finds the structure and is not counted.
    fn warm(
        &mut self,
        solver: &mut Solver,
        problem: &Problem,
        start: Option<&[f64]>,
        number: u32,
    ) -> Result<Vec<f64>, Failure> {
        let clock = Instant::now();
        let solved = solver.solve(problem, start).map_err(|it| wrong(&it))?;
        let took = clock.elapsed().as_secs_f64() * 1e6;
        if number > 0 {
            self.ours.push(took);
            self.iterations += u64::from(solved.iterations);
        }
        self.worst_residual = self.worst_residual.max(solved.certificate.residual());
        if number > 0 && (number <= JUDGED || number.is_multiple_of(JUDGED_EVERY)) {
            let clock = Instant::now();
            let judged = referee(problem).map_err(|it| wrong(&it))?;
            self.referee.push(clock.elapsed().as_secs_f64() * 1e6);
            let gap = (judged.objective - solved.objective).abs() / solved.objective.abs().max(1e-9);
            self.worst_objective = self.worst_objective.max(gap);
        }
        if self.worst_residual > CERTIFIED || self.worst_objective > AGREE {
            return Err(wrong(&format!("solve {number} is wrong")));
        }
        Ok(solved.prices)
    }

    /// The measurement in words.
    pub fn text(&self, title: &str) -> String {
        let (ours, referee) = (middle(&self.ours), middle(&self.referee));
        format!(
            "{title}\n{} warm solves: median {ours:.0} us, slowest {:.0} us, {:.1} iterations on average\n\
             {} by Clarabel, from nothing: median {referee:.0} us, {:.0} times ours\n\
             worst residual {:.1e}, worst relative difference of objectives {:.1e}",
            self.ours.len(),
            self.ours.iter().copied().fold(0.0, f64::max),
            self.iterations as f64 / self.ours.len().max(1) as f64,
            self.referee.len(),
            referee / ours,
            self.worst_residual,
            self.worst_objective,
        )
    }

    /// The measurement for a program.
    pub fn document(&self, title: &str) -> Value {
        json!({ "title": title, "solves": self.ours.len(), "median_us": middle(&self.ours),
            "slowest_us": self.ours.iter().copied().fold(0.0, f64::max), "judged": self.referee.len(),
            "clarabel_median_us": middle(&self.referee), "worst_residual": self.worst_residual,
            "worst_objective_difference": self.worst_objective })
    }
}

fn middle(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

fn wrong(said: &impl ToString) -> Failure {
    Failure::run(said.to_string(), "please report this: a month that was solved once must be solved again")
}
