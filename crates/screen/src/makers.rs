//! What is known of a maker: by the lists it stands on, and by who owns it.

use coercivity_quantity::Verdict;
use coercivity_world::World;
use coercivity_world::measures::{Circumstance, Circumstances, DeclarationKind, Ownership};

use crate::article::listed;
use crate::owners::owned_by_listed;
use crate::tree::Tree;

/// What is known of a maker. What the law says of those that listed parties own holds of it as of a listed one.
pub(crate) fn known_of(tree: &Tree, world: &World, maker: Option<&String>) -> Circumstances {
    let Some(party) = maker.and_then(|it| tree.parties.get(it)) else { return Circumstances::default() };
    let listed = |lists: &Vec<String>| listed(&world.declarations, DeclarationKind::Maker, lists);
    let mut known = party.lists.as_ref().map(listed).unwrap_or_default();
    if party.owners.is_empty() {
        return known;
    }
    for (circumstance, test) in tests(world) {
        let own = known.get(circumstance).unwrap_or(Verdict::Open);
        known.insert(circumstance, own.or(owned_by_listed(tree, test, party)));
    }
    known
}

/// The tests that the law makes of who owns a maker, each with what then holds of it.
fn tests(world: &World) -> impl Iterator<Item = (Circumstance, &Ownership)> {
    let spoken = |it: &Circumstance| {
        let of_makers = world.declarations.iter().filter(|it| it.kind == DeclarationKind::Maker);
        of_makers.flat_map(|it| it.circumstances.keys()).any(|own| own == it)
    };
    let scopes = world.measures.iter().flat_map(|it| &it.clauses).map(|it| &it.scope);
    let tested = scopes.filter_map(|it| Some((&it.circumstances, it.ownership.as_ref()?)));
    tested.flat_map(move |(all, test)| all.iter().copied().filter(spoken).map(move |it| (it, test)))
}
