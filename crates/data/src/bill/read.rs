//! A file becomes a bill.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::cells::Cells;
use super::forms::archive::{Archive, locked};
use super::forms::encoding::decoded;
use super::forms::grid::{CellValue, Grid, Record};
use super::forms::json_grid::read_json;
use super::forms::limits::Limits;
use super::forms::parquet::{is_table, read_table};
use super::forms::separated::read_separated;
use super::forms::workbook::read_workbook;
use super::further_rows::{evidence, movement, party};
use super::headers::field::{LISTS_SHEET, READ_ME_SHEET, SheetKind};
use super::headers::header_words::HeaderWords;
use super::headers::layout::Layout;
use super::headers::mapping::Mapping;
use super::headers::proposal::{SheetProposal, proposed};
use super::headers::unlisted::tell_sheet;
use super::holders::hang;
use super::lines::line;
use super::rows::{Bill, Sheet};
use crate::problem::Problem;

/// First bytes of workbooks of the last century, and of those locked by a password.
pub(super) const OLD_WORKBOOK: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];

/// Reads a bill from the bytes of a file, by its headers or by a reviewed mapping. Every problem is told with its
/// cell, and what can be read is kept.
pub fn read_bill(
    path: &str,
    bytes: &[u8],
    words: &HeaderWords,
    mapping: Option<&Mapping>,
) -> (Bill, Vec<Problem>) {
    let (bill, _, problems) = read_written_bill(path, bytes, words, mapping);
    (bill, problems)
}

/// Reads a bill as [`read_bill`] does, and keeps the sheet with its lines as it was written, to be given back with more
/// columns; none when the file has no such sheet.
pub fn read_written_bill(
    path: &str,
    bytes: &[u8],
    words: &HeaderWords,
    mapping: Option<&Mapping>,
) -> (Bill, Option<WrittenSheet>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut grids = grids(path, bytes, &Limits::default(), &mut problems);
    let mut bill = Bill::default();
    if !problems.is_empty() && grids.is_empty() {
        return (bill, None, problems);
    }
    let mut kinds: Vec<(SheetKind, usize)> = Vec::new();
    let mut written = None;
    for (at, layout) in laid_out((path, &grids), words, mapping, (&mut problems, &mut bill.remarks)) {
        let grid = &grids[at];
        if let Some(first) = kinds.iter().find(|it| it.0 == layout.kind) {
            let found = format!("a second sheet of {}, beside `{}`", layout.kind.word(), grids[first.1].name);
            let remedy = "put all rows into one sheet, or say in a mapping which sheet to read: `coercivity bill map FILE \
                          -o mapping.toml`";
            problems.push(Problem::in_file(&grid.path, found, "one sheet of a kind", remedy));
            continue;
        }
        kinds.push((layout.kind, at));
        match layout.kind {
            SheetKind::Bill => {
                bill.lines = sheet(grid, &layout, line, &mut problems);
                written = Some((at, layout));
            }
            SheetKind::Parties => bill.parties = sheet(grid, &layout, party, &mut problems),
            SheetKind::Movements => bill.movements = sheet(grid, &layout, movement, &mut problems),
            SheetKind::Evidence => bill.evidence = sheet(grid, &layout, evidence, &mut problems),
        }
    }
    if kinds.is_empty() && problems.is_empty() {
        problems.push(Problem::in_file(
            path,
            "no header that a bill may have",
            "a row of headers such as item_id, name, quantity, made_in",
            "start from `coercivity bill template`, or say which column is which: `coercivity bill map FILE`",
        ));
    }
    if let Some((at, layout)) = &written {
        hang(&mut bill.lines, layout, grids[*at].nested, (&mut problems, &mut bill.remarks));
    }
    let written = written.and_then(|(at, layout)| as_written(grids.swap_remove(at), &layout));
    (bill, written, problems)
}

/// The sheet with the lines of a bill, cell by cell as it was written; what is merged over several rows stands in each.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenSheet {
    /// Name of the sheet; empty when the file has none.
    pub name: String,
    /// Line of the header; 0 when the file has keys instead, which then stand first.
    pub header_line: usize,
    /// Its rows, from the first one that holds anything.
    pub rows: Vec<WrittenRow>,
}

/// One row as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenRow {
    /// Its line in the file, or row in the sheet.
    pub line: usize,
    /// Its cells, from the first column.
    pub cells: Vec<CellValue>,
    /// Which of the bill's lines it became, from 0; none for the header and for what is no line.
    pub became: Option<usize>,
}

fn as_written(mut grid: Grid, layout: &Layout) -> Option<WrittenSheet> {
    layout.write_spanned(&mut grid);
    let header_line = grid.records[layout.first_row - 1].line;
    let item = layout.column("item_id")?.number;
    let mut lines = 0;
    let mut rows = Vec::with_capacity(grid.records.len());
    for (at, record) in grid.records.into_iter().enumerate() {
        // What names no item was left out when the bill was read.
        let named = !matches!(record.cell(item), CellValue::Blank | CellValue::Fault(_));
        let became = (at >= layout.first_row && named).then_some(lines);
        lines += usize::from(became.is_some());
        rows.push(WrittenRow { line: record.line, cells: record.cells, became });
    }
    Some(WrittenSheet { name: grid.name, header_line, rows })
}

/// What each sheet of a file seems to hold, for review.
pub fn propose_mapping(path: &str, bytes: &[u8], words: &HeaderWords) -> (Vec<SheetProposal>, Vec<Problem>) {
    let mut problems = Vec::new();
    let grids = grids(path, bytes, &Limits::default(), &mut problems);
    (proposed(&grids, words), problems)
}

/// The sheets of a file. What kind of file it is, its first bytes tell; csv is what nothing else is.
pub(crate) fn grids(path: &str, bytes: &[u8], limits: &Limits, problems: &mut Vec<Problem>) -> Vec<Grid> {
    if let Some(problem) = limits.refuse_size(path, bytes.len()) {
        problems.push(problem);
        return Vec::new();
    }
    if Archive::is_one(bytes) {
        return read_workbook(path, bytes, limits, problems);
    }
    if is_table(bytes) {
        return read_table(path, bytes, limits, problems);
    }
    if bytes.starts_with(&OLD_WORKBOOK) {
        problems.push(locked(path));
        return Vec::new();
    }
    match decoded(path, bytes) {
        Ok(text) if text.trim_start().starts_with(['{', '[']) => read_json(path, &text, limits, problems),
        Ok(text) => vec![read_separated(path, &text, limits, problems)],
        Err(problem) => {
            problems.push(problem);
            Vec::new()
        }
    }
}

/// The sheets that are read, by their places, and how.
fn laid_out(
    (path, grids): (&str, &[Grid]),
    words: &HeaderWords,
    mapping: Option<&Mapping>,
    (problems, remarks): (&mut Vec<Problem>, &mut Vec<Problem>),
) -> Vec<(usize, Layout)> {
    let proposals = proposed(grids, words);
    let Some(mapping) = mapping else {
        let layouts = grids.iter().zip(&proposals).enumerate();
        remarks.extend(grids.iter().zip(&proposals).filter_map(unread));
        return layouts
            .filter_map(|(at, (grid, it))| Some((at, Layout::proposed(grid, it, problems)?)))
            .collect();
    };
    let mut layouts = Vec::new();
    for sheet in &mapping.sheets {
        let found = grids.iter().position(|it| it.name == sheet.name);
        match found {
            Some(at) => {
                let layout =
                    Layout::mapped(&grids[at], words, (mapping, sheet), (&mut *problems, &mut *remarks));
                layouts.extend(layout.map(|it| (at, it)));
            }
            None if sheet.kind.is_none() => {}
            None => problems.push(Problem::in_file(
                path,
                format!("no sheet `{}`", sheet.name),
                "every sheet that the mapping names",
                format!("rename the sheet, or mend `{}`", mapping.path),
            )),
        }
    }
    let unnamed = |it: &(&Grid, &SheetProposal)| mapping.sheets.iter().all(|sheet| sheet.name != it.0.name);
    for (grid, proposal) in grids.iter().zip(&proposals).filter(unnamed) {
        // What has no name is the whole file: that the mapping names another sheet is told.
        match proposal.kind.filter(|_| !grid.name.is_empty()) {
            Some(kind) => tell_sheet((grid, mapping), kind, problems),
            None => remarks.extend(unread((grid, proposal))),
        }
    }
    layouts
}

/// That a sheet which holds something is not read, and why; those of our template that hold no rows of anybody need no word.
fn unread((grid, proposal): (&Grid, &SheetProposal)) -> Option<Problem> {
    let ours = [READ_ME_SHEET, LISTS_SHEET].contains(&grid.name.as_str());
    let why = proposal.unread.as_ref().filter(|_| !grid.records.is_empty() && !ours)?;
    let kinds = SheetKind::ALL.map(SheetKind::word).join(", ");
    let remedy = "nothing is to be done if it is beside the matter; else name it so, or mend its headers";
    Some(Problem::in_file(
        &grid.path,
        format!("a sheet that is not read: {why}"),
        format!("a sheet of {kinds}"),
        remedy,
    ))
}

/// The rows of one sheet, read on all threads; rows and problems stand in the order of the file.
fn sheet<R: Send>(
    grid: &Grid,
    layout: &Layout,
    read: impl Fn(&mut Cells<'_>) -> Option<R> + Sync,
    problems: &mut Vec<Problem>,
) -> Sheet<R> {
    let number = |number: usize| if grid.keyed { 0 } else { number };
    let columns =
        layout.columns.iter().filter_map(|it| Some((it.field?.to_owned(), number(it.number)))).collect();
    let told: Mutex<Vec<(usize, Vec<Problem>)>> = Mutex::default();
    let row = |(place, record): (usize, &Record)| {
        // A row that says nothing in any column we know is a line of text below the table.
        if !layout.says(record) {
            return None;
        }
        let mut problems = Vec::new();
        let found = read(&mut Cells { grid, layout, record, problems: &mut problems });
        if !problems.is_empty() {
            told.lock().unwrap_or_else(PoisonError::into_inner).push((place, problems));
        }
        found
    };
    // Rows are wide: they are read into the places where they stay.
    let mut rows: Vec<Option<R>> = Vec::new();
    grid.records[layout.first_row..].par_iter().enumerate().map(row).collect_into_vec(&mut rows);
    let mut told = told.into_inner().unwrap_or_else(PoisonError::into_inner);
    told.sort_by_key(|it| it.0);
    problems.extend(told.into_iter().flat_map(|it| it.1));
    rows.retain(Option::is_some);
    let rows = rows.into_iter().map(|it| it.expect("rows that are not there were left out")).collect();
    Sheet { path: grid.path.clone(), columns, rows }
}
