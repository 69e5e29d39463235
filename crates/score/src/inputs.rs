//! The series that one fact reads, in one draw.

use std::borrow::Cow;
use std::collections::BTreeSet;

use coercivity_data::{
    KeyPattern, Point, Runs, ScenarioSeries, ScoredFact, SeriesKey, SeriesQuantity, Window,
};
use coercivity_quantity::Month;

/// Monthly values of one key in one draw, in the order of their months.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series<'a>(pub Cow<'a, [Point]>);

impl Series<'_> {
    /// The value of a month; NaN, which no operation turns into a number, where there is none.
    pub(crate) fn at(&self, month: Month) -> f64 {
        self.0.binary_search_by_key(&month, |it| it.0).map_or(f64::NAN, |place| self.0[place].1)
    }
    /// Mean over a window; every month must be there.
    pub(crate) fn mean(&self, window: Window) -> f64 {
        mean_of(window.months().map(|it| self.at(it)))
    }
}

/// Plain mean, summed from the first to the last.
pub(crate) fn mean_of(numbers: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for number in numbers {
        sum += number;
        count += 1.0;
    }
    sum / count
}

/// What a fact's operation reads in one draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs<'a> {
    /// The series that the fact's key names: one, one a place, or all that match.
    pub main: Vec<Series<'a>>,
    /// The series it is compared with.
    pub against: Option<Series<'a>>,
    /// For pooled prices, the demand of the same pool, one each.
    pub volumes: Vec<Series<'a>>,
}

/// The series of a fact, found once for all draws.
pub(crate) struct Found<'a> {
    series: &'a ScenarioSeries<'a>,
    /// Whether all of `main` must be there: not so for a pool, whose members come and go.
    pool: bool,
    main: Vec<Option<&'a Runs>>,
    against: Option<Option<&'a Runs>>,
    volumes: Vec<Option<&'a Runs>>,
}

impl<'a> Found<'a> {
    /// Looks a fact's keys up. A pool's members are in the order of their words, so that sums are the same each time.
    pub(crate) fn new(fact: &ScoredFact, series: &'a ScenarioSeries<'a>) -> Self {
        let pool = is_pool(fact);
        let keys = if pool { members(&fact.key, series) } else { fact.key.keys() };
        let main = keys.iter().map(|it| series.runs(it)).collect();
        let demand = |it: &SeriesKey| SeriesKey { quantity: SeriesQuantity::Demand, ..it.clone() };
        let volumes =
            if pool { keys.iter().map(|it| series.runs(&demand(it))).collect() } else { Vec::new() };
        let against = fact.statistic.against().map(|it| series.runs(it));
        Self { series, pool, main, against, volumes }
    }
    /// The draws that hold a series of the fact's key: they decide whether it is scored.
    pub(crate) fn draws(&self) -> Vec<u32> {
        let draws: BTreeSet<u32> = self.main.iter().flatten().flat_map(|it| it.draws()).collect();
        draws.into_iter().collect()
    }
    /// What the operation reads in one draw; none where a series is missing altogether.
    pub(crate) fn inputs(&self, draw: u32) -> Option<Inputs<'a>> {
        let points = |runs: &Option<&'a Runs>| {
            let points = self.series.points((*runs)?, draw)?;
            Some(Series(Cow::Borrowed(points)))
        };
        let mut inputs = Inputs { main: Vec::new(), against: None, volumes: Vec::new() };
        for (place, runs) in self.main.iter().enumerate() {
            match points(runs) {
                Some(it) => {
                    inputs.main.push(it);
                    if self.pool {
                        // A member without demand has no volume in any month.
                        inputs.volumes.push(points(&self.volumes[place]).unwrap_or_default());
                    }
                }
                None if self.pool => {}
                None => return None,
            }
        }
        if let Some(runs) = &self.against {
            inputs.against = Some(points(runs)?);
        }
        (!inputs.main.is_empty()).then_some(inputs)
    }
}

/// Whether a fact's operation reads all series that match.
fn is_pool(fact: &ScoredFact) -> bool {
    use coercivity_data::Statistic as S;
    match &fact.statistic {
        S::ShareOfVolumeAbove { .. } | S::VolumeWeightedMean | S::ShareOfSeriesAbove { .. } => true,
        S::Level
        | S::Ratio { .. }
        | S::ChangePercent { .. }
        | S::YoyPercent
        | S::SpreadRatio { .. }
        | S::GrowthGapPoints { .. }
        | S::ArcElasticity { .. }
        | S::MonthsToPeak { .. }
        | S::PeakLagMonths { .. }
        | S::MonthsUntilYoyPositive { .. }
        | S::MonthsUntilFall { .. }
        | S::DaysUntilBelow { .. }
        | S::MonthsUntilBelow { .. }
        | S::RetraceShare { .. }
        | S::RecoveredShare { .. }
        | S::SumOver { .. }
        | S::Volatility
        | S::Autocorrelation
        | S::Correlation { .. } => false,
    }
}

fn members(pattern: &KeyPattern, series: &ScenarioSeries<'_>) -> Vec<SeriesKey> {
    let mut keys: Vec<([String; 5], &SeriesKey)> =
        series.keys().filter(|it| pattern.matches(it)).map(|it| (it.words(), it)).collect();
    keys.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    keys.into_iter().map(|it| it.1.clone()).collect()
}
