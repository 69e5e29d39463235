//! What comes back from suppliers: templates of the minerals initiative, events, credentials, tables and free
//! documents. Each becomes rows of evidence under its own hash; rows that contradict each other all stay.

mod claims;
mod countries;
mod credential;
mod epcis;
mod epcis_xml;
mod materials;
mod minerals;
mod passport;
mod selective;
mod signature;
mod status;
mod ties;
mod validity;

#[cfg(test)]
mod tests;

pub use claims::Claims;
pub use signature::Issuers;

use sha2::{Digest, Sha256};

use crate::bill::forms::archive::locked;
use crate::bill::forms::encoding::decoded;
use crate::bill::forms::json::{Json, JsonValue};
use crate::bill::forms::limits::Limits;
use crate::bill::headers::field::SheetKind;
use crate::bill::headers::header_words::HeaderWords;
use crate::bill::read::{OLD_WORKBOOK, grids, read_bill};
use crate::bill::rows::EvidenceRow;
use crate::problem::Problem;
use minerals::Template;
use ties::Ties;

/// What kind of document a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// Conflict Minerals Reporting Template.
    Cmrt,
    /// Extended Minerals Reporting Template.
    Emrt,
    /// Additional Minerals Reporting Template.
    Amrt,
    /// Cobalt Reporting Template, which the EMRT replaced.
    Crt,
    /// Events after EPCIS 2.0 and 1.2, in JSON or XML.
    Epcis,
    /// A credential after W3C VC 2.0, such as those of UNTP.
    Credential,
    /// A table of claims in the template's columns.
    Table,
    /// A document that people read, such as a PDF: only its hash, and what somebody typed beside it.
    Free,
}

impl DocumentKind {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cmrt => "CMRT",
            Self::Emrt => "EMRT",
            Self::Amrt => "AMRT",
            Self::Crt => "CRT",
            Self::Epcis => "EPCIS events",
            Self::Credential => "credential",
            Self::Table => "table of claims",
            Self::Free => "document",
        }
    }
}

/// A paper as read.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceDocument {
    /// Path of the file.
    pub path: String,
    /// What it is.
    pub kind: DocumentKind,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// SHA-256 of what somebody typed beside it.
    pub claims_sha256: Option<String>,
    /// What it says of items and parties.
    pub rows: Vec<EvidenceRow>,
    /// What else it says, and what it does not: in words, for whoever reads the record.
    pub remarks: Vec<String>,
    /// What it says of other papers, until [`settle_evidence`] has heard them all.
    ties: Ties,
}

/// Holds the papers of a folder against one another: an event that any of them declares to be in error gives
/// nothing, nor does a credential that a list of its issuer revokes.
pub fn settle_evidence(documents: &mut [EvidenceDocument]) {
    ties::settle(documents);
}

/// Reads a paper, with the claims that somebody typed beside it. What is no kind we know is a free document: its hash
/// is kept, and it says what was typed. Signatures of credentials are checked by the keys of those issuers. What papers say
/// of one another is heard by [`settle_evidence`] alone.
pub fn read_evidence(
    path: &str,
    bytes: &[u8],
    words: &HeaderWords,
    claims: Option<&Claims>,
    issuers: &Issuers,
) -> (EvidenceDocument, Vec<Problem>) {
    let mut problems = Vec::new();
    let sha256 = hex(Sha256::digest(bytes).as_slice());
    let (kind, rows) = (DocumentKind::Free, Vec::new());
    let (path_of, remarks, ties) = (path.to_owned(), Vec::new(), Ties::default());
    let mut document =
        EvidenceDocument { path: path_of, kind, sha256, claims_sha256: None, rows, remarks, ties };
    told(&mut document, bytes, (words, issuers), &mut problems);
    if let Some(claims) = claims {
        claims.apply(&mut document);
    } else if document.kind == DocumentKind::Free {
        document.remarks.push(format!("nobody typed what it says: write `{path}.claims.toml`"));
    }
    for said in &mut document.remarks {
        *said = plain(said);
    }
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    for (number, row) in document.rows.iter_mut().enumerate() {
        if row.id.is_empty() {
            row.id = format!("{name}#{}", number + 1);
        }
        row.document = format!("sha256:{}", document.sha256);
        for said in [&mut row.issuer, &mut row.note, &mut row.subject, &mut row.place, &mut row.called] {
            *said = plain(said);
        }
        let twice = row.named_twice.iter_mut();
        twice
            .flat_map(|it| it.keys.iter_mut().chain(it.countries.iter_mut().flatten()))
            .for_each(|it| *it = plain(it));
    }
    (document, problems)
}

/// Marks that turn the direction of writing around.
const TURNS: [std::ops::RangeInclusive<char>; 3] =
    ['\u{200e}'..='\u{200f}', '\u{202a}'..='\u{202e}', '\u{2066}'..='\u{2069}'];

/// What somebody else wrote, without what would change how other words look: breaks of lines, commands to terminals and
/// turns of direction are shown as codes.
fn plain(said: &str) -> String {
    let shown = |it: char| it.is_control() || TURNS.iter().any(|turns| turns.contains(&it));
    said.chars().fold(String::with_capacity(said.len()), |mut text, it| {
        if shown(it) {
            text.extend(it.escape_unicode())
        } else {
            text.push(it)
        }
        text
    })
}

/// Bytes in hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}

/// Fills in what the document itself says.
fn told(
    document: &mut EvidenceDocument,
    bytes: &[u8],
    (words, issuers): (&HeaderWords, &Issuers),
    problems: &mut Vec<Problem>,
) {
    let limits = Limits::default();
    let path = document.path.clone();
    let ending = path.rsplit('.').next().unwrap_or_default().to_lowercase();
    if bytes.starts_with(b"PK") && ["xlsx", "xlsm", "ods"].contains(&ending.as_str()) {
        let grids = grids(&path, bytes, &limits, problems);
        match Template::of(&grids) {
            Some(template) => {
                document.kind = template.kind;
                template.read(document, problems);
            }
            None => table(document, bytes, words, problems),
        }
        return;
    }
    if bytes.starts_with(&OLD_WORKBOOK) && ["xlsx", "xlsm", "xls", "ods"].contains(&ending.as_str()) {
        problems.push(locked(&path));
        return;
    }
    let text = if ["pdf", "png", "jpg", "docx"].contains(&ending.as_str()) {
        None
    } else {
        decoded(&path, bytes).ok()
    };
    match text {
        Some(text) if text.trim_start().starts_with(['{', '[']) => match Json::read(&path, &text, &limits) {
            Ok(json) if epcis::is_one(&json) => epcis::read(document, &json, problems),
            Ok(json) if credential::is_one(&json) => {
                let limits = &limits;
                credential::Reader { document, issuers, limits, problems }.document(&json, &text);
            }
            Ok(json) if credential::is_signed_json(&json) => {
                let limits = &limits;
                credential::Reader { document, issuers, limits, problems }
                    .unread("a signature in JSON (JWS)");
            }
            Ok(json) if is_table(&json) => table(document, bytes, words, problems),
            Ok(_) => document.remarks.push("JSON of no form that is known here: it is not read".to_owned()),
            Err(problem) => problems.push(problem),
        },
        Some(text) if credential::is_form_of_token(&text) => {
            let limits = &limits;
            credential::Reader { document, issuers, limits, problems }.text(&text);
        }
        Some(text) if epcis_xml::is_one(&text) => match epcis_xml::as_json(&path, &text, &limits) {
            Ok(json) => epcis::read(document, &json, problems),
            Err(problem) => problems.push(problem),
        },
        Some(_) if ["csv", "tsv"].contains(&ending.as_str()) => table(document, bytes, words, problems),
        Some(_) | None => {}
    }
}

/// Whether JSON has the form of a table: rows of plain cells.
fn is_table(json: &Json) -> bool {
    let plain = |it: &Json| !matches!(it.value, JsonValue::List(_) | JsonValue::Object(_));
    let row = |it: &Json| !it.entries().is_empty() && it.entries().iter().all(|it| plain(&it.1));
    !json.items().is_empty() && json.items().iter().all(row)
}

/// A table of claims in the template's columns.
fn table(document: &mut EvidenceDocument, bytes: &[u8], words: &HeaderWords, problems: &mut Vec<Problem>) {
    let (bill, told) = read_bill(&document.path, bytes, words, None);
    document.kind = DocumentKind::Table;
    if bill.evidence.rows.is_empty() && told.is_empty() {
        problems.push(Problem::in_file(
            &document.path,
            "no claim",
            format!("the columns {}", SheetKind::Evidence.columns().join(", ")),
            "write a row for each claim, or leave the file out of the folder",
        ));
    }
    problems.extend(told);
    document.remarks.extend(bill.remarks.iter().map(ToString::to_string));
    document.rows = bill.evidence.rows;
}
