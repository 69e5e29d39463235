//! A run's folder: named by what went in, written whole, the same bytes each time.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::edition_hash::hex;
use crate::failure::Failure;
use crate::run_manifest::{HASHES, MANIFEST, sound_manifest};
use crate::seal::sealed;
use crate::spill::Spill;
use crate::write_atomic::beside;

/// The scenario that stands beside a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselineText {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
}

impl BaselineText {
    /// SHA-256 of the text.
    fn sha256(&self) -> String {
        hex(&Sha256::digest(self.text.as_bytes()))
    }
}

/// Everything that decides what a run says. Nothing else may: no clock, no thread count, no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunIdentity {
    /// The world's printed name.
    pub world_name: String,
    /// SHA-256 of the world's texts.
    pub world_sha256: String,
    /// SHA-256 of the parameters' calibration, which is one of those texts; `None` in a world without one.
    pub calibration_sha256: Option<String>,
    /// Nothing announced later is used.
    pub known_on: String,
    /// The state of law that is assumed, as `--law` spells it; `None` leaves it to the scenario.
    pub law: Option<String>,
    /// The scenario's id.
    pub scenario_id: String,
    /// The scenario's text, changes made.
    pub scenario_text: String,
    /// What stands beside; `None` when the scenario is its own baseline.
    pub baseline: Option<BaselineText>,
    /// Seed of the draws.
    pub seed: u64,
    /// Draws asked for; 0 when only central values were.
    pub draws: u32,
    /// What was asked beyond the run's own figures; null when nothing was.
    pub further: Value,
}

impl RunIdentity {
    /// The run's id: `r-` and eight digits of the hash of all that decides it.
    pub fn id(&self) -> String {
        let mut hasher = Sha256::new();
        let law = self.law.as_deref().unwrap_or("scenario");
        let (seed, draws) = (self.seed.to_string(), self.draws.to_string());
        let further = self.further.to_string();
        let version = env!("CARGO_PKG_VERSION");
        let baseline = self.baseline.as_ref().map_or("none".to_owned(), BaselineText::sha256);
        let parts = [
            version,
            &self.world_sha256,
            &self.known_on,
            law,
            &self.scenario_id,
            &self.scenario_text,
            &baseline,
            &seed,
            &draws,
            &further,
        ];
        for part in parts {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        format!("r-{}", &hex(&hasher.finalize())[..8])
    }

    /// The manifest: enough to run it again, and what the run says of itself.
    pub fn manifest(&self, draws_done: u32, checks: &Value) -> Value {
        let baseline = self.baseline.as_ref();
        let baseline = baseline.map(|it| json!({ "id": it.id, "sha256": it.sha256(), "text": it.text }));
        json!({
            "schema": "coercivity.run/1",
            "id": self.id(),
            "version": env!("CARGO_PKG_VERSION"),
            "world": { "name": self.world_name, "sha256": self.world_sha256, "known_on": self.known_on },
            "calibration_sha256": self.calibration_sha256,
            "law": self.law,
            "scenario": { "id": self.scenario_id, "text": self.scenario_text },
            "baseline": baseline,
            "seed": self.seed,
            "draws": self.draws,
            "further": self.further,
            "draws_done": draws_done,
            "checks": checks,
        })
    }
}

/// Name of the long table of series in a run's folder.
pub const SERIES: &str = "series.csv";

/// Writes a run's files, its series and a manifest with the hash of each into `out/id`, through a folder beside it, so that
/// nobody sees half a run. An earlier folder of the same id is replaced: it held the same run.
pub fn write_run(
    (out, id): (&Path, &str),
    mut manifest: Value,
    files: &[(&str, String)],
    series: &mut Spill,
) -> Result<PathBuf, Failure> {
    let hash = |text: &str| hex(&Sha256::digest(text.as_bytes()));
    let hashes = files.iter().map(|it| (it.0.to_owned(), Value::from(hash(&it.1))));
    let own = (SERIES.to_owned(), Value::from(series.sha256()));
    manifest[HASHES] = hashes.chain([own]).collect::<serde_json::Map<_, _>>().into();
    let manifest = sealed(manifest);
    let folder = out.join(id);
    let fresh = beside(&folder);
    let stale = fresh.with_extension("old");
    let written = (|| {
        std::fs::create_dir_all(&fresh)?;
        for (name, text) in files {
            std::fs::write(fresh.join(name), text)?;
        }
        std::fs::write(fresh.join(MANIFEST), format!("{manifest:#}\n"))?;
        series.end(&fresh.join(SERIES))?;
        if folder.exists() {
            std::fs::rename(&folder, &stale)?;
        }
        std::fs::rename(&fresh, &folder)
    })();
    written.map_err(|error: std::io::Error| {
        // What is ours is taken away again, and what stood there is put back.
        let _ = std::fs::remove_dir_all(&fresh);
        let _ = std::fs::rename(&stale, &folder);
        Failure::run(
            format!("the run's folder `{}` cannot be written: {error}", folder.display()),
            "name a folder where you may write with --out DIR",
        )
    })?;
    let _ = std::fs::remove_dir_all(&stale);
    Ok(folder)
}

/// An interrupted run that finished fewer draws than an earlier one of its id leaves that one's folder where it is, if it
/// is whole.
///
/// # Errors
/// [`Failure::Interrupted`], which says what stays.
pub fn unless_longer(folder: &Path, done: u32) -> Result<(), Failure> {
    let manifest = sound_manifest(folder).unwrap_or(Value::Null);
    match manifest["draws_done"].as_u64() {
        Some(held) if held > u64::from(done) => Err(Failure::Interrupted {
            kept: format!(
                "{held} draws of an earlier run stay in {}, {done} were done now",
                folder.display()
            ),
        }),
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity() -> RunIdentity {
        RunIdentity {
            world_name: "2026.11/00000000".into(),
            world_sha256: "00".into(),
            calibration_sha256: None,
            known_on: "2026-11-22".into(),
            law: None,
            scenario_id: "cutoff".into(),
            scenario_text: "a = 1".into(),
            baseline: None,
            seed: 1,
            draws: 10,
            further: Value::Null,
        }
    }

    #[test]
    fn the_id_sees_all_that_decides_a_run() {
        let one = identity();
        assert_eq!(one.id(), identity().id());
        assert_ne!(one.id(), RunIdentity { seed: 2, ..identity() }.id());
        assert_ne!(one.id(), RunIdentity { draws: 11, ..identity() }.id());
        assert_ne!(one.id(), RunIdentity { further: json!({ "drivers": true }), ..identity() }.id());
        assert_ne!(one.id(), RunIdentity { scenario_text: "a = 2".into(), ..identity() }.id());
        assert_ne!(one.id(), RunIdentity { law: Some("revived".into()), ..identity() }.id());
        let beside = |text: &str| Some(BaselineText { id: "baseline".into(), text: text.into() });
        let with = RunIdentity { baseline: beside("a = 0"), ..identity() };
        assert_ne!(one.id(), with.id());
        assert_ne!(with.id(), RunIdentity { baseline: beside("a = 1"), ..identity() }.id());
        assert_ne!(one.id(), RunIdentity { world_sha256: "01".into(), ..identity() }.id());
    }

    #[test]
    fn a_run_is_written_whole_and_again() {
        let out = std::env::temp_dir().join(format!("coercivity-runs-{}", std::process::id()));
        let files = [("figures.json", "{}".to_owned())];
        let write = || {
            let mut series = Spill::new(&out, SERIES);
            series.add("x\n").unwrap();
            let manifest = identity().manifest(10, &Value::Null);
            write_run((&out, "r-1"), manifest, &files, &mut series).unwrap()
        };
        let first = write();
        let again = write();
        assert_eq!(first, again);
        assert_eq!(std::fs::read_to_string(first.join("series.csv")).unwrap(), "x\n");
        assert_eq!(std::fs::read_dir(&out).unwrap().count(), 1);
        assert!(unless_longer(&first, 10).is_ok());
        let kept = unless_longer(&first, 9).unwrap_err().lines().concat();
        assert!(kept.contains("10 draws of an earlier run stay"), "{kept}");
        std::fs::write(first.join("series.csv"), "y\n").unwrap();
        std::fs::remove_file(first.join("figures.json")).unwrap();
        let Err(Failure::BadData { problems }) = sound_manifest(&first) else { panic!("damage is not told") };
        assert_eq!(problems.len(), 2, "{problems:?}");
        let manifest = std::fs::read_to_string(first.join(MANIFEST)).unwrap();
        std::fs::write(first.join(MANIFEST), manifest.replace("\"seed\": 1", "\"seed\": 2")).unwrap();
        let Err(Failure::BadData { problems }) = sound_manifest(&first) else { panic!("damage is not told") };
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(unless_longer(&first, 9).is_ok(), "a damaged folder is replaced");
        std::fs::remove_dir_all(&out).unwrap();
    }
}
