//! From flags to a world: which texts, which edition, which hash.

use coercivity_data::{Bundle, Edition, Problem, embedded};
use coercivity_quantity::Day;

use crate::args::Globals;
use crate::bundle_folder::bundle_of_folder;
use crate::edition_hash::bundle_hash;
use crate::failure::Failure;

/// Everything that a verb may ask: the texts, their name and what they mean.
#[derive(Clone, Debug)]
pub struct OpenWorld {
    /// The texts that all else was read from.
    pub bundle: Bundle,
    /// Name and last day of the set.
    pub edition: Edition,
    /// SHA-256 of the texts.
    pub hash: String,
    /// The day up to which announcements are known.
    pub known_on: Day,
}

impl OpenWorld {
    /// The world's name, such as `2026.11/a1b2c3d4`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.edition.name, &self.hash[..8])
    }
}

/// The texts that the flags name: a folder's or the built-in ones.
pub fn bundle_of(globals: &Globals, problems: &mut Vec<Problem>) -> Result<Bundle, Failure> {
    match &globals.data {
        Some(folder) => bundle_of_folder(folder, problems),
        None => Ok(embedded()),
    }
}

/// Opens the world that the flags name; bad data is refused with every problem.
pub fn world_of(globals: &Globals) -> Result<OpenWorld, Failure> {
    let mut problems = Vec::new();
    let bundle = bundle_of(globals, &mut problems)?;
    let edition = Edition::read(&bundle, &mut problems);
    match edition {
        Some(edition) if problems.is_empty() => {
            let hash = bundle_hash(&bundle);
            let known_on = globals.known_on.unwrap_or(edition.known_on);
            Ok(OpenWorld { bundle, edition, hash, known_on })
        }
        _ => Err(Failure::BadData { problems: in_order(problems) }),
    }
}

/// Problems in the order of their places, each once.
pub fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort();
    problems.dedup();
    problems
}
