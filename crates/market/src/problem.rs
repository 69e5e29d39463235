//! One month as a convex quadratic program in canonical form.

use crate::entries::Entries;

/// A quantity that the market chooses: an activity, a flow, a use, a stock at the period's end.
///
/// Rates are tonnes a month; costs are dollars a kilogram, so the objective is in thousands of dollars a month.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Marginal cost at zero, USD/kg; negative for what the buyer values.
    pub cost: f64,
    /// Rise of the marginal cost with the rate, USD/kg per t/month; never negative.
    pub slope: f64,
    /// Largest rate, t/month; infinite when nothing bounds it.
    pub upper: f64,
    /// A typical rate, t/month, positive: the unit in which this column is solved and its error judged.
    pub scale: f64,
    /// What one unit adds to (positive) or takes from (negative) each balance: (row, coefficient).
    pub entries: Entries,
}

impl Column {
    /// What one unit adds to each balance, each row once, in order.
    pub fn summed(&self) -> impl Iterator<Item = (usize, f64)> {
        let mut sums = std::collections::BTreeMap::new();
        for &(row, coefficient) in &self.entries {
            *sums.entry(row).or_insert(0.0) += coefficient;
        }
        sums.into_iter()
    }
}

/// A balance: what its columns add and take must equal `right`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Balance {
    /// Net outflow that is given, t/month.
    pub right: f64,
    /// Typical throughput, t/month, positive.
    pub scale: f64,
    /// Typical price, USD/kg, positive: the unit in which errors of its columns' margins are judged.
    pub price_scale: f64,
}

/// Minimise `sum(cost x + slope x^2 / 2)` under `A x = right` and `0 <= x <= upper`. The dual of a balance is the
/// price of its good, USD/kg.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    /// The choices.
    pub columns: Vec<Column>,
    /// The balances.
    pub balances: Vec<Balance>,
}

impl Problem {
    /// One with room for so many columns and balances.
    pub(crate) fn with_room(columns: usize, balances: usize) -> Self {
        Self { columns: Vec::with_capacity(columns), balances: Vec::with_capacity(balances) }
    }

    /// Adds a balance and gives its row.
    pub fn balance(&mut self, right: f64, scale: f64, price_scale: f64) -> usize {
        debug_assert!(scale > 0.0 && price_scale > 0.0, "a balance needs positive scales");
        self.balances.push(Balance { right, scale, price_scale });
        self.balances.len() - 1
    }

    /// Adds a column and gives its index.
    pub fn column(&mut self, column: Column) -> usize {
        debug_assert!(column.slope >= 0.0 && column.scale > 0.0 && column.upper >= 0.0, "{column:?}");
        self.columns.push(column);
        self.columns.len() - 1
    }

    /// Value of the objective at `rates`, thousand USD a month.
    pub fn objective(&self, rates: &[f64]) -> f64 {
        self.columns.iter().zip(rates).map(|(it, x)| (it.cost + 0.5 * it.slope * x) * x).sum()
    }
}
