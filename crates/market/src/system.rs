//! The Newton system `A D A'`, where `D` is the inverse slope of each free column.

use clarabel::algebra::CscMatrix;
use clarabel::qdldl::{QDLDLFactorisation, QDLDLSettings};

use crate::point::Point;
use crate::tableau::Tableau;

/// The system of every problem of one structure: its pattern, and the elimination order and fill found for it once.
pub(crate) struct System {
    factor: Option<QDLDLFactorisation<f64>>,
    pattern: CscMatrix<f64>,
    /// Where each product of two entries of a column lands in the pattern's values.
    places: Vec<usize>,
    diagonal: Vec<usize>,
    every: Vec<usize>,
}

impl System {
    pub(crate) fn new(tableau: &Tableau) -> Self {
        let count = tableau.right.len();
        let mut rows: Vec<Vec<usize>> = (0..count).map(|it| vec![it]).collect();
        for column in 0..tableau.columns() {
            for_pairs(tableau, column, |high, low, _| rows[high].push(low));
        }
        let mut starts = vec![0];
        let mut inner = Vec::new();
        for row in &mut rows {
            row.sort_unstable();
            row.dedup();
            inner.extend_from_slice(row);
            starts.push(inner.len());
        }
        let find = |high: usize, low: usize| {
            starts[high]
                + inner[starts[high]..starts[high + 1]].binary_search(&low).expect("a pair of the pattern")
        };
        let mut places = Vec::new();
        for column in 0..tableau.columns() {
            for_pairs(tableau, column, |high, low, _| places.push(find(high, low)));
        }
        let diagonal: Vec<usize> = (0..count).map(|it| find(it, it)).collect();
        let size = inner.len();
        let pattern = CscMatrix::new(count, count, starts, inner, vec![0.0; size]);
        Self { factor: None, pattern, places, diagonal, every: (0..size).collect() }
    }

    /// Turns the point's excess into the Newton step; `None` when the factorisation breaks down.
    pub(crate) fn direction(
        &mut self,
        tableau: &Tableau,
        point: &Point,
        pull: f64,
        step: &mut Vec<f64>,
    ) -> Option<()> {
        self.assemble(tableau, point, pull);
        match &mut self.factor {
            Some(factor) => {
                factor.update_values(&self.every, &self.pattern.nzval);
                factor.refactor().ok()?;
            }
            None => {
                let settings = QDLDLSettings { regularize_enable: false, ..QDLDLSettings::default() };
                self.factor = Some(QDLDLFactorisation::new(&self.pattern, Some(settings)).ok()?);
            }
        }
        step.clone_from(&point.excess);
        self.factor.as_mut()?.solve(step);
        step.iter().all(|it| it.is_finite()).then_some(())
    }

    fn assemble(&mut self, tableau: &Tableau, point: &Point, pull: f64) {
        let values = &mut self.pattern.nzval;
        values.fill(0.0);
        let mut next = 0;
        for column in 0..tableau.columns() {
            let count = tableau.starts[column + 1] - tableau.starts[column];
            let pairs = count * (count + 1) / 2;
            if point.is_free(tableau, column) {
                let slope = tableau.slope[column];
                let mut places = self.places[next..next + pairs].iter();
                for_pairs(tableau, column, |_, _, product| {
                    let place = *places.next().expect("a place for each pair");
                    values[place] += product / slope;
                });
            }
            next += pairs;
        }
        // Where no column is free the dual is flat: a gentle pull keeps the step finite (Levenberg, Marquardt).
        for (row, &place) in self.diagonal.iter().enumerate() {
            values[place] += pull * tableau.scale[row] / tableau.price_scale[row];
        }
    }
}

/// Visits the products of a column's entries, the larger row first.
fn for_pairs(tableau: &Tableau, column: usize, mut visit: impl FnMut(usize, usize, f64)) {
    let mut entries = tableau.entries(column);
    while let Some((row, coefficient)) = entries.next() {
        visit(row, row, coefficient * coefficient);
        for (other, factor) in entries.clone() {
            visit(row.max(other), row.min(other), coefficient * factor);
        }
    }
}
