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

    /// The months that it lies in, counted from the run's first, and its length in each, months.
    pub(crate) fn by_month(&self) -> impl Iterator<Item = (usize, f64)> {
        let (start, end) = (self.start, self.start + self.length);
        let first = (start + ROUNDED).floor() as usize;
        let last = ((end - ROUNDED).floor() as usize).max(first);
        (first..=last).map(move |month| {
            let (begins, ends) = (month as f64, (month + 1) as f64);
            let from = if month == first { start } else { begins };
            let until = if month == last { end } else { ends };
            (month, until - from)
        })
    }

    /// Its parts before and after a moment, in months from the run's first day; none when the moment is not inside.
    fn parted(self, at: f64, from: Month) -> Option<[Self; 2]> {
        let end = self.start + self.length;
        if at - self.start < SHORTEST || end - at < SHORTEST {
            return None;
        }
        Some([Self::between(self.start, at, from), Self::between(at, end, from)])
    }

    /// The period between two moments, in months from the run's first day.
    fn between(start: f64, end: f64, from: Month) -> Self {
        let length = end - start;
        Self { month: from.plus((start + 0.5 * length).floor() as i32), start, length }
    }
}

/// Months by which a period's end may miss a month's for rounding: less than a minute.
const ROUNDED: f64 = 1e-6;
/// Shortest period, months: less than a day.
const SHORTEST: f64 = 0.02;

/// Months from a run's first day to a day.
fn months_until(day: Day, from: Month) -> Option<f64> {
    let month = day.month();
    let first = month.first_day()?;
    let days = month.plus(1).first_day()?.days_since(first) as f64;
    Some(f64::from(month.since(from)) + day.days_since(first) as f64 / days)
}

/// Moves the end of a week to a moment that is too near to it for a period of its own: it is no month's end, from which
/// every day but itself is further.
fn moved(periods: &mut [Period], at: f64, from: Month) {
    let near = |it: &[Period]| (it[1].start - at).abs() < SHORTEST;
    if let Some(place) = periods.windows(2).position(near) {
        let (start, end) = (periods[place].start, periods[place + 1].start + periods[place + 1].length);
        periods[place] = Period::between(start, at, from);
        periods[place + 1] = Period::between(at, end, from);
    }
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
                let at = |week: u32| f64::from(month) + length * f64::from(week) / f64::from(weeks);
                periods.push(Period::between(at(week), at(week + 1), from));
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
        } else {
            moved(&mut periods, at, from);
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
    fn a_week_that_lies_in_two_months_is_parted_between_them_by_days() {
        let periods = calendar("2024-01".parse().unwrap(), 8, Some(1), &["2024-03-16".parse().unwrap()]);
        let mut months = [0.0; 8];
        for (month, length) in periods.iter().flat_map(Period::by_month) {
            months[month] += length;
        }
        assert!(months.iter().all(|it| (it - 1.0).abs() < 1e-9), "{months:?}");
        let week = periods.iter().find(|it| it.start < 2.0 && it.start + it.length > 2.0).unwrap();
        let parts: Vec<(usize, f64)> = week.by_month().collect();
        assert_eq!(parts.iter().map(|it| it.0).collect::<Vec<_>>(), [1, 2]);
        assert!((parts[0].1 - (2.0 - week.start)).abs() < 1e-9, "{parts:?}");
    }

    #[test]
    fn without_a_shock_months_follow_months() {
        let periods = calendar("2024-01".parse().unwrap(), 12, None, &[]);
        assert_eq!(periods.len(), 12);
        assert!(periods.iter().all(|it| it.length == 1.0));
    }
}
