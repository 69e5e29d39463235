//! Whether the tables of an episode can hold together: no place sends on more than it makes and takes in.

use std::collections::BTreeMap;

use coercivity_data::{Node, Problem, Section};

use super::{Aggregate, Episode, EpisodeMaker, Made, Traded};
use crate::id::Place;
use crate::scenario::Ranged;

/// Part of what is sent on by which sums of written numbers may differ.
const ROUNDING: f64 = 1e-6;

/// What a place has of a good, and what leaves it, t/month: each as far as the ranges reach.
#[derive(Clone, Copy, Debug, Default)]
struct Balance {
    /// Least and most that is made there.
    made: (f64, f64),
    /// Least and most that is brought there.
    brought: (f64, f64),
    /// Least and most that is sent on.
    sent: (f64, f64),
}

/// Tells every good that a place sends on and cannot have, whatever is drawn; at the lane that sends most of it.
pub(super) fn tell_contradictions(from: &Section, episode: &Episode, problems: &mut Vec<Problem>) {
    let mut balances: BTreeMap<(usize, Place), Balance> = BTreeMap::new();
    for maker in &episode.makers {
        for (good, range) in made(maker, episode) {
            let made = &mut balances.entry((good, maker.place)).or_default().made;
            *made = (made.0 + range.0, made.1 + range.1);
        }
    }
    for lane in &episode.lanes {
        for (good, range) in shipped(lane.good, lane.tonnes, &episode.aggregates) {
            let sent = &mut balances.entry((good, lane.from)).or_default().sent;
            *sent = (sent.0 + range.0, sent.1 + range.1);
            let brought = &mut balances.entry((good, lane.to)).or_default().brought;
            *brought = (brought.0 + range.0, brought.1 + range.1);
        }
    }
    for ((good, place), it) in balances {
        let most = it.made.1 + it.brought.1;
        if it.sent.0 - most > ROUNDING * it.sent.0 {
            let id = &episode.goods[good].id;
            let found = format!(
                "{place} sends on {} t of `{id}` a month, makes {} and takes in {}",
                span(it.sent),
                span(it.made),
                span(it.brought)
            );
            let expected = "a place that makes and takes in what it sends on, somewhere in the ranges";
            let remedy = "correct the tonnes of its makers or of its lanes";
            let problem = Problem::in_file(&from.path, found, expected, remedy);
            let (line, column) = place_of(from, (id, place.as_str())).unwrap_or((from.line, from.column));
            problems.push(problem.at(line, column));
        }
    }
}

/// What a maker that runs from the beginning makes; one that comes later makes nothing yet.
fn made(maker: &EpisodeMaker, episode: &Episode) -> Vec<(usize, (f64, f64))> {
    if maker.starts.is_some_and(|it| it > episode.from) {
        return Vec::new();
    }
    match &maker.makes {
        Made::Each(makes) => makes.iter().map(|it| (it.0, (it.1.low, it.1.high))).collect(),
        Made::Basket(tonnes, weights) => {
            let all: f64 = weights.iter().map(|it| it.1).sum();
            let part = |it: &(usize, f64)| (it.0, (tonnes.low * it.1 / all, tonnes.high * it.1 / all));
            weights.iter().map(part).collect()
        }
    }
}

/// The goods of a lane: of several that are counted together each may be none or all.
fn shipped(traded: Traded, tonnes: Ranged, aggregates: &[Aggregate]) -> Vec<(usize, (f64, f64))> {
    let sum = match traded {
        Traded::Good(good) => return vec![(good, (tonnes.low, tonnes.high))],
        Traded::Together(sum) => sum,
    };
    aggregates[sum].members.iter().map(|it| (it.0, (0.0, tonnes.high))).collect()
}

fn span((low, high): (f64, f64)) -> String {
    if low == high { format!("{low}") } else { format!("{low} to {high}") }
}

/// Where the lane stands that sends most of a good from a place.
fn place_of(from: &Section, (good, place): (&str, &str)) -> Option<(usize, usize)> {
    let text = |table: &Section, key: &str| table.text(key, &mut Vec::new()).map(|it| it.value);
    let own = |it: &&Section| {
        text(it, "from").as_deref() == Some(place) && text(it, "good").as_deref() == Some(good)
    };
    let most = |table: &Section| match table.node("t_per_month").map(|it| &it.value) {
        Some(Node::Number(tonnes)) => *tonnes,
        Some(Node::Section(range)) => {
            range.number("best", coercivity_data::Range::Any, &mut Vec::new()).unwrap_or(0.0)
        }
        _ => 0.0,
    };
    let lanes: Vec<&Section> = from.sections("lane", &mut Vec::new()).into_iter().filter(own).collect();
    let table = lanes.into_iter().max_by(|a, b| most(a).total_cmp(&most(b)))?;
    table.node("t_per_month").map(|it| (it.line, it.column))
}
