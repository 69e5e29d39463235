//! Prices, all that follows from them, and the search along a line from there.

use crate::tableau::Tableau;

/// Everything that follows from prices.
#[derive(Clone, Debug, Default)]
pub(crate) struct Point {
    /// Price of each balance, USD/kg.
    pub prices: Vec<f64>,
    /// Rate of each column were it not for its bounds, t/month.
    pub wanted: Vec<f64>,
    /// Rate of each column, t/month.
    pub rates: Vec<f64>,
    /// What each balance lacks, t/month: the gradient of the dual.
    pub excess: Vec<f64>,
    /// Largest relative imbalance.
    pub worst: f64,
}

impl Point {
    /// Goes to the prices that it holds.
    pub(crate) fn settle(&mut self, tableau: &Tableau) {
        let Self { prices, wanted, rates, excess, worst } = self;
        excess.clone_from(&tableau.right);
        wanted.clear();
        rates.clear();
        let numbers = tableau.cost.iter().zip(&tableau.slope).zip(&tableau.upper);
        for (((&cost, &slope), &upper), span) in numbers.zip(tableau.starts.windows(2)) {
            let (rows, coefficients) =
                (&tableau.rows[span[0]..span[1]], &tableau.coefficients[span[0]..span[1]]);
            let worth: f64 = rows.iter().zip(coefficients).map(|(&row, it)| it * prices[row]).sum();
            let free = (worth - cost) / slope;
            let rate = free.clamp(0.0, upper);
            if rate != 0.0 {
                for (&row, it) in rows.iter().zip(coefficients) {
                    excess[row] -= it * rate;
                }
            }
            wanted.push(free);
            rates.push(rate);
        }
        *worst = excess.iter().zip(&tableau.scale).map(|(it, of)| it.abs() / of).fold(0.0, f64::max);
    }

    /// Whether a column is strictly between its bounds.
    pub(crate) fn is_free(&self, tableau: &Tableau, column: usize) -> bool {
        self.wanted[column] > 0.0 && self.wanted[column] < tableau.upper[column]
    }
}

/// The slope of the dual along a direction: concave there, so that the slope falls, piecewise linearly.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// At the point.
    rise: f64,
    /// By how much it falls over the whole step through columns that stay between their bounds.
    fall: f64,
    /// Columns that meet a bound on the way.
    kinks: Vec<Kink>,
}

/// A column that meets a bound along the line.
#[derive(Clone, Copy, Debug)]
struct Kink {
    /// What the direction adds to a unit's worth, USD/kg.
    worth: f64,
    /// Wanted at the point, and what the direction adds to it, t/month.
    wanted: f64,
    going: f64,
    upper: f64,
    /// At the point, t/month.
    rate: f64,
}

impl Line {
    /// Looks along a direction from a point; `false` when the dual does not rise there.
    pub(crate) fn look(&mut self, tableau: &Tableau, point: &Point, direction: &[f64]) -> bool {
        self.rise = point.excess.iter().zip(direction).map(|(a, b)| a * b).sum();
        self.fall = 0.0;
        self.kinks.clear();
        if self.rise <= 0.0 || !self.rise.is_finite() {
            return false;
        }
        for column in 0..tableau.columns() {
            let worth = tableau.worth(column, direction);
            if worth == 0.0 {
                continue;
            }
            let (wanted, upper) = (point.wanted[column], tableau.upper[column]);
            let going = worth / tableau.slope[column];
            let end = wanted + going;
            if wanted >= 0.0 && wanted <= upper && end >= 0.0 && end <= upper {
                self.fall += worth * going;
            } else if !(wanted <= 0.0 && end <= 0.0 || wanted >= upper && end >= upper) {
                self.kinks.push(Kink { worth, wanted, going, upper, rate: point.rates[column] });
            }
        }
        true
    }

    /// Slope of the dual at a length. Every term that is taken away is positive: nothing cancels but at the top.
    fn slope(&self, length: f64) -> f64 {
        let kink = |it: &Kink| it.worth * ((it.wanted + length * it.going).clamp(0.0, it.upper) - it.rate);
        self.rise - length * self.fall - self.kinks.iter().map(kink).sum::<f64>()
    }

    /// The length at which the dual stops rising: the whole step when it still rises at its end, else the place where
    /// the slope has fallen to a hundredth, found between brackets by false position with bisection (Illinois). Slopes,
    /// unlike values, keep their digits near the top.
    pub(crate) fn search(&self) -> Option<f64> {
        let slope = self.slope(1.0);
        if slope >= -0.1 * self.rise {
            return Some(1.0);
        }
        let (mut low, mut low_slope, mut high, mut high_slope) = (0.0, self.rise, 1.0, slope);
        for trial in 0..80 {
            let secant = low + (high - low) * low_slope / (low_slope - high_slope);
            let length = if trial % 3 == 2 { 0.5 * (low + high) } else { secant };
            let slope = self.slope(length);
            if slope.abs() <= 0.01 * self.rise {
                return Some(length);
            }
            if slope > 0.0 {
                (low, low_slope, high_slope) = (length, slope, 0.5 * high_slope);
            } else {
                (high, high_slope, low_slope) = (length, slope, 0.5 * low_slope);
            }
        }
        None
    }
}
