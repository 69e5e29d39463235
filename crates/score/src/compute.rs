//! The operations: series of one draw become one number.
//!
//! Inside this file NaN is "no number" and infinity is "never"; [`number`] turns the first into `None`.

use coercivity_data::{ScoredFact, Statistic, Window};
use coercivity_quantity::{DAYS_PER_MONTH, Day, Month};

use crate::inputs::{Inputs, Series, mean_of};
use crate::returns::{correlation, deviation, returns};

const MONTHS_PER_YEAR: i32 = 12;

/// What a fact's operation gives: a number in the fact's unit, infinite for never; none where a month is missing or a
/// division has nothing to divide by.
pub fn number(fact: &ScoredFact, inputs: &Inputs<'_>) -> Option<f64> {
    let number = computed(fact, inputs);
    (!number.is_nan()).then_some(number)
}

fn computed(fact: &ScoredFact, inputs: &Inputs<'_>) -> f64 {
    let Some(x) = inputs.main.first() else { return f64::NAN };
    let missing = Series::default();
    let y = inputs.against.as_ref().unwrap_or(&missing);
    let target = fact.target;
    match &fact.statistic {
        Statistic::Level => x.mean(target),
        Statistic::Ratio { base } => ratio(x, target, *base),
        Statistic::ChangePercent { base } => change_percent(x, target, *base),
        Statistic::YoyPercent => 100.0 * (over(x.mean(target), mean_a_year_before(x, target)) - 1.0),
        Statistic::SpreadRatio { .. } => over(x.mean(target), y.mean(target)),
        Statistic::GrowthGapPoints { base, .. } => {
            change_percent(x, target, *base) - change_percent(y, target, *base)
        }
        Statistic::ArcElasticity { base, .. } => {
            arc_elasticity(ratio(x, target, *base), ratio(y, target, *base))
        }
        Statistic::MonthsToPeak { start } => months_between(Some(*start), peak(x, target)),
        Statistic::PeakLagMonths { .. } => months_between(peak(y, target), peak(x, target)),
        Statistic::MonthsUntilYoyPositive { start } => months_until_yoy_positive(x, *start, target.last()),
        Statistic::MonthsUntilFall { start, percent } => {
            months_until_fall(x, (*start, target.last()), *percent)
        }
        Statistic::DaysUntilBelow { since, level } => days_until_below(&inputs.main, *since, target, *level),
        Statistic::MonthsUntilBelow { since, level } => {
            days_until_below(&inputs.main, *since, target, *level) / DAYS_PER_MONTH
        }
        Statistic::RetraceShare { base, peak } => {
            let top = x.at(*peak);
            over(top - x.mean(target), top - x.mean(*base))
        }
        Statistic::RecoveredShare { loss } => over(
            sum_of(target.months().map(|it| x.at(it) - a_year_before(x, it))),
            sum_of(loss.months().map(|it| a_year_before(x, it) - x.at(it))),
        ),
        Statistic::SumOver { divisor } => over(sum_of(target.months().map(|it| x.at(it))), *divisor),
        Statistic::Volatility => deviation(&returns(x, target)),
        Statistic::Autocorrelation => {
            let returns = returns(x, target);
            if returns.is_empty() {
                return f64::NAN;
            }
            correlation(&returns[1..], &returns[..returns.len() - 1])
        }
        Statistic::Correlation { .. } => correlation(&returns(x, target), &returns(y, target)),
        Statistic::ShareOfVolumeAbove { level } => {
            let pool = pooled(inputs, target, *level);
            over(pool.above, pool.volume)
        }
        Statistic::VolumeWeightedMean => {
            let pool = pooled(inputs, target, 0.0);
            over(pool.money, pool.volume)
        }
        Statistic::ShareOfSeriesAbove { level } => share_above(&inputs.main, target, *level),
    }
}

/// A quotient; none when there is nothing to divide by.
fn over(a: f64, b: f64) -> f64 {
    if b == 0.0 { f64::NAN } else { a / b }
}

fn ratio(x: &Series<'_>, target: Window, base: Window) -> f64 {
    over(x.mean(target), x.mean(base))
}

fn change_percent(x: &Series<'_>, target: Window, base: Window) -> f64 {
    100.0 * (ratio(x, target, base) - 1.0)
}

fn a_year_before(x: &Series<'_>, month: Month) -> f64 {
    x.at(month.plus(-MONTHS_PER_YEAR))
}

fn mean_a_year_before(x: &Series<'_>, window: Window) -> f64 {
    mean_of(window.months().map(|it| a_year_before(x, it)))
}

/// A sum that begins at zero, so that no sum is minus zero.
fn sum_of(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(0.0, |sum, it| sum + it)
}

fn arc_elasticity(volume: f64, price: f64) -> f64 {
    if volume > 0.0 && price > 0.0 { over(volume.ln(), price.ln()) } else { f64::NAN }
}

/// The first month of the maximum; none when a month is missing.
fn peak(x: &Series<'_>, window: Window) -> Option<Month> {
    let mut top: Option<(f64, Month)> = None;
    for month in window.months() {
        let value = x.at(month);
        if value.is_nan() {
            return None;
        }
        if top.is_none_or(|it| value > it.0) {
            top = Some((value, month));
        }
    }
    top.map(|it| it.1)
}

fn months_between(earlier: Option<Month>, later: Option<Month>) -> f64 {
    match (earlier, later) {
        (Some(earlier), Some(later)) => f64::from(later.since(earlier)),
        (None, _) | (_, None) => f64::NAN,
    }
}

/// Counts months from 1 until one lies above that of the year before.
fn months_until_yoy_positive(x: &Series<'_>, start: Month, last: Month) -> f64 {
    for count in 0..=last.since(start) {
        let month = start.plus(count);
        let (now, then) = (x.at(month), a_year_before(x, month));
        if now.is_nan() || then.is_nan() {
            return f64::NAN;
        }
        if now > then {
            return f64::from(count + 1);
        }
    }
    f64::INFINITY
}

/// Counts months from the start until one lies more than some percent below the month before.
fn months_until_fall(x: &Series<'_>, (start, last): (Month, Month), percent: f64) -> f64 {
    for count in 1..=last.since(start) {
        let month = start.plus(count);
        let (now, then) = (x.at(month), x.at(month.plus(-1)));
        if now.is_nan() || then.is_nan() {
            return f64::NAN;
        }
        if now < (1.0 - percent / 100.0) * then {
            return f64::from(count);
        }
    }
    f64::INFINITY
}

/// Days from an event until the earliest of several shares lies below a level. A month below it counts as served in
/// full for that share of its days, and then not at all.
fn days_until_below(series: &[Series<'_>], since: Day, window: Window, level: f64) -> f64 {
    let mut earliest = f64::INFINITY;
    for x in series {
        for month in window.months() {
            let value = x.at(month);
            if value.is_nan() {
                return f64::NAN;
            }
            if value < level {
                let Some(first) = month.first_day() else { return f64::NAN };
                let days = first.days_since(since) as f64 + value * f64::from(month.days());
                earliest = earliest.min(days.max(0.0));
                break;
            }
        }
    }
    earliest
}

/// Sums over a pool of prices.
struct Pool {
    /// Volume, t.
    volume: f64,
    /// Volume that pays the level or more, t.
    above: f64,
    /// Price times volume, thousand USD.
    money: f64,
}

fn pooled(inputs: &Inputs<'_>, window: Window, level: f64) -> Pool {
    let mut pool = Pool { volume: 0.0, above: 0.0, money: 0.0 };
    for (price, volume) in inputs.main.iter().zip(&inputs.volumes) {
        for month in window.months() {
            let (p, q) = (price.at(month), volume.at(month));
            // A pool that does not trade in a month has no price.
            if p.is_nan() || q.is_nan() {
                continue;
            }
            pool.volume += q;
            pool.money += p * q;
            if p >= level {
                pool.above += q;
            }
        }
    }
    pool
}

fn share_above(series: &[Series<'_>], window: Window, level: f64) -> f64 {
    let levels: Vec<f64> = series.iter().map(|it| it.mean(window)).collect();
    if levels.iter().any(|it| it.is_nan()) {
        return f64::NAN;
    }
    levels.iter().filter(|it| **it > level).count() as f64 / levels.len() as f64
}
