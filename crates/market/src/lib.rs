//! One month's market: a spatial price equilibrium as a convex quadratic program.
//!
//! Comes in: the reconciled base year. Goes out: a [`Chain`] calibrated to it, and for each month the flows and
//! prices that clear it, with a [`Certificate`]. This room knows no law, no draw and no year.

mod entries;
mod problem;

mod blocks;
mod certificate;
mod conflict;
mod elimination;
mod factor;
mod newton;
mod point;
mod pulls;
mod referee;
mod sheet;
mod solve;
mod solvers;
mod system;
mod tableau;

mod reference;

pub mod chain;
pub mod month;

pub use certificate::Certificate;
pub use conflict::{Conflict, conflicts};
pub use entries::{Entries, Entry};
pub use newton::newton;
pub use problem::{Balance, Column, Problem};
pub use referee::referee;
pub use reference::{reference, reference_names};
pub use solve::{CERTIFIED, Method, Rough, Solution, Solver, Unsolved, solve};
pub use solvers::{Borrowed, Solvers};
