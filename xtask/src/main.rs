//! The project's task runner: `cargo xtask TASK`.
//!
//! It counts what the house style promises ([`tidy`]), reads the licences of what we build on ([`licences`]), and runs
//! the other tools in the order that continuous integration does.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stdout, clippy::print_stderr)]

mod bench;
mod licences;
mod portfolio;
mod tasks;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask tidy       house style: sizes, imports, words, cases, links, changelog
cargo xtask licences   every dependency is permissive and from crates.io
cargo xtask test       every test, then the page in a browser (what the README names)
cargo xtask web        build the page bundle again and compare it with the committed one
cargo xtask bench      time and size, written to benches/runs/
cargo xtask portfolio FILE N   a made-up bill of N products, to time screening with
cargo xtask ci         all that continuous integration runs, in its order";

fn main() -> ExitCode {
    let root = root();
    let tasks: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match tasks.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["tidy"] => tidy::tidy(&root),
        ["licences"] => licences::licences(&root),
        ["test"] => tasks::test(&root),
        ["web"] => tasks::web(&root),
        ["bench"] => bench::bench(&root),
        ["portfolio", path, products] => portfolio::portfolio(Path::new(path), products),
        ["ci"] => tasks::ci(&root),
        _ => Err(vec![USAGE.to_owned()]),
    };
    match outcome {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(faults) => {
            for fault in &faults {
                eprintln!("{fault}");
            }
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// What a task says when it is done, or every fault that it found.
type Outcome = Result<String, Vec<String>>;
