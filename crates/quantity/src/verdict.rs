//! Kleene's three-valued answer.

/// What the evidence settles, and what it leaves open. The order is the logic: *and* is the minimum, *or* the
/// maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Certainly not.
    No,
    /// The evidence does not say.
    Open,
    /// Certainly.
    Yes,
}

impl Verdict {
    /// Both.
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }
    /// Either.
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }
    /// What an answer makes of what is known: it settles what is open, of two that contradict neither is believed more,
    /// and it may leave open what else is known.
    #[must_use]
    pub fn answered(self, answer: Self) -> Self {
        if self == Self::Open || self == answer { answer } else { Self::Open }
    }
}

impl std::ops::Not for Verdict {
    type Output = Self;
    /// The opposite; what is open stays open.
    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Open => Self::Open,
            Self::Yes => Self::No,
        }
    }
}

impl From<bool> for Verdict {
    fn from(it: bool) -> Self {
        if it { Self::Yes } else { Self::No }
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::No => "no",
            Self::Open => "open",
            Self::Yes => "yes",
        })
    }
}
