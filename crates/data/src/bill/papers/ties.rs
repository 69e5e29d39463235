//! What papers say of one another: events that a later one declares to be in error, and credentials that a list of their
//! issuer revokes. Only whoever has read all papers of a folder knows which of them count.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::EvidenceDocument;
use super::signature::VERIFIED;
use super::status::{Status, StatusList};

/// What a paper says of others, and what others may say of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Ties {
    /// Events, each with the rows that it gives.
    pub events: Vec<(EventName, Range<usize>)>,
    /// Events that it declares to be in error, each with the line that does.
    pub withdrawn: Vec<(EventName, usize)>,
    /// Of each credential where its status is told.
    pub statuses: Vec<Statuses>,
    /// Lists of statuses that it holds.
    pub lists: Vec<StatusList>,
}

/// Where the status of a credential is told.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Statuses {
    /// In which lists, or how else.
    pub told: Vec<Status>,
    /// Who issued the credential.
    pub issuer: String,
    /// How strong its signature makes it.
    pub strength: &'static str,
    /// The rows that it gives.
    pub rows: Range<usize>,
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
    let said = documents.iter().flat_map(|it| &it.ties.events).map(|it| it.0.content);
    let said: BTreeSet<[u8; 32]> = said.collect();
    let mut declared = Declared::default();
    let mut lists: HashMap<String, Vec<(StatusList, String)>> = HashMap::new();
    for document in documents.iter_mut() {
        for (event, line) in &document.ties.withdrawn {
            declared.add(event, format!("`{}`, line {line}", document.path));
            if event.id.is_none() && !said.contains(&event.content) {
                let told = "has no id, and no event of this folder says the same: which one it withdraws is not known";
                document.remarks.push(format!("the declaration of an error in line {line} {told}"));
            }
        }
        for list in std::mem::take(&mut document.ties.lists) {
            lists.entry(list.id.clone()).or_default().push((list, document.path.clone()));
        }
    }
    for document in documents.iter_mut() {
        let ties = std::mem::take(&mut document.ties);
        let mut gone = BTreeSet::new();
        for (event, rows) in ties.events.iter().filter(|it| !it.1.is_empty()) {
            let Some(by) = declared.find(event) else { continue };
            let line = document.rows[rows.start].line;
            let told = format!("the event in line {line} counts for nothing: it was withdrawn in {by}");
            document.remarks.push(told);
            gone.extend(rows.clone());
        }
        for statuses in ties.statuses {
            for status in &statuses.told {
                let (taken, told) = heard(status, &statuses, &lists);
                document.remarks.push(told);
                if taken {
                    gone.extend(statuses.rows.clone());
                }
            }
        }
        take_back(document, &gone);
    }
}

/// Leaves out rows by their places, which are those of the reading.
fn take_back(document: &mut EvidenceDocument, gone: &BTreeSet<usize>) {
    let mut place = 0;
    document.rows.retain(|_| {
        place += 1;
        !gone.contains(&(place - 1))
    });
}

/// Whether a status takes a credential back, and what is told of it. A bit that is set does so in whoever's list it
/// stands; one that is not set is believed of the credential's own issuer alone, and of no list that is weaker than the
/// credential: whoever hands in the one may have written the other.
fn heard(
    status: &Status,
    credential: &Statuses,
    lists: &HashMap<String, Vec<(StatusList, String)>>,
) -> (bool, String) {
    let (purpose, index, list) = match status {
        Status::Bit { purpose, index, list } => (purpose.as_str(), *index, list),
        Status::Other(what) => {
            return (false, format!("whether it was revoked is not known: `{what}` is not read"));
        }
    };
    let known = lists.get(list).map_or(&[][..], Vec::as_slice);
    let said = || known.iter().filter_map(|it| Some((it.0.is_set(purpose, index)?, it)));
    let told = |it: &(StatusList, String)| {
        let (strength, held) = (it.0.strength, it.0.validity.told());
        format!("list `{list}` in `{}` ({strength}{held})", it.1)
    };
    if let Some((_, by)) = said().find(|it| it.0) {
        return (true, format!("it counts for nothing: {purpose} by the {}", told(by)));
    }
    let believed = |it: &StatusList| {
        it.issuer == credential.issuer && (it.strength == VERIFIED || credential.strength != VERIFIED)
    };
    match said().find(|it| believed(&it.1.0)) {
        Some((_, by)) => (false, format!("no {purpose} by the {}", told(by))),
        None => {
            let remedy = "put that list of its issuer into the folder, as strong as the credential";
            (false, format!("whether it was revoked is not known (`{list}`, {purpose}): {remedy}"))
        }
    }
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
