//! What a number is in this house.
//!
//! Nothing comes in; out go the types every other room speaks: quantities that know what they are *of*
//! ([`Mass`] of contained element, [`GrossMass`] of an article), ranges that are honest about ignorance
//! ([`Interval`], [`Mix`], [`Estimate`]), three-valued answers ([`Verdict`]), days and months, and the trail
//! that every conclusion leaves ([`Citation`], [`Why`]).
//!
//! This room knows no country, no element and no file.
//!
//! ```
//! use coercivity_quantity::{Mass, Price};
//! let bill = Price::usd_per_kg(60.0) * Mass::tonnes(2.0);
//! assert_eq!(bill.usd(), 120_000.0);
//! ```

mod quantity;

mod mass;
mod money;
mod share;
mod time;

mod dated;
mod interval;
mod mix;
mod quantile;
mod verdict;

mod citation;
mod estimate;
mod unit;
mod why;

pub use citation::{Citation, Confidence};
pub use dated::Dated;
pub use estimate::Estimate;
pub use interval::Interval;
pub use mass::{GrossMass, Mass, MassRate};
pub use mix::Mix;
pub use money::{Money, Price};
pub use quantile::{quantile, quantiles};
pub use share::{MassShare, ValueShare};
pub use time::{DAYS_PER_MONTH, Day, Month, Months, ParseTimeError, WEEKS_PER_MONTH};
pub use unit::Unit;
pub use verdict::Verdict;
pub use why::Why;
