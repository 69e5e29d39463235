//! Cells below the header that a sheet shows as one over several rows: what such a cell says, it says of each of them.

use super::field::FIGURES;
use super::layout::Layout;
use crate::bill::forms::grid::{CellValue, Grid, Merged, Record, cell_name};
use crate::problem::Problem;

/// Where cells are written that are shown in rows below them as well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spanned {
    /// Column, first and last line of each area, and the place of its first row among the records; in order.
    areas: Vec<(usize, usize, usize, usize)>,
}

impl Spanned {
    /// The merged cells of the columns that are read. What names a row is its own, and a figure is of each row or of all
    /// of them together: neither is taken over.
    pub(super) fn of(grid: &Grid, layout: &Layout) -> Self {
        let names = layout.kind.name();
        let taken = |field: &str| !is_figure(field) && Some(field) != names;
        let mut areas = Vec::new();
        for column in layout.columns.iter().filter(|it| it.field.is_some_and(taken)) {
            let written = deep(grid, layout, column.number).into_iter().filter_map(|(first, last)| {
                let at = grid.records.binary_search_by_key(&first, |it| it.line).ok()?;
                Some((column.number, first, last, at))
            });
            areas.extend(written);
        }
        Self { areas }
    }
    /// The row in which a cell is written, by its place among the records; none when it is its own.
    pub(crate) fn written(&self, record: &Record, column: usize) -> Option<usize> {
        let before = self.areas.partition_point(|it| (it.0, it.1) < (column, record.line));
        let (of, _, last, at) = *self.areas.get(before.checked_sub(1)?)?;
        (of == column && record.line <= last).then_some(at)
    }
}

impl Layout {
    /// Writes what cells show that are merged over several rows into each of them that says something itself.
    pub(crate) fn write_spanned(&self, grid: &mut Grid) {
        for &(column, _, last, at) in &self.spanned.areas {
            let shown = grid.records[at].cell(column).clone();
            let below = grid.records[at + 1..].iter_mut().take_while(|it| it.line <= last);
            for record in below.filter(|it| self.says(it) && !shown.is_blank()) {
                if record.cells.len() < column {
                    record.cells.resize(column, CellValue::Blank);
                }
                record.cells[column - 1].clone_from(&shown);
            }
        }
    }
}

/// Tells figures in a cell that is merged over several rows that say something themselves.
pub(super) fn tell_figures(grid: &Grid, layout: &Layout, problems: &mut Vec<Problem>) {
    for column in &layout.columns {
        let Some(field) = column.field.filter(|it| is_figure(it)) else { continue };
        for (first, last) in deep(grid, layout, column.number) {
            let from = |line: usize| grid.records.partition_point(|it| it.line < line);
            let rows = &grid.records[from(first)..from(last + 1)];
            let Some(value) = rows.first().filter(|it| it.line == first).map(|it| it.cell(column.number))
            else {
                continue;
            };
            if value.is_blank() || rows.iter().filter(|it| layout.says(it)).count() < 2 {
                continue;
            }
            let named = if column.header == field { String::new() } else { format!(", for `{field}`") };
            let found = format!(
                "`{}` in `{}`{named} ({}), merged over the rows {first} to {last}",
                value.text(),
                column.header,
                cell_name(column.number, first)
            );
            let expected = "a figure in each row: this may be of each of them, or of all together";
            let remedy = "take the merged cell apart, and write what each row has";
            problems.push(Problem::in_file(&grid.path, found, expected, remedy).at(first, column.number));
        }
    }
}

/// Whether a field is a figure of its row.
fn is_figure(field: &str) -> bool {
    field != "value_per" && FIGURES.contains(&field)
}

/// The first and last lines of the cells below the header that begin in a column and are merged over several rows.
fn deep(grid: &Grid, layout: &Layout, column: usize) -> Vec<(usize, usize)> {
    let Some(top) = grid.records.get(layout.first_row) else { return Vec::new() };
    let below =
        |it: &&Merged| it.first_column == column && it.first_line >= top.line && it.last_line > it.first_line;
    let mut lines: Vec<_> =
        grid.merged.iter().filter(below).map(|it| (it.first_line, it.last_line)).collect();
    lines.sort_unstable();
    // No spreadsheet merges a cell twice.
    let mut past = 0;
    lines.retain(|it| {
        let apart = it.0 > past;
        past = past.max(it.1);
        apart
    });
    lines
}
