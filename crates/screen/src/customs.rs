//! The customs origin of a thing beside what is said of where it comes from.
//!
//! Where nothing else says where its value comes from, the customs origin does; a paper that says more, such as at most so much
//! from elsewhere, takes its place. Where the bill says otherwise of a regime item without parts, it may be of either. A paper
//! that holds whatever is true leaves each answer as it was.

use coercivity_quantity::Interval;
use coercivity_world::Place;

use crate::apart::ROUNDED;
use crate::facts::Facts;
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
        if !node.origin.is_empty() {
            if has_no_parts && node.good.is_some() && !node.own_word {
                self.doubt_origin(node, made, papers);
            }
            return;
        }
        if !papers.say_no_more_than(made) {
            return;
        }
        // The customs origin of a whole says where what its parts leave over comes from; papers speak of all of it.
        self.rest = Some(made);
        if has_no_parts || self.origin.iter().all(|it| says_nothing(it.1)) {
            self.origin.clear();
        }
    }

    /// A regime item with no parts originates, by law, where it was last made; all of its content may be said to come from
    /// elsewhere, such as the mines. Which of the two a law means is open, and so is what comes from either, until a paper
    /// says that it originates where the bill says. Any other one bounds what it says, and no more.
    fn doubt_origin(&mut self, node: &Node, made: Place, papers: &PapersOfOrigin) {
        let mut bill = SharesSaid::default();
        let contradicts = node.origin.iter().any(|it| bill.contradicts(it.0, it.1));
        let (bill, papers) = (bill.held().shares, papers.shares.held().shares);
        let leaves_none = |said: &[(Place, Interval<f64>)]| share_from(said, made).high() <= ROUNDED;
        if contradicts || !leaves_none(&bill) || leaves_none(&papers) {
            return;
        }
        let mut places: Vec<Place> = bill.iter().map(|it| it.0).filter(|it| *it != made).collect();
        let named: Vec<String> = places.iter().map(ToString::to_string).collect();
        let origin = if named.is_empty() { format!("not {made}") } else { named.join(" and ") };
        self.conflicts
            .push(format!("its origin is {origin}, while it was made in {made}: it may be of either"));
        places.push(made);
        let further: Vec<Place> = papers.iter().map(|it| it.0).filter(|it| !places.contains(it)).collect();
        places.extend(further);
        let open = places.into_iter().map(|it| {
            // What papers say alone, and what they and the bill say together.
            let (one, other) = (share_from(&papers, it), share_from(&self.origin, it));
            let (low, high) = (one.low().min(other.low()), one.high().max(other.high()));
            (it, Interval::between(low, high).unwrap_or(one))
        });
        self.origin = open.collect();
    }
}
