//! The Newton system `A D A'`, where `D` is the inverse slope of each free column.

use std::sync::Arc;

use crate::elimination::{Elimination, Pattern, Place};
use crate::factor::Factor;
use crate::point::Point;
use crate::tableau::{Structure, Tableau};

/// A pull that bends a step so little that the same factor mends it in the next.
const LIGHT: f64 = 1e-6;

/// Systems kept for problems of a structure that comes back.
const KEPT: usize = 48;

/// Eliminations kept: structures that differ in columns of one entry, or whose columns join the same balances, share one.
const ELIMINATIONS: usize = 128;

/// The systems of the structures met last, and how they are eliminated.
#[derive(Debug, Default)]
pub(crate) struct Systems {
    systems: Vec<System>,
    eliminations: Vec<Arc<Elimination>>,
}

impl Systems {
    /// The system of a tableau with its numbers; `None` when no order of elimination is found.
    pub(crate) fn of(&mut self, tableau: &Tableau) -> Option<&mut System> {
        let known = self.systems.iter().rposition(|it| it.structure == tableau.structure);
        // The one used last stands last.
        let system = match known {
            Some(at) => self.systems.remove(at),
            None => System::new(tableau, self.elimination(tableau)?),
        };
        if self.systems.len() == KEPT {
            self.systems.remove(0);
        }
        self.systems.push(system);
        let system = self.systems.last_mut()?;
        system.read(tableau);
        Some(system)
    }

    /// How the system of a tableau is eliminated: that depends on its pattern and on nothing met before.
    fn elimination(&mut self, tableau: &Tableau) -> Option<Arc<Elimination>> {
        let mut joined = Vec::new();
        for column in 0..tableau.columns() {
            for_pairs(tableau, column, |one, other, _| {
                if one != other {
                    joined.push((one, other))
                }
            });
        }
        let pattern = Pattern::new(tableau.right.len(), joined.into_iter());
        let known = self.eliminations.iter().rposition(|it| it.is_of(&pattern));
        let elimination = match known {
            Some(at) => self.eliminations.remove(at),
            None => Arc::new(Elimination::new(pattern)?),
        };
        if self.eliminations.len() == ELIMINATIONS {
            self.eliminations.remove(0);
        }
        self.eliminations.push(Arc::clone(&elimination));
        Some(elimination)
    }
}

/// The system of every problem of one structure.
#[derive(Debug)]
pub(crate) struct System {
    structure: Structure,
    factor: Factor,
    /// Where each balance's own entry lies.
    own: Vec<usize>,
    /// Where the products of a column's entries begin, and where the last one's end: on the diagonal and below it.
    starts: Vec<(usize, usize)>,
    diagonal: Vec<Product>,
    below: Vec<Product>,
    /// What the factor was made of: which columns were free, and the pull.
    free: Vec<bool>,
    pull: f64,
    fresh: bool,
}

/// A product of two entries of a column, and where it lands.
#[derive(Clone, Copy, Debug)]
struct Product {
    place: u32,
    value: f64,
}

impl System {
    /// The system of a tableau, and of others like it.
    fn new(tableau: &Tableau, elimination: Arc<Elimination>) -> Self {
        let (mut starts, mut diagonal, mut below) = (Vec::new(), Vec::new(), Vec::new());
        for column in 0..tableau.columns() {
            starts.push((diagonal.len(), below.len()));
            for_pairs(tableau, column, |one, other, _| match elimination.place(one, other) {
                Place::Diagonal(at) => diagonal.push(Product { place: at as u32, value: 0.0 }),
                Place::Below(at) => below.push(Product { place: at as u32, value: 0.0 }),
            });
        }
        starts.push((diagonal.len(), below.len()));
        Self {
            structure: tableau.structure.clone(),
            own: elimination.order.clone(),
            factor: Factor::new(elimination),
            starts,
            diagonal,
            below,
            free: Vec::new(),
            pull: 0.0,
            fresh: false,
        }
    }

    /// Reads the numbers of a tableau of its structure.
    fn read(&mut self, tableau: &Tableau) {
        let Self { diagonal, below, free, .. } = self;
        let (mut diagonal, mut below) = (diagonal.iter_mut(), below.iter_mut());
        for column in 0..tableau.columns() {
            for_pairs(tableau, column, |one, other, product| {
                let next = if one == other { diagonal.next() } else { below.next() };
                next.expect("a place for each pair").value = product;
            });
        }
        free.clear();
    }

    /// Turns the point's excess into the Newton step; `None` when the factorisation breaks down.
    pub(crate) fn direction(
        &mut self,
        tableau: &Tableau,
        point: &Point,
        pull: f64,
        step: &mut Vec<f64>,
    ) -> Option<()> {
        self.fresh = !self.serves(tableau, point, pull);
        if self.fresh {
            self.assemble(tableau, point, pull);
            self.factor.factor()?;
        }
        step.clone_from(&point.excess);
        self.factor.solve(step);
        step.iter().all(|it| it.is_finite()).then_some(())
    }

    /// Whether the last direction was that of the point's own system, and not of one before.
    pub(crate) fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Lets the next direction be that of its own point.
    pub(crate) fn forget(&mut self) {
        self.free.clear();
    }

    /// Whether the factor still serves: the same columns are free, and it was made with a light pull.
    fn serves(&mut self, tableau: &Tableau, point: &Point, pull: f64) -> bool {
        let same = pull <= self.pull
            && self.pull <= LIGHT
            && self.free.len() == tableau.columns()
            && self.free.iter().enumerate().all(|(column, free)| *free == point.is_free(tableau, column));
        if !same {
            self.pull = pull;
            self.free.clear();
            self.free.extend((0..tableau.columns()).map(|it| point.is_free(tableau, it)));
        }
        same
    }

    fn assemble(&mut self, tableau: &Tableau, point: &Point, pull: f64) {
        let (diagonal, below) = self.factor.cleared();
        for (column, span) in self.starts.windows(2).enumerate() {
            if point.is_free(tableau, column) {
                let ease = tableau.ease[column];
                for it in &self.diagonal[span[0].0..span[1].0] {
                    diagonal[it.place as usize] += it.value * ease;
                }
                for it in &self.below[span[0].1..span[1].1] {
                    below[it.place as usize] += it.value * ease;
                }
            }
        }
        // Where no column is free the dual is flat: a gentle pull keeps the step finite (Levenberg, Marquardt).
        for (row, &place) in self.own.iter().enumerate() {
            diagonal[place] += pull * tableau.scale[row] / tableau.price_scale[row];
        }
    }
}

/// Visits the products of a column's entries as they stand in the upper triangle.
fn for_pairs(tableau: &Tableau, column: usize, mut visit: impl FnMut(usize, usize, f64)) {
    let mut entries = tableau.entries(column);
    while let Some((row, coefficient)) = entries.next() {
        visit(row, row, coefficient * coefficient);
        for (other, factor) in entries.clone() {
            let times = if other == row { 2.0 } else { 1.0 };
            visit(row, other, times * coefficient * factor);
        }
    }
}
