//! The law as it could be known on one day.

use coercivity_quantity::{Day, Verdict};

use crate::id::InstrumentId;
use crate::measures::bound::Breadth;
use crate::measures::effect::Effect;
use crate::measures::law_state::LawState;
use crate::measures::measure::{Clause, Layer, Measure};
use crate::measures::movement::Movement;
use crate::measures::state::State;

/// The law as it could be known on one day: what was announced later does not exist in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Regime {
    known_on: Day,
    measures: Vec<Measure>,
}

/// A clause that may cover a movement, and its state on the day.
#[derive(Clone, Debug, PartialEq)]
pub struct Bearing<'a> {
    /// The instrument.
    pub measure: &'a Measure,
    /// The clause.
    pub clause: &'a Clause,
    /// Whether the clause covers the movement: yes or open.
    pub verdict: Verdict,
    /// Its state on the day.
    pub state: State,
    /// What it does.
    pub effect: &'a Effect,
}

impl Bearing<'_> {
    /// Whether the effect falls on the movement on the day: coverage and force together.
    pub fn binds(&self) -> Verdict {
        self.verdict.and(self.state.binds())
    }

    /// Whether it frees from another with certainty: what officials are reported to do frees nobody so.
    fn frees(&self, other: &Self) -> bool {
        let Effect::Exempt(exemption) = self.effect else { return false };
        exemption.means(self.measure.id, (other.measure.id, &other.clause.id))
            && self.binds() == Verdict::Yes
            && self.clause.layer != Layer::Practice
    }
}

impl Regime {
    /// The second clock: folds the instruments announced up to a day into law.
    pub fn known_on(all: &[Measure], day: Day) -> Self {
        let mut measures: Vec<Measure> = all.iter().filter(|it| it.announced <= day).cloned().collect();
        measures.sort_by_key(|it| (it.announced, it.id));
        Self { known_on: day, measures }
    }
    /// The day whose knowledge this is.
    pub fn day(&self) -> Day {
        self.known_on
    }
    /// Every instrument known, in the order of announcement.
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }
    /// Every clause known, with its instrument, in the order of announcement.
    pub fn clauses(&self) -> impl Iterator<Item = (&Measure, &Clause)> {
        self.measures.iter().flat_map(|it| it.clauses.iter().map(move |clause| (it, clause)))
    }
    /// An instrument by its id.
    pub fn measure(&self, id: InstrumentId) -> Option<&Measure> {
        self.measures.iter().find(|it| it.id == id)
    }
    /// The same law with further instruments; those announced later than the day stay unknown.
    #[must_use]
    pub fn with(&self, more: &[Measure]) -> Self {
        let all: Vec<Measure> = self.measures.iter().chain(more).cloned().collect();
        Self::known_on(&all, self.known_on)
    }
    /// The same law without some instruments.
    #[must_use]
    pub fn without(&self, ids: &[InstrumentId]) -> Self {
        let measures = self.measures.iter().filter(|it| !ids.contains(&it.id)).cloned().collect();
        Self { known_on: self.known_on, measures }
    }

    /// The state of a clause on a day; `None` when the instrument or clause is not known.
    pub fn state(&self, instrument: InstrumentId, clause: &str, day: Day, law: &LawState) -> Option<State> {
        let measure = self.measure(instrument)?;
        Some(self.state_of(measure, measure.clause(clause)?, day, law))
    }

    /// The one door: every clause that covers the movement or may cover it, whatever its state.
    pub fn bearing_on(&self, movement: &Movement, day: Day, law: &LawState) -> Vec<Bearing<'_>> {
        let state = |measure: &Measure, clause: &Clause| self.state_of(measure, clause, day, law);
        let mut found = Vec::new();
        for (measure, clause) in self.clauses() {
            let covers = match clause.covers(movement, law.breadth) {
                Verdict::No => continue,
                covers => covers.and(captured(measure, clause, movement, law.breadth, &state)),
            };
            if covers != Verdict::No {
                let state = state(measure, clause);
                found.push(Bearing { measure, clause, verdict: covers, state, effect: &clause.effect });
            }
        }
        found
    }

    /// What a simulator asks about a lane: every effect that falls on it or may fall on it on the day, but those from which
    /// an exemption certainly frees it.
    pub fn binding_on(&self, lane: &Movement, day: Day, law: &LawState) -> Vec<(Verdict, Bearing<'_>)> {
        let bearings = self.bearing_on(lane, day, law);
        let is_freed = |it: &Bearing<'_>| bearings.iter().any(|other| other.frees(it));
        let freed: Vec<bool> = bearings.iter().map(is_freed).collect();
        let kept = bearings.into_iter().zip(freed).filter(|it| !it.1);
        kept.map(|it| (it.0.binds(), it.0)).filter(|it| it.0 != Verdict::No).collect()
    }
}

/// Whether one of the clauses under which this one works has captured the movement; those that have not begun on the
/// day capture nothing.
fn captured(
    measure: &Measure,
    clause: &Clause,
    movement: &Movement,
    breadth: Breadth,
    state: &dyn Fn(&Measure, &Clause) -> State,
) -> Verdict {
    if clause.under.is_empty() {
        return Verdict::Yes;
    }
    let begun = |it: &&Clause| !matches!(state(measure, it), State::NotYet { .. });
    let gates = clause.under.iter().filter_map(|it| measure.clause(it)).filter(begun);
    gates.map(|it| it.covers(movement, breadth)).fold(Verdict::No, Verdict::or)
}
