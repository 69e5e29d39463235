//! The answers of several rulebooks together.

use std::sync::Arc;

use coercivity_quantity::Verdict;
use coercivity_world::measures::RulebookKind;

use crate::finding::RulebookFinding;
use crate::outcome::{Combined, Outcome};

/// The controls together: the strongest of what is certain, and beside it all that is not. Rulebooks of other kinds stand
/// apart where they are in the way, or may be.
pub(crate) fn combine(rulebooks: &[(RulebookKind, Arc<RulebookFinding>)]) -> Combined {
    let asleep = |it: Outcome| matches!(it, Outcome::Suspended | Outcome::NotInForce);
    let plain = |it: Outcome| if asleep(it) { Outcome::NotCaptured } else { it };
    let mut firm = Outcome::NotCaptured;
    let mut at_most = Outcome::NotCaptured;
    let mut beside = Vec::new();
    let of_controls = |it: &&(RulebookKind, Arc<RulebookFinding>)| it.0 == RulebookKind::Control;
    for (_, found) in rulebooks.iter().filter(of_controls) {
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
    let others = rulebooks.iter().filter(|it| may_bar(it.0) && it.1.verdict() != Verdict::No);
    Combined {
        asked: rulebooks.iter().any(|it| of_controls(&it)),
        firm,
        at_most: at_most.max(firm.unwrap_or(at_most)),
        beside,
        apart: others.map(|it| (it.1.rulebook.clone(), it.1.outcome)).collect(),
    }
}

/// Whether a rulebook that is no control answers for a product: duties and payments are figures, indicators speak of a
/// whole economy.
fn may_bar(kind: RulebookKind) -> bool {
    match kind {
        RulebookKind::Procurement | RulebookKind::Credit | RulebookKind::Presumption => true,
        RulebookKind::Control | RulebookKind::Duty | RulebookKind::Support | RulebookKind::Indicator => false,
    }
}
