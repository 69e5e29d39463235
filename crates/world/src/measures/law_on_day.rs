//! The law of one day, its states worked out once: what a portfolio of movements is asked against.

use std::collections::BTreeMap;

use coercivity_quantity::Day;

use crate::id::InstrumentId;
use crate::measures::bound::Breadth;
use crate::measures::law_state::LawState;
use crate::measures::measure::{Clause, Measure};
use crate::measures::movement::Movement;
use crate::measures::regime::{Bearing, Regime};
use crate::measures::state::State;

/// The law of one day under one set of assumptions.
#[derive(Clone, Debug)]
pub struct LawOnDay<'a> {
    regime: &'a Regime,
    day: Day,
    states: BTreeMap<(InstrumentId, &'a str), State>,
}

impl Regime {
    /// The state of every clause on a day, worked out once.
    pub fn on(&self, day: Day, law: &LawState) -> LawOnDay<'_> {
        let clauses = self.measures().iter().flat_map(|it| it.clauses.iter().map(move |clause| (it, clause)));
        let states = clauses
            .map(|(measure, clause)| {
                ((measure.id, clause.id.as_str()), self.state_of(measure, clause, day, law))
            })
            .collect();
        LawOnDay { regime: self, day, states }
    }
}

impl LawOnDay<'_> {
    /// The day.
    pub fn day(&self) -> Day {
        self.day
    }
    /// The state of a clause; not yet begun when the law does not know it.
    pub fn state(&self, measure: &Measure, clause: &Clause) -> State {
        let known = self.states.get(&(measure.id, clause.id.as_str()));
        known.cloned().unwrap_or(State::NotYet { from: None })
    }
    /// The same door as [`Regime::bearing_on`], in a reading of contested words.
    pub fn bearing_on(&self, movement: &Movement, breadth: Breadth) -> Vec<Bearing<'_>> {
        self.regime.bearings(movement, breadth, &|measure, clause| self.state(measure, clause))
    }
}
