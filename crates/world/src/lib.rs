//! What is true on a day.

mod id;

pub mod base;
pub mod measures;
mod parameters;

pub use parameters::{Parameter, ParameterRange, Parameters};
pub use id::{Deposit, Element, EndUse, Good, InstrumentId, Place, Stage};
