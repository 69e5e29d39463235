//! Which movements a clause speaks about.

use coercivity_quantity::Verdict;

use crate::id::{EndUse, Place};
use crate::measures::bound::{Agreed, Breadth, Condition};
use crate::measures::circumstance::Circumstance;
use crate::measures::content::Content;
use crate::measures::item::{GoodPattern, Item};
use crate::measures::movement::Movement;
use crate::measures::ownership::Ownership;
use crate::measures::places::{PlaceSet, Whereabouts};
use crate::measures::shares::Shares;
use crate::measures::steps::Steps;

/// A predicate on a movement. Every part narrows; a part that is absent asks nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scope {
    /// One of these things; any when empty.
    pub goods: Vec<GoodPattern>,
    /// Further things that are meant in the wide reading only.
    pub goods_wide: Vec<GoodPattern>,
    /// Whether it speaks of the article that moves, or of anything inside it as well.
    pub reach: Reach,
    /// The article holds one of these things; not asked when empty.
    pub contains: Vec<GoodPattern>,
    /// Where it leaves.
    pub from: Whereabouts,
    /// Where it goes, or who buys or holds it.
    pub to: Whereabouts,
    /// It goes to one of these places, or its user belongs to one, wherever it goes; not asked when absent.
    pub to_or_user: Option<PlaceSet>,
    /// Where it was made.
    pub made: Whereabouts,
    /// Where the provider of a technology or service belongs.
    pub provider: Whereabouts,
    /// Whether it must cross a border.
    pub border: Border,
    /// One of these makers; any when empty.
    pub makers: Vec<String>,
    /// One of these end uses; any when empty.
    pub end_uses: Vec<EndUse>,
    /// One of these circumstances holds, or one of `any_of`; none is asked when both are empty.
    pub circumstances: Vec<Circumstance>,
    /// Conditions that stand beside the circumstances: one of all these must hold.
    pub any_of: Vec<Condition>,
    /// How much listed owners must hold where the clause speaks of them.
    pub ownership: Option<Ownership>,
    /// Technology of one of these places was used.
    pub technology: Option<PlaceSet>,
    /// Whether equipment of those places counts as their technology.
    pub equipment: Agreed,
    /// Controlled content reaches a share, or stays below one.
    pub content: Option<Content>,
    /// A step was done in one of these places.
    pub steps: Option<Steps>,
    /// Conditions in the clause's own words: all must hold.
    pub conditions: Vec<Condition>,
}

/// Whether a movement must cross a border to be meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Border {
    /// It need not.
    #[default]
    Any,
    /// It must leave the place where it starts; a lane inside one area counts as staying.
    Crossed,
}

/// What a clause looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// The article that moves, alone.
    #[default]
    Article,
    /// The article, and everything inside it wherever it sits.
    Inside,
}

/// A part of a scope that asks something.
enum Asked<'a> {
    Part(&'static str),
    Circumstances,
    Condition(&'a Condition),
}

fn any(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    verdicts.fold(Verdict::No, Verdict::or)
}

impl Scope {
    /// Whether the clause speaks about this movement; `shares` are those of this movement alone.
    pub fn covers<'a>(&'a self, movement: &Movement, breadth: Breadth, shares: &mut Shares<'a>) -> Verdict {
        let mut all = Verdict::Yes;
        self.ask(movement, (breadth, shares), &mut |_, verdict| {
            all = all.and(verdict);
            all
        });
        all
    }

    /// Whether the clause puts this movement to its test: all holds that it asks beside the test itself, which is its
    /// content where it asks for some, else its conditions.
    pub fn applies<'a>(&'a self, movement: &Movement, breadth: Breadth, shares: &mut Shares<'a>) -> Verdict {
        let mut all = Verdict::Yes;
        self.ask(movement, (breadth, shares), &mut |part, verdict| {
            let tests = match part {
                Asked::Part(name) => name == "content",
                Asked::Condition(_) => self.content.is_none(),
                Asked::Circumstances => false,
            };
            all = if tests { all } else { all.and(verdict) };
            all
        });
        all
    }

    /// Whether a thing that was made in one place and is provided from another may be meant in any reading: where this
    /// says no, no other part of a movement makes up for it.
    pub fn may_mean(&self, item: &Item, made_in: Option<Place>, provider_in: Option<Place>) -> bool {
        let places = [(&self.made, made_in), (&self.provider, provider_in)];
        let mut goods = self.goods_read(Breadth::Wide).peekable();
        places.iter().all(|it| it.0.fits(it.1) != Verdict::No)
            && (goods.peek().is_none() || any(goods.map(|it| it.covers(item))) != Verdict::No)
    }

    /// The answer of each part that asks something, by the part's name.
    pub fn parts(&self, movement: &Movement, breadth: Breadth) -> Vec<(String, Verdict)> {
        let mut parts = Vec::new();
        self.ask(movement, (breadth, &mut Shares::default()), &mut |part, verdict| {
            parts.push((self.part_name(part), verdict));
            Verdict::Yes
        });
        parts
    }

    /// The names of the parts of which the answer is this one: an open answer names what evidence would settle it.
    pub fn parts_that<'a>(
        &'a self,
        movement: &Movement,
        (breadth, answer): (Breadth, Verdict),
        shares: &mut Shares<'a>,
    ) -> Vec<String> {
        let mut parts = Vec::new();
        self.ask(movement, (breadth, shares), &mut |part, verdict| {
            if verdict == answer {
                parts.push(self.part_name(part));
            }
            Verdict::Yes
        });
        parts
    }

    fn part_name(&self, part: Asked<'_>) -> String {
        match part {
            Asked::Part(name) => name.to_owned(),
            Asked::Circumstances => {
                let words = self.circumstances.iter().map(|it| it.word());
                let words: Vec<&str> = words.chain(self.any_of.iter().map(|it| it.id.as_str())).collect();
                words.join(" or ")
            }
            Asked::Condition(condition) => format!("condition {}", condition.id),
        }
    }

    /// Tells the answer of each part, the cheapest first, until the listener answers no.
    fn ask<'a>(
        &'a self,
        movement: &Movement,
        (breadth, shares): (Breadth, &mut Shares<'a>),
        tell: &mut dyn FnMut(Asked<'a>, Verdict) -> Verdict,
    ) {
        let places = [
            ("from", &self.from, movement.from),
            ("to", &self.to, movement.to),
            ("made", &self.made, movement.made_in),
            ("provider", &self.provider, movement.provider_in),
        ];
        for (name, asked, found) in places.into_iter().filter(|it| !it.1.is_anywhere()) {
            if tell(Asked::Part(name), asked.fits(found)) == Verdict::No {
                return;
            }
        }
        if let Some(places) = &self.to_or_user {
            let reached = places.holds(movement.to).or(places.holds(movement.user_in));
            if tell(Asked::Part("destination or user"), reached) == Verdict::No {
                return;
            }
        }
        if !self.goods.is_empty() || !self.goods_wide.is_empty() {
            let meant = any(self.goods_read(breadth).map(|it| it.covers(&movement.item)));
            if tell(Asked::Part("goods"), meant) == Verdict::No {
                return;
            }
        }
        if self.border == Border::Crossed {
            let crossed = match (movement.from, movement.to) {
                (Some(from), Some(to)) => Verdict::from(from != to),
                _ => Verdict::Open,
            };
            tell(Asked::Part("border"), crossed);
        }
        if !self.makers.is_empty() {
            let made = |it: &String| Verdict::from(self.makers.contains(it));
            tell(Asked::Part("maker"), movement.maker.as_ref().map_or(Verdict::Open, made));
        }
        if !self.end_uses.is_empty() {
            let used = |it: EndUse| Verdict::from(self.end_uses.contains(&it));
            tell(Asked::Part("end use"), movement.end_use.map_or(Verdict::Open, used));
        }
        self.ask_evidence(movement, (breadth, shares), tell);
    }

    /// The things that a reading means.
    fn goods_read(&self, breadth: Breadth) -> impl Iterator<Item = &GoodPattern> {
        let wide = if breadth == Breadth::Wide { &self.goods_wide[..] } else { &[] };
        self.goods.iter().chain(wide)
    }

    /// Whether one of the circumstances holds. What is known of owners says more than the bare circumstance.
    fn holds(&self, movement: &Movement, breadth: Breadth) -> Verdict {
        let circumstance = |it: &Circumstance| match (&self.ownership, it) {
            (Some(ownership), Circumstance::ListedOwner) => ownership.reached(movement, breadth),
            _ => movement.circumstance(*it),
        };
        let stated = self.circumstances.iter().map(circumstance);
        any(stated.chain(self.any_of.iter().map(|it| it.answer(movement))))
    }

    /// The parts that only papers can settle.
    fn ask_evidence<'a>(
        &'a self,
        movement: &Movement,
        (breadth, shares): (Breadth, &mut Shares<'a>),
        tell: &mut dyn FnMut(Asked<'a>, Verdict) -> Verdict,
    ) {
        if !self.circumstances.is_empty() || !self.any_of.is_empty() {
            tell(Asked::Circumstances, self.holds(movement, breadth));
        }
        if !self.contains.is_empty() {
            tell(Asked::Part("contents"), movement.contains(&self.contains));
        }
        if let Some(places) = &self.technology {
            let used = |it: Place| movement.technology_of(it, self.equipment.holds(breadth));
            tell(Asked::Part("technology"), any(places.named().map(used)));
        }
        if let Some(content) = &self.content {
            tell(Asked::Part("content"), content.bound.met(shares.of(content, movement, breadth)));
        }
        if let Some(steps) = &self.steps {
            tell(Asked::Part("steps"), steps.done(movement, breadth));
        }
        for condition in &self.conditions {
            tell(Asked::Condition(condition), condition.answer(movement));
        }
    }

    /// Whether the scope names no substance: it may bear on any.
    pub fn is_general(&self) -> bool {
        self.goods.iter().chain(&self.goods_wide).all(GoodPattern::is_general)
    }
    /// Whether the scope speaks about an element; a scope that names no goods speaks about all.
    pub fn concerns(&self, element: &str) -> bool {
        let mut named = self.goods.iter().chain(&self.goods_wide).peekable();
        named.peek().is_none() || named.any(|it| it.concerns(element))
    }
}
