//! A fact with its subject resolved, and the written rule that chooses between facts that disagree.

use coercivity_data::Fact;

/// A fact about a resolved subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated<Subject> {
    /// What the number is of.
    pub subject: Subject,
    /// The number, its time and its evidence.
    pub fact: Fact,
    /// The year its source was published.
    pub published: Option<i32>,
}

/// The rule in words, for a reader.
pub const RULE: &str = "stronger confidence, then the source published later, then the earlier row";

/// Facts about one subject: all of them, and the one the rule chooses.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<'a, Subject> {
    /// The chosen one; `None` when no row holds a number.
    pub chosen: Option<&'a Stated<Subject>>,
    /// Every row, in the order of the file.
    pub all: Vec<&'a Stated<Subject>>,
}

impl<Subject> Choice<'_, Subject> {
    /// Lowest and highest value that any of the rows holds possible.
    pub fn spread(&self) -> Option<(f64, f64)> {
        let lows = self.all.iter().filter_map(|it| it.fact.low());
        let highs = self.all.iter().filter_map(|it| it.fact.high());
        Some((lows.reduce(f64::min)?, highs.reduce(f64::max)?))
    }
}

/// Chooses by [`RULE`] among rows that hold a number.
pub fn choose<'a, Subject>(rows: impl IntoIterator<Item = &'a Stated<Subject>>) -> Choice<'a, Subject> {
    choose_by(rows, |_| ())
}

/// Chooses by a rank that stands before [`RULE`]; the highest rank wins.
pub fn choose_by<'a, Subject, Rank: Ord>(
    rows: impl IntoIterator<Item = &'a Stated<Subject>>,
    rank: impl Fn(&Stated<Subject>) -> Rank,
) -> Choice<'a, Subject> {
    let all: Vec<_> = rows.into_iter().collect();
    let known = all.iter().rev().copied().filter(|it| it.fact.range.is_some());
    // `max_by_key` keeps the last of equals; the rows run backwards, so the earlier row wins.
    let chosen = known.max_by_key(|it| (rank(it), it.fact.cited.confidence, it.published));
    Choice { chosen, all }
}
