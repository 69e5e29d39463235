//! The explanation that every conclusion carries.

use crate::citation::Citation;

/// A conclusion, what it cites, and the conclusions it follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The conclusion in words.
    pub says: String,
    /// Source rows it rests on directly.
    pub cites: Vec<Citation>,
    /// What it follows from.
    pub from: Vec<Why>,
}

impl Why {
    /// A conclusion without parts.
    pub fn says(text: impl Into<String>) -> Self {
        Self { says: text.into(), cites: Vec::new(), from: Vec::new() }
    }
    /// The same conclusion, resting on one more row.
    #[must_use]
    pub fn citing(mut self, citation: Citation) -> Self {
        self.cites.push(citation);
        self
    }
    /// The same conclusion, following from one more.
    #[must_use]
    pub fn because(mut self, part: Why) -> Self {
        self.from.push(part);
        self
    }
}
