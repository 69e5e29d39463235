//! What is known of an item on a day: the bill and the papers about it together. Where they contradict one another
//! both are shown and the fact is unknown; nothing is averaged.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_data::EvidenceRow;
use coercivity_quantity::{Day, Interval};
use coercivity_world::measures::{Item, StepDone};
use coercivity_world::{Element, Place, Stage};

use crate::about::About;
use crate::apart::{open_apart, percent};
use crate::contested::Contested;
use crate::customs::{PapersOfOrigin, doubt_wholes};
use crate::shares_said::{SharesSaid, share_from};
use crate::steps::steps_done;
use crate::tree::{Claim, Node, Paper, Technology, Tree};

/// What is known of one item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Where it was made.
    pub made_in: Option<Place>,
    /// Where its content comes from, and the share from there, 0..=1.
    pub origin: Vec<(Place, Interval<f64>)>,
    /// Where what its parts leave over comes from: its customs origin, where nothing that is said of its origin excludes that.
    pub rest: Option<Place>,
    /// The same of what has parts and of whose origin the bill says something, until the two are held against one another.
    pub(crate) doubted: Option<Place>,
    /// Where the steps of its making were done: in these places, or in some of them, and nowhere else.
    pub steps: BTreeMap<Stage, Vec<Place>>,
    /// The same with what is said of whatever lies inside it, for each material that went through a step.
    pub done: BTreeMap<Stage, Vec<StepDone>>,
    /// Whose technology made it.
    pub technology: Option<Technology>,
    /// Elements of which papers say that it holds none.
    pub without: BTreeSet<Element>,
    /// What two statements say of the same thing.
    pub conflicts: Vec<String>,
    /// What of it stays open for that, whatever a further paper says.
    pub contested: Contested,
    /// Papers that count, and those that do not on the day and why.
    pub papers: Vec<String>,
}

/// What is known of every item on a day.
pub fn facts_on(tree: &Tree, day: Day) -> Vec<Facts> {
    together(tree, by_papers(tree, &About::of(tree), day))
}

/// What the bill alone says of every item, on any day.
pub(crate) fn facts_of_bill(tree: &Tree) -> Vec<Facts> {
    let any = Day::new(1, 1, 1).expect("the calendar begins on it");
    together(tree, (0..tree.nodes.len()).map(|it| resolve(tree, it, None, any)).collect())
}

/// What contradicts of what is known: the items, each with what is said of it.
pub(crate) fn conflicts(facts: &[Facts]) -> impl Iterator<Item = (usize, String)> {
    let told = facts.iter().enumerate().flat_map(|(item, it)| it.conflicts.iter().map(move |it| (item, it)));
    told.map(|(item, it)| (item, it.clone()))
}

/// What is known of every item, with what is said of wholes and of what lies inside them held against one another.
fn together(tree: &Tree, mut facts: Vec<Facts>) -> Vec<Facts> {
    let found = steps_done(tree, |at, stage| facts[at].steps.get(stage).map(Vec::as_slice));
    facts.iter_mut().zip(found.done).for_each(|(facts, done)| facts.done = done);
    for (item, stage) in found.open {
        facts[item].contested.steps.insert(stage);
    }
    for dispute in found.disputes {
        let told = format!("{}: both stay open", dispute.told(tree));
        facts[dispute.whole].conflicts.push(told);
    }
    open_apart(tree, &mut facts);
    doubt_wholes(tree, &mut facts);
    facts
}

/// What is known on a day of every item about which there are papers.
pub(crate) fn papered_on(tree: &Tree, day: Day) -> impl Iterator<Item = (&Node, Facts)> {
    let about = About::of(tree);
    let facts = by_papers(tree, &about, day);
    let known = tree.nodes.iter().zip(facts).enumerate();
    known.filter(move |(at, _)| !about.papers(*at).is_empty()).map(|it| it.1)
}

/// What the bill and the papers about each item say of it on a day, and those about several of all of these.
fn by_papers(tree: &Tree, about: &About, day: Day) -> Vec<Facts> {
    let mut facts: Vec<Facts> = (0..tree.nodes.len()).map(|it| resolve(tree, it, Some(about), day)).collect();
    about.open_divided(tree, &mut facts, day);
    facts
}

/// What the bill and, if they are asked, the papers about an item say of it on a day.
fn resolve(tree: &Tree, at: usize, about: Option<&About>, day: Day) -> Facts {
    let node = &tree.nodes[at];
    let mut facts = Facts {
        made_in: node.made_in,
        steps: node.steps.iter().map(|it| (*it.0, vec![*it.1])).collect(),
        technology: node.technology.clone(),
        ..Facts::default()
    };
    let (mut stated, mut of_origin) = (Stated::default(), PapersOfOrigin::default());
    for (place, share) in &node.origin {
        stated.add_origin(*place, *share, "", &mut facts.conflicts);
    }
    let mut in_part: Vec<(&Paper, String)> = Vec::new();
    for &number in about.map_or(&[][..], |it| it.papers(at)) {
        let paper = &tree.papers[number];
        let row = &paper.row;
        let whole = row.share.is_none_or(|it| it.low() >= 1.0);
        let named = called(row, &paper.claim);
        if !row.holds_on(day) {
            facts.papers.push(format!("{named}: does not hold on {day}"));
            continue;
        }
        let divided =
            matches!(paper.claim, Claim::Origin(_)) && about.is_some_and(|it| it.is_divided(tree, number));
        let end = bounds(divided, !whole && !matches!(paper.claim, Claim::Origin(_)));
        facts.papers.push(format!("{named}{end}"));
        match &paper.claim {
            Claim::Origin(place) => {
                let said = row.share.unwrap_or_else(|| Interval::exactly(1.0));
                let share = about.map_or(said, |it| it.share(tree, number));
                of_origin.add(*place, said, share);
                stated.add_origin(*place, share, &named, &mut facts.conflicts);
            }
            // A place that holds for a part of the goods only settles nothing about the rest.
            Claim::Made(_) | Claim::Step(..) | Claim::Technology(_) if !whole => in_part.push((paper, named)),
            Claim::Without(_) if !whole => {}
            Claim::Made(place) => {
                settle(&mut facts.made_in, *place, &mut stated.made, &named, &mut facts.conflicts);
            }
            Claim::Step(stage, among) => {
                let clash = stated.steps.entry(*stage).or_default();
                let mut known = facts.steps.remove(stage);
                narrow(&mut known, among, clash, &named, &mut facts.conflicts);
                facts.steps.extend(known.map(|it| (*stage, it)));
            }
            // A line may stand for none of it; one that stands for some contradicts, and neither is believed more.
            Claim::Absent if node.perhaps_none => {}
            Claim::Absent => {
                facts.conflicts.push(format!("{named}, while `{}` of the bill stands for it", node.id));
            }
            Claim::Without(elements) => facts.lacks(node, elements, &named),
            Claim::Technology(technology) => {
                let technology = technology.clone();
                settle(
                    &mut facts.technology,
                    technology,
                    &mut stated.technology,
                    &named,
                    &mut facts.conflicts,
                );
            }
        }
    }
    in_part.iter().for_each(|(paper, named)| facts.hold_in_part(node, paper, named, &mut stated));
    facts.contested = stated.contested();
    facts.compare(node, &stated);
    facts.add_up(&stated.origin);
    facts.weigh_customs(tree, node, &of_origin);
    facts
}

/// What a paper of a part leaves open, in words.
fn bounds(divided: bool, limited: bool) -> &'static str {
    match (divided, limited) {
        (true, _) => ", a part of several items together: this bounds none of them",
        (false, true) => ": this settles nothing",
        (false, false) => "",
    }
}

/// A paper in words: who says what of which thing. One that holds for a part only says for which, and one of origin how much.
fn called(row: &EvidenceRow, claim: &Claim) -> String {
    let of = if row.element.is_empty() { String::new() } else { format!("{} of ", row.element) };
    let called = if row.called.is_empty() { String::new() } else { format!(" (that is {})", row.called) };
    let said = format!(
        "{} ({}, {}) {of}{}{called}: {} {}",
        row.id, row.issuer, row.strength, row.subject, row.claim, row.place
    );
    match (row.share.filter(|it| it.low() < 1.0), claim) {
        (Some(share), Claim::Origin(_)) => format!("{said}, {} of it", percent(share)),
        (Some(share), _) => {
            let (low, high) = (share.low() * 100.0, share.high() * 100.0);
            format!("{said}, for {low:.0}..{high:.0} % of it")
        }
        (None, _) => said,
    }
}

/// Facts that two statements contradicted: they stay unknown whatever a third one says.
#[derive(Default)]
pub(crate) struct Stated {
    pub(crate) made: bool,
    pub(crate) steps: BTreeMap<Stage, bool>,
    pub(crate) technology: bool,
    of_origin: bool,
    /// What is said of where it comes from.
    origin: SharesSaid,
}

impl Stated {
    /// What two of them contradicted.
    fn contested(&self) -> Contested {
        let steps = self.steps.iter().filter(|it| *it.1).map(|it| *it.0).collect();
        Contested { origin: self.of_origin, made: self.made, technology: self.technology, steps }
    }
    fn add_origin(&mut self, place: Place, share: Interval<f64>, named: &str, conflicts: &mut Vec<String>) {
        if self.origin.contradicts(place, share) {
            self.of_origin = true;
            conflicts.push(format!("{named}, against another share of the same place: either may be true"));
        }
    }
}

fn settle<T: PartialEq + Clone>(
    known: &mut Option<T>,
    said: T,
    clash: &mut bool,
    named: &str,
    conflicts: &mut Vec<String>,
) {
    match known {
        _ if *clash => {}
        None => *known = Some(said),
        Some(one) if *one == said => {}
        Some(_) => {
            *clash = true;
            *known = None;
            conflicts.push(against(named));
        }
    }
}

/// Two statements of the places among which something was done hold together where they overlap.
fn narrow(
    known: &mut Option<Vec<Place>>,
    said: &[Place],
    clash: &mut bool,
    named: &str,
    conflicts: &mut Vec<String>,
) {
    let both = match known.take() {
        _ if *clash => return,
        None => said.to_vec(),
        Some(known) => known.into_iter().filter(|it| said.contains(it)).collect(),
    };
    if both.is_empty() {
        *clash = true;
        conflicts.push(against(named));
    } else {
        *known = Some(both);
    }
}

pub(crate) fn against(named: &str) -> String {
    format!("{named}, against what the bill or another paper says: unknown")
}

impl Facts {
    /// Keeps that an item holds none of some elements. Of what its own name says it holds the paper contradicts the bill.
    fn lacks(&mut self, node: &Node, elements: &[Element], named: &str) {
        let holds = node.good.map(|it| Item::of(it).composition());
        for element in elements {
            if holds.as_ref().is_some_and(|it| it.contains(element)) {
                self.conflicts
                    .push(format!("{named}, while the name of `{}` says that it holds it", node.id));
            } else {
                self.without.insert(*element);
            }
        }
    }

    /// A thing is made where the last step of its making was done. Where the two exclude one another neither is
    /// believed more: the step was done in any of these places, and where the thing was made is unknown.
    fn compare(&mut self, node: &Node, stated: &Stated) {
        let Some(step) = node.last_step() else { return };
        // What papers contradict of the one they contradict of the other.
        if stated.steps.get(&step) == Some(&true) {
            self.made_in = None;
            self.contested.made = true;
        }
        if stated.made {
            self.steps.remove(&step);
            self.contested.steps.insert(step);
        }
        let Some((places, made)) = self.steps.get_mut(&step).zip(self.made_in) else { return };
        if places.contains(&made) {
            return;
        }
        let done: Vec<String> = places.iter().map(ToString::to_string).collect();
        let said = format!("made in {made}, while its step {step} was done in {}", done.join(" or "));
        self.conflicts.push(format!("{said}: both stay open"));
        places.push(made);
        self.made_in = None;
        self.contested.made = true;
        self.contested.steps.insert(step);
    }

    /// Keeps what all statements of its origin make together.
    fn add_up(&mut self, said: &SharesSaid) {
        let held = said.held();
        if held.too_much {
            self.contested.origin = true;
            let places: Vec<String> = held.shares.iter().map(|it| it.0.to_string()).collect();
            self.conflicts.push(format!("origins {} add to more than all: unknown", places.join(", ")));
        }
        self.origin = held.shares;
    }

    /// The share that comes from a place, 0..=1: what nobody declared may come from there.
    pub fn from(&self, place: Place) -> Interval<f64> {
        match self.made_in {
            Some(made) if self.origin.is_empty() => Interval::exactly(f64::from(made == place)),
            Some(_) | None => share_from(&self.origin, place),
        }
    }
}
