//! Parties, movements and evidence from the cells of their sheets.

use super::cells::Cells;
use super::headers::field::SHARE;
use super::rows::{EvidenceRow, MovementRow, PartyRow, STRENGTHS};

/// Reads a party; none when it has no id.
pub(crate) fn party(cells: &mut Cells<'_>) -> Option<PartyRow> {
    let id = cells.required("id");
    let party = PartyRow {
        line: cells.record.line,
        id: id.clone().unwrap_or_default(),
        name: cells.text("name").unwrap_or_default(),
        country: cells.text("country"),
        owners: owners(cells),
        lei: cells.text("lei"),
        lists: cells.text("lists").map(|_| cells.list("lists")),
        military: truth(cells, "military"),
        note: cells.text("note").unwrap_or_default(),
    };
    id.map(|_| party)
}

/// Owners with their shares, as in `P-A 60 %; P-B 0.2..0.3`. An owner without a share holds an unknown one.
fn owners(cells: &mut Cells<'_>) -> Vec<(String, coercivity_quantity::Interval<f64>)> {
    let text = cells.text("owners").unwrap_or_default();
    let mut owners = Vec::new();
    for part in text.split([';', '\n']).map(str::trim).filter(|it| !it.is_empty()) {
        let (id, share) = part.split_once(char::is_whitespace).unwrap_or((part, "0..1"));
        match cells.share_range(share.trim()) {
            Some(share) => owners.push((id.trim_end_matches(':').to_owned(), share)),
            None => cells.wrong(
                "owners",
                "owners with the share each holds, as in `P-A 60 %; P-B 0.2..0.3`",
                "write a share between 0 and 1 or one with %, after the party's id",
            ),
        }
    }
    owners
}

/// Yes or no in a few languages; blank is unknown.
fn truth(cells: &mut Cells<'_>, field: &str) -> Option<bool> {
    let text = cells.text(field)?;
    let found = match text.to_lowercase().as_str() {
        "yes" | "true" | "1" | "y" | "ja" | "oui" | "是" | "はい" => Some(true),
        "no" | "false" | "0" | "n" | "nein" | "non" | "否" | "いいえ" => Some(false),
        _ => None,
    };
    if found.is_none() {
        cells.wrong(field, "yes or no", "leave the cell blank when it is unknown");
    }
    found
}

/// Reads a movement; none when an end of it is missing.
pub(crate) fn movement(cells: &mut Cells<'_>) -> Option<MovementRow> {
    let (from, to) = (cells.required("from"), cells.required("to"));
    let movement = MovementRow {
        line: cells.record.line,
        from: from?,
        to: to?,
        item: cells.text("item"),
        day: cells.day("day"),
        user: cells.text("user"),
        use_: cells.text("use"),
        contract: cells.text("contract"),
        answers: answers(cells),
    };
    Some(movement)
}

/// Answers to conditions, as in `condition=yes; other=open; nanometres=7; layers=200..300`.
fn answers(cells: &mut Cells<'_>) -> Vec<(String, String)> {
    let text = cells.text("answers").unwrap_or_default();
    let mut answers = Vec::new();
    for part in text.split([';', '\n']).map(str::trim).filter(|it| !it.is_empty()) {
        match part.split_once('=') {
            Some((id, answer)) if is_answer(answer.trim()) => {
                answers.push((id.trim().to_owned(), answer.trim().to_owned()));
            }
            Some(_) | None => cells.wrong(
                "answers",
                "conditions with yes, no, open, a number or low..high, as in `condition=yes; other=200..300`",
                "write the condition's id, `=`, and the answer; decimals with a point",
            ),
        }
    }
    answers
}

/// Whether a text answers a condition: by a word, a number, or a range of numbers.
fn is_answer(text: &str) -> bool {
    let (low, high) = text.split_once("..").unwrap_or((text, text));
    let number = |it: &str| it.trim().parse::<f64>().ok().filter(|it| it.is_finite());
    ["yes", "no", "open"].contains(&text)
        || number(low).zip(number(high)).is_some_and(|(low, high)| low <= high)
}

/// Reads what a paper says; none when it says nothing of anything.
pub(crate) fn evidence(cells: &mut Cells<'_>) -> Option<EvidenceRow> {
    let (subject, claim) = (cells.required("subject"), cells.required("claim"));
    let (from, until) = (cells.day("from"), cells.day("until"));
    if let (Some(from), Some(until)) = (from, until)
        && from > until
    {
        cells.wrong("until", format!("a day not before {from}"), "put the two days in order");
    }
    let strength = cells.text("strength").unwrap_or_default();
    if !strength.is_empty() && !STRENGTHS.contains(&strength.as_str()) {
        cells.wrong("strength", format!("one of {}", STRENGTHS.join(", ")), "use one of these words");
    }
    let row = EvidenceRow {
        line: cells.record.line,
        id: cells.text("id").unwrap_or_default(),
        subject: subject?,
        element: cells.text("element").unwrap_or_default(),
        supplier: String::new(),
        unless: String::new(),
        claim: claim?,
        place: cells.text("place").unwrap_or_default(),
        share: cells.share_told("share_low", "share_high", SHARE),
        from,
        until,
        issuer: cells.text("issuer").unwrap_or_default(),
        strength,
        document: cells.text("document").unwrap_or_default(),
        note: cells.text("note").unwrap_or_default(),
        called: String::new(),
        named_twice: Vec::new(),
    };
    Some(row)
}
