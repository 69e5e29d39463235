//! Every case of `cases/screen` is judged as it says.

use coercivity_data::{Problem, embedded};
use coercivity_quantity::Interval;
use coercivity_screen::{Findings, link, screen};

use crate::case_file::{Case, cases, world};

fn judged(case: &Case) -> Result<Findings, String> {
    let linked = link(&case.bill, world());
    let told = |problems: &[Problem]| format!("{} {}: {problems:?}", case.place, case.id);
    if !linked.problems.is_empty() {
        return Err(told(&linked.problems));
    }
    screen(&linked.tree, world(), &case.question, &case.bill.movements.rows).map_err(|it| told(&it))
}

/// The answer of a rulebook as the cases write it: a word, or what is owed; with its range where the case has one.
fn answer(findings: &Findings, rulebook: &str, ranged: bool) -> String {
    let movement = &findings.movements[0];
    if rulebook == "combined" {
        return movement.combined.headline().expect("controls are asked").word().to_owned();
    }
    let found = movement.rulebooks.iter().find(|it| it.rulebook == rulebook);
    let found = found.unwrap_or_else(|| panic!("no rulebook {rulebook}"));
    match &found.owed {
        Some(owed) if found.outcome.is_firm() => {
            format!("{:.2} % + {:.2} USD/kg", owed.percent.low(), owed.usd_per_kg.low())
        }
        Some(owed) if ranged => {
            let (percent, usd) = (owed.percent, owed.usd_per_kg);
            let range = |it: Interval<f64>| format!("{:.2} .. {:.2}", it.low(), it.high());
            format!("{} {} % + {} USD/kg", found.outcome.word(), range(percent), range(usd))
        }
        _ => found.outcome.word().to_owned(),
    }
}

fn check(file: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for case in cases(file) {
        let findings = match judged(&case) {
            Ok(findings) => findings,
            Err(problem) => {
                wrong.push(problem);
                continue;
            }
        };
        for (rulebook, expected) in &case.expect {
            let found = answer(&findings, rulebook, expected.contains(".."));
            if found != *expected {
                let clauses = findings.movements[0].rulebooks.iter().filter(|it| it.rulebook == *rulebook);
                let open: Vec<String> = clauses
                    .flat_map(|it| &it.clauses)
                    .map(|it| format!("{} {} {} {:?}", it.clause, it.verdict(), it.state, it.open))
                    .collect();
                let (place, id) = (&case.place, &case.id);
                wrong.push(format!(
                    "{place} {id}: {rulebook} {found}, expected {expected}\n    {}",
                    open.join("\n    ")
                ));
            }
            let certain = !["UNDETERMINED", "STATUS_UNKNOWN"].iter().any(|it| found.starts_with(it));
            if ["contested", "open"].contains(&case.certainty.as_str()) && certain && rulebook != "CN-62" {
                wrong.push(format!(
                    "{} {}: {rulebook} {found}, though {}",
                    case.place, case.id, case.certainty
                ));
            }
        }
    }
    wrong
}

#[test]
fn every_row_of_the_table_of_cases_is_judged_as_it_says() {
    let wrong = check("table.toml");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(cases("table.toml").len(), 50);
}

#[test]
fn both_sides_of_each_threshold_and_day_are_judged() {
    let wrong = check("edges.toml");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn whom_and_what_the_words_reach_is_judged() {
    let wrong = check("law.toml");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_several_statements_say_together_is_judged() {
    let wrong = check("parts.toml");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rulebook_is_well_formed() {
    assert!(!world().rulebooks.is_empty() && !world().declarations.is_empty());
    assert!(embedded().text("data/measures/rulebooks.csv").is_some());
}
