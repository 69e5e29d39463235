//! Where every item of a bill comes from: by country and by technology, of value and of mass. What nobody declared
//! is anything from nothing to all.

use std::collections::BTreeMap;

use coercivity_quantity::{Interval, Mix};
use coercivity_world::Place;

use crate::customs::either;
use crate::facts::Facts;
use crate::tree::Tree;

/// Of what a share is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Of value.
    Value,
    /// Of mass.
    Mass,
}

/// What a content is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// By the country it comes from.
    Country(Place),
    /// By the country whose technology made it.
    Technology(Place),
}

fn range(low: f64, high: f64) -> Interval<f64> {
    Interval::between(low.clamp(0.0, 1.0), high.clamp(low.clamp(0.0, 1.0), 1.0))
        .expect("clamped ends are in order")
}

fn anything() -> Interval<f64> {
    range(0.0, 1.0)
}

/// What every item of a bill is made of, of value or of mass: what all places are asked against.
#[derive(Clone, Debug)]
pub struct Composition<'a> {
    tree: &'a Tree,
    /// The items, what is held before what holds it.
    order: Vec<usize>,
    /// The shares of each item's parts and of what they leave over; none where they make more than the whole.
    mixes: Vec<Option<Mix>>,
}

impl<'a> Composition<'a> {
    /// Works out the shares of all items.
    pub fn of(tree: &'a Tree, basis: Basis) -> Self {
        let mixes = (0..tree.nodes.len()).map(|it| Mix::new(shares(tree, it, basis))).collect();
        Self { tree, order: order(tree), mixes }
    }

    /// The share of each item that is told by a place, for every item of the bill.
    pub fn origins(&self, facts: &[Facts], told: Told) -> Vec<Interval<f64>> {
        self.walk(facts, told, |_, _, _| {})
    }

    /// What the parts of each item that is doubted, and its customs origin where they leave something over, make of a place
    /// together. What is doubted inside another may be as either says.
    pub(crate) fn by_customs(
        &self,
        facts: &[Facts],
        place: Place,
        mut each: impl FnMut(usize, Interval<f64>),
    ) {
        let (tree, told) = (self.tree, Told::Country(place));
        let mut found: Vec<Option<Interval<f64>>> = vec![None; tree.nodes.len()];
        for &node in &self.order {
            let edges = &tree.parts[node];
            let fact = &facts[node];
            let mut contents: Vec<Interval<f64>> =
                edges.iter().map(|it| found[it.part].unwrap_or_else(anything)).collect();
            let mut sum = |own: Interval<f64>| {
                contents.truncate(edges.len());
                contents.push(own);
                let any = contents.iter().copied().reduce(hull);
                mixed(self.mixes[node].as_ref(), &contents).or(any).unwrap_or_else(anything)
            };
            let own = own_content(fact, told, edges.is_empty());
            let all = if edges.is_empty() { own } else { sum(own) };
            let stated = stated_content(fact, told).map(|it| match fact.doubted {
                Some(made) => {
                    let customs = sum(Interval::exactly(f64::from(made == place)));
                    each(node, customs);
                    either(it, customs, made == place)
                }
                None => it,
            });
            found[node] = Some(stated.map_or(all, |it| overlap(all, it).unwrap_or_else(|| hull(all, it))));
        }
    }

    /// As [`Composition::origins`]; `both` hears of each item what its parts add up to and what is said of it as a whole.
    pub(crate) fn walk(
        &self,
        facts: &[Facts],
        told: Told,
        mut both: impl FnMut(usize, Interval<f64>, Interval<f64>),
    ) -> Vec<Interval<f64>> {
        let tree = self.tree;
        let mut found: Vec<Option<Interval<f64>>> = vec![None; tree.nodes.len()];
        let mut contents: Vec<Interval<f64>> = Vec::new();
        for &node in &self.order {
            let edges = &tree.parts[node];
            let own = own_content(&facts[node], told, edges.is_empty());
            contents.clear();
            contents.extend(edges.iter().map(|it| found[it.part].unwrap_or_else(anything)));
            contents.push(own);
            let known =
                if edges.is_empty() { Some(own) } else { mixed(self.mixes[node].as_ref(), &contents) };
            // What is said of the whole holds beside what its parts add up to.
            let stated = stated_content(&facts[node], told);
            found[node] = Some(match (known, stated) {
                (Some(sum), Some(stated)) => {
                    both(node, sum, stated);
                    overlap(sum, stated).unwrap_or_else(|| hull(sum, stated))
                }
                // Parts worth more than the whole say nothing of its mixture but that it is one of theirs.
                (None, Some(stated)) => {
                    let any = contents[..edges.len()].iter().copied().reduce(hull);
                    any.into_iter().for_each(|any| both(node, any, stated));
                    stated
                }
                (sum, None) => sum.unwrap_or_else(anything),
            });
        }
        found.into_iter().map(|it| it.unwrap_or_else(anything)).collect()
    }
}

/// The share of each item that is told by a place, for every item of the bill.
pub fn origins(tree: &Tree, facts: &[Facts], basis: Basis, told: Told) -> Vec<Interval<f64>> {
    Composition::of(tree, basis).origins(facts, told)
}

/// Every country and technology that the bill names.
pub fn told_places(tree: &Tree, facts: &[Facts]) -> Vec<Told> {
    let mut found: BTreeMap<Told, ()> = BTreeMap::new();
    for (node, facts) in tree.nodes.iter().zip(facts) {
        let countries = node.origin.iter().chain(&facts.origin).map(|it| it.0).chain(facts.made_in);
        found.extend(countries.map(|it| (Told::Country(it), ())));
        let used = facts.technology.iter().flat_map(|it| it.of.iter().copied());
        found.extend(used.map(|it| (Told::Technology(it), ())));
    }
    found.into_keys().collect()
}

fn overlap(one: Interval<f64>, other: Interval<f64>) -> Option<Interval<f64>> {
    Interval::between(one.low().max(other.low()), one.high().min(other.high()))
}

fn hull(one: Interval<f64>, other: Interval<f64>) -> Interval<f64> {
    range(one.low().min(other.low()), one.high().max(other.high()))
}

/// What an item adds beside its parts, or all of it when nothing is said of its parts.
fn own_content(facts: &Facts, told: Told, whole: bool) -> Interval<f64> {
    match told {
        Told::Country(place) if whole => facts.from(place),
        // Where its customs origin says where its value comes from, that is said of what the parts leave over.
        Told::Country(place) => {
            facts.rest.map_or_else(anything, |it| Interval::exactly(f64::from(it == place)))
        }
        Told::Technology(_) => stated_content(facts, told).unwrap_or_else(anything),
    }
}

/// What is said of an item as a whole.
fn stated_content(facts: &Facts, told: Told) -> Option<Interval<f64>> {
    match told {
        Told::Country(place) => (!facts.origin.is_empty()).then(|| facts.from(place)),
        Told::Technology(place) => {
            facts.technology.as_ref().map(|it| Interval::exactly(f64::from(it.of.contains(&place))))
        }
    }
}

/// Items in an order in which what is held comes first.
pub fn order(tree: &Tree) -> Vec<usize> {
    let mut left: Vec<usize> = tree.parts.iter().map(Vec::len).collect();
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); tree.nodes.len()];
    for (holder, edges) in tree.parts.iter().enumerate() {
        for edge in edges {
            holders[edge.part].push(holder);
        }
    }
    let mut ready: Vec<usize> = (0..left.len()).filter(|&it| left[it] == 0).collect();
    let mut at = 0;
    while at < ready.len() {
        let node = ready[at];
        at += 1;
        for &holder in &holders[node] {
            left[holder] -= 1;
            if left[holder] == 0 {
                ready.push(holder);
            }
        }
    }
    ready
}

/// The share of an item that each of its parts is, and at the end what they leave over.
pub fn shares(tree: &Tree, holder: usize, basis: Basis) -> Vec<Interval<f64>> {
    let whole = &tree.nodes[holder];
    let share = |edge: &crate::tree::Edge| -> Option<Interval<f64>> {
        match basis {
            Basis::Value => {
                let (of, all) = (tree.value_of(edge)?, whole.value.filter(|it| *it > 0.0)?);
                let alike = tree.one_currency(edge.part, holder) && tree.one_basis(edge.part, holder);
                alike.then(|| range(of.low() / all, of.high() / all))
            }
            Basis::Mass => {
                if let Some(share) = edge.mass_share {
                    return Some(range(share.low(), share.high()));
                }
                let (of, all) = (tree.mass_of(edge)?, whole.mass_kg.filter(|it| *it > 0.0)?);
                let exact = of / all;
                Some(range(exact, exact))
            }
        }
    };
    let known: Vec<Option<Interval<f64>>> = tree.parts[holder].iter().map(share).collect();
    let least: f64 = known.iter().flatten().map(Interval::low).sum();
    // A part of unknown share is at most what the others leave.
    let rest = (1.0 - least).clamp(0.0, 1.0);
    let filled: Vec<Interval<f64>> = known.iter().map(|it| it.unwrap_or_else(|| range(0.0, rest))).collect();
    let most: f64 = filled.iter().map(Interval::high).sum();
    filled.into_iter().chain([range(1.0 - most, rest)]).collect()
}

/// Sharp bounds of a mixture; parts that are worth more than what holds them say nothing.
fn mixed(mix: Option<&Mix>, contents: &[Interval<f64>]) -> Option<Interval<f64>> {
    let bounds = mix?.bounds(contents)?;
    Some(range(bounds.low(), bounds.high()))
}
