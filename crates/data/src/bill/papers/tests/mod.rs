//! Papers of each kind, and what each does not say.

mod beside;
mod credentials;
mod events;
mod events_in_xml;
mod materials;
mod selective;

use coercivity_quantity::Interval;
use ed25519_dalek::{Signer as _, SigningKey};
use proptest::prelude::*;

use super::super::tests::WORDS;
use super::signature::tests::encoded;
use super::*;

pub(super) fn read(path: &str, bytes: &[u8]) -> EvidenceDocument {
    let (document, problems) = read_evidence(path, bytes, &WORDS, None, &Issuers::default());
    assert_eq!(problems, []);
    document
}

/// The claims of a document as (subject, claim, place).
pub(super) fn said(document: &EvidenceDocument) -> Vec<(&str, &str, &str)> {
    let rows = document.rows.iter();
    rows.map(|it| (it.subject.as_str(), it.claim.as_str(), it.place.as_str())).collect()
}

const PASSPORT: &str = r#"{"type": ["DigitalProductPassport", "VerifiableCredential"],
    "issuer": {"id": "did:web:magnet.example", "name": "Magnet Co"}, "validFrom": "2026-01-01T00:00:00Z",
    "validUntil": "2026-12-31T00:00:00Z", "credentialStatus": {}, "credentialSubject": {"product":
    {"id": "urn:product", "registeredId": "MG-7", "countryOfProduction": {"countryCode": "JP"}},
    "materialsProvenance": [{"name": "dysprosium", "originCountry": "CN", "massFraction": 0.02}]}"#;

#[test]
fn a_credential_without_a_signature_that_can_be_checked_is_stated() {
    for (text, note) in [
        (format!("{PASSPORT}}}"), "it carries no signature"),
        (
            format!("{PASSPORT}, \"proof\": {{\"type\": \"DataIntegrityProof\"}}}}"),
            "its signature was not checked: a proof by `DataIntegrityProof` is not one by eddsa-jcs-2022",
        ),
    ] {
        let document = read("passport.json", text.as_bytes());
        assert_eq!(document.kind, DocumentKind::Credential);
        assert_eq!(said(&document), [("MG-7", "made", "JP"), ("dysprosium", "origin", "CN")]);
        for row in &document.rows {
            // A material says of which product it is one.
            let (own, of) = row.note.split_once("; a material of ").unwrap_or((&row.note, ""));
            assert_eq!((row.strength.as_str(), own), ("stated", note));
            assert_eq!(of, if row.claim == "origin" { "`MG-7`" } else { "" });
            assert_eq!(row.until, coercivity_quantity::Day::new(2026, 12, 30));
        }
    }
}

#[test]
fn a_token_says_what_its_credential_says() {
    let token = format!(
        "{}.{}.{}",
        encoded(b"{\"alg\":\"EdDSA\"}"),
        encoded(format!("{PASSPORT}}}").as_bytes()),
        encoded(b"x")
    );
    let document = read("passport.jwt", token.as_bytes());
    assert_eq!(said(&document), [("MG-7", "made", "JP"), ("dysprosium", "origin", "CN")]);
    let missing =
        "its signature was not checked: a key of `did:web:magnet.example` was not given (--issuers)";
    assert_eq!(document.rows[0].note, missing);
    let envelope = format!(
        "{{\"type\": \"EnvelopedVerifiableCredential\", \"id\": \"data:application/vc+jwt,{token}\"}}"
    );
    assert_eq!(said(&read("passport.json", envelope.as_bytes())), said(&document));
}

#[test]
fn a_paper_is_as_strong_as_its_signature() {
    let key = SigningKey::from_bytes(&[7; 32]);
    let x = encoded(key.verifying_key().as_bytes());
    let list = format!(
        r#"{{"issuers": [{{"id": "did:web:magnet.example", "keys": [{{"kty": "OKP", "crv": "Ed25519", "x": "{x}"}}]}}]}}"#
    );
    let mut problems = Vec::new();
    let listed = Issuers::read("issuers.json", &list, &mut problems);
    assert_eq!(problems, []);
    let message =
        format!("{}.{}", encoded(b"{\"alg\":\"EdDSA\"}"), encoded(format!("{PASSPORT}}}").as_bytes()));
    let token = format!("{message}.{}", encoded(&key.sign(message.as_bytes()).to_bytes()));
    let (document, problems) = read_evidence("p.jwt", token.as_bytes(), &WORDS, None, &listed);
    assert_eq!(problems, []);
    assert_eq!(said(&document), [("MG-7", "made", "JP"), ("dysprosium", "origin", "CN")]);
    assert!(document.rows.iter().all(|it| it.strength == "verified"), "{document:?}");
    // By a key that the issuer's name holds the same text is signed; on the list it is verified.
    let name =
        format!("did:jwk:{}", encoded(format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#).as_bytes()));
    let own = PASSPORT.replace("did:web:magnet.example", &name);
    let message = format!("{}.{}", encoded(b"{\"alg\":\"EdDSA\"}"), encoded(format!("{own}}}").as_bytes()));
    let own = format!("{message}.{}", encoded(&key.sign(message.as_bytes()).to_bytes()));
    let signed = read("p.jwt", own.as_bytes());
    assert!(signed.rows.iter().all(|it| it.strength == "signed"), "{signed:?}");
    // A wrong signature is a problem, and what stands above it counts for nothing.
    let damaged = token.replace(&token[token.len() - 9..], "AAAAAAAAA");
    let (document, problems) = read_evidence("p.jwt", damaged.as_bytes(), &WORDS, None, &listed);
    assert!(
        problems[0].found.contains("signature is wrong: no key of `did:web:magnet.example`"),
        "{problems:?}"
    );
    assert_eq!((problems.len(), document.rows.len()), (1, 0));
}

#[test]
fn a_free_document_says_what_somebody_typed() {
    let bytes = b"%PDF-1.7 whatever";
    let bare = read("letter.pdf", bytes);
    assert_eq!((bare.kind, bare.rows.len()), (DocumentKind::Free, 0));
    assert!(bare.remarks[0].contains("letter.pdf.claims.toml"));
    // The digest of these bytes, computed by another program.
    assert_eq!(bare.sha256, "4bd3ba05b5b1c6965a578dd5f55054e3570944bac7d3ef70ee4ad4b84509a50b");
    let typed = "typed_by = \"A. Clerk\"\n[[claim]]\nsubject = \"MG-7.Dy\"\nclaim = \"origin\"\nplace = \"CN\"\n\
        share_high = 0.05\nuntil = 2027-01-31\nissuer = \"Magnet Co\"\nstrength = \"signed\"\n";
    let mut problems = Vec::new();
    let claims = Claims::read("letter.pdf.claims.toml", typed, &mut problems);
    assert_eq!(problems, []);
    let (document, problems) = read_evidence("letter.pdf", bytes, &WORDS, Some(&claims), &Issuers::default());
    assert_eq!(problems, []);
    assert_eq!(said(&document), [("MG-7.Dy", "origin", "CN")]);
    let row = &document.rows[0];
    assert_eq!(row.share, Interval::between(0.0, 0.05));
    assert_eq!((row.note.as_str(), row.strength.as_str()), ("typed by A. Clerk", "signed"));
    let mut told = Vec::new();
    Claims::read(
        "c.toml",
        "[[claim]]\nsubject = 1\nclaim = \"origin\"\nshare_low = 2\n[about]\na = 1\n",
        &mut told,
    );
    assert_eq!(told.len(), 4, "{told:#?}");
}

#[test]
fn names_in_a_document_are_those_of_the_bill_once_somebody_said_so() {
    let mut problems = Vec::new();
    let claims =
        Claims::read("c.toml", "typed_by = \"A\"\n[about]\ndysprosium = \"MG-7.Dy\"\n", &mut problems);
    assert_eq!(problems, []);
    let (document, _) = read_evidence(
        "p.json",
        format!("{PASSPORT}}}").as_bytes(),
        &WORDS,
        Some(&claims),
        &Issuers::default(),
    );
    assert_eq!(said(&document)[1], ("MG-7.Dy", "origin", "CN"));
}

#[test]
fn claims_that_contradict_each_other_all_stay() {
    let text = "id,subject,element,claim,place,share_low,issuer,strength\nE-1,MG-7,,origin,JP,0.9,A,signed\nE-2,MG-7,Dy,origin,CN,0.9,B,stated\n";
    let document = read("claims.csv", text.as_bytes());
    assert_eq!(said(&document), [("MG-7", "origin", "JP"), ("MG-7", "origin", "CN")]);
    assert_eq!(document.rows.iter().map(|it| it.element.as_str()).collect::<Vec<_>>(), ["", "Dy"]);
    let (_, problems) =
        read_evidence("claims.csv", b"Stufe;Teilenummer\n1;A\n", &WORDS, None, &Issuers::default());
    assert!(problems[0].found.contains("no claim"), "{problems:?}");
}

#[test]
fn a_locked_workbook_is_a_problem_and_no_letter() {
    let old = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0];
    for (path, locked) in [("t.xlsx", 1), ("t.XLS", 1), ("letter.doc", 0)] {
        let (document, problems) = read_evidence(path, &old, &WORDS, None, &Issuers::default());
        assert_eq!((problems.len(), document.rows.len()), (locked, 0), "{path}");
        assert!(problems.iter().all(|it| it.found.contains("locked by a password")), "{problems:?}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_readers_of_papers_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), ending in "(pdf|csv|json|xlsx|jwt)") {
        let (document, _) = read_evidence(&format!("p.{ending}"), &bytes, &WORDS, None, &Issuers::default());
        prop_assert_eq!(document.sha256.len(), 64);
    }

    #[test]
    fn no_json_makes_the_readers_of_papers_panic(place in any::<prop::sample::Index>(), odd in "[\\[\\]{}:,\"a0nul]{0,4}") {
        let mut text = format!("{PASSPORT}}}");
        text.insert_str(text.floor_char_boundary(place.index(text.len())), &odd);
        read_evidence("p.json", text.as_bytes(), &WORDS, None, &Issuers::default());
        let events = text.replace("VerifiableCredential", "EPCISDocument").replace("credentialSubject", "epcisBody");
        read_evidence("p.json", events.as_bytes(), &WORDS, None, &Issuers::default());
    }
}
