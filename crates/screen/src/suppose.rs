//! What an answer would be if some facts turned out one way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use coercivity_quantity::{Interval, ValueShare, Verdict};
use coercivity_world::measures::{
    Circumstance, Circumstances, Clause, Declaration, DeclarationKind, Item, Movement, Part, StepDone, Steps,
};
use coercivity_world::{Element, Good, Place};

use crate::article::{hidden_maker, made_of};
use crate::contested::Contested;
use crate::need::Need;
use crate::tree::last_step;

/// How a fact might turn out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Turn {
    /// So that it holds the movement back least.
    Harmless,
    /// So that it holds it back most.
    Harmful,
}

/// What a supposition about a rulebook turns on: what its clauses name, whatever route they speak of.
#[derive(Clone, Debug)]
pub(crate) struct Stakes<'a> {
    /// Origins of content.
    origins: Vec<Place>,
    /// Where a thing must not have been made: the first place named.
    made: Option<Place>,
    /// Where a user must not belong: the first place named.
    users: Option<Place>,
    /// Steps that were done somewhere.
    steps: Vec<&'a Steps>,
    /// Elements of the goods.
    elements: Vec<Element>,
}

impl<'a> Stakes<'a> {
    pub(crate) fn of(clauses: &[&'a Clause]) -> Self {
        let goods = clauses.iter().flat_map(|it| it.scope.goods.iter().chain(&it.scope.goods_wide));
        let elements: BTreeSet<&str> = goods.flat_map(|it| it.elements()).collect();
        let contents = clauses.iter().filter_map(|it| it.scope.content.as_ref());
        Self {
            origins: contents.filter_map(|it| it.origin).collect(),
            made: clauses.iter().filter_map(|it| it.scope.made.within.as_ref()?.named().next()).next(),
            users: clauses.iter().filter_map(|it| it.scope.to_or_user.as_ref()?.named().next()).next(),
            steps: clauses.iter().filter_map(|it| it.scope.steps.as_ref()).collect(),
            elements: elements.into_iter().filter_map(Element::new).collect(),
        }
    }
}

/// What things would be, by the rulebook that asks: a portfolio holds few kinds of things.
pub(crate) type Composed = BTreeMap<(usize, Turn, Item), Item>;

/// A place that stands on no list.
fn nowhere() -> Place {
    Place::new("-").expect("a dash is an id")
}

/// The items that a movement is of: the one that moves, and those of its parts.
#[derive(Clone, Copy)]
pub(crate) struct Nodes<'a> {
    pub node: usize,
    pub part_nodes: &'a [usize],
}

/// Says of a movement that a fact turned out one way, but for steps that are contested.
pub(crate) fn suppose(
    movement: &mut Movement,
    (Nodes { node, part_nodes }, contested): (Nodes<'_>, &Contested),
    need: &Need,
    turn: Turn,
    stakes: &Stakes<'_>,
    declarations: &[Declaration],
) {
    let harmful = Verdict::from(turn == Turn::Harmful);
    match need {
        Need::Origin(item) => {
            let turned = f64::from(turn == Turn::Harmful);
            for part in parts_of(movement, part_nodes, *item) {
                part.origin = stakes.origins.iter().map(|it| (*it, bounded(part, *it, turned))).collect();
            }
        }
        Need::Inside(item) if *item == node => match turn {
            Turn::Harmless => {
                movement.parts = Some(Arc::default());
                movement.unlisted = None;
            }
            Turn::Harmful => movement.parts = None,
        },
        Need::Made(item) if *item == node => {
            movement.made_in = Some(made_where(movement, turn, stakes.made));
        }
        Need::Technology(item) if *item == node => {
            movement.technology.clear();
            movement.equipment.clear();
            movement.technology_elsewhere = Some(harmful);
            movement.provider_in = movement.provider_in.or_else(|| Some(nowhere()));
        }
        Need::Steps(item) if *item == node => step(movement, turn, &stakes.steps, contested),
        Need::Makers(item) => {
            for part in parts_of(movement, part_nodes, *item) {
                declare(&mut part.maker, DeclarationKind::Maker, harmful, declarations);
            }
            if *item == node {
                movement.maker = movement.maker.take().or_else(|| Some(String::new()));
            }
        }
        Need::User | Need::Use | Need::Contract => {
            if *need == Need::User {
                let barred = stakes.users.filter(|_| turn == Turn::Harmful);
                movement.user_in = movement.user_in.or(barred).or_else(|| Some(nowhere()));
            }
            customer(movement, need, turn, declarations);
        }
        Need::Route => {
            movement.from = movement.from.or_else(|| Some(nowhere()));
            movement.to = movement.to.or_else(|| Place::new("--"));
        }
        Need::Condition(id) => {
            movement.answers.insert(id.clone(), harmful);
            if let Some(circumstance) = Circumstance::WORDS.iter().find(|it| it.0 == id) {
                movement.circumstances.insert(circumstance.1, harmful);
            }
        }
        // What a thing is, is settled when all else is: see `composed_of`.
        Need::Composition(_) => {}
        Need::Inside(item) => {
            let listed = parts_of(movement, part_nodes, *item).filter(|_| turn == Turn::Harmless);
            listed.for_each(|it| it.unlisted = None);
        }
        Need::Made(_) | Need::Technology(_) | Need::Steps(_) => {}
    }
}

/// Settles what is known of all who made a thing by what is known of each: its own maker, supposed where that is, and those of
/// its parts.
pub(crate) fn made_by(
    movement: &mut Movement,
    own: Circumstances,
    turn: Option<Turn>,
    declarations: &[Declaration],
) {
    let mut own = own;
    if let Some(turn) = turn {
        declare(&mut own, DeclarationKind::Maker, Verdict::from(turn == Turn::Harmful), declarations);
    }
    let spoken = declarations.iter().filter(|it| it.kind == DeclarationKind::Maker);
    for circumstance in spoken.flat_map(|it| it.circumstances.keys()) {
        let own = own.get(*circumstance).unwrap_or(Verdict::Open);
        let own = own.or(hidden_maker(movement.unlisted.is_some()));
        let parts = movement.parts.iter().flat_map(|it| it.iter()).map(|it| made_of(it, *circumstance));
        let any = parts.fold(own, Verdict::or);
        if movement.circumstances.get(*circumstance).is_none_or(|it| it == Verdict::Open) {
            movement.circumstances.insert(*circumstance, any);
        }
    }
}

/// The parts of a movement that are one item; those of others stay shared with the article.
pub(crate) fn parts_of<'a>(
    movement: &'a mut Movement,
    part_nodes: &'a [usize],
    item: usize,
) -> impl Iterator<Item = &'a mut Part> {
    let parts = movement.parts.as_mut().filter(|_| part_nodes.contains(&item));
    let parts = parts.into_iter().flat_map(|it| Arc::make_mut(it).iter_mut());
    parts.zip(part_nodes).filter(move |it| *it.1 == item).map(|it| it.0)
}

/// A share of a part from a place, as far as what is stated of it allows.
fn bounded(part: &Part, place: Place, turned: f64) -> Interval<ValueShare> {
    let known = part.from(place);
    let share = turned.max(known.low().ratio()).min(known.high().ratio());
    Interval::exactly(ValueShare::of_ratio(share).unwrap_or(ValueShare::NONE))
}

/// Where a thing was made: among the places of its last step, where these are told, in the barred one if that does harm.
fn made_where(movement: &Movement, turn: Turn, barred: Option<Place>) -> Place {
    let last = last_step(movement.item.stage());
    let done = last.and_then(|it| movement.steps.get(&it)).into_iter().flatten();
    let told =
        done.filter(|it| it.element.is_none()).map(|it| it.places.as_slice()).find(|it| !it.is_empty());
    let places = told.unwrap_or_default();
    let fits = |it: &&Place| (barred == Some(**it)) == (turn == Turn::Harmful);
    let may = places.iter().find(fits).or(places.first()).copied();
    may.or(barred.filter(|_| turn == Turn::Harmful)).unwrap_or_else(nowhere)
}

/// Settles where steps were done that nobody told, or that were told of places on both sides: the last one of what was made
/// somewhere was done there, and what was told to be among some places was done in one of these.
fn step(movement: &mut Movement, turn: Turn, steps: &[&Steps], contested: &Contested) {
    let made = last_step(movement.item.stage()).zip(movement.made_in);
    for steps in steps {
        let barred = steps.within.named().next().unwrap_or_else(nowhere);
        let place = if turn == Turn::Harmful { barred } else { nowhere() };
        let sought = Verdict::from(turn == Turn::Harmful);
        for stage in steps.any_of.iter().filter(|it| !contested.steps.contains(it)) {
            let done = movement.steps.entry(*stage).or_default();
            if done.is_empty() {
                done.push(StepDone { element: None, places: Vec::new() });
            }
            for it in done.iter_mut().filter(|it| steps.within.holds_among(&it.places) == Verdict::Open) {
                let told = it.places.iter().find(|it| steps.within.holds(Some(**it)) == sought).copied();
                let made = made.filter(|made| made.0 == *stage && it.element.is_none()).map(|it| it.1);
                it.places = vec![made.or(told).unwrap_or(place)];
            }
        }
    }
}

/// Settles what only the customer knows: user, use or contract.
fn customer(movement: &mut Movement, need: &Need, turn: Turn, declarations: &[Declaration]) {
    let harmful = Verdict::from(turn == Turn::Harmful);
    let kind = match need {
        Need::User => {
            if movement.circumstances.get(Circumstance::MilitaryUser).is_none() {
                movement.circumstances.insert(Circumstance::MilitaryUser, harmful);
            }
            if turn == Turn::Harmless {
                movement.holdings = None;
            }
            DeclarationKind::User
        }
        Need::Use => {
            let of_use = declarations.iter().filter(|it| it.kind == DeclarationKind::Use);
            for id in of_use.flat_map(|it| it.answers.keys()) {
                movement.answers.entry(id.clone()).or_insert(harmful);
            }
            DeclarationKind::Use
        }
        Need::Contract => DeclarationKind::Contract,
        Need::Origin(_)
        | Need::Inside(_)
        | Need::Composition(_)
        | Need::Made(_)
        | Need::Technology(_)
        | Need::Steps(_)
        | Need::Makers(_)
        | Need::Route
        | Need::Condition(_) => return,
    };
    declare(&mut movement.circumstances, kind, harmful, declarations);
}

/// Settles what words of a kind speak of, where nobody settled it.
fn declare(
    circumstances: &mut Circumstances,
    kind: DeclarationKind,
    verdict: Verdict,
    declarations: &[Declaration],
) {
    for circumstance in
        declarations.iter().filter(|it| it.kind == kind).flat_map(|it| it.circumstances.keys())
    {
        if circumstances.get(*circumstance).is_none_or(|it| it == Verdict::Open) {
            circumstances.insert(*circumstance, verdict);
        }
    }
}

/// What an item is, settled: for harm, one of the things that the clauses name; else nothing that they do.
pub(crate) fn compose(item: Item, turn: Turn, stakes: &Stakes<'_>) -> Item {
    let mut item = item;
    let several = item.stage().is_none_or(|it| it.contains('|'));
    if several && turn == Turn::Harmless {
        item = item.called(Good::new("other:other"));
    } else if several && let Some(good) = item.good() {
        let first = good.as_str().split(['|', ':']).next().unwrap_or_default();
        let name = good.as_str().split_once(':').map_or("", |it| it.1);
        let one = Good::new(&format!("{first}:{name}"));
        item = item.called(one);
    }
    for &element in &stakes.elements {
        if item.holds(element.as_str()) == Verdict::Open {
            item = item.holding(element, Verdict::from(turn == Turn::Harmful));
        }
    }
    item
}
