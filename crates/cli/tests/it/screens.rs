//! `coercivity screen`: from a file to a record, the same bytes each time.

use std::path::PathBuf;

use super::{Desk, coercivity, root};

fn example() -> String {
    root().join("examples/bills/servo-motor.csv").display().to_string()
}

const ASKED: [&str; 7] = ["--move", "JP:DE:MG-7", "--move", "DE:US:SM-40", "--use", "civil", "--day"];

#[test]
fn the_example_bill_is_judged_and_its_papers_are_named() {
    let desk = Desk::new("screen-example");
    let bill = example();
    let mut arguments = vec!["screen", &bill];
    arguments.extend(ASKED);
    arguments.extend(["2026-12-05", "--law", "revived", "--format", "json"]);
    let said = coercivity(&desk.0, &arguments);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let answer: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let movement = &answer["movements"][0];
    let book = movement["rulebooks"].as_array().unwrap().iter().find(|it| it["id"] == "CN-61").unwrap();
    assert_eq!(book["outcome"], "UNDETERMINED");
    let value = book["clauses"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["clause"] == "cn-mofcom-2025-061:1-1")
        .unwrap();
    let high = value["share"]["ranges"]["wide"]["high"].as_f64().unwrap();
    // 1.25 of 12.00, of which anything from nothing to all is Chinese.
    assert!((high - 1.25 / 12.0).abs() < 1e-12 && value["verdict"] == "open");
    assert!(value["why"]["from"].as_array().is_some_and(|it| !it.is_empty()));
    let papers = answer["papers"].as_array().unwrap();
    assert!(papers.iter().any(|it| it["from"] == "P-MAG"), "{papers:?}");
}

#[test]
fn a_folder_holds_the_record_and_is_the_same_each_time() {
    let desk = Desk::new("screen-folder");
    let bill = example();
    for folder in ["one", "two"] {
        let mut arguments = vec!["screen", &bill];
        arguments.extend(ASKED);
        arguments.extend(["2026-12-05", "--regime", "all", "-o", folder]);
        let said = coercivity(&desk.0, &arguments);
        assert_eq!(said.code, 0, "{}", said.stderr);
    }
    let names = [
        "findings.csv",
        "papers.csv",
        "problems.csv",
        "origins.csv",
        "summary.json",
        "record.html",
        "result.xlsx",
    ];
    for name in names.into_iter().chain(["manifest.json", "letters/P-MAG.de.txt"]) {
        let read = |folder: &str| std::fs::read(desk.0.join(folder).join(name)).unwrap();
        assert!(!read("one").is_empty());
        assert_eq!(read("one"), read("two"), "{name}");
    }
    let record = std::fs::read_to_string(desk.0.join("one/record.html")).unwrap();
    assert!(
        !record.contains("<script") && !record.contains("http://"),
        "the record runs nothing and reaches nothing"
    );
}

#[test]
fn words_of_a_bill_never_become_markup_or_formulas() {
    let desk = Desk::new("screen-odd");
    let file = desk.0.join("odd.csv");
    let text = "level,item_id,name,quantity,regime_item,made_in\n0,=A1,<script>alert(1)</script>,1,magnet:NdFeB+Dy,JP\n";
    std::fs::write(&file, text).unwrap();
    let path = file.display().to_string();
    let said = coercivity(&desk.0, &["screen", &path, "--move", "JP:DE", "-o", "out"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let read = |name: &str| std::fs::read_to_string(desk.0.join("out").join(name)).unwrap();
    assert!(read("record.html").contains("&lt;script&gt;") && !read("record.html").contains("<script"));
    assert!(read("findings.csv").contains("'=A1"));
}

#[test]
fn a_pipeline_stops_and_bad_bills_are_refused() {
    let desk = Desk::new("screen-gates");
    let bill = example();
    let mut arguments = vec!["screen", &bill];
    arguments.extend(ASKED);
    arguments.extend(["2026-12-05", "--fail-on", "open"]);
    assert_eq!(coercivity(&desk.0, &arguments).code, 4);
    assert_eq!(coercivity(&desk.0, &["screen", &bill]).code, 2);
    assert_eq!(coercivity(&desk.0, &["screen", &bill, "--move", "JP:DE", "--regime", "CN-16"]).code, 6);
    assert_eq!(coercivity(&desk.0, &["screen", &bill, "--move", "JP:XX"]).code, 3);
    let file: PathBuf = desk.0.join("circle.csv");
    std::fs::write(&file, "item_id,parent_id,name,quantity,made_in\nA,B,a,1,Germny\nB,A,b,1,DE\n").unwrap();
    let path = file.display().to_string();
    let said = coercivity(&desk.0, &["screen", &path, "--move", "JP:DE"]);
    assert_eq!(said.code, 3);
    assert!(said.stderr.contains("Germny") && said.stderr.contains("inside itself"), "{}", said.stderr);
}

#[test]
fn a_coming_day_and_a_letter_are_told() {
    let desk = Desk::new("screen-watch");
    let bill = example();
    let asked = ["screen", &bill, "--move", "JP:US:MG-7", "--contract", "dow", "--regime", "US-DFARS"];
    let mut arguments = asked.to_vec();
    arguments.extend([
        "--answer",
        "cots=no",
        "--answer",
        "electronic-device=no",
        "--answer",
        "recycled-in-us=no",
    ]);
    arguments.extend(["--answer", "nonavailability=no", "--answer", "funded-source=no"]);
    let watched = [&arguments[..], &["--day", "2026-12-01", "--watch", "60"]].concat();
    let said = coercivity(&desk.0, &watched);
    assert_eq!(said.code, 0, "{}", said.stderr);
    // The first phase looks at alloy and magnet alone, both Japanese; the second at the mine as well.
    assert!(
        said.stdout.contains("2027-01-01") && said.stdout.contains("COMPLIANT -> UNDETERMINED"),
        "{}",
        said.stdout
    );
    let letter = [&arguments[..], &["--day", "2027-02-01", "--letter", "P-MAG", "--lang", "de"]].concat();
    let said = coercivity(&desk.0, &letter);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(said.stdout.contains("Sehr geehrte") && said.stdout.contains("MG-7"), "{}", said.stdout);
}

#[test]
fn every_problem_of_a_bill_is_told_at_once() {
    let desk = Desk::new("screen-bad");
    std::fs::write(desk.0.join("bad.csv"), "item_id,parent_id,quantity\nA,B,1\nB,A,1\nC,ZZ,x\n").unwrap();
    let said = coercivity(&desk.0, &["screen", "bad.csv", "--move", "JP:DE"]);
    assert_eq!(said.code, 3, "{}", said.stderr);
    for wrong in ["bad.csv:4:3: found `x`", "found `A` inside itself", "found parent `ZZ`"] {
        assert!(said.stderr.contains(wrong), "{wrong}: {}", said.stderr);
    }
}
