//! The closed lists as written: elements, countries and areas, stages, goods, end uses.

use crate::atlas::Fact;
use crate::bundle::Bundle;
use crate::problem::Problem;
use crate::table::{Range, Row, Table};

/// Where other names of places stand.
const PLACE_NAMES_PATH: &str = "data/vocabulary/place_names.csv";
/// Path of the table of what groups and recipes hold.
const HOLDS_PATH: &str = "data/vocabulary/holds.csv";

/// An element, or a group that is never told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedElement {
    /// `Dy`, or the name of a group such as `NdPr`.
    pub symbol: String,
    /// Its name.
    pub name: String,
    /// `light`, `heavy`, `neither` or `group`.
    pub group: String,
    /// The oxide it is traded as; empty for a group.
    pub oxide: String,
    /// Element mass in a unit mass of oxide.
    pub element_per_oxide: Fact,
    /// The row, as `file:line`.
    pub row: String,
}

/// Which elements a group or a recipe holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldsRow {
    /// `MagREE`, `NdFeB`: what tables call it.
    pub name: String,
    /// The symbols of its elements.
    pub elements: Vec<String>,
    /// The row, as `file:line`.
    pub row: String,
}

/// A country or a named area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRow {
    /// ISO 3166 alpha-3, or the id of an area.
    pub iso3: String,
    /// ISO 3166 alpha-2; empty for an area.
    pub iso2: String,
    /// Its name.
    pub name: String,
    /// Whether it is an area.
    pub is_area: bool,
    /// The areas it lies in.
    pub areas: Vec<String>,
    /// Other names of it, in several languages.
    pub also: Vec<String>,
    /// What the reader should know.
    pub note: String,
    /// The row, as `file:line`.
    pub row: String,
}

/// A step of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its place in the chain, from the mine.
    pub order: u32,
    /// What happens there.
    pub note: String,
    /// The row, as `file:line`.
    pub row: String,
}

/// A substance at a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodRow {
    /// Its id.
    pub id: String,
    /// The stage that makes it.
    pub stage: String,
    /// The element or group it is of; empty when it is of several.
    pub element: String,
    /// Its name.
    pub name: String,
    /// The row, as `file:line`.
    pub row: String,
}

/// What a good is bought for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndUseRow {
    /// Its id.
    pub id: String,
    /// The words other tables use for it.
    pub label: String,
    /// The name a reader sees.
    pub name: String,
    /// The good it buys.
    pub good: String,
    /// The row, as `file:line`.
    pub row: String,
}

/// Every closed list, as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VocabularyRecords {
    /// Elements and groups.
    pub elements: Vec<ListedElement>,
    /// What groups and recipes hold.
    pub holds: Vec<HoldsRow>,
    /// Countries and areas.
    pub places: Vec<PlaceRow>,
    /// Stages.
    pub stages: Vec<StageRow>,
    /// Goods.
    pub goods: Vec<GoodRow>,
    /// End uses.
    pub end_uses: Vec<EndUseRow>,
}

impl VocabularyRecords {
    /// Reads the lists.
    pub fn read(bundle: &Bundle, problems: &mut Vec<Problem>) -> Self {
        let elements = [
            "symbol",
            "name",
            "group",
            "oxide",
            "low",
            "best",
            "high",
            "unit",
            "as_of",
            "source",
            "at",
            "confidence",
            "note",
        ];
        let places = ["iso3", "iso2", "name", "kind", "areas", "note"];
        let (stages, goods) = (["id", "name", "order", "note"], ["id", "stage", "element", "name", "note"]);
        let end_uses = ["id", "label", "name", "good", "note"];
        Self {
            elements: list(bundle, "data/vocabulary/elements.csv", &elements, element, problems),
            holds: held(bundle, problems),
            places: named(
                bundle,
                list(bundle, "data/vocabulary/countries.csv", &places, place, problems),
                problems,
            ),
            stages: list(bundle, "data/vocabulary/stages.csv", &stages, stage, problems),
            goods: list(bundle, "data/vocabulary/goods.csv", &goods, good, problems),
            end_uses: list(bundle, "data/vocabulary/end_uses.csv", &end_uses, end_use, problems),
        }
    }
}

/// Reads one list, a row at a time.
fn list<T>(
    bundle: &Bundle,
    path: &str,
    columns: &[&str],
    read: fn(&Row<'_>, &mut Vec<Problem>) -> Option<T>,
    problems: &mut Vec<Problem>,
) -> Vec<T> {
    let Some(text) = bundle.required(path, problems) else { return Vec::new() };
    let table = Table::read(path, text, columns, problems);
    table.rows().filter_map(|row| read(&row, problems)).collect()
}

fn element(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<ListedElement> {
    let words = ["light", "heavy", "neither", "group"].map(|it| (it, it));
    let group = row.one_of("group", &words, problems);
    let fact = Fact::read(row, problems);
    Some(ListedElement {
        symbol: row.required("symbol", problems)?,
        name: row.required("name", problems)?,
        group: group?.to_owned(),
        oxide: row.text("oxide"),
        element_per_oxide: fact?,
        row: row.place(),
    })
}

fn place(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<PlaceRow> {
    let is_area = row.one_of("kind", &[("country", false), ("area", true)], problems);
    let areas = row.text("areas");
    Some(PlaceRow {
        iso3: row.required("iso3", problems)?,
        iso2: row.text("iso2"),
        name: row.required("name", problems)?,
        is_area: is_area?,
        areas: parted(&areas),
        also: Vec::new(),
        note: row.text("note"),
        row: row.place(),
    })
}

/// The words of a list in one cell.
fn parted(list: &str) -> Vec<String> {
    list.split(';').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// What groups and recipes hold; nothing where the bundle does not tell it.
fn held(bundle: &Bundle, problems: &mut Vec<Problem>) -> Vec<HoldsRow> {
    if bundle.text(HOLDS_PATH).is_none() {
        return Vec::new();
    }
    list(bundle, HOLDS_PATH, &["name", "elements", "note"], holds, problems)
}

fn holds(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<HoldsRow> {
    let elements = parted(&row.required("elements", problems)?);
    Some(HoldsRow { name: row.required("name", problems)?, elements, row: row.place() })
}

/// The same places with their other names, where the bundle tells any. A name that two places have is a problem.
fn named(bundle: &Bundle, mut places: Vec<PlaceRow>, problems: &mut Vec<Problem>) -> Vec<PlaceRow> {
    let Some(text) = bundle.text(PLACE_NAMES_PATH) else { return places };
    let table = Table::read(PLACE_NAMES_PATH, text, &["iso3", "names"], problems);
    for row in table.rows() {
        let Some(id) = row.required("iso3", problems) else { continue };
        let names = parted(&row.text("names"));
        let lower: Vec<String> = names.iter().map(|it| it.to_lowercase()).collect();
        let taken = |it: &PlaceRow| {
            it.iso3 != id && it.also.iter().chain([&it.name]).any(|it| lower.contains(&it.to_lowercase()))
        };
        if let Some(other) = places.iter().find(|it| taken(it)) {
            let expected = format!("names that `{}` has not", other.iso3);
            row.problem("names", expected, "take the name from one of the two", problems);
        }
        match places.iter_mut().find(|it| it.iso3 == id) {
            Some(place) => place.also.extend(names),
            None => row.problem("iso3", "a place of countries.csv", "add the place, or correct it", problems),
        }
    }
    places
}

fn stage(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<StageRow> {
    let order = row.required_number("order", Range::NotNegative, problems)?;
    if order.fract() != 0.0 || order > 1000.0 {
        row.problem("order", "a whole number", "number the stages from the mine", problems);
        return None;
    }
    Some(StageRow {
        id: row.required("id", problems)?,
        name: row.required("name", problems)?,
        order: order as u32,
        note: row.text("note"),
        row: row.place(),
    })
}

fn good(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<GoodRow> {
    Some(GoodRow {
        id: row.required("id", problems)?,
        stage: row.required("stage", problems)?,
        element: row.text("element"),
        name: row.required("name", problems)?,
        row: row.place(),
    })
}

fn end_use(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<EndUseRow> {
    Some(EndUseRow {
        id: row.required("id", problems)?,
        label: row.required("label", problems)?,
        name: row.required("name", problems)?,
        good: row.required("good", problems)?,
        row: row.place(),
    })
}
