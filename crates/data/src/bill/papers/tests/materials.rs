//! Materials that stand in several rows, some of them hidden, and countries with a share beside them.

use coercivity_quantity::Interval;

use super::credentials::{credential, look};
use super::said;
use super::selective::shown;
use crate::bill::papers::tests::read;

const ANY: (f64, f64) = (0.0, 1.0);

/// A name, a country, and the least and the most of it from there.
type Said = (String, String, (f64, f64));

/// What a list of materials says: each name and country, and the share in which it holds; all where it says none. And what
/// is told beside it.
fn shares(materials: &str) -> (Vec<Said>, String) {
    let subject = format!(r#"{{"id": "MG-7", "materialsProvenance": [{materials}]}}"#);
    let (document, problems) = shown(&credential("did:web:a", &subject, ""), "");
    assert_eq!(problems, []);
    let share = |it: Option<Interval<f64>>| it.map_or((1.0, 1.0), |it| (it.low(), it.high()));
    let rows = document.rows.into_iter().map(|it| (it.subject, it.place, share(it.share)));
    (rows.collect(), document.remarks.join("\n"))
}

/// The same without names, countries or remarks.
fn ends(materials: &str) -> Vec<(f64, f64)> {
    shares(materials).0.into_iter().map(|it| it.2).collect()
}

fn row(name: &str, country: &str, mass: &str) -> String {
    let mass = if mass.is_empty() { String::new() } else { format!(r#", "massFraction": {mass}"#) };
    format!(r#"{{"name": "{name}", "originCountry": "{country}"{mass}}}"#)
}

#[test]
fn one_material_in_several_rows_has_a_share_in_each() {
    let (found, told) = shares(&[row("Dy", "JP", "0.01"), row("Dy", "CN", "0.03")].join(","));
    assert_eq!(found.iter().map(|it| it.2).collect::<Vec<_>>(), [(0.25, 0.25), (0.75, 0.75)]);
    assert!(!told.contains("massFraction"), "{told}");
    let (found, told) = shares(&[row("Dy", "JP", "0.01"), row("Dy", "CN", "")].join(","));
    assert_eq!(found.iter().map(|it| it.2).collect::<Vec<_>>(), [ANY, ANY]);
    assert!(told.contains("left out: `massFraction` of products or materials"), "{told}");
}

#[test]
fn rows_of_one_country_add_up() {
    let three = |masses: [&str; 3], countries: [&str; 3]| {
        let rows = masses.iter().zip(countries).map(|(mass, country)| row("Dy", country, mass));
        shares(&rows.collect::<Vec<_>>().join(",")).0.into_iter().map(|it| (it.1, it.2)).collect::<Vec<_>>()
    };
    let exactly = |place: &str, share: f64| (place.to_owned(), (share, share));
    assert_eq!(three(["0.5", "0.25", "0.25"], ["AU", "CN", "CN"]), [exactly("AU", 0.5), exactly("CN", 0.5)]);
    assert_eq!(three(["0.006", "0.006", "0.7"], ["CN"; 3]), [exactly("CN", 1.0)]);
    // What is called otherwise may be the same country, and a row without one may be of any.
    let wide = |place: &str, low: f64, high: f64| (place.to_owned(), (low, high));
    let found = three(["0.5", "0.25", "0.25"], ["AU", "CN", "China"]);
    assert_eq!(found, [wide("AU", 0.5, 0.75), wide("CN", 0.25, 0.5), wide("China", 0.25, 1.0)]);
    let nameless = r#"{"name": "Dy", "massFraction": 0.5}"#;
    assert_eq!(ends(&[row("Dy", "AU", "0.5"), nameless.to_owned()].join(",")), [(0.5, 1.0)]);
}

#[test]
fn names_that_differ_by_capitals_and_blanks_are_one_material() {
    let (found, _) = shares(&[row("MG-7.Dy", "AU", "0.25"), row("mg-7.dy ", "CN", "0.75")].join(","));
    let expected = [("MG-7.Dy", "AU", (0.25, 0.25)), ("mg-7.dy", "CN", (0.75, 0.75))];
    assert_eq!(found, expected.map(|it| (it.0.to_owned(), it.1.to_owned(), it.2)));
    assert_eq!(ends(&[row("MG-7.Dy", "AU", ""), row("MG-7. DY", "CN", "")].join(",")), [ANY, ANY]);
    let of_id = r#"{"id": "MG-7.Dy", "name": "dysprosium", "originCountry": "AU"}"#.to_owned();
    assert_eq!(ends(&[of_id.clone(), row("Dysprosium", "CN", "")].join(",")), [ANY, ANY]);
    assert_eq!(ends(&[of_id, row("neodymium", "CN", "")].join(",")), [(1.0, 1.0), (1.0, 1.0)]);
}

#[test]
fn a_hidden_row_leaves_the_parts_of_the_others_unknown() {
    let element = r#"{"...": "0000"}"#;
    let nameless = r#"{"originCountry": "CN", "_sd": ["0001"]}"#;
    let unnamed = r#"{"originCountry": "CN"}"#;
    for other in [element, nameless] {
        assert_eq!(ends(&format!("{}, {other}", row("Dy", "AU", "0.5"))), [ANY], "{other}");
        let both = [row("Dy", "AU", "0.5"), row("Dy", "CN", "0.5"), other.to_owned()].join(",");
        assert_eq!(ends(&both), [ANY, ANY], "{other}");
    }
    assert_eq!(ends(&format!("{}, {unnamed}", row("Dy", "AU", "0.5"))), [ANY, ANY]);
    // The id of another row may be hidden beside its name.
    let by_id = r#"{"id": "MG-7.Dy", "originCountry": "AU"}"#;
    let by_name = r#"{"name": "dysprosium", "originCountry": "CN", "_sd": ["0001"]}"#;
    assert_eq!(ends(&format!("{by_id}, {by_name}")), [ANY, ANY]);
    // A row that hides something else of itself is still the only one of its name.
    assert_eq!(ends(r#"{"name": "Dy", "originCountry": "AU", "_sd": ["0001"]}"#), [(1.0, 1.0)]);
}

#[test]
fn what_limits_a_country_beside_it_is_its_share_or_makes_it_any() {
    let of = |countries: &str| shares(&format!(r#"{{"name": "Dy", "originCountry": {countries}}}"#));
    let ends = |countries: &str| of(countries).0.into_iter().map(|it| it.2).collect::<Vec<_>>();
    assert_eq!(ends(r#"{"countryCode": "AU", "percentage": 20}"#), [(0.2, 0.2)]);
    assert_eq!(ends(r#"{"countryCode": "AU", "fraction": 0.2}"#), [(0.2, 0.2)]);
    assert_eq!(ends(r#"{"value": {"countryCode": "AU", "x:percent": 20}}"#), [(0.2, 0.2)]);
    // 0.5 may be a half or half of one percent.
    assert_eq!(ends(r#"{"countryCode": "AU", "percentage": 0.5}"#), [(0.005, 0.5)]);
    let several = r#"[{"countryCode": "CN", "percentage": 60}, {"type": "Country", "countryCode": "MY", "percentage": 40}]"#;
    assert_eq!(ends(several), [(0.6, 0.6), (0.4, 0.4)]);
    assert!(!of(several).1.contains("left out"));
    for (limit, named) in [
        (r#""share": 20"#, "`share`"),
        (r#""fraction": 20"#, "`fraction`"),
        (r#""percentage": "some""#, "`percentage`"),
        (r#""batch": "B-2""#, "`batch`"),
        (r#""_sd": ["0000"]"#, "what is not disclosed"),
        (r#""percentage": 20, "batch": "B-2""#, "`batch`, `percentage`"),
    ] {
        let (found, told) = of(&format!(r#"{{"countryCode": "AU", {limit}}}"#));
        assert_eq!(found[0].2, ANY, "{limit}");
        let expected =
            format!("left out: {named} beside the countries of `originCountry`, which may limit them");
        assert!(told.contains(&expected), "{told}");
    }
    assert_eq!(ends(r#"[{"countryCode": "CN", "percentage": 20}, "CN"]"#), [ANY]);
    // Of one of several rows of a material it is not said of which whole.
    let beside = format!(
        r#"{}, {{"name": "Dy", "originCountry": {{"countryCode": "CN", "percentage": 20}}, "massFraction": 0.5}}"#,
        row("Dy", "AU", "0.5")
    );
    assert_eq!(shares(&beside).0.into_iter().map(|it| it.2).collect::<Vec<_>>(), [ANY, ANY]);
    // Where a thing was made is limited alike; a claim in our own words is refused.
    let made = r#"{"id": "MG-7", "countryOfProduction": {"countryCode": "JP", "percentage": 20}}"#;
    let (document, _) = look(&credential("did:web:a", made, ""), "");
    assert_eq!(document.rows[0].share, Some(Interval::exactly(0.2)));
    let claim = format!(r#"{{"id": "MG-7", "claim": "metal", "place": {several}}}"#);
    let (document, problems) = look(&credential("did:web:a", &claim, ""), "");
    assert_eq!((document.rows.len(), problems.len()), (0, 1));
}

#[test]
fn what_limits_the_country_of_an_event_limits_it() {
    let event = r#"{"type": "EPCISDocument", "epcisBody": {"eventList": [{"type": "ObjectEvent", "eventTime": "2026-01-01T00:00:00Z",
        "epcList": ["urn:a"], "ilmd": {"cbvmda:countryOfOrigin": {"countryCode": "AU", "percentage": 20}}}]}}"#;
    let document = read("e.json", event.as_bytes());
    assert_eq!(said(&document), [("urn:a", "made", "AU")]);
    assert_eq!(document.rows[0].share, Some(Interval::exactly(0.2)));
}

#[test]
fn a_share_in_the_row_of_a_material_may_be_that_of_its_country_or_another() {
    for key in ["percentage", "percent", "fraction", "share"] {
        let limited = |mass: &str| format!(r#"{{"name": "Dy", "originCountry": "AU", "{key}": 0.6{mass}}}"#);
        let (found, told) = shares(&limited(""));
        assert_eq!(found[0].2, ANY, "{key}");
        assert!(told.contains("left out: a share beside `originCountry`"), "{told}");
        let rows = [limited(r#", "massFraction": 0.5"#), row("Dy", "CN", "0.5")].join(",");
        assert_eq!(ends(&rows), [ANY, ANY], "{key}");
    }
}

#[test]
fn a_row_of_no_mass_says_nothing_of_where_anything_comes_from() {
    let (found, told) = shares(&[row("Dy", "AU", "0.02"), row("Dy", "CN", "0")].join(","));
    assert_eq!(found.into_iter().map(|it| it.2).collect::<Vec<_>>(), [ANY, ANY]);
    assert!(told.contains("`massFraction` 0 of Dy: such a row says nothing"), "{told}");
    assert_eq!(ends(&row("Dy", "AU", "0")), [ANY]);
    assert_eq!(ends(&[row("Dy", "AU", "0"), row("Tb", "CN", "0.01")].join(",")), [ANY, (1.0, 1.0)]);
    // What makes more than the product is no part of it.
    for masses in [["0.8", "0.6"], ["60", "40"], ["-0.1", "0.2"]] {
        let rows = [row("Dy", "AU", masses[0]), row("Dy", "CN", masses[1])].join(",");
        assert_eq!(ends(&rows), [ANY, ANY], "{masses:?}");
    }
}
