//! A movement: the one question that every room asks of the law.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use coercivity_quantity::{Interval, MassShare, ValueShare, Verdict};

use crate::id::{Element, EndUse, Place, Stage};
use crate::measures::change::ClauseRef;
use crate::measures::circumstance::{Circumstance, Circumstances};
use crate::measures::item::{GoodPattern, Item};

/// Something that moves or is about to move. What nobody stated is unknown, never harmless.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Movement {
    /// The thing.
    pub item: Item,
    /// Where it leaves.
    pub from: Option<Place>,
    /// Where it goes.
    pub to: Option<Place>,
    /// Where its user belongs.
    pub user_in: Option<Place>,
    /// Its customs origin.
    pub made_in: Option<Place>,
    /// The firm or facility that made it.
    pub maker: Option<String>,
    /// Where the provider of a technology or service belongs.
    pub provider_in: Option<Place>,
    /// What it is bought for.
    pub end_use: Option<EndUse>,
    /// What is known of user, use and contract.
    pub circumstances: Circumstances,
    /// What is known of conditions that a clause states in its own words, by their id.
    pub answers: BTreeMap<String, Verdict>,
    /// Conditions that hold because a clause in force names what moves, by their id, with that clause: see
    /// [`Clause::names`](crate::measures::Clause::names).
    pub listed: BTreeMap<String, Arc<ClauseRef>>,
    /// Figures that clauses ask for, by the id of the condition.
    pub figures: BTreeMap<String, Interval<f64>>,
    /// Who owns the user, all of it; unknown when absent.
    pub holdings: Option<Vec<Holding>>,
    /// Whether technology of a place was used to make it.
    pub technology: BTreeMap<Place, Verdict>,
    /// Whether technology of any other place was used; unknown when absent.
    pub technology_elsewhere: Option<Verdict>,
    /// Places whose equipment was used, while the technology was not theirs.
    pub equipment: BTreeSet<Place>,
    /// Where each step of its making was done, for each material that went through it.
    pub steps: BTreeMap<Stage, Vec<StepDone>>,
    /// Where it and all that it holds was mined, worked and made: in these places and nowhere else; unknown when absent.
    pub making: Option<Vec<Place>>,
    /// The controlled things inside it, all of them; unknown when absent. Shared by all that moves alike.
    pub parts: Option<Arc<Vec<Part>>>,
    /// What lies inside, or may, by the article's own name, while no part is such a thing.
    pub unlisted: Option<Item>,
}

impl Movement {
    /// The same movement with every circumstance denied: a civil, unlisted, commercial trade.
    #[must_use]
    pub fn civil(mut self) -> Self {
        self.circumstances = Circumstance::WORDS.iter().map(|it| (it.1, Verdict::No)).collect();
        self
    }
    /// The same movement with one circumstance settled.
    #[must_use]
    pub fn with(mut self, circumstance: Circumstance, verdict: Verdict) -> Self {
        self.circumstances.insert(circumstance, verdict);
        self
    }
    /// What is known of a circumstance.
    pub fn circumstance(&self, circumstance: Circumstance) -> Verdict {
        self.circumstances.get(circumstance).unwrap_or(Verdict::Open)
    }
    /// Whether technology of a place was used; equipment of that place counts where it is asked to.
    pub fn technology_of(&self, place: Place, equipment_counts: bool) -> Verdict {
        let stated = self.technology.get(&place).copied();
        if self.equipment.contains(&place) {
            return Verdict::from(equipment_counts).or(stated.unwrap_or(Verdict::No));
        }
        stated.or(self.technology_elsewhere).unwrap_or(Verdict::Open)
    }
    /// Whether the article is, or holds, one of these things; open where nobody said what is inside.
    pub fn contains(&self, things: &[GoodPattern]) -> Verdict {
        let any = |item: &Item| things.iter().map(|it| it.covers(item)).fold(Verdict::No, Verdict::or);
        let inside = match &self.parts {
            None => Verdict::Open,
            Some(parts) => {
                let things = parts.iter().flat_map(|it| std::iter::once(&it.item).chain(&it.unlisted));
                things.map(any).fold(Verdict::No, Verdict::or)
            }
        };
        let inside = self.unlisted.iter().map(any).fold(inside, Verdict::or);
        // A magnet of unknown recipe is a magnet; what it is not, it may still hold.
        match any(&self.item) {
            Verdict::Yes => Verdict::Yes,
            Verdict::Open | Verdict::No => inside,
        }
    }
}

/// Where a step was done for one material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepDone {
    /// The element that went through it; all of them when absent.
    pub element: Option<Element>,
    /// Where: in these places, or in some of them, and nowhere else; unknown when empty.
    pub places: Vec<Place>,
}

/// A share of a firm that one owner holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding {
    /// Lists on which the owner stands; unknown when absent.
    pub lists: Option<Vec<String>>,
    /// The share held, 0..=1.
    pub share: Interval<f64>,
}

/// One controlled thing inside an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it is.
    pub item: Item,
    /// The part that holds it, by its place in the list, which is before its own; the article itself when absent.
    pub within: Option<usize>,
    /// What lies inside it, or may, by its name, while no part is such a thing.
    pub unlisted: Option<Item>,
    /// Its share of the article's value.
    pub value: Interval<ValueShare>,
    /// Its share of the article's mass.
    pub mass: Interval<MassShare>,
    /// What is known of its maker.
    pub maker: Circumstances,
    /// How much of it comes from each place, as far as declared; the rest may come from anywhere.
    pub origin: Vec<(Place, Interval<ValueShare>)>,
}

impl Part {
    /// A thing of which neither share nor origin nor maker is known.
    pub fn of(item: Item) -> Self {
        Self {
            item,
            within: None,
            unlisted: None,
            value: Interval::between(ValueShare::NONE, ValueShare::ALL).expect("nothing is below all"),
            mass: Interval::between(MassShare::NONE, MassShare::ALL).expect("nothing is below all"),
            maker: Circumstances::default(),
            origin: Vec::new(),
        }
    }
    /// The article itself, as if it were a part.
    pub(crate) fn whole(movement: &Movement) -> Self {
        Self::of(movement.item.clone())
    }
    /// The share of this part that comes from a place. Silence is not zero: what nobody declared may come from
    /// there.
    pub fn from(&self, place: Place) -> Interval<ValueShare> {
        if let Some((_, share)) = self.origin.iter().find(|it| it.0 == place) {
            return *share;
        }
        let declared: f64 = self.origin.iter().map(|it| it.1.low().ratio()).sum();
        let rest = ValueShare::of_ratio((1.0 - declared).clamp(0.0, 1.0)).unwrap_or(ValueShare::ALL);
        Interval::between(ValueShare::NONE, rest).expect("nothing is the lowest share")
    }
}
