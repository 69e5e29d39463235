//! Rows of a text with more cells than it has headers: a sign that parts cells stands in one of them, and those after it
//! have moved.

use super::layout::Layout;
use crate::bill::forms::grid::Grid;
use crate::problem::Problem;

/// Tells each row below the header that is wider than it.
pub(super) fn tell_wide(grid: &Grid, layout: &Layout, problems: &mut Vec<Problem>) {
    let Some(separated) = &grid.separated else { return };
    let Some(header) = layout.first_row.checked_sub(1) else { return };
    let named = grid.records[header].cells.len();
    let sign = separated.sign;
    for (record, width) in grid.records.iter().zip(&separated.widths).skip(layout.first_row) {
        // A blank cell at the end is one too: those before it may have moved.
        let wide = record.cells.len() > named || *width > separated.widths[header];
        if !wide || !layout.says(record) {
            continue;
        }
        let expected = format!("no more cells than headers, parted by `{sign}`");
        let (sign, such) = match sign {
            ',' => (',', "numbers with a comma, as in \"1500,00\", or save the table with semicolons"),
            other => (other, "cells that hold this sign"),
        };
        let remedy = format!(
            "put quotes around {such}; where the row is meant so, give the header as many `{sign}`, and its cells names"
        );
        let found = format!("a row of {width} cells under {named} headers");
        problems.push(Problem::in_file(&grid.path, found, expected, remedy).at(record.line, named + 1));
    }
}
