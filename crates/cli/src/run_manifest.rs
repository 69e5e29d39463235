//! A run's folder read again: its files must be those that its manifest names, byte for byte.

use std::path::Path;

use coercivity_data::Problem;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::bundle_folder::read_text;
use crate::edition_hash::hex;
use crate::failure::Failure;
use crate::seal::broken_seal;

/// Name of the manifest in a run's folder.
pub const MANIFEST: &str = "manifest.json";
/// Its key under which the hash of each other file stands.
pub const HASHES: &str = "sha256";

const REMEDY: &str = "run the scenario again; a run's folder is never edited by hand";

/// The manifest of a run's folder, once it and every file are as they were written; else every file that is not. A
/// manifest of a version that wrote no hashes is believed.
pub fn sound_manifest(folder: &Path) -> Result<Value, Failure> {
    let path = folder.join(MANIFEST);
    let shown = path.display().to_string();
    let refused = |problem: Problem| Failure::BadData { problems: vec![problem] };
    if !path.is_file() {
        let shown = folder.display().to_string();
        let found = format!("a folder without {MANIFEST}");
        return Err(refused(Problem::in_file(&shown, found, "a run's folder with all of its files", REMEDY)));
    }
    let text = read_text(&path, &shown).map_err(refused)?;
    let manifest: Value = serde_json::from_str(&text).map_err(|error| {
        refused(Problem::in_file(&shown, format!("no JSON: {error}"), "a manifest", REMEDY))
    })?;
    let mut problems = changed(folder, &manifest);
    problems.splice(0..0, broken_seal((&shown, &manifest), "it as the run wrote it", REMEDY));
    if problems.is_empty() { Ok(manifest) } else { Err(Failure::BadData { problems }) }
}

/// Files that the manifest names and that are not as they were written.
fn changed(folder: &Path, manifest: &Value) -> Vec<Problem> {
    let named = manifest[HASHES].as_object().into_iter().flatten();
    let told = named.filter_map(|(name, hash)| {
        let path = folder.join(name);
        let found = match hash_of(&path) {
            Ok(found) if Some(found.as_str()) == hash.as_str() => return None,
            Ok(found) => format!("a file with SHA-256 {}", &found[..8]),
            Err(error) => format!("a file that cannot be read: {error}"),
        };
        let written = hash.as_str().and_then(|it| it.get(..8)).unwrap_or("of another form");
        let expected = format!("the one that {MANIFEST} names, SHA-256 {written}");
        Some(Problem::in_file(&path.display().to_string(), found, expected, REMEDY))
    });
    told.collect()
}

/// SHA-256 of a file, however large.
fn hash_of(path: &Path) -> std::io::Result<String> {
    let mut hasher = Sha256::new();
    let mut file = std::fs::File::open(path)?;
    let mut piece = vec![0; 1 << 16];
    loop {
        match std::io::Read::read(&mut file, &mut piece)? {
            0 => return Ok(hex(&hasher.finalize())),
            read => hasher.update(&piece[..read]),
        }
    }
}
