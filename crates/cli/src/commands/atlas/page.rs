//! A page of the atlas on its way to an answer: lines, one JSON object, rows, and the sources behind them.

use std::collections::BTreeSet;

use coercivity_data::Fact;
use coercivity_world::indicators::Finding;
use serde_json::{Value, json};

use super::AtlasRequest;
use super::columns::{laid_out, wrapped};
use super::linked::Linked;
use crate::answer::Answer;

/// Header of the rows of every page.
const HEADER: [&str; 10] =
    ["what", "of", "place", "value", "low", "high", "unit", "as_of", "definition", "sources"];

/// One block of a page.
enum Block {
    /// A line as it stands.
    Line(String),
    /// Rows in columns.
    Columns(Vec<Vec<String>>),
    /// A text that wraps, with a mark before it.
    Note(String),
}

/// A page of the atlas.
#[derive(Default)]
pub struct Page {
    blocks: Vec<Block>,
    json: serde_json::Map<String, Value>,
    rows: Vec<Vec<String>>,
    sources: BTreeSet<String>,
    next: String,
}

impl Page {
    /// Adds a line.
    pub fn line(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Line(text.into()));
    }
    /// Adds rows in columns, the first of them the heads.
    pub fn columns(&mut self, heads: &[&str], rows: Vec<Vec<String>>) {
        let heads = heads.iter().map(|it| (*it).to_owned()).collect();
        self.blocks.push(Block::Columns(std::iter::once(heads).chain(rows).collect()));
    }
    /// Adds a remark that wraps; the same remark stands only once.
    pub fn note(&mut self, text: impl Into<String>) {
        let text = text.into();
        let stands = |it: &Block| matches!(it, Block::Note(note) if *note == text);
        if !self.blocks.iter().any(stands) {
            self.blocks.push(Block::Note(text));
        }
    }
    /// Says what to type next.
    pub fn next(&mut self, command: &str) {
        command.clone_into(&mut self.next);
    }
    /// Sets a field of the JSON.
    pub fn field(&mut self, name: &str, value: Value) {
        self.json.insert(name.to_owned(), value);
    }
    /// Counts keys among the sources of the page.
    pub fn rests_on<'a>(&mut self, keys: impl IntoIterator<Item = &'a str>) {
        self.sources.extend(keys.into_iter().map(str::to_owned));
    }
    /// Adds a finding as a row and gives its JSON.
    pub fn finding(&mut self, what: &str, of: &str, place: &str, finding: &Finding) -> Value {
        self.rests_on(finding.sources());
        let number = |it: f64| format!("{it}");
        self.rows.push(vec![
            what.to_owned(),
            of.to_owned(),
            place.to_owned(),
            number(finding.value),
            number(finding.range.low()),
            number(finding.range.high()),
            finding.unit.ending().to_owned(),
            finding.as_of.to_string(),
            finding.definition.clone(),
            finding.sources().join(";"),
        ]);
        json!({
            "what": what, "of": of, "place": place, "value": finding.value,
            "low": finding.range.low(), "high": finding.range.high(), "unit": finding.unit.ending(),
            "as_of": finding.as_of.to_string(), "definition": finding.definition,
            "warnings": finding.warnings, "sources": finding.sources(),
            "rows": rows_of(&finding.why),
        })
    }
    /// Adds a fact as a row and gives its JSON; unknown stays blank and null.
    pub fn fact(&mut self, what: &str, of: &str, place: &str, fact: &Fact) -> Value {
        self.rests_on(fact.cited.sources.iter().map(String::as_str));
        let number = |it: Option<f64>| it.map_or(String::new(), |it| format!("{it}"));
        self.rows.push(vec![
            what.to_owned(),
            of.to_owned(),
            place.to_owned(),
            number(fact.best),
            number(fact.low()),
            number(fact.high()),
            fact.unit.ending().to_owned(),
            fact.as_of.to_string(),
            fact.cited.note.clone(),
            fact.cited.sources.join(";"),
        ]);
        json!({
            "what": what, "of": of, "place": place, "value": fact.best, "low": fact.low(), "high": fact.high(),
            "unit": fact.unit.ending(), "as_of": fact.as_of.to_string(), "note": fact.cited.note,
            "confidence": fact.cited.confidence.word(), "sources": fact.cited.sources, "rows": [fact.cited.row],
        })
    }
    /// The page as an answer.
    pub fn answer(mut self, linked: &Linked<'_>, request: &AtlasRequest, width: usize) -> Answer {
        let mut lines: Vec<String> = Vec::new();
        for block in &self.blocks {
            match block {
                Block::Line(text) if text.chars().count() > width => lines.extend(wrapped(text, width)),
                Block::Line(text) => lines.push(text.clone()),
                Block::Columns(rows) => lines.extend(laid_out(rows, width)),
                Block::Note(text) => {
                    let parts = wrapped(text, width.saturating_sub(2).max(20));
                    lines.extend(
                        parts
                            .iter()
                            .enumerate()
                            .map(|it| if it.0 == 0 { format!("! {}", it.1) } else { format!("  {}", it.1) }),
                    );
                }
            }
        }
        let known: Vec<_> = self.sources.iter().filter_map(|it| linked.sources.get(it)).collect();
        if request.sources {
            let row = |it: &coercivity_data::SourceRow| {
                let year = it.year.map_or(String::new(), |it| format!(" ({it})"));
                vec![
                    it.key.clone(),
                    format!("{}, {}{year}. {} {}", it.publisher, it.title, it.address, it.licence),
                ]
            };
            lines.push("sources".to_owned());
            lines.extend(laid_out(&known.iter().map(|it| row(it)).collect::<Vec<_>>(), width));
        } else if !known.is_empty() {
            let keys: Vec<&str> = known.iter().map(|it| it.key.as_str()).collect();
            let row = vec!["sources".to_owned(), format!("{} (in full: --sources)", keys.join(" "))];
            lines.extend(laid_out(&[row], width));
        }
        if !self.next.is_empty() {
            lines.extend(laid_out(&[vec!["next   ".to_owned(), self.next.clone()]], width));
        }
        self.json.insert(
            "sources".to_owned(),
            known.iter().map(|it| json!({"key": it.key, "publisher": it.publisher, "title": it.title, "year": it.year, "address": it.address, "licence": it.licence})).collect(),
        );
        Answer::new("coercivity.atlas/1", lines.join("\n"), Value::Object(self.json))
            .with_rows(&HEADER, &self.rows)
    }
}

/// Every source row behind a conclusion, as `file:line`.
fn rows_of(why: &coercivity_quantity::Why) -> Vec<String> {
    let own = why.cites.iter().map(|it| it.row.clone());
    own.chain(why.from.iter().flat_map(rows_of)).collect()
}
