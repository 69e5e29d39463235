//! Countries, and the areas they lie in.

use std::collections::BTreeMap;

use coercivity_data::{PlaceRow, Problem};

use super::{keep, made};
use crate::id::Place;
use crate::source::problem_at;

/// A country or an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceThing {
    /// Alpha-3, or the id of the area.
    pub id: Place,
    /// Alpha-2; empty for an area.
    pub iso2: String,
    /// Its name.
    pub name: String,
    /// Whether it is an area.
    pub is_area: bool,
    /// The areas it lies in.
    pub areas: Vec<Place>,
    /// Other names of it, in several languages, in small letters.
    pub also: Vec<String>,
    /// How the area is drawn.
    pub note: String,
}

/// What readers may call each place, the first place in the order of ids where several are called alike.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Meant {
    /// By id, alpha-2 code and name, in small letters of ASCII.
    named: BTreeMap<String, Place>,
    /// By its other names.
    also: BTreeMap<String, Place>,
}

impl Meant {
    pub(super) fn of(places: &BTreeMap<Place, PlaceThing>) -> Self {
        let mut meant = Self::default();
        for thing in places.values() {
            let names = [thing.id.as_str(), &thing.iso2, &thing.name];
            for name in names.into_iter().filter(|it| !it.is_empty()) {
                meant.named.entry(name.to_ascii_lowercase()).or_insert(thing.id);
            }
            for name in &thing.also {
                meant.also.entry(name.clone()).or_insert(thing.id);
            }
        }
        meant
    }
    /// The place that a word means, in any case of letters; an own name before other ones.
    pub(super) fn place(&self, word: &str) -> Option<Place> {
        let named = self.named.get(&word.to_ascii_lowercase());
        named.or_else(|| self.also.get(&word.to_lowercase())).copied()
    }
}

pub(super) fn link(rows: &[PlaceRow], problems: &mut Vec<Problem>) -> BTreeMap<Place, PlaceThing> {
    let areas: Vec<&str> = rows.iter().filter(|it| it.is_area).map(|it| it.iso3.as_str()).collect();
    let mut things = BTreeMap::new();
    for row in rows {
        let Some(id) = made(Place::new, &row.iso3, &row.row, problems) else { continue };
        for area in row.areas.iter().filter(|it| !areas.contains(&it.as_str())) {
            let expected = format!("areas of this list: {}", areas.join(", "));
            problems.push(problem_at(
                &row.row,
                format!("area `{area}`"),
                expected,
                "add the area, or correct it",
            ));
        }
        let thing = PlaceThing {
            id,
            iso2: row.iso2.clone(),
            name: row.name.clone(),
            is_area: row.is_area,
            areas: row.areas.iter().filter_map(|it| Place::new(it)).collect(),
            also: row.also.iter().map(|it| it.to_lowercase()).collect(),
            note: row.note.clone(),
        };
        keep(&mut things, (id, thing), &row.row, problems);
    }
    things
}
