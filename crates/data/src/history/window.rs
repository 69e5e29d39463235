//! A run of months.

use coercivity_quantity::Month;

/// Months from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    first: Month,
    last: Month,
}

impl Window {
    /// The window between two months; `None` when it runs backwards.
    pub fn new(first: Month, last: Month) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }
    /// Its first month.
    pub fn first(self) -> Month {
        self.first
    }
    /// Its last month.
    pub fn last(self) -> Month {
        self.last
    }
    /// Its months, in order.
    pub fn months(self) -> impl DoubleEndedIterator<Item = Month> + Clone {
        (0..=self.last.since(self.first)).map(move |it| self.first.plus(it))
    }
    /// Whether a month lies inside.
    pub fn holds(self, month: Month) -> bool {
        self.first <= month && month <= self.last
    }
}

impl std::str::FromStr for Window {
    type Err = &'static str;
    /// Reads `YYYY-MM` or `YYYY-MM..YYYY-MM`; the error says what was expected.
    fn from_str(text: &str) -> Result<Self, &'static str> {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (Ok(first), Ok(last)) = (first.parse::<Month>(), last.parse::<Month>()) else {
            return Err("a month such as 2025-05, or a window such as 2025-04..2026-03");
        };
        Self::new(first, last).ok_or("a window that runs forwards")
    }
}
