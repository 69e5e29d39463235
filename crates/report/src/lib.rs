//! What a run says, in the reader's vocabulary.
//!
//! In comes a finished run; out go plain, serialisable values ([`view`]) and their writers, one file each.
//! [`page`] turns a view into one self-contained file for the browser. This room refuses to compute: a
//! number that is not in the view cannot appear on the page.

mod html;
pub mod view;

pub use html::page;
pub use view::View;
