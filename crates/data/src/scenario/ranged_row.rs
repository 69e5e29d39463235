//! A number with its range, and what it rests on.

use coercivity_quantity::{Citation, Confidence};

use crate::problem::Problem;
use crate::scenario::placed::{self, Placed};
use crate::section::{Node, Section};
use crate::table::Range;

/// A number with its range as written: `0.4`, or `{ low = 0.2, best = 0.4, high = 0.8 }`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RangedRow {
    /// Lowest.
    pub low: f64,
    /// The central choice.
    pub best: f64,
    /// Highest.
    pub high: f64,
}

/// Keys of a range.
pub(super) const RANGE_KEYS: [&str; 3] = ["low", "best", "high"];

/// Reads a number with its range, if written.
pub fn ranged(
    from: &Section,
    key: &str,
    range: Range,
    problems: &mut Vec<Problem>,
) -> Option<Placed<RangedRow>> {
    let said = from.node(key)?;
    let row = match &said.value {
        Node::Section(section) => {
            section.only(&RANGE_KEYS, problems);
            range_in(section, range, problems)?
        }
        _ => {
            let value = from.number(key, range, problems)?;
            RangedRow { low: value, best: value, high: value }
        }
    };
    Some(Placed::of(from, said.holding(row)))
}

/// Reads `low`, `best` and `high` of a table; `best` must be there, an end that is not is `best`. A number out of its
/// range is told, and so is the order of the numbers as they are written.
pub(super) fn range_in(from: &Section, range: Range, problems: &mut Vec<Problem>) -> Option<RangedRow> {
    let before = problems.len();
    from.number("low", range, problems);
    from.required_number("best", range, problems);
    from.number("high", range, problems);
    let written = |key: &str| match from.node(key)?.value {
        Node::Number(number) => Some(number),
        Node::Text(_) | Node::Truth(_) | Node::Day(_) | Node::List(_) | Node::Section(_) | Node::Other => {
            None
        }
    };
    let best = written("best")?;
    let row = RangedRow { low: written("low").unwrap_or(best), best, high: written("high").unwrap_or(best) };
    if row.low > row.best || row.best > row.high {
        let found = format!("low {}, best {}, high {}", row.low, row.best, row.high);
        let remedy = "put the three numbers in order";
        problems.push(from.placed("best").problem(found, "low <= best <= high", remedy));
    }
    (problems.len() == before).then_some(row)
}

/// Reads what a choice rests on: `cited = "assumed"`, or a table with `source`, `at`, `confidence` and `note`.
pub(super) fn cited(from: &Section, problems: &mut Vec<Problem>) -> Option<Placed<Citation>> {
    let said = from.node("cited")?;
    let citation = match &said.value {
        Node::Section(section) => {
            section.only(&["source", "at", "confidence", "note"], problems);
            evidence(section, problems)?
        }
        _ => {
            from.one_of("cited", &[("assumed", ())], problems)?;
            Citation {
                sources: Vec::new(),
                at: String::new(),
                confidence: Confidence::Assumed,
                note: "a choice of the scenario".to_owned(),
                row: format!("{}:{}", from.path, said.line),
            }
        }
    };
    Some(Placed::of(from, said.holding(citation)))
}

/// Reads `source`, `at`, `confidence` and `note`; without a source only an assumption is accepted.
pub(super) fn evidence(from: &Section, problems: &mut Vec<Problem>) -> Option<Citation> {
    let words = [Confidence::Primary, Confidence::Secondary, Confidence::Estimate, Confidence::Assumed];
    if !from.has("confidence") {
        from.missing("confidence", problems);
    }
    let confidence = from.one_of("confidence", &words.map(|it| (it.word(), it)), problems);
    let sources = from.texts("source", problems);
    if sources.is_empty() && confidence.is_some_and(|it| it != Confidence::Assumed) {
        from.missing("source", problems);
    }
    let mut said = |key: &str| placed::text(from, key, problems).map(|it| it.value).unwrap_or_default();
    let (at, note) = (said("at"), said("note"));
    Some(Citation {
        sources: sources.into_iter().map(|it| it.value).collect(),
        at,
        confidence: confidence?,
        note,
        row: from.place(),
    })
}
