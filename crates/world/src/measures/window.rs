//! From texts to states: how clauses begin, sleep, wake and end.

use coercivity_quantity::Day;

use crate::id::InstrumentId;
use crate::measures::change::{Change, ChangeKind, Inclusion};
use crate::measures::law_state::{Assumption, LawState};
use crate::measures::measure::{Clause, Measure, Standing, Start};
use crate::measures::regime::Regime;
use crate::measures::state::{Reading, State};

/// How deep a suspension may be suspended; the loader refuses circles, this only bounds the walk.
const DEPTH: usize = 4;

/// What one suspension does to a clause on a day.
enum Sleep {
    Awake,
    Asleep { until: Option<Day> },
    Unsure { asleep_if: String, awake_if: String, why: String, until: Day },
}

impl Regime {
    /// The state of a clause on a day. An end wins over a suspension, a suspension over what the clause says of
    /// itself.
    pub(crate) fn state_of(&self, measure: &Measure, clause: &Clause, day: Day, law: &LawState) -> State {
        let enacted = law.enactment(measure);
        let alone = alone(measure, clause, day, enacted);
        if let State::Ended { .. } = alone {
            return alone;
        }
        if let Some(ended) = self.ended(measure.id, clause, day, law) {
            return ended;
        }
        if measure.standing == Standing::Proposed && enacted.is_none() {
            return State::Proposed;
        }
        let mut unsure: Option<(Day, State)> = None;
        for (by, change) in self.changes_to(measure.id, &clause.id, day, law) {
            if !self.stands(by, change, day, law, DEPTH) {
                continue;
            }
            match self.sleep(by, change, (measure.id, &clause.id), day, law) {
                Sleep::Awake => {}
                Sleep::Asleep { until } => return State::Suspended { by: by.id, until },
                Sleep::Unsure { asleep_if, awake_if, why, until } => {
                    // The latest suspension speaks last: an earlier one was followed by it.
                    if unsure.as_ref().is_none_or(|it| it.0 <= until) {
                        let asleep = State::Suspended { by: by.id, until: None };
                        let readings = [
                            Reading { assuming: awake_if, state: alone.clone() },
                            Reading { assuming: asleep_if, state: asleep },
                        ];
                        unsure = Some((until, State::Unknown { readings: readings.into(), why: why.into() }));
                    }
                }
            }
        }
        unsure.map_or(alone, |it| it.1)
    }

    /// What instruments do to a part of one on a day. A proposal does nothing before the day on which it is assumed to be
    /// enacted, whatever days its text names.
    fn changes_to<'a>(
        &'a self,
        instrument: InstrumentId,
        part: &'a str,
        day: Day,
        law: &'a LawState,
    ) -> impl Iterator<Item = (&'a Measure, &'a Change)> {
        let changes = self.measures().iter().flat_map(|it| it.changes.iter().map(move |change| (it, change)));
        changes
            .filter(move |it| {
                it.0.standing != Standing::Proposed || law.enactment(it.0).is_some_and(|it| it <= day)
            })
            .filter(move |it| it.1.kind.what().iter().any(|what| what.means(instrument, part)))
    }

    /// The end that a change sets. A day in a proposal that lies before its enactment was over by then: what the proposal
    /// ends was in force until the day before.
    fn ended(&self, instrument: InstrumentId, clause: &Clause, day: Day, law: &LawState) -> Option<State> {
        let changes = self.changes_to(instrument, &clause.id, day, law);
        let ends = changes.filter_map(|(by, change)| {
            let last_day = match &change.kind {
                ChangeKind::Ends { last_day, .. } => *last_day,
                ChangeKind::Replaces { on, .. } => on.plus_days(-1),
                ChangeKind::Suspends { .. } => return None,
            };
            let enacted = law.enactment(by).map(|it| it.plus_days(-1));
            Some((enacted.map_or(last_day, |it| last_day.max(it)), by.id))
        });
        let first = ends.filter(|it| it.0 < day).min()?;
        Some(State::Ended { by: first.1, last_day: first.0 })
    }

    /// Whether a change is itself awake on a day: a suspension may be lifted or suspended by a later instrument.
    fn stands(&self, by: &Measure, change: &Change, day: Day, law: &LawState, depth: usize) -> bool {
        let mut others = self.changes_to(by.id, &change.id, day, law).filter(|it| it.0.id != by.id);
        !others.any(|(other, later)| match &later.kind {
            ChangeKind::Ends { last_day, .. } => *last_day < day,
            ChangeKind::Replaces { on, .. } => *on <= day,
            ChangeKind::Suspends { from, until, until_included, .. } => {
                let inside = *from <= day && day <= last_sure_day(*until, *until_included);
                inside && depth > 0 && self.stands(other, later, day, law, depth - 1)
            }
        })
    }

    /// What a suspension does to a clause on a day. What follows an end that lies beyond what was read is
    /// unknown, unless the reader assumes it, or unless the day of knowledge lies within what was read: then the
    /// text known on that day decides.
    fn sleep(
        &self,
        by: &Measure,
        change: &Change,
        of: (InstrumentId, &str),
        day: Day,
        law: &LawState,
    ) -> Sleep {
        let ChangeKind::Suspends { from, until, until_included, .. } = &change.kind else {
            return Sleep::Awake;
        };
        let (assumption, settled) = law.about(by.id, &change.id, of.0, of.1);
        let last_sure = settled.unwrap_or_else(|| last_sure_day(*until, *until_included));
        if day < *from {
            return Sleep::Awake;
        }
        if day <= last_sure {
            return Sleep::Asleep { until: Some(settled.unwrap_or(*until)) };
        }
        let unseen = by.checked.is_some_and(|checked| checked < *until);
        let contested = settled.is_none() && *until_included == Inclusion::Contested;
        if contested && day == *until && !(unseen && assumption == Assumption::Extended) {
            return Sleep::Unsure {
                asleep_if: format!("{until} is included"),
                awake_if: format!("{until} is not included"),
                why: format!(
                    "the text of {}:{} says \"until {until}\" and leaves open whether that day is included",
                    by.id, change.id
                ),
                until: *until,
            };
        }
        let read_to = by.checked.filter(|_| unseen);
        match (assumption, read_to) {
            (_, None) | (Assumption::Revived, _) => Sleep::Awake,
            (Assumption::Extended, _) => Sleep::Asleep { until: None },
            (Assumption::Actual, Some(read_to)) if self.day() <= read_to => Sleep::Awake,
            (Assumption::Actual | Assumption::Both, Some(read_to)) => Sleep::Unsure {
                asleep_if: "extended".to_owned(),
                awake_if: "revived".to_owned(),
                why: format!(
                    "no source after {read_to} says whether {}:{} was renewed after {until}",
                    by.id, change.id
                ),
                until: *until,
            },
        }
    }
}

/// The last day that belongs to a window on every reading.
fn last_sure_day(until: Day, included: Inclusion) -> Day {
    match included {
        Inclusion::Included => until,
        Inclusion::Excluded | Inclusion::Contested => until.plus_days(-1),
    }
}

/// What a clause says of itself; `enacted` is the day of a proposal, before which it binds nobody.
fn alone(measure: &Measure, clause: &Clause, day: Day, enacted: Option<Day>) -> State {
    if let Some(last_day) = clause.until.filter(|it| *it < day) {
        return State::Ended { by: measure.id, last_day };
    }
    let first = match &clause.takes_effect {
        Start::On(first) => Some(enacted.map_or(*first, |it| it.max(*first))),
        Start::NotSet => enacted,
        // Nothing binds before it was announced, or enacted.
        Start::Unknown { .. } if day < enacted.unwrap_or(measure.announced) => None,
        Start::Unknown { why } => {
            let reading = |assuming: &str, state| Reading { assuming: assuming.to_owned(), state };
            let readings = [
                reading("its day was set and has come", State::InForce),
                reading("its day has not come", State::NotYet { from: None }),
            ];
            return State::Unknown { readings: readings.into(), why: why.as_str().into() };
        }
    };
    match first {
        Some(first) if first <= day => State::InForce,
        from => State::NotYet { from },
    }
}
