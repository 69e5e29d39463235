//! Any bytes as a bill: text with separators, JSON, a workbook, or none of them.
#![no_main]

use std::sync::LazyLock;

use coercivity_data::{HeaderWords, embedded, propose_mapping, read_written_bill};
use libfuzzer_sys::fuzz_target;

static WORDS: LazyLock<HeaderWords> = LazyLock::new(|| HeaderWords::read(&embedded(), &mut Vec::new()));

fuzz_target!(|bytes: &[u8]| {
    let (bill, written, problems) = read_written_bill("fuzz", bytes, &WORDS, None);
    let lines = bill.lines.rows.len();
    for problem in &problems {
        assert!(!problem.to_string().is_empty());
    }
    propose_mapping("fuzz", bytes, &WORDS);
    // What is given back has a row for each line that was read.
    if let Some(sheet) = written {
        assert_eq!(sheet.rows.iter().filter(|it| it.became.is_some()).count(), lines);
    }
});
