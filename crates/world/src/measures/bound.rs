//! Bounds that clauses set, conditions that only evidence can settle, and how wide contested words are read.

use coercivity_quantity::{Interval, Verdict};

use crate::measures::item::GoodPattern;
use crate::measures::movement::Movement;
use crate::measures::places::PlaceSet;

/// How wide contested words are read: an input, never a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breadth {
    /// Only what the words certainly mean.
    Narrow,
    /// All that they may mean.
    Wide,
}

impl Breadth {
    /// Every reading with its word on the command line.
    pub const WORDS: [(&'static str, Self); 2] = [("narrow", Self::Narrow), ("wide", Self::Wide)];
    /// The word on the command line.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|it| it.1 == self).expect("every reading has a word").0
    }
}

/// Whether readers of a clause agree that something counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Agreed {
    /// It counts.
    Yes,
    /// It counts in the wide reading only.
    Contested,
    /// It does not count.
    #[default]
    No,
}

impl Agreed {
    /// Whether it counts in a reading.
    pub fn holds(self, breadth: Breadth) -> bool {
        match self {
            Self::Yes => true,
            Self::Contested => breadth == Breadth::Wide,
            Self::No => false,
        }
    }
}

/// A bound that a number must keep for a test to be met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// The number reaches it; equality meets it.
    AtLeast(f64),
    /// The number exceeds it.
    MoreThan(f64),
    /// The number does not exceed it; equality meets it.
    AtMost(f64),
    /// The number stays below it.
    Below(f64),
}

impl Bound {
    /// Whether a number that lies in a range keeps the bound.
    pub fn met(self, range: Interval<f64>) -> Verdict {
        match self {
            Self::AtLeast(least) => range.reaches(least - slack(least)),
            Self::Below(most) => !Self::AtLeast(most).met(range),
            Self::MoreThan(least) if range.low() > least + slack(least) => Verdict::Yes,
            Self::MoreThan(least) if range.high() <= least + slack(least) => Verdict::No,
            Self::MoreThan(_) => Verdict::Open,
            Self::AtMost(most) => !Self::MoreThan(most).met(range),
        }
    }
    /// The number of the bound.
    pub fn at(self) -> f64 {
        match self {
            Self::AtLeast(it) | Self::MoreThan(it) | Self::AtMost(it) | Self::Below(it) => it,
        }
    }
    /// The sign between a number and the bound.
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast(_) => ">=",
            Self::MoreThan(_) => ">",
            Self::AtMost(_) => "<=",
            Self::Below(_) => "<",
        }
    }
    /// The same bound on a number of another unit.
    #[must_use]
    pub fn scaled(self, by: f64) -> Self {
        match self {
            Self::AtLeast(it) => Self::AtLeast(it * by),
            Self::MoreThan(it) => Self::MoreThan(it * by),
            Self::AtMost(it) => Self::AtMost(it * by),
            Self::Below(it) => Self::Below(it * by),
        }
    }
}

/// How near to a bound a number is taken for the bound itself. Shares are quotients and sums of decimal numbers, which
/// binary ones round in their last places: what is exactly 0.1 % on paper must not come to lie beside it. No bill states
/// its numbers to twelve places. Nothing is as near to zero as that without being zero.
fn slack(bound: f64) -> f64 {
    if bound == 0.0 { 0.0 } else { 1e-12 * (1.0 + bound.abs()) }
}

/// A condition that only evidence can settle.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Id under which a movement answers it.
    pub id: String,
    /// The condition in words.
    pub text: String,
    /// The bound that a figure of this id must keep; a plain yes or no when absent.
    pub bound: Option<Bound>,
    /// Things of which it certainly holds, whatever the movement leaves unsaid.
    pub certain_of: Vec<GoodPattern>,
    /// Places from which whatever leaves certainly keeps it.
    pub certain_from: Option<Box<PlaceSet>>,
    /// Places of which whatever was made there certainly keeps it.
    pub certain_made_in: Option<Box<PlaceSet>>,
    /// Places in which alone it may hold, such as those that a region is part of: what was mined, worked and made
    /// elsewhere certainly does not keep it.
    pub only_in: Option<Box<PlaceSet>>,
}

impl Condition {
    /// What a movement answers. A figure says more than a yes or no; an answer against what is certain leaves it open.
    pub fn answer(&self, movement: &Movement) -> Verdict {
        if let (Some(bound), Some(figure)) = (self.bound, movement.figures.get(&self.id)) {
            return bound.met(*figure);
        }
        match (movement.answers.get(&self.id).copied(), self.certain(movement)) {
            (Some(answer), Some(certain)) if answer != certain => Verdict::Open,
            (Some(answer), _) => answer,
            (None, certain) => certain.unwrap_or(Verdict::Open),
        }
    }

    /// What is certain of it, whatever a movement answers.
    fn certain(&self, movement: &Movement) -> Option<Verdict> {
        let lies = |set: &Option<Box<PlaceSet>>, place| {
            set.as_ref().is_some_and(|it| it.holds(place) == Verdict::Yes)
        };
        if movement.listed.contains_key(&self.id)
            || self.certain_of.iter().any(|it| it.covers(&movement.item) == Verdict::Yes)
            || lies(&self.certain_from, movement.from)
            || lies(&self.certain_made_in, movement.made_in)
        {
            return Some(Verdict::Yes);
        }
        let (only, making) = (self.only_in.as_ref()?, movement.making.as_ref()?);
        let elsewhere = making.iter().all(|it| only.holds(Some(*it)) == Verdict::No);
        elsewhere.then_some(Verdict::No)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bound_has_its_own_equality() {
        let at = Interval::exactly(0.5);
        assert_eq!(Bound::AtLeast(0.5).met(at), Verdict::Yes);
        assert_eq!(Bound::MoreThan(0.5).met(at), Verdict::No);
        assert_eq!(Bound::AtMost(0.5).met(at), Verdict::Yes);
        assert_eq!(Bound::Below(0.5).met(at), Verdict::No);
        // 0.276 73 of 276.73 is a thousandth, whatever binary division makes of it.
        for share in [0.276_73 / 276.73, 0.001 * (1.0 - 4e-16), 0.001 * (1.0 + 4e-16)] {
            let at = Interval::exactly(share);
            let met =
                [Bound::AtLeast(0.001), Bound::AtMost(0.001), Bound::MoreThan(0.001), Bound::Below(0.001)];
            assert_eq!(met.map(|it| it.met(at)), [Verdict::Yes, Verdict::Yes, Verdict::No, Verdict::No]);
        }
        assert_eq!(Bound::AtLeast(0.001).met(Interval::exactly(0.000_999_999)), Verdict::No);
        assert_eq!(Bound::MoreThan(0.0).met(Interval::exactly(1e-15)), Verdict::Yes);
        let around = Interval::between(0.4, 0.6).unwrap();
        for bound in [Bound::AtLeast(0.5), Bound::MoreThan(0.5), Bound::AtMost(0.5), Bound::Below(0.5)] {
            assert_eq!(bound.met(around), Verdict::Open);
        }
    }
}
