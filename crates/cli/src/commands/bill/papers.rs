//! `coercivity bill papers DIR`: what suppliers' papers say.

use std::path::Path;

use coercivity_data::{EvidenceDocument, EvidenceRow, HeaderWords};
use coercivity_report::{Side, columns, counted, neutral};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::args::Globals;
use crate::evidence_folder::{read_evidence_folder, read_issuers};
use crate::failure::Failure;
use crate::open_world::{bundle_of, in_order};

/// Columns of a claim.
const HEADER: [&str; 9] =
    ["id", "subject", "element", "claim", "place", "share", "valid", "strength", "issuer"];
/// Digits of a hash that are shown.
const HASH: usize = 12;

/// Lists every paper with its hash, its claims and its remarks.
pub fn answer(globals: &Globals, folder: &Path, issuers: Option<&Path>) -> Result<Answer, Failure> {
    let mut problems = Vec::new();
    let bundle = bundle_of(globals, &mut problems)?;
    let words = HeaderWords::read(&bundle, &mut problems);
    let (issuers, _) = read_issuers(issuers, &mut problems);
    let (documents, told) = read_evidence_folder(folder, &words, &issuers);
    problems.extend(told);
    if !problems.is_empty() {
        return Err(Failure::BadData { problems: in_order(problems) });
    }
    let mut text = String::new();
    for document in &documents {
        text += &shown(document, globals.text_width());
    }
    let claims: usize = documents.iter().map(|it| it.rows.len()).sum();
    text += &format!("{}, {}", counted(documents.len(), "paper"), counted(claims, "claim"));
    let rows: Vec<Vec<String>> = documents
        .iter()
        .flat_map(|document| document.rows.iter().map(move |row| (document, row)))
        .map(|(document, row)| {
            let cells = [document.path.clone(), document.sha256.clone()].into_iter().chain(line(row));
            cells.chain([row.note.clone()]).map(|it| neutral(&it).into_owned()).collect()
        })
        .collect();
    let header: Vec<&str> = ["paper", "sha256"].into_iter().chain(HEADER).chain(["note"]).collect();
    let json = json!({ "papers": documents.iter().map(document_json).collect::<Vec<_>>() });
    Ok(Answer::new("coercivity.bill-papers/1", text, json).with_rows(&header, &rows))
}

fn shown(document: &EvidenceDocument, width: usize) -> String {
    let mut text =
        format!("{}  {}  sha256 {}\n", document.path, document.kind.name(), &document.sha256[..HASH]);
    let rows: Vec<Vec<String>> = document.rows.iter().map(|it| line(it).to_vec()).collect();
    if !rows.is_empty() {
        text += &columns(&HEADER.map(|it| (it, Side::Left)), &rows, width);
    }
    for row in document.rows.iter().filter(|it| !it.called.is_empty()) {
        text += &format!("  {}: {} is {}\n", row.id, row.subject, row.called);
    }
    for remark in &document.remarks {
        text += &format!("  {remark}\n");
    }
    text.push('\n');
    text
}

fn line(row: &EvidenceRow) -> [String; 9] {
    let percent = |it: f64| format!("{} %", (it * 1e6).round() / 1e4);
    let share = match row.share {
        None => "all".to_owned(),
        Some(it) if it.low().to_bits() == it.high().to_bits() => percent(it.low()),
        Some(it) => format!("{}..{}", percent(it.low()), percent(it.high())),
    };
    let day = |it: Option<coercivity_quantity::Day>| it.map_or(String::new(), |it| it.to_string());
    let valid = match (row.from, row.until) {
        (None, None) => String::new(),
        (from, until) => format!("{}..{}", day(from), day(until)),
    };
    let texts = [&row.id, &row.subject, &row.element, &row.claim, &row.place].map(String::clone);
    let [id, subject, element, claim, place] = texts;
    [id, subject, element, claim, place, share, valid, row.strength.clone(), row.issuer.clone()]
}

fn document_json(document: &EvidenceDocument) -> Value {
    let claims: Vec<Value> = document
        .rows
        .iter()
        .map(|it| {
            json!({
                "id": it.id,
                "line": it.line,
                "subject": it.subject,
                "element": it.element,
                "supplier": it.supplier,
                "claim": it.claim,
                "place": it.place,
                "share_low": it.share.map(|it| it.low()),
                "share_high": it.share.map(|it| it.high()),
                "from": it.from.map(|it| it.to_string()),
                "until": it.until.map(|it| it.to_string()),
                "issuer": it.issuer,
                "strength": it.strength,
                "note": it.note,
                "called": it.called,
            })
        })
        .collect();
    json!({
        "path": document.path,
        "kind": document.kind.name(),
        "sha256": document.sha256,
        "claims_sha256": document.claims_sha256,
        "claims": claims,
        "remarks": document.remarks,
    })
}
