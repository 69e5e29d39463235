//! Tokens that disclose some of what they say: what is disclosed counts as if it had never been hidden, what is not is
//! unknown, and what the issuer did not sign spoils the paper.

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::credentials::{credential, jwk, key, look, name, token};
use super::{PASSPORT, read, said};
use crate::bill::forms::json::Json;
use crate::bill::forms::limits::Limits;
use crate::bill::papers::selective::{Selective, Unread};
use crate::bill::papers::signature::tests::encoded;
use crate::bill::papers::{DocumentKind, EvidenceDocument, Issuers, read_evidence};
use crate::bill::tests::WORDS;
use crate::problem::Problem;

/// A disclosure of a claim or, without a name, of an element; and its digest.
fn hidden(name: &str, value: &str) -> (String, String) {
    let name = if name.is_empty() { String::new() } else { format!("\"{name}\", ") };
    let disclosure = encoded(format!("[\"salt\", {name}{value}]").as_bytes());
    let digest = encoded(Sha256::digest(disclosure.as_bytes()).as_slice());
    (disclosure, digest)
}

/// What a payload says with disclosures; or what is wrong.
fn disclosed(payload: &str, disclosures: &[&str]) -> Result<(Json, usize), String> {
    let text = format!("eyJh.e30.eA~{}", disclosures.iter().map(|it| format!("{it}~")).collect::<String>());
    let json = Json::read("p", payload, &Limits::default()).unwrap();
    match Selective::of(&text).unwrap().disclosed(json, &Limits::default()) {
        Ok(found) => Ok((found.payload, found.hidden)),
        Err(Unread::Form(form)) => Err(form),
        Err(Unread::Wrong(found)) => Err(found),
    }
}

fn json(text: &str) -> Json {
    Json::read("p", text, &Limits::default()).unwrap()
}

/// A paper in this form, by an issuer that is listed.
pub(super) fn shown(payload: &str, end: &str) -> (EvidenceDocument, Vec<Problem>) {
    let listed = format!(r#"{{"id": "did:web:a", "keys": [{}]}}"#, jwk(&key(7)));
    look(&format!("{}~{end}", token(&key(7), "", payload)), &listed)
}

/// The disclosures and digests of RFC 9901, sections 4.2.1, 4.2.3 and 4.2.4.2.
const FAMILY: [&str; 2] = [
    "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0",
    "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0",
];
const FRANCE: [&str; 2] =
    ["WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0", "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs"];

#[test]
fn disclosures_of_the_standard_find_their_places() {
    let payload = format!(
        r#"{{"_sd": ["{}", "decoy"], "_sd_alg": "sha-256", "of": ["DE", {{"...": "{}"}}, {{"...": "none"}}]}}"#,
        FAMILY[1], FRANCE[1]
    );
    let all = r#"{"of": ["DE", "FR", {"...": "none"}], "family_name": "Möbius", "_sd": ["decoy"]}"#;
    assert_eq!(disclosed(&payload, &[FRANCE[0], FAMILY[0]]), Ok((json(all), 2)));
    let none = payload.replace(r#""_sd_alg": "sha-256","#, "");
    assert_eq!(disclosed(&none, &[]).map(|it| it.1), Ok(4));
    // One inside another, at any depth; an object of which all is hidden stays.
    let (inner, of_inner) = hidden("b", "1");
    let (outer, of_outer) = hidden("a", &format!(r#"[{{"_sd": ["{of_inner}"]}}]"#));
    let payload = format!(r#"{{"o": {{"_sd": ["{of_outer}"]}}, "e": {{"_sd": []}}}}"#);
    let both = disclosed(&payload, &[&inner, &outer]);
    assert_eq!(both, Ok((json(r#"{"o": {"a": [{"b": 1}]}, "e": {}}"#), 0)));
}

#[test]
fn disclosures_that_its_issuer_did_not_sign_spoil_a_token() {
    let (a, of_a) = hidden("a", "1");
    let (odd, of_odd) = hidden("_sd", "[]");
    let (dots, of_dots) = hidden("...", "1");
    let (element, of_element) = hidden("", "1");
    let (inner, of_inner) = hidden("a", "2");
    let (outer, of_outer) = hidden("o", &format!(r#"{{"_sd": ["{of_inner}", "{of_a}"]}}"#));
    for (payload, given, found) in [
        (
            format!(r#"{{"_sd": ["{of_a}"]}}"#),
            vec![&a, &element],
            "disclosures that its issuer did not sign (1)",
        ),
        ("{}".to_owned(), vec![&a], "disclosures that its issuer did not sign (1)"),
        // Without the disclosure that holds its digest, the inner one has no place.
        (
            format!(r#"{{"_sd": ["{of_outer}"]}}"#),
            vec![&inner],
            "disclosures that its issuer did not sign (1)",
        ),
        (format!(r#"{{"_sd": ["{of_a}"]}}"#), vec![&a, &a], "a disclosure that stands twice"),
        (format!(r#"{{"_sd": ["{of_a}", "{of_a}"]}}"#), vec![], "a digest that stands twice"),
        (
            format!(r#"{{"_sd": ["{of_a}"], "l": [{{"...": "{of_a}"}}]}}"#),
            vec![],
            "a digest that stands twice",
        ),
        (format!(r#"{{"_sd": ["{of_a}"], "a": 2}}"#), vec![&a], "`a`, which stands there already"),
        (format!(r#"{{"_sd": ["{of_outer}"]}}"#), vec![&outer, &inner, &a], "`a`, which stands there"),
        (format!(r#"{{"_sd": ["{of_odd}"]}}"#), vec![&odd], "a claim called `_sd`"),
        (format!(r#"{{"_sd": ["{of_dots}"]}}"#), vec![&dots], "a claim called `...`"),
        (format!(r#"{{"_sd": ["{of_element}"]}}"#), vec![&element], "no list of 3 parts"),
        (format!(r#"{{"l": [{{"...": "{of_a}"}}]}}"#), vec![&a], "no list of 2 parts"),
        (r#"{"_sd": "x"}"#.to_owned(), vec![], "`_sd` that is no list"),
        (r#"{"_sd": [1]}"#.to_owned(), vec![], "a digest that is no text"),
        (r#"{"...": "x"}"#.to_owned(), vec![], "a key `...` that is of no element"),
        (r#"{"l": [{"...": "x", "y": 1}]}"#.to_owned(), vec![], "a key `...` that is of no element"),
        (r#"{"_sd_alg": 1}"#.to_owned(), vec![], "`_sd_alg` that is no text"),
        (r#"{"_sd_alg": "sha-512"}"#.to_owned(), vec![], "an SD-JWT whose digests are by `sha-512`"),
    ] {
        let given: Vec<&str> = given.into_iter().map(String::as_str).collect();
        let told = disclosed(&payload, &given).unwrap_err();
        assert!(told.contains(found), "{payload}: {told}");
    }
    let mut chain = hidden("", "1");
    let mut all = vec![chain.0.clone()];
    for _ in 0..200 {
        chain = hidden("", &format!(r#"[{{"...": "{}"}}]"#, chain.1));
        all.push(chain.0.clone());
    }
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let told = disclosed(&format!(r#"[{{"...": "{}"}}]"#, chain.1), &all).unwrap_err();
    assert!(told.contains("deeper than is read"), "{told}");
}

#[test]
fn what_is_disclosed_counts_as_if_it_had_never_been_hidden() {
    let plain = format!("{PASSPORT}}}").replace("did:web:magnet.example", "did:web:a");
    let (expected, problems) = shown(&plain, "");
    assert_eq!((problems.len(), expected.rows.len()), (0, 2));
    assert!(expected.rows.iter().all(|it| it.strength == "verified"));
    let (country, of_country) = hidden("countryOfProduction", r#"{"countryCode": "JP"}"#);
    let (material, of_material) = hidden("", r#"{"name": "dysprosium", "originCountry": "CN"}"#);
    let (until, of_until) = hidden("validUntil", r#""2026-12-31T00:00:00Z""#);
    let sd = plain
        .replace(r#""countryOfProduction": {"countryCode": "JP"}"#, &format!(r#""_sd": ["{of_country}"]"#))
        .replace(
            r#"{"name": "dysprosium", "originCountry": "CN", "massFraction": 0.02}"#,
            &format!(r#"{{"...": "{of_material}"}}"#),
        )
        .replace(r#""validUntil": "2026-12-31T00:00:00Z""#, &format!(r#""_sd": ["{of_until}"]"#));
    let all = format!("{material}~{country}~{until}~");
    let holder = token(&key(9), "", r#"{"sd_hash": "x"}"#);
    for (end, bound) in [(all.clone(), false), (format!("{all}{holder}"), true)] {
        let (document, problems) = shown(&sd, &end);
        assert_eq!((problems, document.kind), (vec![], DocumentKind::Credential));
        let rows = |of: &EvidenceDocument| {
            let rows = of.rows.iter().cloned();
            rows.map(|it| (it.subject, it.claim, it.place, it.until, it.strength, it.note))
                .collect::<Vec<_>>()
        };
        assert_eq!(rows(&document), rows(&expected));
        assert_eq!(document.remarks.iter().any(|it| it.contains("which is not verified")), bound);
    }
    // In an envelope and in a list.
    let own = sd.replace("did:web:a", &name(&key(7)));
    let text = format!("{}~{all}", token(&key(7), "", &own));
    let enveloped =
        format!(r#"{{"type": "EnvelopedVerifiableCredential", "id": "data:application/vc+sd-jwt,{text}"}}"#);
    for text in [format!("{text}\n"), enveloped, format!("[\"{text}\"]")] {
        let document = read("p.json", text.as_bytes());
        assert_eq!(said(&document), said(&expected), "{text}");
        assert!(document.rows.iter().all(|it| it.strength == "signed"));
    }
}

#[test]
fn a_token_with_disclosures_is_wrong_where_anything_of_it_is() {
    let (claim, digest) = hidden("place", r#""JP""#);
    let body =
        credential("did:web:a", &format!(r#"{{"id": "MG-7", "claim": "origin", "_sd": ["{digest}"]}}"#), "");
    assert_eq!(said(&shown(&body, &format!("{claim}~")).0), [("MG-7", "origin", "JP")]);
    let (other, _) = hidden("place", r#""MY""#);
    let wrong = |text: &str, found: &str| {
        let (document, problems) = look(text, "");
        assert_eq!((document.rows.len(), problems.len()), (0, 1), "{text}: {problems:?}");
        assert!(problems[0].found.contains(found), "{found}: {problems:?}");
    };
    let signed = token(&key(7), "", &body);
    let wrongly = "a credential whose disclosures are wrong: disclosures that its issuer did not sign (1)";
    wrong(&format!("{signed}~{other}~"), wrongly);
    wrong(&format!("{signed}~{claim}~{other}"), wrongly);
    // A signature by a key that did not make it, and none at all.
    let own = body.replace("did:web:a", &name(&key(7)));
    wrong(&format!("{}~{claim}~", token(&key(8), "", &own)), "a credential whose signature is wrong");
    let unsigned = format!("{}.{}.~{claim}~", encoded(br#"{"alg":"none"}"#), encoded(body.as_bytes()));
    wrong(&unsigned, "nobody signed its digests");
    let (told, problems) = shown(r#"{"_sd_alg": "sha3-256", "vct": "x"}"#, "");
    assert_eq!((told.rows.len(), problems), (0, vec![]));
    assert!(told.remarks[0].starts_with("an SD-JWT whose digests are by `sha3-256`"), "{told:?}");
    let (told, problems) = shown(r#"{"iss": "did:web:a"}"#, "");
    assert_eq!((told.rows.len(), problems), (0, vec![]));
    assert!(told.remarks[0].starts_with("a token that holds no credential"), "{told:?}");
}

#[test]
fn what_is_not_disclosed_is_unknown_and_never_absent() {
    let (_, digest) = hidden("share_high", "0.3");
    let hides = format!(r#""_sd": ["{digest}"]"#);
    for (subject, rows, told) in [
        (
            r#""id": "MG-7", "claim": "origin", "place": "JP", HIDES"#,
            &[][..],
            "left out: it does not disclose what else",
        ),
        (r#""id": "MG-7", "countryOfProduction": ["JP", ELEMENT]"#, &[], "all of `countryOfProduction`"),
        (r#""id": "MG-7", "countryOfProduction": {HIDES}"#, &[], "all of `countryOfProduction`"),
        (r#""materials": [{"originCountry": "JP", HIDES}]"#, &[], "whose `originCountry` it tells"),
        (
            r#""materials": [{"name": "Dy", "originCountry": "JP", HIDES}, ELEMENT]"#,
            &[("Dy", "origin", "JP")],
            "digests without a disclosure, 2",
        ),
        (
            r#""id": "MG-7", "countryOfOrigin": "JP", HIDES"#,
            &[("MG-7", "made", "JP")],
            "digests without a disclosure, 1: what they hide is not known",
        ),
    ] {
        let subject = subject.replace("HIDES", &hides).replace("ELEMENT", r#"{"...": "0000"}"#);
        let (document, problems) = shown(&credential("did:web:a", &format!("{{{subject}}}"), ""), "");
        assert_eq!((said(&document), problems), (rows.to_vec(), vec![]), "{subject}");
        assert!(document.remarks.iter().any(|it| it.contains(told)), "{told}: {:?}", document.remarks);
        assert!(document.rows.iter().all(|it| !it.note.contains("may limit it")));
    }
    // What is hidden beside the subject may be an end or a status.
    let whole = credential("did:web:a", r#"{"id": "MG-7", "countryOfOrigin": "JP"}"#, &format!("{hides},"));
    let (document, _) = shown(&whole, "");
    assert!(document.rows[0].note.ends_with("; what it does not disclose may limit it"), "{document:?}");
    assert!(document.remarks.last().unwrap().ends_with("be it a limit of its validity or its status"));
}

#[test]
fn a_credential_that_is_a_token_itself_speaks_of_its_subject() {
    let (country, digest) = hidden("countryOfOrigin", r#""JP""#);
    let payload = format!(
        r#"{{"iss": "did:web:a", "sub": "MG-7", "vct": "https://types/origin", "iat": 1767225600, "exp": 1798761600,
            "cnf": {{}}, "status": {{"status_list": {{"idx": 1, "uri": "https://s"}}}}, "_sd": ["{digest}"]}}"#
    );
    let (document, problems) = shown(&payload, &format!("{country}~"));
    assert_eq!(problems, []);
    assert_eq!(said(&document), [("MG-7", "made", "JP")]);
    let row = &document.rows[0];
    let days = [row.from, row.until].map(|it| it.map_or(String::new(), |it| it.to_string()));
    assert_eq!((days, row.strength.as_str()), (["2026-01-01", "2026-12-31"].map(str::to_owned), "verified"));
    let mut documents = [document];
    crate::bill::papers::settle_evidence(&mut documents);
    let told = "whether it was revoked is not known: `status of the token` is not read";
    assert!(documents[0].remarks.iter().any(|it| it == told), "{:?}", documents[0].remarks);
    // A claim in our own words has nothing of the token beside it.
    let claim = r#"{"iss": "did:web:a", "sub": "MG-7", "vct": "x", "claim": "origin", "place": "MY"}"#;
    let (document, problems) = shown(claim, "");
    assert_eq!((said(&document), problems), (vec![("MG-7", "origin", "MY")], vec![]));
}

proptest! {
    #[test]
    fn no_disclosure_makes_the_reader_panic(place in any::<prop::sample::Index>(), odd in "[A-Za-z0-9_~.-]{0,4}", inside in "[\\[\\]{}:,\"a._sd]{0,6}") {
        let (claim, digest) = hidden("a", &format!("{{{inside}}}"));
        let payload = format!(r#"{{"vct": "x", "_sd": ["{digest}"], "l": [{{"...": "{inside}"}}]}}"#).replace('\\', "");
        let mut text = format!("{}~{claim}~", token(&key(7), "", &payload));
        text.insert_str(place.index(text.len()), &odd);
        read_evidence("p.jwt", text.as_bytes(), &WORDS, None, &Issuers::default());
    }
}
