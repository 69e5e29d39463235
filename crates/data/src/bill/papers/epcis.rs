//! Events after EPCIS 2.0 in JSON-LD: the country of origin that an event gives to what it makes.

use super::{DocumentKind, EvidenceDocument};
use crate::bill::forms::json::Json;
use crate::bill::number::day;
use crate::bill::rows::EvidenceRow;
use crate::problem::Problem;

/// Where an event names what it made or saw: lists of single things and of classes.
const MADE: [&str; 4] = ["epcList", "quantityList", "outputEPCList", "outputQuantityList"];

/// Whether a document holds events.
pub(super) fn is_one(json: &Json) -> bool {
    json.get("epcisBody").is_some()
        || json.text_of("type") == Some("EPCISDocument")
        || events(json).next().is_some()
}

/// The events of a document: in its body, in a list, or the document itself.
fn events(json: &Json) -> impl Iterator<Item = &Json> {
    let body = json.get("epcisBody");
    let listed = body.and_then(|it| it.get("eventList").or_else(|| it.get("event")));
    let listed = listed.or_else(|| json.get("eventList")).unwrap_or(json).items().iter();
    listed.filter(|it| it.text_of("type").is_some_and(|it| it.ends_with("Event")))
}

/// A row for each thing whose country of origin an event gives. Events that were declared to be in error, and those
/// that end a thing, give nothing.
pub(super) fn read(document: &mut EvidenceDocument, json: &Json, problems: &mut Vec<Problem>) {
    document.kind = DocumentKind::Epcis;
    let (mut count, mut without) = (0, 0);
    for event in events(json) {
        count += 1;
        if event.get("errorDeclaration").is_some() {
            document.remarks.push(format!("the event in line {} was declared to be in error", event.line));
            continue;
        }
        if event.text_of("action") == Some("DELETE") {
            continue;
        }
        let time = event.text_of("eventTime").unwrap_or_default();
        let from = day(time);
        if from.is_none() {
            let found = if time.is_empty() { "no `eventTime`".to_owned() } else { format!("`{time}`") };
            let expected = "a time such as 2026-11-22T08:00:00Z";
            let problem = Problem::in_file(&document.path, found, expected, "correct the event");
            problems.push(problem.at(event.line, 0));
        }
        let issuer = event.get("sourceList").into_iter().flat_map(Json::items);
        let owner = |it: &&Json| it.text_of("type").is_some_and(|it| it.ends_with("owning_party"));
        let issuer = issuer.clone().find(owner).and_then(|it| it.text_of("source")).unwrap_or_default();
        let subjects = subjects(event);
        let origin = event.get("ilmd").and_then(country_of_origin);
        let Some(country) = origin else {
            without += 1;
            continue;
        };
        for subject in subjects {
            document.rows.push(EvidenceRow {
                line: event.line,
                subject: subject.to_owned(),
                // The good's country of origin, as customs mean it; where its content is from no event says.
                claim: "made".to_owned(),
                place: country.to_owned(),
                from,
                issuer: issuer.to_owned(),
                strength: "stated".to_owned(),
                note: "country of origin in the event's lot data; no signature".to_owned(),
                ..EvidenceRow::default()
            });
        }
    }
    document.remarks.push(format!("{count} events, {without} of them without a country of origin"));
}

/// What an event names.
fn subjects(event: &Json) -> Vec<&str> {
    let items = MADE.iter().filter_map(|it| event.get(it)).flat_map(Json::items);
    items.filter_map(|it| it.text().or_else(|| it.text_of("epcClass"))).collect()
}

/// The country of origin among lot data, under whatever prefix.
fn country_of_origin(lot: &Json) -> Option<&str> {
    let own = |key: &str| key.rsplit([':', '/', '#']).next() == Some("countryOfOrigin");
    lot.entries().iter().find(|it| own(&it.0)).and_then(|it| it.1.text())
}
