//! Which clauses may speak of a thing at all: worked out once for each kind of thing that a portfolio holds.

use std::collections::HashMap;
use std::sync::Arc;

use coercivity_quantity::Verdict;
use coercivity_world::Place;
use coercivity_world::measures::{Clause, Effect, Item, Meanings, Movement, Regime};

use crate::agreed::reads_alike;

/// What clauses say of a thing by its name, by where it was made and by where its provider belongs.
#[derive(Clone, Debug)]
pub(crate) struct Speaking<'a> {
    /// What each pattern of the law says of each thing.
    pub(crate) meanings: Meanings<'a>,
    clauses: Vec<&'a Clause>,
    /// For each clause, in its order, whether it says the same in every reading.
    pub(crate) agreed: Arc<[bool]>,
    known: HashMap<Thing, (Meaning, Spoken)>,
}

/// What the law's patterns say of a thing.
type Meaning = Arc<[Option<Verdict>]>;

/// A thing by the address of its meaning, which all of its kind share, where it was made, and where its provider belongs.
type Thing = (usize, Option<Place>, Option<Place>);

/// For each clause of a regime, in its order, whether it says more of a thing than a no that is not worth telling.
pub(crate) type Spoken = Arc<[bool]>;

impl<'a> Speaking<'a> {
    /// Of the clauses of a regime.
    pub(crate) fn of(regime: &'a Regime) -> Self {
        let clauses = regime.clauses().map(|it| it.1).collect();
        let agreed = regime.clauses().map(|it| reads_alike(it.0, it.1)).collect();
        Self { meanings: Meanings::of(regime), clauses, agreed, known: HashMap::new() }
    }

    /// The clauses that speak of what moves.
    pub(crate) fn about(&mut self, movement: &Movement) -> Spoken {
        let meaning = movement.item.meaning();
        let thing = |it: &Meaning| (Arc::as_ptr(it).addr(), movement.made_in, movement.provider_in);
        if let Some((_, known)) = meaning.and_then(|it| self.known.get(&thing(it))) {
            return Arc::clone(known);
        }
        let speaks = |it: &&Clause| {
            it.scope.may_mean(&movement.item, movement.made_in, movement.provider_in)
                || near_miss(it, &movement.item)
        };
        let found: Spoken = self.clauses.iter().map(speaks).collect();
        if let Some(meaning) = meaning {
            // The meaning is kept, so that no other comes to stand at its address.
            self.known.insert(thing(meaning), (Arc::clone(meaning), Arc::clone(&found)));
        }
        found
    }
}

/// Whether a clause that does not cover a movement on a route it speaks of is worth telling: it speaks of the goods.
pub(crate) fn near_miss(clause: &Clause, item: &Item) -> bool {
    if matches!(clause.effect, Effect::Unmodelled { .. } | Effect::Exempt(_)) || clause.scope.goods.is_empty()
    {
        return false;
    }
    let goods = clause.scope.goods.iter().chain(&clause.scope.goods_wide);
    goods.map(|it| it.covers(item)).fold(Verdict::No, Verdict::or) == Verdict::Yes
}
