//! The base year: one consistent year out of figures that disagree.
//!
//! In come the tables of `data/base` as [`BaseInputs`]; out comes a [`BaseYear`] in which every balance of the
//! chain closes, with an interval on each flow, the distance that each figure had to move, and what nobody knows
//! as a named [`Remainder`]. `docs/model/base-year.md` gives the equations.

mod flow_key;
mod step;

mod flows;
mod network;

mod balance;
mod figure;

mod cholesky;
mod least_squares;
mod saddle;
mod settle;

mod base_demand;
mod base_year;
mod evidence;
mod proportional;
mod remainder;

mod fault;
mod inputs;
mod reconcile;

pub use base_demand::BaseDemand;
pub use base_year::{BaseFlow, BaseYear, Move};
pub use coercivity_data::Flag;
pub use fault::BaseFault;
pub use flow_key::FlowKey;
pub use inputs::BaseInputs;
pub use reconcile::reconcile;
pub use remainder::{Remainder, RemainderKind};
pub use step::Step;

#[cfg(test)]
mod tests;
