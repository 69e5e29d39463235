//! Events: what they give, what a later one takes back, and the forms in which they come.

use coercivity_quantity::Day;

use super::{read, said};
use crate::bill::papers::{DocumentKind, EvidenceDocument, Issuers, read_evidence, settle_evidence};
use crate::bill::tests::WORDS;

#[test]
fn events_give_the_origin_that_they_state() {
    let text = r#"{"type": "EPCISDocument", "epcisBody": {"eventList": [
        {"type": "ObjectEvent", "eventTime": "2026-06-12T08:30:00Z", "action": "ADD", "epcList": ["urn:a", "urn:b"],
         "sourceList": [{"type": "owning_party", "source": "urn:party"}], "ilmd": {"cbvmda:countryOfOrigin": "JP"}},
        {"type": "TransformationEvent", "eventTime": "2026-06-13T08:30:00Z", "outputQuantityList": [{"epcClass": "urn:c"}]},
        {"type": "ObjectEvent", "eventTime": "2026-06-14T08:30:00Z", "errorDeclaration": {}, "epcList": ["urn:d"],
         "ilmd": {"countryOfOrigin": "CN"}}]}}"#;
    let document = read("events.jsonld", text.as_bytes());
    assert_eq!(document.kind, DocumentKind::Epcis);
    assert_eq!(said(&document), [("urn:a", "made", "JP"), ("urn:b", "made", "JP")]);
    assert_eq!(document.rows[0].from, Day::new(2026, 6, 12));
    assert_eq!(document.rows[0].issuer, "urn:party");
    assert!(
        document.remarks.iter().any(|it| it.contains("line 5 was declared to be in error")),
        "{document:?}"
    );
    assert!(document.remarks.iter().any(|it| it == "3 events, 1 of them without a country of origin"));
}

/// A document of events.
pub(super) fn document(events: &str) -> String {
    format!(r#"{{"type": "EPCISDocument", "epcisBody": {{"eventList": [{events}]}}}}"#)
}

/// An event that makes a magnet in a country.
pub(super) fn event(more: &str, place: &str) -> String {
    format!(
        r#"{{"type": "ObjectEvent", "eventTime": "2026-06-12T08:30:00Z", "action": "ADD", {more}
            "epcList": ["MG-7"], "ilmd": {{"cbvmda:countryOfOrigin": {place}}}}}"#
    )
}

/// The places that papers of one folder give, one after the other.
pub(super) fn together(texts: &[String]) -> (Vec<String>, Vec<EvidenceDocument>) {
    let read = |(at, text): (usize, &String)| read(&format!("{at}.json"), text.as_bytes());
    let mut documents: Vec<EvidenceDocument> = texts.iter().enumerate().map(read).collect();
    settle_evidence(&mut documents);
    (documents.iter().flat_map(|it| &it.rows).map(|it| it.place.clone()).collect(), documents)
}

#[test]
fn an_event_that_another_declares_to_be_in_error_gives_nothing() {
    let id = r#""eventID": "urn:uuid:1","#;
    let error = r#""errorDeclaration": {"reason": "did_not_occur"},"#;
    let (made, other) = (event(id, r#""JP""#), event(r#""eventID": "urn:uuid:2","#, r#""AU""#));
    let declared = event(&format!("{id}{error}"), r#""JP""#);
    let both = document(&format!("{other}, {made}"));
    assert_eq!(together(std::slice::from_ref(&both)).0, ["AU", "JP"]);
    // In the same file, before it or after it, and in another file of the folder.
    for texts in [
        vec![document(&format!("{made}, {declared}, {other}"))],
        vec![document(&format!("{declared}, {other}, {made}"))],
        vec![document(&declared), both.clone()],
        vec![both.clone(), document(&declared)],
    ] {
        let (places, documents) = together(&texts);
        assert_eq!(places, ["AU"], "{documents:#?}");
        let told = documents.iter().flat_map(|it| &it.remarks).any(|it| it.contains("it was withdrawn in `"));
        assert!(told, "{documents:#?}");
    }
    // Without an id by what it says; the declaration of another event takes nothing back.
    let (bare, error_of_bare) = (event("", r#""JP""#), event(error, r#""JP""#));
    assert_eq!(together(&[document(&format!("{bare}, {other}")), document(&error_of_bare)]).0, ["AU"]);
    assert_eq!(together(&[document(&made), document(&error_of_bare)]).0, [""; 0]);
    let another = event(&format!(r#""eventID": "urn:uuid:3",{error}"#), r#""JP""#);
    assert_eq!(together(&[document(&made), document(&another)]).0, ["JP"]);
    let (places, documents) = together(&[document(&bare), document(&event(error, r#""CN""#))]);
    assert_eq!(places, ["JP"]);
    let lost =
        "line 1 has no id, and no event of this folder says the same: which one it withdraws is not known";
    let told = |of: &[EvidenceDocument]| of.iter().flat_map(|it| &it.remarks).any(|it| it.contains(lost));
    assert!(told(&documents), "{documents:#?}");
    assert!(!told(&together(&[document(&bare), document(&error_of_bare)]).1));
}

#[test]
fn every_country_of_origin_of_an_event_is_a_claim() {
    for (lot, expected) in [
        (r#""JP", "gs1:countryOfOrigin": "CN""#, &["CN", "JP"][..]),
        (r#""JP", "gs1:countryOfOrigin": "JP""#, &["JP"]),
        (r#"["JP", "CN"]"#, &["CN", "JP"]),
        (r#"{"type": "gs1:Country", "gs1:countryCode": "CN"}"#, &["CN"]),
        (r#"{"countryCode": {"@value": "CN"}}"#, &["CN"]),
        ("null", &[]),
    ] {
        assert_eq!(together(&[document(&event("", lot))]).0, expected, "{lot}");
    }
    for lot in ["7", r#"{"capital": "Tokyo"}"#, r#"["JP", 7]"#, r#""""#] {
        let text = document(&event("", lot));
        let (found, problems) = read_evidence("e.json", text.as_bytes(), &WORDS, None, &Issuers::default());
        assert_eq!((found.rows.len(), problems.len()), (0, 1), "{lot}: {problems:?}");
        assert!(problems[0].found.contains("`cbvmda:countryOfOrigin` in which no country"), "{problems:?}");
    }
}

#[test]
fn events_come_in_answers_to_queries() {
    let made = event("", r#""JP""#);
    let query = format!(
        r#"{{"type": "EPCISQueryDocument", "epcisBody": {{"queryResults": {{"resultsBody": {{"eventList": [{made}]}}}}}}}}"#
    );
    assert_eq!(together(&[query, format!("[{made}]"), made]).0, ["JP", "JP", "JP"]);
}
