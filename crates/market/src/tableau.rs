//! A problem's numbers side by side, as Newton reads them thousands of times.

use crate::problem::Problem;
use crate::sheet::Sheet;

/// Columns and balances of one problem in flat arrays; a softer problem differs in its slopes alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tableau {
    /// Which entries there are.
    pub structure: Structure,
    /// The entries again, laid out for sums over all columns.
    pub sheet: Sheet,
    /// Coefficient of each entry.
    pub coefficients: Vec<f64>,
    /// Marginal cost of each column at zero, USD/kg.
    pub cost: Vec<f64>,
    /// How far each column gives way, t/month per USD/kg: the inverse of the rise of its marginal cost.
    pub ease: Vec<f64>,
    /// Largest rate of each column, t/month.
    pub upper: Vec<f64>,
    /// Given net outflow of each balance, t/month.
    pub right: Vec<f64>,
    /// Throughput of each balance, t/month.
    pub scale: Vec<f64>,
    /// Usual price of each balance, USD/kg.
    pub price_scale: Vec<f64>,
}

/// Which entries a problem has: two problems of one structure differ in numbers alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Structure {
    /// How many balances there are.
    pub balances: usize,
    /// Where each column's entries begin, and where the last one's end.
    pub starts: Vec<usize>,
    /// Row of each entry.
    pub rows: Vec<u32>,
}

impl Structure {
    /// Reads a problem's in place of the one before.
    fn read(&mut self, problem: &Problem) {
        self.balances = problem.balances.len();
        self.starts.clear();
        self.rows.clear();
        self.starts.push(0);
        for column in &problem.columns {
            self.rows.extend(column.entries.iter().map(|it| it.0 as u32));
            self.starts.push(self.rows.len());
        }
    }
}

impl Tableau {
    /// Reads a problem in place of the one before.
    pub(crate) fn read(&mut self, problem: &Problem) {
        self.structure.read(problem);
        self.sheet.read(problem);
        let columns = &problem.columns;
        refill(&mut self.coefficients, columns.iter().flat_map(|it| it.entries.iter().map(|it| it.1)));
        refill(&mut self.cost, columns.iter().map(|it| it.cost));
        refill(&mut self.ease, columns.iter().map(|it| 1.0 / it.slope));
        refill(&mut self.upper, columns.iter().map(|it| it.upper));
        refill(&mut self.right, problem.balances.iter().map(|it| it.right));
        refill(&mut self.scale, problem.balances.iter().map(|it| it.scale));
        refill(&mut self.price_scale, problem.balances.iter().map(|it| it.price_scale));
    }

    /// Entries of a column.
    pub(crate) fn entries(&self, column: usize) -> impl Iterator<Item = (usize, f64)> + Clone + '_ {
        let span = self.structure.starts[column]..self.structure.starts[column + 1];
        let rows = self.structure.rows[span.clone()].iter().map(|it| *it as usize);
        rows.zip(self.coefficients[span].iter().copied())
    }

    /// Rows of a column's entries.
    pub(crate) fn rows(&self, column: usize) -> &[u32] {
        &self.structure.rows[self.structure.starts[column]..self.structure.starts[column + 1]]
    }

    /// Columns.
    pub(crate) fn columns(&self) -> usize {
        self.cost.len()
    }
}

fn refill(into: &mut Vec<f64>, from: impl Iterator<Item = f64>) {
    into.clear();
    into.extend(from);
}
