//! One indicator over everything it can be told for.

use coercivity_world::indicators::{
    Finding, RelianceScope, chain, concentration, count_reliance, largest_total, reliance_of, weakest_link,
};
use coercivity_world::{EditionStatistic, Place, Statistic};
use serde_json::{Value, json};

use super::chain_view::held;
use super::columns::{range, rounded, value};
use super::linked::Linked;
use super::mineral_view::commodity;
use super::page::Page;
use super::{AtlasRequest, Indicator, USUAL_GOOD};
use crate::failure::Failure;

/// The page of an indicator.
pub fn page(linked: &Linked<'_>, request: &AtlasRequest, indicator: Indicator) -> Result<Page, Failure> {
    match (indicator, &request.mineral) {
        (Indicator::Reliance, Some(name)) => one_mineral(linked, request, name),
        (Indicator::Reliance, None) => reliance(linked, request),
        (Indicator::Hhi, _) => Ok(hhi(linked)),
        (Indicator::Weakest, _) => weakest(linked, request),
    }
}

fn reliance(linked: &Linked<'_>, request: &AtlasRequest) -> Result<Page, Failure> {
    let buyer = linked.place(&request.buyer)?;
    let years = linked.atlas.reliance.iter().filter(|it| it.subject.buyer == buyer.id);
    let latest = years.map(|it| it.fact.as_of.year()).max();
    let mut page = Page::default();
    let Some(year) = latest else {
        page.line(format!("no published import reliance of {}", buyer.name));
        page.next("coercivity atlas --indicator reliance --buyer USA");
        return Ok(page);
    };
    page.line(format!("net import reliance of {}, {year}", buyer.name));
    let mut counts = Vec::new();
    for (scope, words) in
        [(RelianceScope::All, "all commodities"), (RelianceScope::Critical, "critical list of 2025")]
    {
        let Some(count) = count_reliance(linked.atlas, buyer.id, year, scope) else { continue };
        let [whole, half] = &count.findings;
        page.line(format!(
            "{words}: {} at 100 %, {} at half or more (100 % included)",
            value(whole),
            value(half)
        ));
        counts.push(page.finding("commodities at 100 %", words, buyer.id.as_str(), whole));
        counts.push(page.finding("commodities at half or more", words, buyer.id.as_str(), half));
        if scope == RelianceScope::All {
            let names: Vec<&str> = count.at_hundred.iter().map(|it| it.subject.commodity.as_str()).collect();
            page.columns(&["at 100 %", &names.join("; ").to_lowercase()], Vec::new());
            page.field("at_100", json!(names));
            let half: Vec<&str> = count.at_half.iter().map(|it| it.subject.commodity.as_str()).collect();
            page.field("at_half", json!(half));
        }
    }
    page.field("counts", counts.into());
    editions(linked, &mut page, buyer.id);
    rare_earths(linked, &mut page, buyer.id);
    page.next("coercivity atlas --mineral gallium   or   --indicator reliance --mineral \"rare earths\"");
    Ok(page)
}

/// What each edition says in sum: the claims stand beside it.
fn editions(linked: &Linked<'_>, page: &mut Page, buyer: Place) {
    let mut table = Vec::new();
    let mut list: Vec<Value> = Vec::new();
    for row in linked.atlas.editions.iter().filter(|it| it.subject.buyer == buyer) {
        let subject = &row.subject;
        let statistic = EditionStatistic::words(subject.statistic);
        table.push(vec![
            subject.edition.clone(),
            row.fact.as_of.to_string(),
            row.fact.best.map_or(String::new(), |it| rounded(it, 3)),
            format!("{statistic}, {}", subject.scope),
            row.fact.cited.note.clone(),
        ]);
        let mut value = page.fact(statistic, &subject.scope, buyer.as_str(), &row.fact);
        value["edition"] = subject.edition.clone().into();
        list.push(value);
    }
    page.line("what each edition says, and what is claimed");
    page.columns(&["edition", "data of", "count", "of", "note"], table);
    page.field("editions", list.into());
}

fn rare_earths(linked: &Linked<'_>, page: &mut Page, buyer: Place) {
    let findings = reliance_of(linked.atlas, buyer, "RARE EARTHS");
    let table =
        findings.iter().map(|it| vec![it.as_of.to_string(), value(it), range(it), it.definition.clone()]);
    let rows: Vec<Vec<String>> = table.collect();
    page.line("rare earths, every edition");
    page.columns(&["year", "imported", "range", "definition"], rows);
    warn(page, &findings);
    let list: Vec<Value> = findings
        .iter()
        .map(|it| page.finding("net import reliance", "RARE EARTHS", buyer.as_str(), it))
        .collect();
    page.field("rare_earths", list.into());
}

/// Adds the warnings of the latest year.
fn warn(page: &mut Page, findings: &[Finding]) {
    for warning in findings.first().iter().flat_map(|it| &it.warnings) {
        page.note(format!("never alone: {warning}"));
    }
}

fn one_mineral(linked: &Linked<'_>, request: &AtlasRequest, name: &str) -> Result<Page, Failure> {
    let (buyer, name) = (linked.place(&request.buyer)?, commodity(linked, name)?);
    let findings = reliance_of(linked.atlas, buyer.id, &name);
    let mut page = Page::default();
    page.line(format!("net import reliance of {}, {}", buyer.name, name.to_lowercase()));
    reliance_table(&mut page, buyer.id, &name, &findings);
    page.next(&format!("coercivity atlas --mineral \"{}\"", name.to_lowercase()));
    Ok(page)
}

/// Adds what is published of a commodity as a table with its warnings.
pub fn reliance_table(page: &mut Page, buyer: Place, name: &str, findings: &[Finding]) {
    if findings.is_empty() {
        page.note("no published import reliance");
    }
    let rows =
        findings.iter().map(|it| vec![it.as_of.to_string(), value(it), range(it), it.definition.clone()]);
    let rows: Vec<Vec<String>> = rows.collect();
    if !rows.is_empty() {
        page.columns(&["year", "imported", "range", "definition"], rows);
    }
    warn(page, findings);
    let list: Vec<Value> =
        findings.iter().map(|it| page.finding("net import reliance", name, buyer.as_str(), it)).collect();
    page.field("reliance", list.into());
}

fn hhi(linked: &Linked<'_>) -> Page {
    let mut page = Page::default();
    page.line("Herfindahl index by country, 0 to 10,000, in the latest year with a world total");
    let (mut table, mut list) = (Vec::new(), Vec::new());
    for good in linked.vocabulary.goods() {
        let Some(year) = linked.atlas.stages.latest(good.id, Statistic::Output) else { continue };
        let Some(finding) = concentration(linked.atlas, linked.vocabulary, good.id, year) else { continue };
        table.push(vec![
            good.id.to_string(),
            year.to_string(),
            value(&finding),
            range(&finding),
            finding.definition.clone(),
        ]);
        list.push(page.finding("concentration", good.id.as_str(), "WLD", &finding));
    }
    page.columns(&["good", "year", "HHI", "range", "definition"], table);
    page.field("concentration", list.into());
    page.note("goods without a published world total have no index: metal, alloy and magnets by country are not public");
    page.next("coercivity atlas --chain magnet:NdFeB");
    page
}

fn weakest(linked: &Linked<'_>, request: &AtlasRequest) -> Result<Page, Failure> {
    let good = linked.good(request.chain.as_deref().unwrap_or(USUAL_GOOD))?;
    let links = chain(linked.atlas, linked.vocabulary, good);
    let mut page = Page::default();
    page.line(format!("weakest link of {good}: the stage whose largest producer holds the most"));
    match weakest_link(&links) {
        Some(link) => {
            let (Some((leader, finding)), Some((of, year))) = (&link.leader, link.of) else {
                return Ok(page);
            };
            page.line(format!(
                "{} ({}), {leader}, {} in {year}",
                link.stage,
                linked.good_name(of),
                value(finding)
            ));
            let json = page.finding("share of the largest", of.as_str(), leader.as_str(), finding);
            page.field("weakest", json);
        }
        None => {
            page.field("weakest", Value::Null);
            page.note("no stage of this chain has a table by country of it and nothing else");
            if let Some((line, json)) = largest_total(&links).and_then(|it| held(linked, it)) {
                page.note(format!("of totals that hold other elements too, not judged: {line}"));
                page.field("largest_total", json);
            }
        }
    }
    let blank: Vec<&str> = links.iter().filter(|it| it.of.is_none()).map(|it| it.stage.as_str()).collect();
    if !blank.is_empty() {
        page.note(format!("not judged, no table by country was found: {}", blank.join(", ")));
    }
    page.next(&format!("coercivity atlas --chain {good}"));
    Ok(page)
}
