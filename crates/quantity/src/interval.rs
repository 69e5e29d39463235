//! A closed range of possible values: what the evidence leaves open.

use crate::verdict::Verdict;

/// A closed range that is never empty; a single point when the value is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval<Q> {
    low: Q,
    high: Q,
}

impl<Q: Copy + PartialOrd> Interval<Q> {
    /// A value that is known.
    pub fn exactly(value: Q) -> Self {
        Self { low: value, high: value }
    }
    /// A range; `None` when it would be empty (or an end is not a number).
    pub fn between(low: Q, high: Q) -> Option<Self> {
        (low <= high).then_some(Self { low, high })
    }
    /// Lowest possible value.
    pub fn low(&self) -> Q {
        self.low
    }
    /// Highest possible value.
    pub fn high(&self) -> Q {
        self.high
    }
    /// Whether the value is at or above a threshold.
    pub fn reaches(&self, threshold: Q) -> Verdict {
        if self.low >= threshold {
            Verdict::Yes
        } else if self.high < threshold {
            Verdict::No
        } else {
            Verdict::Open
        }
    }
    /// Whether this range holds everything the other does.
    pub fn covers(&self, other: &Self) -> bool {
        self.low <= other.low && other.high <= self.high
    }
}
