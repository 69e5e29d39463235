//! What others claim, beside what the tables give.

use coercivity_world::indicators::test_claim;
use serde_json::{Value, json};

use super::columns::{range, rounded, value};
use super::linked::Linked;
use super::page::Page;

/// The page of all claims.
pub fn page(linked: &Linked<'_>) -> Page {
    let mut page = Page::default();
    page.line(
        "claims, and what the tables give (no verdict: definitions and years differ, and both are shown)",
    );
    let mut list: Vec<Value> = Vec::new();
    for claim in &linked.atlas.claims {
        let tested = test_claim(linked.atlas, linked.vocabulary, claim);
        let stated = page.fact("claim", &claim.subject.id, claim.subject.place.as_str(), &claim.fact);
        page.line(String::new());
        page.line(format!("{}: {}", claim.subject.id, claim.subject.text));
        if !claim.fact.cited.note.is_empty() {
            page.note(claim.fact.cited.note.clone());
        }
        let mut table = Vec::new();
        let mut found: Vec<Value> = Vec::new();
        for finding in &tested.findings {
            let apart = claim.fact.best.map_or(String::new(), |it| {
                let apart = finding.value - it;
                if apart.abs() < 0.5 {
                    "as claimed".to_owned()
                } else {
                    format!("{}{}", if apart > 0.0 { "+" } else { "" }, rounded(apart, 2))
                }
            });
            let warnings = finding.warnings.join("; ");
            let definition = if warnings.is_empty() {
                finding.definition.clone()
            } else {
                format!("{} [{warnings}]", finding.definition)
            };
            table.push(vec![finding.as_of.to_string(), value(finding), range(finding), apart, definition]);
            found.push(page.finding("found", &claim.subject.id, claim.subject.place.as_str(), finding));
        }
        if table.is_empty() {
            page.note("the tables cannot tell");
        } else {
            page.columns(&["  time", "found", "range", "against claim", "definition"], indented(table));
        }
        list.push(
            json!({"id": claim.subject.id, "text": claim.subject.text, "claim": stated, "found": found}),
        );
    }
    page.line(String::new());
    page.field("claims", list.into());
    page.next("coercivity atlas --indicator reliance   (what each edition says)");
    page
}

fn indented(mut table: Vec<Vec<String>>) -> Vec<Vec<String>> {
    for row in &mut table {
        if let Some(first) = row.first_mut() {
            first.insert_str(0, "  ");
        }
    }
    table
}
