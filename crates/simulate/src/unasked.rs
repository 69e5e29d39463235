//! Law of an episode that is not asked, or not in full, of what is traded over the open market.

use coercivity_world::World;
use coercivity_world::episode::Episode;
use coercivity_world::measures::{Circumstance, Clause, Effect, FloorForm, Whereabouts};

use crate::book::UserKind;
use crate::replay::law_of;

/// Clauses, as `instrument:clause`, on military users where the episode has some, for who draws on a pool is not known;
/// and minimum import prices on goods of some places only, which bind there for goods of all sellers or not at all.
pub fn unasked(world: &World, episode: &Episode) -> Vec<String> {
    let is_military = episode.users.iter().any(|it| UserKind::of(it.class) == UserKind::Military);
    let on_users = |it: &Clause| {
        let asked = [Circumstance::MilitaryUser, Circumstance::MilitaryUse];
        is_military && it.scope.circumstances.iter().any(|it| asked.contains(it))
    };
    let anywhere = Whereabouts::default();
    let on_some = |it: &Clause| {
        let floor = matches!(&it.effect, Effect::PriceFloor(floor) if floor.form == FloorForm::Import);
        floor && (it.scope.from != anywhere || it.scope.made != anywhere)
    };
    let regime = law_of(world, episode);
    let clauses =
        regime.measures().iter().flat_map(|it| it.clauses.iter().map(move |clause| (it.id, clause)));
    let unasked = clauses.filter(|it| on_users(it.1) || on_some(it.1));
    unasked.map(|(id, clause)| format!("{id}:{}", clause.id)).collect()
}
