//! From the places that a file names to the regions of the model.

use std::collections::BTreeSet;

use coercivity_data::{Placed, Problem, nearest};

use crate::id::Place;
use crate::measures::Words;
use crate::vocabulary::Vocabulary;

/// The regions of the model, the rest of the world last.
pub const REGIONS: [&str; 8] = ["USA", "EUR", "JPN", "KOR", "CHN", "IND", "ASE", "ROW"];
const REST: &str = "ROW";

/// Places named by words, blocs of the file included.
pub(super) struct Regions<'a> {
    pub vocabulary: &'a Vocabulary,
    pub words: Words,
}

impl Regions<'_> {
    /// The countries and areas that a word stands for.
    pub fn places(&self, word: &str) -> Option<Vec<Place>> {
        self.words.places(word).or_else(|| {
            let thing = self.vocabulary.place_meant(word)?;
            Some(std::iter::once(thing.id).chain(self.vocabulary.members(thing.id)).collect())
        })
    }

    /// The regions that words name, each once and in the order of [`REGIONS`]. A country without a region of its
    /// own stands in a larger one, which is told; one that sits in the rest of the world is left out, which is
    /// told too, because the rest of the world is not its buyer.
    pub fn of(
        &self,
        said: &[Placed<String>],
        problems: &mut Vec<Problem>,
        warnings: &mut Vec<String>,
    ) -> Vec<Place> {
        let mut named: BTreeSet<Place> = BTreeSet::new();
        let mut all_known = true;
        for word in said {
            match self.places(&word.value) {
                Some(places) => named.extend(places),
                None => {
                    problems.push(self.unknown(word));
                    all_known = false;
                }
            }
        }
        let mut regions = Vec::new();
        let mut left_out = Vec::new();
        for region in REGIONS.iter().filter_map(|it| Place::new(it)) {
            let members = self.vocabulary.members(region);
            let held: Vec<Place> = members.iter().copied().filter(|it| named.contains(it)).collect();
            let whole = named.contains(&region) || (!members.is_empty() && held.len() == members.len());
            if whole {
                regions.push(region);
            } else if region.as_str() == REST {
                left_out = held;
            } else if !held.is_empty() {
                if held.len() * 2 < members.len() {
                    let held = listed(&held);
                    warnings.push(format!(
                        "{held} has no region of its own in the model: {region} stands for it"
                    ));
                }
                regions.push(region);
            }
        }
        let regionless = |it: &Place| !REGIONS.contains(&it.as_str()) && self.region_of(*it).is_none();
        left_out.extend(named.iter().copied().filter(|it| self.is_country(*it) && regionless(it)));
        if !left_out.is_empty() {
            let words: Vec<&str> = said.iter().map(|it| it.value.as_str()).collect();
            warnings.push(format!(
                "{} left out of {}: the model has no region for it but the rest of the world",
                listed(&left_out),
                words.join(", ")
            ));
        }
        if let Some(first) = said.first().filter(|_| regions.is_empty() && all_known) {
            problems.push(first.problem(
                format!("`{}`, which is no region of the model", first.value),
                format!("places in one of {}", REGIONS.join(", ")),
                "name a region; the rest of the world is `ROW`",
            ));
        }
        regions
    }

    fn region_of(&self, place: Place) -> Option<Place> {
        let areas = &self.vocabulary.place(place.as_str())?.areas;
        areas.iter().copied().find(|it| REGIONS.contains(&it.as_str()))
    }
    fn is_country(&self, place: Place) -> bool {
        self.vocabulary.place(place.as_str()).is_some_and(|it| !it.is_area)
    }

    /// The problem of a word that names no place.
    pub fn unknown(&self, word: &Placed<String>) -> Problem {
        let codes = self.vocabulary.places().flat_map(|it| [it.id.to_string(), it.iso2.clone()]);
        let known: Vec<String> = codes.filter(|it| !it.is_empty()).collect();
        let remedy = nearest(&word.value, known.iter().map(String::as_str)).map_or(
            "use a code of data/vocabulary/countries.csv, or name the bloc in [bloc]".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let expected = "a country, a region, or `bloc:NAME` of a bloc in this file";
        word.problem(format!("place `{}`", word.value), expected, remedy)
    }
}

fn listed(places: &[Place]) -> String {
    let shown: Vec<&str> = places.iter().take(6).map(Place::as_str).collect();
    match places.len() {
        0..=6 => shown.join(", "),
        more => format!("{} and {} more", shown.join(", "), more - shown.len()),
    }
}
