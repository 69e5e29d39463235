//! The Newton system `A D A'`, where `D` is the inverse slope of each free column.

use crate::factor::{Factor, Place};
use crate::point::Point;
use crate::tableau::{Structure, Tableau};

/// A pull that bends a step so little that the same factor mends it in the next.
const LIGHT: f64 = 1e-6;

/// Systems kept for problems of a structure that comes back.
const KEPT: usize = 48;

/// The systems of the structures met last.
#[derive(Debug, Default)]
pub(crate) struct Systems(Vec<System>);

impl Systems {
    /// The system of a tableau with its numbers; `None` when no order of elimination is found.
    pub(crate) fn of(&mut self, tableau: &Tableau) -> Option<&mut System> {
        let known = self.0.iter().rposition(|it| it.structure == tableau.structure);
        // The one used last stands last.
        let system = match known {
            Some(at) => self.0.remove(at),
            None => System::new(tableau)?,
        };
        if self.0.len() == KEPT {
            self.0.remove(0);
        }
        self.0.push(system);
        let system = self.0.last_mut()?;
        system.read(tableau);
        Some(system)
    }
}

/// The system of every problem of one structure: its pattern, and the elimination order and fill found for it once.
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
    /// The system of a tableau, and of others like it; `None` when no order of elimination is found.
    fn new(tableau: &Tableau) -> Option<Self> {
        let count = tableau.right.len();
        let mut upper: Vec<Vec<usize>> = (0..count).map(|it| vec![it]).collect();
        for column in 0..tableau.columns() {
            for_pairs(tableau, column, |one, other, _| upper[one.max(other)].push(one.min(other)));
        }
        for rows in &mut upper {
            rows.sort_unstable();
            rows.dedup();
        }
        let factor = Factor::new(&upper)?;
        let own = (0..count).map(|it| match factor.place(it, it) {
            Place::Diagonal(at) | Place::Below(at) => at,
        });
        let own = own.collect();
        let mut system = Self {
            structure: tableau.structure.clone(),
            factor,
            own,
            starts: Vec::new(),
            diagonal: Vec::new(),
            below: Vec::new(),
            free: Vec::new(),
            pull: 0.0,
            fresh: false,
        };
        for column in 0..tableau.columns() {
            system.starts.push((system.diagonal.len(), system.below.len()));
            for_pairs(tableau, column, |one, other, _| match system.factor.place(one, other) {
                Place::Diagonal(at) => system.diagonal.push(Product { place: at as u32, value: 0.0 }),
                Place::Below(at) => system.below.push(Product { place: at as u32, value: 0.0 }),
            });
        }
        system.starts.push((system.diagonal.len(), system.below.len()));
        Some(system)
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
