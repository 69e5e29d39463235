//! Why a row is missing: what its fact reads and the series do not hold.

use std::collections::BTreeSet;

use coercivity_data::{ScenarioSeries, ScoredFact, SeriesKey, SeriesTable, Statistic, Window};
use coercivity_quantity::Month;

use crate::scored::{Scored, Status};

/// Why a row is missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// No series is of the fact's scenario.
    Scenario(String),
    /// No series has the fact's key.
    Series {
        /// The scenario.
        scenario: String,
        /// The key, its five words joined by colons.
        key: String,
    },
    /// The series does not hold every month that the fact reads.
    Months {
        /// The scenario.
        scenario: String,
        /// The key, its five words joined by colons.
        key: String,
        /// Its first and last month.
        span: (Month, Month),
        /// Months that are read and missing in some draw.
        missing: Vec<Month>,
    },
    /// Every month is there and gives no number: a division by zero, or the logarithm of nothing.
    Number(String),
}

/// Every missing row's fact with why it is missing, in the order of the rows.
pub fn lacks<'a>(rows: &[Scored<'a>], table: &SeriesTable) -> Vec<(&'a ScoredFact, Lack)> {
    let missing = rows.iter().filter(|it| it.status == Status::Missing);
    missing.map(|it| (it.fact, lack(it.fact, &table.of(&it.fact.scenario)))).collect()
}

fn lack(fact: &ScoredFact, series: &ScenarioSeries<'_>) -> Lack {
    let scenario = fact.scenario.clone();
    if series.keys().next().is_none() {
        return Lack::Scenario(scenario);
    }
    let named = fact.key.keys();
    let pooled: Vec<SeriesKey> = series.keys().filter(|it| fact.key.matches(it)).cloned().collect();
    if named.is_empty() && pooled.is_empty() {
        let key = format!("{}, of any key that matches", fact.key.quantity.word());
        return Lack::Series { scenario, key };
    }
    let keys = if named.is_empty() { pooled } else { named };
    for key in keys.iter().chain(fact.statistic.against()) {
        let Some(runs) = series.runs(key) else {
            return Lack::Series { scenario, key: key.to_string() };
        };
        let mut missing = BTreeSet::new();
        let mut span: Option<(Month, Month)> = None;
        for points in runs.draws().filter_map(|draw| series.points(runs, draw)) {
            let (Some(first), Some(last)) = (points.first(), points.last()) else { continue };
            span = Some(span.map_or((first.0, last.0), |it| (it.0.min(first.0), it.1.max(last.0))));
            let lacks = |it: &Month| points.binary_search_by_key(it, |it| it.0).is_err();
            missing.extend(months_read(fact).into_iter().filter(lacks));
        }
        if let (Some(span), false) = (span, missing.is_empty()) {
            let missing = missing.into_iter().collect();
            return Lack::Months { scenario, key: key.to_string(), span, missing };
        }
    }
    Lack::Number(scenario)
}

/// Months that a fact's operation reads.
fn months_read(fact: &ScoredFact) -> BTreeSet<Month> {
    const YEAR: i32 = 12;
    let target = fact.target;
    let mut months: BTreeSet<Month> = target.months().collect();
    let a_year_before = |window: Window| window.months().map(|it| it.plus(-YEAR)).collect::<Vec<_>>();
    match &fact.statistic {
        Statistic::Ratio { base }
        | Statistic::ChangePercent { base }
        | Statistic::GrowthGapPoints { base, .. }
        | Statistic::ArcElasticity { base, .. } => months.extend(base.months()),
        Statistic::RetraceShare { base, peak } => {
            months.extend(base.months());
            months.insert(*peak);
        }
        Statistic::RecoveredShare { loss } => {
            months.extend(loss.months());
            months.extend(a_year_before(*loss));
            months.extend(a_year_before(target));
        }
        Statistic::YoyPercent => months = target.months().chain(a_year_before(target)).collect(),
        Statistic::MonthsUntilYoyPositive { start } => {
            let counted = (0..=target.last().since(*start)).map(|it| start.plus(it));
            months.extend(counted.flat_map(|it| [it, it.plus(-YEAR)]));
        }
        Statistic::MonthsUntilFall { start, .. } => {
            months.extend((0..=target.last().since(*start)).map(|it| start.plus(it)));
        }
        Statistic::Level
        | Statistic::SpreadRatio { .. }
        | Statistic::MonthsToPeak { .. }
        | Statistic::PeakLagMonths { .. }
        | Statistic::DaysUntilBelow { .. }
        | Statistic::MonthsUntilBelow { .. }
        | Statistic::SumOver { .. }
        | Statistic::Volatility
        | Statistic::Autocorrelation
        | Statistic::Correlation { .. }
        | Statistic::ShareOfVolumeAbove { .. }
        | Statistic::VolumeWeightedMean
        | Statistic::ShareOfSeriesAbove { .. } => {}
    }
    months
}
