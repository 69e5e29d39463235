//! Which column of a file is which column of a bill: the words of headers, what they amount to, and mappings that
//! somebody reviewed.

pub(crate) mod field;
pub(crate) mod header;
pub(crate) mod header_words;
pub(crate) mod layout;
pub(crate) mod mapping;
pub(crate) mod proposal;
pub(crate) mod recognised;
mod spanned;
pub(crate) mod unlisted;
mod wide_rows;
