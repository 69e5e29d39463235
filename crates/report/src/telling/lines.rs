//! Monthly series over the draws, one read from the shelf at a time.

use coercivity_quantity::quantiles;
use coercivity_score::DEFINED_SHARE_MIN;
use coercivity_simulate::{Baseline, Line, Table, Whose};

use crate::view::DifferenceLine;

use super::Telling;

/// A quantile for each month; none where too few draws have a number, by the rule by which replays are scored.
pub(super) type Monthly = Vec<Option<f64>>;

impl Telling<'_> {
    /// A series of the scenario in every draw.
    pub(super) fn table(&self, line: Line) -> Option<Table> {
        self.outcome.table(self.shelf, Whose::Own, line)
    }

    /// The baseline's series in the same draws.
    pub(super) fn table_beside(&self, line: Line) -> Option<Table> {
        self.outcome.table(self.shelf, self.beside_is()?, line)
    }

    /// Whose series are the baseline's; nobody's where nothing stands beside.
    pub(super) fn beside_is(&self) -> Option<Whose> {
        match self.question.baseline {
            Baseline::Itself => None,
            Baseline::WithoutCuts(_) => Some(Whose::Calm),
            Baseline::Another(_) => Some(Whose::Baseline),
        }
    }

    /// Share of the draws that have a number, month by month.
    pub(super) fn defined(&self, table: Option<&Table>) -> Vec<f64> {
        let share = |month: usize| {
            let (mut all, mut told) = (0.0_f64, 0.0);
            for it in table.iter().flat_map(|it| it.month(month)) {
                all += 1.0;
                told += f64::from(!it.is_nan());
            }
            told / all.max(1.0)
        };
        (0..self.question.scenario.months as usize).map(share).collect()
    }

    /// Quantiles of a series, month by month.
    pub(super) fn monthly<const MANY: usize>(
        &self,
        table: Option<&Table>,
        chances: [f64; MANY],
    ) -> [Monthly; MANY] {
        let mut lines = [(); MANY].map(|()| Vec::new());
        for (month, defined) in self.defined(table).into_iter().enumerate() {
            let told = table.filter(|_| defined >= DEFINED_SHARE_MIN);
            let numbers: Vec<f64> = told.map_or(Vec::new(), |it| it.month(month).collect());
            for (line, it) in lines.iter_mut().zip(quantiles(numbers, chances)) {
                line.push(it.filter(|it| it.is_finite()));
            }
        }
        lines
    }

    /// Differences month by month, of a series and of the baseline's; none without draws or baseline, and none in a month
    /// in which a draw has no difference: leaving that draw out would bend the others.
    pub(super) fn difference_line(
        &self,
        own: Option<&Table>,
        beside: Option<&Table>,
    ) -> Option<DifferenceLine> {
        if self.outcome.draws.is_empty() || self.beside_is().is_none() {
            return None;
        }
        let difference = own.zip(beside).map(|(own, beside)| own.less(beside));
        let [mut p10, mut p50, mut p90] = self.monthly(difference.as_ref(), [0.1, 0.5, 0.9]);
        for month in 0..p50.len() {
            let told = difference.as_ref().is_some_and(|it| it.month(month).all(f64::is_finite));
            if !told {
                (p10[month], p50[month], p90[month]) = (None, None, None);
            }
        }
        Some(DifferenceLine { p10, p50, p90 })
    }
}
