//! Mass, with what it is of in the type: contained element, or the article as weighed.

use crate::quantity::quantity;

quantity!(
    /// Mass of contained element. Oxide figures are converted once, in `world`, by a cited factor.
    Mass, "t", {
        /// From tonnes of element.
        tonnes / in_tonnes = 1.0,
        /// From kilograms of element.
        kilograms / in_kilograms = 1e-3,
    }
);

quantity!(
    /// Mass of an article as weighed: ore, oxide, a magnet, a motor.
    GrossMass, "t gross", {
        /// From tonnes of the article.
        tonnes / in_tonnes = 1.0,
        /// From kilograms of the article.
        kilograms / in_kilograms = 1e-3,
    }
);

quantity!(
    /// Contained element a year: a capacity or a flow.
    MassRate, "t/year", {
        /// From tonnes of element a year.
        tonnes_per_year / in_tonnes_per_year = 1.0,
        /// From tonnes of element a month.
        tonnes_per_month / in_tonnes_per_month = 12.0,
    }
);
