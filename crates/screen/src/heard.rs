//! What the clauses of a rulebook say of what is seen, in each reading, and what that amounts to.

use std::sync::Arc;

use coercivity_quantity::Verdict;
use coercivity_world::measures::{
    Breadth, Clause, ClauseOnDay, Known, LawOnDay, Movement, Reach, Rulebook, RulebookKind, Shares,
};

use crate::finding::{ClauseFinding, RulebookFinding, Share};
use crate::outcome::{Outcome, Owed, rungs};
use crate::owed::owed;
use crate::question::Question;
use crate::seen::Seen;
use crate::speaking::near_miss;
use crate::weigh::{Answer, Weight, weigh};

/// What one clause says of one name of one item.
#[derive(Clone, Copy)]
pub(crate) struct Heard<'l, 'a> {
    /// The name, by its place.
    pub variant: usize,
    on: &'l ClauseOnDay<'a>,
    /// Whether it covers it, no in readings that are not asked.
    narrow: Verdict,
    wide: Verdict,
    /// Whether it puts it to its test, where the rulebook goes by what is tested.
    tested: bool,
}

impl Heard<'_, '_> {
    fn covers(&self, breadth: Breadth) -> Verdict {
        match breadth {
            Breadth::Narrow => self.narrow,
            Breadth::Wide => self.wide,
        }
    }
    fn bears(&self) -> bool {
        self.narrow.or(self.wide) != Verdict::No
    }
    /// Whether more knowledge may change what it says.
    pub(crate) fn is_open(&self) -> bool {
        self.tested || self.narrow == Verdict::Open || self.wide == Verdict::Open
    }
}

/// How clauses are asked.
#[derive(Clone, Copy)]
pub(crate) struct Manner<'m> {
    /// The readings of contested words.
    pub readings: &'m [Breadth],
    /// By the number of a clause, whether all readings of it say the same: it is asked in one for all.
    pub agreed: &'m [bool],
    /// Whether what a clause puts to its test is told though it keeps it.
    pub by_test: bool,
}

impl Manner<'_> {
    /// Asks one clause of a movement under the name at a place.
    pub(crate) fn ask<'l, 'a>(
        self,
        on: &'l ClauseOnDay<'a>,
        (variant, movement): (usize, &Movement),
        known: &mut Known<'a>,
    ) -> Heard<'l, 'a> {
        let mut heard = Heard { variant, on, narrow: Verdict::No, wide: Verdict::No, tested: false };
        let mut last = None;
        for reading in self.readings {
            let verdict = last.filter(|_| self.agreed[on.number]);
            let verdict = verdict.unwrap_or_else(|| on.covers(movement, *reading, known));
            last = Some(verdict);
            match reading {
                Breadth::Narrow => heard.narrow = verdict,
                Breadth::Wide => heard.wide = verdict,
            }
        }
        let scope = &on.clause.scope;
        let applies = |it: &Breadth| scope.applies(movement, *it, &mut known.shares) != Verdict::No;
        heard.tested = self.by_test && (heard.bears() || self.readings.iter().any(applies));
        heard
    }
    /// Asks the clause of something heard again, of a movement of which more is known.
    pub(crate) fn ask_again<'l, 'a>(self, before: &Heard<'l, 'a>, movement: &Movement) -> Heard<'l, 'a> {
        self.ask(before.on, (before.variant, movement), &mut Known::default())
    }
}

/// What a rulebook says of one thing that is seen.
pub(crate) struct Hearing<'l, 'a> {
    /// Clause by clause.
    pub heard: Vec<Heard<'l, 'a>>,
    /// The shares that were worked out of each of its names.
    shares: Vec<Shares<'a>>,
}

/// What the law of a route says of one thing that is seen: of an item inside another only those clauses speak that look
/// there, under the names by their places that are meant. What covers nothing and is not worth telling is left out.
pub(crate) fn heard<'l, 'a>(
    (law, inside): (&'l LawOnDay<'a>, &'l LawOnDay<'a>),
    (one, named): (&Seen, &dyn Fn(usize) -> bool),
    manner: Manner<'_>,
) -> Hearing<'l, 'a> {
    let (mut found, mut shares) = (Vec::new(), vec![Shares::default(); one.variants.len()]);
    let asked = if one.reach == Reach::Article { law } else { inside };
    for (variant, movement) in one.variants.iter().enumerate().filter(|it| named(it.0)) {
        let mut known = Known::default();
        for on in asked.clauses().filter(|it| one.spoken[variant][it.number]) {
            let heard = manner.ask(on, (variant, movement), &mut known);
            if heard.bears() || heard.tested || near_miss(on.clause, &movement.item) {
                found.push(heard);
            }
        }
        shares[variant] = known.shares;
    }
    Hearing { heard: found, shares }
}

/// Weighs what was heard; `movement` is the article that moves, and the last word whether any clause of the rulebook may bind
/// on the day.
pub(crate) fn weighed<'h, 'l: 'h, 'a: 'l>(
    book: &Rulebook,
    heard: impl Iterator<Item = &'h Heard<'l, 'a>> + Clone,
    movement: &Movement,
    (question, licensed, in_force): (&Question, Verdict, bool),
) -> (Answer, Option<Owed>) {
    let weights = |breadth: Breadth| {
        let bearing = heard.clone().filter(move |it| it.tested || it.covers(breadth) != Verdict::No);
        bearing.map(move |it| Weight {
            measure: it.on.measure,
            clause: it.on.clause,
            state: &it.on.state,
            binds: it.on.binds,
            covers: it.covers(breadth),
            tested: it.tested,
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
        | RulebookKind::Indicator => (weigh(&readings, book.kind, in_force), None),
    };
    (moved_without(answer, licensed), owed)
}

/// What the clauses of a rulebook say of one thing that is seen.
pub(crate) fn clause_findings<'l, 'a>(
    book: &Rulebook,
    seen: &Seen,
    hearing: Hearing<'l, 'a>,
    readings: &[Breadth],
) -> impl Iterator<Item = ClauseFinding> {
    let Hearing { heard, mut shares } = hearing;
    heard.into_iter().map(move |it| {
        let known = &mut shares[it.variant];
        clause_finding(book, seen, (&it, known), readings)
    })
}

fn clause_finding<'a>(
    book: &Rulebook,
    seen: &Seen,
    (heard, known): (&Heard<'_, 'a>, &mut Shares<'a>),
    readings: &[Breadth],
) -> ClauseFinding {
    let (clause, movement, bears) = (heard.on.clause, &seen.variants[heard.variant], heard.bears());
    let covers: Vec<(Breadth, Verdict)> = readings.iter().map(|&it| (it, heard.covers(it))).collect();
    let breadth = covers.iter().rev().find(|it| it.1 != Verdict::No).map_or(Breadth::Wide, |it| it.0);
    ClauseFinding {
        clause: Arc::clone(&heard.on.reference),
        title: Arc::clone(&heard.on.title),
        inside: (seen.reach == Reach::Inside).then_some(seen.node),
        variant: heard.variant,
        layer: clause.layer,
        state: heard.on.state.clone(),
        rung: rungs(&clause.effect, book.kind).map(|it| it.1),
        share: clause.scope.content.as_ref().map(|content| Share {
            of: content.of,
            ranges: readings.iter().map(|&it| (it, known.of(content, movement, it))).collect(),
            bound: content.bound,
        }),
        open: if bears { clause.open_parts(movement, breadth, known) } else { Vec::new() },
        unfit: (!bears).then(|| unfit(clause, movement, known)).flatten(),
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
fn unfit<'a>(clause: &'a Clause, movement: &Movement, known: &mut Shares<'a>) -> Option<String> {
    clause.scope.parts_that(movement, (Breadth::Wide, Verdict::No), known).into_iter().next()
}

/// Whether a rulebook goes by what kind of product a thing is: a credit has a threshold for each. What a thing holds
/// decides all others.
pub(crate) fn goes_by_kind(kind: RulebookKind) -> bool {
    match kind {
        RulebookKind::Credit => true,
        RulebookKind::Control
        | RulebookKind::Procurement
        | RulebookKind::Duty
        | RulebookKind::Presumption
        | RulebookKind::Support
        | RulebookKind::Indicator => false,
    }
}

/// Whether a rulebook says of what it tests that the test is kept: of all else it says nothing.
pub(crate) fn goes_by_test(kind: RulebookKind) -> bool {
    match kind {
        RulebookKind::Credit | RulebookKind::Indicator => true,
        RulebookKind::Control
        | RulebookKind::Procurement
        | RulebookKind::Duty
        | RulebookKind::Presumption
        | RulebookKind::Support => false,
    }
}

/// What a rulebook answers none of whose clauses speaks of a route.
pub(crate) fn silent(book: &Rulebook, question: &Question) -> RulebookFinding {
    // Nothing was heard, so that nothing heard is asleep.
    let asked = (question, Verdict::Open, true);
    let (answer, owed) = weighed(book, std::iter::empty(), &Movement::default(), asked);
    RulebookFinding {
        rulebook: book.id.clone(),
        outcome: answer.outcome,
        beside: answer.beside,
        readings: answer.readings,
        owed,
        clauses: Vec::new(),
    }
}

/// Whether any clause of a rulebook that holds movements back may bind on a day.
pub(crate) fn any_binds(book: &Rulebook, law: &LawOnDay<'_>) -> bool {
    let holds = |it: &ClauseOnDay<'_>| rungs(&it.clause.effect, book.kind).is_some();
    law.clauses().any(|it| it.binds != Verdict::No && holds(it))
}
