//! Three numbers of one subject inside a wide row.

use coercivity_quantity::Unit;

use crate::problem::Problem;
use crate::table::{Range, Row};

/// Low, best and high as written; a blank is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// Lowest.
    pub low: Option<f64>,
    /// Best guess.
    pub best: Option<f64>,
    /// Highest.
    pub high: Option<f64>,
}

impl Spread {
    /// Whether nothing is known.
    pub fn is_unknown(&self) -> bool {
        self.low.or(self.best).or(self.high).is_none()
    }
    /// Reads `low`, `best`, `high`, or `SUBJECT_low` and so on.
    pub(super) fn read(row: &Row<'_>, subject: &str, range: Range, problems: &mut Vec<Problem>) -> Self {
        let column = |end: &str| if subject.is_empty() { end.to_owned() } else { format!("{subject}_{end}") };
        let spread = Self {
            low: row.number(&column("low"), range, problems),
            best: row.number(&column("best"), range, problems),
            high: row.number(&column("high"), range, problems),
        };
        let known: Vec<f64> = [spread.low, spread.best, spread.high].into_iter().flatten().collect();
        if !known.is_sorted() {
            row.problem(&column("best"), "low <= best <= high", "put the three numbers in order", problems);
        }
        spread
    }
}

/// Reads the column `unit`.
pub(super) fn unit(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Unit> {
    row.one_of("unit", &Unit::ALL.map(|it| (it.ending(), it)), problems)
}

/// The words of a cell that lists several, split at `;`.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(';').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}
