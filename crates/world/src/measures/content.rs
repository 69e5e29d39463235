//! The content test: how much of an article is of a kind, an origin or a maker.
//!
//! The parts of an article form a tree. What of a part counts is what it is itself, where it is of the kind that counts,
//! and else what lies inside it; of what its own parts leave, nothing counts, unless something that counts must still be
//! there: a magnet named for its dysprosium holds some, whether a line says so or not.

use coercivity_quantity::{Interval, Mix, Verdict};

use crate::id::{Element, Place};
use crate::measures::bound::{Agreed, Bound, Breadth};
use crate::measures::circumstance::Circumstance;
use crate::measures::item::{GoodPattern, Item};
use crate::measures::movement::{Movement, Part};

/// The content test: what counts, over the value or the mass of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// Which things inside count; all when empty.
    pub goods: Vec<GoodPattern>,
    /// Compositions with elements that their recipes may hold though their names do not say so.
    pub recipe: Vec<GoodPattern>,
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

/// Where a part lies, and what is known of it.
struct Tested<'a> {
    part: &'a Part,
    /// Its share of the article.
    share: Interval<f64>,
    /// How much of it counts for what it is itself, 0..=1.
    own: Interval<f64>,
    /// Elements that count and that it holds or may hold, where it is a composition and does not count itself.
    holds: Vec<Element>,
}

fn span(low: f64, high: f64) -> Interval<f64> {
    Interval::between(low, high.max(low)).expect("a low end is not above its high end")
}

impl Content {
    /// Whether another test counts the same things over the same: whatever share each asks for, and however it adds up.
    pub(super) fn counts_like(&self, other: &Self) -> bool {
        let Self { goods, recipe, origin, makers, of, bound: _, summed: _ } = self;
        std::ptr::eq(self, other)
            || (of, origin, makers) == (&other.of, &other.origin, &other.makers)
                && (goods, recipe) == (&other.goods, &other.recipe)
    }

    /// The share that counts, 0..=1. Content that nobody declared may be anything.
    pub fn share(&self, movement: &Movement, breadth: Breadth) -> Interval<f64> {
        let whole = Part::whole(movement);
        // A loose article that counts itself is all of it, whatever lies inside.
        if self.counts(&whole) == Verdict::Yes && self.origin.is_none() && self.makers.is_empty() {
            return Interval::exactly(1.0);
        }
        let Some(parts) = &movement.parts else { return span(0.0, 1.0) };
        let tested: Vec<Tested<'_>> = parts.iter().map(|it| self.tested(it)).collect();
        let at_top = self.held(&movement.item);
        let hidden_at_top = self.hides(movement.unlisted.as_ref());
        if !hidden_at_top
            && at_top.is_empty()
            && tested.iter().all(|it| it.own.high() == 0.0 && it.holds.is_empty())
        {
            return Interval::exactly(0.0);
        }
        let added = match self.goods.is_empty() && self.makers.is_empty() {
            true => self.made_here(movement),
            false if hidden_at_top => span(0.0, 1.0),
            false => hidden(&at_top, None, &tested),
        };
        let mut inside = Inside::of(&tested, added);
        if self.summed.holds(breadth) { inside.summed(&tested) } else { inside.alone(&tested) }
    }

    /// The compositions that hold, or may hold, elements that count and that no line brings: the article itself when none,
    /// else a part by its place.
    pub fn unsaid(&self, movement: &Movement) -> Vec<(Option<usize>, Vec<Element>)> {
        let parts = movement.parts.as_deref().map_or(&[][..], |it| it);
        let tested: Vec<Tested<'_>> = parts.iter().map(|it| self.tested(it)).collect();
        let top = self.held(&movement.item);
        let holders = std::iter::once((None, &top))
            .chain(tested.iter().enumerate().map(|it| (Some(it.0), &it.1.holds)));
        let unsaid = holders.map(|(at, holds)| (at, missing(holds, at, &tested).copied().collect()));
        unsaid.filter(|it: &(_, Vec<Element>)| !it.1.is_empty()).collect()
    }

    /// How much of what is added beside the parts comes from the place that counts: by where the whole was made.
    fn made_here(&self, movement: &Movement) -> Interval<f64> {
        let Some(place) = self.origin else { return Interval::exactly(0.0) };
        movement.made_in.map_or(span(0.0, 1.0), |it| Interval::exactly(f64::from(it == place)))
    }

    /// Whether a thing is of the kind that counts.
    pub fn counts(&self, part: &Part) -> Verdict {
        if self.goods.is_empty() {
            return Verdict::Yes;
        }
        self.goods.iter().map(|it| it.covers(&part.item)).fold(Verdict::No, Verdict::or)
    }

    fn tested<'a>(&'a self, part: &'a Part) -> Tested<'a> {
        let share = match self.of {
            ContentOf::Value => span(part.value.low().ratio(), part.value.high().ratio()),
            ContentOf::Mass => span(part.mass.low().ratio(), part.mass.high().ratio()),
        };
        let kind = self.counts(part);
        let from = || {
            self.origin.map_or(Interval::exactly(1.0), |it| {
                span(part.from(it).low().ratio(), part.from(it).high().ratio())
            })
        };
        let held = self.makers.iter().map(|it| part.maker.get(*it).unwrap_or(Verdict::Open));
        let made = if self.makers.is_empty() { Verdict::Yes } else { held.fold(Verdict::No, Verdict::or) };
        let own = match kind.and(made) {
            Verdict::Yes => from(),
            Verdict::Open => span(0.0, from().high()),
            Verdict::No if made != Verdict::No && self.hides(part.unlisted.as_ref()) => {
                span(0.0, from().high())
            }
            Verdict::No => Interval::exactly(0.0),
        };
        let holds = if kind == Verdict::Yes { Vec::new() } else { self.held(&part.item) };
        Tested { part, share, own, holds }
    }

    /// Whether what lies unlisted in something may be a composition that counts. Elements that count are told by the names of
    /// what holds them, listed or not.
    fn hides(&self, unlisted: Option<&Item>) -> bool {
        let named = || self.goods.iter().filter(|it| it.elements().next().is_none());
        unlisted.is_some_and(|item| named().any(|it| it.covers(item) != Verdict::No))
    }

    /// The elements that count of which a composition holds some, or may: those of its name; and, where neither the name nor a
    /// line spells an addition out, those of its recipe that nobody denied.
    fn held(&self, item: &Item) -> Vec<Element> {
        let named = item.composition();
        let mut open: Vec<&GoodPattern> =
            self.recipe.iter().filter(|it| it.covers(item) != Verdict::No).collect();
        if self.goods.is_empty() || named.is_empty() && open.is_empty() {
            return Vec::new();
        }
        let spelled = |it: Element| named.contains(&it) || item.stated(&it) == Some(Verdict::Yes);
        if open.iter().flat_map(|it| it.elements()).filter_map(Element::new).any(spelled) {
            open.clear();
        }
        let counts =
            |it: &Element| self.goods.iter().any(|good| good.elements().any(|own| own == it.as_str()));
        let sure = named.iter().filter(|it| counts(it) && item.stated(it) != Some(Verdict::No)).copied();
        let may = open.iter().flat_map(|it| it.elements()).filter_map(Element::new);
        let mut held: Vec<Element> = sure.chain(may).collect();
        held.sort_unstable();
        held.dedup();
        held
    }
}

/// Elements of something that none of its parts brings.
fn missing<'a>(
    holds: &'a [Element],
    within: Option<usize>,
    tested: &'a [Tested<'_>],
) -> impl Iterator<Item = &'a Element> {
    let brings = move |it: &Tested<'_>, element: &Element| {
        it.part.within == within
            && (it.holds.contains(element) || it.part.item.composition().contains(element))
    };
    holds.iter().filter(move |element| !tested.iter().any(|it| brings(it, element)))
}

/// What of that which the parts of something leave may count: anything, where an element that counts must or may be
/// there and no part brings it.
fn hidden(holds: &[Element], within: Option<usize>, tested: &[Tested<'_>]) -> Interval<f64> {
    let some = missing(holds, within, tested).next().is_some();
    if some { span(0.0, 1.0) } else { Interval::exactly(0.0) }
}

/// What lies directly inside each thing: the article first, then each part.
struct Inside(Vec<Within>);

/// The parts of one thing, by their shares of it and by how much of each counts, and what they leave.
struct Within {
    shares: Vec<Interval<f64>>,
    contents: Vec<Interval<f64>>,
    /// How much counts of what the parts leave.
    added: Interval<f64>,
}

impl Within {
    /// What the parts leave, of one.
    fn rest(&self) -> Interval<f64> {
        let (low, high): (f64, f64) =
            self.shares.iter().fold((0.0, 0.0), |sum, it| (sum.0 + it.low(), sum.1 + it.high()));
        span((1.0 - high).clamp(0.0, 1.0), (1.0 - low).clamp(0.0, 1.0))
    }
    /// The sharp range of what counts, over shares that with what is left make one.
    fn mixed(&mut self) -> Interval<f64> {
        let nothing = |it: &Interval<f64>| it.high() == 0.0;
        if self.shares.is_empty() || nothing(&self.added) && self.contents.iter().all(nothing) {
            return self.added;
        }
        let rest = self.rest();
        self.shares.push(rest);
        self.contents.push(self.added);
        // Parts that are worth more than the whole: the plain sum says what can be said.
        let parts = || self.shares.iter().zip(&self.contents);
        let least: f64 = parts().map(|it| it.0.low() * it.1.low()).sum();
        let most: f64 = parts().map(|it| it.0.high() * it.1.high()).sum();
        let naive = span(least.clamp(0.0, 1.0), most.clamp(0.0, 1.0));
        Mix::new(std::mem::take(&mut self.shares)).and_then(|it| it.bounds(&self.contents)).unwrap_or(naive)
    }
}

impl Inside {
    fn of(tested: &[Tested<'_>], added_at_top: Interval<f64>) -> Self {
        let nothing = |added| Within { shares: Vec::new(), contents: Vec::new(), added };
        let added = |place: usize| hidden(&tested[place].holds, Some(place), tested);
        Self(
            std::iter::once(nothing(added_at_top))
                .chain((0..tested.len()).map(|it| nothing(added(it))))
                .collect(),
        )
    }

    /// How much counts of the article, all parts together. What of a part counts is what it is itself, or what lies inside
    /// it: never both.
    fn summed(&mut self, tested: &[Tested<'_>]) -> Interval<f64> {
        // What lies inside something comes after it.
        for (place, it) in tested.iter().enumerate().rev() {
            let inside = self.0[place + 1].mixed();
            let content = span(it.own.low().max(inside.low()), it.own.high().max(inside.high()));
            let holder = it.part.within.map_or(Interval::exactly(1.0), |it| tested[it].share);
            let own = &mut self.0[it.part.within.map_or(0, |it| it + 1)];
            own.shares.push(part_of(it.share, holder));
            own.contents.push(content);
        }
        self.0[0].mixed()
    }

    /// How much the thing counts that counts most, each alone. What is the same thing by its name is one, however many
    /// lines and ways bring it; what may be the same adds to the most that it may be.
    fn alone(&mut self, tested: &[Tested<'_>]) -> Interval<f64> {
        let one = Interval::exactly(1.0);
        let times =
            |share: Interval<f64>, of: Interval<f64>| span(share.low() * of.low(), share.high() * of.high());
        for it in tested {
            let holder = it.part.within.map_or(one, |it| tested[it].share);
            self.0[it.part.within.map_or(0, |it| it + 1)].shares.push(part_of(it.share, holder));
        }
        let shares = std::iter::once(one).chain(tested.iter().map(|it| it.share));
        let added = self.0.iter().zip(shares).map(|(it, share)| times(share, times(it.rest(), it.added)));
        let mut counted: Vec<&Tested<'_>> = tested.iter().filter(|it| it.own.high() > 0.0).collect();
        let alike = |it: &&Tested<'_>, other: &&Tested<'_>| it.part.item.good() == other.part.item.good();
        let mut own = Vec::new();
        while let Some(first) = counted.first().copied() {
            let same = |it: &Tested<'_>| alike(&it, &first) || vague(&it.part.item);
            own.push(match tested.iter().filter(|it| it.own.high() > 0.0 && same(it)).nth(1) {
                None => times(first.share, first.own),
                Some(_) => together(tested, same),
            });
            counted.retain(|it| !alike(it, &first));
        }
        own.into_iter()
            .chain(added)
            .fold(Interval::exactly(0.0), |all, it| span(all.low().max(it.low()), all.high().max(it.high())))
    }
}

/// Whether a name leaves open what a thing is.
fn vague(item: &Item) -> bool {
    item.substance().is_none() || item.stage().is_none_or(|it| it.contains('|'))
}

/// How much some of the parts count together.
fn together(tested: &[Tested<'_>], same: impl Fn(&Tested<'_>) -> bool) -> Interval<f64> {
    let nothing = Interval::exactly(0.0);
    let picked = tested.iter().map(|it| Tested {
        part: it.part,
        share: it.share,
        own: if same(it) { it.own } else { nothing },
        holds: Vec::new(),
    });
    let picked: Vec<Tested<'_>> = picked.collect();
    Inside::of(&picked, nothing).summed(&picked)
}

/// A share of the article as a share of what lies in it.
fn part_of(share: Interval<f64>, holder: Interval<f64>) -> Interval<f64> {
    let over =
        |one: f64, other: f64, none: f64| if other > 0.0 { (one / other).clamp(0.0, 1.0) } else { none };
    span(over(share.low(), holder.low(), 0.0), over(share.high(), holder.high(), 1.0))
}
