//! Money and price, in United States dollars of one base year that the caller states.

use crate::mass::Mass;
use crate::quantity::quantity;

quantity!(
    /// United States dollars of the world's base year.
    Money, "USD", {
        /// From dollars.
        of_usd / usd = 1.0,
        /// From millions of dollars.
        of_usd_million / usd_million = 1e6,
        /// From billions of dollars.
        of_usd_billion / usd_billion = 1e9,
    }
);

quantity!(
    /// Dollars for a kilogram of contained element.
    Price, "USD/kg", {
        /// From dollars a kilogram.
        usd_per_kg / in_usd_per_kg = 1.0,
    }
);

impl std::ops::Mul<Mass> for Price {
    type Output = Money;
    fn mul(self, mass: Mass) -> Money {
        Money(self.0 * mass.in_kilograms())
    }
}
