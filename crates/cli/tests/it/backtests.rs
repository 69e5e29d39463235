//! `cases/score/*.txt`: what the reference scorer prints for these facts and series, byte for byte.

use std::fs;

use super::{Desk, coercivity, root};

const TINY: [&str; 5] =
    ["backtest", "--facts", "cases/score/tiny-facts.csv", "--series", "cases/score/tiny-series.csv"];
const REAL: [&str; 3] = ["backtest", "--series", "cases/score/real-series.csv"];

fn expected(name: &str) -> String {
    fs::read_to_string(root().join("cases/score").join(name)).unwrap()
}

#[test]
fn it_prints_what_the_reference_prints() {
    for (arguments, plain, gated, code) in
        [(&TINY[..], "tiny.txt", "tiny-gate.txt", 0), (&REAL[..], "real.txt", "real-gate.txt", 4)]
    {
        let spoken = coercivity(&root(), arguments);
        assert_eq!((spoken.code, spoken.stdout), (0, expected(plain)), "{}", spoken.stderr);
        assert!(spoken.stderr.starts_with("note  a run in which nothing ever happens scores "));
        let spoken = coercivity(&root(), &[arguments, &["--gate"]].concat());
        assert_eq!((spoken.code, spoken.stdout), (code, expected(gated)), "{}", spoken.stderr);
    }
}

#[test]
fn skill_stands_below_what_the_reference_prints() {
    let spoken = coercivity(&root(), &[&REAL[..], &["--skill"]].concat());
    let more = spoken.stdout.strip_prefix(&expected("real.txt")).expect("the reference's lines come first");
    let heads: Vec<&str> = more.lines().map(|it| it.split(':').next().unwrap()).collect();
    assert_eq!(
        heads,
        [
            "# a run in which nothing ever happens",
            "# CRPS (in widths of the interval, each fact one vote)",
            "# skill against a random walk (7.14 % a month)",
            "# skill against the course of an earlier licence (E3-gallium-germanium)",
        ]
    );
    let again = coercivity(&root(), &[&REAL[..], &["--skill", "--threads", "1"]].concat());
    assert_eq!(again.stdout, spoken.stdout, "the same seed walks the same walks");
}

#[test]
fn one_episode_is_scored_alone_and_an_unknown_one_is_told() {
    let spoken = coercivity(&root(), &[&REAL[..], &["--scenario", "E3-graphite"]].concat());
    assert_eq!(spoken.stdout.lines().filter(|it| it.starts_with('E')).count(), 3);
    let spoken = coercivity(&root(), &[&REAL[..], &["--scenario", "E3-graphit"]].concat());
    assert_eq!(spoken.code, 6);
    assert!(spoken.stderr.contains("nearest: E3-graphite"), "{}", spoken.stderr);
}

#[test]
fn scores_are_written_as_csv_and_json() {
    let desk = Desk::new("backtest");
    let series = root().join("cases/score/real-series.csv");
    let spoken =
        coercivity(&desk.0, &["backtest", "--series", series.to_str().unwrap(), "--out", "new/score"]);
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    let folder = desk.0.join("new/score");
    let csv = fs::read_to_string(folder.join("score.csv")).unwrap();
    assert!(csv.starts_with("id,grade,scenario,status,"));
    assert!(csv.lines().next().unwrap().ends_with("crps,crps_random_walk,crps_licence_course"));
    let json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("score.json")).unwrap()).unwrap();
    assert_eq!(json["rows"].as_array().map(Vec::len), Some(csv.lines().count() - 1));
    assert_eq!(json["totals"]["all"]["inside"], 45);
    let figures: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("figures.json")).unwrap()).unwrap();
    let shown = figures["episodes"].as_array().unwrap().iter().flat_map(|it| it["facts"].as_array().unwrap());
    let (shown, rows): (Vec<_>, _) = (shown.collect(), json["rows"].as_array().unwrap());
    assert_eq!(shown.len(), rows.len(), "every fact is on the page");
    for row in rows {
        let fact = shown.iter().find(|it| it["id"] == row["id"]).expect("the fact is on the page");
        assert_eq!(
            (&fact["status"], &fact["value"], &fact["crps"]),
            (&row["status"], &row["value"], &row["crps"])
        );
        if fact["on_series"].is_object() {
            let of = |it: &serde_json::Value, key: &str| it[key].as_f64().unwrap();
            let part =
                |it: &serde_json::Value| (of(it, "value") - of(it, "low")) / (of(it, "high") - of(it, "low"));
            assert!((part(fact) - part(&fact["on_series"])).abs() < 1e-9, "drawn to scale: {fact}");
            if row["id"] == "E3.04b" {
                assert_eq!(of(fact, "value"), of(&fact["on_series"], "value"), "a level stands as it is");
            }
        }
        let reason = &figures["whys"][fact["why"].as_str().unwrap()];
        let source = reason["cites"][0]["source"].as_str().expect("a fact cites its source");
        assert!(figures["sources"][source]["title"].is_string(), "{source} is listed");
    }
    assert!(fs::read_to_string(folder.join("report.html")).unwrap().contains("coercivity.history/1"));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 4, "nothing half written is left");
}

#[test]
fn problems_of_facts_and_series_are_listed_together() {
    let desk = Desk::new("backtest-bad");
    let facts =
        expected("tiny-facts.csv").replacen(",level,", ",levl,", 1).replacen(",20,15,25,", ",20,30,25,", 1);
    fs::write(desk.0.join("facts.csv"), facts).unwrap();
    let series = expected("tiny-series.csv").replacen("2024-01", "2024-1", 1).into_bytes();
    fs::write(desk.0.join("series.csv"), [series, b"0,2024-01,\xff\n".to_vec()].concat()).unwrap();
    let spoken =
        coercivity(&desk.0, &["backtest", "--facts", "facts.csv", "--series", "series.csv", "none.csv"]);
    assert_eq!((spoken.code, spoken.stdout.as_str()), (3, ""));
    for place in [
        "facts.csv:2:74: found `levl` in `op`",
        "facts.csv:2:93: found `30` in `lo`",
        "series.csv:2:3: found `2024-1` in `month`",
        "series.csv:722:11: found bytes that are not UTF-8",
        "none.csv: found a file that cannot be read",
    ] {
        assert!(spoken.stderr.contains(place), "{place} is missing in\n{}", spoken.stderr);
    }
}

/// Walks an episode and gives its series as written.
fn walked(desk: &Desk, arguments: &[&str]) -> String {
    let fixed = ["backtest", "--draws", "3", "--out", "out"];
    let spoken = coercivity(&desk.0, &[&fixed[..], arguments].concat());
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    fs::read_to_string(desk.0.join("out/series.csv")).unwrap()
}

#[test]
fn a_replay_is_the_same_on_one_thread_and_on_two() {
    let desk = Desk::new("replay");
    let asked = ["--scenario", "E3-gallium-germanium"];
    let one = walked(&desk, &[&asked[..], &["--threads", "1"]].concat());
    let two = walked(&desk, &[&asked[..], &["--threads", "2"]].concat());
    assert!(one == two && one.lines().count() > 3000, "{} rows", one.lines().count());
    let other = walked(&desk, &[&asked[..], &["--seed", "7"]].concat());
    assert_ne!(one, other);
}

/// The guide's own example.
fn example() -> String {
    let guide = fs::read_to_string(root().join("docs/guides/write-an-episode.md")).unwrap();
    guide.split("```toml\n").nth(1).unwrap().split("```").next().unwrap().to_owned()
}

#[test]
fn an_episode_of_another_commodity_is_scored_on_facts_of_its_own() {
    let desk = Desk::new("tungsten");
    fs::create_dir(desk.0.join("mine")).unwrap();
    fs::write(desk.0.join("mine/tungsten.toml"), example()).unwrap();
    let header = expected("tiny-facts.csv").lines().next().unwrap().to_owned();
    let fact = "T.01a,T.01,T,calibration,A,tungsten-2025,2025-02-04,exports,tungsten-oxide,CHN,-,WORLD,ratio,2024-12,\
                2025-03,,,0.1,0,0.5,ratio,gac_monthly,";
    fs::write(desk.0.join("facts.csv"), format!("{header}\n{fact}\n")).unwrap();
    let asked = ["backtest", "--draws", "10", "--episodes", "mine", "--facts", "facts.csv"];
    let spoken = coercivity(&desk.0, &asked);
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    assert!(spoken.stdout.contains("T.01a,A,tungsten-2025,inside,"), "{}", spoken.stdout);
}

#[test]
fn check_reads_an_episode_wherever_it_lies() {
    let desk = Desk::new("check-episode");
    fs::write(desk.0.join("right.toml"), example()).unwrap();
    fs::write(desk.0.join("wrong.toml"), example().replace("to = \"JPN\"", "to = \"JPX\"")).unwrap();
    assert_eq!(coercivity(&desk.0, &["check", "right.toml"]).code, 0);
    let spoken = coercivity(&desk.0, &["check", "wrong.toml"]);
    assert_eq!(spoken.code, 3);
    assert!(
        spoken.stderr.contains("wrong.toml:") && spoken.stderr.contains("place `JPX`"),
        "{}",
        spoken.stderr
    );
}

#[test]
fn the_shipped_episodes_pass_the_gate() {
    let spoken = coercivity(&root(), &["backtest", "--gate", "--draws", "200"]);
    assert_eq!(spoken.code, 0, "{}{}", spoken.stdout, spoken.stderr);
    assert!(spoken.stderr.contains("no fact is about E3-antimony:"), "{}", spoken.stderr);
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let rounded = |line: &str, after: &str| {
        let line = spoken.stdout.lines().find(|it| it.starts_with(line)).expect("a line of totals");
        let number = line.split(after).nth(1).and_then(|it| it.split(' ').next()).expect("a number");
        format!("{:.2}", number.parse::<f64>().expect("a share"))
    };
    let (graded, all) =
        (rounded("# grade A", "counts as outside) "), rounded("# all", "counts as outside) "));
    let held = rounded("# all", "holds the value in ");
    assert!(
        readme.contains(&format!("| all | 27 | {graded} | {all} | 0.09 | {held} |")),
        "the README tells these numbers"
    );
}

#[test]
fn an_interval_that_no_share_can_meet_is_told() {
    let desk = Desk::new("backtest-beyond");
    let facts = fs::read_to_string(root().join("cases/score/tiny-facts.csv")).unwrap();
    let header = facts.lines().next().unwrap();
    let row = "X1a,X1,T,calibration,A,T,2024-01-01,service,cars,USA,-,-,level,,2024-03,,,90,80,100,pct,x,";
    fs::write(desk.0.join("facts.csv"), format!("{header}\n{row}\n")).unwrap();
    let series = root().join("cases/score/tiny-series.csv");
    let spoken =
        coercivity(&desk.0, &["backtest", "--facts", "facts.csv", "--series", series.to_str().unwrap()]);
    assert!(spoken.stderr.contains("the interval of X1a begins at 80"), "{}", spoken.stderr);
}

#[test]
fn a_unit_in_which_a_number_is_not_compared_is_told() {
    let desk = Desk::new("backtest-units");
    let facts = fs::read_to_string(root().join("cases/score/tiny-facts.csv")).unwrap();
    let (level, weighed) = (",20,15,25,-,", ",20,15,25,kg,");
    assert!(facts.contains(level), "{facts}");
    fs::write(desk.0.join("facts.csv"), facts.replacen(level, weighed, 1)).unwrap();
    let series = root().join("cases/score/tiny-series.csv");
    let spoken =
        coercivity(&desk.0, &["backtest", "--facts", "facts.csv", "--series", series.to_str().unwrap()]);
    assert!(spoken.stderr.contains("T01 is compared in `t`, and its unit is `kg`"), "{}", spoken.stderr);
    let told = spoken.stderr.lines().filter(|it| it.contains("its unit is")).count();
    assert_eq!(told, 1, "{}", spoken.stderr);
}
