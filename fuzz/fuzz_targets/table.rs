//! Any text as a table: every cell is read as everything it could be.
#![no_main]

use coercivity_data::{Range, Table};
use libfuzzer_sys::fuzz_target;

const COLUMNS: [&str; 8] = ["low", "best", "high", "unit", "as_of", "source", "at", "note"];

fuzz_target!(|text: &str| {
    let mut problems = Vec::new();
    let table = Table::read("fuzz.csv", text, &COLUMNS, &mut problems);
    for row in table.rows() {
        row.estimate(Range::Share, &mut problems);
        row.number("best", Range::NotNegative, &mut problems);
        row.day("as_of", &mut problems);
        row.month("as_of", &mut problems);
        row.one_of("unit", &[("share", 1)], &mut problems);
        row.required("source", &mut problems);
    }
    let lines = text.matches('\n').count() + 1;
    for problem in &problems {
        assert!(problem.line <= lines, "a place outside the text: {problem}");
        assert!(!problem.to_string().is_empty());
    }
});
