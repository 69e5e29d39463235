//! On which days each support binds, from a run's first day on.

use std::collections::BTreeSet;

use coercivity_quantity::{Day, Month};
use coercivity_world::measures::{LawState, Regime};

use crate::support::Support;

/// Days on which each support begins or ceases to bind: asked once a draw, for decisions look decades ahead.
#[derive(Clone, Debug, PartialEq)]
pub struct Binding(Vec<Vec<(Day, bool)>>);

impl Binding {
    /// Asks the law on a run's first day, and on each later one on which anything in it changes.
    pub fn of(supports: &[Support], regime: &Regime, from: Month, law: &LawState) -> Self {
        let Some(first) = from.first_day() else { return Self(vec![Vec::new(); supports.len()]) };
        let mut days: BTreeSet<Day> = regime.change_days(law);
        days.retain(|it| *it > first);
        days.insert(first);
        let states = |support: &Support| {
            let mut states: Vec<(Day, bool)> = Vec::new();
            for &day in &days {
                let binds = support.binds(regime, law, day);
                if states.last().is_none_or(|it| it.1 != binds) {
                    states.push((day, binds));
                }
            }
            states
        };
        Self(supports.iter().map(states).collect())
    }

    /// Whether a support binds on a day.
    pub(crate) fn on(&self, support: usize, day: Day) -> bool {
        self.0[support].iter().rev().find(|it| it.0 <= day).is_some_and(|it| it.1)
    }

    /// Whether a support binds on any day from `first` to the one before `end`.
    pub(crate) fn within(&self, support: usize, (first, end): (Day, Day)) -> bool {
        let begins = |it: &(Day, bool)| it.1 && (first..end).contains(&it.0);
        self.on(support, first) || self.0[support].iter().any(begins)
    }

    /// The run's first day and each later one on which a support begins or ceases to bind, with whether it does.
    pub(crate) fn states(&self, support: usize) -> impl Iterator<Item = (Day, bool)> {
        self.0[support].iter().copied()
    }

    /// Days after the run's first on which a support begins or ceases to bind.
    pub(crate) fn changes(&self, support: usize) -> impl Iterator<Item = Day> {
        self.0[support].iter().skip(1).map(|it| it.0)
    }

    /// The days from `first` to the one before `end`, parted where any of some supports begins or ceases to bind: the first
    /// day of each part, and its share of the whole.
    pub(crate) fn parts(&self, supports: &[usize], (first, end): (Day, Day)) -> Vec<(Day, f64)> {
        let changes = supports.iter().flat_map(|it| &self.0[*it]).map(|it| it.0);
        let mut days: Vec<Day> = changes.filter(|it| *it > first && *it < end).chain([first]).collect();
        days.sort_unstable();
        days.dedup();
        let whole = end.days_since(first).max(1) as f64;
        let until = days.iter().skip(1).chain([&end]);
        days.iter().zip(until).map(|(from, to)| (*from, to.days_since(*from) as f64 / whole)).collect()
    }
}
