//! Text with separators becomes a grid.

use super::grid::{CellValue, Grid, Record, Separated};
use super::limits::{Budget, Limits};
use crate::bill::number::DecimalSign;
use crate::problem::Problem;
use crate::scan::Scanner;

/// What may part two cells, the likeliest first.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];
/// Rows that are looked at to tell the separator.
const SAMPLE: usize = 50;

/// Reads text whose cells are parted by commas, semicolons, tabs or bars: the sign that makes the most rows of the
/// same length, more than one cell each.
pub(crate) fn read_separated(path: &str, text: &str, limits: &Limits, problems: &mut Vec<Problem>) -> Grid {
    let separator = separator(text);
    // Whoever parts cells by commas writes decimals with a point.
    let decimal = (separator == ',').then_some(DecimalSign::Point);
    let mut grid = Grid { path: path.to_owned(), decimal, ..Grid::default() };
    let mut widths = Vec::new();
    let mut budget = Budget::new(path, limits);
    let mut scanner = Scanner::parted_by(separator);
    let mut each = |cells: Vec<crate::Cell>| {
        let line = cells.first().map_or(0, |it| it.line);
        let widest = cells.len();
        let mut values: Vec<CellValue> = Vec::with_capacity(widest);
        values.extend(cells.iter().map(|it| CellValue::of_text(&it.text)));
        while values.last().is_some_and(CellValue::is_blank) {
            values.pop();
        }
        let letters = cells.iter().map(|it| it.text.len()).sum();
        if budget.spend(line, values.len(), letters) && !values.is_empty() {
            grid.records.push(Record { line, cells: values });
            widths.push(widest);
        }
    };
    let mut told = Vec::new();
    scanner.feed(text, &mut each);
    scanner.finish(path, &mut told, &mut each);
    problems.append(&mut told);
    problems.extend(budget.refusal());
    grid.separated = Some(Separated { sign: separator, widths });
    grid
}

/// The sign that parts the cells of a text.
fn separator(text: &str) -> char {
    let weigh = |sign: char| {
        let mut lengths: Vec<usize> = Vec::new();
        let mut scanner = Scanner::parted_by(sign);
        for line in text.split_inclusive('\n').take(SAMPLE) {
            scanner.feed(line, &mut |it| lengths.push(it.len()));
        }
        lengths.push(text.split('\n').next().map_or(0, |it| it.split(sign).count()));
        let usual = lengths
            .iter()
            .copied()
            .filter(|it| *it > 1)
            .max_by_key(|wide| (lengths.iter().filter(|it| *it == wide).count(), *wide));
        usual.map_or((0, 0), |wide| (lengths.iter().filter(|it| **it == wide).count(), wide))
    };
    let mut best = (SEPARATORS[0], (0, 0));
    for sign in SEPARATORS {
        let weight = weigh(sign);
        if weight > best.1 {
            best = (sign, weight);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Grid {
        let mut problems = Vec::new();
        let grid = read_separated("t.csv", text, &Limits::default(), &mut problems);
        assert_eq!(problems, []);
        grid
    }

    #[test]
    fn any_separator_gives_the_same_cells() {
        for sign in SEPARATORS {
            let text = ["a|b|c", "1|\"x, y; z\"|3", "2||"].join("\n").replace('|', &sign.to_string());
            let grid = read(&text);
            assert_eq!(grid.records[1].cell(2), &CellValue::Text("x, y; z".to_owned()), "{sign}");
            assert_eq!(grid.records[2].cells.len(), 1);
        }
    }

    #[test]
    fn decimal_commas_do_not_part_cells() {
        let grid = read("Stufe;Gewicht [g]\n0;3,2\n1;0,200\n");
        assert_eq!(grid.records[2].cell(2), &CellValue::Text("0,200".to_owned()));
        assert_eq!(grid.records[2].line, 3);
    }
}
