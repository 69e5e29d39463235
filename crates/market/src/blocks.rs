//! Parts of a system that no free column joins: each goes as far along a direction as is best for itself.
//!
//! In a month of shortage a hundred parts move on their own. With one length for all, the part that meets a bound first
//! would hold up every other.

use crate::point::{Kink, Point, Slope};
use crate::tableau::Tableau;

/// The blocks of a point, and how far each goes along a direction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Blocks {
    /// The block of each row: the least of its rows, once found.
    of: Vec<u32>,
    /// The slope of the dual along the direction within each block, by its least row.
    slopes: Vec<Slope>,
    /// How far each block goes, by its least row.
    lengths: Vec<f64>,
}

impl Blocks {
    /// Shortens a direction block by block, to where the dual stops rising while all other blocks stand still; gives how
    /// far each row goes of its step: nothing where no length is found at which the dual rises.
    pub(crate) fn shorten(
        &mut self,
        tableau: &Tableau,
        point: &Point,
        (direction, reach): (&mut [f64], &mut [f64]),
    ) {
        self.find(tableau, point);
        self.look(tableau, point, direction);
        let length = |it: &Slope| {
            // What is settled has nowhere to go.
            if it.rise == 0.0 {
                1.0
            } else if it.rises() {
                it.search().unwrap_or(0.0)
            } else {
                0.0
            }
        };
        self.lengths.clear();
        self.lengths.extend(self.slopes.iter().map(length));
        for ((it, reach), block) in direction.iter_mut().zip(reach).zip(&self.of) {
            *reach = self.lengths[*block as usize];
            *it *= *reach;
        }
    }

    /// Joins the rows of each free column.
    fn find(&mut self, tableau: &Tableau, point: &Point) {
        self.of.clear();
        self.of.extend(0..tableau.right.len() as u32);
        for column in (0..tableau.columns()).filter(|it| point.free[*it]) {
            let rows = tableau.rows(column);
            if let Some((first, others)) = rows.split_first() {
                for other in others {
                    let (one, other) = (root(&mut self.of, *first), root(&mut self.of, *other));
                    self.of[one.max(other) as usize] = one.min(other);
                }
            }
        }
        for row in 0..self.of.len() as u32 {
            self.of[row as usize] = root(&mut self.of, row);
        }
    }

    /// The slopes along a direction.
    fn look(&mut self, tableau: &Tableau, point: &Point, direction: &[f64]) {
        self.slopes.resize_with(self.of.len().max(self.slopes.len()), Slope::default);
        self.slopes.iter_mut().for_each(Slope::clear);
        for ((block, excess), step) in self.of.iter().zip(&point.excess).zip(direction) {
            self.slopes[*block as usize].rise += excess * step;
        }
        let Self { of, slopes, .. } = self;
        // A free column is of one block; others may stand between several, and count in each as if it moved alone.
        tableau.sheet.worth_by_part((direction, of), |column, block, worth| {
            let kink = Kink::at(tableau, point, column);
            slopes[block as usize].meet(kink.going(worth, worth * tableau.ease[column]));
        });
    }
}

/// The least row of a row's block.
fn root(of: &mut [u32], row: u32) -> u32 {
    let mut at = row;
    while of[at as usize] != at {
        of[at as usize] = of[of[at as usize] as usize];
        at = of[at as usize];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{Column, Problem};

    /// Two markets that nothing joins: in one the supply that the step counts on ends soon, in the other it does not.
    fn apart() -> Tableau {
        let mut problem = Problem::default();
        for most in [1.0, 100.0] {
            let row = problem.balance(50.0, 50.0, 10.0);
            let entries = || [(row, 1.0)].into();
            problem.column(Column { cost: 0.0, slope: 1.0, upper: most, scale: 50.0, entries: entries() });
            problem.column(Column { cost: 20.0, slope: 1e-3, upper: 1e3, scale: 50.0, entries: entries() });
        }
        let mut tableau = Tableau::default();
        tableau.read(&problem);
        tableau
    }

    #[test]
    fn a_block_that_meets_a_bound_holds_up_no_other() {
        let tableau = apart();
        let mut point = Point { prices: vec![0.5, 0.5], ..Point::default() };
        point.settle(&tableau);
        // Newton's step by the slope of the first columns alone.
        let mut direction = [49.5, 49.5];
        let mut reach = [0.0; 2];
        Blocks::default().shorten(&tableau, &point, (&mut direction, &mut reach));
        // The second supply comes in at 20 and is plentiful: that is where both would stop.
        for (row, most) in [(0, 1.0), (1, 20.0)] {
            let price = 0.5 + direction[row];
            assert!((price - 20.0).abs() < 0.1, "{price}, own supply at most {most}");
            assert!((reach[row] * 49.5 - direction[row]).abs() < 1e-12);
        }
    }

    #[test]
    fn blocks_are_joined_by_free_columns_alone() {
        let mut problem = Problem::default();
        let rows: Vec<usize> = (0..4).map(|_| problem.balance(0.0, 1.0, 1.0)).collect();
        let mut lane = |from: usize, to: usize, cost: f64| {
            let entries = [(rows[from], -1.0), (rows[to], 1.0)].into();
            problem.column(Column { cost, slope: 1.0, upper: 10.0, scale: 1.0, entries });
        };
        lane(0, 1, 1.0);
        lane(1, 2, 1.0);
        lane(2, 3, 1.0);
        let mut tableau = Tableau::default();
        tableau.read(&problem);
        let mut point = Point { prices: vec![0.0, 2.0, 2.0, 4.0], ..Point::default() };
        point.settle(&tableau);
        let mut blocks = Blocks::default();
        blocks.find(&tableau, &point);
        assert_eq!(blocks.of, [0, 0, 2, 2]);
    }
}
