//! The scenarios and claims that ship, and what holds for every text.
#![allow(clippy::unwrap_used)]

use coercivity_data::{Bundle, Section};
use coercivity_quantity::Month;
use coercivity_world::measures::Assumption;
use coercivity_world::scenario::{Application, Scenario, shipped_problems};
use coercivity_world::{InstrumentId, Place};
use proptest::prelude::*;

use crate::scenario_cases::{WORLD, read, shown};

fn shipped(id: &str) -> Scenario {
    let path = format!("scenarios/{id}.toml");
    let (scenario, problems) = read(&path, WORLD.0.text(&path).unwrap());
    scenario.unwrap_or_else(|| panic!("{}", shown(&problems)))
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

#[test]
fn every_shipped_scenario_reads_and_is_called_like_its_file() {
    let paths: Vec<&str> = WORLD.0.under("scenarios/").map(|it| it.0).collect();
    assert_eq!(paths.len(), 6);
    for path in paths {
        let (scenario, problems) = read(path, WORLD.0.text(path).unwrap());
        let scenario = scenario.unwrap_or_else(|| panic!("{}", shown(&problems)));
        assert_eq!(path, format!("scenarios/{}.toml", scenario.id));
    }
}

#[test]
fn the_problems_of_what_a_bundle_brings_are_told_in_its_files() {
    let (bundle, world, _) = &*WORLD;
    assert_eq!(shipped_problems(bundle, world), []);
    let mut files: Vec<(String, String)> =
        bundle.files().map(|it| (it.0.to_owned(), it.1.to_owned())).collect();
    for (path, text) in &mut files {
        match path.as_str() {
            "scenarios/baseline.toml" => *text = text.replace("\"wind_turbine\"", "\"windmill\""),
            "data/claims/claims.toml" => *text = text.replace("from_months = 12\n", "from_months = 30\n"),
            _ => {}
        }
    }
    let problems = shipped_problems(&Bundle::new(files), world);
    let files: Vec<&str> = problems.iter().map(|it| it.file.as_str()).collect();
    assert_eq!(files, ["data/claims/claims.toml", "scenarios/baseline.toml"], "{}", shown(&problems));
}

#[test]
fn shocks_begin_where_the_files_say() {
    assert_eq!(shipped("baseline").shock_from, None);
    assert_eq!(shipped("floor-110").shock_from, None);
    assert_eq!(shipped("cutoff").shock_from, Some(month("2026-12")));
    assert_eq!(shipped("stockpile").shock_from, Some(month("2026-12")));
    assert_eq!(shipped("revived-2026-11-11").shock_from, Some(month("2026-11")));
    assert_eq!(shipped("april-2025").shock_from, Some(month("2025-04")));
}

/// A cut in January, and a practice on law that is suspended until the tenth of November, or for longer.
fn after_the_truce(law: &str) -> Scenario {
    let text = format!(
        r#"
        format = "coercivity.scenario/1"
        id = "own"
        title = "A practice"
        extends = "baseline"
        {law}
        [[practice]]
        id = "refused"
        clauses = ["cn-mofcom-2025-061:*"]
        from = 2026-11-11
        granted_share = {{ low = 0.0, best = 0.0, high = 0.0 }}
        cited = "assumed"
        [[cut]]
        id = "all"
        from = "2027-01"
        severity = 1.0
        "#
    );
    let (scenario, problems) = read("scenarios/own.toml", &text);
    scenario.unwrap_or_else(|| panic!("{}", shown(&problems)))
}

#[test]
fn a_practice_is_a_shock_where_its_law_binds() {
    let (idle, all) = ("practice `refused` does nothing between", &WORLD.1.measures);
    let is_idle = |it: &Scenario| it.warnings.iter().any(|it| it.starts_with(idle));
    let suspended = after_the_truce("");
    assert!(is_idle(&suspended), "{:?}", suspended.warnings);
    assert_eq!(suspended.shock_from, Some(month("2027-01")));
    let revived = r#"law = [{ change = "cn-mofcom-2025-070:1", assume = "revived" }]"#;
    let revived = after_the_truce(revived);
    assert!(!is_idle(&revived), "{:?}", revived.warnings);
    assert_eq!(revived.shock_from, Some(month("2026-11")));
    // An assumption about all law takes the place of the scenario's own, and with it goes what rested on that.
    let known_on = revived.known_on;
    let under = |assumption| revived.clone().asked_under(known_on, Some(assumption), all);
    for assumption in [Assumption::Actual, Assumption::Extended] {
        let scenario = under(assumption);
        assert_eq!(scenario.shock_from, Some(month("2027-01")), "{assumption:?}");
        assert!(is_idle(&scenario), "{:?}", scenario.warnings);
        let told = "What the scenario assumes of `cn-mofcom-2025-070:1` (revived) is not in this run";
        assert!(scenario.warnings.iter().any(|it| it.starts_with(told)), "{:?}", scenario.warnings);
    }
    assert_eq!(under(Assumption::Revived).shock_from, Some(month("2026-11")));
    let again = under(Assumption::Actual).asked_under(known_on, Some(Assumption::Revived), all);
    assert!(!is_idle(&again), "what was told of another law is not told of this: {:?}", again.warnings);
}

#[test]
fn only_the_stock_that_fills_after_the_shock_is_warned_of() {
    let told = |id: &str| shipped(id).warnings.iter().any(|it| it.contains("stockpile"));
    assert!(told("revived-2026-11-11"));
    assert!(!told("stockpile"));
}

#[test]
fn the_last_practice_that_applies_counts() {
    let revived = shipped("revived-2026-11-11");
    let day = "2026-12-01".parse().unwrap();
    let id = |what: &str, to: &str| {
        let clause = (InstrumentId::new(what).unwrap(), "Dy");
        let asked = Application { clause, good: None, destination: Place::new(to).unwrap(), day };
        let first = revived.practices_for(&asked).next();
        first.map(|it| revived.practices[it].id.as_str())
    };
    assert_eq!(id("cn-mofcom-2025-018", "JPN"), Some("ann18-allies"));
    assert_eq!(id("cn-mofcom-2025-018", "ASE"), Some("ann18-licences"));
    assert_eq!(id("cn-mofcom-2025-061", "JPN"), Some("ann61-licences"));
    assert_eq!(id("cn-mofcom-2025-061", "ASE"), None);
    assert_eq!(id("cn-mofcom-2023-023", "JPN"), None);
}

#[test]
fn a_cut_holds_what_it_names() {
    let cutoff = shipped("cutoff");
    let cut = &cutoff.cuts[0];
    assert!(cut.holds_stage("magnet") && !cut.holds_stage("concentrate") && !cut.holds_stage("swarf"));
    assert_eq!(cut.severity_in(month("2026-11")), 0.0);
    assert_eq!(cut.severity_in(month("2026-12")), 1.0);
    assert_eq!(cut.severity_in(cutoff.last_month()), 1.0);
}

#[test]
fn claims_are_borne_out_by_months_inside_their_window() {
    let (start, claims) = (month("2026-11"), &WORLD.2);
    let claim = |id: &str| claims.iter().find(|it| it.id == id).unwrap();
    let treasury = claim("s0-treasury-12-24-months");
    assert_eq!(treasury.borne_out(Some(month("2027-10")), start, 120), Some(false));
    assert_eq!(treasury.borne_out(Some(month("2027-11")), start, 120), Some(true));
    assert_eq!(treasury.borne_out(Some(month("2028-12")), start, 120), Some(false));
    assert_eq!(treasury.borne_out(None, start, 120), Some(false));
    assert_eq!(treasury.borne_out(None, start, 12), None);
    let ten_years = claim("s3-australian-10-years");
    assert_eq!(ten_years.borne_out(None, start, 120), Some(true));
    assert_eq!(ten_years.borne_out(None, start, 60), None);
    assert_eq!(ten_years.borne_out(Some(month("2030-01")), start, 120), Some(false));
    let defence = claim("s4-defence-2027");
    assert_eq!(defence.borne_out(Some(month("2027-12")), start, 120), Some(true));
    assert_eq!(defence.borne_out(Some(month("2028-01")), start, 120), Some(false));
    assert_eq!(defence.end_uses.len(), 2);
    let outlook = claim("s2-outlook-2027-2030");
    assert_eq!(outlook.borne_out(Some(month("2026-12")), start, 120), Some(false));
    assert_eq!(outlook.borne_out(Some(month("2030-12")), start, 120), Some(true));
}

#[test]
fn scenarios_that_extend_one_another_in_a_circle_are_told() {
    let (_, world, claims) = &*WORLD;
    let texts = ["a", "b"].map(|id| {
        let other = if id == "a" { "b" } else { "a" };
        let head = "format = \"coercivity.scenario/1\"\ntitle = \"t\"\n";
        (format!("scenarios/{id}.toml"), format!("{head}id = \"{id}\"\nextends = \"{other}\"\n"))
    });
    let bundle = Bundle::new(texts.clone());
    let mut problems = Vec::new();
    let context = coercivity_world::scenario::ScenarioContext::of(world, claims);
    let read = Scenario::read(&bundle, &texts[0].0, &texts[0].1, &context, &mut problems);
    assert_eq!(read, None);
    let circle = problems.iter().find(|it| it.remedy == "cut the circle").unwrap();
    assert_eq!((circle.file.as_str(), circle.line, circle.column), ("scenarios/b.toml", 4, 11));
}

/// A scenario with one line replaced by another text: close to what people write.
fn nearly_right() -> impl Strategy<Value = String> {
    let texts: Vec<String> = WORLD.0.under("scenarios/").map(|it| it.1.to_owned()).collect();
    let piece =
        "\\PC{0,20}|[\\[\\]={}\",.a-c0-9:-]{0,12}|[a-z_]{1,10} = (-?[0-9]{1,20}(\\.[0-9])?|\"[a-z:-]{0,8}\")";
    (prop::sample::select(texts), any::<prop::sample::Index>(), piece).prop_map(|(text, at, piece)| {
        let mut lines: Vec<&str> = text.lines().collect();
        let at = at.index(lines.len());
        lines[at] = &piece;
        lines.join("\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_text_is_too_odd_for_the_reader(text in "\\PC*|[\\[\\]={}\",.a-c0-9\n:-]*") {
        let _ = read("my.toml", &text);
    }

    #[test]
    fn no_slip_is_too_odd_for_the_reader(text in nearly_right()) {
        let (_, problems) = read("my.toml", &text);
        let lines = text.lines().count() + 1;
        for problem in problems.iter().filter(|it| it.file == "my.toml") {
            prop_assert!(problem.line <= lines, "{problem} lies beyond the file");
        }
    }

    #[test]
    fn a_misspelt_key_is_told_in_its_place(line in 0_usize..200, letter in "[a-z]") {
        let text = WORLD.0.text("scenarios/revived-2026-11-11.toml").unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let line = line % lines.len();
        let key = lines[line].split(" =").next().unwrap_or_default().to_owned();
        prop_assume!(!key.is_empty() && key.chars().all(|it| it.is_ascii_lowercase() || it == '_'));
        lines[line] = format!("{key}{letter}{letter}{}", &lines[line][key.len()..]);
        let text = lines.join("\n");
        let whole = Section::read("my.toml", &text, &mut Vec::new());
        prop_assume!(whole.entries().count() > 0);
        let (scenario, problems) = read("my.toml", &text);
        prop_assert!(scenario.is_none());
        prop_assert!(problems.iter().any(|it| it.line == line + 1), "{}", shown(&problems));
    }
}

#[test]
fn own_measures_that_are_announced_later_are_left_out_and_told() {
    let text = r#"
        format = "coercivity.scenario/1"
        id = "own"
        title = "A stockpile"
        extends = "cutoff"
        [[measure]]
        id = "invented-stock"
        standing = "invented"
        announced = 2026-11-20
        [[measure.clause]]
        id = "1"
        text = "Hold magnets."
        takes_effect = 2027-08-01
        scope = { goods = ["magnet:NdFeB"], holders_in = ["US"] }
        effect = { kind = "stockpile", cover_months = 6, fill_months = 12 }
        "#;
    let (scenario, problems) = read("scenarios/own.toml", text);
    assert_eq!(problems, []);
    let scenario = scenario.unwrap();
    let starts_late = |it: &String| it.starts_with("stockpile `invented-stock` starts filling");
    assert!(scenario.warnings.iter().any(starts_late), "{:?}", scenario.warnings);
    let all = &WORLD.1.measures;
    let same = scenario.clone().asked_under("2026-11-20".parse().unwrap(), None, all);
    assert_eq!((&same.measures, &same.warnings), (&scenario.measures, &scenario.warnings));
    let earlier = scenario.asked_under("2026-11-19".parse().unwrap(), None, all);
    assert!(earlier.measures.is_empty() && !earlier.warnings.iter().any(starts_late));
    let told = "`invented-stock` is not in this run: it was announced on 2026-11-20, after 2026-11-19";
    assert!(earlier.warnings.iter().any(|it| it.contains(told)), "{:?}", earlier.warnings);
}
