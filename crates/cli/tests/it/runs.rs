//! Runs from the door: the same bytes on one thread and on two, replayed by their id, refused when they cannot be.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::reasons::every_number_has_a_reason;
use super::{Desk, coercivity};

/// A small question: one buyer, one use, two months, central values.
const SMALL: [&str; 9] = [
    "run",
    "baseline",
    "--preview",
    "--set",
    "horizon.months=2",
    "--set",
    "ask.end_uses=[\"ev_motor\"]",
    "--set",
    "buyers=[\"US\"]",
];

/// Names and texts of a run's files.
fn files(runs: &Path) -> (String, BTreeMap<String, String>) {
    let mut folders = fs::read_dir(runs).unwrap();
    let folder = folders.next().expect("a run's folder").unwrap().path();
    assert!(folders.next().is_none(), "one run, one folder");
    let read = |it: fs::DirEntry| {
        (it.file_name().to_string_lossy().into_owned(), fs::read_to_string(it.path()).unwrap())
    };
    let texts = fs::read_dir(&folder).unwrap().map(|it| read(it.unwrap())).collect();
    (folder.file_name().unwrap().to_string_lossy().into_owned(), texts)
}

#[test]
fn every_number_of_a_report_has_a_reason() {
    let desk = Desk::new("reasons");
    let spoken = coercivity(&desk.0, &[&SMALL[..], &["--out", "runs"]].concat());
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    let (id, texts) = files(&desk.0.join("runs"));
    every_number_has_a_reason(&serde_json::from_str(&texts["figures.json"]).unwrap());
    let drawn = ["--set", "ask.figures=[\"service\"]", "--draws", "2", "--format", "json"];
    let of_floor: Vec<&str> =
        SMALL.iter().map(|it| if *it == "baseline" { "floor-110" } else { it }).collect();
    let of_floor: Vec<&str> = of_floor.into_iter().filter(|it| *it != "--preview").collect();
    let spoken = coercivity(&desk.0, &[&of_floor[..], &drawn].concat());
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    let floor: serde_json::Value = serde_json::from_str(&spoken.stdout).unwrap();
    let view = &floor["runs"][0]["view"];
    assert!(view["service"][0]["difference"]["p50"].is_array(), "draws beside a baseline have differences");
    every_number_has_a_reason(view);
    for path in [
        "service.USA",
        "price.ndpr-oxide",
        "hysteresis",
        "weakest.1",
        "chain.base.separation",
        "afloat",
        "licence_rent",
    ] {
        let spoken = coercivity(&desk.0, &["explain", &id, path, "--out", "runs"]);
        assert_eq!(spoken.code, 0, "{path}: {}", spoken.stderr);
        assert!(spoken.stdout.contains("[") && spoken.stdout.contains("data/"), "{path}: {}", spoken.stdout);
    }
    for quantity in ["afloat,-,-", "licence_rent,-,USA"] {
        assert!(texts["series.csv"].contains(quantity), "{quantity}");
    }
}

#[test]
fn a_run_is_the_same_on_one_thread_and_on_two_and_again_by_its_id() {
    let desk = Desk::new("runs");
    let run = |more: &[&str]| coercivity(&desk.0, &[&SMALL, more].concat());
    let one = run(&["--threads", "1", "--out", "one"]);
    assert_eq!(one.code, 0, "{}", one.stderr);
    let two = run(&["--threads", "2", "--out", "two"]);
    let (id, first) = files(&desk.0.join("one"));
    assert_eq!((id.clone(), first.clone()), files(&desk.0.join("two")));
    assert_eq!(one.stdout.replace("one/", "two/"), two.stdout);
    let names: Vec<&str> = first.keys().map(String::as_str).collect();
    assert_eq!(names, ["figures.json", "manifest.json", "report.html", "series.csv"]);
    assert!(first["series.csv"].starts_with("draw,month,quantity,good,place,tier,counterpart,value,unit\n"));
    assert_eq!(one.stdout.lines().last(), Some(format!("next: coercivity explain {id} remanence").as_str()));

    let explained = coercivity(&desk.0, &["explain", &id, "remanence.USA.ev_motor", "--out", "one"]);
    assert_eq!(explained.code, 0, "{}", explained.stderr);
    assert!(explained.stdout.contains("reference demand") && explained.stdout.contains("data/"));

    let again = coercivity(&desk.0, &["run", &id, "--out", "one"]);
    assert_eq!(again.code, 0, "{}", again.stderr);
    let (same, replayed) = files(&desk.0.join("one"));
    assert_eq!(same, id);
    assert_eq!(replayed["series.csv"], first["series.csv"]);
}

/// The small question of another scenario for one figure, with more words.
fn small_of<'a>(scenario: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut words = SMALL.to_vec();
    words[1] = scenario;
    words.extend(["--set", "ask.figures=[\"endurance\"]"]);
    words.extend(more);
    words
}

fn document(desk: &Desk, words: &[&str]) -> serde_json::Value {
    let spoken = coercivity(&desk.0, &[words, &["--format", "json"]].concat());
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    serde_json::from_str(&spoken.stdout).unwrap()
}

#[test]
fn the_baseline_stands_beside_and_a_run_names_it() {
    let desk = Desk::new("beside");
    let run = |words: &[&str]| document(&desk, words)["runs"][0].clone();
    let floor = run(&small_of("floor-110", &[]));
    assert_eq!(floor["view"]["baseline"]["id"], "baseline");
    assert_eq!(floor["view"]["baseline"]["differs_in"], serde_json::json!(["measures"]));
    assert_eq!(floor["view"]["public_money"][0]["baseline_p50"], 0.0);
    let manifest = |run: &serde_json::Value| -> serde_json::Value {
        let folder = desk.0.join(run["folder"].as_str().unwrap());
        serde_json::from_str(&fs::read_to_string(folder.join("manifest.json")).unwrap()).unwrap()
    };
    let named = manifest(&floor);
    assert_eq!(named["baseline"]["sha256"].as_str().map(str::len), Some(64));
    assert!(named["baseline"]["text"].as_str().unwrap().contains("id = \"baseline\""));
    let alone = run(&small_of("baseline", &[]));
    assert!(alone["view"]["baseline"].is_null() && manifest(&alone)["baseline"].is_null());
    // The baseline with a change has the baseline as it ships beside it, also when its run is made again.
    let change = ["--set", "practice.ann18-licences.granted_share=0.1"];
    let changed = run(&small_of("baseline", &change));
    assert_eq!(changed["view"]["baseline"]["differs_in"], serde_json::json!(["practice of licensing"]));
    let id = changed["run"].as_str().unwrap();
    assert_eq!(run(&["run", id])["run"], changed["run"]);
}

#[test]
fn sentences_name_what_stands_beside_and_assumptions_have_bounds() {
    let desk = Desk::new("beside-named");
    let said = |words: &[&str]| {
        let answer = document(&desk, words)["runs"][0]["view"]["answer"].clone();
        answer
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it.as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let beside = said(&small_of("stockpile", &["--vs", "floor-110"]));
    assert!(beside.contains("(floor-110 USD") && !beside.contains("baseline"), "{beside}");
    assert!(said(&small_of("stockpile", &[])).contains("(baseline USD"));
    let assumed = ["--set", "assume.cover_weeks_users=-3", "--set", "assume.approval_hazard_per_month=7"];
    let spoken = coercivity(&desk.0, &small_of("baseline", &assumed));
    assert_eq!(spoken.code, 3);
    for told in ["-3 to -3 for `cover_weeks_users`", "7 to 7 for `approval_hazard_per_month`"] {
        assert!(spoken.stderr.contains(told), "{}", spoken.stderr);
    }
}

#[test]
fn both_readings_are_two_runs_and_one_answer() {
    let desk = Desk::new("both");
    let both = small_of("baseline", &["--law", "both"]);
    let answer = document(&desk, &both)["runs"][0].clone();
    let unsettled = answer["unsettled"].to_string();
    assert!(unsettled.contains("cn-mofcom-2025-061:1-1"), "{unsettled}");
    let id = |place: usize| answer["readings"][place]["run"].as_str().unwrap().to_owned();
    assert_ne!(id(0), id(1));
    let revived = document(&desk, &small_of("baseline", &["--law", "revived"]));
    assert_eq!(revived["runs"][0]["run"], answer["readings"][0]["run"], "a reading is that run");
    assert_eq!(fs::read_dir(desk.0.join("runs")).unwrap().count(), 2);
    // By 2026-06 no suspension had run out: there is one reading.
    let early = small_of("baseline", &["--law", "both", "--set", "horizon.from=2026-01"]);
    let answer = document(&desk, &early)["runs"][0].clone();
    assert_eq!(answer["unsettled"], serde_json::json!([]));
    assert_eq!(answer["readings"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_is_not_asked_is_not_shown() {
    let desk = Desk::new("asked");
    let words = small_of("baseline", &[]);
    let spoken = coercivity(&desk.0, &words);
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    for absent in
        ["remanence", "coercivity:", "leverage", "independence", "weakest", "short from", "service:"]
    {
        let body: String = spoken.stdout.lines().filter(|it| !it.contains("replay")).collect();
        assert!(!body.contains(absent), "{absent} stands in\n{}", spoken.stdout);
    }
    let last = spoken.stdout.lines().last().unwrap();
    assert!(last.starts_with("next: coercivity explain") && last.ends_with(" endurance_service"), "{last}");
}

#[test]
fn a_scenario_that_cannot_be_is_refused_with_every_problem() {
    let desk = Desk::new("refused");
    let arguments = ["run", "baseline", "--set", "run.drawz=1", "--set", "buyers=[\"CN\", \"USS\"]"];
    let spoken = coercivity(&desk.0, &arguments);
    assert_eq!((spoken.code, spoken.stdout.as_str()), (3, ""), "{}", spoken.stderr);
    for told in ["`drawz`", "`USS`"] {
        assert!(spoken.stderr.contains(told), "{told} is missing in\n{}", spoken.stderr);
    }
    assert!(!desk.0.join("runs").exists(), "nothing is written for a run that was refused");
}

#[test]
fn what_a_floor_pays_and_builds_is_told() {
    let desk = Desk::new("projects");
    let words = small_of("floor-110", &["--set", "horizon.months=24"]);
    let spoken = coercivity(&desk.0, &[&words[..], &["--out", "runs"]].concat());
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    let (id, texts) = files(&desk.0.join("runs"));
    let view: serde_json::Value = serde_json::from_str(&texts["figures.json"]).unwrap();
    // The run's public money is the sum of its months.
    let sum = |line: &serde_json::Value| -> f64 {
        line.as_array().unwrap().iter().filter_map(serde_json::Value::as_f64).sum()
    };
    let of_floor = |part: &str, key: &str| -> serde_json::Value {
        let all = view[part].as_array().unwrap();
        all.iter().find(|it| it[key] == "invented-ndpr-floor:1").unwrap().clone()
    };
    let (months, run) = (of_floor("monthly", "of"), of_floor("public_money", "clause"));
    let total = run["p50"].as_f64().unwrap();
    assert!(total > 1e6 && (sum(&months["p50"]) / total - 1.0).abs() < 1e-9, "{run} {months}");
    assert_eq!((sum(&months["baseline_p50"]), run["baseline_p50"].as_f64()), (0.0, Some(0.0)));
    let projects = view["projects"].as_array().unwrap();
    // What runs with money of its own has not come to pay: it is told as one or the other.
    let both = |it: &&serde_json::Value| it["first_output"].is_string() && it["funded_output"].is_string();
    assert_eq!(projects.iter().find(both), None);
    let only_here =
        |it: &&serde_json::Value| it["first_output"].is_string() && it["baseline_first_output"].is_null();
    let named: Vec<&serde_json::Value> = projects.iter().filter(only_here).collect();
    assert!(!named.is_empty(), "{projects:?}");
    for it in named {
        let (name, start) = (it["label"].as_str().unwrap(), it["first_output"].as_str().unwrap());
        assert!(spoken.stdout.contains("Projects that go ahead only here (central values): "));
        let said = spoken.stdout.replace('\n', " ");
        assert!(said.contains(name) && said.contains(&format!("first output {start}")), "{said}");
        let path = format!("project.{}", it["id"].as_str().unwrap());
        let why = coercivity(&desk.0, &["explain", &id, &path, "--out", "runs"]);
        assert!(why.stdout.contains("data/base/projects.csv:"), "{}{}", why.stdout, why.stderr);
    }
    // What it pays is explained by its words and by tonnes and dollars, before all else and without what has no part in it.
    let path = "public_money_over_the_run.invented-ndpr-floor:1";
    let why = coercivity(&desk.0, &["explain", &id, path, "--out", "runs"]).stdout.replace("\n", " ");
    for part in ["top up the price of NdPr", "110 USD a kilogram of contained oxide", "USD/kg on average = "]
    {
        assert!(why.contains(part), "`{part}` in {why}");
    }
    assert!(!why.contains("parameters of the market"), "{why}");
}
