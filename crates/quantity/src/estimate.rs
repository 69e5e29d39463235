//! A number with its range, its best guess and its evidence.

use crate::citation::Citation;
use crate::interval::Interval;

/// Screening reads the range, simulation samples it, a table prints the best: one object, three readers.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate<Q> {
    /// What is possible.
    pub range: Interval<Q>,
    /// The best guess inside the range; `None` when nobody published one.
    pub best: Option<Q>,
    /// What it rests on.
    pub cited: Citation,
}
