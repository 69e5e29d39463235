//! The reporting templates of the minerals initiative (CMRT, EMRT, AMRT): answers and smelters. They state in which
//! country a smelter stands; how much came from it they never state.

use coercivity_quantity::Interval;

use super::{DocumentKind, EvidenceDocument};
use crate::bill::forms::grid::{CellValue, Grid, Record};
use crate::bill::headers::header_words::normal;
use crate::bill::rows::EvidenceRow;
use crate::problem::Problem;

/// Rows of a declaration that may hold its title.
const TITLE_ROWS: usize = 30;
/// Rows of the smelter list above its smelters.
const HEADER_ROWS: usize = 20;

/// Which template the sheets are; none when they are none of the three.
pub(super) fn kind(grids: &[Grid]) -> Option<DocumentKind> {
    let declaration = sheet(grids, "declaration")?;
    sheet(grids, "smelter list").or_else(|| sheet(grids, "smelter and processor list"))?;
    let said: Vec<String> = grids
        .iter()
        .filter(|it| ["declaration", "instructions", "revision"].contains(&normal(&it.name).as_str()))
        .chain([declaration])
        .flat_map(|it| it.records.iter().take(TITLE_ROWS))
        .flat_map(|it| &it.cells)
        .map(CellValue::text)
        .collect();
    let names = [
        ("AMRT", "Additional Minerals Reporting Template", DocumentKind::Amrt),
        ("EMRT", "Extended Minerals Reporting Template", DocumentKind::Emrt),
        ("CMRT", "Conflict Minerals Reporting Template", DocumentKind::Cmrt),
    ];
    let named = |short: &str, long: &str| said.iter().any(|it| it.contains(long) || it.contains(short));
    names.into_iter().find(|it| named(it.0, it.1)).map(|it| it.2)
}

fn sheet<'a>(grids: &'a [Grid], name: &str) -> Option<&'a Grid> {
    grids.iter().find(|it| normal(&it.name) == name)
}

/// Reads answers into remarks and smelters into rows.
pub(super) fn read(document: &mut EvidenceDocument, grids: &[Grid], problems: &mut Vec<Problem>) {
    let mut issuer = String::new();
    if let Some(declaration) = sheet(grids, "declaration") {
        issuer = answers(document, declaration);
    }
    let list = sheet(grids, "smelter list").or_else(|| sheet(grids, "smelter and processor list"));
    if let Some(list) = list {
        smelters(document, list, &issuer, problems);
    }
    document.remarks.push(format!(
        "a {} names smelters and their countries; it states nothing about shares, so each is anything from none to all",
        document.kind.name()
    ));
}

/// Keeps every answer of a declaration as a remark and gives the company's name.
fn answers(document: &mut EvidenceDocument, declaration: &Grid) -> String {
    let (mut company, mut question) = (String::new(), String::new());
    for record in &declaration.records {
        let said: Vec<String> =
            record.cells.iter().map(CellValue::text).filter(|it| !it.is_empty()).collect();
        let Some(label) = said.first() else { continue };
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
        let words: Vec<String> = record.cells.iter().map(|it| normal(&it.text())).collect();
        let begins = |starts: &[&str]| {
            words.iter().position(|it| starts.iter().any(|start| it.starts_with(start))).map(|it| it + 1)
        };
        let whole =
            |wanted: &[&str]| words.iter().position(|it| wanted.contains(&it.as_str())).map(|it| it + 1);
        Some(Self {
            mineral: whole(&["metal", "mineral"])?,
            country: begins(&[
                "smelter country",
                "smelter or processor country",
                "smelter facility location country",
            ])?,
            looked_up: begins(&["smelter look up", "smelter reference list"]),
            name: begins(&["smelter name", "standard smelter name"]),
            id: whole(&["smelter identification", "smelter id"]),
            mine_country: begins(&["location country of mine", "country of mine"]),
            recycled: begins(&["does 100 of the smelter", "100 of the smelter"]),
        })
    }
}

/// A row for each smelter: in its country the metal was made, and how much of it nobody says.
fn smelters(document: &mut EvidenceDocument, list: &Grid, issuer: &str, problems: &mut Vec<Problem>) {
    let found = list.records.iter().take(HEADER_ROWS).enumerate();
    let Some((at, columns)) = found.filter_map(|(at, it)| Some((at, Columns::of(it)?))).next() else {
        problems.push(Problem::in_file(
            &list.path,
            "no header of the smelter list",
            "columns `Metal` and `Smelter Country`",
            "set its language to English on the sheet Declaration, or ask for the template as it is published",
        ));
        return;
    };
    for record in &list.records[at + 1..] {
        let text = |column: usize| record.cell(column).text();
        let (mineral, country) = (text(columns.mineral), text(columns.country));
        if mineral.is_empty() {
            continue;
        }
        if country.is_empty() {
            document.remarks.push(format!("a smelter of {mineral} in row {} has no country", record.line));
            continue;
        }
        let named = columns.name.map(text).filter(|it| !it.is_empty());
        let name = named.or_else(|| columns.looked_up.map(text)).unwrap_or_default();
        let id = columns.id.map(text).unwrap_or_default();
        let recycled = columns.recycled.map(text).filter(|it| normal(it) == "yes");
        let recycled = recycled.map_or("", |_| "; all of it from scrap");
        let note = format!("smelter {name} {id}{recycled}; the template states no share");
        let row = |claim: &str, place: String| EvidenceRow {
            line: record.line,
            subject: mineral.clone(),
            claim: claim.to_owned(),
            place,
            share: Interval::between(0.0, 1.0),
            issuer: issuer.to_owned(),
            strength: "stated".to_owned(),
            note: note.clone(),
            ..EvidenceRow::default()
        };
        document.rows.push(row("metal", country));
        let mined = columns.mine_country.map(text).filter(|it| !it.is_empty() && normal(it) != "unknown");
        document.rows.extend(mined.map(|it| row("mined", it)));
    }
}
