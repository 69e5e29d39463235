//! What is said to hold for a part of a thing only, against what is said of all of it.
//!
//! That some of it was made in a place says nothing of the rest. Where it is said that all was made elsewhere, or all there
//! while only a part was, neither is believed more: which holds is unknown.

use coercivity_quantity::Interval;
use coercivity_world::Place;

use crate::facts::{Facts, Stated, against};
use crate::tree::{Claim, Node, Paper};

/// How what is said of all of a thing lies to what is said of a part.
enum Known {
    /// It excludes what is said of the part.
    Apart,
    /// It says no more than that.
    Within,
    /// Neither, or nothing is known.
    Open,
}

impl Facts {
    /// Opens what a statement that holds for a part only contradicts, and tells it.
    pub(crate) fn hold_in_part(&mut self, node: &Node, paper: &Paper, named: &str, stated: &mut Stated) {
        let Some(share) = paper.row.share else { return };
        let known = match &paper.claim {
            // Where a thing was made its last step was done, and the other way round.
            Claim::Made(place) => {
                let by_step = || self.steps.get(&node.last_step()?).map(Vec::as_slice);
                let known = self.made_in.as_ref().map(std::slice::from_ref).or_else(by_step);
                known.map(|it| among(it, &[*place]))
            }
            Claim::Technology(said) => self.technology.as_ref().map(|it| match said.of.as_slice() {
                _ if it == said => Known::Within,
                [_, ..] if said.of.iter().all(|place| it.of.contains(place)) => Known::Open,
                _ => Known::Apart,
            }),
            Claim::Step(stage, places) => {
                let by_place = || self.made_in.as_ref().filter(|_| node.last_step() == Some(*stage));
                let known = self.steps.get(stage).map(Vec::as_slice);
                known.or_else(|| by_place().map(std::slice::from_ref)).map(|it| among(it, places))
            }
            Claim::Origin(_) | Claim::Absent | Claim::Without(_) => None,
        };
        if !contradicts(known.unwrap_or(Known::Open), share) {
            return;
        }
        match &paper.claim {
            Claim::Made(_) => (self.made_in, stated.made) = (None, true),
            Claim::Technology(_) => (self.technology, stated.technology) = (None, true),
            Claim::Step(stage, _) => {
                self.steps.remove(stage);
                stated.steps.insert(*stage, true);
            }
            Claim::Origin(_) | Claim::Absent | Claim::Without(_) => {}
        }
        self.conflicts.push(against(named));
    }
}

/// How places of which one is known to be meant lie to others.
fn among(known: &[Place], others: &[Place]) -> Known {
    if known.iter().all(|it| others.contains(it)) {
        Known::Within
    } else if known.iter().any(|it| others.contains(it)) {
        Known::Open
    } else {
        Known::Apart
    }
}

/// Whether a share of a thing, none or all of it, cannot be so where something is said of all of it.
fn contradicts(known: Known, share: Interval<f64>) -> bool {
    match known {
        Known::Apart => share.low() > 0.0,
        Known::Within => share.high() < 1.0,
        Known::Open => false,
    }
}
