//! Writes the page of a run, or of a score of history: `cargo run -p coercivity-report --example page < run.json >
//! report.html`.
//!
//! The browser test uses it, so that what is tested is what a run writes.

use std::io::{Read, Write};

use coercivity_report::view::HISTORY_SCHEMA;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let document: serde_json::Value = serde_json::from_str(&text)?;
    let page = if document["schema"] == HISTORY_SCHEMA {
        coercivity_report::history_page(&serde_json::from_value(document)?)
    } else {
        coercivity_report::page(&serde_json::from_value(document)?)
    };
    std::io::stdout().write_all(page.as_bytes())?;
    Ok(())
}
