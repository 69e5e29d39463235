//! Tasks that run other tools in order and stop at the first that fails.

use std::path::Path;
use std::process::Command;

use crate::Outcome;

/// Every Rust test, then the page in a browser.
pub fn test(root: &Path) -> Outcome {
    step(root, "cargo", &["test", "--workspace", "--locked"])?;
    needs("node", "install Node 20 or newer, or run `cargo test --workspace` for the Rust tests alone")?;
    step(root, "bash", &["web/check.sh"])?;
    Ok("all tests passed".to_owned())
}

/// Builds the page bundle again and compares it, byte for byte, with the committed one.
pub fn web(root: &Path) -> Outcome {
    needs("npm", "install Node 20 or newer with npm")?;
    let folder = root.join("web");
    step(&folder, "npm", &["ci", "--no-audit", "--no-fund"])?;
    step(&folder, "npm", &["run", "build"])?;
    step(root, "git", &["diff", "--exit-code", "--stat", "--", "web/dist"])?;
    Ok("the committed page bundle is what its sources build".to_owned())
}

/// What continuous integration runs.
pub fn ci(root: &Path) -> Outcome {
    step(root, "bash", &[".ci/run"])?;
    Ok("all of continuous integration passed".to_owned())
}

/// Runs a tool; its own output says what is wrong.
pub fn step(folder: &Path, tool: &str, arguments: &[&str]) -> Outcome {
    let line = format!("{tool} {}", arguments.join(" "));
    println!("== {line}");
    let status = Command::new(tool).args(arguments).current_dir(folder).status();
    match status {
        Ok(status) if status.success() => Ok(line),
        Ok(status) => Err(vec![format!("`{line}` failed: {status}")]),
        Err(error) => Err(vec![format!("`{line}` cannot start: {error}")]),
    }
}

fn needs(tool: &str, remedy: &str) -> Outcome {
    match Command::new(tool).arg("--version").output() {
        Ok(output) if output.status.success() => Ok(String::new()),
        _ => Err(vec![format!("this machine lacks `{tool}`: {remedy}")]),
    }
}
