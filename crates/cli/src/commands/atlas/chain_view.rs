//! The chain of a good, stage by stage, and how far a buyer relies on imports.

use coercivity_world::indicators::{ChainLink, Plants, chain, largest_total, reliance_for, weakest_link};
use coercivity_world::{Good, Place};
use serde_json::{Value, json};

use super::AtlasRequest;
use super::columns::{range, value};
use super::linked::Linked;
use super::page::Page;
use crate::failure::Failure;

/// What figures of a total are called in rows.
const OF_A_TOTAL: &str = ", of a total that holds other elements too";

/// The page of a chain.
pub fn page(linked: &Linked<'_>, request: &AtlasRequest, good: &str) -> Result<Page, Failure> {
    let (good, buyer) = (linked.good(good)?, linked.place(&request.buyer)?);
    let links = chain(linked.atlas, linked.vocabulary, good);
    let mut page = Page::default();
    page.line(format!("chain of {good} ({})", linked.good_name(good)));
    weakest(linked, &mut page, &links);
    let warnings = reliance(linked, &mut page, buyer.id, good);
    let mut table = Vec::new();
    let mut stages = Vec::new();
    for link in &links {
        table.push(row(linked, link));
        let (leader, index) = figures(&mut page, link);
        stages.push(json!({
            "stage": link.stage.as_str(), "good": link.of.map(|it| it.0.to_string()), "year": link.of.map(|it| it.1),
            "is_total": link.is_total, "facilities": link.plants.named, "facilities_unsaid": link.plants.unsaid,
            "largest": leader, "concentration": index,
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
    if links.iter().any(|it| it.is_total) {
        page.note(format!(
            "(b) a total that holds other elements too: who makes those of {} it does not tell, and it is not judged",
            linked.good_name(good)
        ));
    }
    page.note("plants are a list, never a share: China plant by plant is not public");
    page.note(
        "plants: those whose product names it, .. also those whose product leaves it open; before elements are parted all",
    );
    page.note("HHI 0 to 10,000; .. is what the source leaves unnamed, spread thinly or held by one country");
    page.next("coercivity atlas --claims   or   coercivity atlas --indicator reliance");
    Ok(page)
}

fn row(linked: &Linked<'_>, link: &ChainLink) -> Vec<String> {
    let plants = count(link.plants);
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
    let mark = if link.is_total { " (b)" } else { "" };
    vec![stage, year.to_string(), largest, share, index, plants, format!("{}{mark}", linked.good_name(good))]
}

/// Adds the link's findings as rows.
fn figures(page: &mut Page, link: &ChainLink) -> (serde_json::Value, serde_json::Value) {
    let good = link.of.map_or(String::new(), |it| it.0.to_string());
    let named = |what: &str| format!("{what}{}", if link.is_total { OF_A_TOTAL } else { "" });
    let (largest, index) = (named("share of the largest"), named("concentration"));
    let leader = link.leader.as_ref().map(|it| page.finding(&largest, &good, it.0.as_str(), &it.1));
    let index = link.concentration.as_ref().map(|it| page.finding(&index, &good, "WLD", it));
    (leader.into(), index.into())
}

/// Says which link is weakest, and where only totals of more elements are known, which of these.
fn weakest(linked: &Linked<'_>, page: &mut Page, links: &[ChainLink]) {
    let found = weakest_link(links);
    let told = found.and_then(|it| held(linked, it));
    let total = if told.is_none() { largest_total(links) } else { None };
    let line = told.as_ref().map_or("unknown: no table by country is of it and nothing else", |it| &it.0);
    page.line(format!("weakest  {line}"));
    page.field("weakest", told.map(|it| it.1).into());
    let total = total.and_then(|it| held(linked, it));
    if let Some((line, json)) = total {
        page.line(format!("a total  {line} (b)"));
        page.field("largest_total", json);
    }
}

/// A link's largest producer in words and as JSON.
pub fn held(linked: &Linked<'_>, link: &ChainLink) -> Option<(String, Value)> {
    let ((leader, finding), (of, _)) = (link.leader.as_ref()?, link.of?);
    let (stage, name) = (link.stage, linked.good_name(of));
    Some((
        format!("{stage}: {} of {name} in one country, {leader}", value(finding)),
        json!({"stage": stage.as_str(), "good": of.as_str(), "place": leader.as_str(), "value": finding.value}),
    ))
}

/// Plants that make it, `..` those that may.
fn count(plants: Plants) -> String {
    match plants {
        Plants { named, unsaid: 0 } => named.to_string(),
        Plants { named, unsaid } => format!("{named}..{}", named + unsaid),
    }
}

/// Adds the buyer's latest reliance, the most specific commodity first; gives what must stand beside them.
fn reliance(linked: &Linked<'_>, page: &mut Page, buyer: Place, good: Good) -> Vec<String> {
    let told = reliance_for(linked.atlas, linked.vocabulary, buyer, good);
    let name = linked.place_name(buyer);
    let (mut list, mut warnings) = (Vec::new(), Vec::new());
    for it in &told {
        let (finding, commodity) = (&it.finding, it.commodity.to_lowercase());
        let reach = match (it.is_total, it.is_part) {
            (true, true) => ": a part of it, with others",
            (true, false) => ": all together, not it alone",
            (false, true) => ": a part of it",
            (false, false) => "",
        };
        let mark = if finding.warnings.is_empty() { "" } else { " (a)" };
        let (year, share) = (finding.as_of, value(finding));
        page.line(format!(
            "reliance {name} {year}: {share} of the use of {commodity} is imported{mark}{reach}"
        ));
        list.push(page.finding("net import reliance", &it.commodity, buyer.as_str(), finding));
        warnings.extend(finding.warnings.iter().cloned());
    }
    if list.is_empty() {
        page.note(format!("no published import reliance of {name} for {}", linked.good_name(good)));
    }
    page.field("reliance", list.first().cloned().into());
    page.field("reliances", list.into());
    warnings
}
