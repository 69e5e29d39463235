//! Which papers speak of which items, and which of them of several together.

use std::collections::HashMap;

use coercivity_quantity::{Day, Interval};
use coercivity_world::Place;

use crate::apart::ROUNDED;
use crate::facts::Facts;
use crate::tree::{Claim, Paper, Tree};

/// What papers speak of.
pub(crate) struct About {
    /// The papers about each item, by their places.
    of: Vec<Vec<usize>>,
    /// The items that each paper speaks of.
    items: Vec<Vec<usize>>,
}

impl About {
    /// All papers of a bill.
    pub(crate) fn of(tree: &Tree) -> Self {
        let mut about: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut of: Vec<Vec<usize>> = vec![Vec::new(); tree.nodes.len()];
        for (place, paper) in tree.papers.iter().enumerate().filter(|it| it.1.items.is_none()) {
            about.entry(&paper.row.subject).or_default().push(place);
            about.entry(&paper.row.id).or_default().push(place);
        }
        for (node, papers) in tree.nodes.iter().zip(&mut of).filter(|_| !about.is_empty()) {
            let named = node.evidence.iter().map(String::as_str);
            let keys = named.chain([node.id.as_str()]).chain(node.maker.as_deref());
            papers.extend(keys.filter_map(|it| about.get(it)).flatten());
            papers.sort_unstable();
            papers.dedup();
            // A paper that names its subject speaks of nothing else, whoever points to it.
            papers.retain(|&it| {
                let subject = tree.papers[it].row.subject.as_str();
                subject.is_empty() || subject == node.id || node.maker.as_deref() == Some(subject)
            });
        }
        for (place, paper) in tree.papers.iter().enumerate() {
            paper.items.iter().flatten().for_each(|&it| of[it].push(place));
        }
        let mut items = vec![Vec::new(); tree.papers.len()];
        for (node, papers) in of.iter().enumerate() {
            papers.iter().for_each(|&it| items[it].push(node));
        }
        Self { of, items }
    }

    /// The papers about an item.
    pub(crate) fn papers(&self, node: usize) -> &[usize] {
        &self.of[node]
    }

    /// The share for which a paper holds of one of the items it speaks of. What it says of a part of several together bounds
    /// none of them: all of that part may be of one. Of none and of all it speaks of each.
    pub(crate) fn share(&self, tree: &Tree, paper: usize) -> Interval<f64> {
        let share = said(&tree.papers[paper]);
        if self.is_divided(tree, paper) { any() } else { share }
    }

    /// Whether a paper speaks of a part of several items together.
    pub(crate) fn is_divided(&self, tree: &Tree, paper: usize) -> bool {
        let share = said(&tree.papers[paper]);
        let several = self.items[paper].len() > 1 || tree.papers[paper].shared;
        several && share.high() > 0.0 && share.low() < 1.0
    }

    /// Opens what papers on a day say of several items together, where none of these may come from there as much or as
    /// little: of which of them that is true nobody says.
    pub(crate) fn open_divided(&self, tree: &Tree, facts: &mut [Facts], day: Day) {
        for (at, paper) in tree.papers.iter().enumerate() {
            let Claim::Origin(place) = paper.claim else { continue };
            if !paper.row.holds_on(day) || paper.shared || !self.is_divided(tree, at) {
                continue;
            }
            let shares = self.items[at].iter().map(|&it| content(tree, &facts[it], it, place));
            let (low, high) =
                shares.fold((1.0_f64, 0.0_f64), |all, it| (all.0.min(it.low()), all.1.max(it.high())));
            let share = said(paper);
            let exceeds = |one: f64, other: f64| one - other > ROUNDED * one;
            if !exceeds(share.low(), high) && !exceeds(low, share.high()) {
                continue;
            }
            for &item in &self.items[at] {
                facts[item].may_come(place, share);
                facts[item].conflicts.push(format!(
                    "{} ({}) of several items together, against what is said of each of them: both stay open",
                    paper.row.id, paper.row.issuer
                ));
            }
        }
    }
}

/// What a paper says of all that it speaks of.
fn said(paper: &Paper) -> Interval<f64> {
    paper.row.share.unwrap_or_else(|| Interval::exactly(1.0))
}

/// How much of an item may come from a place, as far as is said of itself: what its parts add up to is not looked at.
fn content(tree: &Tree, facts: &Facts, item: usize, place: Place) -> Interval<f64> {
    if facts.origin.is_empty() && !tree.parts[item].is_empty() { any() } else { facts.from(place) }
}

fn any() -> Interval<f64> {
    Interval::between(0.0, 1.0).expect("from nothing to all")
}
