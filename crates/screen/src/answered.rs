//! What is answered, in short: all that a reader acts upon, without the clauses it rests on. Two answers are compared by
//! it, of two days or of two records.

use crate::finding::{RulebookFinding, Under};
use crate::outcome::{Combined, Outcome, Owed};

/// What a rulebook answers, or all controls together.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The answer.
    pub outcome: Outcome,
    /// The strongest that controls together may turn out to say; none of a rulebook.
    pub at_most: Option<Outcome>,
    /// What stands beside it.
    pub beside: Vec<Outcome>,
    /// What is owed or paid.
    pub owed: Option<Owed>,
    /// Where the answer is not firm, what it may be under each reading; under each state of the law where these part.
    pub readings: Vec<Under>,
}

impl From<Outcome> for Answered {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, at_most: None, beside: Vec::new(), owed: None, readings: Vec::new() }
    }
}

impl RulebookFinding {
    /// What it answers.
    pub fn answered(&self) -> Answered {
        let readings = if self.outcome.is_firm() { Vec::new() } else { parted(&self.readings) };
        let beside = self.beside.clone();
        Answered { beside, owed: self.owed, readings, ..self.outcome.into() }
    }
}

impl Combined {
    /// What the controls answer together; none when no control was asked.
    pub fn answered(&self) -> Option<Answered> {
        let mut beside: Vec<Outcome> = self.beside.iter().map(|it| it.1).collect();
        beside.sort();
        beside.dedup();
        Some(Answered { at_most: Some(self.at_most), beside, ..self.headline()?.into() })
    }
}

/// The readings, of one state of the law where another says the same.
fn parted(readings: &[Under]) -> Vec<Under> {
    let says = |awake: bool| {
        let under = readings.iter().filter(move |it| it.awake == awake);
        under.map(|it| (it.breadth, it.at_least, it.at_most))
    };
    let same = says(true).eq(says(false));
    readings.iter().filter(|it| it.awake || !same).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_the_controls_is_part_of_what_they_answer_together() {
        let combined = |beside: &[Outcome]| Combined {
            asked: true,
            firm: Some(Outcome::LicenceRequired),
            at_most: Outcome::LicenceRequired,
            beside: beside.iter().map(|it| ("CN-62".to_owned(), *it)).collect(),
            apart: Vec::new(),
        };
        let answers = |beside: &[Outcome]| combined(beside).answered().unwrap();
        assert_ne!(answers(&[]), answers(&[Outcome::StatusUnknown]));
        let (one, other) = (Outcome::StatusUnknown, Outcome::Undetermined);
        assert_eq!(answers(&[one, other, one]), answers(&[other, one]));
    }
}
