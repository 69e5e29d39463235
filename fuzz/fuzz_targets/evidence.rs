//! Any bytes as a paper, and any text as the claims typed beside it; and any text as a mapping.
#![no_main]

use std::sync::LazyLock;

use coercivity_data::{Claims, HeaderWords, Issuers, Mapping, embedded, read_evidence};
use libfuzzer_sys::fuzz_target;

static WORDS: LazyLock<HeaderWords> = LazyLock::new(|| HeaderWords::read(&embedded(), &mut Vec::new()));

fuzz_target!(|input: (&[u8], &str, u8)| {
    let (bytes, text, ending) = input;
    let mut problems = Vec::new();
    let claims = Claims::read("fuzz.claims.toml", text, &mut problems);
    Mapping::read("mapping.toml", text, &mut problems);
    let issuers = Issuers::read("issuers.json", text, &mut problems);
    let path = ["fuzz.json", "fuzz.csv", "fuzz.jwt", "fuzz.xlsx", "fuzz.pdf", "fuzz.xml"][usize::from(ending) % 6];
    let (document, _) = read_evidence(path, bytes, &WORDS, Some(&claims), &issuers);
    assert_eq!(document.sha256.len(), 64);
    assert!(document.rows.iter().all(|it| it.document.ends_with(&document.sha256)));
});
