//! Imports point left, and a folder has its package's name.

use std::path::Path;

use toml::{Table, Value};

/// The rooms from left to right. A room may import only what stands left of it.
const ROOMS: [&str; 9] =
    ["quantity", "data", "score", "world", "screen", "market", "simulate", "report", "cli"];

/// Reads every manifest below `crates/`.
pub fn check(root: &Path, faults: &mut Vec<String>) {
    let mut seen = Vec::new();
    for entry in std::fs::read_dir(root.join("crates")).into_iter().flatten().flatten() {
        let folder = entry.file_name().to_string_lossy().into_owned();
        let place = format!("crates/{folder}/Cargo.toml");
        let manifest = std::fs::read_to_string(entry.path().join("Cargo.toml")).unwrap_or_default();
        match manifest.parse::<Table>() {
            Ok(manifest) => {
                faults.extend(judge(&folder, &manifest).into_iter().map(|it| format!("{place}: {it}")))
            }
            Err(error) => faults.push(format!("{place}: {}", error.message())),
        }
        seen.push(folder);
    }
    for room in ROOMS.iter().filter(|it| !seen.iter().any(|seen| seen == *it)) {
        faults.push(format!("crates/{room}: no such room; the order of rooms in xtask is out of date"));
    }
}

fn judge(folder: &str, manifest: &Table) -> Vec<String> {
    let mut faults = Vec::new();
    let name = manifest.get("package").and_then(|it| it.get("name")).and_then(Value::as_str).unwrap_or("");
    let expected = if folder == "cli" { "coercivity".to_owned() } else { format!("coercivity-{folder}") };
    if name != expected {
        faults.push(format!("package `{name}` in folder `{folder}`; expected `{expected}`"));
    }
    let Some(place) = ROOMS.iter().position(|it| *it == folder) else {
        faults.push(format!("`{folder}` has no place in the order of rooms; give it one in xtask"));
        return faults;
    };
    for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
        for key in manifest.get(kind).and_then(Value::as_table).into_iter().flat_map(Table::keys) {
            let Some(room) = key.strip_prefix("coercivity-") else { continue };
            if !ROOMS[..place].contains(&room) {
                faults.push(format!("{kind} name `{key}`, which does not stand left of `{folder}`"));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::judge;

    #[test]
    fn an_import_to_the_right_is_a_fault() {
        let manifest = |text: &str| text.parse().unwrap();
        let left =
            "[package]\nname = \"coercivity-world\"\n[dependencies]\ncoercivity-data.workspace = true\n";
        assert!(judge("world", &manifest(left)).is_empty());
        let right = left.replace("coercivity-data", "coercivity-report");
        assert_eq!(judge("world", &manifest(&right)).len(), 1);
        assert_eq!(judge("market", &manifest(left)).len(), 1);
        assert_eq!(judge("attic", &manifest(left)).len(), 2);
    }
}
