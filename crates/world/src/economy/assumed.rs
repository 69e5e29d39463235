//! Which ranges somebody may assume of a parameter.

use coercivity_quantity::Unit;

use super::{Parameter, Parameters};
use crate::scenario::Ranged;

impl Parameters {
    /// Whether a parameter can have these values, in its own unit: what is a share or a chance lies between 0 and 1, and
    /// nothing but growth is negative.
    ///
    /// # Errors
    /// What is expected.
    pub fn may_assume(&self, parameter: Parameter, range: Ranged) -> Result<(), &'static str> {
        let share = self.range(parameter).unit == Unit::Share;
        let (least, most, expected) = match (parameter == Parameter::DemandGrowth, share) {
            (true, _) => (-1.0, 1.0, "growth between -1 and 1 a year"),
            (false, true) => (0.0, 1.0, "shares between 0 and 1"),
            (false, false) => (0.0, f64::INFINITY, "numbers that are not negative"),
        };
        if least <= range.low && range.high <= most { Ok(()) } else { Err(expected) }
    }
}
