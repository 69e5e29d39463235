//! The lists of a template: smelters, mines and products.

use std::collections::BTreeSet;

use super::declaration::key;
use super::{EvidenceDocument, text};
use crate::bill::forms::grid::{Grid, Record};
use crate::bill::headers::header_words::normal;
use crate::problem::Problem;

/// Rows of a list above its smelters or mines.
const HEADER_ROWS: usize = 20;
/// The step that a mine does.
pub(super) const MINED: &str = "mined";
/// The step that every smelter does, refiner or processor: by the templates' own definition it makes metal, oxides,
/// salts or another intermediate out of ore or scrap. Whether it also makes metal nobody says.
const SEPARATED: &str = "separated";

/// What the lists say of one mineral and one step.
pub(super) struct Listed {
    /// The mineral, as the list calls it.
    pub mineral: String,
    /// The step, in the word of a claim.
    pub claim: &'static str,
    /// Row of the first smelter or mine.
    pub line: usize,
    /// The countries, each once.
    pub places: Vec<String>,
    /// The smelters or mines, each with its country.
    pub names: Vec<String>,
    /// Whether there is one whose country nobody knows.
    pub unplaced: bool,
}

impl Listed {
    /// How many of what were named.
    pub(super) fn what(&self) -> String {
        let one = if self.claim == MINED { "mine" } else { "smelter or refiner" };
        let many = if self.claim == MINED { "mines" } else { "smelters or refiners" };
        format!("{} {}", self.names.len(), if self.names.len() == 1 { one } else { many })
    }
}

/// What the lists of a template say.
pub(super) struct Lists {
    /// Each mineral and step that has a country, in the order of the lists.
    pub found: Vec<Listed>,
    /// The countries that the workbook knows; empty where it has no list of them.
    countries: BTreeSet<String>,
    /// Minerals of which a smelter has no country, by their keys.
    unplaced: BTreeSet<String>,
    /// Rows that name a smelter of which nobody knows what it smelts.
    pub unmetalled: Vec<usize>,
}

/// The columns of the smelter list that are read.
struct Columns {
    mineral: usize,
    country: usize,
    input_id: Option<usize>,
    looked_up: Option<usize>,
    name: Option<usize>,
    id: Option<usize>,
    mine_country: Option<usize>,
    recycled: Option<usize>,
}

impl Columns {
    fn of(record: &Record) -> Option<Self> {
        let words = Words::of(record);
        Some(Self {
            mineral: words.whole(&["metal", "mineral"])?,
            country: words.begins(&[
                "smelter country",
                "smelter or processor country",
                "smelter facility location country",
            ])?,
            input_id: words.begins(&["smelter identification number input"]),
            looked_up: words.begins(&["smelter look up", "smelter reference list"]),
            name: words.begins(&["smelter name", "standard smelter name"]),
            id: words.whole(&["smelter identification", "smelter id"]),
            mine_country: words.begins(&["location country of mine", "country of mine"]),
            recycled: words.begins(&["does 100 of the smelter", "100 of the smelter"]),
        })
    }

    /// Whether a row names a smelter, by whatever cell.
    fn names_one(&self, record: &Record) -> bool {
        let columns =
            [self.input_id, Some(self.mineral), self.looked_up, self.name, Some(self.country), self.id];
        let mut said = columns.into_iter().flatten().map(|it| text(record.cell(it)));
        said.find(|it| !it.is_empty()).is_some_and(|it| !it.starts_with('©'))
    }
}

/// The words of a header.
struct Words(Vec<String>);

impl Words {
    fn of(record: &Record) -> Self {
        Self(record.cells.iter().map(|it| normal(&it.text())).collect())
    }
    /// The first column, from 1, that begins with some words.
    fn begins(&self, starts: &[&str]) -> Option<usize> {
        self.0.iter().position(|it| starts.iter().any(|start| it.starts_with(start))).map(|it| it + 1)
    }
    /// The first column, from 1, that is called so.
    fn whole(&self, wanted: &[&str]) -> Option<usize> {
        self.0.iter().position(|it| wanted.contains(&it.as_str())).map(|it| it + 1)
    }
}

/// The header of a list among its first rows, and the rows below it.
fn below_header<C>(list: &Grid, of: impl Fn(&Record) -> Option<C>) -> Option<(C, &[Record])> {
    let found = list.records.iter().take(HEADER_ROWS).enumerate();
    let (at, columns) = found.filter_map(|(at, it)| Some((at, of(it)?))).next()?;
    Some((columns, &list.records[at + 1..]))
}

/// The mineral that a row of a list names.
fn mineral_of(record: &Record, column: usize) -> Option<String> {
    Some(text(record.cell(column))).filter(|it| !it.is_empty() && !it.starts_with('©'))
}

impl Lists {
    /// Nothing yet.
    pub(super) fn new(countries: BTreeSet<String>) -> Self {
        Self { found: Vec::new(), countries, unplaced: BTreeSet::new(), unmetalled: Vec::new() }
    }

    /// Reads the list of smelters, with the countries of their mines.
    pub(super) fn smelters(
        &mut self,
        document: &mut EvidenceDocument,
        list: &Grid,
        problems: &mut Vec<Problem>,
    ) {
        let Some((columns, records)) = below_header(list, Columns::of) else {
            problems.push(headless(list, "the smelter list", "columns `Metal` and `Smelter Country`"));
            return;
        };
        for record in records {
            let said = |column: usize| text(record.cell(column));
            let Some(mineral) = mineral_of(record, columns.mineral) else {
                if columns.names_one(record) {
                    document.remarks.push(format!("the smelter in row {} has no metal", record.line));
                    self.unmetalled.push(record.line);
                }
                continue;
            };
            let named = columns.name.map(said).filter(|it| !it.is_empty());
            let name = named.or_else(|| columns.looked_up.map(said)).unwrap_or_default();
            let id = columns.id.map(said).unwrap_or_default();
            let recycled = columns.recycled.map(said).filter(|it| normal(it) == "yes");
            let recycled = recycled.map_or("", |_| ", all of it from scrap");
            let country = said(columns.country);
            if self.is_country(&country) {
                let name = format!("{} ({country}{recycled})", format!("{name} {id}").trim());
                self.add((&mineral, SEPARATED), record.line, (country, name));
            } else {
                document
                    .remarks
                    .push(format!("a smelter of {mineral} in row {} has no country", record.line));
                self.unplaced.insert(key(&mineral));
            }
            // Where the mines lie is free text: what is no country alone is kept as it is written.
            let mine = columns.mine_country.map(said).unwrap_or_default();
            if self.is_country(&mine) && !is_scrap(&mine) {
                let of = format!("mine of {name} ({mine})");
                self.add((&mineral, MINED), record.line, (mine, of));
            } else if !matches!(normal(&mine).as_str(), "" | "unknown") {
                document.remarks.push(format!("mines of {mineral} in row {}: {mine}", record.line));
            }
        }
        for listed in &mut self.found {
            listed.unplaced = self.unplaced.contains(&key(&listed.mineral));
        }
    }

    /// Reads the list of mines.
    pub(super) fn mines(
        &mut self,
        document: &mut EvidenceDocument,
        list: &Grid,
        problems: &mut Vec<Problem>,
    ) {
        let columns = |it: &Record| {
            let words = Words::of(it);
            let country = words.begins(&["mine facility country", "mine country", "country of mine"])?;
            let name = words.begins(&["mine facility site name", "mine facility name", "mine name"]);
            Some((words.whole(&["metal", "mineral"])?, country, name))
        };
        let Some(((mineral, country, name), records)) = below_header(list, columns) else {
            problems.push(headless(list, "the list of mines", "columns `Metal` and `Mine Facility Country`"));
            return;
        };
        for record in records {
            let said = |column: usize| text(record.cell(column));
            let Some(mineral) = mineral_of(record, mineral) else { continue };
            let country = said(country);
            if self.is_country(&country) {
                let name = format!("{} ({country})", name.map(said).unwrap_or_default());
                self.add((&mineral, MINED), record.line, (country, name));
            } else {
                document.remarks.push(format!("a mine of {mineral} in row {} has no country", record.line));
            }
        }
    }

    /// The minerals of which a smelter is named.
    pub(super) fn minerals(&self) -> impl Iterator<Item = &str> {
        let placed = self.found.iter().filter(|it| it.claim == SEPARATED).map(|it| it.mineral.as_str());
        placed.chain(self.unplaced.iter().map(String::as_str))
    }

    fn add(&mut self, (mineral, claim): (&str, &'static str), line: usize, (place, name): (String, String)) {
        let known = self.found.iter().position(|it| key(&it.mineral) == key(mineral) && it.claim == claim);
        let known = known.unwrap_or_else(|| {
            let (places, names, mineral) = (Vec::new(), Vec::new(), mineral.to_owned());
            self.found.push(Listed { mineral, claim, line, places, names, unplaced: false });
            self.found.len() - 1
        });
        let listed = &mut self.found[known];
        if !listed.places.contains(&place) {
            listed.places.push(place);
        }
        listed.names.push(name.trim().to_owned());
    }

    /// Whether a text is a country, as far as the workbook's own list tells.
    fn is_country(&self, place: &str) -> bool {
        let words = normal(place);
        let none = words.is_empty() || words == "unknown";
        !none && (self.countries.is_empty() || self.countries.contains(&words))
    }
}

/// Words that stand in place of a country where no mine is: they are prescribed by the templates.
fn is_scrap(place: &str) -> bool {
    let words = normal(place);
    ["recycled", "scrap", "rcoi"].iter().any(|it| words.starts_with(it))
}

fn headless(list: &Grid, what: &str, expected: &str) -> Problem {
    let remedy = "ask for the template as it is published, with its hidden sheet of words";
    Problem::in_file(&list.path, format!("no header of {what}"), expected, remedy)
}

/// A product of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Product {
    /// One of its numbers.
    pub number: String,
    /// For the supplier's own that of whoever asked, where the row has another one.
    pub unless: String,
}

/// The numbers of a list of products: the supplier's own and those of whoever asked, each once.
pub(super) fn products(list: &Grid) -> Vec<Product> {
    let columns = |it: &Record| {
        let words = Words::of(it);
        let own = words.begins(&[
            "responder s product number",
            "responder product number",
            "manufacturer s product number",
            "product or item number",
        ])?;
        Some((own, words.begins(&["requester product number", "requester s product number"])))
    };
    let Some(((own, asked), records)) = below_header(list, columns) else { return Vec::new() };
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for record in records {
        let number =
            |column| Some(text(record.cell(column))).filter(|it| !it.is_empty() && !it.starts_with('©'));
        let (own, asked) = (number(own), asked.and_then(number));
        let unless = asked.clone().filter(|it| own.as_ref() != Some(it)).unwrap_or_default();
        let own = own.map(|number| Product { number, unless });
        let asked = asked.map(|number| Product { number, ..Product::default() });
        found.extend(own.into_iter().chain(asked).filter(|it| seen.insert(it.clone())));
    }
    found
}
