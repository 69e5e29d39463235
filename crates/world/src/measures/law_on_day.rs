//! The law of one day, its states worked out once: what a portfolio of movements is asked against.

use std::sync::Arc;

use coercivity_quantity::{Day, Verdict};

use crate::id::Place;
use crate::measures::bound::Breadth;
use crate::measures::change::ClauseRef;
use crate::measures::law_state::LawState;
use crate::measures::measure::{Clause, Measure};
use crate::measures::movement::Movement;
use crate::measures::regime::Regime;
use crate::measures::scope::Reach;
use crate::measures::shares::Shares;
use crate::measures::state::State;

/// The law of one day under one set of assumptions.
#[derive(Clone, Debug)]
pub struct LawOnDay<'a> {
    day: Day,
    clauses: Arc<[ClauseOnDay<'a>]>,
    /// The clauses that are asked, by their places.
    asked: Vec<usize>,
}

/// A clause and its state on a day.
#[derive(Clone, Debug)]
pub struct ClauseOnDay<'a> {
    /// Its place among the clauses of the regime, whatever law holds it: see [`Regime::clauses`].
    pub number: usize,
    /// The instrument.
    pub measure: &'a Measure,
    /// The clause.
    pub clause: &'a Clause,
    /// Its state on the day.
    pub state: State,
    /// Whether it binds in that state.
    pub binds: Verdict,
    /// Its reference, shared by all that is found about it.
    pub reference: Arc<ClauseRef>,
    /// A few words to know it by.
    pub title: Arc<str>,
    /// The clauses under which it works that have begun on the day; none when it works under no other.
    gates: Option<Vec<&'a Clause>>,
}

/// What was worked out of one movement, and several clauses ask.
#[derive(Clone, Debug, Default)]
pub struct Known<'a> {
    /// What the clauses under which others work say of it, each asked once in a reading.
    gates: Vec<(&'a Clause, Breadth, Verdict)>,
    /// The shares of what it holds.
    pub shares: Shares<'a>,
}

impl<'a> Known<'a> {
    fn captured(&mut self, gate: &'a Clause, movement: &Movement, breadth: Breadth) -> Verdict {
        let same = |it: &&(&Clause, Breadth, Verdict)| std::ptr::eq(it.0, gate) && it.1 == breadth;
        if let Some(known) = self.gates.iter().find(same) {
            return known.2;
        }
        let covers = gate.covers_by(movement, breadth, &mut self.shares);
        self.gates.push((gate, breadth, covers));
        covers
    }
}

impl Regime {
    /// The law of a day, the state of each clause that is kept worked out once.
    pub fn on(&self, day: Day, law: &LawState, keep: &dyn Fn(&Measure, &Clause) -> bool) -> LawOnDay<'_> {
        let kept = self.clauses().enumerate().filter(|it| keep(it.1.0, it.1.1));
        let state = |measure: &Measure, clause: &Clause| self.state_of(measure, clause, day, law);
        let mut clauses: Vec<ClauseOnDay<'_>> = kept
            .map(|(number, (measure, clause))| (number, measure, clause, state(measure, clause)))
            .map(|(number, measure, clause, state)| ClauseOnDay {
                gates: None,
                number,
                measure,
                clause,
                binds: state.binds(),
                state,
                reference: Arc::new(ClauseRef { instrument: measure.id, clause: Some(clause.id.clone()) }),
                title: clause.title.as_str().into(),
            })
            .collect();
        let gates: Vec<_> = clauses.iter().map(|it| gates(it, &clauses)).collect();
        clauses.iter_mut().zip(gates).for_each(|it| it.0.gates = it.1);
        LawOnDay { day, asked: (0..clauses.len()).collect(), clauses: clauses.into() }
    }
}

/// The clauses under which one works that have begun, none of which the law leaves out; none when it works under no
/// other.
fn gates<'a>(one: &ClauseOnDay<'a>, all: &[ClauseOnDay<'a>]) -> Option<Vec<&'a Clause>> {
    let (measure, clause) = (one.measure, one.clause);
    let begun = |gate: &&Clause| {
        let same = |it: &&ClauseOnDay<'_>| it.measure.id == measure.id && it.clause.id == gate.id;
        all.iter().find(same).is_some_and(|it| !matches!(it.state, State::NotYet { .. }))
    };
    let found = || clause.under.iter().filter_map(|it| measure.clause(it)).filter(begun).collect();
    (!clause.under.is_empty()).then(found)
}

impl<'a> LawOnDay<'a> {
    /// The day.
    pub fn day(&self) -> Day {
        self.day
    }
    /// The clauses that are asked, each with its state on the day.
    pub fn clauses(&self) -> impl Iterator<Item = &ClauseOnDay<'a>> {
        self.asked.iter().map(|&it| &self.clauses[it])
    }
    /// Whether no clause is asked.
    pub fn is_empty(&self) -> bool {
        self.asked.is_empty()
    }
    /// The same law, asked only of the clauses that may speak of a route: of what leaves and goes there, all others
    /// say no.
    #[must_use]
    pub fn on_route(&self, from: Option<Place>, to: Option<Place>) -> Self {
        let speaks =
            |it: &Clause| it.scope.from.fits(from) != Verdict::No && it.scope.to.fits(to) != Verdict::No;
        self.asking(speaks)
    }
    /// The same law, asked only of the clauses that look inside an article.
    #[must_use]
    pub fn looking_inside(&self) -> Self {
        self.asking(|it| it.scope.reach == Reach::Inside)
    }
    fn asking(&self, keep: impl Fn(&Clause) -> bool) -> Self {
        let asked = self.asked.iter().copied().filter(|&it| keep(self.clauses[it].clause)).collect();
        Self { day: self.day, clauses: Arc::clone(&self.clauses), asked }
    }
}

impl<'a> ClauseOnDay<'a> {
    /// The same door as [`Regime::bearing_on`], one clause at a time: whether it covers the movement in a reading of
    /// contested words. `known` is what is known of this movement alone.
    pub fn covers(&self, movement: &Movement, breadth: Breadth, known: &mut Known<'a>) -> Verdict {
        let covers = self.clause.covers_by(movement, breadth, &mut known.shares);
        match &self.gates {
            Some(under) if covers != Verdict::No => {
                let captured = under.iter().map(|it| known.captured(it, movement, breadth));
                covers.and(captured.fold(Verdict::No, Verdict::or))
            }
            Some(_) | None => covers,
        }
    }
}
