//! Worlds in folders: copied out, spoilt, refused whole.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{Desk, coercivity, root};

fn exported(name: &str) -> Desk {
    let desk = Desk::new(name);
    let spoken = coercivity(&desk.0, &["world", "export", "copy"]);
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    desk
}

#[test]
fn an_exported_world_is_the_same_world() {
    let desk = exported("export");
    let name = |arguments: &[&str]| coercivity(&desk.0, arguments).stdout;
    assert_eq!(name(&["world", "hash", "--data", "copy"]), name(&["world", "hash"]));
    assert_eq!(name(&["world", "hash", "--data", "copy/data"]), name(&["world", "hash"]));
    assert_eq!(coercivity(&desk.0, &["check", "--data", "copy"]).code, 0);
}

#[test]
fn nothing_is_exported_over_what_is_there() {
    let desk = exported("export-twice");
    let spoken = coercivity(&desk.0, &["world", "export", "copy"]);
    assert_eq!(spoken.code, 2);
    assert!(spoken.stderr.contains("`copy` is not empty"), "{}", spoken.stderr);
}

#[test]
fn every_problem_is_listed_with_its_place() {
    let desk = exported("spoilt");
    let data = desk.0.join("copy/data");
    fs::write(data.join("edition.toml"), "name = \"a b\"\nknown_on = 2026-11-22\nmoood = 1\n").unwrap();
    append(&data.join("vocabulary/countries.csv"), "one cell too few\n");
    fs::write(data.join("base/odd.csv"), [b'a', b'\n', b'b', 0xff]).unwrap();
    let spoken = coercivity(&desk.0, &["check", "--data", "copy"]);
    assert_eq!(spoken.code, 3, "{}", spoken.stderr);
    assert_eq!(spoken.stdout, "");
    for place in
        ["data/edition.toml:1:8: found", "data/edition.toml:3:1: found", "data/base/odd.csv:2:2: found"]
    {
        assert!(spoken.stderr.contains(place), "{place} is missing in\n{}", spoken.stderr);
    }
    assert!(spoken.stderr.lines().last().unwrap().starts_with("error "), "{}", spoken.stderr);
    let refused = coercivity(&desk.0, &["sources", "--data", "copy"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (3, ""));
}

#[test]
fn an_answer_is_written_whole_or_not_at_all() {
    let desk = Desk::new("output");
    let spoken = coercivity(&desk.0, &["world", "hash", "--format", "json", "-o", "hash.json"]);
    assert_eq!((spoken.code, spoken.stdout.as_str()), (0, ""));
    let text = fs::read_to_string(desk.0.join("hash.json")).unwrap();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["schema"], "coercivity.world/1");
    assert_eq!(document["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(coercivity(&desk.0, &["world", "hash", "-o", "no/such/x.txt"]).code, 1);
    assert_eq!(fs::read_dir(&desk.0).unwrap().count(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_goes_into_a_pipe_that_the_path_names() {
    let desk = Desk::new("pipe");
    let plain = coercivity(&desk.0, &["world", "hash"]);
    let piped = coercivity(&desk.0, &["world", "hash", "-o", "/dev/stdout"]);
    assert_eq!((piped.code, piped.stdout), (0, plain.stdout));
}

#[test]
fn completions_know_every_verb() {
    for shell in ["bash", "zsh", "fish"] {
        let spoken = coercivity(&root(), &["completions", shell]);
        assert_eq!(spoken.code, 0);
        for verb in ["run", "atlas", "measures", "backtest", "explain", "check", "sources", "world"] {
            assert!(spoken.stdout.contains(verb), "{shell} does not know {verb}");
        }
    }
}

#[test]
fn a_reader_who_closes_the_pipe_has_read_enough() {
    for arguments in [["world", "hash"], ["completions", "bash"], ["--help", "-q"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output =
            Command::new(env!("CARGO_BIN_EXE_coercivity")).args(arguments).stdout(writer).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}

#[test]
fn a_given_file_is_checked_in_its_place() {
    let desk = exported("one-file");
    let own = desk.0.join("data/edition.toml");
    fs::create_dir_all(own.parent().unwrap()).unwrap();
    fs::write(&own, "name = \"mine\"\n").unwrap();
    let spoken = coercivity(&desk.0, &["check", "data/edition.toml", "copy/data/base/roles.csv"]);
    assert_eq!(spoken.code, 3);
    assert!(spoken.stderr.starts_with("data/edition.toml:1:1: found no `known_on`"), "{}", spoken.stderr);
    assert!(spoken.stderr.ends_with("error 1 problem; nothing was answered\n"), "{}", spoken.stderr);
    assert_eq!(coercivity(&desk.0, &["check", "copy/data/base/roles.csv"]).code, 0);
}

fn append(path: &Path, text: &str) {
    let mut whole = fs::read_to_string(path).unwrap();
    whole.push_str(text);
    fs::write(path, whole).unwrap();
}
