//! `calibrate`: the same file from the same draws, and what it is used for.

use std::fs;

use super::{Desk, coercivity, root};

#[test]
fn a_calibration_is_the_same_on_one_thread_and_on_two_and_is_used() {
    let desk = Desk::new("calibrate");
    assert_eq!(coercivity(&desk.0, &["world", "export", "own"]).code, 0);
    // The quickest of the shipped episodes.
    fs::create_dir_all(desk.0.join("few")).unwrap();
    for name in ["e2-2019-threat.toml", "e6-projects.toml"] {
        fs::copy(root().join("data/history/episodes").join(name), desk.0.join("few").join(name)).unwrap();
    }
    let calibrate = |threads: &str, out: &str| {
        let few = ["--episodes", "few", "--draws", "40", "--threads", threads, "--out", out];
        coercivity(&desk.0, &[&["calibrate", "--data", "own"], &few[..]].concat())
    };
    let (one, two) = (calibrate("1", "one.toml"), calibrate("2", "two.toml"));
    assert_eq!((one.code, two.code), (0, 0), "{}{}", one.stderr, two.stderr);
    assert_eq!(one.stdout, two.stdout);
    let written = fs::read_to_string(desk.0.join("one.toml")).unwrap();
    assert_eq!(written, fs::read_to_string(desk.0.join("two.toml")).unwrap());
    assert!(one.stdout.contains("calibrated without the episode that is scored (the honest figure)"));
    assert!(one.stdout.contains("not identified, prior kept: "), "{}", one.stdout);
    assert!(written.contains("draws = 40") && written.contains("id = \"approval_hazard_per_month\""));

    let backtest =
        || coercivity(&desk.0, &["backtest", "--data", "own", "--episodes", "few", "--draws", "5"]);
    fs::remove_file(desk.0.join("own/data/market/posterior.toml")).ok();
    assert!(backtest().stderr.contains("note  parameters: their prior ranges"), "{}", backtest().stderr);
    // A calibration is in use where it held on what it had not seen; else it is a record.
    for (in_use, told) in [
        ("true", "data/market/posterior.toml "),
        ("false", "their prior ranges (data/market/posterior.toml "),
    ] {
        let lines = written
            .lines()
            .map(|it| if it.starts_with("in_use = ") { format!("in_use = {in_use}") } else { it.to_owned() });
        let text = lines.collect::<Vec<_>>().join("\n");
        assert!(text.contains(&format!("\nin_use = {in_use}\n")), "{written}");
        fs::write(desk.0.join("own/data/market/posterior.toml"), text).unwrap();
        let spoken = backtest();
        assert!(spoken.stderr.contains(&format!("note  parameters: {told}")), "{}", spoken.stderr);
    }
}

#[test]
fn nothing_to_calibrate_with_is_told() {
    let desk = Desk::new("calibrate-nothing");
    fs::create_dir_all(desk.0.join("none")).unwrap();
    let text = fs::read_to_string(root().join("data/history/episodes/e6-projects.toml")).unwrap();
    fs::write(desk.0.join("none/mine.toml"), text.replace("E6-projects", "another")).unwrap();
    let spoken = coercivity(&desk.0, &["calibrate", "--episodes", "none", "--draws", "20"]);
    assert_eq!(spoken.code, 2, "{}", spoken.stderr);
    assert!(spoken.stderr.contains("--facts FILE"), "{}", spoken.stderr);
}
