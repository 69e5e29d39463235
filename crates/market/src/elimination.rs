//! The pattern of a symmetric system and an order in which to eliminate its rows: where each number goes is found once.

use clarabel::algebra::CscMatrix;
use clarabel::qdldl::{QDLDLFactorisation, QDLDLSettings};

/// Which entries of a symmetric matrix are not nought: the upper triangle, column by column, the diagonal in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// Where each column's rows begin, and where the last one's end.
    starts: Vec<usize>,
    /// Rows, ascending in each column, the column's own last.
    rows: Vec<usize>,
}

impl Pattern {
    /// One of so many rows from the entries off its diagonal, in any order and as often as they come: (row, row).
    pub(crate) fn new(count: usize, entries: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut all: Vec<(u32, u32)> =
            entries.map(|(one, other)| (one.max(other) as u32, one.min(other) as u32)).collect();
        all.extend((0..count as u32).map(|it| (it, it)));
        all.sort_unstable();
        all.dedup();
        let starts = (0..=count as u32).map(|it| all.partition_point(|entry| entry.0 < it));
        Self { starts: starts.collect(), rows: all.iter().map(|it| it.1 as usize).collect() }
    }

    /// Rows of the matrix.
    pub(crate) fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// The rows of each column above the diagonal.
    fn columns(&self) -> impl Iterator<Item = (usize, &[usize])> {
        let spans = self.starts.windows(2).enumerate();
        spans.map(|(column, span)| (column, &self.rows[span[0]..span[1] - 1]))
    }
}

/// How a matrix of some pattern is factored into `L D L'`.
#[derive(Debug)]
pub(crate) struct Elimination {
    pattern: Pattern,
    /// The place of each row in the order of elimination.
    pub order: Vec<usize>,
    /// Where each column's entries below the diagonal begin, and where the last one's end.
    pub starts: Vec<usize>,
    /// Row of each entry below the diagonal, ascending in each column.
    pub rows: Vec<u32>,
    /// Where the product of each pair of entries of a column lands below the diagonal, column by column.
    pub lands: Vec<u32>,
}

/// Where an entry of the matrix is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// On the diagonal.
    Diagonal(usize),
    /// Below it.
    Below(usize),
}

impl Elimination {
    /// That of a pattern; `None` when no order is found.
    pub(crate) fn new(pattern: Pattern) -> Option<Self> {
        let order = order(&pattern)?;
        let columns = filled(&pattern, &order);
        let mut starts = vec![0];
        let mut rows = Vec::new();
        for column in &columns {
            rows.extend_from_slice(column);
            starts.push(rows.len());
        }
        let mut lands = Vec::new();
        for column in &columns {
            for (at, &low) in column.iter().enumerate() {
                // A column's later rows are rows of each of its rows' own columns: both ascend.
                let mut place = starts[low as usize];
                for high in &column[at + 1..] {
                    while rows[place] != *high {
                        place += 1;
                    }
                    lands.push(place as u32);
                }
            }
        }
        Some(Self { pattern, order, starts, rows, lands })
    }

    /// Whether it is that of a pattern.
    pub(crate) fn is_of(&self, pattern: &Pattern) -> bool {
        self.pattern == *pattern
    }

    /// The place of the entry of two rows.
    pub(crate) fn place(&self, one: usize, other: usize) -> Place {
        let (one, other) = (self.order[one], self.order[other]);
        if one == other {
            return Place::Diagonal(one);
        }
        let (column, row) = (one.min(other), one.max(other));
        let span = self.starts[column]..self.starts[column + 1];
        let found = self.rows[span.clone()].binary_search(&(row as u32));
        Place::Below(span.start + found.expect("an entry of the pattern"))
    }
}

/// The rows below the diagonal of each column of `L`, in the order of elimination.
fn filled(pattern: &Pattern, order: &[usize]) -> Vec<Vec<u32>> {
    let mut columns: Vec<Vec<u32>> = vec![Vec::new(); pattern.count()];
    for (high, lows) in pattern.columns() {
        for &low in lows {
            let (a, b) = (order[high], order[low]);
            columns[a.min(b)].push(a.max(b) as u32);
        }
    }
    for column in 0..columns.len() {
        let (done, later) = columns.split_at_mut(column + 1);
        let own = &mut done[column];
        own.sort_unstable();
        own.dedup();
        // Eliminating a column joins its other rows to the first one's.
        if let Some((&first, others)) = own.split_first() {
            later[first as usize - column - 1].extend_from_slice(others);
        }
    }
    columns
}

/// The place of each row in an order of elimination that fills little (approximate minimum degree, by Clarabel).
fn order(pattern: &Pattern) -> Option<Vec<usize>> {
    let count = pattern.count();
    let values = vec![1.0; pattern.rows.len()];
    let (starts, rows) = (pattern.starts.clone(), pattern.rows.clone());
    let matrix = CscMatrix::<f64>::new(count, count, starts, rows, values);
    let settings = QDLDLSettings { logical: true, ..QDLDLSettings::default() };
    let eliminated = QDLDLFactorisation::new(&matrix, Some(settings)).ok()?.perm;
    let mut order = vec![0; count];
    for (place, row) in eliminated.into_iter().enumerate() {
        order[row] = place;
    }
    Some(order)
}
