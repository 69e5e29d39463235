//! Questions as a reader types them.

use clap::Parser as _;

use crate::answer::Answer;
use crate::args::Arguments;
use crate::commands;
use crate::failure::Failure;

fn ask(line: &str) -> Result<Answer, Failure> {
    let words = ["coercivity", "measures"].into_iter().chain(line.split_whitespace());
    commands::answer(&Arguments::try_parse_from(words).unwrap())
}

fn line(answer: &Answer, start: &str) -> String {
    let found = answer.text.lines().find(|it| it.starts_with(start));
    found.unwrap_or_else(|| panic!("no line `{start}` in\n{}", answer.text)).to_owned()
}

#[test]
fn one_day_has_three_states_by_what_was_known() {
    let state = |on: &str, known: &str| {
        let answer = ask(&format!("--about Dy --on {on} --known-on {known}")).unwrap();
        line(&answer, "cn-mofcom-2025-061:1-1")
    };
    assert!(state("2025-12-15", "2025-10-15").contains(" in force "));
    assert!(state("2025-12-15", "2025-11-15").contains(" asleep to 2026-11-10 "));
    assert!(state("2026-12-05", "2026-11-22").contains(" UNKNOWN (in force?) "));
    assert!(state("2025-10-20", "2025-10-20").contains(" not yet "));
}

#[test]
fn both_readings_and_the_way_to_choose_are_named() {
    let answer = ask("cn-mofcom-2025-061:1-1 --on 2026-12-05 --known-on 2026-11-22").unwrap();
    let state = line(&answer, "    state UNKNOWN");
    assert!(state.contains("revived: in force; extended: suspended"), "{state}");
    assert!(line(&answer, "UNKNOWN:").contains("no source after 2026-06-15"));
    let readings = &answer.json["clauses"][0]["state"]["readings"];
    assert_eq!(readings[1]["state"]["by"], "cn-mofcom-2025-070");
    let revived = ask("cn-mofcom-2025-061:1-1 --on 2026-12-05 --known-on 2026-11-22 --law revived").unwrap();
    assert!(line(&revived, "    state").contains("in force"));
    assert!(line(&revived, "as far as known").contains("law ASSUMED: revived"));
}

#[test]
fn a_suspension_is_over_only_where_what_it_suspends_is_known_to_be_back() {
    let state = |on: &str, law: &str| {
        let answer = ask(&format!("--issuer CN --on {on} --known-on 2026-11-22 {law}")).unwrap();
        line(&answer, "cn-mofcom-2025-070:1 ")
    };
    assert!(state("2026-11-09", "").contains(" runs to 2026-11-10 "));
    // Whether the last day is included is as open as what comes after it.
    for on in ["2026-11-10", "2026-11-11"] {
        assert!(state(on, "").contains(" UNKNOWN (2026-11-10"), "{}", state(on, ""));
    }
    assert!(state("2026-11-11", "--law extended").contains(" renewed "));
    assert!(state("2026-11-11", "--law revived").contains(" lapsed 2026-11-10 "));
}

#[test]
fn both_readings_of_changes_are_asked_one_after_the_other() {
    for asked in ["--calendar", "--timeline", "--diff 2026-11-26..2026-11-28"] {
        assert_eq!(ask(&format!("{asked} --law both")).unwrap_err().exit_code(), 2, "{asked}");
    }
}

#[test]
fn a_timeline_shows_each_turn() {
    let answer = ask("cn-mofcom-2025-061:1-3 --timeline --on 2026-06-01 --known-on 2026-11-22").unwrap();
    let turns = answer.csv.unwrap();
    for turn in ["2025-10-09,in force", "2025-11-07,suspended", "2026-11-10,unknown"] {
        assert!(turns.contains(turn), "{turns}");
    }
    assert!(line(&ask("--timeline --issuer CD").unwrap(), "cd-arecoms-2025-004:2026").contains('#'));
}

#[test]
fn two_days_differ_by_what_turned_between_them() {
    let answer = ask("--diff 2025-11-09..2025-11-10 --known-on 2026-11-22 --issuer US").unwrap();
    let changed: Vec<&str> =
        answer.json["differences"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    let wanted =
        ["us-eo-14228:china-20", "us-bis-2025-09-29:affiliates", "us-eo-2025-11-04-fentanyl:china-10"];
    assert_eq!(changed, wanted);
    assert_eq!(ask("--diff 2025-11-09").unwrap_err().exit_code(), 2);
}

#[test]
fn what_nothing_has_is_refused_with_the_nearest() {
    let failure = ask("cn-mofcom-2025-6").unwrap_err();
    assert_eq!(failure.exit_code(), 6);
    assert!(failure.lines()[1].contains("cn-mofcom-2025-061"), "{:?}", failure.lines());
    assert_eq!(ask("cn-mofcom-2025-061:9").unwrap_err().exit_code(), 6);
    assert_eq!(ask("--issuer XX").unwrap_err().exit_code(), 6);
    // The issuer's code may be left out.
    assert!(line(&ask("mofcom-2025-070").unwrap(), "cn-mofcom-2025-070:1").contains("suspends"));
}

#[test]
fn about_reads_symbols_names_groups_stages_and_materials_and_refuses_what_nothing_has() {
    let listed = |words: &str, id: &str| {
        let answer = ask(&format!("--about {words} --on 2026-06-01 --known-on 2026-11-22")).unwrap();
        let clauses = answer.json["clauses"].as_array().unwrap();
        clauses.iter().any(|it| it["id"].as_str() == Some(id))
    };
    for word in ["gallium", "ga", "Ga", "GALLIUM", "metal:Ga"] {
        assert!(listed(word, "cn-mofcom-2023-023:1") && listed(word, "cn-mofcom-2024-046:2"), "{word}");
        assert!(!listed(word, "cn-mofcom-2025-018:Dy"), "{word}");
    }
    for word in ["dysprosium", "dy", "REE", "magnet"] {
        assert!(listed(word, "cn-mofcom-2025-018:Dy") && listed(word, "cn-mofcom-2025-061:1-1"), "{word}");
        assert!(!listed(word, "cn-mofcom-2023-023:1"), "{word}");
    }
    assert!(listed("graphite", "cn-mofcom-2024-046:2-graphite"));
    assert!(!listed("graphite", "cn-mofcom-2024-046:2"));
    for (word, near) in [("xyzzy", ""), ("galium", "gallium"), ("magent", "magnet"), ("oxid:Tb", "oxide:Tb")]
    {
        let failure = ask(&format!("--about {word}")).unwrap_err();
        assert_eq!(failure.exit_code(), 6, "{word}");
        assert!(failure.lines().join(" ").contains(near), "{word}: {:?}", failure.lines());
    }
}

#[test]
fn about_a_substance_lists_what_names_it_before_what_names_none() {
    let answer = ask("--about oxide:Tb --on 2026-06-01 --known-on 2026-11-22").unwrap();
    let place = |it: &str| answer.text.find(it).unwrap_or_else(|| panic!("no `{it}` in\n{}", answer.text));
    assert!(place("cn-mofcom-2025-018:Tb") < place("naming no substance"));
    assert!(!answer.text.contains("cn-mofcom-2025-018:Dy"));
    assert!(place("naming no substance") < place("cn-mofcom-2024-046:1"));
}
