//! What the patterns of a law say of each thing, worked out once for all that ask about the same thing.

use std::collections::BTreeMap;
use std::sync::Arc;

use coercivity_quantity::Verdict;

use crate::id::Element;
use crate::measures::item::{GoodPattern, Item};
use crate::measures::measure::Measure;
use crate::measures::regime::Regime;
use crate::measures::scope::Scope;

/// Gives every pattern of some instruments a number; patterns that are equal get the same.
pub(crate) fn number_patterns(measures: &mut [Measure]) {
    let mut known: BTreeMap<String, Vec<GoodPattern>> = BTreeMap::new();
    let mut count = 0;
    for scope in measures
        .iter_mut()
        .flat_map(|it| &mut it.clauses)
        .flat_map(|it| std::iter::once(&mut it.scope).chain(&mut it.exceptions))
    {
        for pattern in patterns_mut(scope) {
            let same = known.entry(pattern.as_str().to_owned()).or_default();
            match same.iter().find(|it| *it == pattern) {
                Some(first) => pattern.number = first.number,
                None => {
                    pattern.number = Some(count);
                    count += 1;
                    same.push(pattern.clone());
                }
            }
        }
    }
}

fn patterns_mut(scope: &mut Scope) -> impl Iterator<Item = &mut GoodPattern> {
    let own = scope.goods.iter_mut().chain(&mut scope.goods_wide).chain(&mut scope.contains);
    let content = scope.content.iter_mut().flat_map(|it| it.goods.iter_mut().chain(&mut it.recipe));
    let conditions = scope.conditions.iter_mut().chain(&mut scope.any_of).flat_map(|it| &mut it.certain_of);
    let named = scope.steps.iter_mut().flat_map(|it| &mut it.named).flat_map(|it| &mut it.goods);
    own.chain(content).chain(conditions).chain(named)
}

fn patterns(scope: &Scope) -> impl Iterator<Item = &GoodPattern> {
    let own = scope.goods.iter().chain(&scope.goods_wide).chain(&scope.contains);
    let content = scope.content.iter().flat_map(|it| it.goods.iter().chain(&it.recipe));
    let conditions = scope.conditions.iter().chain(&scope.any_of).flat_map(|it| &it.certain_of);
    let named = scope.steps.iter().flat_map(|it| &it.named).flat_map(|it| &it.goods);
    own.chain(content).chain(conditions).chain(named)
}

/// What each pattern says of a thing, and the elements of its name.
type Known = (Arc<[Option<Verdict>]>, Arc<[Element]>);

/// What the numbered patterns of a law say of things: a portfolio holds few kinds of things, and asks about each of
/// them for every clause again. A thing that knows its meanings answers the same, sooner.
#[derive(Clone, Debug, Default)]
pub struct Meanings<'a> {
    /// By number; a number that this law leaves out is none.
    patterns: Vec<Option<&'a GoodPattern>>,
    known: BTreeMap<Item, Known>,
}

impl<'a> Meanings<'a> {
    /// Those of the patterns of a law.
    pub fn of(regime: &'a Regime) -> Self {
        let clauses = regime.measures().iter().flat_map(|it| &it.clauses);
        let scopes = clauses.flat_map(|it| std::iter::once(&it.scope).chain(&it.exceptions));
        let mut found: Vec<Option<&GoodPattern>> = Vec::new();
        for pattern in scopes.flat_map(patterns) {
            let Some(number) = pattern.number else { continue };
            if found.len() <= number {
                found.resize(number + 1, None);
            }
            found[number] = Some(pattern);
        }
        Self { patterns: found, known: BTreeMap::new() }
    }

    /// The same thing, knowing what the patterns say of it.
    #[must_use]
    pub fn settled(&mut self, item: Item) -> Item {
        let mut item = item;
        let (meant, named) = self.known.get(&item).cloned().unwrap_or_else(|| {
            item.meant = None;
            let meant = self.patterns.iter().map(|it| it.map(|it| it.covers(&item))).collect::<Vec<_>>();
            let known: Known = (meant.into(), item.composition());
            self.known.insert(item.clone(), known.clone());
            known
        });
        (item.meant, item.named) = (Some(meant), Some(named));
        item
    }
}
