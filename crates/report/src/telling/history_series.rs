//! The series that facts speak of, over the draws, and the facts drawn upon them.

use std::collections::BTreeMap;

use coercivity_data::{
    KeyPattern, Part, ScenarioSeries, ScoredFact, SeriesKey, SeriesQuantity, Statistic, Window,
};
use coercivity_quantity::{Month, Unit, quantile};

use crate::view::{OnSeries, SeriesShown};

const MONTHS_PER_YEAR: i32 = 12;
/// A percent as a share.
const PERCENT: f64 = 0.01;

/// The lines of one episode, each made when a fact first asks for it.
pub(super) struct Lines<'a> {
    own: &'a ScenarioSeries<'a>,
    all: Vec<(SeriesKey, BTreeMap<Month, [f64; 3]>, Month)>,
}

impl<'a> Lines<'a> {
    /// None yet.
    pub(super) fn new(own: &'a ScenarioSeries<'a>) -> Self {
        Self { own, all: Vec::new() }
    }

    /// Draws a fact upon its series: a level as it is; a ratio or a change of the median's own mean over the months that
    /// it is compared with. None for other facts, and where the series lacks those months.
    pub(super) fn place(&mut self, fact: &ScoredFact) -> Option<OnSeries> {
        let based = based(fact)?;
        let [key] = &fact.key.keys()[..] else { return None };
        let series = self.line(key, fact.known_on.month())?;
        let median = &self.all[series].1;
        let of = |number: f64| match based {
            Based::AsIs => Some(number),
            Based::Times(base) => Some(number * mean(median, base)?),
            Based::Percent(base) => Some((1.0 + PERCENT * number) * mean(median, base)?),
        };
        Some(OnSeries {
            series,
            value: of(fact.value.number)?,
            low: of(fact.low.number)?,
            high: of(fact.high.number)?,
        })
    }

    /// Place of a key's line; none where no draw has the series.
    fn line(&mut self, key: &SeriesKey, known: Month) -> Option<usize> {
        if let Some(place) = self.all.iter().position(|it| it.0 == *key) {
            self.all[place].2 = self.all[place].2.min(known);
            return Some(place);
        }
        let runs = self.own.runs(key)?;
        let mut by_month: BTreeMap<Month, Vec<f64>> = BTreeMap::new();
        for draw in runs.draws() {
            for &(month, value) in self.own.points(runs, draw).into_iter().flatten() {
                by_month.entry(month).or_default().push(value);
            }
        }
        let three = |values: &Vec<f64>| {
            let at = |chance| quantile(values, chance).filter(|it: &f64| it.is_finite());
            Some([at(0.1)?, at(0.5)?, at(0.9)?])
        };
        let line = by_month.iter().filter_map(|(month, values)| Some((*month, three(values)?))).collect();
        self.all.push((key.clone(), line, known));
        Some(self.all.len() - 1)
    }

    /// The lines as they may be shown: every month from the first to the last.
    pub(super) fn shown(self) -> Vec<SeriesShown> {
        let shown = |(key, line, known): (SeriesKey, BTreeMap<Month, [f64; 3]>, Month)| {
            let ends = line.first_key_value().zip(line.last_key_value());
            let window = ends.and_then(|(first, last)| Window::new(*first.0, *last.0));
            let months: Vec<Month> = window.map_or(Vec::new(), |it| it.months().collect());
            let part = |part: usize| months.iter().map(|it| line.get(it).map(|it| it[part])).collect();
            SeriesShown {
                key: key.words(),
                label: label(&key.words()),
                unit: unit(key.quantity).ending().to_owned(),
                known_on: known.to_string(),
                p10: part(0),
                p50: part(1),
                p90: part(2),
                months: months.iter().map(ToString::to_string).collect(),
            }
        };
        self.all.into_iter().map(shown).collect()
    }
}

/// Mean of the median over a window; none where a month is missing.
fn mean(line: &BTreeMap<Month, [f64; 3]>, window: Window) -> Option<f64> {
    let values: Option<Vec<f64>> = window.months().map(|it| line.get(&it).map(|it| it[1])).collect();
    values.map(|it| it.iter().sum::<f64>() / it.len() as f64)
}

/// What a fact's number is of.
enum Based {
    /// The series' own level.
    AsIs,
    /// Its mean over some months, times the number.
    Times(Window),
    /// The same, changed by the number in percent.
    Percent(Window),
}

/// How a fact's number becomes one of its series; none for what is not about one series' level, ratio or change.
fn based(fact: &ScoredFact) -> Option<Based> {
    match &fact.statistic {
        Statistic::Level => Some(Based::AsIs),
        Statistic::Ratio { base } => Some(Based::Times(*base)),
        Statistic::ChangePercent { base } => Some(Based::Percent(*base)),
        Statistic::YoyPercent => {
            let (first, last) = (fact.target.first(), fact.target.last());
            Window::new(first.plus(-MONTHS_PER_YEAR), last.plus(-MONTHS_PER_YEAR)).map(Based::Percent)
        }
        Statistic::SpreadRatio { .. }
        | Statistic::GrowthGapPoints { .. }
        | Statistic::ArcElasticity { .. }
        | Statistic::MonthsToPeak { .. }
        | Statistic::PeakLagMonths { .. }
        | Statistic::MonthsUntilYoyPositive { .. }
        | Statistic::MonthsUntilFall { .. }
        | Statistic::DaysUntilBelow { .. }
        | Statistic::MonthsUntilBelow { .. }
        | Statistic::RetraceShare { .. }
        | Statistic::RecoveredShare { .. }
        | Statistic::SumOver { .. }
        | Statistic::Volatility
        | Statistic::Autocorrelation
        | Statistic::Correlation { .. }
        | Statistic::ShareOfVolumeAbove { .. }
        | Statistic::VolumeWeightedMean
        | Statistic::ShareOfSeriesAbove { .. } => None,
    }
}

/// What a fact states, in words: the operation and its series.
pub(super) fn said(fact: &ScoredFact) -> String {
    let series = of_pattern(&fact.key);
    let against = |it: &SeriesKey| label(&it.words());
    let span = |it: &Window| match it.first() == it.last() {
        true => it.first().to_string(),
        false => format!("{}..{}", it.first(), it.last()),
    };
    match &fact.statistic {
        Statistic::Level => series,
        Statistic::Ratio { base } => format!("{series} over that of {}", span(base)),
        Statistic::ChangePercent { base } => format!("change of {series} from {}", span(base)),
        Statistic::YoyPercent => format!("change of {series} on the year before"),
        Statistic::SpreadRatio { against: it } => format!("{series} over {}", against(it)),
        Statistic::GrowthGapPoints { against: it, .. } => {
            format!("growth of {series} less that of {}", against(it))
        }
        Statistic::ArcElasticity { against: it, .. } => format!("elasticity of {series} to {}", against(it)),
        Statistic::MonthsToPeak { start } => format!("months from {start} to the peak of {series}"),
        Statistic::PeakLagMonths { against: it } => {
            format!("months by which {series} peaks after {}", against(it))
        }
        Statistic::MonthsUntilYoyPositive { .. } => format!("months until {series} passes the year before"),
        Statistic::MonthsUntilFall { percent, .. } => format!("months until {series} falls by {percent} %"),
        Statistic::DaysUntilBelow { level, .. } => format!("days until {series} is below {level}"),
        Statistic::MonthsUntilBelow { level, .. } => format!("months until {series} is below {level}"),
        Statistic::RetraceShare { .. } => format!("part of the rise that {series} gives back"),
        Statistic::RecoveredShare { .. } => format!("part of the loss that {series} makes up"),
        Statistic::SumOver { divisor } => format!("sum of {series} over {divisor}"),
        Statistic::Volatility => format!("monthly volatility of {series}"),
        Statistic::Autocorrelation => format!("autocorrelation of the returns of {series}"),
        Statistic::Correlation { against: it } => format!("correlation of {series} with {}", against(it)),
        Statistic::ShareOfVolumeAbove { level } => format!("part of the volume of {series} above {level}"),
        Statistic::VolumeWeightedMean => format!("{series}, weighted by volume"),
        Statistic::ShareOfSeriesAbove { level } => format!("part of the series of {series} above {level}"),
    }
}

/// A key's words without the parts that say nothing.
fn label(words: &[String; 5]) -> String {
    let told: Vec<String> =
        words.iter().filter(|it| *it != "-").map(|it| it.replace(['-', '_'], " ")).collect();
    told.join(", ")
}

/// A pattern's words: what it leaves open is any.
fn of_pattern(it: &KeyPattern) -> String {
    fn word<T>(part: &Part<T>, said: impl Fn(&T) -> String) -> String {
        match part {
            Part::Any => "any".to_owned(),
            Part::Is(it) => said(it),
        }
    }
    label(&[
        it.quantity.word().to_owned(),
        word(&it.good, ToString::to_string),
        word(&it.places, |it| it.join(" + ")),
        word(&it.tier, |it| it.word().to_owned()),
        word(&it.counterpart, Clone::clone),
    ])
}

/// Unit of a quantity's series.
fn unit(quantity: SeriesQuantity) -> Unit {
    match quantity {
        SeriesQuantity::Price | SeriesQuantity::BreakevenPrice => Unit::UsdPerKg,
        SeriesQuantity::Exports | SeriesQuantity::Imports | SeriesQuantity::Demand => Unit::Tonnes,
        SeriesQuantity::Service
        | SeriesQuantity::ApprovalShare
        | SeriesQuantity::StartedShare
        | SeriesQuantity::RampShare => Unit::Share,
        SeriesQuantity::DelayMonths => Unit::Months,
        SeriesQuantity::CapexOverrun => Unit::Percent,
        SeriesQuantity::Operating | SeriesQuantity::LeadTimeYears => Unit::Number,
    }
}
