//! Any text as a published instrument.
#![no_main]

use std::sync::LazyLock;

use coercivity_data::{Section, embedded};
use coercivity_world::measures::{Words, conflicts, read_measure};
use libfuzzer_sys::fuzz_target;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::read(&embedded(), &mut Vec::new()));

fuzz_target!(|text: &str| {
    let mut problems = Vec::new();
    let section = Section::read("fuzz.toml", text, &mut problems);
    let measure = read_measure(&section, &WORDS, &mut problems);
    // What could not be read says why; what could be read can be looked at for contradictions.
    assert!(measure.is_some() || !problems.is_empty());
    let measures: Vec<_> = measure.into_iter().collect();
    let _ = conflicts(&measures);
});
