//! What stands on a list because a clause in force names it: a condition that asks for the list is answered by that. Of what no
//! clause names nothing follows, for the lists that are encoded are not all of them.

use std::sync::Arc;

use coercivity_quantity::{Day, Verdict};
use coercivity_world::World;
use coercivity_world::measures::{Clause, ClauseOnDay, LawState, Measure, Movement, Regime};

use crate::speaking::Spoken;

/// The clauses that bind on a day and name what stands on a list, each with the condition that it answers.
#[derive(Clone, Debug)]
pub(crate) struct Listings<'a>(Vec<(&'a str, ClauseOnDay<'a>)>);

impl<'a> Listings<'a> {
    /// Of a day.
    pub(crate) fn on(world: &'a World, regime: &'a Regime, (day, law): (Day, &LawState)) -> Self {
        let of = |measure: &Measure, clause: &Clause| {
            let (id, clause) = (measure.id, clause.id.clone());
            world.listings.iter().filter(move |it| it.by.means(id, &clause))
        };
        let law = regime.on(day, law, &|measure, clause| of(measure, clause).next().is_some());
        let binding = law.clauses().filter(|it| it.binds == Verdict::Yes);
        let named = |on: &ClauseOnDay<'a>| {
            let conditions = of(on.measure, on.clause).map(|it| it.condition.as_str());
            conditions.map(|it| (it, on.clone())).collect::<Vec<_>>()
        };
        Self(binding.flat_map(named).collect())
    }

    /// Says of what moves on which lists it stands; `spoken` are the clauses that may speak of it.
    pub(crate) fn settle(&self, movement: &mut Movement, spoken: &Spoken) {
        for (condition, on) in self.0.iter().filter(|it| spoken[it.1.number]) {
            if !movement.listed.contains_key(*condition) && on.clause.names(movement) {
                movement.listed.insert((*condition).to_owned(), Arc::clone(&on.reference));
            }
        }
    }
}
