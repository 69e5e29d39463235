//! Any text as TOML: what is read keeps its place inside the text.
#![no_main]

use coercivity_data::Section;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut problems = Vec::new();
    let section = Section::read("fuzz.toml", text, &mut problems);
    section.only(&["id", "clause"], &mut problems);
    section.required_text("id", &mut problems);
    section.day("announced", &mut problems);
    for clause in section.sections("clause", &mut problems) {
        clause.texts("elements", &mut problems);
    }
    let lines = text.matches('\n').count() + 1;
    for problem in &problems {
        assert!(problem.line <= lines, "a place outside the text: {problem}");
    }
});
