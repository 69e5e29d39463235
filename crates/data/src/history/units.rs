//! In which unit the number of a fact is compared: that of its operation, or of its series where the operation keeps it.

use super::fact::ScoredFact;
use super::op::Statistic;
use super::quantity::SeriesQuantity;

const TIMES: &[&str] = &["ratio", "-", "1", "x", "times"];
const SHARE: &[&str] = &["share", "ratio", "-", "1"];
const PLAIN: &[&str] = &["-", "1", "share", "ratio"];
const PERCENT: &[&str] = &["pct", "percent", "%"];
const POINTS: &[&str] = &["points", "pp", "percentage points", "pct points"];
const MONTHS: &[&str] = &["months", "month"];
const DAYS: &[&str] = &["days", "day"];
const YEARS: &[&str] = &["years", "year"];
const PRICE: &[&str] = &["usd_per_kg", "USD/kg", "usd/kg"];
const VOLUME: &[&str] = &["t", "t_per_month", "t/month", "t a month"];

impl ScoredFact {
    /// The words for the unit in which its number is compared, the usual one first; none where the divisor of a sum decides.
    pub fn compared_in(&self) -> Option<&'static [&'static str]> {
        match self.statistic {
            Statistic::Level => Some(of_series(self.key.quantity)),
            Statistic::VolumeWeightedMean => Some(PRICE),
            Statistic::SumOver { .. } => None,
            Statistic::Ratio { .. } | Statistic::SpreadRatio { .. } => Some(TIMES),
            Statistic::ChangePercent { .. } | Statistic::YoyPercent => Some(PERCENT),
            Statistic::GrowthGapPoints { .. } => Some(POINTS),
            Statistic::ArcElasticity { .. }
            | Statistic::Volatility
            | Statistic::Autocorrelation
            | Statistic::Correlation { .. } => Some(PLAIN),
            Statistic::MonthsToPeak { .. }
            | Statistic::PeakLagMonths { .. }
            | Statistic::MonthsUntilYoyPositive { .. }
            | Statistic::MonthsUntilFall { .. }
            | Statistic::MonthsUntilBelow { .. } => Some(MONTHS),
            Statistic::DaysUntilBelow { .. } => Some(DAYS),
            Statistic::RetraceShare { .. }
            | Statistic::RecoveredShare { .. }
            | Statistic::ShareOfVolumeAbove { .. }
            | Statistic::ShareOfSeriesAbove { .. } => Some(SHARE),
        }
    }
}

fn of_series(quantity: SeriesQuantity) -> &'static [&'static str] {
    match quantity {
        SeriesQuantity::Price | SeriesQuantity::BreakevenPrice => PRICE,
        SeriesQuantity::Exports | SeriesQuantity::Imports | SeriesQuantity::Demand => VOLUME,
        SeriesQuantity::Service
        | SeriesQuantity::ApprovalShare
        | SeriesQuantity::Operating
        | SeriesQuantity::StartedShare
        | SeriesQuantity::RampShare => SHARE,
        SeriesQuantity::DelayMonths => MONTHS,
        SeriesQuantity::CapexOverrun => PERCENT,
        SeriesQuantity::LeadTimeYears => YEARS,
    }
}
