//! The view model and the page agree on the shape of a run: the specimen of the page reads as a view and
//! writes back as it was, so that no field is missing, surplus or of another kind on either side.

use coercivity_report::{History, View, history_page, page};
use serde_json::Value;

const SPECIMEN: &str = include_str!("../../../../web/fixture/specimen.json");

const HISTORY: &str = include_str!("../../../../web/fixture/history.json");

/// The same values, whole numbers and fractions compared as numbers.
fn same(one: &Value, other: &Value, at: &str) {
    match (one, other) {
        (Value::Number(a), Value::Number(b)) => assert_eq!(a.as_f64(), b.as_f64(), "{at}"),
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len(), "{at}");
            a.iter().zip(b).enumerate().for_each(|(i, (a, b))| same(a, b, &format!("{at}[{i}]")));
        }
        (Value::Object(a), Value::Object(b)) => {
            assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>(), "{at}");
            a.iter().for_each(|(key, value)| same(value, &b[key], &format!("{at}.{key}")));
        }
        _ => assert_eq!(one, other, "{at}"),
    }
}

#[test]
fn the_specimen_reads_as_a_view_and_writes_back_as_it_was() {
    let written: Value = serde_json::from_str(SPECIMEN).expect("the specimen is JSON");
    let view: View = serde_json::from_str(SPECIMEN).expect("the specimen is a view");
    same(&written, &serde_json::to_value(&view).expect("a view is JSON"), "specimen");
}

#[test]
fn the_specimen_says_that_it_is_one() {
    let view: View = serde_json::from_str(SPECIMEN).expect("the specimen is a view");
    assert!(view.title.starts_with("Specimen, not a finding"));
    assert!(page(&view).contains("<title>Specimen, not a finding"));
}

#[test]
fn the_specimen_of_history_reads_as_a_view_and_writes_back_as_it_was() {
    let written: Value = serde_json::from_str(HISTORY).expect("the specimen is JSON");
    let view: History = serde_json::from_str(HISTORY).expect("the specimen is a view of a score");
    same(&written, &serde_json::to_value(&view).expect("a view is JSON"), "history");
    assert!(history_page(&view).contains("<title>Specimen, not a finding"));
}
