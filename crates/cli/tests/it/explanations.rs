//! `explain` reads a run's folder and nothing else.

use std::fs;

use super::{Desk, coercivity, root};

/// A run's folder with the figures of the page's specimen.
fn desk_with_a_run(name: &str) -> Desk {
    let desk = Desk::new(name);
    let folder = desk.0.join("runs/r-00000000");
    fs::create_dir_all(&folder).unwrap();
    fs::copy(root().join("web/fixture/specimen.json"), folder.join("figures.json")).unwrap();
    let manifest =
        r#"{"world": {"name": "2026.11/00000000", "sha256": "00"}, "scenario": {"text": "id = \"x\""}}"#;
    fs::write(folder.join("manifest.json"), manifest).unwrap();
    desk
}

#[test]
fn a_figure_leads_to_its_source_rows() {
    let desk = desk_with_a_run("explain");
    let spoken = coercivity(&desk.0, &["explain", "r-00000000", "remanence.USA"]);
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    let first = spoken.stdout.lines().next().unwrap();
    assert!(first.starts_with("remanence.USA.") && first.contains(" % ("), "{first}");
    assert!(spoken.stdout.contains("[specimen-"), "no source in\n{}", spoken.stdout);
    let json = coercivity(&desk.0, &["explain", "r-00000000", "remanence.USA", "--format", "json"]).stdout;
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(document["world"], "2026.11/00000000");
    assert!(document["explained"][0]["why"]["says"].is_string());
}

#[test]
fn an_unknown_figure_or_run_names_its_neighbours() {
    let desk = desk_with_a_run("explain-unknown");
    let figure = coercivity(&desk.0, &["explain", "r-00000000", "remanance.USA.wind"]);
    assert_eq!(figure.code, 6);
    assert!(figure.stderr.contains("nearest: remanence.USA.wind"), "{}", figure.stderr);
    let run = coercivity(&desk.0, &["explain", "r-0000000"]);
    assert_eq!(run.code, 6);
    assert!(run.stderr.contains("nearest: r-00000000"), "{}", run.stderr);
}

#[test]
fn a_spoilt_run_is_told_and_nothing_is_answered() {
    let desk = desk_with_a_run("explain-spoilt");
    fs::write(desk.0.join("runs/r-00000000/figures.json"), "{").unwrap();
    let spoken = coercivity(&desk.0, &["explain", "r-00000000", "remanence"]);
    assert_eq!((spoken.code, spoken.stdout.as_str()), (1, ""));
    assert!(spoken.stderr.contains("figures.json` cannot be read"), "{}", spoken.stderr);
}

#[test]
fn every_damaged_file_of_a_run_is_told_wherever_the_run_is_named() {
    let desk = Desk::new("damaged");
    let small = [
        "run",
        "baseline",
        "--preview",
        "--set",
        "ask.figures=[\"endurance\"]",
        "--set",
        "horizon.months=13",
    ];
    let spoken = coercivity(&desk.0, &[&small[..], &["--format", "json"]].concat());
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    let document: serde_json::Value = serde_json::from_str(&spoken.stdout).unwrap();
    let run = document["runs"][0]["run"].as_str().unwrap().to_owned();
    let folder = desk.0.join("runs").join(&run);
    assert_eq!(coercivity(&desk.0, &["explain", &run]).code, 0);
    let series = fs::read_to_string(folder.join("series.csv")).unwrap();
    fs::write(folder.join("series.csv"), series.replacen('1', "2", 1)).unwrap();
    fs::remove_file(folder.join("report.html")).unwrap();
    for words in
        [&["explain", run.as_str()][..], &["run", &run], &["run", "stockpile", "--vs", &run, "--preview"]]
    {
        let spoken = coercivity(&desk.0, words);
        assert_eq!((spoken.code, spoken.stdout.as_str()), (3, ""), "{words:?}");
        for told in
            ["series.csv: found a file with SHA-256 ", "report.html: found a file that cannot be read"]
        {
            assert!(spoken.stderr.contains(told), "{told} is not in\n{}", spoken.stderr);
        }
    }
    fs::remove_file(folder.join("manifest.json")).unwrap();
    let spoken = coercivity(&desk.0, &["explain", &run]);
    assert_eq!(spoken.code, 3);
    assert!(spoken.stderr.contains("found a folder without manifest.json"), "{}", spoken.stderr);
}

#[test]
fn all_that_cannot_be_found_is_told_together() {
    let desk = Desk::new("nowhere");
    let spoken = coercivity(&desk.0, &["run", "./a.toml", "cutof", "./b.toml", "--vs", "./c.toml"]);
    for told in [
        "a.toml: found",
        "b.toml: found",
        "c.toml: found",
        "no scenario has the id `cutof`",
        "nearest: cutoff",
    ] {
        assert!(spoken.stderr.contains(told), "{told} is not in\n{}", spoken.stderr);
    }
    assert_eq!(spoken.code, 6);
}

#[test]
fn a_project_that_comes_to_pay_has_a_date_of_central_values_and_no_money_of_its_own() {
    let desk = Desk::new("coming-to-pay");
    let scenario = "format = \"coercivity.scenario/1\"\nid = \"own\"\ntitle = \"Own\"\nextends = \"baseline\"\n\
                    horizon = { from = \"2026-11\", months = 12 }\nbuyers = [\"US\"]\n[ask]\nfigures = [\"service\"]\nclaims = []\n\
                    [[measure]]\nid = \"invented\"\nstanding = \"invented\"\nannounced = 2026-11-20\n[[measure.clause]]\n\
                    id = \"1\"\ntext = \"A stock.\"\ntakes_effect = 2026-12-01\n\
                    scope = { goods = [\"oxide:Nd\"], holders_in = [\"JP\"] }\n\
                    effect = { kind = \"stockpile\", budget_usd = 5000000 }\n";
    fs::write(desk.0.join("own.toml"), scenario).unwrap();
    let run = |more: &[&str]| {
        coercivity(&desk.0, &[&["run", "own.toml", "--draws", "12", "--out", "runs"], more].concat())
    };
    let spoken = run(&[]);
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    // What a clause would have to state to do something is named.
    assert!(spoken.stdout.replace('\n', " ").contains("cover_months"), "{}", spoken.stdout);
    let folder = fs::read_dir(desk.0.join("runs")).unwrap().next().unwrap().unwrap();
    let figures = fs::read_to_string(folder.path().join("figures.json")).unwrap();
    let view: serde_json::Value = serde_json::from_str(&figures).unwrap();
    let projects = view["projects"].as_array().unwrap();
    assert!(!projects.is_empty());
    for it in projects {
        assert!(it["outlay_usd"].as_f64().unwrap().is_sign_positive(), "{it}");
        if let Some(month) = it["first_output"].as_str() {
            assert!(month > "2026-11", "{it}");
        }
        let why = view["whys"][it["why"].as_str().unwrap()]["says"].as_str().unwrap();
        assert!(why.contains("central value") && why.contains("part of 12 draws"), "{why}");
    }
    // What is announced after the day of knowledge is not in the run, and is told for that alone.
    let earlier = run(&["--known-on", "2026-11-19"]);
    let told = earlier.stdout.replace('\n', " ");
    assert!(told.contains("`invented` is not in this run") && !told.contains("changes nothing"), "{told}");
}

#[test]
fn a_figure_names_the_law_that_acts_on_it_and_the_choices_of_its_scenario() {
    let desk = Desk::new("explain-law");
    let small = "horizon.months=16";
    let set =
        ["--set", small, "--set", "ask.figures=[\"remanence\"]", "--set", "ask.end_uses=[\"defence_smco\"]"];
    let words = ["run", "revived-2026-11-11", "--preview", "--format", "json"];
    let spoken = coercivity(&desk.0, &[&words[..], &set].concat());
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    let document: serde_json::Value = serde_json::from_str(&spoken.stdout).unwrap();
    let run = document["runs"][0]["run"].as_str().unwrap();
    let spoken = coercivity(&desk.0, &["explain", run, "remanence.us-allies.defence_smco"]);
    let told = spoken.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        // It begins later in the month of the shock.
        "cn-mofcom-2025-061:1-1 0.1 % of value, made abroad acts from 2026-11-11 on",
        "invented-club-five:admit, a measure of this scenario, acts from 2027-01-01 on",
        "practice ann61-licences of the scenario: under cn-mofcom-2025-061, 0 % of what is applied for is granted",
        "law actual; cn-mofcom-2025-070:1 for cn-mofcom-2025-061 revived, last day of the suspension 2026-11-10",
        "law as known on 2026-11-21, over 2026-10 to 2027-10:",
    ] {
        assert!(told.contains(part), "{part} is missing in\n{}", spoken.stdout);
    }
    // Magnets are not made of gallium, and no goods of this model are of polysilicon; what acts on other goods has its name.
    let (on_it, other) = told.split_once("on other goods act ").unwrap();
    assert!(!told.contains("polysilicon") && !told.contains("minimis"), "{}", spoken.stdout);
    assert!(other.starts_with(|it: char| it.is_ascii_digit()) && other.contains("cn-mofcom-2025-018:Dy,"));
    assert!(!on_it.contains("cn-mofcom-2025-018:Dy"), "a magnet of samarium holds no dysprosium");
}
