//! Which clauses two readers of the same texts disagree about.

use std::collections::BTreeSet;

use coercivity_quantity::Day;

use crate::measures::change::ChangeKind;
use crate::measures::law_state::{Assumption, LawState};
use crate::measures::measure::{Clause, Measure, Start};
use crate::measures::regime::Regime;

/// A clause whose state nobody knows: it depends on whether a suspension ended on its last day or was extended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unsettled<'a> {
    /// The instrument.
    pub measure: &'a Measure,
    /// The clause.
    pub clause: &'a Clause,
    /// The first day on which the two readings part.
    pub from: Day,
}

impl Clause {
    /// The day from which it binds, where one was set.
    pub fn begins(&self) -> Option<Day> {
        match self.takes_effect {
            Start::On(day) => Some(day),
            Start::NotSet | Start::Unknown { .. } => None,
        }
    }
}

impl Regime {
    /// Every day on which the state of a clause may change: by the texts it begins, ends, sleeps, wakes or comes to be
    /// known; by the assumptions a proposal is enacted or a suspension ends. Between two of them no state changes.
    pub fn change_days(&self, law: &LawState) -> BTreeSet<Day> {
        let mut days: BTreeSet<Day> =
            law.choices.iter().filter_map(|it| Some(it.last_day?.plus_days(1))).collect();
        for measure in self.measures() {
            days.extend(law.enactment(measure));
            for clause in &measure.clauses {
                match clause.takes_effect {
                    Start::On(day) => days.extend([day]),
                    Start::Unknown { .. } => days.extend([measure.announced]),
                    Start::NotSet => {}
                }
                days.extend(clause.until.map(|it| it.plus_days(1)));
            }
            for change in &measure.changes {
                match &change.kind {
                    ChangeKind::Suspends { from, until, .. } => {
                        days.extend([*from, *until, until.plus_days(1)]);
                    }
                    ChangeKind::Ends { last_day, .. } => days.extend([last_day.plus_days(1)]),
                    ChangeKind::Replaces { on, .. } => days.extend([*on]),
                }
            }
        }
        days
    }

    /// Clauses that bind on some day of a stretch when every suspension ends on its last day, and not when each is
    /// extended; in the order of announcement.
    pub fn unsettled(&self, first: Day, last: Day) -> Vec<Unsettled<'_>> {
        let (revived, extended) = (LawState::all(Assumption::Revived), LawState::all(Assumption::Extended));
        let mut days = self.change_days(&revived);
        days.retain(|it| first <= *it && *it <= last);
        days.insert(first);
        let clauses = self.measures().iter().flat_map(|it| it.clauses.iter().map(move |clause| (it, clause)));
        let parted = clauses.filter_map(|(measure, clause)| {
            let differs = |day: &&Day| {
                self.state_of(measure, clause, **day, &revived).binds()
                    != self.state_of(measure, clause, **day, &extended).binds()
            };
            Some(Unsettled { measure, clause, from: *days.iter().find(differs)? })
        });
        parted.collect()
    }
}
