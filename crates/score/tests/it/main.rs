//! Scores against the reference's: printed numbers digit by digit, and laws of the rivals.
#![allow(missing_docs, clippy::unwrap_used, clippy::disallowed_methods)]

mod figures;
mod rivals;
