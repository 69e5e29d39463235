//! An item of a bill as the law sees it: what it is, what is inside it, where and how it was made.

use std::collections::BTreeMap;
use std::sync::Arc;

use coercivity_quantity::{Interval, MassShare, ValueShare, Verdict};
use coercivity_world::measures::{
    Circumstance, Circumstances, Declaration, DeclarationKind, Item, Meanings, Movement, Part,
};
use coercivity_world::{Element, Good, World};

use crate::facts::Facts;
use crate::makers::known_of;
use crate::making::making;
use crate::names::CLEAR;
use crate::origin::{Basis, shares};
use crate::owed::VALUE_USD_PER_KG;
use crate::tree::Tree;

/// Kinds that an assembly may be when nobody said which.
const ASSEMBLY: &str = "component|device";
/// Forms in which a substance may lie in an assembly.
const FORMS: &str = "alloy|blank|magnet|metal|powder";
/// The stage of a magnet before its last steps.
const BLANK: &str = "blank";
/// The substance of what nobody called a regime item.
const OTHER: &str = "other";
/// The substance of what may be any regime item.
const ANY: &str = "any";

/// An item as the law sees it. An assembly is a component of each thing that it holds: one movement for each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// The movements, without route, user and use.
    pub movements: Vec<Movement>,
    /// The item of each part.
    pub part_nodes: Vec<usize>,
    /// What is known of its own maker by the lists it stands on.
    pub maker: Circumstances,
}

/// Describes an item.
pub fn article(
    tree: &Tree,
    facts: &[Facts],
    world: &World,
    meanings: &mut Meanings<'_>,
    node: usize,
) -> Article {
    let mut inside = Inside {
        untold: false,
        tree,
        facts,
        world,
        meanings,
        parts: Vec::new(),
        nodes: Vec::new(),
        stated: Vec::new(),
    };
    inside.walk(node);
    let items: Vec<Item> =
        items(tree, node, &inside).into_iter().map(|it| inside.meanings.settled(it)).collect();
    let fact = &facts[node];
    let maker = tree.nodes[node].maker.as_ref();
    let party = maker.and_then(|it| tree.parties.get(it));
    let named = maker.map(|it| party.map_or(it.clone(), |party| party.name.clone()));
    let told = !tree.parts[node].is_empty() && !inside.untold;
    let unlisted = unlisted(tree, node, true).map(|it| inside.meanings.settled(Item::of(it)));
    let hides = unlisted.is_some();
    let circumstances = made_by(tree, world, maker, (&inside, hides));
    // What is said of the whole speaks of all steps of its making; what is said of a part is true of the part as well.
    let nodes = inside.nodes;
    let used = || std::iter::once(&node).chain(&nodes).filter_map(|it| facts[*it].technology.as_ref());
    let parts = told.then(|| Arc::new(inside.parts));
    let making = making(tree, facts, node);
    let movement = |item: Item| Movement {
        item,
        made_in: fact.made_in,
        maker: named.clone(),
        provider_in: party.and_then(|it| it.country),
        circumstances,
        technology: used().flat_map(|it| &it.of).map(|it| (*it, Verdict::Yes)).collect(),
        technology_elsewhere: fact.technology.as_ref().map(|_| Verdict::No),
        equipment: used().flat_map(|it| it.equipment.iter().copied()).collect(),
        steps: fact.done.clone(),
        making: making.clone(),
        figures: worth(tree, node),
        parts: parts.clone(),
        unlisted: unlisted.clone(),
        ..Movement::default()
    };
    let movements = items.into_iter().map(movement).collect();
    Article { movements, part_nodes: nodes, maker: known_of(tree, world, maker) }
}

/// Whether a thing is put together of others by its kind, and no material.
pub(crate) fn is_assembly(good: Good) -> bool {
    good.as_str().split(':').next().is_some_and(|it| it.split('|').all(|it| ASSEMBLY.contains(it)))
}

/// What lies inside a thing, or may, by its name, while no line below it lists such a thing: the magnet of a component of
/// magnets, in whatever form; and anything in what moves under a word of its own and with no line at all. A blank that was
/// built in is the magnet that was made of it.
pub(crate) fn unlisted(tree: &Tree, node: usize, moves: bool) -> Option<Good> {
    let own = &tree.nodes[node];
    let good = own.good?;
    let (stages, name) = good.as_str().split_once(':')?;
    if own.own_word {
        let untold = moves && tree.parts[node].is_empty();
        return Good::new(&format!("{FORMS}:{ANY}")).filter(|_| untold);
    }
    let (assembly, blank) = (is_assembly(good), stages == BLANK);
    let same = |it: Good| Item::of(it).substance() == Item::of(good).substance();
    let listed = || tree.below(node).into_iter().any(|it| tree.nodes[it].good.is_some_and(same));
    let hides = assembly && !listed() || blank && !moves;
    Good::new(&format!("{FORMS}:{name}")).filter(|_| hides)
}

/// What a kilogram is worth, where the bill says value and mass in dollars and kilograms.
fn worth(tree: &Tree, node: usize) -> BTreeMap<String, Interval<f64>> {
    let own = &tree.nodes[node];
    let told = own.value.filter(|_| own.currency == "USD").zip(own.mass_kg.filter(|it| *it > 0.0));
    told.map(|(value, mass)| (VALUE_USD_PER_KG.to_owned(), Interval::exactly(value / mass)))
        .into_iter()
        .collect()
}

/// What is known of those who made any of it: one listed maker taints the whole, one unknown leaves it open, and of what
/// no line lists the maker is unknown.
fn made_by(
    tree: &Tree,
    world: &World,
    maker: Option<&String>,
    (inside, hides): (&Inside<'_, '_>, bool),
) -> Circumstances {
    let own = known_of(tree, world, maker);
    let spoken = world.declarations.iter().filter(|it| it.kind == DeclarationKind::Maker);
    let mut found = Circumstances::default();
    for circumstance in spoken.flat_map(|it| it.circumstances.keys()) {
        let of = |lists: &Circumstances| lists.get(*circumstance).unwrap_or(Verdict::Open);
        let parts = inside.parts.iter().map(|it| made_of(it, *circumstance));
        let any = parts.fold(of(&own).or(hidden_maker(hides)), Verdict::or);
        found.insert(*circumstance, any);
    }
    found
}

/// What is known of those who made a part, and what lies unlisted in it.
pub(crate) fn made_of(part: &Part, circumstance: Circumstance) -> Verdict {
    let own = part.maker.get(circumstance).unwrap_or(Verdict::Open);
    own.or(hidden_maker(part.unlisted.is_some()))
}

/// What is known of the maker of what no line lists.
pub(crate) fn hidden_maker(hides: bool) -> Verdict {
    if hides { Verdict::Open } else { Verdict::No }
}

/// What standing on some lists, and on no other, says of the circumstances that lists of a kind speak of.
pub(crate) fn listed(declarations: &[Declaration], kind: DeclarationKind, lists: &[String]) -> Circumstances {
    let of_kind = || declarations.iter().filter(move |it| it.kind == kind);
    let clear = of_kind().filter(|it| it.word == CLEAR).flat_map(|it| &it.circumstances);
    let mut found: Circumstances = clear.map(|it| (*it.0, *it.1)).collect();
    for declaration in of_kind().filter(|it| lists.contains(&it.word)) {
        found.extend(declaration.circumstances.iter().map(|it| (*it.0, *it.1)));
    }
    found
}

/// What an item is, as far as the bill says: its own name, else the element it stands for, else what it holds.
fn items(tree: &Tree, node: usize, inside: &Inside<'_, '_>) -> Vec<Item> {
    let own = &tree.nodes[node];
    let good = own.good.or_else(|| own.element.and_then(|it| Good::new(&format!("metal:{it}"))));
    let unsaid = tree.parts[node].is_empty() || inside.untold;
    let bases: Vec<Item> = match good {
        // A motor is what it holds: a component of the magnets inside, or of anything when nobody says what is inside.
        Some(good) if own.own_word => {
            let stage = good.as_str().split(':').next().unwrap_or_default().to_owned();
            let also = if unsaid { vec![ANY] } else { substances(inside) };
            let also = also.into_iter().filter_map(|it| Good::new(&format!("{stage}:{it}")));
            std::iter::once(good).chain(also).map(Item::of).collect()
        }
        Some(good) => vec![Item::of(good)],
        None if unsaid => vec![Item::default()],
        None => {
            let mut held = substances(inside);
            if held.is_empty() {
                held.push(OTHER);
            }
            held.iter().filter_map(|it| Good::new(&format!("{ASSEMBLY}:{it}"))).map(Item::of).collect()
        }
    };
    bases.into_iter().map(|it| inside.state_elements(node, it, 0)).collect()
}

/// The compositions that lie inside, refined metals and oxides left out; any, where something may be one that nobody
/// named.
fn substances<'a>(inside: &'a Inside<'_, '_>) -> Vec<&'a str> {
    let named = inside.parts.iter().filter_map(|it| {
        let refined = it.item.stage().is_some_and(|stage| stage == "metal" || stage == "oxide");
        it.item.substance().filter(|name| !refined && *name != OTHER)
    });
    let mut found: Vec<&str> = named.collect();
    found.extend(inside.parts.iter().any(|it| it.item.substance().is_none()).then_some(ANY));
    found.sort_unstable();
    found.dedup();
    found
}

/// Ways along which parts are built into one article that are listed at most.
const MOST_PARTS: usize = 50_000;

struct Inside<'a, 'm> {
    untold: bool,
    tree: &'a Tree,
    facts: &'a [Facts],
    world: &'a World,
    meanings: &'a mut Meanings<'m>,
    parts: Vec<Part>,
    nodes: Vec<usize>,
    /// The mass share in its holder that the bill states of each.
    stated: Vec<Option<Interval<f64>>>,
}

impl Inside<'_, '_> {
    /// Lists what is inside, with its share of the whole's value and mass. An item that is built in along too many
    /// ways is not listed at all: nobody then says what is inside.
    fn walk(&mut self, top: usize) {
        let one = Interval::exactly(1.0);
        let mut left = vec![(top, (one, one), None)];
        while let Some((holder, of, within)) = left.pop() {
            let values = shares(self.tree, holder, Basis::Value);
            let masses = shares(self.tree, holder, Basis::Mass);
            let first = self.parts.len();
            for ((edge, value), mass) in self.tree.parts[holder].iter().zip(values).zip(masses) {
                let share = (times(of.0, value), times(of.1, mass));
                let place = self.parts.len();
                let part = self.part(edge.part, share, within);
                self.parts.push(part);
                self.nodes.push(edge.part);
                self.stated.push(edge.mass_share);
                left.push((edge.part, share, Some(place)));
            }
            let composed = |it: &usize| !self.parts[*it].item.composition().is_empty();
            if let Some(place) = within.filter(|it| first < self.parts.len() && composed(it)) {
                let item = self.state_elements(holder, self.parts[place].item.clone(), first);
                self.parts[place].item = self.meanings.settled(item);
            }
            if self.parts.len() > MOST_PARTS {
                self.parts.clear();
                self.nodes.clear();
                self.stated.clear();
                self.untold = true;
                return;
            }
        }
    }

    fn part(&mut self, node: usize, shares: (Interval<f64>, Interval<f64>), within: Option<usize>) -> Part {
        let own = &self.tree.nodes[node];
        let good = own.good.or_else(|| own.element.and_then(|it| Good::new(&format!("metal:{it}"))));
        let plain = || Good::new(&format!("{OTHER}:{OTHER}")).filter(|_| !own.unclear);
        let item = self.denied(node, good.or_else(plain).map(Item::of).unwrap_or_default());
        let item = self.meanings.settled(item);
        let fact = &self.facts[node];
        let mut origin: Vec<_> = fact.origin.iter().map(|it| (it.0, value_share(it.1))).collect();
        if origin.is_empty() {
            origin.extend(fact.made_in.map(|it| (it, value_share(Interval::exactly(1.0)))));
        }
        Part {
            within,
            unlisted: unlisted(self.tree, node, false).map(|it| self.meanings.settled(Item::of(it))),
            value: value_share(shares.0),
            mass: mass_share(shares.1),
            origin,
            maker: known_of(self.tree, self.world, own.maker.as_ref()),
            ..Part::of(item)
        }
    }

    /// Says of an item which elements it holds, as far as the parts listed from a place on tell.
    fn state_elements(&self, node: usize, item: Item, first: usize) -> Item {
        let mut item = item;
        let told = self.nodes[first..].iter().zip(&self.stated[first..]);
        for (part, (&place, &share)) in self.parts[first..].iter().zip(told) {
            let line = &self.tree.nodes[place];
            let named = part.item.composition();
            for element in line.element.into_iter().chain(named.iter().copied()) {
                let held = match share.filter(|_| line.element == Some(element) || line.element.is_none()) {
                    Some(share) if share.high() <= 0.0 => Verdict::No,
                    Some(share) if share.low() <= 0.0 => Verdict::Open,
                    // None of it by weight is none, as a share of nothing is.
                    None if part.mass.high() == MassShare::NONE => Verdict::No,
                    Some(_) | None => Verdict::Yes,
                };
                let known = item.stated(&element);
                item = item.holding(element, known.map_or(held, |it| it.or(held)));
            }
        }
        // A line that stands for an element alone holds it.
        let item = match self.tree.nodes[node].element {
            Some(element) if item.stated(&element).is_none() => item.holding(element, Verdict::Yes),
            _ => item,
        };
        self.denied(node, item)
    }

    /// Says of an item which elements papers deny that no line brings.
    fn denied(&self, node: usize, item: Item) -> Item {
        let unsaid = |item: &Item, it: &Element| item.stated(it).is_none();
        self.facts[node]
            .without
            .iter()
            .fold(item, |item, it| if unsaid(&item, it) { item.holding(*it, Verdict::No) } else { item })
    }
}

fn times(one: Interval<f64>, other: Interval<f64>) -> Interval<f64> {
    Interval::between(one.low() * other.low(), one.high() * other.high()).expect("shares are not negative")
}

fn value_share(share: Interval<f64>) -> Interval<ValueShare> {
    let end = |it: f64| ValueShare::of_ratio(it.clamp(0.0, 1.0)).unwrap_or(ValueShare::ALL);
    Interval::between(end(share.low()), end(share.high())).expect("the ends keep their order")
}

fn mass_share(share: Interval<f64>) -> Interval<MassShare> {
    let end = |it: f64| MassShare::of_ratio(it.clamp(0.0, 1.0)).unwrap_or(MassShare::ALL);
    Interval::between(end(share.low()), end(share.high())).expect("the ends keep their order")
}
