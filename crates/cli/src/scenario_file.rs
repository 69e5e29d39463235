//! What a subject on the command line names: a shipped scenario, a file, or an earlier run.

use std::path::{Path, PathBuf};

use coercivity_data::Bundle;
use serde_json::Value;

use crate::bundle_folder::read_text;
use crate::failure::Failure;
use crate::run_manifest::{MANIFEST, sound_manifest};

/// Where a scenario's text came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It ships with the world.
    Shipped,
    /// A file of the user's.
    File,
    /// The manifest of an earlier run.
    Run(Box<Earlier>),
}

/// What an earlier run's manifest says of how it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Its folder.
    pub folder: PathBuf,
    /// SHA-256 of the world's texts.
    pub world_sha256: String,
    /// The manifest, as written.
    pub manifest: Value,
}

/// A scenario as text, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioFile {
    /// Path to print in problems.
    pub path: String,
    /// The TOML.
    pub text: String,
    /// Where it came from.
    pub origin: Origin,
}

/// Finds what a subject names. Runs are looked for in `runs`.
pub fn scenario_of(subject: &str, bundle: &Bundle, runs: &Path) -> Result<ScenarioFile, Failure> {
    let shipped = format!("scenarios/{subject}.toml");
    if let Some(text) = bundle.text(&shipped) {
        return Ok(ScenarioFile { path: shipped, text: text.to_owned(), origin: Origin::Shipped });
    }
    if let Some(earlier) = earlier_run(subject, runs)? {
        let text = earlier.manifest["scenario"]["text"].as_str();
        let text = text.ok_or_else(|| broken(&earlier.folder, "it holds no scenario"))?.to_owned();
        let path = earlier.folder.join(MANIFEST).display().to_string();
        return Ok(ScenarioFile { path, text, origin: Origin::Run(Box::new(earlier)) });
    }
    let file = Path::new(subject);
    let looks_like_a_file = subject.contains(['/', '\\']) || subject.ends_with(".toml");
    if file.is_file() || looks_like_a_file {
        let text = read_text(file, subject).map_err(|it| Failure::BadData { problems: vec![it] })?;
        return Ok(ScenarioFile { path: subject.to_owned(), text, origin: Origin::File });
    }
    let known = shipped_ids(bundle);
    Err(Failure::unknown("scenario", subject, known.iter().map(String::as_str)))
}

/// Ids of the scenarios that ship with a bundle, in order.
pub fn shipped_ids(bundle: &Bundle) -> Vec<String> {
    let id = |path: &str| Some(path.strip_prefix("scenarios/")?.strip_suffix(".toml")?.to_owned());
    bundle.under("scenarios/").filter_map(|it| id(it.0)).collect()
}

/// The earlier run that a subject names by its id or its folder, if there is one.
pub fn earlier_run(subject: &str, runs: &Path) -> Result<Option<Earlier>, Failure> {
    let named = Path::new(subject);
    let folder = if named.is_dir() { named.to_owned() } else { runs.join(subject) };
    if subject.is_empty() || !folder.is_dir() {
        return Ok(None);
    }
    let manifest = sound_manifest(&folder)?;
    let world = manifest["world"]["sha256"].as_str().ok_or_else(|| broken(&folder, "it names no world"))?;
    Ok(Some(Earlier { folder, world_sha256: world.to_owned(), manifest }))
}

fn broken(folder: &Path, why: &str) -> Failure {
    Failure::run(
        format!("`{}` cannot be read: {why}", folder.join(MANIFEST).display()),
        "run the scenario again; a run's folder is never edited by hand",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle() -> Bundle {
        Bundle::new([("scenarios/cutoff.toml".to_owned(), "id = \"cutoff\"".to_owned())])
    }

    #[test]
    fn a_shipped_id_comes_first_and_an_unknown_one_names_the_nearest() {
        let runs = Path::new("no-such-folder");
        assert_eq!(scenario_of("cutoff", &bundle(), runs).unwrap().origin, Origin::Shipped);
        assert_eq!(scenario_of("cutof", &bundle(), runs).unwrap_err().exit_code(), 6);
        assert_eq!(scenario_of("./cutof.toml", &bundle(), runs).unwrap_err().exit_code(), 3);
    }
}
