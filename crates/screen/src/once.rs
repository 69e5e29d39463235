//! Answers kept once: in a portfolio a rulebook says the same of most movements, and what is shared is held, told and
//! let go once.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::finding::RulebookFinding;

/// The answers found so far, each once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Once(HashSet<Answer>);

impl Once {
    /// The answer, shared with every movement that was told the same.
    pub(crate) fn shared(&mut self, found: RulebookFinding) -> Arc<RulebookFinding> {
        let found = Answer { mark: mark(&found), found: Arc::new(found) };
        if let Some(known) = self.0.get(&found) {
            return Arc::clone(&known.found);
        }
        self.0.insert(found.clone());
        found.found
    }
}

#[derive(Clone, Debug)]
struct Answer {
    /// Worked out once: what is kept is marked again whenever there is more of it.
    mark: u64,
    found: Arc<RulebookFinding>,
}

impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        self.mark == other.mark && self.found == other.found
    }
}

/// No range holds a number that differs from itself.
impl Eq for Answer {}

impl Hash for Answer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.mark);
    }
}

/// What tells most answers apart; the rest is told apart by looking.
fn mark(found: &RulebookFinding) -> u64 {
    let mut state = DefaultHasher::new();
    found.rulebook.hash(&mut state);
    found.outcome.hash(&mut state);
    for finding in &found.clauses {
        finding.clause.clause.hash(&mut state);
        finding.inside.hash(&mut state);
        let ranges = finding.share.iter().flat_map(|it| &it.ranges);
        ranges.for_each(|it| (it.1.low().to_bits(), it.1.high().to_bits()).hash(&mut state));
    }
    state.finish()
}
