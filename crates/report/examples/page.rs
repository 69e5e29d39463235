//! Writes the page of a run: `cargo run -p coercivity-report --example page < run.json > report.html`.
//!
//! The browser test uses it, so that what is tested is what a run writes.

use std::io::{Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut run = String::new();
    std::io::stdin().read_to_string(&mut run)?;
    let view: coercivity_report::View = serde_json::from_str(&run)?;
    std::io::stdout().write_all(coercivity_report::page(&view).as_bytes())?;
    Ok(())
}
