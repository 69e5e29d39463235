//! Whether a credential was revoked or suspended: by the status lists of issuers (W3C Bitstring Status List, and its
//! forerunner of 2021) that lie in the same folder. Nothing is fetched.

use std::io::Read as _;

use flate2::read::GzDecoder;

use super::signature::base64;
use super::validity::Validity;
use crate::bill::forms::json::{Json, JsonValue};

/// Bytes of an unpacked list that are read at most: eight credentials each.
const MOST_BYTES: u64 = 1 << 24;
/// Bytes of all unpacked lists of one paper.
const MOST_HELD: usize = 1 << 26;
/// What a set bit takes back.
const PURPOSES: [&str; 2] = ["revocation", "suspension"];
/// Types of an entry in a credential, and of the list that it points into.
const ENTRIES: [&str; 2] = ["BitstringStatusListEntry", "StatusList2021Entry"];
const LISTS: [&str; 2] = ["BitstringStatusList", "StatusList2021"];

/// Where a credential's status is told.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Status {
    /// A bit of a list.
    Bit {
        /// `revocation` or `suspension`.
        purpose: String,
        /// Its place, from 0.
        index: u64,
        /// The name of the list.
        list: String,
    },
    /// In a way that is not known here, and what it is.
    Other(String),
}

/// A list of an issuer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StatusList {
    /// Its name.
    pub id: String,
    /// Who issued it.
    pub issuer: String,
    /// How strong its signature makes it.
    pub strength: &'static str,
    /// The days on which it holds.
    pub validity: Validity,
    purposes: Vec<String>,
    bits: Vec<u8>,
}

impl StatusList {
    /// Bytes that it takes.
    pub(super) fn size(&self) -> usize {
        self.bits.len()
    }
    /// Whether a bit is set; `None` where the list is too short or of other purposes.
    pub(super) fn is_set(&self, purpose: &str, index: u64) -> Option<bool> {
        let byte = self.bits.get(usize::try_from(index / 8).ok()?)?;
        self.purposes.iter().any(|it| it == purpose).then_some(byte >> (7 - index % 8) & 1 == 1)
    }
}

/// The statuses of a credential.
pub(super) fn statuses(credential: &Json) -> Vec<Status> {
    let entries = credential.get("credentialStatus").map_or(&[][..], Json::items);
    entries.iter().map(status).collect()
}

fn status(entry: &Json) -> Status {
    let kind = types(entry).find(|it| ENTRIES.contains(it));
    let Some(kind) = kind else {
        return Status::Other(types(entry).next().unwrap_or("an entry without a type").to_owned());
    };
    let purpose = match entry.get("statusPurpose").map(Json::text) {
        None => PURPOSES[0],
        Some(Some(purpose)) => purpose,
        Some(None) => return Status::Other(format!("{kind} whose purpose is no text")),
    };
    let wide = entry.get("statusSize").is_some_and(|it| it.value != JsonValue::Number(1.0));
    if wide || !PURPOSES.contains(&purpose) {
        return Status::Other(format!("{kind} of the purpose `{purpose}`"));
    }
    let index = entry.get("statusListIndex").and_then(|it| match &it.value {
        JsonValue::Text(text) => text.trim().parse().ok(),
        // Whole numbers up to here are exact.
        JsonValue::Number(number) if number.fract() == 0.0 && (0.0..9e15).contains(number) => {
            Some(*number as u64)
        }
        JsonValue::Number(_)
        | JsonValue::Null
        | JsonValue::Flag(_)
        | JsonValue::List(_)
        | JsonValue::Object(_) => None,
    });
    match (index, entry.text_of("statusListCredential")) {
        (Some(index), Some(list)) => {
            Status::Bit { purpose: purpose.to_owned(), index, list: list.to_owned() }
        }
        _ => Status::Other(format!("{kind} without its list or place")),
    }
}

/// The list that the subject of a credential holds; `None` where it is another thing.
///
/// # Errors
/// A list that cannot be read, in words.
pub(super) fn list_in(
    subject: &Json,
    (id, issuer, strength): (&str, &str, &'static str),
    (validity, held): (Validity, usize),
) -> Option<Result<StatusList, String>> {
    types(subject).find(|it| LISTS.contains(it))?;
    let unread = |why: &str| Some(Err(format!("the status list `{id}` cannot be read: {why}")));
    // One list may tell several things, each in its own place.
    let purposes: Option<Vec<String>> = match subject.get("statusPurpose") {
        None => Some(vec![PURPOSES[0].to_owned()]),
        Some(told) => told.items().iter().map(|it| it.text().map(str::to_owned)).collect(),
    };
    let Some(purposes) = purposes else {
        return unread("its `statusPurpose` is no text and no list of texts");
    };
    let Some(bits) = subject.text_of("encodedList").and_then(unpacked) else {
        return unread("no packed bits in `encodedList`");
    };
    if held + bits.len() > MOST_HELD {
        return unread(&format!(
            "with those before it it takes more than {MOST_HELD} bytes; give it a file of its own"
        ));
    }
    let (id, issuer) = (id.to_owned(), issuer.to_owned());
    Some(Ok(StatusList { id, issuer, strength, validity, purposes, bits }))
}

/// The bits of a list: packed by gzip and written in base64, with or without the `u` of multibase before it.
fn unpacked(text: &str) -> Option<Vec<u8>> {
    let letters = text.strip_prefix('u').unwrap_or(text).trim_end_matches('=');
    let packed = base64(&letters.replace('+', "-").replace('/', "_"))?;
    let mut bits = Vec::new();
    GzDecoder::new(packed.as_slice()).take(MOST_BYTES + 1).read_to_end(&mut bits).ok()?;
    (bits.len() as u64 <= MOST_BYTES).then_some(bits)
}

fn types(json: &Json) -> impl Iterator<Item = &str> {
    ["type", "@type"].iter().filter_map(|it| json.get(it)).flat_map(Json::items).filter_map(Json::text)
}
