//! `docs/reference/command-line.md` is what the binary says of itself.

use std::fmt::Write as _;

use super::{coercivity, root};

const VERBS: [&str; 13] = [
    "run",
    "atlas",
    "measures",
    "backtest",
    "calibrate",
    "explain",
    "market",
    "bill",
    "screen",
    "check",
    "sources",
    "world",
    "completions",
];

#[test]
fn the_reference_is_what_the_binary_says() {
    let path = root().join("docs/reference/command-line.md");
    let mut text = String::from(
        "# Command line\n\nGenerated from the binary's own help; a test compares. To write it again:\n\
         `COERCIVITY_TRANSCRIPTS=write cargo test -p coercivity`.\n",
    );
    section(&mut text, "coercivity", &["--help"]);
    for verb in VERBS {
        section(&mut text, &format!("coercivity {verb}"), &[verb, "--help"]);
    }
    if std::env::var("COERCIVITY_TRANSCRIPTS").is_ok_and(|it| it == "write") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == text, "docs/reference/command-line.md is out of date; see its head");
}

/// The help of a verb, without the global options that the first section has.
fn section(text: &mut String, title: &str, arguments: &[&str]) {
    let spoken = coercivity(&root(), arguments);
    assert_eq!(spoken.code, 0, "{title}");
    let own = match (arguments.len(), spoken.stdout.split_once("\nGlobal options:")) {
        (2, Some((own, _))) => own,
        _ => &spoken.stdout,
    };
    write!(text, "\n## {title}\n\n```text\n{}\n```\n", own.trim_end()).unwrap();
}
