//! Runs `cases/scenario/*.toml`: a scenario file, and what it says or every problem that must be told.
#![allow(clippy::disallowed_methods)]

use std::path::Path;
use std::sync::LazyLock;

use coercivity_data::{Bundle, Problem, embedded};
use coercivity_world::World;
use coercivity_world::scenario::{Claim, Scenario, ScenarioContext, load_claims};

/// The shipped world with its claims, opened once for all tests.
pub static WORLD: LazyLock<(Bundle, World, Vec<Claim>)> = LazyLock::new(|| {
    let bundle = embedded();
    let world = World::open(&bundle, None).unwrap_or_else(|it| panic!("{}", shown(&it)));
    let mut problems = Vec::new();
    let claims = load_claims(&bundle, &world.vocabulary, &world.sources, &mut problems);
    assert!(problems.is_empty(), "{}", shown(&problems));
    (bundle, world, claims)
});

pub fn shown(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Reads a scenario against the shipped world.
pub fn read(path: &str, text: &str) -> (Option<Scenario>, Vec<Problem>) {
    let (bundle, world, claims) = &*WORLD;
    let mut problems = Vec::new();
    let scenario = Scenario::read(bundle, path, text, &ScenarioContext::of(world, claims), &mut problems);
    assert_eq!(scenario.is_some(), problems.is_empty(), "a scenario or problems, never both or neither");
    (scenario, problems)
}

#[test]
fn every_case_of_a_scenario_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/scenario");
    let mut failures = Vec::new();
    let mut count = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let file: toml::Table = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for case in file["case"].as_array().unwrap() {
            count += 1;
            if let Err(told) = check(case.as_table().unwrap()) {
                failures.push(format!("{}: {}: {told}", path.display(), case["says"]));
            }
        }
    }
    assert!(count >= 20, "only {count} cases were found");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

fn check(case: &toml::Table) -> Result<(), String> {
    let (scenario, problems) = read("my.toml", case["scenario"].as_str().unwrap());
    match case.get("problems") {
        Some(expected) => check_problems(&problems, expected.as_array().unwrap()),
        None => check_scenario(&scenario.ok_or_else(|| shown(&problems))?, case),
    }
}

/// Every problem and no other, in any order: `LINE:COLUMN: words of it`, several words parted by ` .. `.
fn check_problems(problems: &[Problem], expected: &[toml::Value]) -> Result<(), String> {
    let mut open: Vec<&Problem> = problems.iter().collect();
    for line in expected.iter().map(|it| it.as_str().unwrap()) {
        let (place, words) = line.split_once(": ").unwrap();
        let met = |it: &&Problem| {
            let told = it.to_string();
            format!("{}:{}", it.line, it.column) == place
                && words.split(" .. ").all(|word| told.contains(word))
        };
        match open.iter().position(met) {
            Some(found) => drop(open.remove(found)),
            None => return Err(format!("expected `{line}` among:\n{}", shown(problems))),
        }
    }
    if open.is_empty() {
        Ok(())
    } else {
        Err(format!("{} problems too many in:\n{}", open.len(), shown(problems)))
    }
}

/// Compares the fields that a case names.
fn check_scenario(scenario: &Scenario, case: &toml::Table) -> Result<(), String> {
    let mut failures = Vec::new();
    for (field, expected) in case.iter().filter(|it| !["says", "scenario"].contains(&it.0.as_str())) {
        let found = field_of(scenario, field);
        let expected: Vec<String> = match expected {
            toml::Value::Array(items) => items.iter().map(|it| it.as_str().unwrap().to_owned()).collect(),
            one => vec![one.as_str().unwrap().to_owned()],
        };
        let same = found.len() == expected.len()
            && found
                .iter()
                .zip(&expected)
                .all(|it| if field == "warnings" { it.0.contains(it.1) } else { it.0 == it.1 });
        if !same {
            failures.push(format!("{field}: found {found:?} and expected {expected:?}"));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

fn field_of(scenario: &Scenario, field: &str) -> Vec<String> {
    let joined = |items: Vec<String>| items.join(" ");
    match field {
        "known_on" => vec![scenario.known_on.to_string()],
        "months" => vec![format!("{} to {}", scenario.from, scenario.last_month())],
        "shock_from" => vec![scenario.shock_from.map_or("none".to_owned(), |it| it.to_string())],
        "supplier" => vec![scenario.supplier.to_string()],
        "buyers" => scenario
            .buyers
            .iter()
            .map(|it| format!("{}: {}", it.id, joined(it.regions.iter().map(ToString::to_string).collect())))
            .collect(),
        "practices" => scenario
            .practices
            .iter()
            .map(|it| {
                let places = joined(it.destinations.iter().map(ToString::to_string).collect());
                let share = it.granted_share;
                format!(
                    "{}: {} from {} [{places}]",
                    it.id,
                    joined(vec![share.low, share.best, share.high].iter().map(ToString::to_string).collect()),
                    it.from
                )
            })
            .collect(),
        "cuts" => scenario
            .cuts
            .iter()
            .map(|it| {
                let elements = joined(it.elements.iter().map(ToString::to_string).collect());
                format!("{}: {} from {} [{elements}]", it.id, it.severity, it.from)
            })
            .collect(),
        "law" => scenario
            .law
            .choices
            .iter()
            .map(|it| format!("{} {}", it.instrument, it.assumption.word()))
            .chain([scenario.law.assumption.word().to_owned()])
            .collect(),
        "measures" => scenario.measures.iter().map(|it| it.id.to_string()).collect(),
        "end_uses" => scenario.ask.end_uses.iter().map(ToString::to_string).collect(),
        "assume" => scenario.assume.iter().map(|it| format!("{}: {}", it.0, it.1.best)).collect(),
        "run" => {
            vec![format!("{} {} {}", scenario.run.draws, scenario.run.seed, scenario.run.look_ahead_months)]
        }
        "warnings" => scenario.warnings.clone(),
        other => panic!("a case names the field `{other}`, which the runner does not know"),
    }
}
