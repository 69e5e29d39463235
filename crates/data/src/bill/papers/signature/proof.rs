//! Proofs of Data Integrity by the suite eddsa-jcs-2022 of the W3C: document and proof are put into their canonical form,
//! hashed, and signed with Ed25519. Suites that need the canonical form of RDF are not checked.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::canonical::canonical;
use super::key::Algorithm;
use super::letters::multibase;
use super::{Issuers, Signature, Signed, check};

/// The suite that is checked.
const SUITE: &str = "eddsa-jcs-2022";
/// What a proof of a claim is for.
const PURPOSE: &str = "assertionMethod";

/// Checks the proofs of a credential: one that is wrong spoils it, else the strongest counts.
pub(crate) fn check_proofs(credential: Option<&Value>, issuer: &str, issuers: &Issuers) -> Signature {
    let Some(Value::Object(mut document)) = credential.cloned() else {
        return Signature::Unchecked("the text that was signed is not at hand".to_owned());
    };
    let proofs = match document.remove("proof") {
        None => return Signature::Absent,
        Some(Value::Array(proofs)) => proofs,
        Some(one) => vec![one],
    };
    let mut best = Signature::Absent;
    for proof in proofs {
        let found = match proof {
            Value::Object(proof) => one(&document, proof, issuer, issuers),
            _ => Signature::Unchecked("its proof is no object".to_owned()),
        };
        let rank = |it: &Signature| match it {
            Signature::Absent => 0,
            Signature::Unchecked(_) => 1,
            Signature::Signed => 2,
            Signature::Verified => 3,
            Signature::Wrong(_) => 4,
        };
        if rank(&found) > rank(&best) {
            best = found;
        }
    }
    best
}

fn one(
    document: &Map<String, Value>,
    mut proof: Map<String, Value>,
    issuer: &str,
    issuers: &Issuers,
) -> Signature {
    let word =
        |proof: &Map<String, Value>, key: &str| proof.get(key).and_then(Value::as_str).map(str::to_owned);
    let suite = word(&proof, "cryptosuite").or_else(|| word(&proof, "type")).unwrap_or_default();
    if suite != SUITE || word(&proof, "type").as_deref() != Some("DataIntegrityProof") {
        return Signature::Unchecked(format!("a proof by `{suite}` is not one by {SUITE}"));
    }
    if proof.contains_key("previousProof") {
        return Signature::Unchecked("its proof rests on another one".to_owned());
    }
    let purpose = word(&proof, "proofPurpose").unwrap_or_default();
    if purpose != PURPOSE {
        return Signature::Wrong(format!("its proof is for `{purpose}` and not for {PURPOSE}"));
    }
    let value = proof.remove("proofValue");
    let Some(signature) = value.as_ref().and_then(Value::as_str).and_then(multibase) else {
        return Signature::Wrong("its `proofValue` cannot be read".to_owned());
    };
    let mut document = document.clone();
    if let Some(own) = proof.get("@context") {
        let list = |it: &Value| it.as_array().cloned().unwrap_or_else(|| vec![it.clone()]);
        let held = document.get("@context").map(list).unwrap_or_default();
        if !held.starts_with(&list(own)) {
            return Signature::Wrong("its proof and its document have another `@context`".to_owned());
        }
        document.insert("@context".to_owned(), own.clone());
    }
    let key = word(&proof, "verificationMethod");
    let hash = |it: Map<String, Value>| Sha256::digest(canonical(&Value::Object(it)).as_bytes());
    let message = [hash(proof), hash(document)].concat();
    let algorithm = Algorithm::EdDsa;
    let key = key.as_deref();
    let signed = Signed { issuer, key, algorithm, message: &message, signature: &signature };
    check(&signed, issuers)
}
