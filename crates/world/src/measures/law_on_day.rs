//! The law of one day, its states worked out once: what a portfolio of movements is asked against.

use std::sync::Arc;

use coercivity_quantity::{Day, Verdict};

use crate::id::Place;
use crate::measures::bound::Breadth;
use crate::measures::change::ClauseRef;
use crate::measures::law_state::LawState;
use crate::measures::measure::{Clause, Measure};
use crate::measures::movement::Movement;
use crate::measures::regime::{Regime, captured};
use crate::measures::scope::Reach;
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
    /// Its reference, shared by all that is found about it.
    pub reference: Arc<ClauseRef>,
    /// A few words to know it by.
    pub title: Arc<str>,
}

impl Regime {
    /// The law of a day, the state of each clause that is kept worked out once.
    pub fn on(&self, day: Day, law: &LawState, keep: &dyn Fn(&Measure, &Clause) -> bool) -> LawOnDay<'_> {
        let kept = self.clauses().enumerate().filter(|it| keep(it.1.0, it.1.1));
        let state = |measure: &Measure, clause: &Clause| self.state_of(measure, clause, day, law);
        let clauses: Arc<[ClauseOnDay<'_>]> = kept
            .map(|(number, (measure, clause))| ClauseOnDay {
                number,
                measure,
                clause,
                state: state(measure, clause),
                reference: Arc::new(ClauseRef { instrument: measure.id, clause: Some(clause.id.clone()) }),
                title: clause.title.as_str().into(),
            })
            .collect();
        LawOnDay { day, asked: (0..clauses.len()).collect(), clauses }
    }
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
    /// The state of a clause; not yet begun when the law does not hold it.
    pub fn state(&self, measure: &Measure, clause: &Clause) -> State {
        let same = |it: &&ClauseOnDay<'_>| it.measure.id == measure.id && it.clause.id == clause.id;
        self.clauses.iter().find(same).map_or(State::NotYet { from: None }, |it| it.state.clone())
    }
    /// The same door as [`Regime::bearing_on`], one clause of this law at a time: whether it covers the movement in
    /// a reading of contested words.
    pub fn covers(&self, asked: &ClauseOnDay<'_>, movement: &Movement, breadth: Breadth) -> Verdict {
        let state = |measure: &Measure, clause: &Clause| self.state(measure, clause);
        match asked.clause.covers(movement, breadth) {
            Verdict::No => Verdict::No,
            covers => covers.and(captured(asked.measure, asked.clause, movement, breadth, &state)),
        }
    }
}
