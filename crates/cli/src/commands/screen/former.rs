//! A former record: the folder that an earlier `screen -o` wrote, read back and held against its own manifest.

use std::path::{Path, PathBuf};

use coercivity_data::Problem;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::folder::SCHEMA;
use crate::bundle_folder::{not_utf8, unreadable};
use crate::edition_hash::hex;
use crate::seal::broken_seal;

/// The files of a record that are compared, in the order of [`FormerBill::texts`].
const COMPARED: [&str; 3] = ["findings.csv", "papers.csv", "footing.csv"];

/// A former record.
#[derive(Clone, Debug)]
pub struct Former {
    /// SHA-256 of its manifest.
    pub sha256: String,
    /// Name of the world that it was made from.
    pub world: String,
    /// Version of the program that made it.
    pub version: String,
    /// What it says of each bill, in the order of the bills.
    pub bills: Vec<FormerBill>,
}

/// What a record says of one bill.
#[derive(Clone, Debug)]
pub struct FormerBill {
    /// Its folder.
    pub path: String,
    /// The texts of the files that are compared: findings, papers, footing.
    pub texts: [String; 3],
}

/// Reads a record of so many bills.
///
/// # Errors
/// A folder that is no record, one of another version or of another number of bills, and every file that is missing or
/// is not as the manifest has it.
pub fn read_former(folder: &Path, bills: usize) -> Result<Former, Vec<Problem>> {
    let path = folder.join("manifest.json");
    let name = path.display().to_string();
    let remedy = "name a folder that `screen -o` wrote";
    let bytes = std::fs::read(&path).map_err(|error| {
        let found = format!("no record: its manifest cannot be read ({error})");
        vec![Problem::in_file(&name, found, "the manifest of a screening", remedy)]
    })?;
    let manifest: Value = serde_json::from_slice(&bytes).map_err(|error| {
        let problem =
            Problem::in_file(&name, format!("no JSON ({error})"), "the manifest of a screening", remedy);
        vec![problem.at(error.line(), error.column())]
    })?;
    let schema = manifest["schema"].as_str().unwrap_or("none");
    if schema != SCHEMA {
        let found = format!("the schema `{schema}`");
        let remedy = format!("{remedy}, or write the former record anew with this version");
        return Err(vec![Problem::in_file(&name, found, format!("`{SCHEMA}`"), remedy)]);
    }
    let remedy = "bring the record back from where it is kept";
    if let Some(problem) = broken_seal((&name, &manifest), "it as the record was written", remedy) {
        return Err(vec![problem]);
    }
    let hashes = manifest["sha256"].as_object();
    let of_bill = |place: usize, file: &str| match place {
        0 => file.to_owned(),
        place => format!("{place}/{file}"),
    };
    let held = |place: usize| hashes.is_some_and(|it| it.contains_key(&of_bill(place, COMPARED[0])));
    let places: Vec<usize> = if held(0) { vec![0] } else { (1..).take_while(|it| held(*it)).collect() };
    if places.len() != bills {
        let found = format!("a record of {} bills", places.len());
        let remedy = "name the bills that the record was written for, in their order";
        return Err(vec![Problem::in_file(&name, found, format!("a record of {bills}"), remedy)]);
    }
    let mut problems = Vec::new();
    let mut found = Vec::new();
    for place in places {
        let texts = COMPARED.map(|file| {
            let file = of_bill(place, file);
            let wanted = hashes.and_then(|it| it.get(&file)).and_then(Value::as_str).unwrap_or_default();
            let text = held_text(&folder.join(&file), wanted);
            text.map_err(|problem| problems.push(problem)).unwrap_or_default()
        });
        let path = if place == 0 { folder.to_path_buf() } else { folder.join(place.to_string()) };
        found.push(FormerBill { path: path.display().to_string(), texts });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let word = |key: &str| manifest[key].as_str().unwrap_or_default().to_owned();
    let sha256 = hex(&Sha256::digest(&bytes));
    Ok(Former { sha256, world: word("world"), version: word("version"), bills: found })
}

/// The text of a file that is as its record has it.
fn held_text(path: &PathBuf, wanted: &str) -> Result<String, Problem> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| unreadable(&name, &error))?;
    let own = hex(&Sha256::digest(&bytes));
    if own != wanted {
        let found = format!("a damaged file, SHA-256 {own}");
        let expected = format!("{wanted}, as its manifest says");
        return Err(Problem::in_file(&name, found, expected, "bring the record back from where it is kept"));
    }
    String::from_utf8(bytes).map_err(|error| not_utf8(&name, &error, 1))
}
