//! The copy of `data/` and `scenarios/` that is built into the binary.

use crate::bundle::Bundle;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The world as it was when this binary was built.
pub fn embedded() -> Bundle {
    Bundle::new(FILES.iter().map(|&(path, text)| (path.to_owned(), text.to_owned())))
}
