//! How far a scenario lies from its baseline, draw by draw.

use serde::{Deserialize, Serialize};

/// A number of the scenario less the same number of the baseline, over pairs of the same draw.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Tenth percentile, in the unit of the number.
    pub p10: f64,
    /// Median.
    pub p50: f64,
    /// Ninetieth percentile.
    pub p90: f64,
}

/// Differences month by month; `None` in a month in which a draw lacks either number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DifferenceLine {
    /// Tenth percentile, in the unit of the series.
    pub p10: Vec<Option<f64>>,
    /// Median.
    pub p50: Vec<Option<f64>>,
    /// Ninetieth percentile.
    pub p90: Vec<Option<f64>>,
}

impl DifferenceLine {
    /// The difference in one month.
    pub fn at(&self, month: usize) -> Option<Difference> {
        let of = |line: &[Option<f64>]| line.get(month).copied().flatten();
        Some(Difference { p10: of(&self.p10)?, p50: of(&self.p50)?, p90: of(&self.p90)? })
    }
}
