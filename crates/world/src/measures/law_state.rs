//! What a reader assumes about law that no source can tell: an input, never a constant.

use coercivity_quantity::Day;

use crate::id::InstrumentId;
use crate::measures::bound::Breadth;
use crate::measures::change::ClauseRef;
use crate::measures::measure::{Measure, Standing};

/// What is assumed to follow a suspension whose end nobody has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// Nothing: by the texts known on the day, and unknown beyond what was read.
    Actual,
    /// The suspended clauses came back, as the text of the suspension says.
    Revived,
    /// The suspension was renewed.
    Extended,
    /// Both are shown.
    Both,
}

impl Assumption {
    /// Every assumption with its word on the command line.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("actual", Self::Actual),
        ("revived", Self::Revived),
        ("extended", Self::Extended),
        ("both", Self::Both),
    ];
    /// The word on the command line.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|it| it.1 == self).expect("every assumption has a word").0
    }
}

/// The assumptions of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawState {
    /// What is assumed where nothing more particular is said.
    pub assumption: Assumption,
    /// What is assumed about one change; the first that fits wins.
    pub choices: Vec<Choice>,
    /// How wide contested words are read.
    pub breadth: Breadth,
    /// Proposals assumed to be enacted, and the day of it.
    pub enacted: Vec<(InstrumentId, Day)>,
}

/// What is assumed about one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The instrument that carries the change.
    pub instrument: InstrumentId,
    /// The change inside it; every change when absent.
    pub change: Option<String>,
    /// The suspended clauses meant; all of them when empty.
    pub clauses: Vec<ClauseRef>,
    /// What follows the suspension.
    pub assumption: Assumption,
    /// The last day of the suspension, which settles whether the day named is included.
    pub last_day: Option<Day>,
}

impl LawState {
    /// One assumption for all, contested words read wide.
    pub fn all(assumption: Assumption) -> Self {
        Self { assumption, choices: Vec::new(), breadth: Breadth::Wide, enacted: Vec::new() }
    }
    /// The same assumptions with another reading of contested words.
    #[must_use]
    pub fn reading(mut self, breadth: Breadth) -> Self {
        self.breadth = breadth;
        self
    }
    /// The day on which a proposal is assumed to be enacted; none when it is not.
    pub fn enacted(&self, proposal: InstrumentId) -> Option<Day> {
        self.enacted.iter().find(|it| it.0 == proposal).map(|it| it.1)
    }
    /// The day on which an instrument that is a proposal is assumed to be enacted; none for what is law already.
    pub(crate) fn enactment(&self, of: &Measure) -> Option<Day> {
        self.enacted(of.id).filter(|_| of.standing == Standing::Proposed)
    }
    /// The assumption and the settled last day for one change and one of its clauses.
    pub fn about(
        &self,
        suspending: InstrumentId,
        change: &str,
        suspended: InstrumentId,
        clause: &str,
    ) -> (Assumption, Option<Day>) {
        let fits = |it: &&Choice| {
            it.instrument == suspending
                && it.change.as_deref().is_none_or(|id| id == change)
                && (it.clauses.is_empty() || it.clauses.iter().any(|what| what.means(suspended, clause)))
        };
        self.choices.iter().find(fits).map_or((self.assumption, None), |it| (it.assumption, it.last_day))
    }
}
