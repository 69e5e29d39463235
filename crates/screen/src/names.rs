//! The names that a bill may use for places, things, elements and technology, and what a slip of one may mean.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use coercivity_data::nearest;
use coercivity_world::measures::{DeclarationKind, Item};
use coercivity_world::{Element, Good, Place, World};

use crate::told::ToldWords;
use crate::tree::Technology;

/// What says that no controlled technology was used: the words that the letters to suppliers ask for, English, Chinese,
/// Japanese and German.
pub const NO_TECHNOLOGY: [&str; 4] = ["none", "无", "なし", "keine"];
/// The word for a party that was checked and stands on no list.
pub(crate) const CLEAR: &str = "none";

/// The names that a bill may use.
pub(crate) struct Names<'a> {
    world: &'a World,
    stages: BTreeSet<String>,
    substances: BTreeSet<String>,
    /// What was made of words for goods: bills say few of them, and each often.
    goods_read: RefCell<HashMap<String, Result<Good, String>>>,
    told: ToldWords,
}

/// The place that a word means; else what would be nearest.
pub(crate) fn place(world: &World, word: &str) -> Result<Place, String> {
    if let Some(place) = world.vocabulary.place_meant(word.trim()) {
        return Ok(place.id);
    }
    let places = world.vocabulary.places();
    let known: Vec<String> = places
        .flat_map(|it| [it.iso2.clone(), it.id.to_string(), it.name.clone()])
        .filter(|it| !it.is_empty())
        .collect();
    Err(did_you_mean(word, known.iter().map(String::as_str), "use a country code"))
}

impl<'a> Names<'a> {
    /// What the world's goods and the patterns of its clauses name.
    pub(crate) fn of(world: &'a World) -> Self {
        let mut names = Self {
            world,
            stages: BTreeSet::new(),
            substances: BTreeSet::new(),
            goods_read: RefCell::default(),
            told: ToldWords::of(&world.thing_words),
        };
        for good in world.vocabulary.goods() {
            if let Some((stage, substance)) = good.id.as_str().split_once(':') {
                names.stages.insert(stage.to_owned());
                names.substances.insert(substance.to_owned());
            }
        }
        let clauses = world.measures.iter().flat_map(|it| &it.clauses);
        for pattern in clauses.flat_map(|it| it.scope.goods.iter().chain(&it.scope.goods_wide)) {
            names.stages.extend(pattern.stages().iter().cloned());
            names.substances.extend(pattern.named().map(str::to_owned));
        }
        names
    }
    /// The place that a word means; else what would be nearest.
    pub(crate) fn place(&self, word: &str) -> Result<Place, String> {
        place(self.world, word)
    }
    pub(crate) fn good(&self, word: &str) -> Result<Good, String> {
        if let Some(known) = self.goods_read.borrow().get(word) {
            return known.clone();
        }
        let read = self.good_named(word);
        self.goods_read.borrow_mut().insert(word.to_owned(), read.clone());
        read
    }
    fn good_named(&self, word: &str) -> Result<Good, String> {
        let Some(good) = Good::new(word) else { return Err("write it as stage:substance".to_owned()) };
        let Some((stages, _)) = word.split_once(':') else {
            return Err(did_you_mean(
                word,
                self.goods().iter().map(String::as_str),
                "write it as stage:substance",
            ));
        };
        if let Some(stage) = stages.split('|').find(|it| !self.stages.contains(*it)) {
            let known = self.stages.iter().map(String::as_str);
            return Err(did_you_mean(stage, known, "use a stage that the measures name"));
        }
        let item = Item::of(good);
        let named = item.named_elements().is_some()
            || item.substance().is_none_or(|it| self.substances.contains(it))
            || word.split_once(':').is_some_and(|it| self.substances.contains(it.1))
            || word.ends_with(":other");
        if named || self.plain_word(word) {
            return Ok(good);
        }
        Err(did_you_mean(word, self.goods().iter().map(String::as_str), "name its elements, as in oxide:Dy"))
    }
    /// Whether a good is named by a word that no measure names.
    pub(crate) fn is_own_word(&self, good: &str) -> bool {
        let word = good.split_once(':').map_or(good, |it| it.1);
        let named = Good::new(good).map(Item::of).is_some_and(|it| it.named_elements().is_some());
        !named && word != "any" && !self.substances.contains(word)
    }
    /// Whether a name is a plain word such as `tool`, of a kind that the lists of goods do not spell out, and not a
    /// slip of a word that measures name.
    fn plain_word(&self, word: &str) -> bool {
        let Some((stage, name)) = word.split_once(':') else { return false };
        let listed = self
            .world
            .vocabulary
            .goods()
            .any(|it| it.id.as_str().split_once(':').is_some_and(|it| it.0 == stage));
        let plain = name.starts_with(|it: char| it.is_ascii_lowercase());
        plain && !listed && nearest(name, self.substances.iter().map(String::as_str)).is_none()
    }
    /// What a customs code may be of: by the longest code of the table that it begins with.
    pub(crate) fn hint(&self, code: &str) -> Option<&str> {
        let begun = self.world.customs_codes.iter().filter(|it| code.starts_with(it.code.as_str()));
        begun.max_by_key(|it| it.code.len()).map(|it| it.may_be.as_str())
    }
    /// What some words name that may be controlled: a composition that measures name, such as `NdFeB` in `rotor NdFeB 48SH`,
    /// a formula, or a word of the table.
    pub(crate) fn told_of(&self, words: &str) -> Option<String> {
        self.told.find(words, &|it| self.substances.contains(it))
    }
    /// The list of parties that a word names.
    pub(crate) fn list(&self, word: &str) -> Option<String> {
        let word = word.trim().to_lowercase();
        let own = self.lists().into_iter().find(|it| **it == word).map(str::to_owned);
        own.or_else(|| self.world.list_names.iter().find(|it| it.name == word).map(|it| it.list.clone()))
    }
    /// The lists of parties that measures know.
    pub(crate) fn lists(&self) -> Vec<&str> {
        let kinds = [DeclarationKind::User, DeclarationKind::Maker, DeclarationKind::Owner];
        let declared = self.world.declarations.iter().filter(|it| kinds.contains(&it.kind));
        let mut found: Vec<&str> = Vec::new();
        for word in declared.map(|it| it.word.as_str()) {
            if !found.contains(&word) {
                found.push(word);
            }
        }
        found
    }
    fn goods(&self) -> Vec<String> {
        self.world.vocabulary.goods().map(|it| it.id.to_string()).collect()
    }
    pub(crate) fn element(&self, word: &str) -> Result<Element, String> {
        self.symbol(word).ok_or_else(|| {
            let symbols: Vec<String> = self.world.vocabulary.elements().map(|it| it.id.to_string()).collect();
            did_you_mean(word, symbols.iter().map(String::as_str), "use the symbol of an element")
        })
    }
    /// The element or group that a symbol names.
    pub(crate) fn symbol(&self, word: &str) -> Option<Element> {
        self.world.vocabulary.symbol(word)
    }
    /// The elements that a word means: a symbol, the name of an element, or a mineral as templates call it, with or without
    /// a symbol in brackets. None where it is no element of its own; else what would be nearest.
    pub(crate) fn minerals(&self, word: &str) -> Result<Vec<Element>, String> {
        let word = word.split('(').next().unwrap_or(word).trim();
        let elements = || self.world.vocabulary.elements();
        let named = elements().find(|it| it.name.eq_ignore_ascii_case(word)).map(|it| it.id);
        if let Some(element) = self.symbol(word).or(named) {
            return Ok(vec![element]);
        }
        let minerals = &self.world.minerals;
        if let Some(found) = minerals.iter().find(|it| it.name.eq_ignore_ascii_case(word)) {
            return Ok(found.elements.clone());
        }
        let names = elements().map(|it| it.name.as_str()).chain(minerals.iter().map(|it| it.name.as_str()));
        Err(did_you_mean(word, names, "use the symbol of an element"))
    }
    /// Whose technology a word names: one of [`NO_TECHNOLOGY`], countries, or `equipment:` and a country. What names nothing does
    /// not say that there was none.
    pub(crate) fn technology(&self, word: &str) -> Result<Technology, String> {
        let (mut found, mut says_nothing, mut denied) = (Technology::default(), true, false);
        for name in word.split([';', ',', '+']).map(str::trim).filter(|it| !it.is_empty()) {
            says_nothing = false;
            let plain = name.trim_matches(|it: char| "\"'“”„「」".contains(it));
            if NO_TECHNOLOGY.iter().any(|it| it.eq_ignore_ascii_case(plain)) {
                denied = true;
                continue;
            }
            match name.strip_prefix("equipment:") {
                Some(place) => found.equipment.push(self.place(place)?),
                None => found.of.push(self.place(name)?),
            }
        }
        if says_nothing {
            Err(format!("write `{}` where there was none", NO_TECHNOLOGY[0]))
        } else if denied && !found.of.is_empty() {
            Err(format!(
                "`{}` and a country contradict one another: leave out one of the two",
                NO_TECHNOLOGY[0]
            ))
        } else {
            Ok(found)
        }
    }
}

pub(crate) fn did_you_mean<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> String {
    nearest(word, known).map_or(otherwise.to_owned(), |near| format!("did you mean `{near}`?"))
}
