//! Shares of content worked out once for one movement: clauses that differ in their threshold alone ask for the same.

use coercivity_quantity::Interval;

use crate::measures::bound::Breadth;
use crate::measures::content::Content;
use crate::measures::movement::Movement;

/// The shares that were worked out of one movement. They are those of this movement alone, and of no other.
#[derive(Clone, Debug, Default)]
pub struct Shares<'a>(Vec<(&'a Content, bool, Interval<f64>)>);

impl<'a> Shares<'a> {
    /// The share of what a test counts, 0..=1: see [`Content::share`].
    pub fn of(&mut self, content: &'a Content, movement: &Movement, breadth: Breadth) -> Interval<f64> {
        // A reading decides on nothing but whether several things inside add up.
        let summed = content.summed.holds(breadth);
        let known = self.0.iter().find(|it| it.1 == summed && it.0.counts_like(content));
        if let Some(known) = known {
            return known.2;
        }
        let share = content.share(movement, breadth);
        self.0.push((content, summed, share));
        share
    }
}
