//! The factors `L D L'` of a symmetric system whose pattern never changes: where each number goes is found once.

use clarabel::algebra::CscMatrix;
use clarabel::qdldl::{QDLDLFactorisation, QDLDLSettings};

/// A symmetric matrix and, once factored, its factors in the same place.
#[derive(Debug)]
pub(crate) struct Factor {
    /// The place of each row in the order of elimination.
    order: Vec<usize>,
    /// Diagonal, in the order of elimination; `D` once factored.
    diagonal: Vec<f64>,
    /// Where each column's entries below the diagonal begin, and where the last one's end.
    starts: Vec<usize>,
    /// Row of each entry below the diagonal, ascending in each column.
    rows: Vec<u32>,
    /// Entries below the diagonal; `L` once factored.
    below: Vec<f64>,
    /// Where the product of each pair of entries of a column lands in `below`, column by column.
    lands: Vec<u32>,
    room: Vec<f64>,
}

/// Where an entry of the matrix is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// On the diagonal.
    Diagonal(usize),
    /// Below it.
    Below(usize),
}

impl Factor {
    /// One for a pattern: the rows of each column of the upper triangle, ascending, the diagonal last. `None` when no
    /// order of elimination is found.
    pub(crate) fn new(upper: &[Vec<usize>]) -> Option<Self> {
        let order = order(upper)?;
        let count = upper.len();
        // Rows below each column's diagonal; eliminating a column joins its other rows to the first one's.
        let mut columns: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (high, lows) in upper.iter().enumerate() {
            for &low in lows.iter().filter(|it| **it != high) {
                let (a, b) = (order[high], order[low]);
                columns[a.min(b)].push(a.max(b));
            }
        }
        for column in 0..count {
            columns[column].sort_unstable();
            columns[column].dedup();
            if let Some((&first, others)) = columns[column].clone().split_first() {
                columns[first].extend_from_slice(others);
            }
        }
        let mut starts = vec![0];
        let mut rows = Vec::new();
        for column in &columns {
            rows.extend(column.iter().map(|it| *it as u32));
            starts.push(rows.len());
        }
        let mut factor = Self {
            order,
            diagonal: vec![0.0; count],
            below: vec![0.0; rows.len()],
            starts,
            rows,
            lands: Vec::new(),
            room: Vec::new(),
        };
        for column in &columns {
            for (at, &low) in column.iter().enumerate() {
                for &high in &column[at + 1..] {
                    let land = factor.below(low, high);
                    factor.lands.push(land as u32);
                }
            }
        }
        Some(factor)
    }

    /// Where the entry of two rows is kept.
    pub(crate) fn place(&self, one: usize, other: usize) -> Place {
        let (one, other) = (self.order[one], self.order[other]);
        if one == other {
            Place::Diagonal(one)
        } else {
            Place::Below(self.below(one.min(other), one.max(other)))
        }
    }

    fn below(&self, column: usize, row: usize) -> usize {
        let span = self.starts[column]..self.starts[column + 1];
        let found = self.rows[span.clone()].binary_search(&(row as u32));
        span.start + found.expect("an entry of the pattern")
    }

    /// The matrix, to be filled: diagonal and entries below it.
    pub(crate) fn cleared(&mut self) -> (&mut [f64], &mut [f64]) {
        self.diagonal.fill(0.0);
        self.below.fill(0.0);
        (&mut self.diagonal, &mut self.below)
    }

    /// Factors the matrix in place; `None` when a pivot is no number or nought.
    pub(crate) fn factor(&mut self) -> Option<()> {
        let mut lands = self.lands.iter();
        for column in 0..self.diagonal.len() {
            let pivot = self.diagonal[column];
            if pivot == 0.0 || !pivot.is_finite() {
                return None;
            }
            let inverse = 1.0 / pivot;
            let span = self.starts[column]..self.starts[column + 1];
            // All that this column changes lies in later ones.
            let (own, later) = self.below[span.start..].split_at_mut(span.len());
            let base = span.end;
            for (at, (&row, &entry)) in self.rows[span].iter().zip(&*own).enumerate() {
                let multiplier = entry * inverse;
                self.diagonal[row as usize] -= multiplier * entry;
                let others = &own[at + 1..];
                for (other, land) in others.iter().zip(lands.by_ref().take(others.len())) {
                    later[*land as usize - base] -= multiplier * other;
                }
            }
            own.iter_mut().for_each(|it| *it *= inverse);
        }
        Some(())
    }

    /// Turns a right-hand side into the solution; [`Factor::factor`] comes before.
    pub(crate) fn solve(&mut self, right: &mut [f64]) {
        let Self { order, diagonal, starts, rows, below, room, .. } = self;
        room.resize(order.len(), 0.0);
        for (&place, it) in order.iter().zip(&*right) {
            room[place] = *it;
        }
        for (column, span) in starts.windows(2).enumerate() {
            let known = room[column];
            for (&row, it) in rows[span[0]..span[1]].iter().zip(&below[span[0]..span[1]]) {
                room[row as usize] -= it * known;
            }
        }
        for (it, pivot) in room.iter_mut().zip(&*diagonal) {
            *it /= pivot;
        }
        for (column, span) in starts.windows(2).enumerate().rev() {
            let entries = rows[span[0]..span[1]].iter().zip(&below[span[0]..span[1]]);
            let sum: f64 = entries.map(|(&row, it)| it * room[row as usize]).sum();
            room[column] -= sum;
        }
        for (&place, it) in order.iter().zip(right) {
            *it = room[place];
        }
    }
}

/// The place of each row in an order of elimination that fills little (approximate minimum degree, by Clarabel).
fn order(upper: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut starts = vec![0];
    let mut inner = Vec::new();
    for column in upper {
        inner.extend_from_slice(column);
        starts.push(inner.len());
    }
    let values = vec![1.0; inner.len()];
    let pattern = CscMatrix::<f64>::new(upper.len(), upper.len(), starts, inner, values);
    let settings = QDLDLSettings { logical: true, ..QDLDLSettings::default() };
    let eliminated = QDLDLFactorisation::new(&pattern, Some(settings)).ok()?.perm;
    let mut order = vec![0; upper.len()];
    for (place, row) in eliminated.into_iter().enumerate() {
        order[row] = place;
    }
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_solved_is_solved() {
        // A star and a ring: eliminating fills.
        let upper = [vec![0], vec![0, 1], vec![0, 2], vec![1, 2, 3], vec![0, 3, 4]];
        let mut factor = Factor::new(&upper).unwrap();
        let entry = |row: usize, column: usize| {
            if row == column { 5.0 + row as f64 } else { 0.3 * (row + 1) as f64 - 0.7 * column as f64 }
        };
        let places: Vec<(Place, f64)> = (0..5)
            .flat_map(|high: usize| upper[high].iter().map(move |&low| (high, low)))
            .map(|(high, low)| (factor.place(high, low), entry(low, high)))
            .collect();
        let (diagonal, below) = factor.cleared();
        for (place, value) in places {
            match place {
                Place::Diagonal(at) => diagonal[at] = value,
                Place::Below(at) => below[at] = value,
            }
        }
        let wanted = [1.0, -2.0, 3.0, 0.5, 4.0];
        let mut right = [0.0; 5];
        for (high, lows) in upper.iter().enumerate() {
            for &low in lows {
                right[high] += entry(low, high) * wanted[low];
                if low != high {
                    right[low] += entry(low, high) * wanted[high];
                }
            }
        }
        factor.factor().unwrap();
        factor.solve(&mut right);
        for (found, wanted) in right.iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-12, "{right:?}");
        }
    }

    #[test]
    fn a_pivot_of_nought_is_told() {
        let mut factor = Factor::new(&[vec![0], vec![1]]).unwrap();
        factor.cleared().0[0] = 1.0;
        assert!(factor.factor().is_none());
    }
}
