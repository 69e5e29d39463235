//! From figures that disagree to one year.

use super::base_demand::split;
use super::evidence::evidence;
use super::figure::Figure;
use super::least_squares::{Fit, LeastSquares, SparseRow, solve};
use super::remainder::of_flow;
use super::{BaseFault, BaseFlow, BaseInputs, BaseYear, Move};

/// A 90 % interval of a Gaussian reaches this many sigmas to each side.
const NINETY_PERCENT_SIGMAS: f64 = 1.645;

/// Finds the year that fits the figures best while every balance closes.
pub fn reconcile(inputs: &BaseInputs) -> Result<BaseYear, BaseFault> {
    let task = LeastSquares {
        bounded: inputs.flows.keys.iter().map(|it| !it.step.may_be_negative()).collect(),
        balances: inputs.balances.iter().map(|it| SparseRow::new(&it.terms, 0.0, 1.0)).collect(),
        figures: inputs
            .figures
            .iter()
            .map(|it| SparseRow::new(&it.terms, it.value, 1.0 / it.sigma))
            .collect(),
    };
    let fit = solve(&task)?;
    let ranges = ranges(&task, &fit);
    let evidence = evidence(&inputs.flows, &inputs.figures);
    let mut remainders = inputs.remainders.clone();
    let mut flows = Vec::with_capacity(ranges.len());
    for (number, (key, evidence)) in inputs.flows.keys.iter().zip(evidence).enumerate() {
        let (low, high) = ranges[number];
        let tonnes = fit.tonnes[number];
        if !inputs.network.is_only_way(key) {
            remainders.extend(of_flow(key, &evidence, [low, tonnes, high], fit.sigma[number]));
        }
        flows.push(BaseFlow {
            step: key.step,
            element: key.element,
            deposit: key.deposit,
            from: key.from,
            to: key.to,
            tonnes,
            low,
            high,
            flag: evidence.flag,
            cited: evidence.cited,
        });
    }
    let moves = moves(&inputs.figures, &task, &fit);
    let largest_imbalance_t =
        task.balances.iter().fold(0.0_f64, |sum, it| sum.max(it.misfit(&fit.tonnes).abs()));
    let mut year = BaseYear {
        flows,
        chi2: moves.iter().map(|it| it.move_in_sigmas * it.move_in_sigmas).sum(),
        moves,
        remainders,
        degrees_of_freedom: fit.degrees_of_freedom,
        largest_imbalance_t,
        demand: Vec::new(),
    };
    year.demand = split(&inputs.demand, &year)?;
    Ok(year)
}

/// The 90 % interval of every flow, cut at zero where a flow cannot run backwards.
fn ranges(task: &LeastSquares, fit: &Fit) -> Vec<(f64, f64)> {
    let mut ranges: Vec<(f64, f64)> = fit
        .tonnes
        .iter()
        .zip(&fit.sigma)
        .zip(&task.bounded)
        .map(|((best, sigma), bounded)| {
            let reach = NINETY_PERCENT_SIGMAS * sigma;
            let low = if *bounded { (best - reach).max(0.0) } else { best - reach };
            (low, best + reach)
        })
        .collect();
    for &(number, ceiling) in &fit.ceilings {
        ranges[number] = (0.0, ceiling);
    }
    let mut narrowed = ranges.clone();
    for balance in &task.balances {
        for &(number, by) in balance.terms.iter().filter(|it| task.bounded[it.0]) {
            let most = most_in(balance, (number, by), &ranges).max(fit.tonnes[number]);
            narrowed[number].1 = narrowed[number].1.min(most);
        }
    }
    narrowed
}

/// The most that a balance leaves to one of its flows, when every other lies inside its own interval: a Gaussian
/// interval does not know that the others cannot run backwards.
fn most_in(balance: &SparseRow, (number, by): (usize, f64), ranges: &[(f64, f64)]) -> f64 {
    let others = balance.terms.iter().filter(|it| it.0 != number);
    others
        .map(|&(other, it)| {
            let (low, high) = ranges[other];
            let share = -it / by;
            (share * low).max(share * high)
        })
        .sum()
}

/// How far each figure had to move, the farthest first.
fn moves(figures: &[Figure], task: &LeastSquares, fit: &Fit) -> Vec<Move> {
    let mut moves: Vec<Move> = figures
        .iter()
        .zip(&task.figures)
        .map(|(figure, row)| {
            let move_in_sigmas = row.misfit(&fit.tonnes);
            Move {
                label: figure.label.clone(),
                value: figure.value,
                sigma: figure.sigma,
                fitted: figure.value + move_in_sigmas * figure.sigma,
                move_in_sigmas,
                flag: figure.flag,
                source: figure.cited.sources.join(";"),
                row: figure.cited.row.clone(),
            }
        })
        .collect();
    moves.sort_by(|a, b| b.move_in_sigmas.abs().total_cmp(&a.move_in_sigmas.abs()));
    moves
}
