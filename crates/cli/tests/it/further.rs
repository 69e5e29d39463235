//! What a run is asked beyond its own figures.

use std::fs;

use super::{Desk, coercivity};

const FILE: &str = r#"
format = "coercivity.scenario/1"
id = "tight"
title = "Fewer licences"
extends = "baseline"
buyers = ["US"]
[horizon]
from = "2026-11"
months = 2
[ask]
end_uses = ["ev_motor"]
figures = ["remanence"]
[assume]
leakage_share = { low = 0.0, best = 0.0, high = 0.0 }
demand_growth_per_year = { low = 0.2, best = 0.2, high = 0.2 }
[[variant]]
id = "leaky"
set = { "assume.leakage_share" = { low = 0.1, best = 0.1, high = 0.1 } }
"#;

/// The answer of `run tight.toml` with more words, as a program reads it.
fn run(desk: &Desk, words: &[&str]) -> serde_json::Value {
    fs::write(desk.0.join("tight.toml"), FILE).unwrap();
    let spoken = coercivity(&desk.0, &[&["run", "tight.toml", "--format", "json"], words].concat());
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    let document: serde_json::Value = serde_json::from_str(&spoken.stdout).unwrap();
    document["runs"][0].clone()
}

#[test]
fn variants_and_shares_are_told_and_kept() {
    let desk = Desk::new("further");
    let told = run(&desk, &["--preview", "--variants", "--attribute", "shapley"]);
    let variant = &told["view"]["variants"][0];
    assert_eq!(variant["id"], "leaky");
    let gain = variant["headlines"][0]["difference"]["p50"].as_f64().unwrap();
    assert!(gain > 0.001, "what slips past a cut raises what is left of service: {gain}");
    // The shares sum to what the scenario differs from its baseline by.
    let shared = &told["view"]["attribution"]["headlines"][0];
    let items = shared["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    let sum: f64 = items.iter().map(|it| it["effect"]["p50"].as_f64().unwrap()).sum();
    let difference = told["view"]["figures"][0]["p50"].as_f64().unwrap()
        - told["view"]["figures"][0]["baseline_p50"].as_f64().unwrap();
    assert!((sum - difference).abs() < 1e-9 && sum.abs() > 1e-4, "{sum} {difference}");
    // The folder keeps both, and the run made again by its id is asked the same.
    let folder = desk.0.join(told["folder"].as_str().unwrap());
    let figures: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("figures.json")).unwrap()).unwrap();
    assert_eq!(figures["variants"], told["view"]["variants"]);
    let id = told["run"].as_str().unwrap();
    let again = coercivity(&desk.0, &["run", id, "--format", "json"]);
    assert_eq!(again.code, 0, "{}", again.stderr);
    let again: serde_json::Value = serde_json::from_str(&again.stdout).unwrap();
    assert_eq!(again["runs"][0]["run"], told["run"]);
    assert_eq!(again["runs"][0]["view"]["attribution"], told["view"]["attribution"]);
}

#[test]
fn drivers_stand_in_the_view_with_both_ends_and_the_row_of_each_input() {
    let desk = Desk::new("drivers");
    let told = run(&desk, &["--drivers", "--draws", "40"]);
    let view = &told["view"];
    let driven = &view["drivers"]["headlines"][0];
    assert_eq!((&driven["headline"], &driven["use"]), (&"remanence_worst".into(), &serde_json::Value::Null));
    assert_eq!(driven["p50"], view["figures"][0]["p50"], "one use: its remanence is the worst");
    let rows = driven["drivers"].as_array().unwrap();
    assert!(rows.len() >= 20);
    for row in rows {
        let (low, high) = (row["lowest"]["input"].as_f64(), row["highest"]["input"].as_f64());
        assert!(low < high, "{row}");
        let reason = &view["whys"][row["why"].as_str().unwrap()];
        assert!(!reason["cites"].as_array().unwrap().is_empty(), "{row} leads to no row of fact");
        assert_ne!(row["label"], row["input"], "every input has words");
    }
    let folder = desk.0.join(told["folder"].as_str().unwrap());
    let figures = fs::read_to_string(folder.join("figures.json")).unwrap();
    let figures: serde_json::Value = serde_json::from_str(&figures).unwrap();
    assert_eq!(figures["drivers"], view["drivers"]);
}

#[test]
fn another_scenario_stands_beside_where_it_is_named() {
    let desk = Desk::new("versus");
    let told = run(&desk, &["--preview", "--vs", "floor-110"]);
    assert_eq!(told["view"]["baseline"]["id"], "floor-110");
    let differs = serde_json::json!(["measures", "assumptions about the market"]);
    assert_eq!(told["view"]["baseline"]["differs_in"], differs);
    let id = told["run"].as_str().unwrap();
    let again = coercivity(&desk.0, &["run", id, "--format", "json"]);
    let again: serde_json::Value = serde_json::from_str(&again.stdout).unwrap();
    assert_eq!(again["runs"][0]["run"], told["run"], "what stood beside is kept");
}

#[test]
fn what_cannot_be_answered_is_refused_before_anything_runs() {
    let desk = Desk::new("unanswerable");
    fs::write(desk.0.join("tight.toml"), FILE).unwrap();
    let refused = |words: &[&str], code: i32, told: &str| {
        let spoken = coercivity(&desk.0, &[&["run", "tight.toml"], words].concat());
        assert_eq!(spoken.code, code, "{}", spoken.stderr);
        assert!(spoken.stderr.contains(told), "{told} is missing in {}", spoken.stderr);
    };
    refused(&["--drivers", "--draws", "39"], 2, "--draws 40");
    refused(&["--inverse", "s4-haris-3-4-years", "--draws", "40"], 6, "s4-harris-3-4-years");
    refused(&["--inverse", "s4-harris-3-4-years", "--draws", "40"], 2, "independence");
    refused(&["--preview", "--variants", "--without", "leaky"], 2, "no variant");
    refused(&["--preview", "--vs", "floor-11"], 6, "floor-110");
    assert!(!desk.0.join("runs").exists(), "nothing is written");
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_says_that_it_is_one_and_what_it_leaves_open() {
    let desk = Desk::new("interrupted");
    fs::write(desk.0.join("tight.toml"), FILE).unwrap();
    let words = ["run", "tight.toml", "--draws", "100000", "--drivers", "--attribute", "one_out"];
    let child = std::process::Command::new(env!("CARGO_BIN_EXE_coercivity"))
        .args(words)
        .current_dir(&desk.0)
        .env("NO_COLOR", "1")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // The first draws are in their file: Ctrl-C is heard by then.
    let begun = || fs::read_dir(desk.0.join("runs")).is_ok_and(|mut it| it.next().is_some());
    let patience = std::time::Instant::now();
    while !begun() && patience.elapsed().as_secs() < 120 {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let id = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let ended = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(130), "{stderr}");
    let mut folders = fs::read_dir(desk.0.join("runs")).unwrap().map(|it| it.unwrap().path());
    let folder = folders.find(|it| it.to_string_lossy().ends_with("-interrupted")).unwrap();
    let figures = fs::read_to_string(folder.join("figures.json")).unwrap();
    let figures: serde_json::Value = serde_json::from_str(&figures).unwrap();
    let told = figures["warnings"][0].as_str().unwrap();
    for part in [
        "This run was interrupted when ",
        " of 100000 draws",
        "; drivers and attribution were not",
        "`coercivity run tight.toml ",
    ] {
        assert!(told.contains(part), "{part} is missing in {told}");
    }
    assert!(fs::read_to_string(folder.join("report.html")).unwrap().contains("This run was interrupted"));
}
