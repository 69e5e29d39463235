//! Workbooks (.xlsx) become grids, cell by cell: formulas as the values stored with them.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::archive::{Archive, damaged, locked};
use super::grid::{CellValue, Grid, Record};
use super::limits::{Budget, Limits};
use super::open_document::read_open_document;
use super::sheet_cells::SheetCells;
use super::shown_unit::shown_unit;
use super::styles::Styles;
use super::xml::{self, attribute, attributes, referred, unescaped};
use crate::problem::Problem;

/// Reads every sheet of a workbook that has been looked through.
pub(crate) fn read_workbook(
    path: &str,
    bytes: &[u8],
    limits: &Limits,
    problems: &mut Vec<Problem>,
) -> Vec<Grid> {
    let read = Archive::examined(path, bytes, limits).and_then(|mut archive| {
        if archive.has("xl/workbook.xml") {
            read_xlsx(path, &mut archive, limits, problems)
        } else if archive.has("content.xml") {
            read_open_document(path, &mut archive, limits, problems)
        } else if archive.has("xl/workbook.bin") {
            Err(locked(path))
        } else {
            Err(damaged(path, "an archive without a workbook in it"))
        }
    });
    read.unwrap_or_else(|problem| {
        problems.push(problem);
        Vec::new()
    })
}

/// What a workbook says of itself, apart from its cells.
#[derive(Debug, Default)]
pub(crate) struct Workbook {
    /// Names of the sheets with the ids of their files.
    sheets: Vec<(String, String)>,
    /// Files by their ids.
    files: BTreeMap<String, String>,
    /// Texts that cells share.
    pub(crate) texts: Vec<String>,
    pub(crate) styles: Styles,
}

fn read_xlsx(
    path: &str,
    archive: &mut Archive<'_>,
    limits: &Limits,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Grid>, Problem> {
    let mut workbook = Workbook::default();
    walk(path, archive, "xl/workbook.xml", &mut |event| {
        if let Event::Start(start) = event {
            match start.local_name().as_ref() {
                "sheet" => {
                    // The prefix of its file's id is the writer's own choice.
                    let id = attributes(start).into_iter().find(|it| it.0.ends_with(":id"));
                    let id = id.map_or(String::new(), |it| it.1);
                    workbook.sheets.push((attribute(start, "name").unwrap_or_default(), id));
                }
                "workbookPr" => workbook.styles.from_1904 = truth(attribute(start, "date1904")),
                _ => {}
            }
        }
    })?;
    walk(path, archive, "xl/_rels/workbook.xml.rels", &mut |event| {
        if let Event::Start(start) = event
            && start.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(file)) = (attribute(start, "Id"), attribute(start, "Target"))
        {
            let file = file.strip_prefix('/').map_or_else(|| format!("xl/{file}"), str::to_owned);
            workbook.files.insert(id, file);
        }
    })?;
    if archive.has("xl/sharedStrings.xml") {
        shared_texts(path, archive, &mut workbook.texts)?;
    }
    if archive.has("xl/styles.xml") {
        styles(path, archive, &mut workbook.styles)?;
    }
    let mut grids = Vec::new();
    for (name, id) in &workbook.sheets {
        // Charts and macros are sheets without cells.
        let file = workbook.files.get(id).filter(|it| it.contains("worksheets/") && archive.has(it));
        let Some(file) = file else { continue };
        let sheet = format!("{path}#{name}");
        let grid = Grid { path: sheet.clone(), name: name.clone(), ..Grid::default() };
        let mut cells = SheetCells::new(&workbook, grid, limits);
        walk(&sheet, archive, file, &mut |event| cells.take(event))?;
        let (grid, refusal) = cells.finish();
        problems.extend(refusal);
        grids.push(grid);
    }
    Ok(grids)
}

/// Hands over every event of a file in the archive.
fn walk(
    path: &str,
    archive: &mut Archive<'_>,
    name: &str,
    each: &mut dyn FnMut(&Event<'_>),
) -> Result<(), Problem> {
    let file = archive.open(path, name)?;
    xml::walk(file, each).map_err(|error| damaged(path, &format!("{name}: {error}")))
}

/// The texts that cells share; how they are pronounced is no part of them.
fn shared_texts(path: &str, archive: &mut Archive<'_>, texts: &mut Vec<String>) -> Result<(), Problem> {
    let mut text = String::new();
    let (mut inside, mut spoken) = (false, false);
    walk(path, archive, "xl/sharedStrings.xml", &mut |event| match event {
        Event::Start(start) => match start.local_name().as_ref() {
            "t" => inside = !spoken,
            "rPh" => spoken = true,
            _ => {}
        },
        Event::End(end) => match end.local_name().as_ref() {
            "t" => inside = false,
            "rPh" => spoken = false,
            "si" => {
                texts.push(unescaped(&text).into_owned());
                text.clear();
            }
            _ => {}
        },
        Event::Text(said) if inside => text.push_str(&said.xml10_content()),
        Event::CData(said) if inside => text.push_str(&said.xml10_content()),
        Event::GeneralRef(name) if inside => text.push_str(&referred(name)),
        _ => {}
    })
}

fn styles(path: &str, archive: &mut Archive<'_>, styles: &mut Styles) -> Result<(), Problem> {
    let mut of_cells = false;
    let number = |start: &BytesStart<'_>, name| attribute(start, name).and_then(|it| it.parse().ok());
    walk(path, archive, "xl/styles.xml", &mut |event| match event {
        Event::Start(start) => match start.local_name().as_ref() {
            "cellXfs" => of_cells = true,
            "xf" if of_cells => styles.formats.push(number(start, "numFmtId").unwrap_or(0)),
            "numFmt" => {
                if let (Some(id), Some(code)) = (number(start, "numFmtId"), attribute(start, "formatCode")) {
                    styles.units.extend(shown_unit(&code).map(|it| (id, it)));
                    styles.codes.insert(id, code);
                }
            }
            _ => {}
        },
        Event::End(end) if end.local_name().as_ref() == "cellXfs" => of_cells = false,
        _ => {}
    })
}

/// How XML says yes.
fn truth(said: Option<String>) -> bool {
    said.is_some_and(|it| it == "1" || it == "true")
}

/// Keeps a row that holds anything and is within the limits.
pub(super) fn keep(record: Record, grid: &mut Grid, budget: &mut Budget) {
    let letters =
        record.cells.iter().map(|it| if let CellValue::Text(text) = it { text.len() } else { 0 }).sum();
    if !record.cells.is_empty() && budget.spend(record.line, record.cells.len(), letters) {
        grid.records.push(record);
    }
}
