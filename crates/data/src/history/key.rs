//! The key of a series, and the pattern by which a fact names one or several.

use std::collections::BTreeSet;

use super::closed_list::{closed_list, one_of};
use super::good::SeriesGood;
use super::own_names::OwnNames;
use super::quantity::SeriesQuantity;
use crate::atlas::AtlasRecords;
use crate::problem::nearest;
use crate::vocabulary::VocabularyRecords;

/// Columns of a key, in the order of its parts.
pub const KEY_COLUMNS: [&str; 5] = ["quantity", "good", "place", "tier", "counterpart"];

/// Places of series beside the countries: Europe, all but China, all.
const AREAS: [&str; 3] = ["EUR", "XCN", "WORLD"];
/// A part that is not used.
const UNUSED: &str = "-";

closed_list! {
    /// On which terms a price is paid, or which pool consumes.
    Tier {
        /// Inside the place, without value added tax.
        Domestic = "domestic",
        /// Leaving the place under licence or quota.
        Fob = "fob",
        /// Paid by a licensed user.
        Licensed = "licensed",
        /// The thin quote of the unlicensed pool.
        Free = "free",
        /// Customs value over weight.
        UnitValue = "unit-value",
        /// None.
        Unused = "-",
    }
}

/// The names that keys may use, from the closed lists of the bundle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeriesNames {
    places: BTreeSet<String>,
    facilities: BTreeSet<String>,
    named: OwnNames,
}

impl SeriesNames {
    /// Countries by ISO 3166 alpha-3 with the areas of series, and the facilities of the atlas.
    pub fn of(vocabulary: &VocabularyRecords, atlas: &AtlasRecords) -> Self {
        let countries = vocabulary.places.iter().filter(|it| !it.is_area).map(|it| it.iso3.clone());
        let places = countries.chain(AREAS.map(str::to_owned)).collect();
        let facilities = atlas.facilities.iter().map(|it| it.text("id").to_owned()).collect();
        Self { places, facilities, named: OwnNames::default() }
    }
    /// The same with words beside those of the closed lists.
    #[must_use]
    pub fn with(mut self, named: OwnNames) -> Self {
        self.named = self.named.and(named);
        self
    }
    fn place(&self, word: &str) -> Result<String, (String, String)> {
        if word == UNUSED || self.places.contains(word) {
            return Ok(word.to_owned());
        }
        let remedy = match nearest(word, self.places.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "use three capital letters, EUR, XCN or WORLD; `-` where there is none".to_owned(),
        };
        Err(("a country by ISO 3166 alpha-3, EUR, XCN, WORLD or -".to_owned(), remedy))
    }
}

/// The key of one series.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SeriesKey {
    /// What it states.
    pub quantity: SeriesQuantity,
    /// What it is about.
    pub good: SeriesGood,
    /// Where.
    pub place: String,
    /// On which terms.
    pub tier: Tier,
    /// The partner, the applicant, the origin or the project; `-` when there is none.
    pub counterpart: String,
}

impl SeriesKey {
    /// The five words of the key.
    pub fn words(&self) -> [String; 5] {
        [
            self.quantity.word().to_owned(),
            self.good.to_string(),
            self.place.clone(),
            self.tier.word().to_owned(),
            self.counterpart.clone(),
        ]
    }
}

impl std::fmt::Display for SeriesKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words().join(":"))
    }
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<T> {
    /// `*`: whatever it is.
    Any,
    /// This.
    Is(T),
}

impl<T: PartialEq> Part<T> {
    fn holds(&self, it: &T) -> bool {
        match self {
            Self::Any => true,
            Self::Is(this) => this == it,
        }
    }
}

/// The series that a fact names: one, one at each of several places, or all that match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPattern {
    /// What they state.
    pub quantity: SeriesQuantity,
    /// What they are about.
    pub good: Part<SeriesGood>,
    /// Where: one place, or several joined by `+`.
    pub places: Part<Vec<String>>,
    /// On which terms.
    pub tier: Part<Tier>,
    /// The counterpart.
    pub counterpart: Part<String>,
}

impl KeyPattern {
    /// Whether a key matches.
    pub fn matches(&self, key: &SeriesKey) -> bool {
        let place = match &self.places {
            Part::Any => true,
            Part::Is(places) => places.contains(&key.place),
        };
        place
            && self.quantity == key.quantity
            && self.good.holds(&key.good)
            && self.tier.holds(&key.tier)
            && self.counterpart.holds(&key.counterpart)
    }
    /// The keys that the pattern spells out, one a place; none when a part is `*`.
    pub fn keys(&self) -> Vec<SeriesKey> {
        let (Part::Is(good), Part::Is(places), Part::Is(tier), Part::Is(counterpart)) =
            (&self.good, &self.places, &self.tier, &self.counterpart)
        else {
            return Vec::new();
        };
        let key = |place: &String| SeriesKey {
            quantity: self.quantity,
            good: good.clone(),
            place: place.clone(),
            tier: *tier,
            counterpart: counterpart.clone(),
        };
        places.iter().map(key).collect()
    }
}

/// How many series a key may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// One.
    One,
    /// One a place, places joined by `+`.
    SeveralPlaces,
    /// All that match; `*` matches anything.
    Pool,
    /// Nobody knows: what any operation may name.
    Untold,
}

/// Reads five words; every fault is told with the number of its part, what was expected and the remedy.
pub(super) fn read_pattern(
    words: [&str; 5],
    reach: Reach,
    names: &SeriesNames,
    tell: &mut dyn FnMut(usize, String, String),
) -> Option<KeyPattern> {
    let mut part = |number: usize, (expected, remedy): (String, String)| tell(number, expected, remedy);
    let quantity = one_of(words[0], SeriesQuantity::WORDS).map_err(|it| part(0, it)).ok();
    let any = |word: &str| matches!(reach, Reach::Pool | Reach::Untold) && word == "*";
    let good = match quantity {
        _ if any(words[1]) => Some(Part::Any),
        // What the word must be is the quantity's to say; without one it must be something.
        None => {
            let unknown = SeriesGood::unknown(words[1], (&names.facilities, &names.named));
            unknown.into_iter().for_each(|it| part(1, it));
            None
        }
        Some(quantity) => SeriesGood::read(words[1], quantity.good_kind(), (&names.facilities, &names.named))
            .map(Part::Is)
            .map_err(|it| part(1, it))
            .ok(),
    };
    let places = if any(words[2]) {
        Some(Part::Any)
    } else {
        let split: Vec<&str> = match reach {
            Reach::SeveralPlaces | Reach::Untold => words[2].split('+').collect(),
            Reach::One | Reach::Pool => vec![words[2]],
        };
        let read: Result<Vec<String>, _> = split.into_iter().map(|it| names.place(it)).collect();
        read.map(Part::Is).map_err(|it| part(2, it)).ok()
    };
    let tier = if any(words[3]) {
        Some(Part::Any)
    } else {
        one_of(words[3], Tier::WORDS).map(Part::Is).map_err(|it| part(3, it)).ok()
    };
    let counterpart = match quantity {
        _ if any(words[4]) => Some(Part::Any),
        _ if words[4].is_empty() => {
            part(4, ("a counterpart, or -".to_owned(), "write `-` where there is none".to_owned()));
            None
        }
        // Projects have names of their own.
        Some(SeriesQuantity::BreakevenPrice) => Some(Part::Is(words[4].to_owned())),
        _ => names.place(words[4]).map(Part::Is).map_err(|it| part(4, it)).ok(),
    };
    Some(KeyPattern {
        quantity: quantity?,
        good: good?,
        places: places?,
        tier: tier?,
        counterpart: counterpart?,
    })
}

/// Reads the five words of one series.
pub(super) fn read_key(
    words: [&str; 5],
    names: &SeriesNames,
    tell: &mut dyn FnMut(usize, String, String),
) -> Option<SeriesKey> {
    read_pattern(words, Reach::One, names, tell)?.keys().pop()
}
