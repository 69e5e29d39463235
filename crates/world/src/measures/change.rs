//! What an instrument does to clauses of others.

use coercivity_quantity::Day;

use crate::id::InstrumentId;

/// A whole instrument, or one clause or change of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClauseRef {
    /// The instrument.
    pub instrument: InstrumentId,
    /// The clause or change; all of them when absent.
    pub clause: Option<String>,
}

impl ClauseRef {
    /// Reads `cn-mofcom-2025-061`, `cn-mofcom-2025-061:*` or `cn-mofcom-2025-061:1-1`.
    pub fn read(text: &str) -> Option<Self> {
        let (instrument, clause) = match text.split_once(':') {
            None | Some((_, "*")) => (text.trim_end_matches(":*"), None),
            Some((instrument, clause)) if !clause.is_empty() => (instrument, Some(clause.to_owned())),
            Some(_) => return None,
        };
        Some(Self { instrument: InstrumentId::new(instrument)?, clause })
    }
    /// Whether a clause is meant.
    pub fn means(&self, instrument: InstrumentId, clause: &str) -> bool {
        self.instrument == instrument && self.clause.as_deref().is_none_or(|it| it == clause)
    }
}

impl std::fmt::Display for ClauseRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.clause {
            Some(clause) => write!(f, "{}:{clause}", self.instrument),
            None => write!(f, "{}", self.instrument),
        }
    }
}

/// One thing an instrument does to clauses of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Id inside its instrument.
    pub id: String,
    /// The words that do it.
    pub text: String,
    /// What it does.
    pub kind: ChangeKind,
    /// The change itself, as `file:line`.
    pub row: String,
}

/// What a change does. Closed on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Puts clauses to sleep for a while.
    Suspends {
        /// Which.
        what: Vec<ClauseRef>,
        /// First day.
        from: Day,
        /// The day on which it ends.
        until: Day,
        /// Whether that day still belongs to it.
        until_included: Inclusion,
    },
    /// Ends clauses.
    Ends {
        /// Which.
        what: Vec<ClauseRef>,
        /// Their last day in force.
        last_day: Day,
    },
    /// Puts a clause in the place of others.
    Replaces {
        /// Which.
        what: Vec<ClauseRef>,
        /// By which.
        by: ClauseRef,
        /// First day of the new clause.
        on: Day,
    },
}

/// Whether the day named as the end still belongs to a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inclusion {
    /// It does.
    Included,
    /// It does not.
    Excluded,
    /// The words allow both readings.
    Contested,
}

impl ChangeKind {
    /// The clauses it changes.
    pub fn what(&self) -> &[ClauseRef] {
        match self {
            Self::Suspends { what, .. } | Self::Ends { what, .. } | Self::Replaces { what, .. } => what,
        }
    }
    /// The word for it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Suspends { .. } => "suspends",
            Self::Ends { .. } => "ends",
            Self::Replaces { .. } => "replaces",
        }
    }
    /// The first day on which it shows.
    pub fn from(&self) -> Day {
        match self {
            Self::Suspends { from, .. } => *from,
            Self::Ends { last_day, .. } => last_day.plus_days(1),
            Self::Replaces { on, .. } => *on,
        }
    }
}
