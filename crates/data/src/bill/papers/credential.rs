//! Credentials after W3C VC 2.0, such as the product passports of UNTP: issuer, subject, validity and what they say of
//! origin. What they say is as strong as their signature: one that is wrong makes them say nothing.

use super::signature::{Issuers, Signature, base64, check_proofs, check_token};
use super::{DocumentKind, EvidenceDocument};
use crate::bill::forms::json::Json;
use crate::bill::forms::limits::Limits;
use crate::bill::number::day;
use crate::bill::rows::EvidenceRow;
use crate::problem::Problem;

/// The type that every credential has.
const TYPE: &str = "VerifiableCredential";
/// Keys under which a product says where it was made.
const MADE: [&str; 2] = ["countryOfProduction", "countryOfOrigin"];
/// Keys under which a product tells its materials.
const MATERIALS: [&str; 3] = ["materialsProvenance", "materialProvenance", "materials"];

/// Whether a document is a credential, or a token of one in an envelope.
pub(super) fn is_one(json: &Json) -> bool {
    let types = ["type", "@type"].iter().filter_map(|it| json.get(it)).flat_map(Json::items);
    let known = [TYPE, "EnvelopedVerifiableCredential"];
    types.filter_map(Json::text).any(|it| known.contains(&it)) || json.get("credentialSubject").is_some()
}

/// Whether a text is a signed token: three parts in base64, the first an object.
pub(super) fn is_token(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("eyJ") && text.split('.').count() == 3 && !text.contains(char::is_whitespace)
}

/// Reads a token.
pub(super) fn read_token(
    document: &mut EvidenceDocument,
    token: &str,
    (limits, issuers): (&Limits, &Issuers),
    problems: &mut Vec<Problem>,
) {
    document.kind = DocumentKind::Credential;
    let payload = token.split('.').nth(1).and_then(base64).and_then(|it| String::from_utf8(it).ok());
    let Some(payload) = payload else {
        let remedy = "ask for the credential as it was issued";
        problems.push(Problem::in_file(&document.path, "a token that is cut off", "a whole token", remedy));
        return;
    };
    match Json::read(&document.path, &payload, limits) {
        Ok(json) => {
            // Older tokens carry the credential in a claim of its own.
            let credential = json.get("vc").unwrap_or(&json);
            let issuer = issuer_id(credential).or_else(|| json.text_of("iss")).unwrap_or_default();
            let signature = check_token(token, &json, issuer, issuers);
            told(document, credential, &signature, problems);
        }
        Err(problem) => problems.push(problem),
    }
}

/// Reads a credential, or the token in an envelope.
pub(super) fn read(
    document: &mut EvidenceDocument,
    (json, text): (&Json, &str),
    (limits, issuers): (&Limits, &Issuers),
    problems: &mut Vec<Problem>,
) {
    let enveloped =
        json.text_of("id").and_then(|it| it.strip_prefix("data:")).and_then(|it| it.split_once(','));
    match enveloped {
        Some((_, token)) if is_token(token) => read_token(document, token, (limits, issuers), problems),
        Some(_) | None => {
            let signature = check_proofs(text, issuer_id(json).unwrap_or_default(), issuers);
            told(document, json, &signature, problems);
        }
    }
}

/// The name by which an issuer's keys are known.
fn issuer_id(json: &Json) -> Option<&str> {
    let issuer = json.get("issuer")?;
    issuer.text().or_else(|| issuer.text_of("id"))
}

fn told(document: &mut EvidenceDocument, json: &Json, signature: &Signature, problems: &mut Vec<Problem>) {
    document.kind = DocumentKind::Credential;
    if let Signature::Wrong(found) = signature {
        problems.push(Problem::in_file(
            &document.path,
            format!("a credential whose signature is wrong: {found}"),
            "the text as its issuer signed it",
            "ask its issuer for it anew, or leave it out: it counts for nothing",
        ));
        return;
    }
    let issuer = json.get("issuer");
    let issuer = issuer.and_then(|it| it.text().or_else(|| it.text_of("name")).or_else(|| it.text_of("id")));
    if issuer.is_none() {
        let problem = Problem::in_file(&document.path, "no `issuer`", "who issued it", "ask for it anew");
        problems.push(problem.at(json.line, 0));
    }
    let mut dated = |keys: [&str; 2]| {
        let text = keys.iter().find_map(|it| json.text_of(it))?;
        let found = day(text);
        if found.is_none() {
            let problem = Problem::in_file(
                &document.path,
                format!("`{text}` in `{}`", keys[0]),
                "a time such as 2026-11-22T08:00:00Z",
                "ask for the credential anew",
            );
            problems.push(problem.at(json.line, 0));
        }
        found
    };
    let (from, until) = (dated(["validFrom", "issuanceDate"]), dated(["validUntil", "expirationDate"]));
    let until = [until, signature.until()].into_iter().flatten().min();
    let (strength, note) = (signature.strength(), signature.note());
    let blank = EvidenceRow {
        from,
        until,
        issuer: issuer.unwrap_or_default().to_owned(),
        strength: strength.to_owned(),
        note: note.clone(),
        ..EvidenceRow::default()
    };
    let subjects = json.get("credentialSubject").map_or(&[][..], Json::items);
    for subject in subjects {
        product(document, subject.get("product").unwrap_or(subject), &blank);
        for key in MATERIALS {
            let own = subject.get(key).or_else(|| subject.get("product").and_then(|it| it.get(key)));
            for material in own.map_or(&[][..], Json::items) {
                provenance(document, material, &blank);
            }
        }
    }
    if json.get("credentialStatus").is_some() {
        document
            .remarks
            .push("whether it was revoked was not asked: that needs its issuer's list".to_owned());
    }
    document.remarks.push(format!("a credential; {note}, so what it says counts as {strength}"));
    if document.rows.is_empty() {
        document.remarks.push("it says nothing of origin that is known here".to_owned());
    }
}

/// Where a product was made, and claims in our own words.
fn product(document: &mut EvidenceDocument, product: &Json, blank: &EvidenceRow) {
    let subject = name_of(product, &["registeredId", "id", "name"]);
    for place in MADE.iter().filter_map(|it| product.get(it)).filter_map(country) {
        let row = blank.clone();
        let (claim, place) = ("made".to_owned(), place.to_owned());
        document.rows.push(EvidenceRow { line: product.line, subject: subject.clone(), claim, place, ..row });
    }
    if let (Some(claim), Some(place)) = (product.text_of("claim"), product.get("place").and_then(country)) {
        let row = blank.clone();
        let (claim, place) = (claim.to_owned(), place.to_owned());
        document.rows.push(EvidenceRow { line: product.line, subject, claim, place, ..row });
    }
}

/// Where a material comes from.
fn provenance(document: &mut EvidenceDocument, material: &Json, blank: &EvidenceRow) {
    if let Some(place) = material.get("originCountry").and_then(country) {
        document.rows.push(EvidenceRow {
            line: material.line,
            subject: name_of(material, &["id", "name"]),
            claim: "origin".to_owned(),
            place: place.to_owned(),
            ..blank.clone()
        });
    }
}

fn name_of(thing: &Json, keys: &[&str]) -> String {
    keys.iter().find_map(|it| thing.text_of(it)).unwrap_or_default().to_owned()
}

/// A country: its code alone, or an object that holds it.
fn country(value: &Json) -> Option<&str> {
    value.text().or_else(|| value.text_of("countryCode"))
}
