//! What a run says, in the reader's vocabulary.
//!
//! In comes a finished run; out go plain, serialisable values ([`view`]). This room refuses to compute: a
//! number that is not in the view cannot appear on the page.

pub mod view;

mod columns;
mod number;
mod text;

pub use columns::{Side, columns, wrapped};
pub use text::text;
pub use view::View;
