//! What is known of an item on a day: the bill and the papers about it together. Where they contradict one another
//! both are shown and the fact is unknown; nothing is averaged.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use coercivity_data::EvidenceRow;
use coercivity_quantity::{Day, Interval};
use coercivity_world::measures::{Item, StepDone};
use coercivity_world::{Element, Place, Stage};

use crate::apart::open_apart;
use crate::steps::steps_done;
use crate::tree::{Claim, Node, Technology, Tree};

/// What is known of one item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Where it was made.
    pub made_in: Option<Place>,
    /// Where its content comes from, and the share from there, 0..=1.
    pub origin: Vec<(Place, Interval<f64>)>,
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
    /// Papers that count, and those that do not on the day and why.
    pub papers: Vec<String>,
}

/// What is known of every item on a day.
pub fn facts_on(tree: &Tree, day: Day) -> Vec<Facts> {
    let papers = papers_about(tree);
    together(tree, |at, node| resolve(tree, node, &papers(at), day))
}

/// What the bill alone says of every item, on any day.
pub(crate) fn facts_of_bill(tree: &Tree) -> Vec<Facts> {
    let any = Day::new(1, 1, 1).expect("the calendar begins on it");
    together(tree, |_, node| resolve(tree, node, &[], any))
}

/// What contradicts of what is known: the items, each with what is said of it.
pub(crate) fn conflicts(facts: &[Facts]) -> impl Iterator<Item = (usize, String)> {
    let told = facts.iter().enumerate().flat_map(|(item, it)| it.conflicts.iter().map(move |it| (item, it)));
    told.map(|(item, it)| (item, it.clone()))
}

/// What is known of every item, with what is said of wholes and of what lies inside them held against one another.
fn together(tree: &Tree, of: impl Fn(usize, &Node) -> Facts) -> Vec<Facts> {
    let mut facts: Vec<Facts> = tree.nodes.iter().enumerate().map(|(at, node)| of(at, node)).collect();
    let (done, disputes) = steps_done(tree, |at, stage| facts[at].steps.get(stage).map(Vec::as_slice));
    facts.iter_mut().zip(done).for_each(|(facts, done)| facts.done = done);
    for dispute in disputes {
        let told = format!("{}: both stay open", dispute.told(tree));
        facts[dispute.whole].conflicts.push(told);
    }
    open_apart(tree, &mut facts);
    facts
}

/// What is known on a day of every item about which there are papers.
pub(crate) fn papered_on(tree: &Tree, day: Day) -> impl Iterator<Item = (&Node, Facts)> {
    let papers = papers_about(tree);
    tree.nodes.iter().enumerate().filter_map(move |(at, node)| {
        let papers = papers(at);
        (!papers.is_empty()).then(|| (node, resolve(tree, node, &papers, day)))
    })
}

/// The papers about an item, by their places.
fn papers_about(tree: &Tree) -> impl Fn(usize) -> Vec<usize> {
    let mut about: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut inside: HashMap<usize, Vec<usize>> = HashMap::new();
    for (place, paper) in tree.papers.iter().enumerate() {
        if let Some(items) = &paper.items {
            items.iter().for_each(|it| inside.entry(*it).or_default().push(place));
            continue;
        }
        about.entry(&paper.row.subject).or_default().push(place);
        about.entry(&paper.row.id).or_default().push(place);
    }
    move |at: usize| {
        let node = &tree.nodes[at];
        let named = node.evidence.iter().map(String::as_str);
        let keys = named.chain([node.id.as_str()]).chain(node.maker.as_deref());
        let mut papers: Vec<usize> = keys.filter_map(|it| about.get(it)).flatten().copied().collect();
        papers.sort_unstable();
        papers.dedup();
        // A paper that names its subject speaks of nothing else, whoever points to it.
        papers.retain(|&it| {
            let subject = tree.papers[it].row.subject.as_str();
            subject.is_empty() || subject == node.id || node.maker.as_deref() == Some(subject)
        });
        papers.extend(inside.get(&at).into_iter().flatten());
        papers
    }
}

fn resolve(tree: &Tree, node: &Node, papers: &[usize], day: Day) -> Facts {
    let mut facts = Facts {
        made_in: node.made_in,
        steps: node.steps.iter().map(|it| (*it.0, vec![*it.1])).collect(),
        technology: node.technology.clone(),
        ..Facts::default()
    };
    let (mut stated, mut papered) = (Stated::default(), false);
    for (place, share) in &node.origin {
        stated.add_origin(*place, *share, "", &mut facts.conflicts);
    }
    for &place in papers {
        let paper = &tree.papers[place];
        let row = &paper.row;
        let whole = row.share.is_none_or(|it| it.low() >= 1.0);
        let named = called(row, whole || matches!(paper.claim, Claim::Origin(_)));
        if row.from.is_some_and(|it| day < it) || row.until.is_some_and(|it| it < day) {
            facts.papers.push(format!("{named}: does not hold on {day}"));
            continue;
        }
        facts.papers.push(named.clone());
        match &paper.claim {
            Claim::Origin(place) => {
                papered = true;
                let share = row.share.unwrap_or_else(|| Interval::exactly(1.0));
                stated.add_origin(*place, share, &named, &mut facts.conflicts);
            }
            // A place that holds for a part of the goods only settles nothing about the rest.
            Claim::Made(_) | Claim::Step(..) | Claim::Technology(_) | Claim::Without(_) if !whole => {}
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
    facts.compare(node, &stated);
    facts.origin = stated.origin.iter().map(|it| (it.0, it.1.held())).collect();
    facts.sharpen(&stated);
    if !papered {
        facts.weigh_customs(tree, node);
    }
    facts
}

/// A paper in words: who says what of which thing. One that holds for a part only says for which.
fn called(row: &EvidenceRow, whole: bool) -> String {
    let of = if row.element.is_empty() { String::new() } else { format!("{} of ", row.element) };
    let called = if row.called.is_empty() { String::new() } else { format!(" (that is {})", row.called) };
    let said = format!(
        "{} ({}, {}) {of}{}{called}: {} {}",
        row.id, row.issuer, row.strength, row.subject, row.claim, row.place
    );
    match row.share.filter(|_| !whole) {
        Some(share) => {
            let (low, high) = (share.low() * 100.0, share.high() * 100.0);
            format!("{said}, for {low:.0}..{high:.0} % of it: this settles nothing")
        }
        None => said,
    }
}

/// Facts that two statements contradicted: they stay unknown whatever a third one says.
#[derive(Default)]
struct Stated {
    made: bool,
    steps: BTreeMap<Stage, bool>,
    technology: bool,
    /// What is said of the share of each place, in the order of the statements.
    origin: Vec<(Place, SharesSaid)>,
}

/// All shares that are said of one place.
struct SharesSaid {
    /// What they have in common; nothing where two contradict, whatever others say.
    common: Option<Interval<f64>>,
    /// What any of them allows.
    any: Interval<f64>,
}

impl SharesSaid {
    /// The share: what all say, else what any may be right in.
    fn held(&self) -> Interval<f64> {
        self.common.unwrap_or(self.any)
    }
}

impl Stated {
    /// Two shares of one place hold together where they overlap; where they do not, either may be true.
    fn add_origin(&mut self, place: Place, share: Interval<f64>, named: &str, conflicts: &mut Vec<String>) {
        let Some((_, said)) = self.origin.iter_mut().find(|it| it.0 == place) else {
            self.origin.push((place, SharesSaid { common: Some(share), any: share }));
            return;
        };
        let (low, high) = (said.any.low().min(share.low()), said.any.high().max(share.high()));
        said.any = Interval::between(low, high).unwrap_or(said.any);
        let Some(known) = said.common else { return };
        let (low, high) = (known.low().max(share.low()), known.high().min(share.high()));
        said.common = Interval::between(low, high);
        if said.common.is_none() {
            conflicts.push(format!("{named}, against another share of the same place: either may be true"));
        }
    }
    /// Whether two statements of the share of a place contradict.
    fn contradicted(&self, place: Place) -> bool {
        self.origin.iter().any(|it| it.0 == place && it.1.common.is_none())
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

fn against(named: &str) -> String {
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
        }
        if stated.made {
            self.steps.remove(&step);
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
    }

    /// Shares make one: no place has more than the others leave. Shares that make more than one contradict, and what
    /// two statements contradict no third one settles, of whatever place it speaks.
    fn sharpen(&mut self, stated: &Stated) {
        let least: f64 = self.origin.iter().map(|it| it.1.low()).sum();
        if least > 1.0 + 1e-9 {
            let places: Vec<String> = self.origin.iter().map(|it| it.0.to_string()).collect();
            self.conflicts.push(format!("origins {} add to more than all: unknown", places.join(", ")));
            for (_, share) in &mut self.origin {
                *share = Interval::between(0.0, share.high()).unwrap_or(*share);
            }
            return;
        }
        for (_, share) in self.origin.iter_mut().filter(|it| !stated.contradicted(it.0)) {
            let rest = (1.0 - (least - share.low())).clamp(share.low(), 1.0);
            *share =
                Interval::between(share.low(), share.high().min(rest).max(share.low())).unwrap_or(*share);
        }
    }

    /// A regime item with no parts originates, by law, where it was last made; all of its content may be said to come from
    /// elsewhere, such as the mine. Which of the two a law means is open, and so is what comes from either, until a paper
    /// says where it originates.
    fn weigh_customs(&mut self, tree: &Tree, node: &Node) {
        let has_no_parts = tree.places.get(&node.id).is_some_and(|it| tree.parts[*it].is_empty());
        let (&[(place, share)], Some(made)) = (&self.origin[..], self.made_in) else { return };
        if !has_no_parts || node.good.is_none() || node.own_word || place == made || share.low() < 1.0 {
            return;
        }
        self.conflicts
            .push(format!("its origin is {place}, while it was made in {made}: it may be of either"));
        let any = Interval::between(0.0, 1.0).expect("from nothing to all");
        self.origin = vec![(place, any), (made, any)];
    }

    /// The share that comes from a place, 0..=1: what nobody declared may come from there.
    pub fn from(&self, place: Place) -> Interval<f64> {
        let whole = || Interval::between(0.0, 1.0).expect("nothing is below all");
        if let Some((_, share)) = self.origin.iter().find(|it| it.0 == place) {
            return *share;
        }
        if self.origin.is_empty() {
            return self.made_in.map_or_else(whole, |it| Interval::exactly(f64::from(it == place)));
        }
        let declared: f64 = self.origin.iter().map(|it| it.1.low()).sum();
        Interval::between(0.0, (1.0 - declared).clamp(0.0, 1.0)).unwrap_or_else(whole)
    }
}
