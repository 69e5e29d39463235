//! The name of a world: two worlds with the same name hold the same texts.

use coercivity_data::{Bundle, POSTERIOR_PATH, PosteriorRecords};
use sha2::{Digest, Sha256};

/// SHA-256 over every path and text of a bundle, in the order of their paths, as 64 hexadecimal digits. Lengths
/// go in before the texts, so that moving a line from one file to the next changes the hash.
pub fn bundle_hash(bundle: &Bundle) -> String {
    let mut hasher = Sha256::new();
    for (path, text) in bundle.files() {
        for part in [path, text] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    hex(&hasher.finalize())
}

/// SHA-256 of the file that holds what calibration made of the parameters; none in a world without one.
pub fn calibration_hash(bundle: &Bundle) -> Option<String> {
    bundle.text(POSTERIOR_PATH).map(|it| hex(&Sha256::digest(it.as_bytes())))
}

/// Which ranges runs draw the parameters from, in words.
pub fn ranges_in_use(bundle: &Bundle) -> String {
    const PRIORS: &str = "their prior ranges";
    // A file with faults is told where the world is read.
    let in_use = PosteriorRecords::read(bundle, &mut Vec::new()).is_some_and(|it| it.in_use);
    match calibration_hash(bundle) {
        Some(hash) if in_use => format!("{POSTERIOR_PATH} {}", &hash[..8]),
        Some(hash) => format!("{PRIORS} ({POSTERIOR_PATH} {} is a record, not in use)", &hash[..8]),
        None => PRIORS.to_owned(),
    }
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(files: &[(&str, &str)]) -> String {
        bundle_hash(&Bundle::new(files.iter().map(|it| (it.0.to_owned(), it.1.to_owned()))))
    }

    #[test]
    fn the_hash_sees_every_letter_and_no_order() {
        let one = hash(&[("a", "1"), ("b", "2")]);
        assert_eq!(one.len(), 64);
        assert_eq!(one, hash(&[("b", "2"), ("a", "1")]));
        assert_ne!(one, hash(&[("a", "12"), ("b", "")]));
        assert_ne!(one, hash(&[("a", "1"), ("c", "2")]));
    }
}
