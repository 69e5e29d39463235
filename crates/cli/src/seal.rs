//! A manifest vouches for other files, and its seal for itself: the hash of all else that it says.

use coercivity_data::Problem;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::edition_hash::hex;

/// The key of the seal.
const SEAL: &str = "seal";

/// SHA-256 of what a manifest says beside its seal, written without blanks and with its keys in order.
fn of(manifest: &Value) -> String {
    let mut rest = manifest.clone();
    if let Some(keys) = rest.as_object_mut() {
        keys.remove(SEAL);
    }
    hex(&Sha256::digest(rest.to_string().as_bytes()))
}

/// A manifest with its seal.
pub fn sealed(mut manifest: Value) -> Value {
    manifest[SEAL] = of(&manifest).into();
    manifest
}

/// Whether a manifest was changed after it was sealed. One of a version that wrote no seal is believed.
fn is_broken(manifest: &Value) -> bool {
    manifest.get(SEAL).is_some_and(|it| it.as_str() != Some(&of(manifest)))
}

/// That a manifest was changed after it was sealed: `whole` is what it ought to be.
pub fn broken_seal(
    (name, manifest): (&str, &Value),
    whole: &'static str,
    remedy: &'static str,
) -> Option<Problem> {
    let found = "a manifest that was changed after it was sealed";
    is_broken(manifest).then(|| Problem::in_file(name, found, whole, remedy))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn any_change_breaks_the_seal_and_writing_does_not() {
        let written = sealed(json!({ "draws": 200, "sha256": { "a": "00" }, "share": 0.1 }));
        let read = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
        assert!(!is_broken(&read(&format!("{written:#}"))));
        for (from, to) in [("200", "201"), ("\"00\"", "\"01\""), ("0.1", "0.2"), ("\"a\"", "\"b\"")] {
            assert!(is_broken(&read(&written.to_string().replace(from, to))), "{from}");
        }
        assert!(!is_broken(&json!({ "draws": 200 })));
    }
}
