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

/// A bill of so many products on five drives, whose magnets differ.
fn portfolio(products: usize) -> String {
    let mut text = String::from(
        "item_id,parent_id,name,quantity,value_amount,value_currency,maker_id,made_in,regime_item,origin,evidence\n",
    );
    for place in 0..products {
        let value = 2000 + place;
        text +=
            &format!("P{place},,machine,1,{value},USD,OWN,DE,,,\nA{},P{place},drive,1,,,,,,,\n", place % 5);
    }
    for (place, made) in ["CN", "JP", "DE", "", "US"].into_iter().enumerate() {
        text += &format!("A{place},,drive,1,300,USD,OWN,DE,,,\n");
        text += &format!("G{place},A{place},magnet,1,40,USD,S{},{made},magnet:NdFeB,,\n", place % 2);
        text += &format!("D{place},G{place},dysprosium,1,3,USD,,,metal:Dy,{made},\n");
    }
    text
}

#[test]
fn a_portfolio_is_the_same_on_one_thread_and_on_two_and_its_page_tells_the_gravest() {
    let desk = Desk::new("screen-portfolio");
    std::fs::write(desk.0.join("many.csv"), portfolio(720)).unwrap();
    for threads in ["1", "2"] {
        let mut arguments =
            vec!["screen", "many.csv", "--move", "JP:US", "--move", "CN:DE", "--move", "DE:CN"];
        arguments.extend(["--regime", "all", "--day", "2026-12-05", "--threads", threads, "-o", threads]);
        let said = coercivity(&desk.0, &arguments);
        assert_eq!(said.code, 0, "{}", said.stderr);
    }
    let read = |folder: &str, name: &str| std::fs::read(desk.0.join(folder).join(name)).unwrap();
    let text = |name: &str| String::from_utf8(read("1", name)).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text("manifest.json")).unwrap();
    let names = manifest["sha256"].as_object().unwrap();
    assert!(names.len() > 10, "{names:?}");
    for name in names.keys().map(String::as_str).chain(["manifest.json"]) {
        assert_eq!(read("1", name), read("2", name), "{name}");
    }
    let record = text("record.html");
    assert!(record.contains("2160 movements. The 200 gravest follow in full"));
    assert_eq!(record.matches("<h2 id=\"m").count(), 200);
    let document: serde_json::Value = serde_json::from_str(&text("screening.json")).unwrap();
    assert_eq!(document["told"]["movements"], 2160);
    assert_eq!(document["movements"].as_array().unwrap().len(), 200);
    // What is left out of a page stands in the tables.
    let rows = text("findings.csv");
    let movements: std::collections::BTreeSet<&str> =
        rows.lines().skip(1).filter_map(|it| it.split(',').next()).collect();
    assert_eq!(movements.len(), 2160);
}
