//! Plants and mines. China plant by plant is not public, so shares are never added up from here.

use coercivity_data::{Entry, Fact, Period};
use coercivity_quantity::Citation;

use super::linker::Linker;
use super::stated::Stated;
use crate::id::{Place, Stage};

/// How far a facility is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Runs.
    Operating,
    /// Started, below its capacity.
    Ramping,
    /// Being built.
    Construction,
    /// Permitted, not decided.
    Permitted,
    /// Asking for permits or money.
    Permitting,
    /// Stands still.
    Idle,
    /// Nobody says.
    Unknown,
}

impl Status {
    /// The words of the files.
    pub const WORDS: [(&str, Self); 7] = [
        ("operating", Self::Operating),
        ("ramping", Self::Ramping),
        ("construction", Self::Construction),
        ("permitted", Self::Permitted),
        ("permitting", Self::Permitting),
        ("idle", Self::Idle),
        ("unknown", Self::Unknown),
    ];
    /// The word of the files.
    pub fn word(self) -> &'static str {
        Self::WORDS.into_iter().find(|it| it.1 == self).map_or("", |it| it.0)
    }
}

/// What is said of a facility in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacilityMeasure {
    /// What it can make in a year.
    Capacity,
    /// What it is planned to make in a year.
    CapacityPlanned,
    /// What its owner aims at: not a capacity.
    CapacityTarget,
    /// What it made.
    Output,
    /// What the whole country made.
    OutputOfCountry,
    /// What it cost or is to cost.
    CapitalCost,
}

impl FacilityMeasure {
    /// The words of the files.
    pub const WORDS: [(&str, Self); 6] = [
        ("capacity", Self::Capacity),
        ("capacity_planned", Self::CapacityPlanned),
        ("capacity_target", Self::CapacityTarget),
        ("output", Self::Output),
        ("output_of_country", Self::OutputOfCountry),
        ("capital_cost", Self::CapitalCost),
    ];
    /// The word of the files.
    pub fn word(self) -> &'static str {
        Self::WORDS.into_iter().find(|it| it.1 == self).map_or("", |it| it.0)
    }
}

/// What a facility's number is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacilitySubject {
    /// Id of the facility.
    pub facility: String,
    /// What is stated.
    pub measure: FacilityMeasure,
    /// Of what: `REO`, `NdPr`, `magnet blank`; empty for money.
    pub of: String,
}

/// A plant or a mine.
#[derive(Clone, Debug, PartialEq)]
pub struct Facility {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who runs it.
    pub operator: String,
    /// The country.
    pub place: Place,
    /// Latitude and longitude in degrees; `None` when not recorded.
    pub coordinates: Option<(f64, f64)>,
    /// How exact the coordinates are.
    pub precision: String,
    /// Its stage.
    pub stage: Stage,
    /// What it makes, in words.
    pub product: String,
    /// How far it is.
    pub status: Status,
    /// When it started or is to start; `None` when unknown.
    pub starts: Option<Period>,
    /// Whether that is actual or announced.
    pub starts_basis: String,
    /// Who owns it.
    pub ownership: String,
    /// The day, month or year of the observation.
    pub as_of: Period,
    /// What the row rests on.
    pub cited: Citation,
    /// Its numbers.
    pub facts: Vec<Stated<FacilitySubject>>,
}

/// Links facilities and gives each its numbers.
pub(super) fn link(
    entries: &[Entry<Citation>],
    facts: &[Entry<Fact>],
    linker: &mut Linker<'_>,
) -> Vec<Facility> {
    let mut facilities: Vec<Facility> = Vec::new();
    for entry in entries {
        linker.cited(&entry.holds);
        if facilities.iter().any(|it| it.id == entry.text("id")) {
            linker.problems.push(entry.problem("id", "every facility once", "remove one of the rows"));
            continue;
        }
        facilities.extend(facility(entry, linker));
    }
    let known: Vec<String> = facilities.iter().map(|it| it.id.clone()).collect();
    let linked = linker.facts(facts, |linker, entry| {
        let measure = linker.word(entry, "measure", &FacilityMeasure::WORDS);
        let id = entry.text("facility");
        if !known.iter().any(|it| it == id) {
            let list = "data/atlas/facilities.csv";
            linker.problems.push(entry.unknown("facility", list, known.iter().map(String::as_str)));
            return None;
        }
        Some(FacilitySubject { facility: id.to_owned(), measure: measure?, of: entry.text("of").to_owned() })
    });
    for fact in linked {
        if let Some(owner) = facilities.iter_mut().find(|it| it.id == fact.subject.facility) {
            owner.facts.push(fact);
        }
    }
    facilities
}

fn facility(entry: &Entry<Citation>, linker: &mut Linker<'_>) -> Option<Facility> {
    let (place, stage) = (linker.place(entry, "place"), linker.stage(entry, "stage"));
    let status = linker.word(entry, "status", &Status::WORDS);
    let (latitude, longitude) = (degrees(entry, "latitude", linker), degrees(entry, "longitude", linker));
    let (starts, as_of) = (time(entry, "starts", linker), time(entry, "as_of", linker));
    let text = |column| entry.text(column).to_owned();
    Some(Facility {
        id: text("id"),
        name: text("name"),
        operator: text("operator"),
        place: place?,
        coordinates: latitude.zip(longitude),
        precision: text("precision"),
        stage: stage?,
        product: text("product"),
        status: status?,
        starts: starts?,
        starts_basis: text("starts_basis"),
        ownership: text("ownership"),
        as_of: as_of?.or_else(|| missing_day(entry, linker))?,
        cited: entry.holds.clone(),
        facts: Vec::new(),
    })
}

fn degrees(entry: &Entry<Citation>, column: &str, linker: &mut Linker<'_>) -> Option<f64> {
    let text = entry.text(column);
    if text.is_empty() {
        return None;
    }
    let most = if column == "latitude" { 90.0 } else { 180.0 };
    let value = text.parse::<f64>().ok().filter(|it| it.abs() <= most);
    if value.is_none() {
        let expected = format!("degrees between -{most} and {most}");
        linker.problems.push(entry.problem(column, expected, "correct it, or leave it blank"));
    }
    value
}

/// A time, nothing for a blank cell; `None` outside when the cell cannot be read.
fn time(entry: &Entry<Citation>, column: &str, linker: &mut Linker<'_>) -> Option<Option<Period>> {
    let text = entry.text(column);
    if text.is_empty() {
        return Some(None);
    }
    let read = text.parse().ok();
    if read.is_none() {
        linker.problems.push(entry.problem(column, Period::SHAPES, "correct it"));
    }
    read.map(Some)
}

/// Tells that an observation has no time.
fn missing_day(entry: &Entry<Citation>, linker: &mut Linker<'_>) -> Option<Period> {
    linker.problems.push(entry.problem("as_of", Period::SHAPES, "write when this was so"));
    None
}
