//! What somebody typed beside a document: its claims, and what its names mean in the bill.

use std::collections::BTreeMap;

use coercivity_quantity::Interval;
use sha2::{Digest, Sha256};

use super::{EvidenceDocument, hex};
use crate::bill::headers::field::SheetKind;
use crate::bill::rows::{EvidenceRow, STRENGTHS};
use crate::problem::Problem;
use crate::section::{Node, Section};
use crate::table::Range;

/// A file of claims.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims {
    /// Who typed them.
    pub typed_by: String,
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// Names in the document, and the item or party of the bill that each means.
    pub about: BTreeMap<String, String>,
    /// The claims.
    pub rows: Vec<EvidenceRow>,
}

impl Claims {
    /// Reads a file of claims; every slip is a problem with its place. Who typed a claim, or what a name means,
    /// must be said.
    pub fn read(path: &str, text: &str, problems: &mut Vec<Problem>) -> Self {
        let root = Section::read(path, text, problems);
        root.only(&["typed_by", "about", "claim"], problems);
        let rows: Vec<EvidenceRow> =
            root.sections("claim", problems).into_iter().filter_map(|it| claim(it, problems)).collect();
        let typed_by = match root.has("claim") || root.has("about") {
            true => root.required_text("typed_by", problems),
            false => root.text("typed_by", problems),
        };
        let mut about = BTreeMap::new();
        for (name, meant) in root.section("about", problems).into_iter().flat_map(Section::entries) {
            match &meant.value {
                Node::Text(text) => {
                    about.insert(name.value.clone(), text.clone());
                }
                _ => root.wrong(
                    meant,
                    format!("no text for `{}`", name.value),
                    "an id of the bill between quotes",
                    "write it as \"name in the document\" = \"id in the bill\"",
                    problems,
                ),
            }
        }
        let sha256 = hex(Sha256::digest(text.as_bytes()).as_slice());
        Self { typed_by: typed_by.map_or(String::new(), |it| it.value), sha256, about, rows }
    }
    /// Names the things of a document as the bill does, and adds what was typed.
    pub(super) fn apply(&self, document: &mut EvidenceDocument) {
        document.claims_sha256 = Some(self.sha256.clone());
        for row in &mut document.rows {
            let called = row.clone();
            if let Some(meant) = self.about.get(&row.supplier) {
                row.supplier.clone_from(meant);
            }
            if let Some(meant) = self.about.get(&row.unless) {
                row.unless.clone_from(meant);
            }
            if let Some(meant) = self.about.get(&row.subject) {
                row.subject.clone_from(meant);
                row.supplier.clear();
                row.unless.clear();
            }
            if let Some(meant) = self.about.get(&row.element) {
                row.subject.clone_from(meant);
                row.supplier.clear();
                row.unless.clear();
                row.element.clear();
            }
            let named = [
                (&called.supplier, &row.supplier),
                (&called.subject, &row.subject),
                (&called.element, &row.element),
            ];
            let changed = named.iter().filter(|it| it.0 != it.1 && self.about.contains_key(it.0));
            let names: Vec<String> = changed.map(|it| format!("`{}`", it.0)).collect();
            if !names.is_empty() {
                row.called = format!("{} in the paper, by {}", names.join(" of "), self.typed_by);
            }
        }
        for typed in &self.rows {
            let mut row = typed.clone();
            let by = format!("typed by {}", self.typed_by);
            row.note = if row.note.is_empty() { by } else { format!("{}; {by}", row.note) };
            document.rows.push(row);
        }
    }
}

fn claim(section: &Section, problems: &mut Vec<Problem>) -> Option<EvidenceRow> {
    // The document is the one that the claims stand beside.
    let columns = SheetKind::Evidence.columns();
    let keys: Vec<&str> = columns.into_iter().filter(|it| *it != "document").collect();
    section.only(&keys, problems);
    let subject = section.required_text("subject", problems);
    let claim = section.required_text("claim", problems);
    let mut text = |key: &str| section.text(key, problems).map_or(String::new(), |it| it.value);
    let (id, place, issuer, note) = (text("id"), text("place"), text("issuer"), text("note"));
    let element = text("element");
    let words = STRENGTHS.map(|it| (it, it));
    let strength = section.one_of("strength", &words, problems).unwrap_or("stated");
    let low = section.number("share_low", Range::Share, problems);
    let high = section.number("share_high", Range::Share, problems);
    let share = (low.is_some() || high.is_some())
        .then(|| Interval::between(low.unwrap_or(0.0), high.unwrap_or(1.0)))
        .flatten();
    if (low.is_some() || high.is_some()) && share.is_none() {
        let found = "a `share_low` above its `share_high`";
        let problem =
            Problem::in_file(&section.path, found, "share_low <= share_high", "put the two in order");
        problems.push(problem.at(section.line, section.column));
    }
    Some(EvidenceRow {
        line: section.line,
        id,
        subject: subject?.value,
        element,
        supplier: String::new(),
        unless: String::new(),
        claim: claim?.value,
        place,
        share,
        from: section.day("from", problems).map(|it| it.value),
        until: section.day("until", problems).map(|it| it.value),
        issuer,
        strength: strength.to_owned(),
        document: String::new(),
        note,
        called: String::new(),
        named_twice: Vec::new(),
    })
}
