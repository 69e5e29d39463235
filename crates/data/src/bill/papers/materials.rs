//! The materials of a product as a credential lists them. One material may stand in several rows, each of them a part of it;
//! a list may hide rows, and a row its name: how large a part the others are is then unknown.

use std::collections::BTreeSet;

use coercivity_quantity::Interval;

use super::countries::{any, is_limited, named};
use super::selective::{hides, is_hidden};
use crate::bill::forms::json::{Json, JsonValue};

/// Keys under which a product tells its materials.
const MATERIALS: [&str; 3] = ["materialsProvenance", "materialProvenance", "materials"];
/// The key under which a material tells its countries.
pub(super) const COUNTRY: &str = "originCountry";
/// The key of the part of a product's mass that a material makes up.
pub(super) const FRACTION: &str = "massFraction";
/// Codes of countries in use beside the official ones of two letters.
const ALSO_CODES: [&str; 2] = ["EL", "UK"];
/// Slack for fractions that were rounded when they were written.
const ROUNDED: f64 = 0.01;

/// The rows of a product's materials.
pub(super) struct Materials<'a> {
    /// Those that are disclosed.
    pub rows: Vec<Material<'a>>,
    /// Whether others are hidden.
    hidden: bool,
}

/// One row.
pub(super) struct Material<'a> {
    /// The row as it is written.
    pub row: &'a Json,
    /// What it is called: by its id, else by its name.
    pub name: String,
    /// The same without capitals and blanks, in which names of one material may differ.
    id: String,
    called: String,
}

impl<'a> Materials<'a> {
    /// Of a product.
    pub(super) fn of(product: &'a Json) -> Self {
        let listed: Vec<&Json> =
            MATERIALS.iter().filter_map(|it| product.get(it)).flat_map(Json::items).collect();
        let hidden = listed.iter().any(|it| is_hidden(it));
        Self { rows: listed.into_iter().filter(|it| !is_hidden(it)).map(Material::of).collect(), hidden }
    }

    /// The part of its material for which a row names a country, where the row itself says some share: all where it is the
    /// only row, and where others are of the same material what the masses of all of them tell, added up by country.
    pub(super) fn share(
        &self,
        material: &Material<'_>,
        country: &str,
        said: Option<Interval<f64>>,
    ) -> Option<Interval<f64>> {
        let alike = self.alike(material);
        if self.may_hide(material) || material.weighs_nothing() {
            return Some(any());
        }
        if alike.len() == 1 {
            return said;
        }
        Some(part_from(country, &alike).unwrap_or_else(any))
    }

    /// Whether a row is one of several of a material whose parts are told by their masses.
    pub(super) fn tells_a_share(&self, row: &Json) -> bool {
        let Some(material) = self.rows.iter().find(|it| std::ptr::eq(it.row, row)) else { return false };
        let alike = self.alike(material);
        alike.len() > 1 && !self.may_hide(material) && parts(&alike).is_some()
    }

    /// What is told of rows that say of themselves that there is none of them; none where no row does.
    pub(super) fn weightless(&self) -> Option<String> {
        let names: BTreeSet<&str> =
            self.rows.iter().filter(|it| it.weighs_nothing()).map(|it| it.name.as_str()).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let told = format!(
            "`{FRACTION}` 0 of {}: such a row says nothing of where anything comes from, and leaves open how much the \
             others of its material are: for 0..100 %",
            names.join(", ")
        );
        (!names.is_empty()).then_some(told)
    }

    /// How many rows are of the material of one.
    pub(super) fn count(&self, material: &Material<'_>) -> usize {
        self.alike(material).len()
    }

    /// The rows of the material of one.
    fn alike(&self, material: &Material<'_>) -> Vec<&Material<'a>> {
        self.rows.iter().filter(|it| it.is(material)).collect()
    }

    /// Whether further rows of a material may be hidden, or may be among those whose name nobody knows.
    fn may_hide(&self, material: &Material<'_>) -> bool {
        self.hidden || self.rows.iter().any(|it| !it.is(material) && it.may_be(material))
    }
}

impl<'a> Material<'a> {
    fn of(row: &'a Json) -> Self {
        let [id, called] = ["id", "name"].map(|it| row.text_of(it).unwrap_or_default().trim());
        let called = if called.is_empty() { row.text().unwrap_or_default().trim() } else { called };
        let name = if id.is_empty() { called } else { id };
        Self { row, name: name.to_owned(), id: folded(id), called: folded(called) }
    }

    /// Whether it says that there is none of it: nobody weighed it, it was rounded, or it is not there.
    fn weighs_nothing(&self) -> bool {
        matches!(self.row.get(FRACTION).map(|it| &it.value), Some(JsonValue::Number(part)) if *part <= 0.0)
    }

    /// What it is known by, without capitals and blanks.
    fn key(&self) -> &str {
        if self.id.is_empty() { &self.called } else { &self.id }
    }

    /// Whether it is a row of the same material: of the same name, where one has an id of which the other says nothing too.
    fn is(&self, other: &Self) -> bool {
        let by_name = self.id.is_empty() || other.id.is_empty();
        self.key() == other.key() || by_name && !self.called.is_empty() && self.called == other.called
    }

    /// Whether it may be one although it is called otherwise: without a name, or where it may hide the id of the other.
    fn may_be(&self, other: &Self) -> bool {
        let by_id = |one: &Self, other: &Self| hides(one.row) && one.id.is_empty() && !other.id.is_empty();
        self.key().is_empty() || other.key().is_empty() || by_id(self, other) || by_id(other, self)
    }
}

/// A name without capitals and blanks.
fn folded(name: &str) -> String {
    name.chars().filter(|it| !it.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The part of a material that comes from a country, by the masses of all its rows: at least those that name it alone, at
/// most all that may be of it; none where not all tell a mass, or something limits a country.
fn part_from(country: &str, alike: &[&Material<'_>]) -> Option<Interval<f64>> {
    let (parts, mut low, mut high) = (parts(alike)?, 0.0, 0.0);
    let mut sum = 0.0;
    for (part, material) in parts.iter().zip(alike) {
        sum += part;
        let of = material.row.get(COUNTRY).and_then(named).unwrap_or_default();
        if is_limited(material.row) || of.iter().any(|it| it.share.is_some()) {
            return None;
        }
        if !of.is_empty() && of.iter().all(|it| it.country == country) {
            low += part;
            high += part;
        } else if of.is_empty() || of.iter().any(|it| may_be_one(&it.country, country)) {
            high += part;
        }
    }
    Interval::between((low / sum).min(1.0), (high / sum).min(1.0)).filter(|_| sum > 0.0)
}

/// The mass of each row; none where not all tell some, as parts of a product that make no more than all of it.
fn parts(alike: &[&Material<'_>]) -> Option<Vec<f64>> {
    let fraction = |it: &&Material<'_>| match it.row.get(FRACTION).map(|it| &it.value) {
        Some(JsonValue::Number(part)) if *part > 0.0 && *part <= 1.0 => Some(*part),
        _ => None,
    };
    let all: Vec<f64> = alike.iter().map(fraction).collect::<Option<_>>()?;
    (all.iter().sum::<f64>() <= 1.0 + ROUNDED).then_some(all)
}

/// Whether two words may mean one country: only codes of two letters that differ mean two for certain.
fn may_be_one(one: &str, other: &str) -> bool {
    let is_code =
        |it: &str| it.len() == 2 && it.chars().all(|it| it.is_ascii_uppercase()) && !ALSO_CODES.contains(&it);
    one == other || !(is_code(one) && is_code(other))
}
