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
