//! What is true on a day.

mod id;

mod base;

pub use base::{
    BaseDemand, BaseFault, BaseFlow, BaseInputs, BaseYear, Flag, FlowKey, Move, Remainder, RemainderKind,
    Step, reconcile,
};
pub use id::{Deposit, Element, EndUse, Good, InstrumentId, Place, Stage};
