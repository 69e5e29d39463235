//! What stands beside what is read: it counts, or it is told.

use super::credentials::{credential, key, look, name, token};
use super::said;

#[test]
fn what_stands_in_several_places_counts_in_all_of_them() {
    let material = |country: &str| format!(r#"[{{"name": "MG-7.Dy", "originCountry": "{country}"}}]"#);
    let subject = format!(
        r#"{{"materialsProvenance": {}, "countryOfProduction": "CN",
            "product": {{"id": "MG-7", "countryOfProduction": "JP", "materialsProvenance": {}}}}}"#,
        material("JP"),
        material("CN")
    );
    let (document, problems) = look(&credential("did:web:a", &subject, ""), "");
    assert_eq!(problems, []);
    let expected = [
        ("MG-7", "made", "JP"),
        ("MG-7.Dy", "origin", "CN"),
        ("MG-7", "made", "CN"),
        ("MG-7.Dy", "origin", "JP"),
    ];
    assert_eq!(said(&document), expected);
    // Several products, each of its own.
    let products = r#"{"product": [{"id": "A", "countryOfProduction": "JP"}, {"id": "B", "countryOfProduction": "CN"}]}"#;
    let (document, _) = look(&credential("did:web:a", products, ""), "");
    assert_eq!(said(&document), [("A", "made", "JP"), ("B", "made", "CN")]);
}

#[test]
fn a_status_of_the_token_is_told_whatever_it_carries() {
    let key = key(7);
    let subject = r#"{"id": "MG-7", "countryOfProduction": "JP"}"#;
    let more = r#""status": {"status_list": {"idx": 5, "uri": "https://s/2"}},"#;
    let (document, _) = look(&token(&key, "", &credential(&name(&key), subject, more)), "");
    let mut documents = [document];
    crate::bill::papers::settle_evidence(&mut documents);
    let told = documents[0].remarks.join("\n");
    assert!(told.contains("whether it was revoked is not known: `status of the token`"), "{told}");
}

#[test]
fn what_a_credential_says_beside_others_is_told_as_not_read() {
    let own = r#"{"id": "MG-7", "countryOfProduction": "CN"}"#;
    let held = credential("did:web:b", r#"{"id": "A", "countryOfProduction": "JP"}"#, "");
    let both = credential("did:web:a", own, &format!("\"verifiableCredential\": [{held}],"));
    let (document, _) = look(&both, "");
    assert_eq!(said(&document), [("A", "made", "JP")]);
    assert!(document.remarks[0].contains("what a credential says beside others"), "{:?}", document.remarks);
    let none = credential("did:web:a", own, "\"verifiableCredential\": [],");
    assert_eq!(said(&look(&none, "").0), [("MG-7", "made", "CN")]);
    // An empty list keeps no token from having its signature looked at.
    let key = key(7);
    let payload = credential(&name(&key), own, "\"verifiableCredential\": [],");
    let signed = token(&key, "", &payload);
    assert_eq!(look(&signed, "").0.rows[0].strength, "signed");
    let foreign = format!(
        "{}.{}",
        signed.rsplit_once('.').unwrap().0,
        token(&key, "", own).rsplit_once('.').unwrap().1
    );
    let (document, problems) = look(&foreign, "");
    assert!(document.rows.is_empty() && problems[0].found.contains("signature is wrong"), "{problems:?}");
}

#[test]
fn what_would_command_a_terminal_or_turn_words_around_is_shown() {
    let subject = r#"{"id": "MG-7", "countryOfProduction": "JP"}"#;
    let (document, _) = look(&credential("did:web:a\\u001b[2K\\n\\u202eb", subject, ""), "");
    assert_eq!(document.rows[0].issuer, "did:web:a\\u{1b}[2K\\u{a}\\u{202e}b");
    let said = document.remarks.iter().chain([&document.rows[0].note]);
    assert!(!said.into_iter().any(|it| it.chars().any(char::is_control)));
}

/// What a credential says of where a thing was made, in a claim of our own and of a material: each country with the ways
/// in which it is named beside that.
fn ways(country: &str) -> Vec<(String, Vec<[String; 2]>)> {
    let subject = format!(
        r#"{{"product": [{{"id": "A", "countryOfProduction": {country}}}, {{"id": "B", "claim": "metal", "place": {country}}}],
            "materialsProvenance": [{{"name": "Dy", "originCountry": {country}}}]}}"#
    );
    let (document, problems) = look(&credential("did:web:a", &subject, ""), "");
    assert_eq!(problems, []);
    let told = document.rows.into_iter().map(|it| {
        let ways = it.named_twice.into_iter().map(|it| it.countries.map(|it| it.join(", ")));
        (it.place, ways.collect())
    });
    told.collect()
}

#[test]
fn a_country_that_is_named_in_two_ways_keeps_both() {
    let pair = |one: &str, other: &str| [one.to_owned(), other.to_owned()];
    for (country, other) in [
        (r#"{"countryCode": "AU", "countryName": "China"}"#, "China"),
        (r#"{"countryName": "China", "x:countryCode": "AU"}"#, "China"),
        (r#"{"countryCode": "AU", "countryName": {"@value": "China", "@type": "text"}}"#, "China"),
        (r#"{"a:countryCode": "AU", "b:countryCode": "CN"}"#, "CN"),
        (r#"{"countryCode": "AU", "value": "CN"}"#, "CN"),
        (r#"{"countryCode": "AU", "countryName": ["Australia", "China"]}"#, "Australia, China"),
    ] {
        let found = ways(country);
        assert_eq!(found.len(), 3, "{country}");
        assert!(found.iter().all(|it| *it == ("AU".to_owned(), vec![pair("AU", other)])), "{found:?}");
    }
    for country in [r#""AU""#, r#"{"countryCode": "AU", "countryName": null}"#, r#"{"countryCode": "AU"}"#] {
        assert!(ways(country).iter().all(|it| it.1.is_empty()), "{country}");
    }
    // A number where another name might stand may be a share, and limits the country.
    let subject = r#"{"id": "A", "countryOfProduction": {"countryCode": "AU", "value": 60}}"#;
    let (document, _) = look(&credential("did:web:a", subject, ""), "");
    assert_eq!(document.rows[0].share, coercivity_quantity::Interval::between(0.0, 1.0));
    assert!(document.remarks.concat().contains("left out: `value` beside the countries"), "{document:?}");
    // Rows of one material and country are one claim, which keeps the ways of all.
    let row = |name: &str| {
        format!(r#"{{"name": "Dy", "originCountry": {{"countryCode": "AU", "countryName": "{name}"}}}}"#)
    };
    let subject =
        format!(r#"{{"id": "A", "materialsProvenance": [{}, {}]}}"#, row("Australia"), row("China"));
    let (document, _) = look(&credential("did:web:a", &subject, ""), "");
    let names = document.rows.iter().flat_map(|it| &it.named_twice).map(|it| it.countries[1][0].as_str());
    assert_eq!((document.rows.len(), names.collect::<Vec<_>>()), (1, vec!["Australia", "China"]));
}
