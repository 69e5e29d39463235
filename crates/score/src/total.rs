//! Scores added up: a fact is one vote, however many rows it has.

use coercivity_data::Grade;
use serde::{Deserialize, Serialize};

use crate::four_digits::shown;
use crate::scored::{Scored, Status};

/// Shares of facts and coverage that a gate asks for.
const GATE_A_MIN: f64 = 0.60;
const GATE_A_AND_B_MIN: f64 = 0.50;
const GATE_COVERAGE_MIN: f64 = 0.70;
const GATE_COVERAGE_MAX: f64 = 0.90;

/// Scores of some rows, added up.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Total {
    /// Rows.
    pub rows: usize,
    /// Rows inside.
    pub inside: usize,
    /// Rows missing.
    pub missing: usize,
    /// Facts.
    pub facts: usize,
    /// Mean over the facts of the share of their rows inside; none without facts.
    pub facts_inside: Option<f64>,
    /// Rows with a band.
    pub banded: usize,
    /// Share of them whose 80 % band holds the value; none without.
    pub coverage: Option<f64>,
}

/// Adds rows up.
pub fn total<'s>(rows: impl IntoIterator<Item = &'s Scored<'s>>) -> Total {
    let mut sum =
        Total { rows: 0, inside: 0, missing: 0, facts: 0, facts_inside: None, banded: 0, coverage: None };
    let mut votes: Votes<bool> = Votes::default();
    let mut covered = 0_usize;
    for row in rows {
        let inside = row.status == Status::Inside;
        sum.rows += 1;
        sum.inside += usize::from(inside);
        sum.missing += usize::from(row.status == Status::Missing);
        votes.cast(&row.fact.fact, inside);
        if let Some(in_band) = row.in_band {
            sum.banded += 1;
            covered += usize::from(in_band);
        }
    }
    sum.facts = votes.facts.len();
    sum.facts_inside = votes.mean(|rows| rows.iter().filter(|it| **it).count() as f64 / rows.len() as f64);
    sum.coverage = (sum.banded > 0).then(|| covered as f64 / sum.banded as f64);
    sum
}

/// What the rows of each fact say, facts in the order of their first row.
#[derive(Clone, Debug)]
pub(crate) struct Votes<Say> {
    pub(crate) facts: Vec<(String, Vec<Say>)>,
}

impl<Say> Default for Votes<Say> {
    fn default() -> Self {
        Self { facts: Vec::new() }
    }
}

impl<Say> Votes<Say> {
    /// Adds what one row of a fact says.
    pub(crate) fn cast(&mut self, fact: &str, say: Say) {
        match self.facts.iter_mut().find(|it| it.0 == fact) {
            Some((_, rows)) => rows.push(say),
            None => self.facts.push((fact.to_owned(), vec![say])),
        }
    }
    /// Mean over the facts of a number of each; none without facts.
    pub(crate) fn mean(&self, of: impl Fn(&[Say]) -> f64) -> Option<f64> {
        let sum = self.facts.iter().fold(0.0, |sum, it| sum + of(&it.1));
        (!self.facts.is_empty()).then(|| sum / self.facts.len() as f64)
    }
}

impl Total {
    /// The total as a line under a table.
    pub fn line(&self, label: &str) -> String {
        format!(
            "# {label}: {} of {} rows inside, {} missing; facts inside (each fact one vote, missing counts as outside) \
             {} of {}; 80 % band holds the value in {} of {} rows",
            self.inside,
            self.rows,
            self.missing,
            shown(self.facts_inside),
            self.facts,
            shown(self.coverage),
            self.banded
        )
    }
}

/// The totals by grade, and whether they pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Totals {
    /// Grades that have rows.
    pub grades: Vec<(Grade, Total)>,
    /// Grades A and B together.
    pub gating: Total,
    /// All rows.
    pub all: Total,
}

impl Totals {
    /// Adds rows up by grade.
    pub fn of(rows: &[Scored<'_>]) -> Self {
        let of = |grade: Grade| total(rows.iter().filter(|it| it.fact.grade == grade));
        let grades = Grade::WORDS.iter().map(|it| (it.1, of(it.1))).filter(|it| it.1.rows > 0).collect();
        let gating = |grade: Grade| match grade {
            Grade::A | Grade::B => true,
            Grade::C => false,
        };
        Self { grades, gating: total(rows.iter().filter(|it| gating(it.fact.grade))), all: total(rows) }
    }
    /// Whether the scores are good enough. Without a fact of grade A that condition holds; without any the gate fails.
    pub fn passes(&self) -> bool {
        let a = self.grades.iter().find(|it| it.0 == Grade::A).and_then(|it| it.1.facts_inside);
        let coverage = self.all.coverage.unwrap_or(f64::NAN);
        a.is_none_or(|it| it >= GATE_A_MIN)
            && self.gating.facts_inside.is_some_and(|it| it >= GATE_A_AND_B_MIN)
            && (GATE_COVERAGE_MIN..=GATE_COVERAGE_MAX).contains(&coverage)
    }
    /// The lines under a table.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> =
            self.grades.iter().map(|it| it.1.line(&format!("grade {}", it.0.word()))).collect();
        lines.push(self.all.line("all"));
        lines
    }
    /// The lines that a gate adds.
    pub fn gate_lines(&self) -> Vec<String> {
        let word = if self.passes() { "pass" } else { "fail" };
        vec![
            self.gating.line("grades A and B (these gate)"),
            format!(
                "# gate: {word} (A >= {GATE_A_MIN:.2}, A and B >= {GATE_A_AND_B_MIN:.2}, coverage \
                 {GATE_COVERAGE_MIN:.2} to {GATE_COVERAGE_MAX:.2})"
            ),
        ]
    }
}
