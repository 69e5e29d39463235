//! The calendar of a run: weeks for the first half-year of a shock, months otherwise.

use coercivity_quantity::{Day, Month, WEEKS_PER_MONTH};

/// Weeks that a shock is followed week by week.
const WEEKLY: u32 = 26;

/// One period of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Period {
    /// The month in which its middle lies.
    pub month: Month,
    /// Months from the run's first day to the period's start.
    pub start: f64,
    /// Length in months.
    pub length: f64,
}

impl Period {
    /// Months from the run's first day to the period's middle.
    pub fn middle(&self) -> f64 {
        self.start + 0.5 * self.length
    }
    /// Part of its month that has passed at the period's middle.
    pub fn fraction(&self) -> f64 {
        self.middle().fract()
    }
    /// A day in the middle of the period.
    pub fn day(&self) -> Option<Day> {
        let days = (self.fraction() * 30.0).floor() as i64;
        self.month.first_day().map(|it| it.plus_days(days))
    }
}

/// Periods of `months` months from `from`. A shock at month `shock` (counted from the start) is followed week by
/// week for half a year; the weeks end on a month's end, the last one being shorter or longer by days.
pub fn calendar(from: Month, months: u32, shock: Option<u32>) -> Vec<Period> {
    let mut periods = Vec::new();
    let half_year = (f64::from(WEEKLY) / WEEKS_PER_MONTH).round() as u32;
    let weekly = shock.map(|it| it..(it + half_year).min(months));
    let mut month = 0;
    while month < months {
        if let Some(span) = weekly.as_ref().filter(|it| it.start == month && it.end > it.start) {
            let length = f64::from(span.end - span.start);
            let weeks = (length * WEEKS_PER_MONTH).round().max(1.0) as u32;
            for week in 0..weeks {
                let start = f64::from(month) + length * f64::from(week) / f64::from(weeks);
                let length = length / f64::from(weeks);
                let inside = (start + 0.5 * length).floor() as i32;
                periods.push(Period { month: from.plus(inside), start, length });
            }
            month = span.end;
        } else {
            let inside = i32::try_from(month).unwrap_or(i32::MAX);
            periods.push(Period { month: from.plus(inside), start: f64::from(month), length: 1.0 });
            month += 1;
        }
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shock_is_followed_by_weeks_that_end_with_a_month() {
        let from: Month = "2026-11".parse().unwrap();
        let periods = calendar(from, 24, Some(3));
        assert_eq!(periods.len(), 3 + 26 + 15);
        let total: f64 = periods.iter().map(|it| it.length).sum();
        assert!((total - 24.0).abs() < 1e-9);
        assert_eq!(periods[3].month, from.plus(3));
        assert_eq!(periods[28].month, from.plus(8));
        assert_eq!(periods[29].start, 9.0);
        assert!(periods.windows(2).all(|it| (it[0].start + it[0].length - it[1].start).abs() < 1e-9));
    }

    #[test]
    fn without_a_shock_months_follow_months() {
        let periods = calendar("2024-01".parse().unwrap(), 12, None);
        assert_eq!(periods.len(), 12);
        assert!(periods.iter().all(|it| it.length == 1.0));
    }
}
