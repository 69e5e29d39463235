//! The calendar of a run: weeks for the first half-year of a shock, months otherwise, and an end wherever the law changes.

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
        let first = self.month.first_day()?;
        let days = self.month.plus(1).first_day()?.days_since(first) as f64;
        Some(first.plus_days((self.fraction() * days).floor() as i64))
    }

    /// Its days, from the first to the one after the last: each day of a calendar belongs to one period.
    pub fn days(&self) -> Option<(Day, Day)> {
        let within = self.middle().floor() as i32;
        let at = |months: f64| {
            // A break is a whole day, whatever its fraction of a month was rounded to.
            let nearly = months + 1e-6;
            let month = self.month.plus(nearly.floor() as i32 - within);
            let first = month.first_day()?;
            let days = month.plus(1).first_day()?.days_since(first) as f64;
            Some(first.plus_days((nearly.fract() * days).floor() as i64))
        };
        Some((at(self.start)?, at(self.start + self.length)?))
    }

    /// Its parts before and after a moment, in months from the run's first day; none when the moment is not inside.
    fn parted(self, at: f64, from: Month) -> Option<[Self; 2]> {
        let (before, after) = (at - self.start, self.start + self.length - at);
        if before < SHORTEST || after < SHORTEST {
            return None;
        }
        let part = |start: f64, length: f64| {
            let inside = (start + 0.5 * length).floor() as i32;
            Self { month: from.plus(inside), start, length }
        };
        Some([part(self.start, before), part(at, after)])
    }
}

/// Shortest period, months: less than a day.
const SHORTEST: f64 = 0.02;

/// Months from a run's first day to a day.
fn months_until(day: Day, from: Month) -> Option<f64> {
    let month = day.month();
    let first = month.first_day()?;
    let days = month.plus(1).first_day()?.days_since(first) as f64;
    Some(f64::from(month.since(from)) + day.days_since(first) as f64 / days)
}

/// Periods of `months` months from `from`. A shock at month `shock` (counted from the start) is followed week by
/// week for half a year; the weeks end on a month's end, the last one being shorter or longer by days. On each of the days
/// of `breaks` a period begins.
pub fn calendar(from: Month, months: u32, shock: Option<u32>, breaks: &[Day]) -> Vec<Period> {
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
    for at in breaks.iter().filter_map(|it| months_until(*it, from)) {
        let parted = |it: (usize, &Period)| Some((it.0, it.1.parted(at, from)?));
        if let Some((place, parts)) = periods.iter().enumerate().find_map(parted) {
            periods.splice(place..=place, parts);
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
        let periods = calendar(from, 24, Some(3), &[]);
        assert_eq!(periods.len(), 3 + 26 + 15);
        let total: f64 = periods.iter().map(|it| it.length).sum();
        assert!((total - 24.0).abs() < 1e-9);
        assert_eq!(periods[3].month, from.plus(3));
        assert_eq!(periods[28].month, from.plus(8));
        assert_eq!(periods[29].start, 9.0);
        assert!(periods.windows(2).all(|it| (it[0].start + it[0].length - it[1].start).abs() < 1e-9));
    }

    #[test]
    fn a_period_ends_where_the_law_changes_and_each_lies_on_its_side() {
        let from: Month = "2024-01".parse().unwrap();
        let days: Vec<Day> = ["2024-01-01", "2024-02-29", "2024-04-17", "2024-04-17", "2025-01-01"]
            .map(|it| it.parse().unwrap())
            .to_vec();
        let periods = calendar(from, 12, None, &days);
        assert_eq!(periods.len(), 14);
        let days_of: Vec<(Day, Day)> = periods.iter().map(|it| it.days().unwrap()).collect();
        assert!(days_of.windows(2).all(|it| it[0].1 == it[1].0), "{days_of:?}");
        assert!(days[1..4].iter().all(|day| days_of.iter().any(|it| it.0 == *day)), "{days_of:?}");
        let total: f64 = periods.iter().map(|it| it.length).sum();
        assert!((total - 12.0).abs() < 1e-9);
        for (place, before, first) in [(1, "2024-02-28", "2024-02-29"), (4, "2024-04-16", "2024-04-17")] {
            let [one, other] = [periods[place].day().unwrap(), periods[place + 1].day().unwrap()];
            assert!(one <= before.parse().unwrap() && other >= first.parse().unwrap(), "{one} and {other}");
        }
        // The last of February is a period of one day.
        assert!((periods[2].length - 1.0 / 29.0).abs() < 1e-9);
    }

    #[test]
    fn without_a_shock_months_follow_months() {
        let periods = calendar("2024-01".parse().unwrap(), 12, None, &[]);
        assert_eq!(periods.len(), 12);
        assert!(periods.iter().all(|it| it.length == 1.0));
    }
}
