//! Whose answer is scored: the model's, or that of a forecaster who knows only what came before.
//!
//! A forecaster keeps the series up to the end of a base window and goes on from there in a way of its own; the same
//! operations then read what it imagined.

use std::borrow::Cow;

use coercivity_data::{Bounds, LicenceCourse, Point, ScoredFact, SeriesQuantity, Statistic, Window};
use coercivity_quantity::Month;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::inputs::{Inputs, Series};

const MONTHS_PER_YEAR: i32 = 12;

/// Whose answer is scored.
#[derive(Clone, Copy, Debug)]
pub enum Forecast<'a> {
    /// The series as they were given.
    Model,
    /// Nothing ever happens: every series stays at its mean over the base window.
    NothingHappens,
    /// Every series wanders from its last base month.
    RandomWalk {
        /// Standard deviation of the monthly logarithmic return.
        deviation: f64,
        /// Seed of the walks.
        seed: u64,
        /// The episode that the deviation was learnt from; its facts are not forecast.
        learnt_from: &'a str,
    },
    /// Exports and prices take the course that an earlier licence gave them, from the month in which the fact's
    /// measure was announced; facts of the episodes it was learnt from are not forecast.
    LicenceCourse(&'a LicenceCourse),
}

impl Forecast<'_> {
    /// Whether a fact may be forecast: not from its own outcome.
    pub(crate) fn may(&self, fact: &ScoredFact) -> bool {
        match self {
            Self::Model | Self::NothingHappens => true,
            Self::RandomWalk { learnt_from, .. } => fact.scenario != *learnt_from,
            Self::LicenceCourse(course) => !course.scenarios.contains(&fact.scenario),
        }
    }
    /// What the forecaster makes of the inputs of one draw. `stream` numbers the random walk: the same number gives
    /// the same walk. None where a series holds no month of the base, or where the forecaster has nothing to say.
    pub(crate) fn imagined<'b>(
        &self,
        fact: &ScoredFact,
        inputs: Inputs<'b>,
        stream: u64,
    ) -> Option<Inputs<'b>> {
        let scene =
            Scene { base: base_window(fact), announced: fact.known_on.month(), end: fact.target.last() };
        let mut generator = ChaCha8Rng::seed_from_u64(match self {
            Self::RandomWalk { seed, .. } => *seed,
            Self::Model | Self::NothingHappens | Self::LicenceCourse(_) => 0,
        });
        generator.set_stream(stream);
        let mut go_on = |quantity: SeriesQuantity, series: &Series<'_>| match self {
            Self::Model => None,
            Self::NothingHappens => scene.held(series),
            Self::RandomWalk { deviation, .. } => scene.walked(quantity, series, *deviation, &mut generator),
            Self::LicenceCourse(course) => scene.shaped(quantity, series, course),
        };
        if matches!(self, Self::Model) {
            return Some(inputs);
        }
        // A base that reaches into the target would show the forecaster its answer.
        if scene.base.last() >= fact.target.first() {
            return None;
        }
        let against = fact.statistic.against().map(|it| it.quantity);
        let main: Option<Vec<_>> = inputs.main.iter().map(|it| go_on(fact.key.quantity, it)).collect();
        let second = match (against, &inputs.against) {
            (Some(quantity), Some(series)) => Some(go_on(quantity, series)?),
            (None, _) | (_, None) => None,
        };
        let volumes: Option<Vec<_>> =
            inputs.volumes.iter().map(|it| go_on(SeriesQuantity::Demand, it)).collect();
        Some(Inputs { main: main?, against: second, volumes: volumes? })
    }
}

/// The window that a forecaster starts from: the fact's own base where it has one that is compared with, else the
/// twelve months that had ended on the day of knowledge.
pub fn base_window(fact: &ScoredFact) -> Window {
    match &fact.statistic {
        Statistic::Ratio { base }
        | Statistic::ChangePercent { base }
        | Statistic::GrowthGapPoints { base, .. }
        | Statistic::ArcElasticity { base, .. }
        | Statistic::RetraceShare { base, .. } => *base,
        Statistic::Level
        | Statistic::YoyPercent
        | Statistic::SpreadRatio { .. }
        | Statistic::MonthsToPeak { .. }
        | Statistic::PeakLagMonths { .. }
        | Statistic::MonthsUntilYoyPositive { .. }
        | Statistic::MonthsUntilFall { .. }
        | Statistic::DaysUntilBelow { .. }
        | Statistic::MonthsUntilBelow { .. }
        | Statistic::RecoveredShare { .. }
        | Statistic::SumOver { .. }
        | Statistic::Volatility
        | Statistic::Autocorrelation
        | Statistic::Correlation { .. }
        | Statistic::ShareOfVolumeAbove { .. }
        | Statistic::VolumeWeightedMean
        | Statistic::ShareOfSeriesAbove { .. } => {
            let last = fact.known_on.plus_days(1).month().plus(-1);
            Window::new(last.plus(1 - MONTHS_PER_YEAR), last).expect("a year has a first and a last month")
        }
    }
}

/// What a forecaster knows of a fact.
struct Scene {
    base: Window,
    /// The month in which the measure was announced.
    announced: Month,
    /// The last month that the fact asks about.
    end: Month,
}

impl Scene {
    /// The months of the base that a series holds.
    fn known<'s>(&self, series: &'s Series<'_>) -> impl Iterator<Item = &'s Point> {
        let base = self.base;
        series.0.iter().filter(move |it| base.holds(it.0))
    }
    /// The series up to a month, and from there what a rule gives.
    fn continued<'b>(
        &self,
        series: &Series<'_>,
        last: Month,
        mut rule: impl FnMut(Month) -> f64,
    ) -> Series<'b> {
        let mut points: Vec<Point> = series.0.iter().copied().filter(|it| it.0 <= last).collect();
        points.extend((1..=self.end.since(last)).map(|it| last.plus(it)).map(|it| (it, rule(it))));
        Series(Cow::Owned(points))
    }
    fn held<'b>(&self, series: &Series<'_>) -> Option<Series<'b>> {
        let known: Vec<f64> = self.known(series).map(|it| it.1).collect();
        let mean = crate::inputs::mean_of(known.iter().copied());
        (!known.is_empty()).then(|| self.continued(series, self.base.last(), |_| mean))
    }
    fn walked<'b>(
        &self,
        quantity: SeriesQuantity,
        series: &Series<'_>,
        deviation: f64,
        generator: &mut ChaCha8Rng,
    ) -> Option<Series<'b>> {
        let &(last, mut level) = self.known(series).last()?;
        let most = match quantity.bounds() {
            Bounds::Share => 1.0,
            Bounds::NotNegative | Bounds::Any => f64::INFINITY,
        };
        Some(self.continued(series, last, |_| {
            level = (level * (deviation * normal(generator)).exp()).min(most);
            level
        }))
    }
    fn shaped<'b>(
        &self,
        quantity: SeriesQuantity,
        series: &Series<'_>,
        course: &LicenceCourse,
    ) -> Option<Series<'b>> {
        let steps = match quantity {
            SeriesQuantity::Exports | SeriesQuantity::Imports => &course.exports,
            SeriesQuantity::Price => &course.price,
            SeriesQuantity::Demand
            | SeriesQuantity::Service
            | SeriesQuantity::ApprovalShare
            | SeriesQuantity::Operating
            | SeriesQuantity::BreakevenPrice
            | SeriesQuantity::DelayMonths
            | SeriesQuantity::CapexOverrun
            | SeriesQuantity::LeadTimeYears
            | SeriesQuantity::StartedShare
            | SeriesQuantity::RampShare => return None,
        };
        let multiple = |month: Month| multiple(steps, month.since(self.announced));
        let known: Vec<Point> = self.known(series).copied().collect();
        if known.is_empty() {
            return None;
        }
        let mean = crate::inputs::mean_of(known.iter().map(|it| it.1));
        let base = crate::inputs::mean_of(known.iter().map(|it| multiple(it.0)));
        (base > 0.0).then(|| self.continued(series, self.base.last(), |it| mean / base * multiple(it)))
    }
}

/// The course some months after the announcement: one before it, linear between its months, its last value after.
fn multiple(steps: &[(i32, f64)], after: i32) -> f64 {
    let next = steps.partition_point(|it| it.0 < after);
    match (next.checked_sub(1).and_then(|it| steps.get(it)), steps.get(next)) {
        _ if after < 0 => 1.0,
        (_, Some(step)) if step.0 == after => step.1,
        (Some(before), Some(step)) => {
            let part = f64::from(after - before.0) / f64::from(step.0 - before.0);
            before.1 + part * (step.1 - before.1)
        }
        (Some(last), None) => last.1,
        (None, Some(step)) => step.1,
        (None, None) => 1.0,
    }
}

/// A standard normal number (Box and Muller).
fn normal(generator: &mut ChaCha8Rng) -> f64 {
    // One less a number of 0..1 is never zero, so the logarithm is finite.
    let (radius, angle): (f64, f64) = (1.0 - generator.random::<f64>(), generator.random());
    (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_is_one_before_it_and_flat_after_it() {
        let steps = [(0, 1.5), (1, 0.0), (3, 0.4)];
        let at = |after| multiple(&steps, after);
        assert_eq!([at(-1), at(0), at(1), at(2), at(3), at(40)], [1.0, 1.5, 0.0, 0.2, 0.4, 0.4]);
    }

    #[test]
    fn a_normal_number_has_mean_zero_and_deviation_one() {
        let mut generator = ChaCha8Rng::seed_from_u64(7);
        let numbers: Vec<f64> = (0..20_000).map(|_| normal(&mut generator)).collect();
        let mean = numbers.iter().sum::<f64>() / 20_000.0;
        let square = numbers.iter().map(|it| it * it).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (square - 1.0).abs() < 0.04, "{mean} {square}");
    }
}
