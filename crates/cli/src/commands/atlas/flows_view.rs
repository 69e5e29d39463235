//! Exports of a good as published.

use super::linked::Linked;
use super::mineral_view::told;
use super::page::Page;
use crate::failure::Failure;

/// The page of a good's exports, of one year when the word ends in `:YEAR`.
pub fn page(linked: &Linked<'_>, word: &str) -> Result<Page, Failure> {
    let parted = word.rsplit_once(':').and_then(|it| Some((it.0, it.1.parse::<i32>().ok()?)));
    let (good, year) = parted.map_or((word, None), |it| (it.0, Some(it.1)));
    let good = linked.good(good)?;
    let mut page = Page::default();
    page.line(format!("exports of {good} ({}), as published", linked.good_name(good)));
    let (mut table, mut list) = (Vec::new(), Vec::new());
    for row in linked.atlas.exports.iter().filter(|it| it.subject.good == good) {
        if year.is_some_and(|it| it != row.fact.as_of.year()) {
            continue;
        }
        let subject = &row.subject;
        let lane = format!("{} to {}", subject.exporter, subject.importer);
        table.push(vec![
            row.fact.as_of.to_string(),
            lane.clone(),
            told(row.fact.best, row.fact.low(), row.fact.high(), row.fact.unit.ending()),
            subject.product.clone(),
            row.fact.cited.note.clone(),
        ]);
        list.push(page.fact("exports", good.as_str(), &lane, &row.fact));
    }
    if table.is_empty() {
        let mut goods: Vec<&str> = linked.atlas.exports.iter().map(|it| it.subject.good.as_str()).collect();
        goods.sort_unstable();
        goods.dedup();
        page.note(format!("no published flow of it; there are flows of {}", goods.join(", ")));
    } else {
        page.columns(&["time", "lane", "amount", "product", "note"], table);
    }
    page.field("flows", list.into());
    page.note("a whole flow table of the chain is the reconciled base year: these are the published figures it starts from");
    page.next("coercivity atlas --flows magnet:any:2025");
    Ok(page)
}
