//! Every number of a run's figures leads to rows of fact.

use std::collections::BTreeSet;

use serde_json::Value;

/// Parts of a view whose numbers say how the run was made, not what it found.
const OF_THE_RUN: [&str; 3] = ["checks", "draws", "seed"];

/// Walks a view: whatever holds a number must name a reason, and every reason must lead to a row with a source.
pub fn every_number_has_a_reason(view: &Value) {
    let mut found = 0;
    for (key, part) in view.as_object().unwrap() {
        if !OF_THE_RUN.contains(&key.as_str()) && key != "whys" && key != "sources" {
            walk(view, part, key, &mut found);
        }
    }
    assert!(found > 200, "only {found} numbers were looked at");
}

fn walk(view: &Value, part: &Value, at: &str, found: &mut usize) {
    match part {
        Value::Array(all) => {
            all.iter().enumerate().for_each(|(i, it)| walk(view, it, &format!("{at}[{i}]"), found))
        }
        Value::Object(fields) => {
            // The year of a picture is its name; a difference has the reason of the number that it stands beside.
            let of_its_own = fields.iter().filter(|it| it.0 != "year" && it.0 != "rank");
            let below =
                fields.iter().filter(|it| !(it.0.starts_with("difference") && fields.contains_key("why")));
            if of_its_own.clone().any(|it| is_number(it.1)) {
                let why = fields.get("why").and_then(Value::as_str);
                let why = why.unwrap_or_else(|| panic!("{at} holds a number and no reason"));
                assert!(leads_to_a_row(view, why, &mut BTreeSet::new()), "{at}: {why} leads to no row");
                *found += 1;
            }
            below.for_each(|(key, it)| walk(view, it, &format!("{at}.{key}"), found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A number, or a line of numbers.
fn is_number(value: &Value) -> bool {
    value.is_number() || value.as_array().is_some_and(|it| it.iter().any(Value::is_number))
}

fn leads_to_a_row(view: &Value, handle: &str, seen: &mut BTreeSet<String>) -> bool {
    let reason = &view["whys"][handle];
    let cites = reason["cites"].as_array().unwrap_or_else(|| panic!("no reason is kept under {handle}"));
    let cited = cites.iter().any(|it| {
        let (source, row) = (it["source"].as_str().unwrap(), it["row"].as_str().unwrap());
        !source.is_empty() && (row.starts_with("data/") || row.starts_with("scenarios/")) && row.contains(':')
    });
    let deeper = reason["from"].as_array().unwrap().iter().filter_map(Value::as_str);
    cited || deeper.into_iter().any(|it| seen.insert(it.to_owned()) && leads_to_a_row(view, it, seen))
}

#[test]
#[should_panic(expected = "service[0] holds a number and no reason")]
fn a_number_without_a_reason_is_found() {
    every_number_has_a_reason(&serde_json::json!({ "service": [{ "p50": [1.0] }], "whys": {} }));
}

#[test]
#[should_panic(expected = "leads to no row")]
fn a_reason_without_a_row_is_found() {
    let whys = serde_json::json!({ "w1": { "says": "so", "cites": [], "from": [] } });
    every_number_has_a_reason(&serde_json::json!({ "base": { "chi2": 1.0, "why": "w1" }, "whys": whys }));
}
