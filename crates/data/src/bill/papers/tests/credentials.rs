//! Credentials: the forms in which they come, how far what they say goes, and what takes it back.

use std::io::Write as _;

use coercivity_quantity::{Day, Interval};
use ed25519_dalek::{Signer as _, SigningKey};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::{read, said};
use crate::bill::papers::signature::tests::encoded;
use crate::bill::papers::{Claims, DocumentKind, EvidenceDocument, Issuers, read_evidence, settle_evidence};
use crate::bill::tests::WORDS;
use crate::problem::Problem;

pub(super) fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

pub(super) fn jwk(key: &SigningKey) -> String {
    format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{}"}}"#, encoded(key.verifying_key().as_bytes()))
}

/// The name that holds a key.
pub(super) fn name(key: &SigningKey) -> String {
    format!("did:jwk:{}", encoded(jwk(key).as_bytes()))
}

pub(super) fn token(key: &SigningKey, kid: &str, payload: &str) -> String {
    let head = format!(r#"{{"alg":"EdDSA","kid":"{kid}"}}"#);
    let message = format!("{}.{}", encoded(head.as_bytes()), encoded(payload.as_bytes()));
    format!("{message}.{}", encoded(&key.sign(message.as_bytes()).to_bytes()))
}

/// A credential of an issuer about one subject, with more keys.
pub(super) fn credential(issuer: &str, subject: &str, more: &str) -> String {
    format!(
        r#"{{"type": ["VerifiableCredential"], "issuer": "{issuer}", {more} "credentialSubject": {subject}}}"#
    )
}

const ORIGIN: &str = r#"{"id": "MG-7.Dy", "claim": "origin", "place": "JP"}"#;

pub(super) fn look(text: &str, issuers: &str) -> (EvidenceDocument, Vec<Problem>) {
    let mut problems = Vec::new();
    let issuers = Issuers::read("i.json", &format!("{{\"issuers\": [{issuers}]}}"), &mut problems);
    assert_eq!(problems, []);
    read_evidence("p.json", text.as_bytes(), &WORDS, None, &issuers)
}

#[test]
fn credentials_come_in_presentations_lists_and_older_tokens() {
    let key = key(7);
    let (name, plain) = (name(&key), credential("did:web:a", ORIGIN, ""));
    let signed = token(&key, "", &credential(&name, ORIGIN, ""));
    let enveloped =
        format!(r#"{{"type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt,{signed}"}}"#);
    let held = |of: &str| format!(r#"{{"type": "VerifiablePresentation", "verifiableCredential": {of}}}"#);
    let old = |more: &str| {
        let subject = r#"{"claim": "origin", "place": "JP"}"#;
        let body = format!(r#"{{"type": ["VerifiableCredential"], "credentialSubject": {subject}}}"#);
        format!(r#"{{"iss": "{name}", "sub": "MG-7.Dy", {more} "vc": {body}}}"#)
    };
    let presented = format!(r#"{{"iss": "did:web:holder", "vp": {}}}"#, held(&format!("[\"{signed}\"]")));
    for (text, strengths) in [
        (plain.clone(), &["stated"][..]),
        (format!("[{plain}, {enveloped}, \"{signed}\"]"), &["stated", "signed", "signed"]),
        (held(&format!("[{enveloped}, \"{signed}\"]")), &["signed", "signed"]),
        (held(&plain), &["stated"]),
        (token(&key, "", &old("")), &["signed"]),
        (token(&key, "", &presented), &["signed"]),
    ] {
        let (document, problems) = look(&text, "");
        assert_eq!(problems, [], "{text}");
        assert_eq!(document.kind, DocumentKind::Credential);
        let found: Vec<&str> = document.rows.iter().map(|it| it.strength.as_str()).collect();
        assert_eq!(found, strengths, "{text}");
        assert!(said(&document).iter().all(|it| *it == ("MG-7.Dy", "origin", "JP")), "{document:?}");
    }
    // An older token begins where it says so itself, and is of its issuer.
    let dated = read("p.jwt", token(&key, "", &old("\"nbf\": 1798761600,")).as_bytes());
    assert_eq!((dated.rows[0].from, dated.rows[0].issuer.as_str()), (Day::new(2027, 1, 1), name.as_str()));
}

#[test]
fn a_form_that_is_not_read_says_so_and_stops_nothing() {
    for (path, text, told) in [
        (
            "p.json",
            r#"{"type": "EnvelopedVerifiableCredential", "id": "data:application/vc+cose,0oRD"}"#.to_owned(),
            "an envelope of `application/vc+cose`",
        ),
        ("p.json", r#"{"payload": "e30", "signatures": [{"signature": "eA"}]}"#.to_owned(), "(JWS)"),
        ("p.json", r#"{"shapes": [{"of": ["things"]}]}"#.to_owned(), "JSON of no form that is known"),
        ("p.jwt", token(&key(7), "", r#"{"iss": "joe"}"#), "a token that holds no credential"),
    ] {
        let document = read(path, text.as_bytes());
        assert_eq!(document.rows.len(), 0, "{text}");
        assert!(document.remarks.iter().any(|it| it.contains(told)), "{told}: {:?}", document.remarks);
    }
}

#[test]
fn a_paper_is_limited_whether_its_signature_was_checked_or_not() {
    for (seed, more) in [(7, ""), (8, "")] {
        let issuer = if seed == 7 { name(&key(7)) } else { "did:web:unknown".to_owned() };
        let body = credential(&issuer, ORIGIN, &format!("{more}\"exp\": 1767225600, \"nbf\": 1735689600,"));
        let document = read("p.jwt", token(&key(7), "", &body).as_bytes());
        let row = &document.rows[0];
        assert_eq!((row.from, row.until), (Day::new(2025, 1, 1), Day::new(2025, 12, 31)), "{}", row.strength);
    }
    let proof = r#""proof": {"type": "Other", "expires": "2026-01-01T00:00:00Z"},"#;
    let (document, _) = look(&credential("did:web:a", ORIGIN, proof), "");
    assert_eq!(document.rows[0].until, Day::new(2025, 12, 31));
    let (_, problems) = look(&credential("did:web:a", ORIGIN, "\"validUntil\": null,"), "");
    assert_eq!(problems.len(), 1, "{problems:?}");
}

#[test]
fn a_key_that_the_signature_names_is_tried_whoever_owns_it() {
    let (own, other) = (key(7), key(8));
    let body = credential("https://a.example", ORIGIN, "");
    let listed = format!(r#"{{"id": "https://a.example", "keys": [{}]}}"#, jwk(&own));
    let strength = |text: &str, issuers: &str| {
        let (document, problems) = look(text, issuers);
        let wrong = problems.iter().any(|it| it.found.contains("signature is wrong: the key that it names"));
        (document.rows.first().map_or(String::new(), |it| it.strength.clone()), wrong)
    };
    let method = format!("{}#0", name(&own));
    let signed = token(&own, &method, &body);
    assert_eq!(strength(&signed, &listed), ("verified".to_owned(), false));
    assert_eq!(strength(&signed, ""), ("stated".to_owned(), false));
    // A key of somebody else, even a right one, speaks for nobody but its owner.
    let foreign = token(&other, &name(&other), &body);
    assert_eq!(strength(&foreign, &listed), ("stated".to_owned(), false));
    // One that did not make the signature makes it wrong, listed or not.
    let tampered = token(&own, &method, &body.replace("JP", "MY"));
    let (head, rest) = signed.split_once('.').unwrap();
    let mixed = format!("{head}.{}.{}", tampered.split('.').nth(1).unwrap(), rest.split_once('.').unwrap().1);
    for issuers in ["", listed.as_str()] {
        assert_eq!(strength(&mixed, issuers), (String::new(), true));
        assert_eq!(strength(&token(&other, &method, &body), issuers), (String::new(), true));
    }
}

#[test]
fn a_claim_says_its_share_and_nothing_that_is_not_read() {
    let share = |more: &str| {
        let subject = format!(r#"{{"id": "MG-7.Dy", "claim": "origin", "place": "JP"{more}}}"#);
        let (document, problems) = look(&credential("did:web:a", &subject, ""), "");
        (document.rows.iter().map(|it| it.share).collect::<Vec<_>>(), problems.len())
    };
    assert_eq!(share(""), (vec![None], 0));
    assert_eq!(share(r#", "share_low": 0.2, "share_high": 0.3"#), (vec![Interval::between(0.2, 0.3)], 0));
    assert_eq!(share(r#", "share_high": 0.3"#), (vec![Interval::between(0.0, 0.3)], 0));
    for more in [
        r#", "share_low": 2"#,
        r#", "share_low": "0.2""#,
        r#", "share_low": 0.3, "share_high": 0.2"#,
        r#", "only_batch": 7"#,
        r#", "element": 7"#,
    ] {
        assert_eq!(share(more), (vec![], 1), "{more}");
    }
    let subject = r#"{"id": "MG-7", "claim": "absent", "element": "Ho"}"#;
    let (document, problems) = look(&credential("did:web:a", subject, ""), "");
    assert_eq!((document.rows[0].element.as_str(), problems.len()), ("Ho", 0));
}

#[test]
fn every_country_that_a_passport_names_is_a_claim() {
    let places = |subject: &str| {
        let (document, problems) = look(&credential("did:web:a", subject, ""), "");
        let rows = document.rows.iter();
        (rows.map(|it| format!("{} {}", it.claim, it.place)).collect::<Vec<_>>(), problems.len())
    };
    let subject = r#"{"id": "MG-7", "countryOfProduction": [{"countryCode": "JP"}, "CN"],
        "materials": [{"name": "Dy", "originCountry": "JP"}, {"name": "Dy", "originCountry": ["CN"]}]}"#;
    let all = ["made JP", "made CN", "origin JP", "origin CN"].map(str::to_owned).to_vec();
    assert_eq!(places(subject), (all, 0));
    assert_eq!(places(r#"{"id": "MG-7", "countryOfOrigin": {"capital": "Tokyo"}}"#), (vec![], 1));
}

#[test]
fn who_signed_and_what_is_meant_is_told_by_its_own_name() {
    let issuer = r#"{"id": "did:web:a", "name": "P-MAG quality office"}"#;
    let text = credential("x", r#"{"id": "urn:other:999", "claim": "origin", "place": "JP"}"#, "")
        .replace("\"x\"", issuer);
    assert_eq!(look(&text, "").0.rows[0].issuer, "did:web:a, who calls itself `P-MAG quality office`");
    let about = "[about]\n\"urn:other:999\" = \"MG-7.Dy\"\n";
    let mut problems = Vec::new();
    Claims::read("c.toml", about, &mut problems);
    assert_eq!(problems.len(), 1, "somebody must have said so: {problems:?}");
    problems.clear();
    let claims = Claims::read("c.toml", &format!("typed_by = \"A. Clerk\"\n{about}"), &mut problems);
    assert_eq!(problems, []);
    let (document, _) = read_evidence("p.json", text.as_bytes(), &WORDS, Some(&claims), &Issuers::default());
    let row = &document.rows[0];
    assert_eq!(
        (row.subject.as_str(), row.called.as_str()),
        ("MG-7.Dy", "`urn:other:999` in the paper, by A. Clerk")
    );
    assert_eq!(document.claims_sha256, Some(claims.sha256));
}

/// A list of statuses in which some bits are set.
fn list(issuer: &str, set: &[usize], (kind, purpose, prefix): (&str, &str, &str)) -> String {
    let mut bits = vec![0_u8; 16_384];
    set.iter().for_each(|it| bits[it / 8] |= 0x80 >> (it % 8));
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(&bits).unwrap();
    let letters = encoded(&packed.finish().unwrap());
    let subject =
        format!(r#"{{"type": "{kind}", "statusPurpose": "{purpose}", "encodedList": "{prefix}{letters}"}}"#);
    credential(issuer, &subject, r#""id": "https://s/1","#)
}

#[test]
fn a_credential_that_a_list_in_the_folder_revokes_counts_for_nothing() {
    const NEW: (&str, &str, &str) = ("BitstringStatusList", "revocation", "u");
    let entry = |kind: &str, more: &str| {
        let status = format!(
            r#""credentialStatus": {{"type": "{kind}", "statusPurpose": "revocation", "statusListIndex": "5",
                "statusListCredential": "https://s/1"{more}}},"#
        );
        credential("did:web:a", ORIGIN, &status)
    };
    let held = entry("BitstringStatusListEntry", "");
    let settled = |texts: &[&str]| {
        let mut documents: Vec<EvidenceDocument> = texts.iter().map(|it| look(it, "").0).collect();
        settle_evidence(&mut documents);
        let remarks: Vec<String> = documents.iter().flat_map(|it| it.remarks.clone()).collect();
        (documents.iter().map(|it| it.rows.len()).sum::<usize>(), remarks.join("\n"))
    };
    let told = |texts: &[&str], rows: usize, words: &str| {
        let (found, remarks) = settled(texts);
        assert_eq!(found, rows, "{remarks}");
        assert!(remarks.contains(words), "{words}: {remarks}");
    };
    told(&[&held], 1, "whether it was revoked is not known (`https://s/1`, revocation)");
    told(&[&held, &list("did:web:a", &[5], NEW)], 0, "it counts for nothing: revocation by the list");
    told(&[&list("did:web:a", &[5], NEW), &held], 0, "it counts for nothing: revocation by the list");
    told(&[&held, &list("did:web:a", &[4, 6], NEW)], 1, "no revocation by the list `https://s/1`");
    // Of two lists the one that revokes counts; a stranger's list clears nobody.
    let (clear, set) = (list("did:web:a", &[], NEW), list("did:web:a", &[5], NEW));
    told(&[&held, &clear, &set], 0, "counts for nothing");
    told(&[&held, &list("did:web:b", &[], NEW)], 1, "whether it was revoked is not known");
    told(&[&held, &list("did:web:a", &[5], ("BitstringStatusList", "message", "u"))], 1, "is not known");
    // A list of several purposes, and one of another.
    let both =
        |it: &str| it.replace("\"revocation\", \"encoded", "[\"suspension\", \"revocation\"], \"encoded");
    told(&[&held, &both(&set)], 0, "counts for nothing");
    told(&[&held, &both(&set).replace("revocation", "message")], 1, "is not known");
    told(&[&held, &both(&set).replace("\"suspension\"", "1")], 1, "its `statusPurpose` is no text");
    // Days that limit a list are told.
    let dated =
        clear.replace("\"id\": \"https://s/1\",", "\"id\": \"https://s/1\", \"validUntil\": \"2020-02-01\",");
    told(&[&held, &dated], 1, "(stated, until 2020-02-01)");
    // The form of 2021, and what cannot be read.
    let old = entry("StatusList2021Entry", "");
    told(&[&old, &list("did:web:a", &[5], ("StatusList2021", "revocation", ""))], 0, "counts for nothing");
    let broken = set.replace("uH4sI", "uAAAA");
    told(&[&held, &broken], 1, "the status list `https://s/1` cannot be read");
    told(&[&entry("Unheard", ""), &set], 1, "`Unheard` is not read");
    told(&[&entry("BitstringStatusListEntry", ", \"statusSize\": 2"), &set], 1, "is not read");
}
