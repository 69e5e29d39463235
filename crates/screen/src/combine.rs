//! The answers of several rulebooks together.

use std::sync::Arc;

use coercivity_world::measures::RulebookKind;

use crate::finding::RulebookFinding;
use crate::outcome::{Combined, Outcome};

/// The controls together: the strongest of what is certain, and beside it all that is not.
pub(crate) fn combine(rulebooks: &[(RulebookKind, Arc<RulebookFinding>)]) -> Combined {
    let asleep = |it: Outcome| matches!(it, Outcome::Suspended | Outcome::NotInForce);
    let plain = |it: Outcome| if asleep(it) { Outcome::NotCaptured } else { it };
    let mut firm = Outcome::NotCaptured;
    let mut at_most = Outcome::NotCaptured;
    let mut beside = Vec::new();
    for (_, found) in rulebooks.iter().filter(|it| it.0 == RulebookKind::Control) {
        let (least, most) = found.bounds();
        if found.outcome.is_firm() {
            firm = firm.max(plain(found.outcome));
            at_most = at_most.max(plain(found.outcome));
        } else {
            firm = firm.max(least.unwrap_or(Outcome::NotCaptured));
            at_most = at_most.max(most.unwrap_or(Outcome::NotCaptured));
            beside.push((found.rulebook.clone(), found.outcome));
            beside.extend(found.beside.iter().map(|it| (found.rulebook.clone(), *it)));
        }
    }
    let clear = firm == Outcome::NotCaptured || firm == Outcome::ExemptReport;
    let firm = (!clear || beside.is_empty()).then_some(firm);
    Combined { firm, at_most: at_most.max(firm.unwrap_or(at_most)), beside }
}
