//! The content test: how much of an article is of a kind, an origin or a maker.

use coercivity_quantity::{Interval, Mix, Verdict};

use crate::id::Place;
use crate::measures::bound::{Agreed, Bound, Breadth};
use crate::measures::circumstance::Circumstance;
use crate::measures::item::GoodPattern;
use crate::measures::movement::{Movement, Part};

/// The content test: what counts, over the value or the mass of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// Which things inside count; all when empty.
    pub goods: Vec<GoodPattern>,
    /// Origin that counts; any when absent.
    pub origin: Option<Place>,
    /// Makers that count, by what is known of them; any when empty.
    pub makers: Vec<Circumstance>,
    /// Of what the share is.
    pub of: ContentOf,
    /// The share that the test asks for, 0..=1.
    pub bound: Bound,
    /// Whether several things inside add up; else each is tested alone.
    pub summed: Agreed,
}

/// Of what a share of content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentOf {
    /// Of the article's value.
    Value,
    /// Of the article's mass.
    Mass,
}

/// What a part counts: its share of the article, and how much of that counts.
struct Counted {
    share: Interval<f64>,
    content: Interval<f64>,
}

fn span(low: f64, high: f64) -> Interval<f64> {
    Interval::between(low, high.max(low)).expect("a low end is not above its high end")
}

impl Content {
    /// Whether the test is met.
    pub fn met(&self, movement: &Movement, breadth: Breadth) -> Verdict {
        self.bound.met(self.share(movement, breadth))
    }

    /// The share that counts, 0..=1. Content that nobody declared may be anything.
    pub fn share(&self, movement: &Movement, breadth: Breadth) -> Interval<f64> {
        let whole = Part::whole(movement);
        // A loose article that counts itself is all of it, whatever lies inside.
        if self.counts(&whole) == Verdict::Yes && self.origin.is_none() && self.makers.is_empty() {
            return Interval::exactly(1.0);
        }
        let Some(parts) = &movement.parts else { return span(0.0, 1.0) };
        let kinds: Vec<Verdict> = parts.iter().map(|it| self.counts(it)).collect();
        let counted: Vec<Counted> = (0..parts.len()).map(|it| self.counted(it, parts, &kinds)).collect();
        if self.summed.holds(breadth) {
            return sum(&counted);
        }
        let alone = counted
            .iter()
            .map(|it| span(it.share.low() * it.content.low(), it.share.high() * it.content.high()));
        alone.fold(Interval::exactly(0.0), |all, it| span(all.low().max(it.low()), all.high().max(it.high())))
    }

    /// Whether a thing is of the kind that counts.
    pub fn counts(&self, part: &Part) -> Verdict {
        if self.goods.is_empty() {
            return Verdict::Yes;
        }
        self.goods.iter().map(|it| it.covers(&part.item)).fold(Verdict::No, Verdict::or)
    }

    /// What a part counts: nothing when what holds it counts already. `kinds` says of each part whether it is of the
    /// kind that counts.
    fn counted(&self, place: usize, parts: &[Part], kinds: &[Verdict]) -> Counted {
        let part = &parts[place];
        let share = match self.of {
            ContentOf::Value => span(part.value.low().ratio(), part.value.high().ratio()),
            ContentOf::Mass => span(part.mass.low().ratio(), part.mass.high().ratio()),
        };
        let mut outer = Verdict::No;
        let mut holder = part.within;
        while let Some(place) = holder {
            outer = outer.or(kinds[place]);
            holder = parts[place].within;
        }
        let kind = kinds[place];
        let (certain, possible) = (kind.and(!outer) == Verdict::Yes, kind.and(!outer) != Verdict::No);
        let from = self.origin.map_or(Interval::exactly(1.0), |it| {
            span(part.from(it).low().ratio(), part.from(it).high().ratio())
        });
        let held = self.makers.iter().map(|it| part.maker.get(*it).unwrap_or(Verdict::Open));
        let made = if self.makers.is_empty() { Verdict::Yes } else { held.fold(Verdict::No, Verdict::or) };
        let low = if certain && made == Verdict::Yes { from.low() } else { 0.0 };
        let high = if possible && made != Verdict::No { from.high() } else { 0.0 };
        // A part inside another one is no further part of the whole.
        let share = if high == 0.0 && part.within.is_some() { Interval::exactly(0.0) } else { share };
        Counted { share, content: span(low, high) }
    }
}

/// The sharp range of a sum over parts whose shares, with what is left, make one.
fn sum(counted: &[Counted]) -> Interval<f64> {
    let low: f64 = counted.iter().map(|it| it.share.low()).sum();
    let high: f64 = counted.iter().map(|it| it.share.high()).sum();
    let naive = || {
        let least: f64 = counted.iter().map(|it| it.share.low() * it.content.low()).sum();
        let most: f64 = counted.iter().map(|it| it.share.high() * it.content.high()).sum();
        span(least.clamp(0.0, 1.0), most.clamp(0.0, 1.0))
    };
    if high <= 1.0 {
        // What is left is made of nothing that counts, so the parts move freely.
        return naive();
    }
    let rest = span(0.0, (1.0 - low).clamp(0.0, 1.0));
    let shares = counted.iter().map(|it| it.share).chain([rest]).collect();
    let contents: Vec<_> = counted.iter().map(|it| it.content).chain([Interval::exactly(0.0)]).collect();
    Mix::new(shares).and_then(|it| it.bounds(&contents)).unwrap_or_else(naive)
}
