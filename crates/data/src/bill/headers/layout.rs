//! How a sheet is read: the column of every field, decided by a mapping or by headers that leave no doubt.

use super::field::{FIGURES, SheetKind};
use super::header::{Header, headers};
use super::header_words::HeaderWords;
use super::mapping::{Mapping, SheetMapping};
use super::proposal::{HEADER_ROWS, SheetProposal, sheet as proposed_sheet};
use super::spanned::{Spanned, tell_figures};
use super::unlisted::tell_columns;
use super::wide_rows::tell_wide;
use crate::bill::forms::grid::{CellValue, Grid, Record, cell_name};
use crate::bill::number::{DecimalSign, decimal_sign};
use crate::problem::Problem;

/// A column that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its number, from 1.
    pub(crate) number: usize,
    /// Its header as written.
    pub(crate) header: String,
    /// What it holds; none when it is kept as it is.
    pub(crate) field: Option<&'static str>,
    /// Unit in its header or mapping; empty when none is.
    pub(crate) unit: String,
}

/// How a sheet is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) kind: SheetKind,
    /// Whether its columns are keys, and its cells have no names.
    pub(crate) keyed: bool,
    /// Rows up to this place are header.
    pub(crate) first_row: usize,
    pub(crate) decimal: Option<DecimalSign>,
    pub(crate) columns: Vec<Column>,
    /// Where cells are written that are shown in rows below them as well.
    pub(crate) spanned: Spanned,
}

impl Layout {
    /// The column of a field.
    pub(crate) fn column(&self, field: &str) -> Option<&Column> {
        self.columns.iter().find(|it| it.field == Some(field))
    }
    /// Whether a row itself says something in a column that is read.
    pub(crate) fn says(&self, record: &Record) -> bool {
        let mut read = self.columns.iter().filter(|it| it.field.is_some());
        read.any(|it| !record.cell(it.number).is_blank())
    }
    /// The layout that a proposal amounts to; what it leaves undecided is a problem with its cell.
    pub(crate) fn proposed(
        grid: &Grid,
        proposal: &SheetProposal,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let kind = proposal.kind?;
        let line = proposal.header_line;
        let mut columns = Vec::new();
        for column in &proposal.columns {
            if let Some(reason) = &column.undecided {
                let shown = header_shown(grid, &column.header, (column.column, line));
                problems.push(
                    Problem::in_file(
                        &grid.path,
                        format!("{shown}: {reason}"),
                        "a header that means one column",
                        "`coercivity bill map FILE -o mapping.toml`, decide, and give it with --mapping",
                    )
                    .at(line, if grid.keyed { 0 } else { column.column }),
                );
            }
            let field = column.meaning.certain().filter(|_| column.undecided.is_none());
            let (number, header) = (column.column, column.header.clone());
            columns.push(Column { number, header, field, unit: column.unit.clone() });
        }
        let undecided = proposal.columns.iter().any(|it| it.undecided.is_some());
        let layout = Self::finished(grid, kind, line, None, columns);
        // What is undecided has been told already; the missing column may be among it.
        if !undecided {
            layout.tell_missing(grid, line, problems);
        }
        layout.tell_rows(grid, problems);
        Some(layout)
    }
    /// The layout that a mapping asks for; headers that are not there are problems, and so are known ones that it does not
    /// list.
    pub(crate) fn mapped(
        grid: &Grid,
        words: &HeaderWords,
        (mapping, sheet): (&Mapping, &SheetMapping),
        (problems, remarks): (&mut Vec<Problem>, &mut Vec<Problem>),
    ) -> Option<Self> {
        let kind = sheet.kind?;
        let Some(at) = header_row(grid, sheet) else {
            let first = sheet.columns.first().map_or("", |it| it.header.as_str());
            problems.push(Problem::in_file(
                &grid.path,
                "none of the headers that the mapping names",
                format!("headers such as `{first}`"),
                format!("write `{}` anew with `coercivity bill map`", mapping.path),
            ));
            return None;
        };
        let written: Vec<String> = headers(grid, at).iter().map(Header::text).collect();
        let line = grid.records[at].line;
        let mut used = vec![false; written.len()];
        let mut columns = Vec::new();
        for column in &sheet.columns {
            let place = (0..written.len()).find(|it| !used[*it] && written[*it] == column.header);
            let Some(place) = place else {
                problems.push(
                    Problem::in_file(
                        &grid.path,
                        format!("no header `{}`", column.header),
                        "every header that the mapping names",
                        format!("add the column, or take it out of `{}`", mapping.path),
                    )
                    .at(line, 0),
                );
                continue;
            };
            used[place] = true;
            let (header, unit) = (column.header.clone(), column.unit.clone());
            columns.push(Column { number: place + 1, header, field: column.field, unit });
        }
        let proposal = proposed_sheet(grid, kind, at, words);
        tell_columns((grid, mapping), &proposal, &columns, (&mut *problems, remarks));
        for place in (0..written.len()).filter(|it| !used[*it]) {
            let header = written[place].clone();
            columns.push(Column { number: place + 1, header, field: None, unit: String::new() });
        }
        let layout = Self::finished(grid, kind, line, sheet.decimal, columns);
        layout.tell_missing(grid, line, problems);
        layout.tell_twins(grid, line, mapping, problems);
        layout.tell_rows(grid, problems);
        Some(layout)
    }
    fn finished(
        grid: &Grid,
        kind: SheetKind,
        line: usize,
        decimal: Option<DecimalSign>,
        mut columns: Vec<Column>,
    ) -> Self {
        columns.sort_by_key(|it| it.number);
        let first_row = grid.records.iter().position(|it| it.line > line).unwrap_or(grid.records.len());
        let figures = columns.iter().filter(|it| it.field.is_some_and(|it| FIGURES.contains(&it)));
        let numbers: Vec<usize> = figures.map(|it| it.number).collect();
        let cells = || grid.records[first_row..].iter().flat_map(|it| numbers.iter().map(|n| it.cell(*n)));
        let texts = || {
            cells().filter_map(|it| match it {
                CellValue::Text(text) => Some(text.as_str()),
                CellValue::Blank
                | CellValue::Number(_)
                | CellValue::Percentage(_)
                | CellValue::Measured(_)
                | CellValue::Day(_)
                | CellValue::Flag(_)
                | CellValue::Fault(_) => None,
            })
        };
        // What the kind of file goes with says nothing of a figure with a comma: it may part thousands or decimals.
        let usual = grid.decimal.filter(|_| !texts().any(|it| it.contains(',')));
        let decimal = decimal.or_else(|| decimal_sign(texts())).or(usual);
        let mut layout =
            Self { kind, keyed: grid.keyed, first_row, decimal, columns, spanned: Spanned::default() };
        layout.spanned = Spanned::of(grid, &layout);
        layout
    }
    /// Tells rows whose cells cannot be believed to stand below their headers.
    fn tell_rows(&self, grid: &Grid, problems: &mut Vec<Problem>) {
        tell_figures(grid, self, problems);
        tell_wide(grid, self, problems);
    }
    fn tell_missing(&self, grid: &Grid, line: usize, problems: &mut Vec<Problem>) {
        for field in self.kind.needed().iter().filter(|it| self.column(it).is_none()) {
            problems.push(
                Problem::in_file(
                    &grid.path,
                    format!("no column for `{field}`"),
                    format!("`{field}`, or a header that means it"),
                    "add it, or say which column it is: `coercivity bill map FILE`",
                )
                .at(line, 0),
            );
        }
    }
    fn tell_twins(&self, grid: &Grid, line: usize, mapping: &Mapping, problems: &mut Vec<Problem>) {
        for (place, column) in self.columns.iter().enumerate() {
            let Some(field) = column.field else { continue };
            if self.columns[..place].iter().any(|it| it.field == Some(field)) {
                problems.push(
                    Problem::in_file(
                        &grid.path,
                        format!("a second column for `{field}`: `{}`", column.header),
                        "one column a field",
                        format!("write \"other\" for one of them in `{}`", mapping.path),
                    )
                    .at(line, if grid.keyed { 0 } else { column.number }),
                );
            }
        }
    }
}

/// A header as it is told, with its cell where it has one.
pub(super) fn header_shown(grid: &Grid, header: &str, (column, line): (usize, usize)) -> String {
    match grid.keyed {
        true => format!("the key `{header}`"),
        false => format!("the header `{header}` ({})", cell_name(column, line.max(1))),
    }
}

/// The row with the headers that a mapping names: the line that it names counts only while they stand there.
fn header_row(grid: &Grid, sheet: &SheetMapping) -> Option<usize> {
    let wanted: Vec<&str> = sheet.columns.iter().map(|it| it.header.as_str()).collect();
    let hits = |at: usize| headers(grid, at).iter().filter(|it| wanted.contains(&it.text().as_str())).count();
    let rows = 0..grid.records.len().min(HEADER_ROWS);
    let named = sheet.header_line.and_then(|line| rows.clone().find(|it| grid.records[*it].line == line));
    let found = rows.map(|at| (hits(at), std::cmp::Reverse(at))).max();
    named.filter(|at| hits(*at) > 0).or(found.filter(|it| it.0 > 0).map(|it| it.1.0))
}
