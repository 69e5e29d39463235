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
        "footing.csv",
        "findings.parquet",
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
    let table = coercivity(&desk.0, &["bill", "map", "one/findings.parquet"]);
    for column in ["movement", "clause_verdict", "share_high", "threshold", "why"] {
        assert!(table.stdout.contains(column), "{column}: {}", table.stdout);
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
fn a_gate_looks_at_controls_together_and_a_bill_of_nothing_is_no_pass() {
    let desk = Desk::new("screen-together");
    let file = desk.0.join("target.csv");
    let header = "level,item_id,quantity,value_amount,value_currency,regime_item,made_in,origin\n";
    std::fs::write(&file, format!("{header}0,T,1,100,USD,target:Tb,JP,\n1,x,1,5,USD,metal:Tb,,CN\n"))
        .unwrap();
    let path = file.display().to_string();
    let asked = ["screen", &path, "--move", "JP:KR:T", "--use", "civil", "--day", "2026-12-05"];
    let yes = [&asked[..], &["--law", "revived", "--fail-on", "yes"]].concat();
    let said = coercivity(&desk.0, &yes);
    // Of an unnamed user a licence is the least: no rulebook says more than open, and yet it is held back.
    assert!(said.stdout.contains("held back? yes  LICENCE_REQUIRED, at most"), "{}", said.stdout);
    assert_eq!(said.code, 4, "{}", said.stderr);
    assert!(
        said.stderr.contains("0 answers yes; by controls together 1 movement held back"),
        "{}",
        said.stderr
    );
    std::fs::write(&file, header).unwrap();
    let said = coercivity(&desk.0, &yes);
    assert_eq!(said.code, 3);
    assert!(said.stderr.contains("nothing to screen"), "{}", said.stderr);
}

/// A bill whose one part was made by a firm on the list of the forced labour act.
const BARRED: &str = r#"{
    "bill": [
        {"level": 0, "item_id": "B", "quantity": 1, "value_amount": 10, "value_currency": "USD", "made_in": "DE", "maker_id": "OK"},
        {"level": 1, "item_id": "li", "quantity": 1, "value_amount": 1, "value_currency": "USD", "made_in": "DE", "maker_id": "XJ"}
    ],
    "parties": [
        {"id": "XJ", "name": "xj", "lists": "uflpa"},
        {"id": "OK", "name": "ok", "lists": "none"}
    ]
}"#;

#[test]
fn no_control_asked_is_no_answer_of_controls_and_a_no_never_hides_what_is_barred() {
    let desk = Desk::new("screen-apart");
    let file = desk.0.join("bill.json");
    std::fs::write(&file, BARRED).unwrap();
    let path = file.display().to_string();
    let asked = ["screen", &path, "--move", "DE:US:B", "--day", "2026-06-01", "--regime"];
    for (regimes, headline) in [
        ("US-UFLPA", "held back? not asked  no export control was asked; US-UFLPA PRESUMED_BARRED"),
        ("CN-55,US-UFLPA", "held back? no  NOT_CAPTURED by controls, but US-UFLPA PRESUMED_BARRED"),
    ] {
        let said = coercivity(&desk.0, &[&asked[..], &[regimes]].concat());
        assert_eq!(said.code, 0, "{}", said.stderr);
        assert!(said.stdout.contains(headline), "{}", said.stdout);
        assert!(
            said.stdout.contains("in the way beside controls: 1 US-UFLPA PRESUMED_BARRED"),
            "{}",
            said.stdout
        );
    }
    let said = coercivity(&desk.0, &[&asked[..], &["US-UFLPA", "-o", "out", "--format", "json"]].concat());
    let answer: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let combined = &answer["movements"][0]["combined"];
    assert_eq!(combined["controls_asked"], false);
    assert!(combined["outcome"].is_null() && combined["verdict"].is_null(), "{combined}");
    assert_eq!(combined["apart"][0]["outcome"], "PRESUMED_BARRED");
    let read = |name: &str| std::fs::read_to_string(desk.0.join("out").join(name)).unwrap();
    let summary: serde_json::Value = serde_json::from_str(&read("summary.json")).unwrap();
    assert_eq!(summary["held_back"]["not asked"], 1);
    let record = read("record.html");
    assert!(record.contains("<td>not asked</td>") && record.contains("no export control was asked"));
    assert!(record.contains("<td class=\"yes\">US-UFLPA PRESUMED_BARRED</td>"), "{record}");
}

#[test]
fn what_cannot_be_answered_is_refused_with_the_words_to_use() {
    let desk = Desk::new("screen-words");
    let bill = example();
    let asked = ["screen", &bill, "--move", "JP:DE:MG-7"];
    let said = coercivity(&desk.0, &[&asked[..], &["--law", "both"]].concat());
    assert_eq!(said.code, 2);
    assert!(said.stderr.contains("--law revived and --law extended"), "{}", said.stderr);
    let said = coercivity(&desk.0, &[&asked[..], &["--answer", "logic_mm=7"]].concat());
    assert_eq!(said.code, 6);
    assert!(said.stderr.contains("logic_nm"), "{}", said.stderr);
    let said = coercivity(&desk.0, &[&asked[..], &["--user", "Nobody"]].concat());
    assert!(said.code == 0 && said.stderr.contains("`Nobody` is no party"), "{}", said.stderr);
}

#[test]
fn a_list_without_levels_is_remarked_by_all_who_read_it() {
    let desk = Desk::new("screen-flat");
    let file = desk.0.join("flat.csv");
    std::fs::write(&file, "Pos,item_id,quantity,made_in\n1,A,1,DE\n2,B,1,DE\n").unwrap();
    let path = file.display().to_string();
    for arguments in [&["screen", &path, "--move", "DE:US"][..], &["check", &path], &["bill", "map", &path]] {
        let said = coercivity(&desk.0, arguments);
        assert_eq!(said.code, 0, "{arguments:?}: {}", said.stderr);
        let told = said.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("a product of its own"), "{arguments:?}: {}", said.stdout);
    }
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

/// Writes a record of the example bill into a folder and says what was asked beside.
fn record(desk: &Desk, bill: &str, folder: &str, further: &[&str]) -> super::Spoken {
    let mut arguments = vec!["screen", bill, "--move", "JP:DE:MG-7", "-o", folder];
    arguments.extend(further);
    coercivity(&desk.0, &arguments)
}

#[test]
fn next_month_only_what_changed_is_told_and_why() {
    let desk = Desk::new("screen-since");
    let bill = example();
    assert_eq!(record(&desk, &bill, "oct", &["--day", "2026-11-05"]).code, 0);
    let law = ["--day", "2026-12-05", "--since", "oct"];
    let said = record(&desk, &bill, "nov", &law);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(said.stdout.contains("SUSPENDED -> STATUS_UNKNOWN"), "{}", said.stdout);
    assert!(said.stdout.contains("why: law: cn-mofcom-2025-061:1-1"), "{}", said.stdout);
    assert!(!said.stdout.contains("CN-18"), "what is as before is not told: {}", said.stdout);
    let read = |name: &str| std::fs::read_to_string(desk.0.join(name)).unwrap();
    assert!(read("nov/changes.csv").lines().nth(1).unwrap().starts_with("answer,changed,1,MG-7,"));
    assert!(read("nov/record.html").contains("What changed"));
    let manifest: serde_json::Value = serde_json::from_str(&read("nov/manifest.json")).unwrap();
    let named = manifest["since"]["manifest_sha256"].as_str().unwrap();
    assert!(said.stdout.contains(named) && manifest["sha256"]["changes.csv"].is_string());
    assert_eq!(record(&desk, &bill, "again", &law).stdout, said.stdout);
    assert_eq!(read("again/manifest.json"), read("nov/manifest.json"));
    // The same question once more: nothing is new.
    let said = record(&desk, &bill, "same", &["--day", "2026-12-05", "--since", "nov"]);
    assert!(said.stdout.contains("nothing changed; 1 movements"), "{}", said.stdout);
    assert_eq!(read("same/changes.csv").lines().count(), 1);
}

#[test]
fn papers_and_rows_are_told_as_what_changed() {
    let desk = Desk::new("screen-since-rows");
    let bill = example();
    let asked = ["--day", "2026-12-05", "--law", "revived"];
    assert_eq!(record(&desk, &bill, "one", &asked).code, 0);
    std::fs::create_dir(desk.0.join("papers")).unwrap();
    let paper = "id,subject,claim,place,issuer,strength\nE-9,MG-7.Dy,origin,CN,Maker,signed\n";
    std::fs::write(desk.0.join("papers/e.csv"), paper).unwrap();
    let since = [&asked[..], &["--since", "one"]].concat();
    let said =
        record(&desk, &bill, "two", &[&since[..], &["--evidence", "papers", "--width", "400"]].concat());
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(
        said.stdout.contains("why: papers: E-9 (Maker, signed) MG-7.Dy: origin CN counts now\n"),
        "{}",
        said.stdout
    );
    assert!(said.stdout.contains("open -> yes  0 .. 10.4167 % -> 10.4167 %  (>= 0.001)"), "{}", said.stdout);
    let text = std::fs::read_to_string(&bill).unwrap().replace(",1.25,USD", ",0.012,USD");
    std::fs::write(desk.0.join("next.csv"), text).unwrap();
    let said = record(&desk, "next.csv", "three", &since);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(said.stdout.contains("why: rows: MG-7.Dy\n"), "{}", said.stdout);
}

#[test]
fn what_is_no_record_of_this_bill_is_refused() {
    let desk = Desk::new("screen-since-bad");
    let bill = example();
    let asked = ["--day", "2026-12-05"];
    assert_eq!(record(&desk, &bill, "one", &asked).code, 0);
    let since = |folder: &'static str, bill: &str| {
        let said = record(&desk, bill, "two", &[&asked[..], &["--since", folder]].concat());
        assert_eq!(said.code, 3, "{}", said.stderr);
        said.stderr
    };
    assert!(since("nowhere", &bill).contains("no record: its manifest cannot be read"));
    std::fs::write(desk.0.join("other.csv"), "item_id,name,quantity\nMG-7,magnet,1\nX-1,x,1\n").unwrap();
    let moved = ["screen", "other.csv", "--move", "JP:DE:X-1", "-o", "other"];
    assert_eq!(coercivity(&desk.0, &moved).code, 0);
    assert!(since("other", &bill).contains("a record of another bill, of X-1"));
    let manifest = std::fs::read_to_string(desk.0.join("one/manifest.json")).unwrap();
    let later = manifest.replace("screen-folder/2", "screen-folder/9");
    std::fs::create_dir(desk.0.join("later")).unwrap();
    std::fs::write(desk.0.join("later/manifest.json"), later).unwrap();
    assert!(since("later", &bill).contains("the schema `coercivity.screen-folder/9`"));
    let another = manifest.replacen("\"findings.csv\": \"", "\"findings.csv\": \"0", 1);
    std::fs::write(desk.0.join("later/manifest.json"), another).unwrap();
    assert!(since("later", &bill).contains("a manifest that was changed after it was sealed"));
    for name in ["findings.csv", "papers.csv"] {
        let path = desk.0.join("one").join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text + "x\n").unwrap();
    }
    let told = since("one", &bill);
    assert!(told.matches("a damaged file, SHA-256").count() == 2, "{told}");
    let said = coercivity(&desk.0, &["screen", &bill, &bill, "--move", "JP:DE:MG-7", "--since", "one"]);
    assert!(said.code == 3 && said.stderr.contains("a record of 1 bills"), "{}", said.stderr);
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
