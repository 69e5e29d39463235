//! The closed lists, linked: which elements, places, stages, goods and end uses there are.
//!
//! Everything else in the world names its things by the ids made here; a word that is on no list is a problem.

mod bill_words;
mod element;
mod end_use;
mod good;
mod holding;
mod mineral_name;
mod place;
mod stage;

pub use bill_words::{ListName, ThingWord, WordKind};
pub(crate) use bill_words::{read_list_names, read_thing_words};
pub use element::{ElementGroup, ElementThing};
pub use end_use::EndUseThing;
pub use good::GoodThing;
pub use mineral_name::MineralName;
pub(crate) use mineral_name::read_mineral_names;
use place::Meant;
pub use place::PlaceThing;
pub use stage::StageThing;

use std::collections::{BTreeMap, BTreeSet};

use coercivity_data::{Problem, VocabularyRecords};

use crate::id::{Element, EndUse, Good, Place, Stage};
use crate::measures::Item;
use crate::source::{Sources, problem_at};

/// Every closed list, linked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    elements: BTreeMap<Element, ElementThing>,
    holds: BTreeMap<String, BTreeSet<Element>>,
    places: BTreeMap<Place, PlaceThing>,
    meant: Meant,
    stages: BTreeMap<Stage, StageThing>,
    goods: BTreeMap<Good, GoodThing>,
    end_uses: BTreeMap<EndUse, EndUseThing>,
}

impl Vocabulary {
    /// Links the lists: ids are made, references between lists and to sources are checked.
    pub fn link(records: &VocabularyRecords, sources: &Sources, problems: &mut Vec<Problem>) -> Self {
        let mut vocabulary = Self::default();
        vocabulary.elements = element::link(&records.elements, sources, problems);
        vocabulary.holds = holding::link(&records.holds, &vocabulary, problems);
        vocabulary.places = place::link(&records.places, problems);
        vocabulary.meant = Meant::of(&vocabulary.places);
        vocabulary.stages = stage::link(&records.stages, problems);
        vocabulary.goods = good::link(&records.goods, &vocabulary, problems);
        vocabulary.end_uses = end_use::link(&records.end_uses, &vocabulary, problems);
        vocabulary
    }
    /// The element or group with this symbol.
    pub fn element(&self, symbol: &str) -> Option<&ElementThing> {
        self.elements.get(&Element::new(symbol)?)
    }
    /// The element that a symbol names, on the list or not, or a group of the list.
    pub fn symbol(&self, word: &str) -> Option<Element> {
        let named = Good::new(&format!("metal:{word}")).map(Item::of);
        let symbol = named.is_some_and(|it| it.named_elements().is_some_and(|it| it == [word]));
        Element::new(word).filter(|_| symbol || self.element(word).is_some())
    }
    /// The place with this id: alpha-3 or an area.
    pub fn place(&self, id: &str) -> Option<&PlaceThing> {
        self.places.get(&Place::new(id)?)
    }
    /// The place a reader means: alpha-3, alpha-2, an area, or a name of it in any language told, in any case of letters.
    pub fn place_meant(&self, word: &str) -> Option<&PlaceThing> {
        self.places.get(&self.meant.place(word)?)
    }
    /// The stage with this id.
    pub fn stage(&self, id: &str) -> Option<&StageThing> {
        self.stages.get(&Stage::new(id)?)
    }
    /// The good with this id.
    pub fn good(&self, id: &str) -> Option<&GoodThing> {
        self.goods.get(&Good::new(id)?)
    }
    /// The end use with this id.
    pub fn end_use(&self, id: &str) -> Option<&EndUseThing> {
        self.end_uses.get(&EndUse::new(id)?)
    }
    /// Elements and groups, in the order of their symbols.
    pub fn elements(&self) -> impl Iterator<Item = &ElementThing> {
        self.elements.values()
    }
    /// Countries and areas, in the order of their ids.
    pub fn places(&self) -> impl Iterator<Item = &PlaceThing> {
        self.places.values()
    }
    /// Stages, from the mine to the end use.
    pub fn stages(&self) -> Vec<&StageThing> {
        let mut stages: Vec<_> = self.stages.values().collect();
        stages.sort_by_key(|it| it.order);
        stages
    }
    /// Goods, in the order of their ids.
    pub fn goods(&self) -> impl Iterator<Item = &GoodThing> {
        self.goods.values()
    }
    /// End uses, in the order of their ids.
    pub fn end_uses(&self) -> impl Iterator<Item = &EndUseThing> {
        self.end_uses.values()
    }
    pub(crate) fn listed_places(&self) -> Vec<&PlaceThing> {
        self.places.values().collect()
    }
    pub(crate) fn listed_goods(&self) -> Vec<&GoodThing> {
        self.goods.values().collect()
    }
    pub(crate) fn listed_elements(&self) -> Vec<&ElementThing> {
        self.elements.values().collect()
    }
    pub(crate) fn listed_end_uses(&self) -> Vec<&EndUseThing> {
        self.end_uses.values().collect()
    }
    /// Whether a place is the area itself or lies in it.
    pub fn lies_in(&self, place: Place, area: Place) -> bool {
        place == area || self.places.get(&place).is_some_and(|it| it.areas.contains(&area))
    }
    /// The countries of an area.
    pub fn members(&self, area: Place) -> Vec<Place> {
        let countries = self.places.values().filter(|it| !it.is_area && it.areas.contains(&area));
        countries.map(|it| it.id).collect()
    }
}

/// Makes an id of a row's word; a problem when the word cannot be one.
fn made<Id>(make: fn(&str) -> Option<Id>, word: &str, row: &str, problems: &mut Vec<Problem>) -> Option<Id> {
    let id = make(word);
    if id.is_none() {
        let expected = "1 to 47 characters without blanks";
        problems.push(problem_at(row, format!("id `{word}`"), expected, "shorten it, or remove the blanks"));
    }
    id
}

/// Keeps a thing under its id; a problem when the id stands already.
fn keep<Id: Ord + std::fmt::Display, Thing>(
    things: &mut BTreeMap<Id, Thing>,
    (id, thing): (Id, Thing),
    row: &str,
    problems: &mut Vec<Problem>,
) {
    if things.contains_key(&id) {
        let found = format!("id `{id}` again");
        problems.push(problem_at(row, found, "every id once in its list", "remove one of the rows"));
        return;
    }
    things.insert(id, thing);
}
