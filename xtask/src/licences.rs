//! Every dependency may be used by everybody, and comes from where everybody gets it.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::Outcome;

/// Permissive licences, by their SPDX ids. Adding one here is a decision: say why in the commit.
const PERMISSIVE: [&str; 14] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "0BSD",
    "ISC",
    "Zlib",
    "BSL-1.0",
    "Unlicense",
    "CC0-1.0",
    "Unicode-3.0",
    "BlueOak-1.0.0",
];

/// The only registry we build from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Reads the licence and the origin of every crate in the lock file, and of every package in the page bundle's.
pub fn licences(root: &Path) -> Outcome {
    let metadata = metadata(root)?;
    let mut faults = Vec::new();
    let packages = metadata["packages"].as_array().cloned().unwrap_or_default();
    for package in &packages {
        let name = format!("{} {}", text(package, "name"), text(package, "version"));
        match package["source"].as_str() {
            // A crate of this workspace.
            None => continue,
            Some(REGISTRY) => {}
            Some(other) => faults.push(format!("{name}: comes from {other}, not from crates.io")),
        }
        judge(&name, package["license"].as_str(), &mut faults);
    }
    let scripts = page_packages(root, &mut faults)?;
    if packages.is_empty() {
        faults.push("cargo metadata lists no package: the check saw nothing".to_owned());
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(format!("{} crates and {scripts} page packages, all permissive", packages.len()))
}

/// `cargo metadata`, offline where the lock file's crates are all here already.
fn metadata(root: &Path) -> Result<Value, Vec<String>> {
    let run = |more: &[&str]| {
        Command::new("cargo")
            .args(["metadata", "--format-version", "1", "--locked", "--all-features"])
            .args(more)
            .current_dir(root)
            .output()
    };
    let output = match run(&["--offline"]) {
        Ok(output) if output.status.success() => Ok(output),
        _ => run(&[]),
    };
    let output = output.map_err(|error| vec![format!("`cargo metadata` cannot start: {error}")])?;
    if !output.status.success() {
        return Err(vec![String::from_utf8_lossy(&output.stderr).into_owned()]);
    }
    serde_json::from_slice(&output.stdout).map_err(|error| vec![format!("`cargo metadata`: {error}")])
}

/// Licences of what goes into the page; tools that only build it are not shipped and are not judged.
fn page_packages(root: &Path, faults: &mut Vec<String>) -> Result<usize, Vec<String>> {
    let path = root.join("web/package-lock.json");
    if !path.is_file() {
        return Ok(0);
    }
    let text =
        std::fs::read_to_string(&path).map_err(|error| vec![format!("web/package-lock.json: {error}")])?;
    let lock: Value =
        serde_json::from_str(&text).map_err(|error| vec![format!("web/package-lock.json: {error}")])?;
    let mut count = 0;
    for (place, package) in lock["packages"].as_object().into_iter().flatten() {
        if place.is_empty() || package["dev"].as_bool() == Some(true) {
            continue;
        }
        count += 1;
        judge(place, package["license"].as_str(), faults);
    }
    Ok(count)
}

fn judge(name: &str, licence: Option<&str>, faults: &mut Vec<String>) {
    match licence {
        Some(licence) if permitted(licence) => {}
        Some(licence) => faults.push(format!("{name}: licence `{licence}` is not on the permissive list")),
        None => faults.push(format!("{name}: states no licence")),
    }
}

fn text<'a>(package: &'a Value, key: &str) -> &'a str {
    package[key].as_str().unwrap_or("?")
}

/// Whether an SPDX expression can be met with permissive licences alone: one side of each OR, both of each AND.
pub fn permitted(expression: &str) -> bool {
    // Older manifests write `/` for OR.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut place = 0;
    let met = any(&words, &mut place);
    met && place == words.len()
}

fn any(words: &[&str], place: &mut usize) -> bool {
    let mut met = all(words, place);
    while words.get(*place) == Some(&"OR") {
        *place += 1;
        met |= all(words, place);
    }
    met
}

fn all(words: &[&str], place: &mut usize) -> bool {
    let mut met = one(words, place);
    while words.get(*place) == Some(&"AND") {
        *place += 1;
        met &= one(words, place);
    }
    met
}

fn one(words: &[&str], place: &mut usize) -> bool {
    let Some(word) = words.get(*place) else {
        return false;
    };
    *place += 1;
    if *word == "(" {
        let met = any(words, place);
        let closed = words.get(*place) == Some(&")");
        *place += 1;
        return met && closed;
    }
    if words.get(*place) == Some(&"WITH") {
        let exception = words.get(*place + 1).copied().unwrap_or_default();
        *place += 2;
        return PERMISSIVE.contains(&format!("{word} WITH {exception}").as_str());
    }
    PERMISSIVE.contains(word)
}

#[cfg(test)]
mod tests {
    use super::permitted;

    #[test]
    fn an_expression_is_met_by_one_side_of_or_and_both_of_and() {
        assert!(permitted("MIT OR GPL-3.0-only"));
        assert!(permitted("MIT/Apache-2.0"));
        assert!(permitted("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(permitted("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT"));
        assert!(!permitted("MIT AND GPL-3.0-only"));
        assert!(!permitted("GPL-3.0-only"));
        assert!(!permitted("MPL-2.0"));
        assert!(!permitted(""));
        assert!(!permitted("MIT Apache-2.0"));
        assert!(!permitted("(MIT"));
    }
}
