//! What papers say of one another: events that a later one declares to be in error. Only whoever has read all papers of
//! a folder knows which of them count.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::EvidenceDocument;

/// What a paper says of others, and what others may say of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Ties {
    /// Events, each with the rows that it gives.
    pub events: Vec<(EventName, Range<usize>)>,
    /// Events that it declares to be in error, each with the line that does.
    pub withdrawn: Vec<(EventName, usize)>,
}

/// By what an event is known: its id, else all that it says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EventName {
    /// Its id.
    pub id: Option<String>,
    /// SHA-256 of what it says, in a fixed order, without its id and the declaration.
    pub content: [u8; 32],
}

/// Takes back what papers withdraw of what others, or they themselves, say.
pub(super) fn settle(documents: &mut [EvidenceDocument]) {
    let mut declared = Declared::default();
    for document in documents.iter() {
        for (event, line) in &document.ties.withdrawn {
            declared.add(event, format!("`{}`, line {line}", document.path));
        }
    }
    for document in documents.iter_mut() {
        let mut gone = BTreeSet::new();
        let mut remarks = Vec::new();
        for (event, rows) in &document.ties.events {
            let Some(by) = declared.find(event) else { continue };
            let Some(line) = document.rows.get(rows.start).filter(|_| !rows.is_empty()).map(|it| it.line)
            else {
                continue;
            };
            gone.extend(rows.clone());
            remarks.push(format!("the event in line {line} counts for nothing: it was withdrawn in {by}"));
        }
        take_back(document, &gone);
        document.remarks.extend(remarks);
    }
}

/// Leaves out rows by their places, which are those of the reading.
fn take_back(document: &mut EvidenceDocument, gone: &BTreeSet<usize>) {
    let mut place = 0;
    document.rows.retain(|_| {
        place += 1;
        !gone.contains(&(place - 1))
    });
    document.ties = Ties::default();
}

/// The events that were declared to be in error, and where.
#[derive(Default)]
struct Declared {
    named: HashMap<String, String>,
    /// By what they say; whether the declaration has an id.
    told: HashMap<[u8; 32], Vec<(bool, String)>>,
}

impl Declared {
    fn add(&mut self, event: &EventName, by: String) {
        self.told.entry(event.content).or_default().push((event.id.is_some(), by.clone()));
        self.named.extend(event.id.clone().map(|it| (it, by)));
    }
    /// Where an event was withdrawn: by its id, and where one of the two has none by what it says.
    fn find(&self, event: &EventName) -> Option<&String> {
        let named = event.id.as_ref().and_then(|it| self.named.get(it));
        let told = || self.told.get(&event.content)?.iter().find(|it| event.id.is_none() || !it.0);
        named.or_else(|| told().map(|it| &it.1))
    }
}
