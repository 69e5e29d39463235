//! A file that an answer was made from.

use std::path::Path;

use coercivity_data::Problem;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::bundle_folder::read_text_as;
use crate::edition_hash::hex;

/// A file that an answer was made from, as its record names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// What it is: `bill`, `mapping` or `issuers`.
    pub role: &'static str,
    /// Where it was.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

impl InputFile {
    /// A file by its bytes.
    pub fn of(role: &'static str, path: &str, bytes: &[u8]) -> Self {
        Self { role, path: path.to_owned(), sha256: hex(&Sha256::digest(bytes)) }
    }

    /// What a text file beside a bill means to `read`, and the file.
    pub fn read_as<T>(
        (role, path): (&'static str, &Path),
        problems: &mut Vec<Problem>,
        read: impl FnOnce(&str, &str, &mut Vec<Problem>) -> T,
    ) -> Option<(T, Self)> {
        read_text_as(path, problems, |name, text, problems| {
            (read(name, text, problems), Self::of(role, name, text.as_bytes()))
        })
    }

    /// As a manifest lists it.
    pub fn json(&self) -> Value {
        json!({ "role": self.role, "path": self.path, "sha256": self.sha256 })
    }
}
