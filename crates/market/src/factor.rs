//! The factors `L D L'` of a symmetric matrix, in the place of the matrix.

use std::sync::Arc;

use crate::elimination::Elimination;

/// A symmetric matrix and, once factored, its factors in the same place.
#[derive(Debug)]
pub(crate) struct Factor {
    elimination: Arc<Elimination>,
    /// Diagonal, in the order of elimination; `D` once factored.
    diagonal: Vec<f64>,
    /// Entries below the diagonal; `L` once factored.
    below: Vec<f64>,
    room: Vec<f64>,
}

impl Factor {
    /// One to be filled.
    pub(crate) fn new(elimination: Arc<Elimination>) -> Self {
        let (count, below) = (elimination.order.len(), elimination.rows.len());
        Self { elimination, diagonal: vec![0.0; count], below: vec![0.0; below], room: vec![0.0; count] }
    }

    /// The matrix, to be filled: diagonal and entries below it.
    pub(crate) fn cleared(&mut self) -> (&mut [f64], &mut [f64]) {
        self.diagonal.fill(0.0);
        self.below.fill(0.0);
        (&mut self.diagonal, &mut self.below)
    }

    /// Factors the matrix in place; `None` when a pivot is no number or nought.
    pub(crate) fn factor(&mut self) -> Option<()> {
        let Elimination { starts, rows, lands, .. } = &*self.elimination;
        let mut lands = lands.iter();
        for column in 0..self.diagonal.len() {
            let pivot = self.diagonal[column];
            if pivot == 0.0 || !pivot.is_finite() {
                return None;
            }
            let inverse = 1.0 / pivot;
            let span = starts[column]..starts[column + 1];
            // All that this column changes lies in later ones.
            let (own, later) = self.below[span.start..].split_at_mut(span.len());
            let base = span.end;
            for (at, (&row, &entry)) in rows[span].iter().zip(&*own).enumerate() {
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
        let Self { elimination, diagonal, below, room } = self;
        let Elimination { order, starts, rows, .. } = &**elimination;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::elimination::{Pattern, Place};

    #[test]
    fn what_is_solved_is_solved() {
        // A star and a ring: eliminating fills.
        let upper = [vec![0], vec![0, 1], vec![0, 2], vec![1, 2, 3], vec![0, 3, 4]];
        let entries =
            upper.iter().enumerate().flat_map(|(high, lows)| lows.iter().map(move |&low| (high, low)));
        let elimination = Arc::new(Elimination::new(Pattern::new(5, entries)).unwrap());
        let mut factor = Factor::new(Arc::clone(&elimination));
        let entry = |row: usize, column: usize| {
            if row == column { 5.0 + row as f64 } else { 0.3 * (row + 1) as f64 - 0.7 * column as f64 }
        };
        let places: Vec<(Place, f64)> = (0..5)
            .flat_map(|high: usize| upper[high].iter().map(move |&low| (high, low)))
            .map(|(high, low)| (elimination.place(high, low), entry(low, high)))
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
        let elimination = Elimination::new(Pattern::new(2, std::iter::empty())).unwrap();
        let mut factor = Factor::new(Arc::new(elimination));
        factor.cleared().0[0] = 1.0;
        assert!(factor.factor().is_none());
    }
}
