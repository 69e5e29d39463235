//! Tokens that disclose some of what they say and hide the rest: SD-JWT, RFC 9901. The issuer signs digests; who shows the
//! token adds the disclosures that he chooses. What stays hidden is unknown and never absent: it keeps its mark.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::credential::is_token;
use super::signature::base64;
use crate::bill::forms::json::{Json, JsonValue};
use crate::bill::forms::limits::Limits;

/// The key of an object under which digests of its claims stand, and the one of an element of a list that is hidden.
const CLAIMS: &str = "_sd";
const ELEMENT: &str = "...";
/// The key that names how digests are made, and the one way that is read.
const ALGORITHM: &str = "_sd_alg";
const KNOWN: &str = "sha-256";

/// A token with what is disclosed of it.
pub(super) struct Selective<'a> {
    /// The token that the issuer signed.
    pub token: &'a str,
    /// Whether a token of the holder's key stands at the end, which is not verified.
    pub is_bound: bool,
    disclosures: Vec<&'a str>,
}

/// Why a token is not read.
pub(super) enum Unread {
    /// It is in a form that is not known here.
    Form(String),
    /// It is not what its issuer signed, and what was found.
    Wrong(String),
}

/// What a token says with its disclosures in their places.
pub(super) struct Disclosed {
    /// The payload. An object that hides claims keeps [`hides`] true, and so does an element that is hidden.
    pub payload: Json,
    /// Digests that nothing was disclosed for: claims, elements or decoys.
    pub hidden: usize,
}

/// Whether an object hides claims, or stands for an element of a list that is hidden.
pub(super) fn hides(json: &Json) -> bool {
    json.get(CLAIMS).is_some() || is_hidden(json)
}

/// Whether a value stands for an element of a list that is hidden.
pub(super) fn is_hidden(json: &Json) -> bool {
    matches!(json.entries(), [(key, _)] if key == ELEMENT)
}

impl<'a> Selective<'a> {
    /// Takes a text apart; `None` where it has no form of such a token.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let (token, rest) = text.split_once('~').filter(|it| is_token(it.0))?;
        let (disclosures, last) = rest.rsplit_once('~').unwrap_or(("", rest));
        // Without the sign at its end the last part is the token of a key.
        let disclosures = disclosures.split('~').filter(|_| !disclosures.is_empty());
        let mut disclosures: Vec<&str> = disclosures.collect();
        let is_bound = is_token(last);
        if !is_bound && !last.is_empty() {
            disclosures.push(last);
        }
        Some(Self { token, is_bound, disclosures })
    }

    /// Puts the disclosures in their places in the payload, by the rules of RFC 9901, section 7.1.
    ///
    /// # Errors
    /// A form that is not read, or what is wrong with the disclosures.
    pub(super) fn disclosed(&self, payload: Json, limits: &Limits) -> Result<Disclosed, Unread> {
        match payload.get(ALGORITHM).map(Json::text) {
            None | Some(Some(KNOWN)) => {}
            Some(Some(other)) => {
                return Err(Unread::Form(format!("an SD-JWT whose digests are by `{other}`")));
            }
            Some(None) => return Err(Unread::Wrong(format!("`{ALGORITHM}` that is no text"))),
        }
        let mut given = HashMap::new();
        for disclosure in &self.disclosures {
            if given.insert(digest(disclosure), *disclosure).is_some() {
                return Err(Unread::Wrong("a disclosure that stands twice".to_owned()));
            }
        }
        let mut places = Places { given, seen: HashSet::new(), hidden: 0, limits };
        let mut payload = places.value(payload, 0).map_err(Unread::Wrong)?;
        if let JsonValue::Object(entries) = &mut payload.value {
            entries.retain(|it| it.0 != ALGORITHM);
        }
        match places.given.len() {
            0 => Ok(Disclosed { payload, hidden: places.hidden }),
            count => Err(Unread::Wrong(format!("disclosures that its issuer did not sign ({count})"))),
        }
    }
}

/// The digest of a disclosure, as tokens write it.
fn digest(disclosure: &str) -> Vec<u8> {
    Sha256::digest(disclosure.as_bytes()).to_vec()
}

/// The places that digests keep for disclosures.
struct Places<'a> {
    /// Disclosures by their digests, until each finds its place.
    given: HashMap<Vec<u8>, &'a str>,
    seen: HashSet<Vec<u8>>,
    hidden: usize,
    limits: &'a Limits,
}

impl Places<'_> {
    fn value(&mut self, json: Json, depth: usize) -> Result<Json, String> {
        if depth > self.limits.depth {
            return Err("disclosures in one another, deeper than is read".to_owned());
        }
        let line = json.line;
        let value = match json.value {
            JsonValue::Object(entries) => JsonValue::Object(self.object(entries, depth)?),
            JsonValue::List(items) => {
                let mut found = Vec::with_capacity(items.len());
                for item in items {
                    found.push(self.element(item, depth + 1)?);
                }
                JsonValue::List(found)
            }
            plain @ (JsonValue::Null | JsonValue::Flag(_) | JsonValue::Number(_) | JsonValue::Text(_)) => {
                plain
            }
        };
        Ok(Json { line, value })
    }

    /// The claims of an object, and those that are disclosed for it.
    fn object(&mut self, entries: Vec<(String, Json)>, depth: usize) -> Result<Vec<(String, Json)>, String> {
        let mut found = Vec::with_capacity(entries.len());
        let mut digests = None;
        for (key, value) in entries {
            match key.as_str() {
                CLAIMS => digests = Some(value),
                ELEMENT => return Err(format!("a key `{ELEMENT}` that is of no element of a list")),
                _ => found.push((key, self.value(value, depth + 1)?)),
            }
        }
        let Some(Json { line, value }) = digests else { return Ok(found) };
        let JsonValue::List(items) = value else { return Err(format!("`{CLAIMS}` that is no list")) };
        let mut hidden = Vec::new();
        for item in items {
            let Some([name, value]) = self.take(&item)? else {
                hidden.push(item);
                continue;
            };
            let name = name.text().unwrap_or_default();
            if [CLAIMS, ELEMENT].contains(&name) {
                return Err(format!("a disclosure of a claim called `{name}`"));
            }
            if found.iter().any(|it| it.0 == name) {
                return Err(format!("a disclosure of `{name}`, which stands there already"));
            }
            let value = self.value(value, depth + 1)?;
            found.push((name.to_owned(), value));
        }
        if !hidden.is_empty() {
            found.push((CLAIMS.to_owned(), Json { line, value: JsonValue::List(hidden) }));
        }
        Ok(found)
    }

    /// An element of a list, or what is disclosed for it.
    fn element(&mut self, item: Json, depth: usize) -> Result<Json, String> {
        let Some(digest) = item.get(ELEMENT).filter(|_| is_hidden(&item)) else {
            return self.value(item, depth);
        };
        match self.take(digest)? {
            Some([value]) => self.value(value, depth),
            None => Ok(item),
        }
    }

    /// What follows the salt in the disclosure of a digest: a name and a value, or a value alone.
    fn take<const PARTS: usize>(&mut self, written: &Json) -> Result<Option<[Json; PARTS]>, String> {
        let Some(text) = written.text() else { return Err("a digest that is no text".to_owned()) };
        // A decoy may be anything; only what is a digest can have a disclosure.
        let digest = base64(text).unwrap_or_else(|| text.as_bytes().to_vec());
        if !self.seen.insert(digest.clone()) {
            return Err("a digest that stands twice".to_owned());
        }
        let Some(disclosure) = self.given.remove(&digest) else {
            self.hidden += 1;
            return Ok(None);
        };
        let wrong = || format!("a disclosure that is no list of {} parts", PARTS + 1);
        let text = base64(disclosure).and_then(|it| String::from_utf8(it).ok()).ok_or_else(wrong)?;
        let json = Json::read("disclosure", &text, self.limits).map_err(|_| wrong())?;
        let JsonValue::List(mut parts) = json.value else { return Err(wrong()) };
        let named = PARTS == 1 || parts.get(1).is_some_and(|it| it.text().is_some());
        if parts.len() != PARTS + 1 || parts[0].text().is_none() || !named {
            return Err(wrong());
        }
        parts.remove(0);
        Ok(parts.try_into().ok())
    }
}
