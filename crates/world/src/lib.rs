//! What is true on a day.

mod id;

pub mod measures;

pub use id::{Element, EndUse, Good, InstrumentId, Place, Stage};
