//! How nearly an answer meets the conditions that make it the answer.

use crate::problem::Problem;

/// The largest relative violations of the optimality (Karush-Kuhn-Tucker) conditions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Certificate {
    /// Largest imbalance of a balance over its throughput.
    pub imbalance: f64,
    /// Largest move a column would make if it could still gain, over its scale.
    pub regret: f64,
}

impl Certificate {
    /// The worse of the two.
    pub fn residual(&self) -> f64 {
        self.imbalance.max(self.regret)
    }

    /// Judges rates (t/month) and prices (USD/kg) against a problem, in the problem's own units, without trust in
    /// whoever found them.
    ///
    /// The regret of a column is the natural residual `|x - clamp(x - r / k)| / scale`, where `r` is its reduced
    /// cost and `k` the price of its goods over its scale; it is zero exactly at an optimum.
    pub fn of(problem: &Problem, rates: &[f64], prices: &[f64]) -> Self {
        let mut net: Vec<f64> = problem.balances.iter().map(|it| -it.right).collect();
        let mut through: Vec<f64> = problem.balances.iter().map(|it| it.scale).collect();
        let mut regret = 0.0_f64;
        for (column, &rate) in problem.columns.iter().zip(rates) {
            let mut reduced = column.cost + column.slope * rate;
            let mut worth = column.cost.abs();
            for &(row, coefficient) in &column.entries {
                net[row] += coefficient * rate;
                through[row] = through[row].max((coefficient * rate).abs());
                reduced -= coefficient * prices[row];
                worth = worth.max((coefficient * prices[row]).abs());
                worth = worth.max(coefficient.abs() * problem.balances[row].price_scale);
            }
            let step = reduced * column.scale / worth.max(f64::MIN_POSITIVE);
            let wanted = (rate - step).clamp(0.0, column.upper.max(0.0));
            regret = regret.max((rate - wanted).abs() / column.scale.max(rate.abs()));
        }
        let imbalance =
            net.iter().zip(&through).map(|(net, through)| net.abs() / through).fold(0.0, f64::max);
        Self { imbalance, regret }
    }
}
