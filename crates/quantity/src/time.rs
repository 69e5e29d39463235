//! Days, months and durations. No room asks what day it is; it is told.

use jiff::civil::Date;

/// Text that is not a day (`2026-11-22`) or a month (`2026-11`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseTimeError {
    /// What was found.
    pub found: String,
    /// The shape that was expected.
    pub expected: &'static str,
}

impl std::fmt::Display for ParseTimeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is not {}", self.found, self.expected)
    }
}
impl std::error::Error for ParseTimeError {}

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The day with these calendar fields; `None` when there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }
    /// The day `days` later (earlier when negative), held at the ends of the calendar.
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days.clamp(-3_000_000, 3_000_000))))
    }
    /// Days from `earlier` to this day; negative when it lies before.
    pub fn days_since(self, earlier: Self) -> i64 {
        i64::from((self.0 - earlier.0).get_days())
    }
    /// The month this day lies in.
    pub fn month(self) -> Month {
        Month { index: i32::from(self.0.year()) * 12 + i32::from(self.0.month()) - 1 }
    }
    /// Year, month and day of the month.
    pub fn fields(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }
}

impl std::str::FromStr for Day {
    type Err = ParseTimeError;
    /// Reads `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, ParseTimeError> {
        let wrong = || ParseTimeError { found: text.to_owned(), expected: "a day such as 2026-11-22" };
        let shaped = text.len() == 10 && text.is_ascii();
        if !shaped {
            return Err(wrong());
        }
        text.parse::<Date>().map(Self).map_err(|_| wrong())
    }
}
impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    index: i32,
}

impl Month {
    /// The month with this year and number (1 to 12); `None` outside.
    pub fn new(year: i16, month: i8) -> Option<Self> {
        Day::new(year, month, 1).map(Day::month)
    }
    /// The month `months` later (earlier when negative).
    pub fn plus(self, months: i32) -> Self {
        Self { index: self.index.saturating_add(months) }
    }
    /// Months from `earlier` to this one.
    pub fn since(self, earlier: Self) -> i32 {
        self.index - earlier.index
    }
    /// Calendar year.
    pub fn year(self) -> i32 {
        self.index.div_euclid(12)
    }
    /// Number in the year, 1 to 12.
    pub fn number(self) -> u32 {
        self.index.rem_euclid(12).unsigned_abs() + 1
    }
    /// How many days it has.
    pub fn days(self) -> u32 {
        let year = self.year();
        let leap = year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0);
        match self.number() {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
    /// First day of the month; `None` outside the calendar.
    pub fn first_day(self) -> Option<Day> {
        Day::new(i16::try_from(self.year()).ok()?, i8::try_from(self.number()).ok()?, 1)
    }
}

impl std::str::FromStr for Month {
    type Err = ParseTimeError;
    /// Reads `YYYY-MM`.
    fn from_str(text: &str) -> Result<Self, ParseTimeError> {
        let wrong = || ParseTimeError { found: text.to_owned(), expected: "a month such as 2026-11" };
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        if text.len() != 7 || month.len() != 2 || !text.is_ascii() {
            return Err(wrong());
        }
        let year: i16 = year.parse().map_err(|_| wrong())?;
        let month: i8 = month.parse().map_err(|_| wrong())?;
        Self::new(year, month).ok_or_else(wrong)
    }
}
impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

/// Days in a month of mean length.
pub const DAYS_PER_MONTH: f64 = 365.25 / 12.0;
/// Weeks of seven days in a month of mean length.
pub const WEEKS_PER_MONTH: f64 = DAYS_PER_MONTH / 7.0;

/// A duration in months; fractions allowed.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Months(pub f64);

impl Months {
    /// A duration given in weeks of seven days.
    pub fn of_weeks(weeks: f64) -> Self {
        Self(weeks / WEEKS_PER_MONTH)
    }
    /// The duration in weeks of seven days.
    pub fn in_weeks(self) -> f64 {
        self.0 * WEEKS_PER_MONTH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_read_back() {
        let day: Day = "2026-11-10".parse().unwrap();
        assert_eq!(day.plus_days(1).to_string(), "2026-11-11");
        assert_eq!(day.month().plus(2).to_string(), "2027-01");
        assert_eq!(day.days_since("2026-11-01".parse().unwrap()), 9);
        let days = |month: &str| month.parse::<Month>().unwrap().days();
        assert_eq!((days("2023-02"), days("2024-02"), days("2000-02"), days("1900-02")), (28, 29, 29, 28));
        assert_eq!((days("2025-04"), days("2025-05")), (30, 31));
        assert!("2026-13-01".parse::<Day>().is_err());
        assert!("2026-1".parse::<Month>().is_err());
    }

    #[test]
    fn weeks_and_months_agree() {
        assert!((Months::of_weeks(52.178_571).0 - 12.0).abs() < 1e-5);
        assert!((Months(1.0).in_weeks() - 4.348).abs() < 1e-3);
    }
}
