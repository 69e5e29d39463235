//! A scenario taken apart: what it says and its baseline does not, item by item, and the scenarios in between.

use std::collections::{BTreeMap, BTreeSet};

use crate::measures::{Assumption, LawState, Measure};
use crate::scenario::baseline::{acting_measure, acting_practice};
use crate::scenario::{Cut, Practice, Scenario};

/// One thing in which a scenario differs from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// What is assumed about law that no source can tell, all of it together.
    Law,
    /// A practice of licensing, by id.
    Practice(String),
    /// A cut, by id.
    Cut(String),
    /// A measure, by id.
    Measure(String),
    /// A parameter of the market, by id.
    Assumption(String),
}

impl Item {
    /// What it is called: `law`, or its table and its id.
    pub fn id(&self) -> String {
        match self {
            Self::Law => "law".to_owned(),
            Self::Practice(id) => format!("practice.{id}"),
            Self::Cut(id) => format!("cut.{id}"),
            Self::Measure(id) => format!("measure.{id}"),
            Self::Assumption(id) => format!("assume.{id}"),
        }
    }
}

impl Scenario {
    /// The same question with nothing of the scenario's own in it: no assumption about law or market, no practice, no
    /// cut, no measure.
    #[must_use]
    pub fn bare(&self) -> Self {
        Self {
            law: LawState::all(Assumption::Actual),
            practices: Vec::new(),
            cuts: Vec::new(),
            measures: Vec::new(),
            assume: BTreeMap::new(),
            assume_cited: BTreeMap::new(),
            ..self.clone()
        }
    }

    /// What this scenario says otherwise than another that is asked alike, in the order of the file's parts. Where a
    /// thing is written down, and what it rests on, is no difference.
    pub fn own_items(&self, other: &Self) -> Vec<Item> {
        let law = (self.law != other.law).then_some(Item::Law);
        let practices = |it: &Self| -> BTreeMap<String, Practice> {
            it.practices.iter().map(|it| (it.id.clone(), acting_practice(it))).collect()
        };
        let cuts = |it: &Self| -> BTreeMap<String, Cut> {
            it.cuts.iter().map(|it| (it.id.clone(), it.clone())).collect()
        };
        let measures = |it: &Self| -> BTreeMap<String, Measure> {
            it.measures.iter().map(|it| (it.id.to_string(), acting_measure(it))).collect()
        };
        law.into_iter()
            .chain(unlike(&practices(self), &practices(other)).into_iter().map(Item::Practice))
            .chain(unlike(&cuts(self), &cuts(other)).into_iter().map(Item::Cut))
            .chain(unlike(&measures(self), &measures(other)).into_iter().map(Item::Measure))
            .chain(unlike(&self.assume, &other.assume).into_iter().map(Item::Assumption))
            .collect()
    }

    /// This scenario with some items as another has them, or without them where the other has none. What comes back
    /// from the other stands first in its list, as what a scenario inherits does.
    #[must_use]
    pub fn reverted(&self, other: &Self, items: &[Item]) -> Self {
        let goes = |item: Item| items.contains(&item);
        let practice = |id: &str| goes(Item::Practice(id.to_owned()));
        let cut = |id: &str| goes(Item::Cut(id.to_owned()));
        let measure = |id: &str| goes(Item::Measure(id.to_owned()));
        let mut assume = self.assume.clone();
        let mut assume_cited = self.assume_cited.clone();
        for item in items {
            let Item::Assumption(id) = item else { continue };
            assume.remove(id);
            assume_cited.remove(id);
            assume.extend(other.assume.get(id).map(|it| (id.clone(), *it)));
            assume_cited.extend(other.assume_cited.get(id).map(|it| (id.clone(), it.clone())));
        }
        let law = if goes(Item::Law) { other.law.clone() } else { self.law.clone() };
        Self {
            law,
            practices: laid(&self.practices, &other.practices, |it| practice(&it.id)),
            cuts: laid(&self.cuts, &other.cuts, |it| cut(&it.id)),
            measures: laid(&self.measures, &other.measures, |it| measure(it.id.as_str())),
            assume,
            assume_cited,
            ..self.clone()
        }
    }
}

/// The other's items that come back, then the own ones that stay.
fn laid<T: Clone>(own: &[T], other: &[T], goes: impl Fn(&T) -> bool) -> Vec<T> {
    let back = other.iter().filter(|it| goes(it));
    back.chain(own.iter().filter(|it| !goes(it))).cloned().collect()
}

/// The ids under which two lists do not say the same.
fn unlike<T: PartialEq>(one: &BTreeMap<String, T>, other: &BTreeMap<String, T>) -> Vec<String> {
    let ids: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    ids.into_iter().filter(|id| one.get(*id) != other.get(*id)).cloned().collect()
}
