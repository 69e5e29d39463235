//! The reporting templates of the minerals initiative (CMRT, EMRT, AMRT): answers, smelters and mines, in any language
//! that they can be filled in. They state in which country a smelter or a mine lies; how much came from it they never
//! state.

mod dictionary;

use coercivity_quantity::Interval;

use super::{DocumentKind, EvidenceDocument};
use crate::bill::forms::grid::{CellValue, Grid, Record};
use crate::bill::headers::header_words::normal;
use crate::bill::rows::EvidenceRow;
use crate::problem::Problem;
use dictionary::Dictionary;

/// Rows of a declaration that may hold its title.
const TITLE_ROWS: usize = 30;
/// Rows of a list above its smelters or mines.
const HEADER_ROWS: usize = 20;
/// Columns of a declaration that are filled in; what stands beyond them is the workbook's own reckoning.
const ANSWER_COLUMNS: usize = 10;

/// A workbook that is one of the three templates.
pub(super) struct Template<'a> {
    /// Which of them.
    pub kind: DocumentKind,
    grids: &'a [Grid],
    dictionary: Dictionary,
}

impl<'a> Template<'a> {
    /// Looks what the sheets are; none when they are none of the three.
    pub(super) fn of(grids: &'a [Grid]) -> Option<Self> {
        sheet(grids, "declaration")?;
        sheet(grids, "smelter list").or_else(|| sheet(grids, "smelter and processor list"))?;
        let dictionary = Dictionary::of(grids);
        let titled = ["declaration", "instructions", "revision"];
        let said: Vec<String> = grids
            .iter()
            .filter(|it| titled.contains(&normal(&it.name).as_str()))
            .flat_map(|it| dictionary.in_english(it).records.into_iter().take(TITLE_ROWS))
            .flat_map(|it| it.cells)
            .map(|it| it.text())
            .collect();
        let names = [
            ("AMRT", "Additional Minerals Reporting Template", DocumentKind::Amrt),
            ("EMRT", "Extended Minerals Reporting Template", DocumentKind::Emrt),
            ("CMRT", "Conflict Minerals Reporting Template", DocumentKind::Cmrt),
        ];
        let named = |short: &str, long: &str| said.iter().any(|it| it.contains(long) || it.contains(short));
        let kind = names.into_iter().find(|it| named(it.0, it.1))?.2;
        Some(Self { kind, grids, dictionary })
    }

    /// A sheet in English.
    fn sheet(&self, name: &str) -> Option<Grid> {
        sheet(self.grids, name).map(|it| self.dictionary.in_english(it))
    }

    /// Reads answers into remarks, smelters and mines into rows.
    pub(super) fn read(&self, document: &mut EvidenceDocument, problems: &mut Vec<Problem>) {
        let issuer = self.sheet("declaration").map_or(String::new(), |it| answers(document, &it));
        if let Some(list) = self.sheet("smelter list").or_else(|| self.sheet("smelter and processor list")) {
            smelters(document, &list, &issuer, problems);
        }
        if let Some(list) = self.sheet("mine list") {
            mines(document, &list, &issuer, problems);
        }
        document.remarks.push(format!(
            "{} names smelters, mines and their countries; it states nothing about shares, so each is anything from none \
             to all",
            self.kind.name()
        ));
    }
}

fn sheet<'a>(grids: &'a [Grid], name: &str) -> Option<&'a Grid> {
    grids.iter().find(|it| normal(&it.name) == name)
}

/// Keeps every answer of a declaration as a remark and gives the company's name.
fn answers(document: &mut EvidenceDocument, declaration: &Grid) -> String {
    let (mut company, mut question) = (String::new(), String::new());
    for record in &declaration.records {
        let cells = record.cells.iter().take(ANSWER_COLUMNS).map(text);
        let said: Vec<String> = cells.filter(|it| !it.is_empty()).collect();
        let Some(label) = said.first() else { continue };
        if label == "English" {
            // The first templates keep their words in other languages below the answers.
            break;
        }
        let words = normal(label);
        let begins = |it: &str| words.starts_with(it);
        if begins("company name") {
            company = said.get(1).cloned().unwrap_or_default();
        } else if ["declaration scope", "description of scope", "effective date", "date of completion"]
            .into_iter()
            .any(begins)
        {
            if let Some(answer) = said.get(1) {
                document.remarks.push(format!("{}: {answer}", bare(label)));
            }
        } else if is_question(label) {
            question = bare(label);
            // Questions about the company as a whole have their answer beside them; the others have headers there.
            if let Some(answer) = said.get(1).filter(|it| normal(it) != "answer") {
                document.remarks.push(format!("{question} {answer}"));
            }
        } else if let Some(answer) = said.get(1)
            && !question.is_empty()
        {
            let comment = said.get(2).map_or(String::new(), |it| format!(" ({it})"));
            document.remarks.push(format!("{question} {}: {answer}{comment}", bare(label)));
        }
    }
    company
}

/// A cell as text; a formula that failed says nothing.
fn text(cell: &CellValue) -> String {
    if let CellValue::Fault(_) = cell { String::new() } else { cell.text() }
}

/// Whether a label begins as questions do: `1)` or `A.`
fn is_question(label: &str) -> bool {
    let label = label.trim_start();
    let number = label.chars().take_while(char::is_ascii_digit).count();
    let letter = label.chars().next().is_some_and(|it| ('A'..='K').contains(&it));
    (number > 0 && label[number..].starts_with([')', '.'])) || (letter && label[1..].starts_with(['.', ')']))
}

/// A label without the marks of cells that must be filled in.
fn bare(label: &str) -> String {
    label.replace("(*)", "").replace(['\n', '\r'], " ").trim().trim_end_matches(':').trim().to_owned()
}

/// The columns of the smelter list that are read.
struct Columns {
    mineral: usize,
    country: usize,
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
            looked_up: words.begins(&["smelter look up", "smelter reference list"]),
            name: words.begins(&["smelter name", "standard smelter name"]),
            id: words.whole(&["smelter identification", "smelter id"]),
            mine_country: words.begins(&["location country of mine", "country of mine"]),
            recycled: words.begins(&["does 100 of the smelter", "100 of the smelter"]),
        })
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

/// The mineral and the country that a row of a list names; a row without a country is told.
fn located(
    document: &mut EvidenceDocument,
    what: &str,
    record: &Record,
    (mineral, country): (usize, usize),
) -> Option<(String, String)> {
    let (mineral, country) = (text(record.cell(mineral)), text(record.cell(country)));
    if mineral.is_empty() || mineral.starts_with('©') {
        return None;
    }
    if country.is_empty() {
        document.remarks.push(format!("a {what} of {mineral} in row {} has no country", record.line));
        return None;
    }
    Some((mineral, country))
}

/// A claim that a mineral came from a place, in a share that nobody states.
fn claim(
    record: &Record,
    (subject, claim, place): (&str, &str, String),
    (issuer, note): (&str, &str),
) -> EvidenceRow {
    EvidenceRow {
        line: record.line,
        subject: subject.to_owned(),
        claim: claim.to_owned(),
        place,
        share: Interval::between(0.0, 1.0),
        issuer: issuer.to_owned(),
        strength: "stated".to_owned(),
        note: note.to_owned(),
        ..EvidenceRow::default()
    }
}

/// A row for each mine: in its country the mineral was mined, and how much of it nobody says.
fn mines(document: &mut EvidenceDocument, list: &Grid, issuer: &str, problems: &mut Vec<Problem>) {
    let columns = |it: &Record| {
        let words = Words::of(it);
        let country = words.begins(&["mine facility country", "mine country", "country of mine"])?;
        let name = words.begins(&["mine facility site name", "mine facility name", "mine name"]);
        Some((words.whole(&["metal", "mineral"])?, country, name))
    };
    let Some(((mineral, country, name), records)) = below_header(list, columns) else {
        problems.push(Problem::in_file(
            &list.path,
            "no header of the list of mines",
            "columns `Metal` and `Mine Facility Country`",
            "ask for the template as it is published, with its hidden sheet of words",
        ));
        return;
    };
    for record in records {
        let said = |column: usize| text(record.cell(column));
        let Some((mineral, country)) = located(document, "mine", record, (mineral, country)) else {
            continue;
        };
        let note = format!("mine {}; the template states no share", name.map(said).unwrap_or_default());
        document.rows.push(claim(record, (&mineral, "mined", country), (issuer, &note)));
    }
}

/// A row for each smelter: in its country the metal was made, and how much of it nobody says.
fn smelters(document: &mut EvidenceDocument, list: &Grid, issuer: &str, problems: &mut Vec<Problem>) {
    let Some((columns, records)) = below_header(list, Columns::of) else {
        problems.push(Problem::in_file(
            &list.path,
            "no header of the smelter list",
            "columns `Metal` and `Smelter Country`",
            "ask for the template as it is published, with its hidden sheet of words",
        ));
        return;
    };
    for record in records {
        let said = |column: usize| text(record.cell(column));
        let places = (columns.mineral, columns.country);
        let Some((mineral, country)) = located(document, "smelter", record, places) else { continue };
        let named = columns.name.map(said).filter(|it| !it.is_empty());
        let name = named.or_else(|| columns.looked_up.map(said)).unwrap_or_default();
        let id = columns.id.map(said).unwrap_or_default();
        let recycled = columns.recycled.map(said).filter(|it| normal(it) == "yes");
        let recycled = recycled.map_or("", |_| "; all of it from scrap");
        let note = format!("smelter {name} {id}{recycled}; the template states no share");
        document.rows.push(claim(record, (&mineral, "metal", country), (issuer, &note)));
        let mined = columns.mine_country.map(said).filter(|it| !it.is_empty() && normal(it) != "unknown");
        document.rows.extend(mined.map(|it| claim(record, (&mineral, "mined", it), (issuer, &note))));
    }
}
