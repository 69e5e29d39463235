//! Any text as a table of facts and as a table of series, in two pieces.
#![no_main]

use coercivity_data::{ScoredFact, SeriesNames, SeriesReader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let names = SeriesNames::default();
    let mut problems = Vec::new();
    ScoredFact::read("fuzz.csv", input.0, &names, &mut problems);
    let mut reader = SeriesReader::new(&names);
    let pieces: [Result<&str, ()>; 2] = [Ok(input.0), Ok(input.1)];
    assert!(reader.read("fuzz.csv", pieces).is_ok());
    let (_, told) = reader.finish();
    let lines = (input.0.matches('\n').count() + input.1.matches('\n').count()) + 1;
    for problem in problems.iter().chain(&told) {
        assert!(problem.line <= lines, "a place outside the text: {problem}");
        assert!(!problem.to_string().is_empty());
    }
});
