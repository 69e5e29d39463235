//! Lists every file of `data/`, `scenarios/` so that the binary carries them.
#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::print_stdout)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    // Asked when it runs: a script that was built elsewhere would carry another checkout's data.
    let here = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    let root = Path::new(&here).join("../..").canonicalize().unwrap();
    let mut text = String::from(
        "/// Every embedded file as (path, text), sorted by path.\npub const FILES: &[(&str, &str)] = &[\n",
    );
    for folder in ["data", "scenarios"] {
        let mut files = Vec::new();
        collect(&root.join(folder), &mut files);
        files.sort();
        for file in files {
            let name = file.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            writeln!(text, "    ({name:?}, include_str!({:?})),", file.to_str().unwrap()).unwrap();
        }
    }
    text.push_str("];\n");
    std::fs::write(PathBuf::from(std::env::var("OUT_DIR").unwrap()).join("embedded.rs"), text).unwrap();
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|it| it == "csv" || it == "toml") {
            files.push(path);
        }
    }
}
