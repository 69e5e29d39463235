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
    elimination: Arc<Elimination>,
    /// The products of the entries of each column in turn: on the diagonal and below it.
    diagonal: Vec<Product>,
    below: Vec<Product>,
    /// What each column counts: how far it gives way where it is free, nothing where it is not.
    weights: Vec<f64>,
    /// What the factor was made of: which columns were free, and the pull on each price.
    free: Vec<bool>,
    pulls: Vec<f64>,
    fresh: bool,
}

/// A product of two entries of a column, and where it lands.
#[derive(Clone, Copy, Debug)]
struct Product {
    column: u32,
    place: u32,
    value: f64,
}

impl System {
    /// The system of a tableau, and of others like it.
    fn new(tableau: &Tableau, elimination: Arc<Elimination>) -> Self {
        let (mut diagonal, mut below) = (Vec::new(), Vec::new());
        for index in 0..tableau.columns() {
            let column = index as u32;
            for_pairs(tableau, index, |one, other, value| match elimination.place(one, other) {
                Place::Diagonal(at) => diagonal.push(Product { column, place: at as u32, value }),
                Place::Below(at) => below.push(Product { column, place: at as u32, value }),
            });
        }
        Self {
            structure: tableau.structure.clone(),
            factor: Factor::new(Arc::clone(&elimination)),
            elimination,
            diagonal,
            below,
            weights: Vec::new(),
            free: Vec::new(),
            pulls: Vec::new(),
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
        pulls: &[f64],
        step: &mut Vec<f64>,
    ) -> Option<()> {
        self.fresh = !self.serves(point, pulls);
        if self.fresh {
            self.free.clone_from(&point.free);
            self.pulls.clear();
            self.pulls.extend_from_slice(pulls);
            self.assemble(tableau);
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
    fn serves(&self, point: &Point, pulls: &[f64]) -> bool {
        self.free == point.free && self.pulls.iter().zip(pulls).all(|(own, it)| it <= own && *own <= LIGHT)
    }

    fn assemble(&mut self, tableau: &Tableau) {
        let Self { factor, free, weights, pulls, .. } = self;
        weights.clear();
        weights.extend(tableau.ease.iter().zip(free).map(|(ease, free)| if *free { *ease } else { 0.0 }));
        let (diagonal, below) = factor.cleared();
        for (into, products) in [(&mut *diagonal, &self.diagonal), (below, &self.below)] {
            for it in products {
                into[it.place as usize] += it.value * weights[it.column as usize];
            }
        }
        // Where no column is free the dual is flat: a gentle pull keeps the step finite (Levenberg, Marquardt).
        for (row, &place) in self.elimination.order.iter().enumerate() {
            diagonal[place] += pulls[row] * tableau.scale[row] / tableau.price_scale[row];
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
