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
    /// Whether each column is strictly between its bounds.
    pub free: Vec<bool>,
    /// What each balance lacks, t/month: the gradient of the dual.
    pub excess: Vec<f64>,
    /// Largest relative imbalance.
    pub worst: f64,
}

impl Point {
    /// Settles at the prices that it holds.
    pub(crate) fn settle(&mut self, tableau: &Tableau) {
        let Self { prices, wanted, .. } = self;
        tableau.sheet.worth(prices, wanted);
        for ((wanted, cost), ease) in wanted.iter_mut().zip(&tableau.cost).zip(&tableau.ease) {
            *wanted = (*wanted - cost) * ease;
        }
        self.balance(tableau);
    }

    /// Goes along the line that was looked along from here; what it holds of rounding stays, until it settles.
    pub(crate) fn go(&mut self, tableau: &Tableau, line: &Line, step: &[f64], length: f64) {
        for (price, it) in self.prices.iter_mut().zip(step) {
            *price += length * it;
        }
        for (wanted, it) in self.wanted.iter_mut().zip(&line.going) {
            *wanted += length * it;
        }
        self.balance(tableau);
    }

    /// Rates and balances of what is wanted.
    fn balance(&mut self, tableau: &Tableau) {
        let Self { wanted, rates, free, excess, worst, .. } = self;
        rates.clear();
        rates.extend(wanted.iter().zip(&tableau.upper).map(|(wanted, upper)| wanted.clamp(0.0, *upper)));
        free.clear();
        free.extend(wanted.iter().zip(&tableau.upper).map(|(wanted, upper)| *wanted > 0.0 && wanted < upper));
        excess.clone_from(&tableau.right);
        tableau.sheet.take(rates, excess);
        *worst = excess.iter().zip(&tableau.scale).map(|(it, of)| it.abs() / of).fold(0.0, f64::max);
    }

    /// The dual where it stands, thousand USD a month: what is given at its price, less what the columns gain.
    pub(crate) fn value(&self, tableau: &Tableau) -> f64 {
        let given: f64 = tableau.right.iter().zip(&self.prices).map(|(a, b)| a * b).sum();
        let columns = self.wanted.iter().zip(&self.rates).zip(&tableau.ease);
        let gains = columns.map(|((wanted, rate), ease)| (wanted - 0.5 * rate) * rate / ease);
        given - gains.sum::<f64>()
    }
}

/// The slope of the dual along a direction: concave there, so that the slope falls, piecewise linearly.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slope {
    /// At the point.
    pub rise: f64,
    /// By how much it falls over the whole step through columns that stay between their bounds.
    fall: f64,
    /// Columns that meet a bound on the way.
    kinks: Vec<Kink>,
}

/// A column that meets a bound along the line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kink {
    /// What the direction adds to a unit's worth, USD/kg.
    worth: f64,
    /// Wanted at the point, and what the direction adds to it, t/month.
    wanted: f64,
    going: f64,
    upper: f64,
    /// At the point, t/month.
    rate: f64,
}

impl Kink {
    /// A column as it stands.
    pub(crate) fn at(tableau: &Tableau, point: &Point, column: usize) -> Self {
        let (wanted, rate) = (point.wanted[column], point.rates[column]);
        Self { worth: 0.0, wanted, going: 0.0, upper: tableau.upper[column], rate }
    }

    /// The column along a direction that adds to its unit's worth and to what it wants.
    pub(crate) fn going(self, worth: f64, going: f64) -> Self {
        Self { worth, going, ..self }
    }
}

impl Slope {
    /// Begins anew.
    pub(crate) fn clear(&mut self) {
        self.rise = 0.0;
        self.fall = 0.0;
        self.kinks.clear();
    }

    /// Takes a column along.
    #[inline]
    pub(crate) fn meet(&mut self, it: Kink) {
        let Kink { worth, wanted, going, upper, .. } = it;
        let end = wanted + going;
        if wanted >= 0.0 && wanted <= upper && end >= 0.0 && end <= upper {
            self.fall += worth * going;
        } else if !(wanted <= 0.0 && end <= 0.0 || wanted >= upper && end >= upper) {
            self.kinks.push(it);
        }
    }

    /// Whether the dual rises at the point.
    pub(crate) fn rises(&self) -> bool {
        self.rise > 0.0 && self.rise.is_finite()
    }

    /// Slope of the dual at a length. Every term that is taken away is positive: nothing cancels but at the top.
    fn at(&self, length: f64) -> f64 {
        let kink = |it: &Kink| it.worth * ((it.wanted + length * it.going).clamp(0.0, it.upper) - it.rate);
        self.rise - length * self.fall - self.kinks.iter().map(kink).sum::<f64>()
    }

    /// The length at which the dual stops rising: the whole step when it still rises at its end, else the place where
    /// the slope has fallen to a hundredth, found between brackets by false position with bisection (Illinois). Slopes,
    /// unlike values, keep their digits near the top.
    pub(crate) fn search(&self) -> Option<f64> {
        let slope = self.at(1.0);
        if slope >= -0.1 * self.rise {
            return Some(1.0);
        }
        let (mut low, mut low_slope, mut high, mut high_slope) = (0.0, self.rise, 1.0, slope);
        for trial in 0..80 {
            let secant = low + (high - low) * low_slope / (low_slope - high_slope);
            let length = if trial % 3 == 2 { 0.5 * (low + high) } else { secant };
            let slope = self.at(length);
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

/// A line from a point.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    slope: Slope,
    /// What the direction adds to what each column wants, t/month.
    going: Vec<f64>,
}

impl Line {
    /// Looks along a direction from a point: how far it leads up; `None` when the dual does not rise there.
    pub(crate) fn length(&mut self, tableau: &Tableau, point: &Point, direction: &[f64]) -> Option<f64> {
        let Self { slope, going } = self;
        slope.clear();
        slope.rise = point.excess.iter().zip(direction).map(|(a, b)| a * b).sum();
        if !slope.rises() {
            return None;
        }
        tableau.sheet.worth(direction, going);
        let columns = going.iter_mut().zip(&tableau.ease).zip(&tableau.upper);
        for (((going, &ease), &upper), (&wanted, &rate)) in columns.zip(point.wanted.iter().zip(&point.rates))
        {
            let worth = *going;
            *going = worth * ease;
            slope.meet(Kink { worth, wanted, going: *going, upper, rate });
        }
        slope.search()
    }
}
