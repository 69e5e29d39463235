//! Public vectors of RFC 7515, RFC 8037, RFC 8785 and W3C vc-di-eddsa, and what is changed in them.

use ed25519_dalek::{Signer as _, SigningKey};
use proptest::prelude::*;

use super::canonical::{canonical, number};
use super::key::Key;
use super::*;
use crate::bill::forms::json::Json;
use crate::bill::forms::limits::Limits;

const ISSUERS: &str = include_str!("../../../../../../cases/papers/issuers.json");
const ALUMNI: &str = include_str!("../../../../../../cases/papers/w3c-eddsa-jcs-2022.json");
const ES256: &str = include_str!("../../../../../../cases/papers/rfc7515-a3.jwt");
const EDDSA: &str = include_str!("../../../../../../cases/papers/rfc8037-a4.jwt");

fn issuers() -> Issuers {
    let mut problems = Vec::new();
    let issuers = Issuers::read("issuers.json", ISSUERS, &mut problems);
    assert_eq!(problems, []);
    issuers
}

fn json(text: &str) -> Json {
    Json::read("x", text, &Limits::default()).unwrap()
}

fn token(token: &str, issuer: &str) -> Signature {
    let payload = token.split('.').nth(1).and_then(base64).and_then(|it| String::from_utf8(it).ok());
    let payload = payload.and_then(|it| Json::read("x", &it, &Limits::default()).ok());
    check_token(token.trim(), &payload.unwrap_or(json("{}")), issuer, &issuers())
}

/// What a look at the proofs of a text shows.
fn proofs(text: &str, issuer: &str, issuers: &Issuers) -> Signature {
    check_proofs(serde_json::from_str(text).ok().as_ref(), issuer, issuers)
}

fn is_wrong(found: &Signature) -> bool {
    matches!(found, Signature::Wrong(_))
}

#[test]
fn tokens_of_the_standards_are_verified_and_changed_ones_are_wrong() {
    assert_eq!(token(ES256, "joe"), Signature::Verified);
    assert_eq!(token(EDDSA, "ed"), Signature::Verified);
    assert!(is_wrong(&token(&ES256.replace("NU1Q", "NU1A"), "joe")));
    assert!(is_wrong(&token(&EDDSA.replace("RXhhbXBsZS", "RXhhbXBsZT"), "ed")));
    // The key of another issuer, or one of another kind, proves nothing.
    assert!(is_wrong(&token(ES256, "ed")) && is_wrong(&token(EDDSA, "joe")));
    let unknown = token(EDDSA, "did:web:nobody.example");
    assert_eq!(
        unknown.note(),
        "its signature was not checked: a key of `did:web:nobody.example` was not given (--issuers)"
    );
    assert_eq!(unknown.strength(), "stated");
    assert_eq!(token("eyJhbGciOiJub25lIn0.e30.", "ed"), Signature::Absent);
    // {"alg":"RS256"} and {"alg":"EdDSA","crit":["b64"]}
    assert!(matches!(token("eyJhbGciOiJSUzI1NiJ9.e30.eA", "ed"), Signature::Unchecked(_)));
    let crit = "eyJhbGciOiJFZERTQSIsImNyaXQiOlsiYjY0Il19.e30.eA";
    assert!(matches!(token(crit, "ed"), Signature::Unchecked(_)));
}

#[test]
fn a_proof_of_the_suite_is_verified_and_changed_ones_are_wrong() {
    let issuer = "https://vc.example/issuers/5678";
    assert_eq!(proofs(ALUMNI, issuer, &issuers()), Signature::Verified);
    for (from, to) in [
        ("The School of Examples", "Another School"),
        ("2023-02-24T23:36:38Z", "2023-02-24T23:36:39Z"),
        ("assertionMethod", "authentication"),
        ("\"proofValue\": \"z63", "\"proofValue\": \"z64"),
        ("examples/v2\"\n  ],\n  \"id\"", "examples/v3\"\n  ],\n  \"id\""),
    ] {
        assert!(ALUMNI.contains(from), "{from}");
        assert!(is_wrong(&proofs(&ALUMNI.replacen(from, to, 1), issuer, &issuers())), "{from}");
    }
    // The same values in another order and spacing are the same credential.
    let value: serde_json::Value = serde_json::from_str(ALUMNI).unwrap();
    assert_eq!(proofs(&value.to_string(), issuer, &issuers()), Signature::Verified);
    let other = ALUMNI.replace("eddsa-jcs-2022", "eddsa-rdfc-2022");
    assert!(matches!(proofs(&other, issuer, &issuers()), Signature::Unchecked(_)));
    let found = proofs(ALUMNI, "did:web:other.example", &issuers());
    assert!(found.note().contains("with a key of `https://vc.example/issuers/5678` and not of its issuer"));
    assert_eq!(proofs("{\"a\": 1}", issuer, &issuers()), Signature::Absent);
}

#[test]
fn a_name_that_holds_its_key_proves_who_signed_and_is_believed_only_when_listed() {
    let multikey = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    assert_eq!(Key::of_name(&format!("did:key:{multikey}")), Key::of_multikey(multikey));
    let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let letters = encoded(jwk.as_bytes());
    let name = format!("did:jwk:{letters}");
    assert_eq!(Key::of_name(&name), Key::of_jwk(&json(jwk)));
    let bare = Issuers::default();
    assert_eq!(check_token(EDDSA.trim(), &json("{}"), &name, &bare), Signature::Signed);
    let list = format!("{{\"issuers\": [{{\"id\": \"{name}\"}}]}}");
    let mut problems = Vec::new();
    let listed = Issuers::read("i.json", &list, &mut problems);
    assert_eq!(problems, []);
    assert_eq!(check_token(EDDSA.trim(), &json("{}"), &name, &listed), Signature::Verified);
    // Whoever the token says it is of must be the issuer of the credential.
    assert!(is_wrong(&check_token(EDDSA.trim(), &json("{\"iss\": \"x\"}"), &name, &bare)));
}

/// Bytes in the alphabet of addresses.
pub(in crate::bill::papers) fn encoded(bytes: &[u8]) -> String {
    let alphabet: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['-', '_']).collect();
    let mut letters = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_u32, |sum, it| sum << 8 | u32::from(*it)) << (8 * (3 - group.len()));
        letters.extend((0..=group.len()).map(|it| alphabet[(bits >> (18 - 6 * it)) as usize & 63]));
    }
    letters
}

#[test]
fn every_slip_of_a_list_of_issuers_is_told() {
    let list = r#"{"issuers": [{"id": "a"}, {"keys": []}, {"id": "b", "keys": ["z6Mk", {"kty": "RSA"}]},
        {"id": "b", "keys": []}]}"#;
    let mut problems = Vec::new();
    Issuers::read("i.json", list, &mut problems);
    let found: Vec<&str> = problems.iter().map(|it| it.found.as_str()).collect();
    let kind = "a key of `b` that is of no kind known here";
    assert_eq!(found, ["`a` without keys", "an issuer without `id`", kind, kind, "`b` twice"]);
    for text in ["", "[]", "{\"issuers\": 1}"] {
        let mut problems = Vec::new();
        Issuers::read("i.json", text, &mut problems);
        assert_eq!(problems.len(), 1, "{text}");
    }
}

#[test]
fn numbers_and_keys_have_the_canonical_form_of_the_standard() {
    // RFC 8785, appendix B and section 3.2.
    for (bits, text) in [
        (0x0000_0000_0000_0000, "0"),
        (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
        (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
        (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
        (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x41b3_de43_5555_5553, "333333333.3333332"),
        (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
        // As near to one digit more as to one less: the even one.
        (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        (0xc31b_4975_041c_9099, "-1920147825042470.2"),
    ] {
        assert_eq!(number(f64::from_bits(bits)), text);
    }
    let text = r#"{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "€$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#;
    let value = serde_json::from_str(text).unwrap();
    let expected = concat!(
        r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#,
        r#""string":"€$\u000f\nA'B\"\\\\\"/"}"#
    );
    assert_eq!(canonical(&value), expected);
    let keys = serde_json::json!({"\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5, "\u{80}": 6, "ö": 7});
    assert_eq!(
        canonical(&keys),
        "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"\u{1f600}\":5,\"\u{fb33}\":3}"
    );
}

proptest! {
    #[test]
    fn what_was_signed_is_verified_and_no_other_text_is(seed in any::<[u8; 32]>(), said in "[a-zA-Z ]{1,20}", at in any::<prop::sample::Index>()) {
        let key = SigningKey::from_bytes(&seed);
        let jwk = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{}"}}"#, encoded(key.verifying_key().as_bytes()));
        let issuer = format!("did:jwk:{}", encoded(jwk.as_bytes()));
        let payload = format!(r#"{{"issuer": "{issuer}", "said": "{said}"}}"#);
        let message = format!("{}.{}", encoded(br#"{"alg":"EdDSA"}"#), encoded(payload.as_bytes()));
        let signature = key.sign(message.as_bytes()).to_bytes();
        let bare = Issuers::default();
        let check = |message: &str, signature: &[u8]| {
            check_token(&format!("{message}.{}", encoded(signature)), &json(&payload), &issuer, &bare)
        };
        prop_assert_eq!(check(&message, &signature), Signature::Signed);
        let mut damaged = signature;
        damaged[at.index(64)] ^= 1;
        prop_assert!(is_wrong(&check(&message, &damaged)));
        prop_assert!(is_wrong(&check(&message, &signature[..at.index(64)])));
    }

    #[test]
    fn no_text_makes_the_checks_panic(text in any::<String>(), place in any::<prop::sample::Index>(), odd in "[\\[\\]{}:,\"a0.z]{0,4}") {
        let mut alumni = ALUMNI.to_owned();
        alumni.insert_str(alumni.floor_char_boundary(place.index(alumni.len())), &odd);
        proofs(&alumni, "https://vc.example/issuers/5678", &issuers());
        proofs(&text, &text, &issuers());
        let mut list = ISSUERS.to_owned();
        list.insert_str(list.floor_char_boundary(place.index(list.len())), &odd);
        Issuers::read("i.json", &list, &mut Vec::new());
        let mut damaged = ES256.to_owned();
        damaged.insert_str(damaged.floor_char_boundary(place.index(damaged.len())), &odd);
        token(&damaged, "joe");
        let _ = (Key::of_name(&format!("did:key:{text}")), Key::of_name(&format!("did:jwk:{text}")));
    }
}
