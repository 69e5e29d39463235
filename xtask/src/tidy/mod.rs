//! What the house style promises, counted. Each check gives every fault that it finds.

mod changelog;
mod glossary;
mod imports;
mod lengths;
mod links;
mod neutral;
mod source;
mod wildcards;
mod words;

mod cases;

use std::path::Path;
use std::process::Command;

use crate::Outcome;
use source::Source;

/// Runs every check over the files that git knows.
pub fn tidy(root: &Path) -> Outcome {
    let paths = listed(root)?;
    let rust: Vec<Source> = paths
        .iter()
        .filter(|it| it.ends_with(".rs"))
        .map(|it| Source::read(root, it))
        .collect::<Result<_, _>>()
        .map_err(|error| vec![error])?;
    let mut faults = Vec::new();
    let mut notes = Vec::new();
    lengths::check(root, &paths, &rust, &mut faults, &mut notes);
    imports::check(root, &mut faults);
    neutral::check(root, &paths, &rust, &mut faults);
    wildcards::check(&rust, &mut faults);
    words::check(&rust, &mut faults);
    glossary::check(root, &rust, &mut faults);
    cases::check(&paths, &rust, &mut faults);
    links::check(root, &paths, &mut faults);
    changelog::check(root, &mut faults);
    for note in &notes {
        println!("{note}");
    }
    if faults.is_empty() {
        Ok(format!("tidy: {} files, {} of Rust, no fault", paths.len(), rust.len()))
    } else {
        faults.push(format!("tidy: {} faults", faults.len()));
        Err(faults)
    }
}

/// The files that git knows, and those it would add, with `/` between folders.
fn listed(root: &Path) -> Result<Vec<String>, Vec<String>> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .map_err(|error| vec![format!("`git ls-files` cannot start: {error}")])?;
    if !output.status.success() {
        return Err(vec![String::from_utf8_lossy(&output.stderr).into_owned()]);
    }
    let mut paths: Vec<String> = String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
    // A file that was removed and not yet committed as removed is still listed.
    paths.retain(|it| root.join(it).is_file());
    paths.sort();
    paths.dedup();
    if paths.is_empty() { Err(vec!["git lists no file".to_owned()]) } else { Ok(paths) }
}
