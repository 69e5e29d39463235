//! Explanations, flattened so that each is written once and found by its handle.

use std::collections::BTreeMap;

use coercivity_quantity::{Citation, Why};
use serde::{Deserialize, Serialize};

/// A conclusion, what it cites, and the handles of what it follows from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The conclusion in words.
    pub says: String,
    /// The source rows it rests on directly.
    pub cites: Vec<Cite>,
    /// Handles of the conclusions it follows from.
    pub from: Vec<String>,
}

/// One source row behind a conclusion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cite {
    /// Key of the source.
    pub source: String,
    /// Page, table or article; may be empty.
    pub at: String,
    /// `primary`, `secondary`, `estimate` or `assumed`.
    pub confidence: String,
    /// The row, as `file:line`.
    pub row: String,
    /// What the reader should know; may be empty.
    pub note: String,
}

/// All explanations of a view, by handle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Whys(BTreeMap<String, Reason>);

impl Whys {
    /// Keeps an explanation and all it follows from; gives its handle. The same explanation kept twice has
    /// one handle.
    pub fn keep(&mut self, why: &Why) -> String {
        let from = why.from.iter().map(|it| self.keep(it)).collect();
        self.conclude(&why.says, &why.cites, from)
    }
    /// Keeps a conclusion that follows from others already kept, by their handles; gives its handle.
    pub fn conclude(&mut self, says: &str, cites: &[Citation], from: Vec<String>) -> String {
        let cites = cites.iter().flat_map(Cite::each).collect();
        let reason = Reason { says: says.to_owned(), cites, from };
        if let Some((handle, _)) = self.0.iter().find(|(_, it)| **it == reason) {
            return handle.clone();
        }
        let handle = format!("w{:05}", self.0.len() + 1);
        self.0.insert(handle.clone(), reason);
        handle
    }
    /// The explanation behind a handle.
    pub fn get(&self, handle: &str) -> Option<&Reason> {
        self.0.get(handle)
    }
    /// Every explanation with its handle, in the order of the handles.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Reason)> {
        self.0.iter().map(|(handle, reason)| (handle.as_str(), reason))
    }
}

impl Cite {
    /// A citation names one row and possibly several sources; the view has one entry for each source.
    fn each(citation: &Citation) -> Vec<Self> {
        let of = |source: &String| Self {
            source: source.clone(),
            at: citation.at.clone(),
            confidence: citation.confidence.word().to_owned(),
            row: citation.row.clone(),
            note: citation.note.clone(),
        };
        citation.sources.iter().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use coercivity_quantity::Confidence;

    fn row(key: &str) -> Citation {
        Citation {
            sources: vec![key.to_owned(), "other".to_owned()],
            at: "table 1".to_owned(),
            confidence: Confidence::Primary,
            note: String::new(),
            row: "data/a.csv:2".to_owned(),
        }
    }

    #[test]
    fn a_tree_becomes_a_list_without_repeats() {
        let leaf = Why::says("output in 2024").citing(row("usgs"));
        let tree = Why::says("share").because(leaf.clone()).because(leaf.clone());
        let mut whys = Whys::default();
        let top = whys.keep(&tree);
        assert_eq!(whys.iter().count(), 2);
        let handle = whys.keep(&leaf);
        let reason = whys.get(&top).expect("it was just kept");
        assert_eq!(reason.from, vec![handle.clone(); 2]);
        let leaf = whys.get(&handle).expect("it was kept with the tree");
        let keys: Vec<_> = leaf.cites.iter().map(|it| it.source.as_str()).collect();
        assert_eq!(keys, ["usgs", "other"]);
    }
}
