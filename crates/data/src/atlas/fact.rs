//! The nine columns that every row of fact ends with, read once for all tables.

use coercivity_quantity::{Citation, Interval, Unit};

use super::period::Period;
use crate::problem::Problem;
use crate::table::{Range, Row};

/// The columns of a fact, in the order of the files.
pub const FACT_COLUMNS: [&str; 9] =
    ["low", "best", "high", "unit", "as_of", "source", "at", "confidence", "note"];

/// A number as a file states it, with its time and evidence. No number at all is knowledge too: the source was
/// read and gives none.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What is possible; `None` when unknown.
    pub range: Option<Interval<f64>>,
    /// The best guess; `None` when nobody published one.
    pub best: Option<f64>,
    /// Its unit.
    pub unit: Unit,
    /// The time it speaks of.
    pub as_of: Period,
    /// What it rests on.
    pub cited: Citation,
}

impl Fact {
    /// Reads the nine columns of a row. `None` (with problems told) when a cell is wrong.
    pub fn read(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let before = problems.len();
        let unit = unit(row, problems);
        let as_of = period(row, "as_of", problems);
        let range = match unit {
            Some(Unit::Share) => Range::Share,
            _ => Range::NotNegative,
        };
        let estimate = row.estimate(range, problems);
        if problems.len() > before {
            return None;
        }
        let (unit, as_of) = (unit?, as_of?);
        let above = |it: &coercivity_quantity::Estimate<f64>| it.range.high() > 100.0;
        if unit == Unit::Percent && estimate.as_ref().is_some_and(above) {
            let column = if row.text("high").is_empty() { "best" } else { "high" };
            row.problem(column, "a percentage between 0 and 100", "correct the number or the unit", problems);
            return None;
        }
        let Some(estimate) = estimate else {
            let cited = row.citation(problems)?;
            return Some(Self { range: None, best: None, unit, as_of, cited });
        };
        Some(Self { range: Some(estimate.range), best: estimate.best, unit, as_of, cited: estimate.cited })
    }
    /// The best guess, or the middle of the range when there is none.
    pub fn middle(&self) -> Option<f64> {
        self.best.or_else(|| self.range.map(|it| f64::midpoint(it.low(), it.high())))
    }
    /// The lowest possible value.
    pub fn low(&self) -> Option<f64> {
        self.range.map(|it| it.low())
    }
    /// The highest possible value.
    pub fn high(&self) -> Option<f64> {
        self.range.map(|it| it.high())
    }
}

fn unit(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Unit> {
    let words = Unit::ALL.map(|it| (it.ending(), it));
    row.one_of("unit", &words, problems)
}

/// Reads a period that must be there.
pub(super) fn period(row: &Row<'_>, column: &str, problems: &mut Vec<Problem>) -> Option<Period> {
    let text = row.required(column, problems)?;
    let found = text.parse().ok();
    if found.is_none() {
        row.problem(column, Period::SHAPES, "write the time the number speaks of", problems);
    }
    found
}
