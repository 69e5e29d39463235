//! A plain number with its range.

/// A number that the scenario chooses, with the range that draws are taken from; all three agree when it is fixed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranged {
    /// Lowest.
    pub low: f64,
    /// The central choice, inside the range.
    pub best: f64,
    /// Highest.
    pub high: f64,
}

impl Ranged {
    /// A number that is not drawn.
    pub fn fixed(value: f64) -> Self {
        Self { low: value, best: value, high: value }
    }
    /// Whether every draw takes the same number.
    pub fn is_fixed(&self) -> bool {
        self.low == self.high
    }
}
