//! Every file of `cases/cli/`: a command, its exit code, and all that it prints.
//!
//! A file begins with `$ coercivity ...` and `exit N`; then come `== stdout` and `== stderr`, each with its lines. With
//! `COERCIVITY_TRANSCRIPTS=write` the test writes what the binary says now; read the difference before you commit it.

use std::fmt::Write as _;

use super::{Desk, Spoken, coercivity, root};

#[test]
fn the_binary_says_what_its_transcripts_say() {
    let folder = root().join("cases/cli");
    let write = std::env::var("COERCIVITY_TRANSCRIPTS").is_ok_and(|it| it == "write");
    let mut count = 0;
    let mut faults = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "txt") {
            continue;
        }
        count += 1;
        let wanted = std::fs::read_to_string(&path).unwrap();
        let command =
            wanted.lines().next().and_then(|it| it.strip_prefix("$ coercivity")).expect("a command first");
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let desk = Desk::new("transcript");
        let said = transcript(command, &coercivity(&desk.0, &arguments));
        if said == wanted {
            continue;
        }
        if write {
            std::fs::write(&path, said).unwrap();
        } else {
            faults.push(format!("{}:\n{said}", path.display()));
        }
    }
    assert!(count >= 6, "only {count} transcripts were found");
    assert!(faults.is_empty(), "the binary says something else than\n{}", faults.join("\n"));
}

fn transcript(command: &str, spoken: &Spoken) -> String {
    let mut text = format!("$ coercivity{command}\nexit {}\n", spoken.code);
    for (name, said) in [("stdout", &spoken.stdout), ("stderr", &spoken.stderr)] {
        writeln!(text, "== {name}").unwrap();
        text.push_str(&without_world(said));
    }
    text
}

/// The same text with the hash of the world and the program's version blanked: they change with every fact.
fn without_world(text: &str) -> String {
    let hex = |it: &str| (it.len() == 8 || it.len() == 64) && it.bytes().all(|it| it.is_ascii_hexdigit());
    let mut blanked = String::new();
    for part in text.split_inclusive(|it: char| !it.is_ascii_alphanumeric()) {
        let word = part.trim_end_matches(|it: char| !it.is_ascii_alphanumeric());
        blanked.push_str(&if hex(word) { part.replace(word, "<hash>") } else { part.to_owned() });
    }
    blanked.replace(env!("CARGO_PKG_VERSION"), "<version>")
}
