//! What the operation of a fact needs beside its series: base windows, days, numbers and a second series.

use coercivity_quantity::{Day, Month};

use super::key::{KEY_COLUMNS, SeriesKey, SeriesNames, read_key};
use super::op::{Op, Statistic};
use super::window::Window;
use crate::problem::Problem;
use crate::table::{Range, Row};

/// A window that must be written.
pub(super) fn window(row: &Row<'_>, column: &str, problems: &mut Vec<Problem>) -> Option<Window> {
    let text = row.required(column, problems)?;
    let read = text.parse::<Window>();
    if let Err(expected) = read {
        row.problem(column, expected, "correct the window: YYYY-MM or YYYY-MM..YYYY-MM", problems);
    }
    read.ok()
}

/// The cells that an operation may need, each read when it does and blank when it does not.
pub(super) struct Arguments<'a, 'b> {
    pub row: &'a Row<'b>,
    pub names: &'a SeriesNames,
    pub problems: &'a mut Vec<Problem>,
}

impl Arguments<'_, '_> {
    /// What the operation computes, with all that it needs.
    pub(super) fn statistic(mut self, op: Op) -> Option<Statistic> {
        let from = self.from(op);
        let param = self.param(op);
        let against = self.against(op);
        let (base, start, since) = match from {
            Some(From::Window(it)) => (Some(it), Some(it.first()), None),
            Some(From::Day(it)) => (None, None, Some(it)),
            None => (None, None, None),
        };
        let (level, peak) = match param {
            Some(Param::Number(it)) => (Some(it), None),
            Some(Param::Month(it)) => (None, Some(it)),
            None => (None, None),
        };
        Some(match op {
            Op::Level => Statistic::Level,
            Op::Ratio => Statistic::Ratio { base: base? },
            Op::ChangePercent => Statistic::ChangePercent { base: base? },
            Op::YoyPercent => Statistic::YoyPercent,
            Op::SpreadRatio => Statistic::SpreadRatio { against: against? },
            Op::GrowthGapPoints => Statistic::GrowthGapPoints { base: base?, against: against? },
            Op::ArcElasticity => Statistic::ArcElasticity { base: base?, against: against? },
            Op::MonthsToPeak => Statistic::MonthsToPeak { start: start? },
            Op::PeakLagMonths => Statistic::PeakLagMonths { against: against? },
            Op::MonthsUntilYoyPositive => Statistic::MonthsUntilYoyPositive { start: start? },
            Op::MonthsUntilFall => Statistic::MonthsUntilFall { start: start?, percent: level? },
            Op::DaysUntilBelow => Statistic::DaysUntilBelow { since: since?, level: level? },
            Op::MonthsUntilBelow => Statistic::MonthsUntilBelow { since: since?, level: level? },
            Op::RetraceShare => Statistic::RetraceShare { base: base?, peak: peak? },
            Op::RecoveredShare => Statistic::RecoveredShare { loss: base? },
            Op::SumOver => Statistic::SumOver { divisor: level? },
            Op::Volatility => Statistic::Volatility,
            Op::Autocorrelation => Statistic::Autocorrelation,
            Op::Correlation => Statistic::Correlation { against: against? },
            Op::ShareOfVolumeAbove => Statistic::ShareOfVolumeAbove { level: level? },
            Op::VolumeWeightedMean => Statistic::VolumeWeightedMean,
            Op::ShareOfSeriesAbove => Statistic::ShareOfSeriesAbove { level: level? },
        })
    }

    /// The base of the operation.
    fn from(&mut self, op: Op) -> Option<From> {
        match op {
            Op::Ratio
            | Op::ChangePercent
            | Op::GrowthGapPoints
            | Op::ArcElasticity
            | Op::MonthsToPeak
            | Op::MonthsUntilYoyPositive
            | Op::MonthsUntilFall
            | Op::RetraceShare
            | Op::RecoveredShare => window(self.row, "from", self.problems).map(From::Window),
            Op::DaysUntilBelow | Op::MonthsUntilBelow => {
                self.row.required_day("from", self.problems).map(From::Day)
            }
            Op::Level
            | Op::YoyPercent
            | Op::SpreadRatio
            | Op::PeakLagMonths
            | Op::SumOver
            | Op::Volatility
            | Op::Autocorrelation
            | Op::Correlation
            | Op::ShareOfVolumeAbove
            | Op::VolumeWeightedMean
            | Op::ShareOfSeriesAbove => self.blank("from", op),
        }
    }

    /// The number or the month that the operation asks for.
    fn param(&mut self, op: Op) -> Option<Param> {
        match op {
            Op::MonthsUntilFall
            | Op::DaysUntilBelow
            | Op::MonthsUntilBelow
            | Op::SumOver
            | Op::ShareOfVolumeAbove
            | Op::ShareOfSeriesAbove => {
                self.row.required_number("param", Range::Any, self.problems).map(Param::Number)
            }
            Op::RetraceShare => {
                self.row.required("param", self.problems)?;
                self.row.month("param", self.problems).map(Param::Month)
            }
            Op::Level
            | Op::Ratio
            | Op::ChangePercent
            | Op::YoyPercent
            | Op::SpreadRatio
            | Op::GrowthGapPoints
            | Op::ArcElasticity
            | Op::MonthsToPeak
            | Op::PeakLagMonths
            | Op::MonthsUntilYoyPositive
            | Op::RecoveredShare
            | Op::Volatility
            | Op::Autocorrelation
            | Op::Correlation
            | Op::VolumeWeightedMean => self.blank("param", op),
        }
    }

    /// The second series.
    fn against(&mut self, op: Op) -> Option<SeriesKey> {
        match op {
            Op::SpreadRatio
            | Op::GrowthGapPoints
            | Op::ArcElasticity
            | Op::PeakLagMonths
            | Op::Correlation => {
                let text = self.row.required("against", self.problems)?;
                self.other_series(&text)
            }
            Op::Level
            | Op::Ratio
            | Op::ChangePercent
            | Op::YoyPercent
            | Op::MonthsToPeak
            | Op::MonthsUntilYoyPositive
            | Op::MonthsUntilFall
            | Op::DaysUntilBelow
            | Op::MonthsUntilBelow
            | Op::RetraceShare
            | Op::RecoveredShare
            | Op::SumOver
            | Op::Volatility
            | Op::Autocorrelation
            | Op::ShareOfVolumeAbove
            | Op::VolumeWeightedMean
            | Op::ShareOfSeriesAbove => self.blank("against", op),
        }
    }

    fn other_series(&mut self, text: &str) -> Option<SeriesKey> {
        let words: Vec<&str> = text.split(':').collect();
        let Ok(words) = <[&str; 5]>::try_from(words) else {
            let expected = "five words, quantity:good:place:tier:counterpart";
            self.row.problem("against", expected, "write `-` for a part not used", self.problems);
            return None;
        };
        read_key(words, self.names, &mut |part, expected, remedy| {
            let expected = format!("as {}: {expected}", KEY_COLUMNS[part]);
            self.row.problem("against", expected, remedy, self.problems);
        })
    }

    /// Without an operation: tells what none could read.
    pub(super) fn tell_unreadable<T>(mut self) -> Option<T> {
        let [from, param, against] = ["from", "param", "against"].map(|it| self.row.text(it));
        if !from.is_empty() && from.parse::<Window>().is_err() && from.parse::<Day>().is_err() {
            let expected = "a window, YYYY-MM or YYYY-MM..YYYY-MM, or a day";
            self.row.problem("from", expected, "correct it", self.problems);
        }
        let is_number = param.parse::<f64>().is_ok_and(f64::is_finite);
        if !param.is_empty() && !is_number && param.parse::<Month>().is_err() {
            self.row.problem("param", "a number or a month", "correct it", self.problems);
        }
        if !against.is_empty() {
            self.other_series(&against);
        }
        None
    }

    /// A cell that the operation would not read must hold nothing.
    fn blank<T>(&mut self, column: &str, op: Op) -> Option<T> {
        if !self.row.text(column).is_empty() {
            let expected = format!("nothing: `{}` reads no `{column}`", op.word());
            self.row.problem(column, expected, "empty the cell, or correct the op", self.problems);
        }
        None
    }
}

/// What `from` holds.
enum From {
    Window(Window),
    Day(Day),
}

/// What `param` holds.
enum Param {
    Number(f64),
    Month(Month),
}
