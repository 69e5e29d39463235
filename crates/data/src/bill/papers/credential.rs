//! Credentials after W3C VC 2.0 and 1.1, such as the product passports of UNTP: alone, in a token, in an envelope, in a
//! presentation or a list; and after SD-JWT, with what is disclosed of them. What they say is as strong as their
//! signature: one that is wrong makes them say nothing.

use serde_json::Value;

use super::passport::Passport;
use super::selective::{Selective, Unread, hides, is_hidden};
use super::signature::{Issuers, Signature, base64, check_proofs, check_token};
use super::status::{Status, StatusList, list_in, statuses};
use super::ties::Statuses;
use super::validity::Validity;
use super::{DocumentKind, EvidenceDocument};
use crate::bill::forms::json::{Json, JsonValue};
use crate::bill::forms::limits::Limits;
use crate::bill::rows::EvidenceRow;
use crate::problem::Problem;

/// The types that credentials have, what holds a token of one, and what holds several.
const TYPE: &str = "VerifiableCredential";
const ENVELOPES: [&str; 2] = ["EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"];
const PRESENTATION: &str = "VerifiablePresentation";
/// The key under which a presentation holds its credentials.
const HELD: &str = "verifiableCredential";
/// The type of a credential that is a token itself and no text of the W3C, and what in it is of the token: all else is of
/// its subject.
const TOKEN_TYPE: &str = "vct";
const OF_TOKEN: [&str; 11] =
    ["aud", "cnf", "exp", "iat", "iss", "jti", "nbf", "status", "sub", TOKEN_TYPE, "vct#integrity"];

/// Whether a document is a credential, a token of one in an envelope, a presentation, or a list of such.
pub(super) fn is_one(json: &Json) -> bool {
    if let JsonValue::List(items) = &json.value {
        return !items.is_empty()
            && items.iter().all(|it| is_one(it) || it.text().is_some_and(is_form_of_token));
    }
    let known = |it: &str| it == TYPE || it == PRESENTATION || ENVELOPES.contains(&it);
    types(json).any(known) || json.get("credentialSubject").is_some() || json.get(HELD).is_some()
}

/// Whether a document is a signature in JSON around a text, RFC 7515: a form that is not read.
pub(super) fn is_signed_json(json: &Json) -> bool {
    json.get("payload").is_some() && (json.get("signature").is_some() || json.get("signatures").is_some())
}

/// Whether a text is a signed token: three parts in base64, the first an object; or one with disclosures after it.
pub(super) fn is_form_of_token(text: &str) -> bool {
    let text = text.trim();
    is_token(text) || Selective::of(text).is_some()
}

/// Whether a text is a signed token and nothing more.
pub(super) fn is_token(text: &str) -> bool {
    let letter = |it: char| it.is_ascii_alphanumeric() || "-_.".contains(it);
    text.starts_with("eyJ") && text.split('.').count() == 3 && text.chars().all(letter)
}

fn types(json: &Json) -> impl Iterator<Item = &str> {
    ["type", "@type"].iter().filter_map(|it| json.get(it)).flat_map(Json::items).filter_map(Json::text)
}

/// The credentials that a document holds; none where its list of them is empty.
fn held_in(json: &Json) -> Option<&Json> {
    json.get(HELD).filter(|it| !it.items().is_empty())
}

/// The name by which an issuer's keys are known.
fn issuer_id(json: &Json) -> Option<&str> {
    let issuer = json.get("issuer")?;
    issuer.text().or_else(|| issuer.text_of("id"))
}

/// Reads the credentials of one paper.
pub(super) struct Reader<'a> {
    /// The paper.
    pub document: &'a mut EvidenceDocument,
    /// Who is believed.
    pub issuers: &'a Issuers,
    /// What is read at most.
    pub limits: &'a Limits,
    /// What is wrong.
    pub problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    /// Reads what a document holds; its text is given for the signatures.
    pub(super) fn document(&mut self, json: &Json, text: &str) {
        let value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok();
        self.json(json, value.as_ref());
    }

    /// Tells that a form is not read.
    pub(super) fn unread(&mut self, form: &str) {
        self.document.kind = DocumentKind::Credential;
        self.document.remarks.push(format!(
            "{form}: a form that is not checked and not read. Ask for the credential as a token (application/vc+jwt) or \
             with a proof, or type what it says"
        ));
    }

    /// Reads a text that is a token.
    pub(super) fn text(&mut self, text: &str) {
        let text = text.trim();
        if is_token(text) {
            self.token(text);
        } else if let Some(selective) = Selective::of(text) {
            self.selective(&selective);
        } else {
            self.unread("a text that is no token");
        }
    }

    fn json(&mut self, json: &Json, value: Option<&Value>) {
        self.document.kind = DocumentKind::Credential;
        if let Some(text) = json.text() {
            self.text(text);
        } else if let JsonValue::List(items) = &json.value {
            for (place, item) in items.iter().enumerate() {
                if !is_hidden(item) {
                    self.json(item, value.and_then(|it| it.get(place)));
                }
            }
        } else if types(json).any(|it| ENVELOPES.contains(&it)) {
            let data = json.text_of("id").and_then(|it| it.strip_prefix("data:"));
            match data.and_then(|it| it.split_once(',')) {
                Some((_, token)) if is_form_of_token(token) => self.text(token),
                Some((form, _)) => self.unread(&format!("an envelope of `{form}`")),
                None => self.unread("an envelope without its `data:`"),
            }
        } else if let Some(held) = held_in(json) {
            if json.get("credentialSubject").is_some() {
                self.unread("what a credential says beside others that it holds");
            }
            // Who presents them vouches for nothing: each has a signature of its own.
            self.json(held, value.and_then(|it| it.get(HELD)));
        } else if types(json).any(|it| it == PRESENTATION) {
            self.document.remarks.push("a presentation without credentials".to_owned());
        } else {
            let signature = check_proofs(value, issuer_id(json).unwrap_or_default(), self.issuers);
            self.credential(json, None, &signature);
        }
    }

    fn token(&mut self, token: &str) {
        if let Some(payload) = self.payload(token) {
            self.held(token, &payload, None);
        }
    }

    /// Reads a token with what is disclosed of it. It is wrong as a whole where anything of it is.
    fn selective(&mut self, selective: &Selective<'_>) {
        let Some(payload) = self.payload(selective.token) else { return };
        match selective.disclosed(payload, self.limits) {
            Ok(disclosed) => {
                if selective.is_bound {
                    let told = "a token of its holder's key stands at its end, which is not verified: who shows it is not known";
                    self.document.remarks.push(told.to_owned());
                }
                self.held(selective.token, &disclosed.payload, Some(disclosed.hidden));
            }
            Err(Unread::Form(form)) => self.unread(&form),
            Err(Unread::Wrong(found)) => {
                self.wrong(&format!("a credential whose disclosures are wrong: {found}"))
            }
        }
    }

    /// What a token says, before its signature is looked at.
    fn payload(&mut self, token: &str) -> Option<Json> {
        self.document.kind = DocumentKind::Credential;
        let payload = token.split('.').nth(1).and_then(base64).and_then(|it| String::from_utf8(it).ok());
        let Some(payload) = payload else {
            let remedy = "ask for the credential as it was issued";
            let found = "a token that is cut off";
            self.problems.push(Problem::in_file(&self.document.path, found, "a whole token", remedy));
            return None;
        };
        Json::read(&self.document.path, &payload, self.limits).map_err(|it| self.problems.push(it)).ok()
    }

    /// Reads what a token holds; for one with disclosures with the number of claims that it hides.
    fn held(&mut self, token: &str, json: &Json, hidden: Option<usize>) {
        // Older tokens carry the credential, or what presents several, in a claim of its own.
        let inner = json.get("vc").or_else(|| json.get("vp"));
        let held = inner.unwrap_or(json);
        if inner.is_some() && json.get("credentialSubject").is_some() {
            self.unread("a token of a credential in `vc` with what it says beside it");
            return;
        }
        if held_in(held).is_some() || types(held).any(|it| it == PRESENTATION) {
            self.json(held, None);
            return;
        }
        let is_token_type = hidden.is_some() && json.text_of(TOKEN_TYPE).is_some();
        if held.get("credentialSubject").is_none() && !is_token_type {
            self.unread("a token that holds no credential");
            return;
        }
        let issuer = issuer_id(held).or_else(|| json.text_of("iss")).unwrap_or_default();
        let signature = match check_token(token, json, issuer, self.issuers) {
            Signature::Absent if hidden.is_some() => Signature::Wrong("nobody signed its digests".to_owned()),
            other => other,
        };
        let told = self.document.remarks.len();
        self.credential(held, Some(json), &signature);
        if let Some(count @ 1..) = hidden.filter(|_| self.document.remarks.len() > told) {
            let mut said = format!("digests without a disclosure, {count}: what they hide is not known");
            if hides(held) || hides(json) {
                said.push_str(", be it a limit of its validity or its status");
            }
            self.document.remarks.push(said);
        }
    }

    /// Tells what makes a credential count for nothing.
    fn wrong(&mut self, found: &str) {
        let (expected, remedy) = (
            "the text as its issuer signed it",
            "ask its issuer for it anew, or leave it out: it counts for nothing",
        );
        self.problems.push(Problem::in_file(&self.document.path, found, expected, remedy));
    }

    /// Reads one credential, with what its token says of it.
    fn credential(&mut self, json: &Json, payload: Option<&Json>, signature: &Signature) {
        let path = self.document.path.clone();
        if let Signature::Wrong(found) = signature {
            self.wrong(&format!("a credential whose signature is wrong: {found}"));
            return;
        }
        let of_token = |key: &str| payload.and_then(|it| it.text_of(key)).unwrap_or_default();
        let id = issuer_id(json).unwrap_or(of_token("iss"));
        let name = json.get("issuer").and_then(|it| it.text_of("name"));
        if id.is_empty() && name.is_none() {
            let problem = Problem::in_file(&path, "no `issuer`", "who issued it", "ask for it anew");
            self.problems.push(problem.at(json.line, 0));
        }
        let validity = Validity::of(&path, json, payload, self.problems);
        let (strength, mut note) = (signature.strength(), signature.note());
        let told = format!("a credential; {note}, so what it says counts as {strength}");
        if hides(json) || payload.is_some_and(hides) {
            note.push_str("; what it does not disclose may limit it");
        }
        let blank = EvidenceRow {
            from: validity.from,
            until: validity.until,
            issuer: called(id, name),
            strength: strength.to_owned(),
            note,
            ..EvidenceRow::default()
        };
        let (first, lists) = (self.document.rows.len(), self.document.ties.lists.len());
        let list = json.text_of("id").unwrap_or(of_token("jti"));
        let own = payload.and_then(|_| own_subject(json));
        for subject in json.get("credentialSubject").or(own.as_ref()).map_or(&[][..], Json::items) {
            let held = self.document.ties.lists.iter().map(StatusList::size).sum();
            match list_in(subject, (list, id, strength), (validity, held)) {
                Some(Ok(list)) => self.document.ties.lists.push(list),
                Some(Err(why)) => self.document.remarks.push(why),
                None => {
                    let (document, blank) = (&mut *self.document, blank.clone());
                    let mut passport = Passport { document, blank, called: of_token("sub") };
                    passport.read(subject, self.problems);
                }
            }
        }
        let rows = first..self.document.rows.len();
        self.document.remarks.push(told);
        if rows.is_empty() && self.document.ties.lists.len() == lists {
            self.document.remarks.push("it says nothing of origin that is known here".to_owned());
        }
        let mut statuses = statuses(json);
        let of_token = payload.and_then(|it| it.get("status"));
        statuses.extend(of_token.map(|_| Status::Other("status of the token".to_owned())));
        if !statuses.is_empty() {
            let issuer = id.to_owned();
            self.document.ties.statuses.push(Statuses { told: statuses, issuer, strength, rows });
        }
    }
}

/// The subject of a credential that is a token itself: what of it is not of the token.
fn own_subject(json: &Json) -> Option<Json> {
    json.get(TOKEN_TYPE).filter(|_| json.get("credentialSubject").is_none())?;
    let own = json.entries().iter().filter(|it| !OF_TOKEN.contains(&it.0.as_str()));
    Some(Json { line: json.line, value: JsonValue::Object(own.cloned().collect()) })
}

/// An issuer in words: its name for keys, and beside it what it calls itself, which nobody checked.
fn called(id: &str, name: Option<&str>) -> String {
    match name {
        Some(name) if id.is_empty() => format!("who calls itself `{name}`"),
        Some(name) if name != id => format!("{id}, who calls itself `{name}`"),
        Some(_) | None => id.to_owned(),
    }
}
