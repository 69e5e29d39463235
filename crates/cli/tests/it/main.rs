//! The built binary, asked from outside: what it prints, where, and its exit code.
#![allow(missing_docs, clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used)]

mod backtests;
mod bills;
mod calibrations;
mod contradictions;
mod explanations;
mod folders;
mod further;
mod inputs;
mod peeking;
mod reasons;
mod reference;
mod runs;
mod screens;
mod settling;
mod transcripts;
mod watching;

use std::path::{Path, PathBuf};
use std::process::Command;

/// What one start of the binary did.
struct Spoken {
    code: i32,
    stdout: String,
    stderr: String,
}

/// Runs the binary in a folder, with no terminal and no environment that would change its words.
fn coercivity(folder: &Path, arguments: &[&str]) -> Spoken {
    let output = Command::new(env!("CARGO_BIN_EXE_coercivity"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env_remove("COLUMNS")
        .output()
        .expect("the binary starts");
    Spoken {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

/// The folder of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A new, empty folder that is removed when the test is over.
struct Desk(PathBuf);

impl Desk {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("coercivity-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
