//! The customs origin of a thing beside what is said of where it comes from.
//!
//! Where nothing else says where its value comes from, the customs origin does; a paper that says more, such as at most so much
//! from elsewhere, takes its place. Where the bill says where the content comes from, the customs origin stays possible beside
//! that, so that a wider statement never makes a narrower share. A paper that holds whatever is true leaves each answer as it
//! was.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_quantity::Interval;
use coercivity_world::Place;

use crate::apart::{ROUNDED, percent};
use crate::article::is_assembly;
use crate::facts::Facts;
use crate::origin::{Basis, Composition};
use crate::shares_said::{SharesSaid, share_from};
use crate::tree::{Node, Tree};

/// What papers say of where one thing comes from.
#[derive(Default)]
pub(crate) struct PapersOfOrigin {
    /// What they say of it.
    shares: SharesSaid,
    /// What they say of all that they speak of, of which it may be a part.
    rows: Vec<(Place, Interval<f64>)>,
}

impl PapersOfOrigin {
    /// Adds what a paper says of all that it speaks of, and how much of that is true of this thing.
    pub(crate) fn add(&mut self, place: Place, said: Interval<f64>, of_it: Interval<f64>) {
        self.rows.push((place, said));
        self.shares.contradicts(place, of_it);
    }

    /// Whether they say nothing that is not true of all that comes from one place alone: any share, none from elsewhere or
    /// all from there.
    fn say_no_more_than(&self, made: Place) -> bool {
        let all = |it: Interval<f64>| it.low() >= 1.0;
        let none = |it: Interval<f64>| it.high() <= 0.0;
        self.rows
            .iter()
            .all(|(place, it)| says_nothing(*it) || if *place == made { all(*it) } else { none(*it) })
    }
}

/// Whether a share is any.
fn says_nothing(share: Interval<f64>) -> bool {
    share.low() <= 0.0 && share.high() >= 1.0
}

impl Facts {
    /// Holds where it was made against what the bill and papers say of its origin.
    pub(crate) fn weigh_customs(&mut self, tree: &Tree, node: &Node, papers: &PapersOfOrigin) {
        let has_no_parts = tree.places.get(&node.id).is_some_and(|it| tree.parts[*it].is_empty());
        let Some(made) = self.made_in else { return };
        let by_customs = papers.say_no_more_than(made);
        if !node.origin.is_empty() {
            // A paper that says nothing of a place is as good as none.
            let by_papers = papers.shares.held().shares;
            let by_bill = |place: Place| node.origin.iter().any(|it| it.0 == place);
            let silent = |place: Place| by_papers.iter().any(|it| it.0 == place && says_nothing(it.1));
            self.origin.retain(|it| by_bill(it.0) || !silent(it.0));
            let contradicts = excludes_all_from(made, &node.origin);
            if !originates(node, has_no_parts) {
                return;
            }
            if has_no_parts && !excludes_all_from(made, &by_papers) {
                // Papers that allow for the customs origin of all leave it as possible as it was.
                self.doubt((made, contradicts), |it, _| all_from(made, it), []);
            } else if !has_no_parts && by_customs {
                self.doubted = Some(made);
            } else {
                let further = by_papers.iter().map(|it| it.0);
                self.doubt((made, contradicts), |it, _| share_from(&by_papers, it), further);
            }
            return;
        }
        if !by_customs {
            return;
        }
        // The customs origin of a whole says where what its parts leave over comes from; papers speak of all of it.
        self.rest = Some(made);
        if has_no_parts || self.origin.iter().all(|it| says_nothing(it.1)) {
            self.origin.clear();
        }
    }

    /// A thing originates, by law, where it was last made; its content may be said to come from elsewhere, such as the mines.
    /// Which of the two a law means is open: of each place it has what the bill and papers say together, or what `other` says,
    /// which is the customs origin until papers take its place. It is told where the two contradict.
    fn doubt(
        &mut self,
        (made, contradicts): (Place, bool),
        other: impl Fn(Place, Interval<f64>) -> Interval<f64>,
        further: impl IntoIterator<Item = Place>,
    ) {
        let mut places: Vec<Place> = self.origin.iter().map(|it| it.0).collect();
        for place in std::iter::once(made).chain(further) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let stated = self.origin.clone();
        let open = places.into_iter().map(|it| {
            let said = share_from(&stated, it);
            (it, hull(said, other(it, said)))
        });
        self.origin = open.collect();
        let widened = self.origin.iter().any(|it| {
            let said = share_from(&stated, it.0);
            said.low() - it.1.low() > ROUNDED * said.low()
                || it.1.high() - said.high() > ROUNDED * it.1.high()
        });
        if widened && contradicts {
            self.conflicts.push(format!(
                "its origin is {}, while it was made in {made}: it may be of either",
                told(&stated, made)
            ));
        }
    }
}

/// What is said of the origin of a thing that was made in a place, in words.
fn told(stated: &[(Place, Interval<f64>)], made: Place) -> String {
    let elsewhere = stated.iter().filter(|it| it.0 != made && it.1.high() > 0.0);
    let mut named: Vec<String> =
        elsewhere
            .map(|it| {
                if it.1.high() >= 1.0 { it.0.to_string() } else { format!("{} from {}", percent(it.1), it.0) }
            })
            .collect();
    let from_there = share_from(stated, made);
    if named.is_empty() {
        let less = from_there.high() > 0.0;
        named.push(if less { format!("{} from {made}", percent(from_there)) } else { format!("not {made}") });
    }
    named.join(" and ")
}

/// Whether what is said of the origin of a thing excludes that all of it comes from one place.
fn excludes_all_from(made: Place, said: &[(Place, Interval<f64>)]) -> bool {
    said.iter().any(|it| if it.0 == made { it.1.high() < 1.0 } else { it.1.low() > 0.0 })
}

/// The share of a place where all comes from one.
fn all_from(made: Place, place: Place) -> Interval<f64> {
    Interval::exactly(f64::from(made == place))
}

fn hull(one: Interval<f64>, other: Interval<f64>) -> Interval<f64> {
    Interval::between(one.low().min(other.low()), one.high().max(other.high())).unwrap_or(one)
}

/// Whether a thing originates as one where it was last made: whatever has no parts, as long as it is no assembly under a
/// word of its own, and of all else a material. Where nobody said what it is, it may be one.
fn originates(node: &Node, has_no_parts: bool) -> bool {
    match node.good {
        _ if node.own_word => false,
        _ if has_no_parts => true,
        Some(good) => !is_assembly(good),
        None => node.element.is_some() || node.unclear,
    }
}

/// Holds what the bill says of the origin of materials that have parts against what their parts and their customs origin
/// make together: a share that goes beyond that may be of either, and from where the thing was made may come as much as either
/// allows.
pub(crate) fn doubt_wholes(tree: &Tree, facts: &mut [Facts]) {
    let wholes: Vec<usize> = (0..facts.len()).filter(|it| facts[*it].doubted.is_some()).collect();
    let mut places: BTreeSet<Place> = BTreeSet::new();
    for &whole in &wholes {
        let within = std::iter::once(whole).chain(tree.below(whole));
        places.extend(within.flat_map(|it| facts[it].origin.iter().map(|it| it.0).chain(facts[it].made_in)));
    }
    if wholes.is_empty() {
        return;
    }
    let composition = Composition::of(tree, Basis::Value);
    let mut found: Vec<BTreeMap<Place, Interval<f64>>> = vec![BTreeMap::new(); facts.len()];
    for &place in &places {
        composition.by_customs(facts, place, |whole, customs| {
            found[whole].insert(place, customs);
        });
    }
    for whole in wholes {
        let Some(made) = facts[whole].doubted.take() else { continue };
        let found = &found[whole];
        let other = |place, said| either(said, found.get(&place).copied().unwrap_or(said), place == made);
        facts[whole].doubt((made, true), other, found.keys().copied());
    }
}

/// What is said of a whole, or what its parts and its customs origin make; from where it was made, as much as is said at
/// least where these allow it.
pub(crate) fn either(said: Interval<f64>, customs: Interval<f64>, is_made_there: bool) -> Interval<f64> {
    let within = customs.low() <= said.low() && said.high() <= customs.high();
    match (within, is_made_there) {
        (true, true) => Interval::between(said.low(), customs.high()).unwrap_or(said),
        (true, false) | (false, _) => hull(said, customs),
    }
}
