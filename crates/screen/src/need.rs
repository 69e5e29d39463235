//! What somebody could say that nobody has said: one fact each, and the movement as it would be if it were said.

use std::collections::BTreeSet;
use std::sync::Arc;

use coercivity_quantity::{Interval, ValueShare, Verdict};
use coercivity_world::measures::{
    Circumstance, Clause, ContentOf, Declaration, DeclarationKind, Movement, Part, Scope, StepDone,
};
use coercivity_world::{Element, Good, Place};

use crate::judge::Seen;
use crate::speaking::Speaking;

/// One fact that is missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// Where the content of an item comes from.
    Origin(usize),
    /// What is inside an item.
    Inside(usize),
    /// Which elements an item holds, or which of several things it is.
    Composition(usize),
    /// Where an item was made.
    Made(usize),
    /// Whose technology made an item.
    Technology(usize),
    /// Where the steps of its making were done.
    Steps(usize),
    /// What is known of those who made it.
    Makers(usize),
    /// Who uses it, and on which lists the user and its owners stand.
    User,
    /// What it is used for.
    Use,
    /// Under which contract it is delivered.
    Contract,
    /// Where it leaves, or where it goes.
    Route,
    /// A condition of a clause, by its id.
    Condition(String),
}

/// How a fact might turn out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// So that it holds the movement back least.
    Harmless,
    /// So that it holds it back most.
    Harmful,
}

impl Need {
    /// Whether it asks for everything about an item, where one fact might do: such needs are dropped first.
    pub(crate) fn is_broad(&self) -> bool {
        matches!(self, Self::Inside(_) | Self::Composition(_))
    }
    /// The item it speaks of, when it speaks of one.
    pub fn item(&self) -> Option<usize> {
        match self {
            Self::Origin(it)
            | Self::Inside(it)
            | Self::Composition(it)
            | Self::Made(it)
            | Self::Technology(it)
            | Self::Steps(it)
            | Self::Makers(it) => Some(*it),
            Self::User | Self::Use | Self::Contract | Self::Route | Self::Condition(_) => None,
        }
    }
}

/// The facts that leave a clause open for an item.
pub(crate) fn needs_of(
    clause: &Clause,
    (seen, variant): (&Seen, usize),
    declarations: &[Declaration],
    found: &mut BTreeSet<Need>,
) {
    let movement = &seen.variants[variant];
    for scope in std::iter::once(&clause.scope).chain(&clause.exceptions) {
        for (part, verdict) in scope.parts(movement, coercivity_world::measures::Breadth::Wide) {
            if verdict == Verdict::Open {
                need_of(&part, scope, (seen, movement), declarations, found);
            }
        }
    }
}

fn need_of(
    part: &str,
    scope: &Scope,
    (seen, movement): (&Seen, &Movement),
    declarations: &[Declaration],
    found: &mut BTreeSet<Need>,
) {
    let node = seen.node;
    match part {
        "from" | "to" | "border" => drop(found.insert(Need::Route)),
        "made" => drop(found.insert(Need::Made(node))),
        "goods" => drop(found.insert(Need::Composition(node))),
        "technology" | "provider" => drop(found.insert(Need::Technology(node))),
        "steps" => drop(found.insert(Need::Steps(node))),
        "maker" => drop(found.insert(Need::Makers(node))),
        "end use" => drop(found.insert(Need::Use)),
        "contents" => drop(found.insert(Need::Inside(node))),
        "content" => match (&movement.parts, &scope.content) {
            (Some(parts), Some(content)) => {
                for (part, &item) in parts.iter().zip(&seen.article.part_nodes) {
                    if content.counts(part) == Verdict::No {
                        continue;
                    }
                    if let Some(origin) = content.origin {
                        let from = part.from(origin);
                        if from.low() != from.high() {
                            found.insert(Need::Origin(item));
                        }
                    }
                    let unknown =
                        |it: &Circumstance| part.maker.get(it).is_none_or(|it| *it == Verdict::Open);
                    if content.makers.iter().any(unknown) {
                        found.insert(Need::Makers(item));
                    }
                }
                // Shares of what counts that nobody declared are asked of whoever knows what is inside.
                let unknown = |it: &Part| match content.of {
                    ContentOf::Value => it.value.low() != it.value.high(),
                    ContentOf::Mass => it.mass.low() != it.mass.high(),
                };
                if parts.iter().any(|it| content.counts(it) != Verdict::No && unknown(it)) {
                    found.insert(Need::Inside(node));
                }
            }
            _ => drop(found.insert(Need::Inside(node))),
        },
        other => match other.strip_prefix("condition ") {
            Some(id) => drop(found.insert(Need::Condition(id.to_owned()))),
            None => {
                for circumstance in &scope.circumstances {
                    found.insert(asked_of(*circumstance, node, declarations));
                }
                if !scope.any_of.is_empty() {
                    found.insert(Need::Use);
                }
            }
        },
    }
}

/// Who could say whether a circumstance holds: by the kind of word that declares it.
fn asked_of(circumstance: Circumstance, node: usize, declarations: &[Declaration]) -> Need {
    if circumstance == Circumstance::MilitaryUser {
        return Need::User;
    }
    let declares = |it: &&Declaration| it.circumstances.contains_key(&circumstance);
    match declarations.iter().find(declares).map(|it| it.kind) {
        Some(DeclarationKind::User | DeclarationKind::Owner) => Need::User,
        Some(DeclarationKind::Use) => Need::Use,
        Some(DeclarationKind::Contract) => Need::Contract,
        Some(DeclarationKind::Maker) => Need::Makers(node),
        None => Need::Condition(circumstance.word().to_owned()),
    }
}

/// A place that stands on no list.
fn nowhere() -> Place {
    Place::new("-").expect("a dash is an id")
}

/// What was seen, as it would be if some facts turned out one way. `clauses` say which places and elements matter.
pub(crate) fn supposed(
    seen: &[Seen],
    (needs, turn): (&[Need], Turn),
    clauses: &[&Clause],
    declarations: &[Declaration],
    speaking: &mut Speaking<'_>,
) -> Vec<Seen> {
    let mut seen = seen.to_vec();
    for one in &mut seen {
        let about = (one.node, one.article.part_nodes.as_slice());
        for (movement, spoken) in one.variants.iter_mut().zip(&mut one.spoken) {
            for need in needs {
                suppose(movement, about, need, turn, clauses, declarations);
            }
            movement.item = speaking.meanings.settled(std::mem::take(&mut movement.item));
            *spoken = speaking.about(movement);
        }
    }
    seen
}

fn suppose(
    movement: &mut Movement,
    (node, part_nodes): (usize, &[usize]),
    need: &Need,
    turn: Turn,
    clauses: &[&Clause],
    declarations: &[Declaration],
) {
    let harmful = Verdict::from(turn == Turn::Harmful);
    let contents = || clauses.iter().filter_map(|it| it.scope.content.as_ref());
    match need {
        Need::Origin(item) => {
            let share = ValueShare::of_ratio(f64::from(turn == Turn::Harmful)).unwrap_or(ValueShare::NONE);
            for part in parts_of(movement, part_nodes, *item) {
                let origins = contents().filter_map(|it| it.origin);
                part.origin = origins.map(|it| (it, Interval::exactly(share))).collect();
            }
        }
        Need::Inside(item) if *item == node => match turn {
            Turn::Harmless => movement.parts = Some(Arc::default()),
            Turn::Harmful => movement.parts = None,
        },
        Need::Composition(item) if *item == node => compose(movement, turn, clauses),
        Need::Made(item) if *item == node => {
            let barred = clauses.iter().filter_map(|it| it.scope.made.within.as_ref()?.named().next()).next();
            movement.made_in =
                Some(if turn == Turn::Harmful { barred.unwrap_or_else(nowhere) } else { nowhere() });
        }
        Need::Technology(item) if *item == node => {
            movement.technology.clear();
            movement.equipment.clear();
            movement.technology_elsewhere = Some(harmful);
            movement.provider_in = movement.provider_in.or_else(|| Some(nowhere()));
        }
        Need::Steps(item) if *item == node => step(movement, turn, clauses),
        Need::Makers(item) => {
            for part in parts_of(movement, part_nodes, *item) {
                declare(&mut part.maker, DeclarationKind::Maker, harmful, declarations);
            }
            if *item == node {
                declare(&mut movement.circumstances, DeclarationKind::Maker, harmful, declarations);
                movement.maker = movement.maker.take().or_else(|| Some(String::new()));
            }
        }
        Need::User | Need::Use | Need::Contract => customer(movement, need, turn, declarations),
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
        Need::Inside(_) | Need::Composition(_) | Need::Made(_) | Need::Technology(_) | Need::Steps(_) => {}
    }
}

/// The parts of a movement that are one item; those of others stay shared with the article.
fn parts_of<'a>(
    movement: &'a mut Movement,
    part_nodes: &'a [usize],
    item: usize,
) -> impl Iterator<Item = &'a mut Part> {
    let parts = movement.parts.as_mut().filter(|_| part_nodes.contains(&item));
    let parts = parts.into_iter().flat_map(|it| Arc::make_mut(it).iter_mut());
    parts.zip(part_nodes).filter(move |it| *it.1 == item).map(|it| it.0)
}

/// Settles where steps were done that nobody told.
fn step(movement: &mut Movement, turn: Turn, clauses: &[&Clause]) {
    for steps in clauses.iter().filter_map(|it| it.scope.steps.as_ref()) {
        let barred = steps.within.named().next().unwrap_or_else(nowhere);
        let place = Some(if turn == Turn::Harmful { barred } else { nowhere() });
        for stage in &steps.any_of {
            let done = movement.steps.entry(*stage).or_default();
            if done.is_empty() {
                done.push(StepDone { element: None, place: None });
            }
            for it in done.iter_mut().filter(|it| it.place.is_none()) {
                it.place = place;
            }
        }
    }
}

/// Settles what only the customer knows: user, use or contract.
fn customer(movement: &mut Movement, need: &Need, turn: Turn, declarations: &[Declaration]) {
    let harmful = Verdict::from(turn == Turn::Harmful);
    let kind = match need {
        Need::User => {
            movement.circumstances.entry(Circumstance::MilitaryUser).or_insert(harmful);
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
    circumstances: &mut std::collections::BTreeMap<Circumstance, Verdict>,
    kind: DeclarationKind,
    verdict: Verdict,
    declarations: &[Declaration],
) {
    for circumstance in
        declarations.iter().filter(|it| it.kind == kind).flat_map(|it| it.circumstances.keys())
    {
        let known = circumstances.entry(*circumstance).or_insert(verdict);
        if *known == Verdict::Open {
            *known = verdict;
        }
    }
}

/// Settles what an item is: for harm, one of the things that the clauses name; else nothing that they do.
fn compose(movement: &mut Movement, turn: Turn, clauses: &[&Clause]) {
    let mut item = std::mem::take(&mut movement.item);
    let several = item.stage().is_none_or(|it| it.contains('|'));
    if several && turn == Turn::Harmless {
        item = item.called(Good::new("other:other"));
    } else if several && let Some(good) = item.good() {
        let first = good.as_str().split(['|', ':']).next().unwrap_or_default();
        let name = good.as_str().split_once(':').map_or("", |it| it.1);
        let one = Good::new(&format!("{first}:{name}"));
        item = item.called(one);
    }
    let goods = clauses.iter().flat_map(|it| it.scope.goods.iter().chain(&it.scope.goods_wide));
    let elements: BTreeSet<&str> = goods.flat_map(|it| it.elements()).collect();
    for element in elements.into_iter().filter_map(Element::new) {
        if item.holds(element.as_str()) == Verdict::Open {
            item = item.holding(element, Verdict::from(turn == Turn::Harmful));
        }
    }
    movement.item = item;
}
