//! The closed list of operations that turn series into one number.

use coercivity_quantity::{Day, Month};

use super::closed_list::closed_list;
use super::key::{Reach, SeriesKey};
use super::window::Window;

closed_list! {
    /// What is computed from the series of a fact.
    Op {
        /// Mean over the target window.
        Level = "level",
        /// Mean over the target over mean over the base.
        Ratio = "ratio",
        /// The same in percent of change.
        ChangePercent = "change_percent",
        /// Change against the same months a year before, percent.
        YoyPercent = "yoy_percent",
        /// Mean of one series over that of another.
        SpreadRatio = "spread_ratio",
        /// Change of one series less that of another, points.
        GrowthGapPoints = "growth_gap_points",
        /// Logarithm of a volume's ratio over that of its price's.
        ArcElasticity = "arc_elasticity",
        /// Months from the base to the maximum.
        MonthsToPeak = "months_to_peak",
        /// Months between the maxima of two series.
        PeakLagMonths = "peak_lag_months",
        /// Months until a month lies above that of the year before.
        MonthsUntilYoyPositive = "months_until_yoy_positive",
        /// Months until a fall from one month to the next.
        MonthsUntilFall = "months_until_fall",
        /// Days until a series lies below a level.
        DaysUntilBelow = "days_until_below",
        /// The same in months of mean length.
        MonthsUntilBelow = "months_until_below",
        /// Share of a rise that was lost again.
        RetraceShare = "retrace_share",
        /// Share of a loss that was made good later.
        RecoveredShare = "recovered_share",
        /// Sum over the target, divided by a number.
        SumOver = "sum_over",
        /// Standard deviation of the monthly logarithmic returns.
        Volatility = "volatility",
        /// Correlation of a return with the one before.
        Autocorrelation = "autocorrelation",
        /// Correlation of the returns of two series.
        Correlation = "correlation",
        /// Share of volume that pays a price or more.
        ShareOfVolumeAbove = "share_of_volume_above",
        /// Mean price, weighted with volume.
        VolumeWeightedMean = "volume_weighted_mean",
        /// Share of the series whose mean lies above a number.
        ShareOfSeriesAbove = "share_of_series_above",
    }
}

impl Op {
    /// How many series the fact's key may name.
    pub(super) fn reach(self) -> Reach {
        match self {
            Self::DaysUntilBelow | Self::MonthsUntilBelow => Reach::SeveralPlaces,
            Self::ShareOfVolumeAbove | Self::VolumeWeightedMean | Self::ShareOfSeriesAbove => Reach::Pool,
            Self::Level
            | Self::Ratio
            | Self::ChangePercent
            | Self::YoyPercent
            | Self::SpreadRatio
            | Self::GrowthGapPoints
            | Self::ArcElasticity
            | Self::MonthsToPeak
            | Self::PeakLagMonths
            | Self::MonthsUntilYoyPositive
            | Self::MonthsUntilFall
            | Self::RetraceShare
            | Self::RecoveredShare
            | Self::SumOver
            | Self::Volatility
            | Self::Autocorrelation
            | Self::Correlation => Reach::One,
        }
    }
}

/// An operation with what it needs beside the fact's series and its target window.
#[derive(Clone, Debug, PartialEq)]
pub enum Statistic {
    /// [`Op::Level`].
    Level,
    /// [`Op::Ratio`].
    Ratio {
        /// The base window.
        base: Window,
    },
    /// [`Op::ChangePercent`].
    ChangePercent {
        /// The base window.
        base: Window,
    },
    /// [`Op::YoyPercent`].
    YoyPercent,
    /// [`Op::SpreadRatio`].
    SpreadRatio {
        /// The other series.
        against: SeriesKey,
    },
    /// [`Op::GrowthGapPoints`].
    GrowthGapPoints {
        /// The base window.
        base: Window,
        /// The other series.
        against: SeriesKey,
    },
    /// [`Op::ArcElasticity`].
    ArcElasticity {
        /// The base window.
        base: Window,
        /// The price of the volume.
        against: SeriesKey,
    },
    /// [`Op::MonthsToPeak`].
    MonthsToPeak {
        /// The month that counts as 0.
        start: Month,
    },
    /// [`Op::PeakLagMonths`].
    PeakLagMonths {
        /// The other series.
        against: SeriesKey,
    },
    /// [`Op::MonthsUntilYoyPositive`].
    MonthsUntilYoyPositive {
        /// The month that counts as 1.
        start: Month,
    },
    /// [`Op::MonthsUntilFall`].
    MonthsUntilFall {
        /// The month that counts as 0.
        start: Month,
        /// The fall, percent of the month before.
        percent: f64,
    },
    /// [`Op::DaysUntilBelow`].
    DaysUntilBelow {
        /// The day that counts as 0.
        since: Day,
        /// The level, in the series' unit.
        level: f64,
    },
    /// [`Op::MonthsUntilBelow`].
    MonthsUntilBelow {
        /// The day that counts as 0.
        since: Day,
        /// The level, in the series' unit.
        level: f64,
    },
    /// [`Op::RetraceShare`].
    RetraceShare {
        /// The window before the rise.
        base: Window,
        /// The month of the peak.
        peak: Month,
    },
    /// [`Op::RecoveredShare`].
    RecoveredShare {
        /// The months of the loss.
        loss: Window,
    },
    /// [`Op::SumOver`].
    SumOver {
        /// What the sum is divided by.
        divisor: f64,
    },
    /// [`Op::Volatility`].
    Volatility,
    /// [`Op::Autocorrelation`].
    Autocorrelation,
    /// [`Op::Correlation`].
    Correlation {
        /// The other series.
        against: SeriesKey,
    },
    /// [`Op::ShareOfVolumeAbove`].
    ShareOfVolumeAbove {
        /// The price, USD/kg.
        level: f64,
    },
    /// [`Op::VolumeWeightedMean`].
    VolumeWeightedMean,
    /// [`Op::ShareOfSeriesAbove`].
    ShareOfSeriesAbove {
        /// The number, in the series' unit.
        level: f64,
    },
}

impl Statistic {
    /// The second series, where the operation compares two.
    pub fn against(&self) -> Option<&SeriesKey> {
        match self {
            Self::SpreadRatio { against }
            | Self::GrowthGapPoints { against, .. }
            | Self::ArcElasticity { against, .. }
            | Self::PeakLagMonths { against }
            | Self::Correlation { against } => Some(against),
            Self::Level
            | Self::Ratio { .. }
            | Self::ChangePercent { .. }
            | Self::YoyPercent
            | Self::MonthsToPeak { .. }
            | Self::MonthsUntilYoyPositive { .. }
            | Self::MonthsUntilFall { .. }
            | Self::DaysUntilBelow { .. }
            | Self::MonthsUntilBelow { .. }
            | Self::RetraceShare { .. }
            | Self::RecoveredShare { .. }
            | Self::SumOver { .. }
            | Self::Volatility
            | Self::Autocorrelation
            | Self::ShareOfVolumeAbove { .. }
            | Self::VolumeWeightedMean
            | Self::ShareOfSeriesAbove { .. } => None,
        }
    }
}
