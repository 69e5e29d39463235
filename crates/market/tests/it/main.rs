//! The market against whoever can disagree: the base year, closed forms, the referee, and what must hold of any cut.
#![allow(missing_docs, clippy::unwrap_used)]

mod base_month;
mod closed_forms;
mod random_markets;
mod real_chain;
mod real_cuts;
mod reference;
mod users;
