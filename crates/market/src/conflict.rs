//! Which balances of a problem cannot close, and by how much.

use crate::problem::{Column, Problem};
use crate::referee::referee;

/// A balance that cannot close together with the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Its row.
    pub row: usize,
    /// What it is called.
    pub balance: String,
    /// What it lacks (positive) or has left over (negative) even when all else is done to close it, t/month.
    pub lacks: f64,
}

impl std::fmt::Display for Conflict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { balance, lacks, .. } = self;
        let size = lacks.abs();
        // Three digits, and no fewer than the whole tonnes.
        let digits = (2.0 - size.log10().floor()).clamp(0.0, 9.0) as usize;
        if *lacks > 0.0 {
            write!(f, "{balance}: {size:.digits$} t a month are missing that nothing can bring")
        } else {
            write!(f, "{balance}: {size:.digits$} t a month are left over that nothing can take")
        }
    }
}

/// What a tonne that moves costs beside a tonne that is lacking or left over.
const MOVED: f64 = 1e-3;
/// Least part of a balance's throughput that counts as a gap.
const GAP: f64 = 1e-6;

/// Looks for the fewest and smallest gaps with which everything would close, the widest first; empty when there is none.
///
/// Every balance may lack or leave something, at one price a tonne, beside which costs count for nothing. A price and
/// not a square keeps the gaps where they arise: a balance that cannot close is not spread over its neighbours.
pub fn conflicts(problem: &Problem) -> Vec<Conflict> {
    let mut loose = problem.clone();
    for column in &mut loose.columns {
        // Little beside a gap, but not nothing: a gap that could move along stays where it arises.
        (column.cost, column.slope) = (MOVED, 0.0);
    }
    let first = loose.columns.len();
    for (row, balance) in problem.balances.iter().enumerate() {
        for sign in [1.0, -1.0] {
            loose.column(Column {
                cost: 1.0,
                slope: 0.0,
                upper: f64::INFINITY,
                scale: balance.scale,
                entries: [(row, sign)].into(),
            });
        }
    }
    for balance in &mut loose.balances {
        balance.price_scale = 1.0;
    }
    let Ok(found) = referee(&loose) else { return Vec::new() };
    let gap = |row: usize| found.rates[first + 2 * row] - found.rates[first + 2 * row + 1];
    let mut conflicts: Vec<Conflict> = (0..problem.balances.len())
        .map(|row| Conflict { row, balance: format!("balance {}", row + 1), lacks: gap(row) })
        .filter(|it| it.lacks.abs() > GAP * problem.balances[it.row].scale)
        .collect();
    let relative = |it: &Conflict| it.lacks.abs() / problem.balances[it.row].scale;
    conflicts.sort_by(|a, b| relative(b).total_cmp(&relative(a)).then(a.row.cmp(&b.row)));
    conflicts.truncate(5);
    conflicts
}
