//! What is true on a day.

mod id;

pub mod base;
pub mod measures;
pub mod scenario;

pub use id::{Deposit, Element, EndUse, Good, InstrumentId, Place, Stage};
