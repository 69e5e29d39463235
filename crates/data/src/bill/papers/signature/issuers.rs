//! The issuers that a reader believes, and the keys that he knows them by. A key speaks for its own issuer alone.

use std::collections::BTreeMap;

use super::foreign;
use super::key::Key;
use crate::bill::forms::json::{Json, JsonValue};
use crate::bill::forms::limits::Limits;
use crate::problem::Problem;

/// Issuers that are believed, each with its keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Issuers {
    listed: BTreeMap<String, Vec<NamedKey>>,
}

/// A key with the name that signatures call it by.
#[derive(Clone, Debug, PartialEq)]
struct NamedKey {
    name: Option<String>,
    key: Key,
}

impl Issuers {
    /// Reads a list: `{"issuers": [{"id": .., "keys": [..]}]}`, each key a JSON web key or a multikey. An issuer whose name
    /// holds its key needs none. Every slip is a problem with its place.
    pub fn read(path: &str, text: &str, problems: &mut Vec<Problem>) -> Self {
        let mut found = Self::default();
        let json = match Json::read(path, text, &Limits::default()) {
            Ok(json) => json,
            Err(problem) => {
                problems.push(problem);
                return found;
            }
        };
        let mut wrong = |at: &Json, said: &str, expected: &str, remedy: &str| {
            problems.push(Problem::in_file(path, said, expected, remedy).at(at.line, 0));
        };
        let Some(listed) = json.get("issuers").filter(|it| matches!(it.value, JsonValue::List(_))) else {
            wrong(
                &json,
                "no list `issuers`",
                "{\"issuers\": [{\"id\": .., \"keys\": [..]}]}",
                "write the list",
            );
            return found;
        };
        for issuer in listed.items() {
            let Some(id) = issuer.text_of("id").filter(|it| !it.is_empty()) else {
                let remedy = "write the name that its credentials give as `issuer`";
                wrong(issuer, "an issuer without `id`", "a name such as did:web:magnet.example", remedy);
                continue;
            };
            if found.listed.contains_key(id) {
                wrong(issuer, &format!("`{id}` twice"), "each issuer once", "put its keys together");
                continue;
            }
            let mut keys = Vec::new();
            for written in issuer.get("keys").map_or(&[][..], Json::items) {
                match named(written) {
                    Some(key) => keys.push(key),
                    None => wrong(
                        written,
                        &format!("a key of `{id}` that is of no kind known here"),
                        "a JSON web key of Ed25519 or P-256, or a multikey such as z6Mk..",
                        "correct the key, or leave it out",
                    ),
                }
            }
            if keys.is_empty() && issuer.get("keys").is_none() && Key::of_name(id).is_none() {
                let remedy = "add its `keys`, or name it by did:key or did:jwk";
                wrong(issuer, &format!("`{id}` without keys"), "keys, or a name that holds its key", remedy);
            }
            found.listed.insert(id.to_owned(), keys);
        }
        found
    }
    /// Whether an issuer is believed.
    pub(super) fn lists(&self, issuer: &str) -> bool {
        self.listed.contains_key(issuer)
    }
    /// Whether a key is listed for an issuer.
    pub(super) fn lists_key(&self, issuer: &str, key: &Key) -> bool {
        self.listed.get(issuer).is_some_and(|it| it.iter().any(|it| it.key == *key))
    }
    /// The keys that a signature may be made with: those of the issuer that have the name it gives.
    ///
    /// # Errors
    /// Which key is missing, in words.
    pub(super) fn keys_of(&self, issuer: &str, name: Option<&str>) -> Result<Vec<Key>, String> {
        let fragment = match name.and_then(|it| it.split_once('#')) {
            Some((owner, _)) if !owner.is_empty() && owner != issuer => {
                return Err(foreign(owner, issuer));
            }
            Some((_, fragment)) => Some(fragment),
            None => None,
        };
        let called = |it: &&NamedKey| match (name, &it.name) {
            (Some(name), Some(own)) => own == name || fragment == Some(own),
            (None, _) | (Some(_), None) => true,
        };
        let listed = self.listed.get(issuer).into_iter().flatten();
        let mut keys: Vec<Key> = listed.filter(called).map(|it| it.key.clone()).collect();
        keys.extend(Key::of_name(issuer));
        if keys.is_empty() {
            let key = name.map_or("a key".to_owned(), |it| format!("the key `{it}`"));
            return Err(format!("{key} of `{issuer}` was not given (--issuers)"));
        }
        Ok(keys)
    }
}

/// A key as written in a list.
fn named(written: &Json) -> Option<NamedKey> {
    match written.text() {
        Some(multikey) => {
            Some(NamedKey { name: Some(multikey.to_owned()), key: Key::of_multikey(multikey)? })
        }
        None => {
            Some(NamedKey { name: written.text_of("kid").map(str::to_owned), key: Key::of_jwk(written)? })
        }
    }
}
