//! Where each step of a thing's making was done: as said of the thing, and as said of what lies inside it at any depth.
//!
//! What is said of a whole speaks of all of it. Where something inside it was told to have been done elsewhere, neither is
//! believed more: it was done in any of these places.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use coercivity_world::measures::{Item, StepDone};
use coercivity_world::{Element, Place, Stage};

use crate::origin::order;
use crate::tree::{Node, STEPS, Tree};

/// The stages of the steps.
pub(crate) static STAGES: LazyLock<Vec<Stage>> =
    LazyLock::new(|| STEPS.iter().filter_map(|it| Stage::new(it.1)).collect());

/// The steps that each element of a composition goes through by itself.
const OF_ELEMENTS: [&str; 3] = ["mine", "separation", "metal"];

/// Where a step was done for one material, and what of a bill says so.
#[derive(Clone, Debug)]
struct Told {
    done: StepDone,
    /// The item of which it is said.
    of: usize,
    /// Whether something said of a whole contradicts it.
    disputed: bool,
}

/// That a step was done in some places for a whole, and elsewhere for something inside it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dispute {
    /// The item that is said to be done in one go.
    pub whole: usize,
    /// Where.
    pub there: Vec<Place>,
    /// The item inside it.
    pub part: usize,
    /// Where that was done.
    pub elsewhere: Vec<Place>,
    /// The step.
    pub stage: Stage,
}

impl Dispute {
    /// It in words.
    pub(crate) fn told(&self, tree: &Tree) -> String {
        let among = |places: &[Place]| {
            let places: Vec<String> = places.iter().map(ToString::to_string).collect();
            places.join(" or ")
        };
        let (part, whole) = (&tree.nodes[self.part].id, &tree.nodes[self.whole].id);
        let (there, elsewhere) = (among(&self.there), among(&self.elsewhere));
        let word = STEPS.iter().find(|it| it.1 == self.stage.as_str()).map_or("", |it| it.0);
        format!("`{part}` with `{word}` in {elsewhere}, while `{whole}`, which holds it, has it in {there}")
    }
}

/// The steps of every item, and what contradicts.
pub(crate) struct StepsFound {
    /// Where each step of each item was done, for each material that went through it.
    pub done: Vec<BTreeMap<Stage, Vec<StepDone>>>,
    /// What contradicts.
    pub disputes: Vec<Dispute>,
    /// Items and steps of theirs that stay open for that: of the whole, and of all that holds it.
    pub open: Vec<(usize, Stage)>,
}

/// The steps of every item; `stated` says where a step was done by what is said of an item alone.
pub(crate) fn steps_done<'a>(
    tree: &Tree,
    stated: impl Fn(usize, &Stage) -> Option<&'a [Place]>,
) -> StepsFound {
    let (mut disputes, mut open) = (Vec::new(), Vec::new());
    let mut found: Vec<BTreeMap<Stage, Vec<StepDone>>> = vec![BTreeMap::new(); tree.nodes.len()];
    let order = order(tree);
    for stage in STAGES.iter() {
        let mut told: Vec<Vec<Told>> = vec![Vec::new(); tree.nodes.len()];
        for &node in &order {
            let own = stated(node, stage);
            if own.is_none() && tree.parts[node].iter().all(|it| told[it.part].is_empty()) {
                continue;
            }
            let inside = inside(tree, node, stage, &told);
            let all = match own {
                Some(there) => of_whole((node, there), inside, stage, &mut disputes),
                None => inside,
            };
            if all.iter().any(|it| it.disputed) {
                open.push((node, *stage));
            }
            found[node].insert(*stage, all.iter().map(|it| it.done.clone()).collect());
            told[node] = all;
        }
    }
    StepsFound { done: found, disputes, open }
}

/// What the parts of an item say of a step: each controlled one, and each element of a name that none of them brings.
fn inside(tree: &Tree, node: usize, stage: &Stage, told: &[Vec<Told>]) -> Vec<Told> {
    let mut found: Vec<Told> = Vec::new();
    let mut add = |one: Told| {
        let known = found.iter_mut().find(|it| it.done == one.done);
        match known {
            Some(known) => known.disputed |= one.disputed,
            None => found.push(one),
        }
    };
    let unknown = |element, of| Told { done: StepDone { element, places: Vec::new() }, of, disputed: false };
    for edge in &tree.parts[node] {
        let part = &tree.nodes[edge.part];
        for one in &told[edge.part] {
            match one.done.element {
                Some(_) => add(one.clone()),
                None => elements_of(part).into_iter().for_each(|element| {
                    let mut one = one.clone();
                    one.done.element = element;
                    add(one);
                }),
            }
        }
        if told[edge.part].is_empty() && (part.good.is_some() || part.element.is_some()) {
            elements_of(part).into_iter().for_each(|it| add(unknown(it, edge.part)));
        }
    }
    if OF_ELEMENTS.contains(&stage.as_str()) {
        unsaid_elements(tree, node).into_iter().for_each(|it| add(unknown(Some(it), node)));
    }
    found
}

/// What is said of a whole, and beside it what of that which lies inside it contradicts.
fn of_whole(
    (whole, there): (usize, &[Place]),
    inside: Vec<Told>,
    stage: &Stage,
    disputes: &mut Vec<Dispute>,
) -> Vec<Told> {
    let done = StepDone { element: None, places: there.to_vec() };
    let mut all = vec![Told { done, of: whole, disputed: false }];
    for mut one in inside {
        let elsewhere = &one.done.places;
        let apart = !elsewhere.is_empty() && !elsewhere.iter().any(|it| there.contains(it));
        if apart {
            let (part, elsewhere) = (one.of, elsewhere.clone());
            disputes.push(Dispute { whole, there: there.to_vec(), part, elsewhere, stage: *stage });
        }
        if apart || one.disputed {
            let further = there.iter().filter(|it| !one.done.places.contains(it));
            let further: Vec<Place> = further.copied().collect();
            one.done.places.extend(further);
            one.disputed = true;
            all.push(one);
        }
    }
    all
}

/// The elements that a step of a part was done to: its own, those of its name, or whatever it holds.
fn elements_of(part: &Node) -> Vec<Option<Element>> {
    let named = || part.good.map(|it| Item::of(it).composition());
    let elements = part.element.map(|it| [it].into()).or_else(named).unwrap_or_default();
    if elements.is_empty() { vec![None] } else { elements.iter().map(|it| Some(*it)).collect() }
}

/// The elements of a composition's name that none of its lines brings.
pub(crate) fn unsaid_elements(tree: &Tree, node: usize) -> Vec<Element> {
    let named = |node: usize| {
        let own = &tree.nodes[node];
        let good = own.good.map(|it| Item::of(it).composition());
        own.element.into_iter().chain(good.iter().flat_map(|it| it.iter().copied())).collect::<Vec<Element>>()
    };
    let brought: Vec<Element> = tree.parts[node].iter().flat_map(|it| named(it.part)).collect();
    named(node).into_iter().filter(|it| !brought.contains(it)).collect()
}
