//! What stands beside a scenario: its baseline, the root of those that it extends, asked the same question.

use coercivity_quantity::{Citation, Confidence};

use crate::measures::{Change, Clause, Measure};
use crate::scenario::Scenario;
use crate::scenario::practice::Practice;

/// What may set a scenario apart from its baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// What is assumed about law that no source can tell.
    Law,
    /// How licence powers are used.
    Practices,
    /// Cuts of the supplier's lanes.
    Cuts,
    /// Measures that only one of the two knows.
    Measures,
    /// Parameters of the market.
    Assumptions,
}

impl Aspect {
    /// What it is called.
    pub fn word(self) -> &'static str {
        match self {
            Self::Law => "state of law",
            Self::Practices => "practice of licensing",
            Self::Cuts => "cuts",
            Self::Measures => "measures",
            Self::Assumptions => "assumptions about the market",
        }
    }
}

impl Scenario {
    /// This scenario, asked as another is: about the same supplier and buyers, over the same months, by the same day of
    /// knowledge, with the same first month of the cut-off, for the same figures. What holds in it stays its own: law,
    /// practices, cuts, measures and assumptions.
    #[must_use]
    pub fn asked_like(self, other: &Self) -> Self {
        Self {
            id: self.id,
            title: self.title,
            text: self.text,
            extends: self.extends,
            law: self.law,
            practices: self.practices,
            cuts: self.cuts,
            measures: self.measures,
            assume: self.assume,
            assume_cited: self.assume_cited,
            warnings: self.warnings,
            ..other.clone()
        }
    }

    /// In what two scenarios that are asked alike differ. Where a thing is written down, and what it rests on, is no
    /// difference.
    pub fn differs_from(&self, other: &Self) -> Vec<Aspect> {
        let practices = |it: &Self| -> Vec<Practice> { it.practices.iter().map(acting_practice).collect() };
        let measures = |it: &Self| -> Vec<Measure> { it.measures.iter().map(acting_measure).collect() };
        let differences = [
            (Aspect::Law, self.law != other.law),
            (Aspect::Practices, practices(self) != practices(other)),
            (Aspect::Cuts, self.cuts != other.cuts),
            (Aspect::Measures, measures(self) != measures(other)),
            (Aspect::Assumptions, self.assume != other.assume),
        ];
        differences.iter().filter(|it| it.1).map(|it| it.0).collect()
    }
}

/// A practice without where it is written and what it rests on.
pub(super) fn acting_practice(it: &Practice) -> Practice {
    let cited = Citation {
        sources: Vec::new(),
        at: String::new(),
        confidence: Confidence::Assumed,
        note: String::new(),
        row: String::new(),
    };
    Practice { cited, ..it.clone() }
}

/// A measure without its places and words.
pub(super) fn acting_measure(it: &Measure) -> Measure {
    let clause = |it: &Clause| Clause { row: String::new(), cited: None, ..it.clone() };
    let change = |it: &Change| Change { row: String::new(), ..it.clone() };
    Measure {
        row: String::new(),
        cited: None,
        clauses: it.clauses.iter().map(clause).collect(),
        changes: it.changes.iter().map(change).collect(),
        ..it.clone()
    }
}
