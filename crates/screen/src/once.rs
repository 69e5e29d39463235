//! Answers kept once: in a portfolio a rulebook says the same of most movements, and what is shared is held, told and
//! let go once.

use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::finding::RulebookFinding;

/// The answers found so far, each once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Once(HashSet<Answer>);

impl Once {
    /// The answer, shared with every movement that was told the same.
    pub(crate) fn shared(&mut self, found: RulebookFinding) -> Arc<RulebookFinding> {
        let found = Answer(Arc::new(found));
        if let Some(known) = self.0.get(&found) {
            return Arc::clone(&known.0);
        }
        self.0.insert(found.clone());
        found.0
    }
}

#[derive(Clone, Debug)]
struct Answer(Arc<RulebookFinding>);

impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// No range holds a number that differs from itself.
impl Eq for Answer {}

impl Hash for Answer {
    /// What tells most answers apart; the rest is told apart by looking.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.rulebook.hash(state);
        self.0.outcome.hash(state);
        for finding in &self.0.clauses {
            finding.clause.clause.hash(state);
            finding.inside.hash(state);
            let ranges = finding.share.iter().flat_map(|it| &it.ranges);
            ranges.for_each(|it| (it.1.low().to_bits(), it.1.high().to_bits()).hash(state));
        }
    }
}
