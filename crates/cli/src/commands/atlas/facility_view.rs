//! One facility with every number that is told of it, or the list of all.

use coercivity_world::Facility;
use serde_json::{Value, json};

use super::linked::Linked;
use super::mineral_view::told;
use super::page::Page;
use crate::failure::Failure;

/// The page of a facility.
pub fn page(linked: &Linked<'_>, id: &str) -> Result<Page, Failure> {
    if id == "all" {
        return Ok(list(linked));
    }
    let ids = linked.atlas.facilities.iter().map(|it| it.id.as_str());
    let Some(facility) = linked.atlas.facility(&id.to_uppercase()) else {
        return Err(Failure::unknown("facility", id, ids));
    };
    let mut page = Page::default();
    page.line(format!("{}  {}", facility.id, facility.name));
    page.rests_on(facility.cited.sources.iter().map(String::as_str));
    let row =
        |name: &str, text: &str| vec![name.to_owned(), if text.is_empty() { "-" } else { text }.to_owned()];
    let starts = facility.starts.map_or(String::new(), |it| it.to_string());
    let starts = format!("{starts} {}", facility.starts_basis);
    let place = match facility.coordinates {
        Some((latitude, longitude)) => {
            format!("{}, {latitude} {longitude} ({})", linked.place_name(facility.place), facility.precision)
        }
        None => linked.place_name(facility.place).to_owned(),
    };
    page.columns(
        &["operator", &facility.operator],
        vec![
            row("place", &place),
            row("stage", facility.stage.as_str()),
            row("product", &facility.product),
            row("status", &format!("{}, as of {}", facility.status.word(), facility.as_of)),
            row("start", starts.trim()),
            row("owner", &facility.ownership),
            row("note", &facility.cited.note),
        ],
    );
    let (mut table, mut facts) = (Vec::new(), Vec::new());
    for it in &facility.facts {
        let fact = &it.fact;
        table.push(vec![
            it.subject.measure.word().to_owned(),
            it.subject.of.clone(),
            told(fact.best, fact.low(), fact.high(), fact.unit.ending()),
            fact.as_of.to_string(),
            fact.cited.confidence.word().to_owned(),
            fact.cited.note.clone(),
        ]);
        facts.push(page.fact(it.subject.measure.word(), &it.subject.of, facility.place.as_str(), fact));
    }
    if table.is_empty() {
        page.note("no capacity, output or cost was found: unknown, not zero");
    } else {
        page.columns(&["stated", "of", "amount", "as of", "confidence", "note"], table);
    }
    page.field("facility", described(facility));
    page.field("facts", facts.into());
    page.next("coercivity atlas --facility all");
    Ok(page)
}

fn described(facility: &Facility) -> Value {
    json!({
        "id": facility.id, "name": facility.name, "operator": facility.operator, "place": facility.place.as_str(),
        "latitude": facility.coordinates.map(|it| it.0), "longitude": facility.coordinates.map(|it| it.1),
        "precision": facility.precision, "stage": facility.stage.as_str(), "product": facility.product,
        "status": facility.status.word(), "starts": facility.starts.map(|it| it.to_string()), "starts_basis": facility.starts_basis,
        "ownership": facility.ownership, "as_of": facility.as_of.to_string(), "note": facility.cited.note,
        "confidence": facility.cited.confidence.word(), "sources": facility.cited.sources, "row": facility.cited.row,
    })
}

fn list(linked: &Linked<'_>) -> Page {
    let mut page = Page::default();
    let facilities = &linked.atlas.facilities;
    page.line(format!("{} facilities: a list of plants, never a share", facilities.len()));
    let row = |it: &Facility| {
        let words =
            [it.id.as_str(), it.place.as_str(), it.stage.as_str(), it.status.word(), it.name.as_str()];
        words.map(str::to_owned).to_vec()
    };
    page.columns(&["id", "place", "stage", "status", "name"], facilities.iter().map(row).collect());
    for facility in facilities {
        for it in &facility.facts {
            let of = format!("{} {}", facility.id, it.subject.of);
            page.fact(it.subject.measure.word(), of.trim(), facility.place.as_str(), &it.fact);
        }
    }
    page.field("facilities", facilities.iter().map(described).collect());
    page.next("coercivity atlas --facility EST-NARVA");
    page
}
