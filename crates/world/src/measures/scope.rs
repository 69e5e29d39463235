//! Which movements a clause speaks about.

use coercivity_quantity::{Interval, ValueShare, Verdict};

use crate::id::{EndUse, Place, Stage};
use crate::measures::item::GoodPattern;
use crate::measures::movement::{Circumstance, Movement};
use crate::measures::places::{PlaceSet, Whereabouts};

/// A predicate on a movement. Every part narrows; a part that is absent asks nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scope {
    /// One of these things; any when empty.
    pub goods: Vec<GoodPattern>,
    /// Where it leaves.
    pub from: Whereabouts,
    /// Where it goes, or who buys or holds it.
    pub to: Whereabouts,
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
    /// One of these circumstances holds; none is asked when empty.
    pub circumstances: Vec<Circumstance>,
    /// Technology of one of these places was used.
    pub technology: Option<PlaceSet>,
    /// Controlled content of an origin reaches a share.
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

/// The content test: the value of these things from this origin, over the value of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// Which things inside count.
    pub goods: Vec<GoodPattern>,
    /// Origin that counts.
    pub origin: Place,
    /// The share at which the test is met; equality meets it.
    pub at_least: ValueShare,
}

/// The step test: any of these steps done in any of these places.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps {
    /// Steps that count.
    pub any_of: Vec<Stage>,
    /// Places that count.
    pub within: PlaceSet,
}

/// A condition that only evidence can settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Id under which a movement answers it.
    pub id: String,
    /// The condition in words.
    pub text: String,
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

impl Content {
    /// The share that counts. Content that nobody declared may be anything.
    pub fn share(&self, movement: &Movement) -> Interval<ValueShare> {
        let Some(parts) = &movement.parts else {
            return Interval::between(ValueShare::NONE, ValueShare::ALL).expect("nothing is below all");
        };
        let (mut low, mut high) = (0.0, 0.0);
        for part in parts {
            let counted = self.goods.iter().map(|it| it.covers(&part.item)).fold(Verdict::No, Verdict::or);
            let origin = part.from(self.origin);
            if counted == Verdict::Yes {
                low += part.value.low().ratio() * origin.low().ratio();
            }
            if counted != Verdict::No {
                high += part.value.high().ratio() * origin.high().ratio();
            }
        }
        let share = |ratio: f64| ValueShare::of_ratio(ratio.clamp(0.0, 1.0)).unwrap_or(ValueShare::ALL);
        Interval::between(share(low), share(high)).expect("the low sum is below the high sum")
    }
}

impl Steps {
    fn done(&self, movement: &Movement) -> Verdict {
        let step = |it: &Stage| self.within.holds(movement.steps.get(it).copied());
        self.any_of.iter().map(step).fold(Verdict::No, Verdict::or)
    }
}

impl Scope {
    /// Whether the clause speaks about this movement.
    pub fn covers(&self, movement: &Movement) -> Verdict {
        let mut all = Verdict::Yes;
        self.ask(movement, &mut |_, verdict| {
            all = all.and(verdict);
            all
        });
        all
    }

    /// The answer of each part that asks something, by the part's name: an open answer names what evidence
    /// would settle it.
    pub fn parts(&self, movement: &Movement) -> Vec<(String, Verdict)> {
        let mut parts: Vec<(String, Verdict)> = Vec::new();
        self.ask(movement, &mut |part, verdict| {
            parts.push((self.part_name(part), verdict));
            Verdict::Yes
        });
        parts
    }

    fn part_name(&self, part: Asked<'_>) -> String {
        match part {
            Asked::Part(name) => name.to_owned(),
            Asked::Circumstances => {
                let words: Vec<&str> = self.circumstances.iter().map(|it| it.word()).collect();
                words.join(" or ")
            }
            Asked::Condition(condition) => format!("condition {}", condition.id),
        }
    }

    /// Tells the answer of each part, the cheapest first, until the listener answers no.
    fn ask<'a>(&'a self, movement: &Movement, tell: &mut dyn FnMut(Asked<'a>, Verdict) -> Verdict) {
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
        if !self.goods.is_empty() {
            let meant = any(self.goods.iter().map(|it| it.covers(&movement.item)));
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
        self.ask_evidence(movement, tell);
    }

    /// The parts that only papers can settle.
    fn ask_evidence<'a>(&'a self, movement: &Movement, tell: &mut dyn FnMut(Asked<'a>, Verdict) -> Verdict) {
        if !self.circumstances.is_empty() {
            let holds = any(self.circumstances.iter().map(|it| movement.circumstance(*it)));
            tell(Asked::Circumstances, holds);
        }
        if let Some(places) = &self.technology {
            let used = |it: Place| movement.technology.get(&it).copied().unwrap_or(Verdict::Open);
            tell(Asked::Part("technology"), any(places.named().map(used)));
        }
        if let Some(content) = &self.content {
            tell(Asked::Part("content"), content.share(movement).reaches(content.at_least));
        }
        if let Some(steps) = &self.steps {
            tell(Asked::Part("steps"), steps.done(movement));
        }
        for condition in &self.conditions {
            let answer = movement.answers.get(&condition.id).copied().unwrap_or(Verdict::Open);
            tell(Asked::Condition(condition), answer);
        }
    }

    /// Whether the scope names no substance: it may bear on any.
    pub fn is_general(&self) -> bool {
        self.goods.iter().all(GoodPattern::is_general)
    }
    /// Whether the scope speaks about an element; a scope that names no goods speaks about all.
    pub fn concerns(&self, element: &str) -> bool {
        self.goods.is_empty() || self.goods.iter().any(|it| it.concerns(element))
    }
}
