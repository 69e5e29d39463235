//! Events after EPCIS 2.0 in JSON-LD, into which those in XML are brought: the country of origin that an event gives to
//! what it makes.

use std::fmt::Write as _;

use coercivity_quantity::Day;
use sha2::{Digest, Sha256};

use super::countries::{Named, any, left_out, local, named};
use super::ties::EventName;
use super::{DocumentKind, EvidenceDocument};
use crate::bill::day::day;
use crate::bill::forms::json::{Json, JsonValue};
use crate::bill::rows::EvidenceRow;
use crate::problem::Problem;

/// Where an event names what it made or saw: lists of single things and of classes.
const MADE: [&str; 4] = ["epcList", "quantityList", "outputEPCList", "outputQuantityList"];
/// What documents of events are called.
pub(super) const TYPES: [&str; 2] = ["EPCISDocument", "EPCISQueryDocument"];
/// How the kind of every event ends.
pub(super) const EVENTS: &str = "Event";
/// Keys that lead to a list of events: in a document, and in the answer to a query.
const INTO: [&str; 3] = ["epcisBody", "queryResults", "resultsBody"];
/// What an event is called, and what was said of it later: not of what it says itself.
const ABOUT: [&str; 4] = ["eventID", "id", "errorDeclaration", "recordTime"];

/// Whether a document holds events.
pub(super) fn is_one(json: &Json) -> bool {
    json.get("epcisBody").is_some()
        || kind(json).is_some_and(|it| TYPES.contains(&it))
        || events(json).next().is_some()
}

/// What a thing is called: by a text, or by a list of one.
fn kind(json: &Json) -> Option<&str> {
    ["type", "@type", "isA"].iter().find_map(|it| json.get(it)).and_then(|it| match it.items() {
        [one] => one.text(),
        _ => None,
    })
}

/// The events of a document: in its body, in what a query found, in a list, or the document itself.
fn events(json: &Json) -> impl Iterator<Item = &Json> {
    let body = INTO.iter().fold(json, |at, key| at.get(key).unwrap_or(at));
    let listed = body.get("eventList").or_else(|| body.get("event")).unwrap_or(json).items().iter();
    listed.filter(|it| kind(it).is_some_and(|it| it.ends_with(EVENTS)))
}

/// A row for each thing whose country of origin an event gives. Declarations of error, and events that end a thing, give
/// nothing.
pub(super) fn read(document: &mut EvidenceDocument, json: &Json, problems: &mut Vec<Problem>) {
    document.kind = DocumentKind::Epcis;
    if json.get("proof").is_some() {
        document
            .remarks
            .push("the proof of a document of events is not checked: it counts as unsigned".to_owned());
    }
    let (mut count, mut without, mut ended, mut of_nothing) = (0, 0, 0, 0);
    for event in events(json) {
        count += 1;
        if event.get("errorDeclaration").is_some_and(|it| it.value != JsonValue::Null) {
            let line = event.line;
            document.remarks.push(format!("the event in line {line} was declared to be in error"));
            document.ties.withdrawn.push((name_of(event), line));
            continue;
        }
        if event.text_of("action") == Some("DELETE") {
            ended += 1;
            continue;
        }
        let from = made_on(document, event, problems);
        let origins = origins(document, event, problems);
        without += usize::from(origins.is_empty());
        let issuer = event.get("sourceList").into_iter().flat_map(Json::items);
        let owner = |it: &&Json| it.text_of("type").is_some_and(|it| it.ends_with("owning_party"));
        let issuer = issuer.clone().find(owner).and_then(|it| it.text_of("source")).unwrap_or_default();
        let first = document.rows.len();
        of_nothing += usize::from(!origins.is_empty() && subjects(event).is_empty());
        for (subject, of) in subjects(event).iter().flat_map(|it| origins.iter().map(move |of| (it, of))) {
            document.rows.push(EvidenceRow {
                line: event.line,
                subject: (*subject).to_owned(),
                // The good's country of origin, as customs mean it; where its content is from no event says.
                claim: "made".to_owned(),
                place: of.country.clone(),
                named_twice: of.twice.clone(),
                share: of.share,
                from,
                issuer: issuer.to_owned(),
                strength: "stated".to_owned(),
                note: "country of origin in the event's lot data; no signature".to_owned(),
                ..EvidenceRow::default()
            });
        }
        document.ties.events.push((name_of(event), first..document.rows.len()));
    }
    let mut told = format!("{count} events, {without} of them without a country of origin");
    for (many, what) in [
        (ended, "that end what they speak of and say nothing here (DELETE)"),
        (of_nothing, "of whose country no thing is named that is read"),
    ] {
        if many > 0 {
            told.push_str(&format!(", {many} {what}"));
        }
    }
    document.remarks.push(told);
}

/// The day of an event.
fn made_on(document: &EvidenceDocument, event: &Json, problems: &mut Vec<Problem>) -> Option<Day> {
    let time = event.text_of("eventTime").unwrap_or_default();
    let found = day(time);
    if found.is_none() {
        let found = if time.is_empty() { "no `eventTime`".to_owned() } else { format!("`{time}`") };
        let expected = "a time such as 2026-11-22T08:00:00Z";
        let problem = Problem::in_file(&document.path, found, expected, "correct the event");
        problems.push(problem.at(event.line, 0));
    }
    found
}

/// What an event names.
fn subjects(event: &Json) -> Vec<&str> {
    let items = MADE.iter().filter_map(|it| event.get(it)).flat_map(Json::items);
    items.filter_map(|it| it.text().or_else(|| it.text_of("epcClass"))).collect()
}

/// The countries of origin among lot data, under whatever prefix: several contradict each other.
fn origins(document: &mut EvidenceDocument, event: &Json, problems: &mut Vec<Problem>) -> Vec<Named> {
    let lot = event.get("ilmd").map_or(&[][..], Json::entries);
    let mut found: Vec<Named> = Vec::new();
    for (key, value) in lot.iter().filter(|it| local(&it.0) == "countryOfOrigin") {
        match named(value) {
            Some(named) => {
                found.extend(named);
                let told = left_out(local(key), value).filter(|it| !document.remarks.contains(it));
                document.remarks.extend(told);
            }
            None => {
                let found = format!("`{key}` in which no country is read");
                let expected = "a country code, an object with `countryCode`, or a list of them";
                let problem = Problem::in_file(&document.path, found, expected, "correct the event");
                problems.push(problem.at(value.line, 0));
            }
        }
    }
    found.sort_by(|one, other| one.country.cmp(&other.country));
    found.dedup_by(|one, kept| {
        let same = one.country == kept.country;
        if same && one.share != kept.share {
            kept.share = Some(any());
        }
        if same {
            kept.twice.append(&mut one.twice);
        }
        same
    });
    found
}

/// By what an event is known.
fn name_of(event: &Json) -> EventName {
    let id = event.text_of("eventID").or_else(|| event.text_of("id")).map(str::to_owned);
    let mut text = String::new();
    let own = event.entries().iter().filter(|it| !ABOUT.contains(&it.0.as_str()));
    let mut own: Vec<&(String, Json)> = own.collect();
    own.sort_by(|one, other| one.0.cmp(&other.0));
    for (key, value) in own {
        let _ = write!(text, "{key:?}:");
        tell(value, &mut text);
    }
    EventName { id, content: Sha256::digest(text.as_bytes()).into() }
}

/// Writes a value in an order of its own.
fn tell(value: &Json, text: &mut String) {
    match &value.value {
        JsonValue::Null => text.push_str("null,"),
        JsonValue::Flag(flag) => drop(write!(text, "{flag},")),
        JsonValue::Number(number) => drop(write!(text, "{number},")),
        JsonValue::Text(words) => drop(write!(text, "{words:?},")),
        JsonValue::List(items) => {
            text.push('[');
            items.iter().for_each(|it| tell(it, text));
            text.push(']');
        }
        JsonValue::Object(entries) => {
            let mut entries: Vec<&(String, Json)> = entries.iter().collect();
            entries.sort_by(|one, other| one.0.cmp(&other.0));
            text.push('{');
            for (key, value) in entries {
                let _ = write!(text, "{key:?}:");
                tell(value, text);
            }
            text.push('}');
        }
    }
}
