//! The chain of a good, stage by stage, and how far a buyer relies on imports.

use coercivity_world::indicators::{ChainLink, chain, reliance_of, weakest_link};
use serde_json::json;

use super::AtlasRequest;
use super::columns::{range, value};
use super::linked::Linked;
use super::page::Page;
use crate::failure::Failure;

/// The commodity under which reliance on the chain is published.
const COMMODITY: &str = "RARE EARTHS";

/// The page of a chain.
pub fn page(linked: &Linked<'_>, request: &AtlasRequest, good: &str) -> Result<Page, Failure> {
    let (good, buyer) = (linked.good(good)?, linked.place(&request.buyer)?);
    let links = chain(linked.atlas, linked.vocabulary, good);
    let mut page = Page::default();
    page.line(format!("chain of {good} ({})", linked.good_name(good)));
    if let Some(link) = weakest_link(&links)
        && let Some((leader, finding)) = &link.leader
    {
        let of = link.of.map_or("", |it| linked.good_name(it.0));
        let text = format!("weakest  {}: {} of {of} in one country, {leader}", link.stage, value(finding));
        page.line(text);
        page.field(
            "weakest",
            json!({"stage": link.stage.as_str(), "place": leader.as_str(), "value": finding.value}),
        );
    }
    let warnings = reliance(linked, &mut page, buyer.id);
    let mut table = Vec::new();
    let mut stages = Vec::new();
    for link in &links {
        table.push(row(linked, link));
        let (leader, index) = figures(&mut page, link);
        stages.push(json!({
            "stage": link.stage.as_str(), "good": link.of.map(|it| it.0.to_string()), "year": link.of.map(|it| it.1),
            "facilities": link.facilities, "largest": leader, "concentration": index,
        }));
    }
    page.columns(&["stage", "year", "largest", "share", "HHI", "plants", "of"], table);
    page.field("stages", stages.into());
    for warning in warnings {
        page.note(format!("(a) never alone: {warning}"));
    }
    let blank: Vec<&str> = links.iter().filter(|it| it.of.is_none()).map(|it| it.stage.as_str()).collect();
    if !blank.is_empty() {
        page.note(format!("no table by country was found for {}: unknown, and not judged", blank.join(", ")));
    }
    page.note("plants are a list, never a share: China plant by plant is not public");
    page.note("HHI 0 to 10,000; .. is what the source leaves unnamed, spread thinly or held by one country");
    page.next("coercivity atlas --claims   or   coercivity atlas --indicator reliance");
    Ok(page)
}

fn row(linked: &Linked<'_>, link: &ChainLink) -> Vec<String> {
    let plants = link.facilities.to_string();
    let stage = link.stage.to_string();
    let Some((good, year)) = link.of else {
        let dash = || "-".to_owned();
        return vec![
            stage,
            dash(),
            dash(),
            dash(),
            dash(),
            plants,
            "no table by country was found".to_owned(),
        ];
    };
    let (largest, share) =
        link.leader.as_ref().map_or(("-".to_owned(), "-".to_owned()), |it| (it.0.to_string(), value(&it.1)));
    let index = link.concentration.as_ref().map_or("unknown".to_owned(), |it| {
        let range = range(it);
        if range.is_empty() { value(it) } else { format!("{} ({range})", value(it)) }
    });
    vec![stage, year.to_string(), largest, share, index, plants, linked.good_name(good).to_owned()]
}

/// Adds the link's findings as rows.
fn figures(page: &mut Page, link: &ChainLink) -> (serde_json::Value, serde_json::Value) {
    let good = link.of.map_or(String::new(), |it| it.0.to_string());
    let leader =
        link.leader.as_ref().map(|it| page.finding("share of the largest", &good, it.0.as_str(), &it.1));
    let index = link.concentration.as_ref().map(|it| page.finding("concentration", &good, "WLD", it));
    (leader.into(), index.into())
}

/// Adds the buyer's latest reliance; gives what must stand beside it.
fn reliance(linked: &Linked<'_>, page: &mut Page, buyer: coercivity_world::Place) -> Vec<String> {
    let findings = reliance_of(linked.atlas, buyer, COMMODITY);
    // Concentrates may be exported while compounds are imported: the higher figure of the year is the reliance.
    let latest = findings.first().map(|it| it.as_of);
    let most =
        findings.iter().filter(|it| Some(it.as_of) == latest).max_by(|a, b| a.value.total_cmp(&b.value));
    let Some(finding) = most else {
        page.note(format!("no published import reliance of {} for rare earths", linked.place_name(buyer)));
        return Vec::new();
    };
    let name = linked.place_name(buyer);
    page.line(format!(
        "reliance {name} {}: {} of rare earth use is imported (a)",
        finding.as_of,
        value(finding)
    ));
    let json = page.finding("net import reliance", COMMODITY, buyer.as_str(), finding);
    page.field("reliance", json);
    finding.warnings.clone()
}
