//! `backtest` on episodes and facts of one's own: what could have been known is refused, what is missing says why.

use std::fs;
use std::path::Path;

use super::{Desk, Spoken, coercivity, root};

/// The guide's own example.
fn example() -> String {
    let guide = fs::read_to_string(root().join("docs/guides/write-an-episode.md")).unwrap();
    guide.split("```toml\n").nth(1).unwrap().split("```").next().unwrap().to_owned()
}

/// Facts about the example: a change of exports, of a price, and a price that the replay does not tell.
fn facts() -> String {
    let header = fs::read_to_string(root().join("cases/score/tiny-facts.csv")).unwrap();
    let row = |id: &str, key: &str, months: &str, hit: &str| {
        format!("{id},T.01,T,calibration,A,tungsten-2025,2025-02-04,{key},{months},,,{hit},ratio,me,\n")
    };
    format!("{}\n", header.lines().next().unwrap())
        + &row("T.01a", "exports,tungsten-oxide,CHN,-,WORLD", "ratio,2024-12,2025-04", "0.4,0.2,0.7")
        + &row("T.01b", "price,tungsten-oxide,CHN,fob,-", "ratio,2024-12,2025-04", "1.4,1.2,1.7")
        + &row("T.01c", "price,tungsten-oxide,CHN,free,-", "ratio,2024-12,2025-04", "1.4,1.2,1.7")
}

fn desk(name: &str, episode: &str, facts: &str) -> Desk {
    let desk = Desk::new(name);
    fs::create_dir(desk.0.join("mine")).unwrap();
    fs::write(desk.0.join("mine/e.toml"), episode).unwrap();
    fs::write(desk.0.join("facts.csv"), facts).unwrap();
    desk
}

fn backtest(desk: &Path, more: &[&str]) -> Spoken {
    let fixed = ["backtest", "--episodes", "mine", "--facts", "facts.csv", "--draws", "5"];
    coercivity(desk, &[&fixed[..], more].concat())
}

#[test]
fn a_replay_takes_no_day_of_knowledge_but_its_episodes_own() {
    let desk = desk("known-on", &example(), &facts());
    let spoken = backtest(&desk.0, &["--known-on", "2025-01-01"]);
    assert_eq!((spoken.code, spoken.stdout.as_str()), (2, ""));
    assert!(spoken.stderr.contains("an episode's own `known_on`"), "{}", spoken.stderr);
}

#[test]
fn an_episode_that_peeks_past_its_facts_is_refused_naming_the_rows() {
    let later = example()
        .replace("known_on = 2025-02-04", "known_on = 2025-06-30")
        .replace("\"2024-12\" = 720", "\"2024-12\" = 720, \"2025-04\" = 288");
    let desk = desk("peeking", &later, &facts());
    let spoken = backtest(&desk.0, &[]);
    assert_eq!((spoken.code, spoken.stdout.as_str()), (3, ""));
    for told in [
        "mine/e.toml:4:12: found known_on 2025-06-30, later than that of fact `T.01a` (facts.csv:2), `T.01b` (facts.csv:3)",
        "facts.csv:2: found fact `T.01a` of 2025-04, which mine/e.toml:66 tells as history",
    ] {
        assert!(spoken.stderr.contains(told), "{told} is not in\n{}", spoken.stderr);
    }
    assert_eq!(spoken.stderr.lines().count(), 3, "{}", spoken.stderr);
    // Months that had ended are no prediction, whatever the days say.
    fs::write(desk.0.join("mine/e.toml"), example()).unwrap();
    fs::write(desk.0.join("facts.csv"), facts().replace("2024-12,2025-04,,,0.4", "2024-11,2024-12,,,0.4"))
        .unwrap();
    let spoken = backtest(&desk.0, &[]);
    assert_eq!(spoken.code, 3);
    assert!(
        spoken.stderr.contains("fact `T.01a` of 2024-12, which mine/e.toml:66 tells"),
        "{}",
        spoken.stderr
    );
    // An episode that knows less than it might is fair.
    fs::write(desk.0.join("facts.csv"), facts().replace("2025-02-04", "2025-03-01")).unwrap();
    assert_eq!(backtest(&desk.0, &[]).code, 0);
}

#[test]
fn problems_of_episodes_and_facts_come_together() {
    let desk = desk(
        "together",
        &example().replace("to = \"JPN\"", "to = \"JPX\""),
        &facts().replace("ratio,2024-12", "ratoi,2024-12"),
    );
    let spoken = backtest(&desk.0, &[]);
    assert_eq!(spoken.code, 3);
    assert!(spoken.stderr.contains("place `JPX`") && spoken.stderr.contains("`ratoi`"), "{}", spoken.stderr);
    // A good that the file brings is known although the file has a problem.
    assert!(!spoken.stderr.contains("`tungsten-oxide` in `good`"), "{}", spoken.stderr);
}

#[test]
fn rows_that_are_missing_say_why_and_gaps_are_told() {
    let desk = desk(
        "missing",
        &example(),
        &(facts()
            + &facts().lines().nth(1).unwrap().replace("T.01", "T.02").replace("tungsten-2025", "other")
            + "\n"),
    );
    let spoken = backtest(&desk.0, &["--out", "out"]);
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    for told in [
        "note  1 row missing, no series of tungsten-2025 tells price:tungsten-oxide:CHN:free:-: T.01c",
        "note  1 row missing, no episode `other` was replayed: T.02a",
    ] {
        assert!(spoken.stderr.contains(told), "{told} is not in\n{}", spoken.stderr);
    }
    let json = fs::read_to_string(desk.0.join("out/score.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["missing"][1]["id"], "T.02a");
    assert_eq!(json["missing"][1]["why"], "no episode `other` was replayed");
    let short = example().replace("months = 18", "months = 3");
    fs::write(desk.0.join("mine/e.toml"), short).unwrap();
    let spoken = backtest(&desk.0, &[]);
    let told = "exports:tungsten-oxide:CHN:-:WORLD of tungsten-2025 lacks 2025-04: it runs from 2024-08 to 2024-12: T.01a";
    assert!(spoken.stderr.contains(told), "{}", spoken.stderr);
    // The tool reads the series that it wrote; those with a gap are told.
    let series = fs::read_to_string(desk.0.join("out/series.csv")).unwrap();
    let own = ["backtest", "--facts", "facts.csv", "--series", "series.csv"];
    fs::write(desk.0.join("series.csv"), &series).unwrap();
    let again = coercivity(&desk.0, &own);
    assert_eq!(again.code, 0, "{}", again.stderr);
    assert!(again.stdout.contains("T.01a,A,tungsten-2025,inside,"), "{}", again.stdout);
    assert!(!again.stderr.contains("gap"), "{}", again.stderr);
    let holed: String =
        series.lines().filter(|it| !it.contains(",2025-01,")).map(|it| format!("{it}\n")).collect();
    fs::write(desk.0.join("series.csv"), holed).unwrap();
    let holed = coercivity(&desk.0, &own);
    let told = "warn  a series with a gap: exports:tungsten-oxide:CHN:-:WORLD of tungsten-2025 lacks 2025-01 in 5 of 5 draws";
    assert!(holed.stderr.contains(told), "{}", holed.stderr);
    // A good that only the series name is still a slip.
    fs::write(desk.0.join("series.csv"), series.replace("tungsten-oxide", "tungsten-oxyde")).unwrap();
    assert_eq!(coercivity(&desk.0, &own).code, 3);
}

#[test]
fn two_files_of_one_episode_are_refused_by_backtest_and_check() {
    let desk = desk("twice", &example(), &facts());
    fs::write(desk.0.join("mine/f.toml"), example()).unwrap();
    let told = "mine/f.toml:2:6: found episode `tungsten-2025`, which mine/e.toml is already";
    for spoken in [backtest(&desk.0, &[]), coercivity(&desk.0, &["check", "mine/e.toml", "mine/f.toml"])] {
        assert_eq!(spoken.code, 3);
        assert!(spoken.stderr.contains(told), "{}", spoken.stderr);
    }
}

#[test]
fn an_instrument_that_changes_nothing_is_told_and_a_stock_that_is_filled_acts() {
    let with = |effect: &str| {
        example()
            + "[[measure]]\nid = \"store\"\nstanding = \"invented\"\nannounced = 2025-02-10\n[[measure.clause]]\nid = \"1\"\n\
               title = \"t\"\ntext = \"t\"\ntext_kind = \"summary\"\ntakes_effect = 2025-02-10\neffect = "
            + effect
            // A stock is held by somebody; a floor is of all that is made, whoever buys it.
            + "\n[measure.clause.scope]\ngoods = [\"oxide:W\"]\n"
            + if effect.contains("stockpile") { "holders_in = [\"JP\"]\n" } else { "" }
    };
    let idle = desk("idle", &with("{ kind = \"stockpile\" }"), &facts());
    let spoken = backtest(&idle.0, &["--out", "out"]);
    assert_eq!(spoken.code, 0, "{}", spoken.stderr);
    let told = "warn  instrument `store` changes nothing in the replay of tungsten-2025";
    assert!(spoken.stderr.contains(told), "{}", spoken.stderr);
    for (name, effect) in [
        ("store", "{ kind = \"stockpile\", cover_months = 24, fill_months = 6 }"),
        (
            "floor",
            "{ kind = \"price_floor\", form = \"difference\", floor_usd_per_kg = 900, basis = \"gross\", paid_by = [\"JP\"] }",
        ),
    ] {
        let acting = desk(name, &with(effect), &facts());
        let spoken = backtest(&acting.0, &["--out", "out"]);
        assert_eq!(spoken.code, 0, "{}", spoken.stderr);
        assert!(!spoken.stderr.contains("changes nothing"), "{name}: {}", spoken.stderr);
        let series = |desk: &Desk| fs::read_to_string(desk.0.join("out/series.csv")).unwrap();
        assert_ne!(series(&acting), series(&idle), "{name}");
    }
}
