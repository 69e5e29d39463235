//! In what state a clause is on a day.

use std::sync::Arc;

use coercivity_quantity::Day;

use crate::id::InstrumentId;

/// The state of a clause on a day, as far as known on another. Cheap to clone: each finding holds one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Proposed: it binds nobody.
    Proposed,
    /// Announced, and not yet binding; without a day when none was set.
    NotYet {
        /// The day on which it begins.
        from: Option<Day>,
    },
    /// It binds.
    InForce,
    /// It sleeps.
    Suspended {
        /// The instrument that put it to sleep.
        by: InstrumentId,
        /// The last day of it by the text; none when a renewal is assumed.
        until: Option<Day>,
    },
    /// It no longer exists.
    Ended {
        /// The instrument that ended it: its own when it ran out.
        by: InstrumentId,
        /// Its last day in force.
        last_day: Day,
    },
    /// Nobody can say; every reading is shown.
    Unknown {
        /// What would have to be true, and the state then.
        readings: Arc<[Reading]>,
        /// Why nobody can say.
        why: Arc<str>,
    },
}

/// One way to read a state that nobody knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What would have to be true.
    pub assuming: String,
    /// The state then.
    pub state: State,
}

impl State {
    /// The word for it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::NotYet { .. } => "not yet",
            Self::InForce => "in force",
            Self::Suspended { .. } => "suspended",
            Self::Ended { .. } => "ended",
            Self::Unknown { .. } => "unknown",
        }
    }
    /// Whether it may bind: yes in force, open when a reading has it in force.
    pub fn binds(&self) -> coercivity_quantity::Verdict {
        use coercivity_quantity::Verdict;
        match self {
            Self::InForce => Verdict::Yes,
            Self::Proposed | Self::NotYet { .. } | Self::Suspended { .. } | Self::Ended { .. } => Verdict::No,
            Self::Unknown { readings, .. } => {
                let any = readings.iter().any(|it| it.state.binds() != Verdict::No);
                let all = !readings.is_empty() && readings.iter().all(|it| it.state.binds() == Verdict::Yes);
                match (all, any) {
                    (true, _) => Verdict::Yes,
                    (false, true) => Verdict::Open,
                    (false, false) => Verdict::No,
                }
            }
        }
    }
}

impl std::fmt::Display for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotYet { from: Some(day) } => write!(f, "not yet, from {day}"),
            Self::NotYet { from: None } => f.write_str("announced, no day set"),
            Self::Suspended { by, until: Some(day) } => write!(f, "suspended by {by} until {day}"),
            Self::Suspended { by, until: None } => write!(f, "suspended by {by}, renewed"),
            Self::Ended { by, last_day } => write!(f, "ended {last_day} by {by}"),
            Self::Unknown { readings, .. } => {
                f.write_str("UNKNOWN (")?;
                for (place, reading) in readings.iter().enumerate() {
                    let comma = if place == 0 { "" } else { "; " };
                    write!(f, "{comma}{}: {}", reading.assuming, reading.state.word())?;
                }
                f.write_str(")")
            }
            Self::Proposed | Self::InForce => f.write_str(self.word()),
        }
    }
}
