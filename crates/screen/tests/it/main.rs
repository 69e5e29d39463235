//! What the room promises, held by cases and properties.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod case_file;
mod cases;
mod cells;
mod further_lines;
mod needs;
mod origins;
mod papers;
mod portfolio;
mod program;
mod properties;
mod silence;
mod slips;
mod statements;
mod turning;
mod watch;
