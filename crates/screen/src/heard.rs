//! What the clauses of a rulebook say of what is seen, in each reading, and what that amounts to.

use std::sync::Arc;

use coercivity_quantity::Verdict;
use coercivity_world::measures::{
    Breadth, Clause, ClauseOnDay, LawOnDay, Movement, Reach, Rulebook, RulebookKind,
};

use crate::finding::{ClauseFinding, Share};
use crate::judge::Seen;
use crate::outcome::{Outcome, Owed, rungs};
use crate::owed::owed;
use crate::question::Question;
use crate::speaking::near_miss;
use crate::weigh::{Answer, Weight, weigh};

/// What one clause says of one name of one item.
pub(crate) struct Said<'s> {
    seen: &'s Seen,
    variant: usize,
    on: &'s ClauseOnDay<'s>,
    covers: Vec<(Breadth, Verdict)>,
}

impl<'s> Said<'s> {
    fn movement(&self) -> &'s Movement {
        &self.seen.variants[self.variant]
    }
    fn covers(&self, breadth: Breadth) -> Verdict {
        self.covers.iter().find(|it| it.0 == breadth).map_or(Verdict::No, |it| it.1)
    }
    fn bears(&self) -> bool {
        self.covers.iter().any(|it| it.1 != Verdict::No)
    }
}

/// What the law of a route says of all that is seen: of an item inside another only those clauses speak that look
/// there. What covers nothing and is not worth telling is left out.
pub(crate) fn heard<'s>(
    (law, inside): (&'s LawOnDay<'_>, &'s LawOnDay<'_>),
    seen: &'s [Seen],
    readings: &[Breadth],
) -> Vec<Said<'s>> {
    let mut found = Vec::new();
    for one in seen {
        let asked = if one.reach == Reach::Article { law } else { inside };
        for (variant, movement) in one.variants.iter().enumerate() {
            for on in asked.clauses().filter(|it| one.spoken[variant][it.number]) {
                let covers = |it: &Breadth| (*it, asked.covers(on, movement, *it));
                let said = Said { seen: one, variant, on, covers: readings.iter().map(covers).collect() };
                if said.bears() || near_miss(on.clause, &movement.item) {
                    found.push(said);
                }
            }
        }
    }
    found
}

/// Weighs what was said; `movement` is the article that moves.
pub(crate) fn weighed(
    book: &Rulebook,
    said: &[Said<'_>],
    movement: &Movement,
    (question, licensed): (&Question, Verdict),
) -> (Answer, Option<Owed>) {
    let weights = |breadth: Breadth| {
        let heard = said.iter().filter(move |it| it.covers(breadth) != Verdict::No);
        heard.map(move |it| Weight {
            measure: it.on.measure,
            clause: it.on.clause,
            state: &it.on.state,
            covers: it.covers(breadth),
        })
    };
    let readings: Vec<(Breadth, Vec<Weight<'_>>)> =
        question.readings.iter().map(|&it| (it, weights(it).collect())).collect();
    let (answer, owed) = match book.kind {
        RulebookKind::Duty | RulebookKind::Support => {
            let (answer, owed) = owed(&readings, movement, book.kind);
            (answer, Some(owed))
        }
        RulebookKind::Control
        | RulebookKind::Procurement
        | RulebookKind::Credit
        | RulebookKind::Presumption
        | RulebookKind::Indicator => (weigh(&readings, book.kind), None),
    };
    (moved_without(answer, licensed), owed)
}

/// What each clause of a rulebook says, where at least one of them may speak of the movement.
pub(crate) fn clause_findings(book: &Rulebook, said: &[Said<'_>]) -> Vec<ClauseFinding> {
    said.iter().map(|it| clause_finding(book, it)).collect()
}

fn clause_finding(book: &Rulebook, said: &Said<'_>) -> ClauseFinding {
    let (clause, movement, bears) = (said.on.clause, said.movement(), said.bears());
    let covers = said.covers.clone();
    let breadth = covers.iter().rev().find(|it| it.1 != Verdict::No).map_or(Breadth::Wide, |it| it.0);
    ClauseFinding {
        clause: Arc::clone(&said.on.reference),
        title: Arc::clone(&said.on.title),
        inside: (said.seen.reach == Reach::Inside).then_some(said.seen.node),
        variant: said.variant,
        layer: clause.layer,
        state: said.on.state.clone(),
        rung: rungs(&clause.effect, book.kind).map(|it| it.1),
        share: clause.scope.content.as_ref().map(|content| Share {
            of: content.of,
            ranges: covers.iter().map(|it| (it.0, content.share(movement, it.0))).collect(),
            bound: content.bound,
        }),
        open: if bears { clause.open_parts(movement, breadth) } else { Vec::new() },
        unfit: (!bears).then(|| unfit(clause, movement)).flatten(),
        covers,
    }
}

/// A movement that was made without the licence it needed broke the rule.
fn moved_without(answer: Answer, licensed: Verdict) -> Answer {
    let needed = matches!(
        answer.outcome,
        Outcome::LicenceRequired | Outcome::CaseByCase | Outcome::DeniedInPrinciple | Outcome::Banned
    );
    match licensed {
        Verdict::No if needed => Answer { outcome: Outcome::NonCompliant, ..answer },
        Verdict::No | Verdict::Open | Verdict::Yes => answer,
    }
}

/// The first part of a scope that does not fit.
fn unfit(clause: &Clause, movement: &Movement) -> Option<String> {
    let parts = clause.scope.parts(movement, Breadth::Wide);
    parts.into_iter().find(|it| it.1 == Verdict::No).map(|it| it.0)
}
