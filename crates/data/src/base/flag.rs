//! How a figure came about.

use crate::problem::Problem;
use crate::table::Row;

/// How a figure came about; the order is from weakest to strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// Nobody published it: an assumption.
    Assumed,
    /// Computed from published figures.
    Derived,
    /// Published.
    Observed,
}

impl Flag {
    /// The word that files use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Assumed => "assumed",
            Self::Derived => "derived",
            Self::Observed => "observed",
        }
    }
    /// Reads the column `flag`.
    pub(super) fn read(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let words = [Self::Assumed, Self::Derived, Self::Observed].map(|it| (it.word(), it));
        row.one_of("flag", &words, problems)
    }
}
