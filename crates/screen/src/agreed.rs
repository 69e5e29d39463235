//! Clauses that say the same in every reading: they are asked once.

use coercivity_world::measures::{Agreed, Clause, Measure, Scope};

/// Whether the narrow and the wide reading of a clause, and of those under which it works, ask the same.
pub(crate) fn reads_alike(measure: &Measure, clause: &Clause) -> bool {
    let own = std::iter::once(clause);
    let mut all = own.chain(clause.under.iter().filter_map(|it| measure.clause(it)));
    all.all(|it| std::iter::once(&it.scope).chain(&it.exceptions).all(alike))
}

/// Whether no part of a scope is contested. Every part is named: a new one is a question to be answered here.
fn alike(scope: &Scope) -> bool {
    let Scope {
        goods: _,
        goods_wide,
        reach: _,
        contains: _,
        from: _,
        to: _,
        to_or_user: _,
        made: _,
        provider: _,
        border: _,
        makers: _,
        end_uses: _,
        circumstances: _,
        any_of: _,
        ownership,
        technology: _,
        equipment,
        content,
        steps,
        conditions: _,
    } = scope;
    let settled = |it: Agreed| it != Agreed::Contested;
    goods_wide.is_empty()
        && settled(*equipment)
        && ownership.as_ref().is_none_or(|it| settled(it.summed))
        && content.as_ref().is_none_or(|it| settled(it.summed))
        && steps.as_ref().is_none_or(|it| it.named.is_empty())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use coercivity_data::embedded;
    use coercivity_world::measures::{Breadth, Item, Movement, Part};
    use coercivity_world::{Good, Place, World};

    use super::*;

    #[test]
    fn what_reads_alike_says_the_same_in_both_readings() {
        let world = World::open(&embedded(), None).unwrap();
        let goods =
            ["magnet:NdFeB+Dy", "component:motor", "component|device:NdFeB", "metal:Sm", "other:other"];
        let items: Vec<Item> = goods.iter().map(|it| Item::of(Good::new(it).unwrap())).collect();
        let inside: Arc<Vec<Part>> = Arc::new(items.iter().cloned().map(Part::of).collect());
        let (mut alike, mut parted) = (0, 0);
        let told = [None, Some(inside)];
        for (item, parts) in items.iter().flat_map(|it| told.iter().map(move |parts| (it, parts.clone()))) {
            let (from, to) = (Place::new("CHN"), Place::new("USA"));
            let movement = Movement { item: item.clone(), from, to, parts, ..Movement::default() };
            let clauses =
                world.measures.iter().flat_map(|it| it.clauses.iter().map(move |clause| (it, clause)));
            for (measure, clause) in clauses {
                let [narrow, wide] = [Breadth::Narrow, Breadth::Wide].map(|it| clause.covers(&movement, it));
                if reads_alike(measure, clause) {
                    assert_eq!(narrow, wide, "{}:{}", measure.id, clause.id);
                    alike += 1;
                } else {
                    parted += usize::from(narrow != wide);
                }
            }
        }
        assert!(alike > 0 && parted > 0, "{alike} {parted}");
    }
}
