//! What is true on a day.

mod id;

pub use id::{Element, EndUse, Good, InstrumentId, Place, Stage};
