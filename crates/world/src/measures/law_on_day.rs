//! The law of one day, its states worked out once: what a portfolio of movements is asked against.

use coercivity_quantity::{Day, Verdict};

use crate::measures::bound::Breadth;
use crate::measures::law_state::LawState;
use crate::measures::measure::{Clause, Measure};
use crate::measures::movement::Movement;
use crate::measures::regime::{Bearing, Regime, captured};
use crate::measures::state::State;

/// The law of one day under one set of assumptions.
#[derive(Clone, Debug)]
pub struct LawOnDay<'a> {
    day: Day,
    clauses: Vec<(&'a Measure, &'a Clause, State)>,
}

impl Regime {
    /// The law of a day, the state of each clause that is kept worked out once.
    pub fn on(&self, day: Day, law: &LawState, keep: &dyn Fn(&Measure, &Clause) -> bool) -> LawOnDay<'_> {
        let clauses = self.measures().iter().flat_map(|it| it.clauses.iter().map(move |clause| (it, clause)));
        let kept = clauses.filter(|it| keep(it.0, it.1));
        let clauses = kept.map(|it| (it.0, it.1, self.state_of(it.0, it.1, day, law))).collect();
        LawOnDay { day, clauses }
    }
}

impl<'a> LawOnDay<'a> {
    /// The day.
    pub fn day(&self) -> Day {
        self.day
    }
    /// The clauses that were kept, each with its state on the day.
    pub fn clauses(&self) -> &[(&'a Measure, &'a Clause, State)] {
        &self.clauses
    }
    /// The state of a clause; not yet begun when the law does not hold it.
    pub fn state(&self, measure: &Measure, clause: &Clause) -> State {
        let same = |it: &&(&Measure, &Clause, State)| it.0.id == measure.id && it.1.id == clause.id;
        self.clauses.iter().find(same).map_or(State::NotYet { from: None }, |it| it.2.clone())
    }
    /// The same door as [`Regime::bearing_on`], in a reading of contested words.
    pub fn bearing_on(&self, movement: &Movement, breadth: Breadth) -> Vec<Bearing<'a>> {
        let state = |measure: &Measure, clause: &Clause| self.state(measure, clause);
        let mut found = Vec::new();
        for (measure, clause, own) in &self.clauses {
            let covers = match clause.covers(movement, breadth) {
                Verdict::No => continue,
                covers => covers.and(captured(measure, clause, movement, breadth, &state)),
            };
            if covers != Verdict::No {
                found.push(Bearing {
                    measure,
                    clause,
                    verdict: covers,
                    state: own.clone(),
                    effect: &clause.effect,
                });
            }
        }
        found
    }
}
