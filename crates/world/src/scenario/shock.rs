//! When a scenario begins to differ from what was there before, under the law that it is asked under.

use std::collections::BTreeSet;

use coercivity_quantity::{Day, Verdict};

use crate::measures::{Assumption, ChangeKind, Clause, LawState, Measure, Regime};
use crate::scenario::Scenario;
use crate::scenario::check::{late_stockpiles, unknown_measures};
use crate::scenario::practice::Practice;

/// The law of a scenario, and the days on which it changes.
pub(super) struct AskedLaw<'a> {
    scenario: &'a Scenario,
    regime: Regime,
    /// The first day of the run on which each practice applies while one of its clauses binds.
    bites: Vec<Option<Day>>,
}

impl<'a> AskedLaw<'a> {
    /// The law of a scenario; `all` are the instruments of the world.
    pub(super) fn of(scenario: &'a Scenario, all: &[Measure]) -> Self {
        let regime = Regime::known_on(all, scenario.known_on).with(&scenario.measures);
        let changes = regime.change_days(&scenario.law);
        let bites = scenario.practices.iter().map(|it| bites(scenario, &regime, &changes, it)).collect();
        Self { scenario, regime, bites }
    }

    /// The first day on which a cut, a practice or an assumption about one change of law bites inside the horizon. What was
    /// there before the first month is no shock: the months begin with it.
    pub(super) fn shock(&self) -> Option<Day> {
        let Scenario { from, practices, cuts, law, .. } = self.scenario;
        let last = self.scenario.last_month();
        let cuts = cuts.iter().filter(|it| it.severity > 0.0).filter_map(|it| it.from.first_day());
        let practices = practices.iter().zip(&self.bites).filter(|it| it.0.from.month() >= *from);
        let days = practices.filter_map(|it| *it.1).chain(cuts).chain(revivals(law, &self.regime));
        days.filter(|it| *from <= it.month() && it.month() <= last).min()
    }

    /// What of the scenario comes to nothing, or late, under its law.
    pub(super) fn warnings(&self) -> Vec<String> {
        let (from, last) = (self.scenario.from, self.scenario.last_month());
        let idle = self.scenario.practices.iter().zip(&self.bites).filter(|it| it.1.is_none()).map(|(it, _)| {
            let id = &it.id;
            match days_of(self.scenario, it) {
                None => format!("practice `{id}` never applies between {from} and {last}"),
                Some(_) => format!(
                    "practice `{id}` does nothing between {from} and {last}: by the law of this run none of its clauses \
                     binds then for certain"
                ),
            }
        });
        late_stockpiles(&self.scenario.measures, self.shock()).into_iter().chain(idle).collect()
    }
}

/// The first day of the run or after it on which a practice applies while one of its clauses binds.
fn bites(scenario: &Scenario, regime: &Regime, changes: &BTreeSet<Day>, practice: &Practice) -> Option<Day> {
    let (first, last) = days_of(scenario, practice)?;
    let later = changes.iter().copied().filter(|it| first < *it && *it <= last);
    let meant = |of: &Measure, clause: &Clause| practice.clauses.iter().any(|it| it.means(of.id, &clause.id));
    let binds = |day: &Day| {
        regime.clauses().filter(|it| meant(it.0, it.1)).any(|(of, clause)| {
            let state = regime.state(of.id, &clause.id, *day, &scenario.law);
            state.is_some_and(|it| it.binds() == Verdict::Yes)
        })
    };
    std::iter::once(first).chain(later).find(binds)
}

/// The first and the last day of the run on which a practice applies.
fn days_of(scenario: &Scenario, practice: &Practice) -> Option<(Day, Day)> {
    let first = scenario.from.first_day()?.max(practice.from);
    let end = scenario.last_month().plus(1).first_day()?.plus_days(-1);
    let last = practice.until.map_or(end, |it| it.min(end));
    (first <= last).then_some((first, last))
}

/// Days from which suspended clauses bind again because a scenario assumes so of one change.
fn revivals(law: &LawState, regime: &Regime) -> impl Iterator<Item = Day> {
    let revived = law.choices.iter().filter(|it| it.assumption == Assumption::Revived);
    revived.filter_map(|choice| {
        let changes = regime.measure(choice.instrument)?.changes.iter();
        let meant = changes.filter(|it| choice.change.as_deref().is_none_or(|id| id == it.id));
        let ends = meant.filter_map(|it| match it.kind {
            ChangeKind::Suspends { until, .. } => Some(until),
            ChangeKind::Ends { .. } | ChangeKind::Replaces { .. } => None,
        });
        let ends = ends.max()?;
        Some(choice.last_day.unwrap_or(ends).plus_days(1))
    })
}

impl Scenario {
    /// The scenario with what follows from its law: the month of its shock, and what of it comes to nothing.
    #[must_use]
    pub(super) fn settled(mut self, all: &[Measure]) -> Self {
        let law = AskedLaw::of(&self, all);
        let (shock, told) = (law.shock(), law.warnings());
        self.shock_from = shock.map(Day::month);
        self.warnings.extend(told);
        self
    }

    /// The scenario as it is asked: known on another day, so that its own measures which were announced later are not in
    /// it; and under one assumption about all law in place of its own, where one is given. Each is told. `all` are the
    /// instruments of the world.
    #[must_use]
    pub fn asked_under(mut self, known_on: Day, assumption: Option<Assumption>, all: &[Measure]) -> Self {
        if known_on == self.known_on && assumption.is_none() {
            return self;
        }
        let told = AskedLaw::of(&self, all).warnings();
        self.warnings.retain(|it| !told.contains(it));
        self.known_on = known_on;
        let (known, later): (Vec<_>, Vec<_>) =
            self.measures.into_iter().partition(|it| it.announced <= known_on);
        self.measures = known;
        self.warnings.extend(unknown_measures(&later, known_on));
        if let Some(assumption) = assumption {
            self.law.assumption = assumption;
            let replaced = std::mem::take(&mut self.law.choices);
            self.warnings.extend(replaced.iter().map(|it| {
                let change = it.change.as_ref().map_or(String::new(), |change| format!(":{change}"));
                format!(
                    "What the scenario assumes of `{}{change}` ({}) is not in this run: it is asked under `{}` for all law.",
                    it.instrument,
                    it.assumption.word(),
                    assumption.word()
                )
            }));
        }
        self.settled(all)
    }
}
