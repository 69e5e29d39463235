//! The referee: Clarabel's interior point method on the problem in its own scales.

use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, SolverStatus, SupportedConeT};

use crate::certificate::Certificate;
use crate::problem::Problem;
use crate::solve::{Method, Solution, Unsolved};

/// Solves the problem by the interior point method and certifies the answer. Small columns of a large problem
/// come out with the accuracy of the whole, not of their own size: [`crate::solve`] sharpens them.
///
/// # Errors
/// [`Unsolved`] when the balances conflict or the solver gives up; [`crate::conflicts`] tells which.
pub fn referee(problem: &Problem) -> Result<Solution, Unsolved> {
    let (hessian, linear) = objective(problem);
    let (matrix, right, bounded) = constraints(problem);
    let cones = [
        SupportedConeT::ZeroConeT(problem.balances.len()),
        SupportedConeT::NonnegativeConeT(problem.columns.len() + bounded.len()),
    ];
    let settings = DefaultSettings {
        verbose: false,
        tol_gap_abs: 1e-11,
        tol_gap_rel: 1e-11,
        tol_feas: 1e-10,
        max_iter: 100,
        presolve_enable: false,
        ..DefaultSettings::default()
    };
    let mut solver = DefaultSolver::new(&hessian, &linear, &matrix, &right, &cones, settings)
        .map_err(|error| Unsolved { status: error.to_string(), conflicts: Vec::new() })?;
    solver.solve();
    let found = &solver.solution;
    let rates: Vec<f64> = problem
        .columns
        .iter()
        .zip(&found.x)
        .map(|(column, y)| (y * column.scale).clamp(0.0, column.upper))
        .collect();
    let unit = value_unit(problem);
    let prices: Vec<f64> =
        problem.balances.iter().zip(&found.z).map(|(balance, z)| -z * unit / balance.scale).collect();
    let certificate = Certificate::of(problem, &rates, &prices);
    let usable = matches!(found.status, SolverStatus::Solved | SolverStatus::AlmostSolved);
    if !usable {
        return Err(Unsolved { status: format!("{:?}", found.status), conflicts: Vec::new() });
    }
    let objective = problem.objective(&rates);
    Ok(Solution {
        rates,
        prices,
        objective,
        certificate,
        iterations: found.iterations,
        method: Method::InteriorPoint,
    })
}

/// Thousand USD a month that count as one in the solver's objective.
fn value_unit(problem: &Problem) -> f64 {
    let worth: f64 = problem.balances.iter().map(|it| it.scale * it.price_scale).sum();
    (worth / problem.balances.len().max(1) as f64).max(f64::MIN_POSITIVE)
}

fn objective(problem: &Problem) -> (CscMatrix<f64>, Vec<f64>) {
    let unit = value_unit(problem);
    let count = problem.columns.len();
    let diagonal: Vec<f64> = problem.columns.iter().map(|it| it.slope * it.scale * it.scale / unit).collect();
    let linear = problem.columns.iter().map(|it| it.cost * it.scale / unit).collect();
    (CscMatrix::new(count, count, (0..=count).collect(), (0..count).collect(), diagonal), linear)
}

/// Balances over their throughput, then `-y <= 0`, then `y <= upper` for the columns that have an upper bound.
fn constraints(problem: &Problem) -> (CscMatrix<f64>, Vec<f64>, Vec<usize>) {
    let (rows, count) = (problem.balances.len(), problem.columns.len());
    let bounded: Vec<usize> = (0..count).filter(|&it| problem.columns[it].upper.is_finite()).collect();
    let mut starts = Vec::with_capacity(count + 1);
    let (mut places, mut values) = (Vec::new(), Vec::new());
    let mut next_bound = 0;
    let mut entries: Vec<(usize, f64)> = Vec::new();
    for (index, column) in problem.columns.iter().enumerate() {
        starts.push(places.len());
        entries.clear();
        entries.extend(column.entries.iter().copied());
        entries.sort_by_key(|it| it.0);
        let mut last = usize::MAX;
        for &(row, coefficient) in &entries {
            let value = coefficient * column.scale / problem.balances[row].scale;
            if row == last {
                *values.last_mut().expect("a row before this one") += value;
            } else {
                places.push(row);
                values.push(value);
                last = row;
            }
        }
        places.push(rows + index);
        values.push(-1.0);
        if column.upper.is_finite() {
            places.push(rows + count + next_bound);
            values.push(1.0);
            next_bound += 1;
        }
    }
    starts.push(places.len());
    let mut right: Vec<f64> = problem.balances.iter().map(|it| it.right / it.scale).collect();
    right.resize(rows + count, 0.0);
    right.extend(bounded.iter().map(|&it| problem.columns[it].upper / problem.columns[it].scale));
    (CscMatrix::new(rows + count + bounded.len(), count, starts, places, values), right, bounded)
}
