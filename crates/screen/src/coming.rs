//! The coming days on which anything that an answer rests on may change, and what does: the state of a clause, by its text
//! or by what is assumed, or what papers say of an item, which begin and end to hold. Nothing else that is asked has a day.

use std::collections::BTreeSet;

use coercivity_quantity::Day;
use coercivity_world::World;
use coercivity_world::measures::{LawState, Regime, State};

use crate::facts::{Facts, facts_on};
use crate::origin::order;
use crate::tree::Tree;

/// The days after the first and not after the last on which a clause or a paper may change.
pub(crate) fn coming_days(
    tree: &Tree,
    regime: &Regime,
    law: &LawState,
    (first, last): (Day, Day),
) -> BTreeSet<Day> {
    let mut days = regime.change_days(law);
    days.extend(tree.papers.iter().flat_map(|it| paper_days(it.row.from, it.row.until)));
    days.retain(|it| first < *it && *it <= last);
    days
}

/// The first day on which a paper holds, and the first on which it no longer does.
fn paper_days(from: Option<Day>, until: Option<Day>) -> impl Iterator<Item = Day> {
    [from, until.map(|it| it.plus_days(1))].into_iter().flatten()
}

/// What answers rest on, on one day.
pub(crate) struct Ground<'a> {
    tree: &'a Tree,
    world: &'a World,
    regime: &'a Regime,
    law: &'a LawState,
    states: Vec<State>,
    facts: Vec<Facts>,
}

/// What differs from one day to a later one.
pub(crate) enum Shift {
    /// Nothing that any answer rests on.
    Nothing,
    /// What is known of some items: for each item whether it is one, or holds one.
    Items(Vec<bool>),
    /// The law.
    Law,
}

impl<'a> Ground<'a> {
    /// Of a day.
    pub(crate) fn on(
        (tree, world): (&'a Tree, &'a World),
        (regime, law): (&'a Regime, &'a LawState),
        day: Day,
    ) -> Self {
        let states = states(world, regime, law, day);
        Self { tree, world, regime, law, states, facts: facts_on(tree, day) }
    }
    /// Goes on to a later day, with no day of change between, and says what differs.
    pub(crate) fn go_on(&mut self, day: Day) -> Shift {
        let states = states(self.world, self.regime, self.law, day);
        let law = states != self.states;
        self.states = states;
        let mut papers = self.tree.papers.iter().flat_map(|it| paper_days(it.row.from, it.row.until));
        if !papers.any(|it| it == day) {
            return if law { Shift::Law } else { Shift::Nothing };
        }
        let facts = facts_on(self.tree, day);
        let mut differs: Vec<bool> = self.facts.iter().zip(&facts).map(|it| !alike(it.0, it.1)).collect();
        self.facts = facts;
        if law {
            return Shift::Law;
        }
        if !differs.contains(&true) {
            return Shift::Nothing;
        }
        for item in order(self.tree) {
            differs[item] |= self.tree.parts[item].iter().any(|it| differs[it.part]);
        }
        Shift::Items(differs)
    }
}

/// The states of all clauses that stand in a rulebook.
fn states(world: &World, regime: &Regime, law: &LawState, day: Day) -> Vec<State> {
    let on = regime
        .on(day, law, &|measure, clause| world.rulebooks.iter().any(|book| book.holds(measure, &clause.id)));
    on.clauses().map(|it| it.state.clone()).collect()
}

/// Whether the same is known of an item, whichever papers say so: of those that do not hold the day is named.
fn alike(one: &Facts, other: &Facts) -> bool {
    let Facts {
        made_in,
        origin,
        rest,
        doubted,
        steps,
        done,
        technology,
        without,
        conflicts,
        contested,
        papers: _,
    } = one;
    *made_in == other.made_in
        && *origin == other.origin
        && *rest == other.rest
        && *doubted == other.doubted
        && *steps == other.steps
        && *done == other.done
        && *technology == other.technology
        && *without == other.without
        && *conflicts == other.conflicts
        && *contested == other.contested
}
