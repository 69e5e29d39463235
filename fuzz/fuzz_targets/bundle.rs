//! The whole world with one of its files replaced: the first byte chooses which.
#![no_main]

use std::sync::LazyLock;

use coercivity_data::{BaseRecords, Bundle, Edition, embedded};
use coercivity_world::measures::{Words, load_measures};
use libfuzzer_sys::fuzz_target;

static FILES: LazyLock<Vec<(String, String)>> =
    LazyLock::new(|| embedded().files().map(|it| (it.0.to_owned(), it.1.to_owned())).collect());

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let mut files = FILES.clone();
    let place = usize::from(choice) % files.len();
    files[place].1 = text.to_owned();
    let bundle = Bundle::new(files);
    let mut problems = Vec::new();
    Edition::read(&bundle, &mut problems);
    BaseRecords::read(&bundle, &mut problems);
    let words = Words::read(&bundle, &mut problems);
    load_measures(&bundle, &words, &mut problems);
});
