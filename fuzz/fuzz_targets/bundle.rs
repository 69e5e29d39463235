//! The whole world with one of its files replaced: the first byte chooses which.
#![no_main]

use std::sync::LazyLock;

use coercivity_data::{Bundle, embedded};
use coercivity_world::World;
use libfuzzer_sys::fuzz_target;

static FILES: LazyLock<Vec<(String, String)>> =
    LazyLock::new(|| embedded().files().map(|it| (it.0.to_owned(), it.1.to_owned())).collect());

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let mut files = FILES.clone();
    let place = usize::from(choice) % files.len();
    files[place].1 = text.to_owned();
    // Either a world or the reasons why not.
    if let Err(problems) = World::open(&Bundle::new(files), None) {
        assert!(!problems.is_empty());
    }
});
