//! The names that measure files may use for groups of places, elements and goods.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_data::{Bundle, Problem, Row, Said, Section, Table, VocabularyRecords, nearest};

use crate::id::Place;
use crate::measures::item::GoodPattern;
use crate::measures::places::PlaceSet;
use crate::measures::substance::{misnamed, unheld};

/// Path of the table of groups.
pub const GROUPS: &str = "data/measures/groups.csv";

/// Named groups: `US` is the place `USA`, `area:EU` its members, `REE` the rare earths, `group:magnet-chain`
/// the things between the mine and the magnet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    places: BTreeMap<String, BTreeSet<Place>>,
    areas: BTreeMap<Place, BTreeSet<Place>>,
    elements: BTreeMap<String, Vec<String>>,
    goods: BTreeMap<String, Vec<String>>,
    /// Groups of elements and materials of the vocabulary.
    substances: BTreeSet<String>,
}

#[derive(Clone, Copy)]
enum Kind {
    Place,
    Element,
    Good,
}

impl Words {
    /// Reads the countries and areas of the vocabulary, and the table of groups. What is wrong with the
    /// vocabulary is told by its own reader.
    pub fn read(bundle: &Bundle, problems: &mut Vec<Problem>) -> Self {
        let mut words = Self::default();
        let vocabulary = VocabularyRecords::read(bundle, &mut Vec::new());
        words.substances.extend(vocabulary.elements.into_iter().map(|it| it.symbol));
        let substance = |it: &str| it.split_once(':').map(|it| it.1.to_owned());
        words.substances.extend(vocabulary.goods.iter().filter_map(|it| substance(&it.id)));
        for row in vocabulary.places {
            let Some(place) = Place::new(&row.iso3) else { continue };
            if row.is_area {
                words.areas.entry(place).or_default();
                continue;
            }
            if !row.iso2.is_empty() {
                words.places.insert(row.iso2, [place].into());
            }
            for area in row.areas.iter().filter_map(|it| Place::new(it)) {
                words.areas.entry(area).or_default().insert(place);
            }
        }
        let Some(text) = bundle.required(GROUPS, problems) else { return words };
        let table = Table::read(GROUPS, text, &["kind", "name", "members", "note"], problems);
        let kinds = [("place", Kind::Place), ("element", Kind::Element), ("good", Kind::Good)];
        for row in table.rows() {
            let kind = row.one_of("kind", &kinds, problems);
            let name = row.required("name", problems);
            let members = row.required("members", problems);
            let (Some(kind), Some(name), Some(members)) = (kind, name, members) else { continue };
            let known = match kind {
                Kind::Place => {
                    let members = words.members_of(&row, &members, problems);
                    words.places.insert(name, members).is_some()
                }
                Kind::Element => words.elements.insert(name, split(&members)).is_some(),
                Kind::Good => words.goods.insert(name, split(&members)).is_some(),
            };
            if known {
                row.problem("name", "each name once", "remove one of the two rows", problems);
            }
        }
        words
    }
    /// The members of a group; an area among them stands for itself and its countries.
    fn members_of(&self, row: &Row<'_>, members: &str, problems: &mut Vec<Problem>) -> BTreeSet<Place> {
        let mut found = BTreeSet::new();
        for name in members.split_whitespace() {
            match self.places(name) {
                Some(places) => found.extend(places),
                None => {
                    row.problem("members", "codes of countries and areas", format!("mend `{name}`"), problems)
                }
            }
        }
        found
    }
    /// The same words with one more group of places, such as a bloc that a scenario names.
    #[must_use]
    pub fn with_places(mut self, name: &str, members: impl IntoIterator<Item = Place>) -> Self {
        self.places.insert(name.to_owned(), members.into_iter().collect());
        self
    }
    /// The same words with a list of goods that an instrument defines.
    #[must_use]
    pub fn with_goods(mut self, name: &str, patterns: Vec<String>) -> Self {
        self.goods.insert(name.to_owned(), patterns);
        self
    }
    /// The places that a name stands for: the members of a group, a country, or an area with its countries.
    /// `None` when it is none of these.
    pub fn places(&self, name: &str) -> Option<Vec<Place>> {
        if let Some(members) = self.places.get(name) {
            return Some(members.iter().copied().collect());
        }
        let place = Place::new(name)?;
        if let Some(held) = self.areas.get(&place) {
            return Some(std::iter::once(place).chain(held.iter().copied()).collect());
        }
        self.members().any(|it| it == place).then(|| vec![place])
    }
    fn members(&self) -> impl Iterator<Item = Place> {
        self.places.values().chain(self.areas.values()).flatten().copied()
    }
    /// The members of a group of elements.
    pub fn elements(&self, name: &str) -> Option<Vec<String>> {
        self.elements.get(name).cloned()
    }

    /// The set of places that a key of a file names; nothing when the key is not written.
    pub fn place_set(&self, from: &Section, keys: &[&str], problems: &mut Vec<Problem>) -> Option<PlaceSet> {
        let mut named = Vec::new();
        let mut written = false;
        for key in keys {
            written |= from.has(key);
            for said in from.texts(key, problems) {
                match self.places(&said.value) {
                    Some(places) => named.extend(places),
                    None => self.unknown_place(from, &said, problems),
                }
            }
        }
        let mut wholly: BTreeSet<Place> = named.into_iter().collect();
        // An area whose every country is named is named itself.
        let filled: Vec<Place> = self
            .areas
            .iter()
            .filter(|it| !it.1.is_empty() && it.1.is_subset(&wholly))
            .map(|it| *it.0)
            .collect();
        wholly.extend(filled);
        let partly: Vec<Place> = self
            .areas
            .iter()
            .filter(|it| it.1.iter().any(|member| wholly.contains(member)))
            .map(|it| *it.0)
            .collect();
        written.then(|| PlaceSet::new(wholly, partly))
    }
    fn unknown_place(&self, from: &Section, said: &Said<String>, problems: &mut Vec<Problem>) {
        let members: BTreeSet<Place> = self.members().collect();
        let known = self.places.keys().map(String::as_str).chain(members.iter().map(Place::as_str));
        let remedy = nearest(&said.value, known)
            .map_or(format!("add it to {GROUPS}"), |near| format!("did you mean `{near}`?"));
        from.wrong(
            said,
            format!("place `{}`", said.value),
            "a country code or the name of a group of places",
            remedy,
            problems,
        );
    }

    /// The things that a key of a file names, lists and groups unfolded.
    pub fn goods(&self, from: &Section, key: &str, problems: &mut Vec<Problem>) -> Vec<GoodPattern> {
        let mut patterns = Vec::new();
        for said in from.texts(key, problems) {
            let listed = self.goods.get(&said.value).cloned();
            for text in listed.unwrap_or_else(|| vec![said.value.clone()]) {
                let read = GoodPattern::read(&text, |it| self.elements(it));
                let slip = match &read {
                    Some(_) => self.slip(&text),
                    None => {
                        Some(self.near_list(&said.value).unwrap_or("write it as stage:substance".to_owned()))
                    }
                };
                match slip {
                    None => patterns.extend(read),
                    Some(remedy) => {
                        let expected = "a thing such as `oxide:Dy`, or the name of a list";
                        from.wrong(&said, format!("thing `{text}`"), expected, remedy, problems);
                    }
                }
            }
        }
        patterns
    }
    /// How to mend a thing of which the substance, or what it is to hold, names nothing.
    fn slip(&self, text: &str) -> Option<String> {
        let (stages, name) = text.split_once(':')?;
        if LISTS.contains(&stages) {
            return Some(self.near_list(text).unwrap_or(format!("define the list, or add it to {GROUPS}")));
        }
        let groups = self.elements.keys().map(String::as_str);
        let known = groups.chain(self.substances.iter().map(String::as_str));
        let mut parts = name.split('+');
        let substance = parts.next().and_then(|it| misnamed((stages, it), known.clone()));
        substance.or_else(|| parts.find_map(|it| unheld(it, known.clone())))
    }
    fn near_list(&self, word: &str) -> Option<String> {
        nearest(word, self.goods.keys().map(String::as_str)).map(|near| format!("did you mean `{near}`?"))
    }
}

/// What stands for a stage in the names of lists.
const LISTS: [&str; 2] = ["list", "group"];

fn split(members: &str) -> Vec<String> {
    members.split_whitespace().map(str::to_owned).collect()
}
