//! What is said of the share of origin that would settle an answer.

use crate::{Desk, coercivity};

/// What is said behind the question for the origin of a part worth 5 in a magnet worth 100 USD on the invoice.
fn said(name: &str, value: &str) -> String {
    let desk = Desk::new(name);
    let header = "level,item_id,quantity,value_amount,value_currency,value_basis,regime_item,made_in,technology_origin";
    let lines = format!("{header}\n0,M,1,100,USD,invoice,magnet:NdFeB,JP,none\n1,D,1,{value},metal:Dy,,\n");
    std::fs::write(desk.0.join("b.csv"), lines).unwrap();
    let asked = ["screen", "b.csv", "--move", "JP:DE", "--day", "2026-12-05", "--regime", "CN-61"];
    let answer = coercivity(&desk.0, &asked);
    assert_eq!(answer.code, 0, "{}", answer.stderr);
    let folded = answer.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let begin = "country of origin of D, and the share from there";
    let place = folded.find(begin).unwrap_or_else(|| panic!("{}", answer.stdout));
    let rest = &folded[place + begin.len()..];
    rest[..rest.find(" IF THE LAW").unwrap_or(rest.len())].to_owned()
}

#[test]
fn the_share_is_told_where_it_settles_and_what_stands_before_it_where_not() {
    let alike = said("settling-alike", "5,USD,invoice");
    assert!(alike.starts_with(": below 2 % from CHN cn-mofcom-2025-061:1-1 says no, else yes"), "{alike}");
    for (name, value, told) in [
        ("settling-currency", "5,JPY,invoice", "D (JPY, invoice)"),
        ("settling-basis", "5,USD,replacement", "D (USD, replacement)"),
        ("settling-blank", "5,USD,", "D (USD, no basis stated)"),
    ] {
        let expected = format!(
            "; by itself it may settle nothing: first value in one currency and on one basis M (USD, invoice) and {told}"
        );
        let unlike = said(name, value);
        assert!(unlike.starts_with(&expected), "{unlike}");
    }
}

/// The list of papers says what the text says, in rows, in JSON and in the record; a letter does not hint at the answer.
#[test]
fn what_settles_is_told_wherever_papers_are_listed() {
    let desk = Desk::new("settling-lists");
    let header = "level,item_id,quantity,value_amount,value_currency,value_basis,regime_item,made_in,technology_origin,maker_id";
    for (value, told) in [
        ("5,USD,invoice", ": below 2 % from CHN cn-mofcom-2025-061:1-1 says no, else yes"),
        (
            "5,JPY,invoice",
            "; by itself it may settle nothing: first value in one currency and on one basis M (USD, invoice) and D (JPY, invoice)",
        ),
    ] {
        let lines = format!(
            "{header}\n0,M,1,100,USD,invoice,magnet:NdFeB,JP,none,P-M\n1,D,1,{value},metal:Dy,,,P-D\n"
        );
        std::fs::write(desk.0.join("b.csv"), lines).unwrap();
        let asked =
            ["screen", "b.csv", "--move", "JP:DE", "--day", "2026-12-05", "--regime", "CN-61", "-o", "o"];
        let answer = coercivity(&desk.0, &[&asked[..], &["--width", "400"]].concat());
        assert_eq!(answer.code, 0, "{}", answer.stderr);
        let line = format!("country of origin of D, and the share from there{told}");
        assert!(answer.stdout.contains(&line), "{}", answer.stdout);
        let read = |name: &str| std::fs::read_to_string(desk.0.join("o").join(name)).unwrap();
        let rows = read("papers.csv");
        assert!(
            rows.lines().next().unwrap().ends_with(",settles") && rows.contains(&format!(",\"{line}\"")),
            "{rows}"
        );
        assert!(read("record.html").contains(&line));
        let document: serde_json::Value = serde_json::from_str(&read("screening.json")).unwrap();
        let papers = document["papers"].as_array().unwrap();
        assert!(papers.iter().any(|it| it["settles"] == serde_json::json!([line])), "{papers:?}");
        let letter = read("letters/P-D.en.txt");
        assert!(letter.contains("country of origin") && !letter.contains(" % "), "{letter}");
        std::fs::remove_dir_all(desk.0.join("o")).unwrap();
    }
}
