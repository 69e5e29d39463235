//! What the files say.
//!
//! In comes a [`Bundle`] of (path, text) pairs; out come rows as written, each with its file and line, and the
//! list of every [`Problem`]. This room opens no file, resolves no name and converts no unit: `world` does.

mod problem;

mod bundle;
mod edition;
mod embedded;
mod table;

pub use bundle::Bundle;
pub use edition::{EDITION_PATH, Edition};
pub use embedded::embedded;
pub use problem::{Problem, nearest};
pub use table::{Cell, Range, Row, Table};
