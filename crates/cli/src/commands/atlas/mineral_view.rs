//! One mineral: who makes it, who holds it, and where a buyer's imports come from.

use std::collections::BTreeSet;

use coercivity_world::indicators::reliance_of;
use coercivity_world::{MineralSubject, Qualifier, Stated};
use serde_json::Value;

use super::AtlasRequest;
use super::columns::rounded;
use super::indicator_view::reliance_table;
use super::linked::Linked;
use super::page::Page;
use crate::failure::Failure;

/// Enough digits to print a published figure as it stands.
const PUBLISHED: i32 = 12;

/// The commodity that a reader names, in the words of the tables: the same word, or one that begins with it.
pub fn commodity(linked: &Linked<'_>, word: &str) -> Result<String, Failure> {
    let atlas = &linked.atlas;
    let minerals = atlas.output.iter().chain(&atlas.reserves).map(|it| it.subject.commodity.to_uppercase());
    let relied = atlas.reliance.iter().map(|it| it.subject.commodity.to_uppercase());
    let known: BTreeSet<String> = minerals.chain(relied).collect();
    let asked = word.to_uppercase();
    let same = known.get(&asked);
    let begins = || known.iter().find(|it| !asked.is_empty() && it.starts_with(&asked));
    let lower: Vec<String> = known.iter().map(|it| it.to_lowercase()).collect();
    let unknown = || Failure::unknown("mineral", word.to_lowercase(), lower.iter().map(String::as_str));
    same.or_else(begins).cloned().ok_or_else(unknown)
}

/// The page of a mineral.
pub fn page(linked: &Linked<'_>, request: &AtlasRequest, word: &str) -> Result<Page, Failure> {
    let (buyer, name) = (linked.place(&request.buyer)?, commodity(linked, word)?);
    let mut page = Page::default();
    page.line(name.to_lowercase());
    let output = world_table(linked, &mut page, &name, &linked.atlas.output);
    page.field("output", output);
    let reserves = world_table(linked, &mut page, &name, &linked.atlas.reserves);
    page.field("reserves", reserves);
    // A buyer's latest year; the page of the indicator has every one.
    let mut findings = reliance_of(linked.atlas, buyer.id, &name);
    let latest = findings.first().map(|it| it.as_of);
    findings.retain(|it| Some(it.as_of) == latest);
    page.line(format!("net import reliance of {}", buyer.name));
    reliance_table(&mut page, buyer.id, &name, &findings);
    let imports = linked
        .atlas
        .imports
        .iter()
        .filter(|it| it.subject.buyer == buyer.id && it.subject.commodity.eq_ignore_ascii_case(&name));
    let (mut table, mut list) = (Vec::new(), Vec::new());
    for row in imports {
        table.push(vec![
            row.fact.as_of.to_string(),
            linked.place_name(row.subject.place).to_owned(),
            told(row.fact.best, row.fact.low(), row.fact.high(), "%"),
            row.subject.product.clone(),
        ]);
        list.push(page.fact("share of imports", &row.subject.product, row.subject.place.as_str(), &row.fact));
    }
    if !table.is_empty() {
        page.line(format!("imports of {}", buyer.name));
        page.columns(&["years", "from", "share", "product"], table);
    }
    page.field("imports", list.into());
    page.next(&format!("coercivity atlas --indicator reliance --mineral \"{}\"", name.to_lowercase()));
    Ok(page)
}

/// The latest year of each series, the largest place first.
fn world_table(linked: &Linked<'_>, page: &mut Page, name: &str, rows: &[Stated<MineralSubject>]) -> Value {
    let rows: Vec<_> = rows.iter().filter(|it| it.subject.commodity.eq_ignore_ascii_case(name)).collect();
    let mut series: Vec<&str> = rows.iter().map(|it| it.subject.detail.as_str()).collect();
    series.dedup();
    series.sort_unstable();
    series.dedup();
    let mut list = Vec::new();
    for detail in series {
        let of: Vec<_> = rows.iter().filter(|it| it.subject.detail == detail).collect();
        let latest = of.iter().map(|it| it.fact.as_of.year()).max();
        let mut of: Vec<_> = of.into_iter().filter(|it| Some(it.fact.as_of.year()) == latest).collect();
        of.sort_by(|a, b| b.fact.middle().unwrap_or(-1.0).total_cmp(&a.fact.middle().unwrap_or(-1.0)));
        page.line(format!("{detail}, {}", latest.unwrap_or_default()));
        let mut table = Vec::new();
        for row in of {
            let unit = row.fact.unit.ending();
            let mark = match row.subject.qualifier {
                Qualifier::MoreThan => "more than this",
                Qualifier::Withheld => "withheld",
                Qualifier::NotAvailable => "not available",
                Qualifier::InWords => row.fact.cited.note.as_str(),
                _ => "",
            };
            let amount = told(row.fact.best, row.fact.low(), row.fact.high(), unit);
            table.push(vec![format!("  {}", linked.place_name(row.subject.place)), amount, mark.to_owned()]);
            list.push(page.fact(detail, name, row.subject.place.as_str(), &row.fact));
        }
        page.columns(&["  place", "amount", ""], table);
    }
    list.into()
}

/// A number, a range or a dash, with its unit.
pub fn told(best: Option<f64>, low: Option<f64>, high: Option<f64>, unit: &str) -> String {
    match (best, low, high) {
        (Some(best), _, _) => format!("{} {unit}", rounded(best, PUBLISHED)),
        (None, Some(low), Some(high)) => {
            format!("{}..{} {unit}", rounded(low, PUBLISHED), rounded(high, PUBLISHED))
        }
        _ => "-".to_owned(),
    }
}
