//! The time a number speaks of: a year, a part of one, or a window of years.

use coercivity_quantity::{Day, Month, ParseTimeError};

/// The time a number speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// From the first to the second calendar year.
    Window(i16, i16),
    /// A calendar year.
    Year(i16),
    /// A half (1 or 2) of a year.
    Half(i16, u8),
    /// A quarter (1 to 4) of a year.
    Quarter(i16, u8),
    /// A month.
    Month(Month),
    /// A day.
    Day(Day),
}

impl Period {
    /// The shapes that are read, for a message.
    pub const SHAPES: &str = "a time such as 2024, 2025-06, 2025-06-26, 2025-Q3, 2025-H1 or 2021/2024";

    /// The last calendar year it touches.
    pub fn year(self) -> i32 {
        match self {
            Self::Window(_, year) | Self::Year(year) | Self::Half(year, _) | Self::Quarter(year, _) => {
                i32::from(year)
            }
            Self::Month(month) => month.year(),
            Self::Day(day) => i32::from(day.fields().0),
        }
    }
    /// Whether it is one whole calendar year.
    pub fn is_year(self) -> bool {
        matches!(self, Self::Year(_))
    }
}

/// A calendar year of four digits.
fn year(text: &str) -> Option<i16> {
    let digits = text.len() == 4 && text.bytes().all(|it| it.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// Reads a part of a year such as `Q3`.
fn part(text: &str) -> Option<Period> {
    let (before, after) = text.split_once('-')?;
    let (year, number) = (year(before)?, after.get(1..)?.parse::<u8>().ok()?);
    match (after.get(..1)?, number) {
        ("H", 1..=2) => Some(Period::Half(year, number)),
        ("Q", 1..=4) => Some(Period::Quarter(year, number)),
        _ => None,
    }
}

impl std::str::FromStr for Period {
    type Err = ParseTimeError;
    /// Reads one of the six shapes.
    fn from_str(text: &str) -> Result<Self, ParseTimeError> {
        if let Some(found) = year(text) {
            return Ok(Self::Year(found));
        }
        if let Some((from, to)) = text.split_once('/')
            && let (Some(from), Some(to)) = (year(from), year(to))
            && from <= to
        {
            return Ok(Self::Window(from, to));
        }
        if let Some(found) = part(text) {
            return Ok(found);
        }
        if let Ok(month) = text.parse() {
            return Ok(Self::Month(month));
        }
        let wrong = |_| ParseTimeError { found: text.to_owned(), expected: Self::SHAPES };
        text.parse().map(Self::Day).map_err(wrong)
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = match self {
            Self::Window(from, to) => format!("{from:04}/{to:04}"),
            Self::Year(year) => format!("{year:04}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Month(month) => month.to_string(),
            Self::Day(day) => day.to_string(),
        };
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_reads_back_and_nothing_else_does() {
        for text in ["2024", "2025-06", "2025-06-26", "2025-Q3", "2025-H1", "2021/2024"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for text in ["", "24", "2025-Q5", "2025-H3", "2025-13", "2024/2021", "planned", "2025-Qé", "١٢٣٤"]
        {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
        assert_eq!("2021/2024".parse::<Period>().unwrap().year(), 2024);
    }
}
