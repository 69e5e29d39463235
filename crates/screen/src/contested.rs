//! What statements about one item contradict of it: no further one settles that, until one of them is left out.

use std::collections::BTreeSet;

use coercivity_world::Stage;

use crate::need::Need;

/// What statements about one item contradict of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contested {
    /// Where its content comes from.
    pub origin: bool,
    /// Where it was made.
    pub made: bool,
    /// Whose technology made it.
    pub technology: bool,
    /// Where these steps of its making were done.
    pub steps: BTreeSet<Stage>,
}

impl Contested {
    /// Whether a missing fact about the item is one that is contradicted. Of its steps some may be and others not.
    pub(crate) fn has(&self, need: &Need) -> bool {
        match need {
            Need::Origin(_) => self.origin,
            Need::Made(_) => self.made,
            Need::Technology(_) => self.technology,
            Need::Steps(_)
            | Need::Inside(_)
            | Need::Composition(_)
            | Need::Makers(_)
            | Need::User
            | Need::Use
            | Need::Contract
            | Need::Route
            | Need::Condition(_) => false,
        }
    }
}
