//! A file that an answer was made from.

use std::path::Path;

use coercivity_data::Problem;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::bundle_folder::read_text;
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

    /// Reads a text file beside a bill with `read`; one that cannot be read is a problem, and nothing is meant by it.
    pub fn read_as<T>(
        (role, path): (&'static str, &Path),
        problems: &mut Vec<Problem>,
        read: impl FnOnce(&str, &str, &mut Vec<Problem>) -> T,
    ) -> Option<(T, Self)> {
        let name = path.display().to_string();
        match read_text(path, &name) {
            Ok(text) => Some((read(&name, &text, problems), Self::of(role, &name, text.as_bytes()))),
            Err(problem) => {
                problems.push(problem);
                None
            }
        }
    }

    /// As a manifest lists it.
    pub fn json(&self) -> Value {
        json!({ "role": self.role, "path": self.path, "sha256": self.sha256 })
    }
}
