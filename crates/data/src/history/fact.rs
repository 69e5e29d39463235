//! Facts that runs are scored on: one row, one number that history published, and the interval that counts as a hit.

use std::collections::BTreeMap;

use coercivity_quantity::{Citation, Confidence, Day};

use super::closed_list::closed_list;
use super::fact_arguments::{Arguments, window};
use super::key::{KEY_COLUMNS, KeyPattern, Reach, SeriesNames, read_pattern};
use super::op::{Op, Statistic};
use super::own_names::OwnNames;
use super::window::Window;
use crate::problem::Problem;
use crate::table::{Range, Row, Table};

const COLUMNS: [&str; 23] = [
    "id",
    "fact",
    "episode",
    "split",
    "grade",
    "scenario",
    "known_on",
    "quantity",
    "good",
    "place",
    "tier",
    "counterpart",
    "op",
    "from",
    "to",
    "param",
    "against",
    "value",
    "lo",
    "hi",
    "unit",
    "source",
    "note",
];

closed_list! {
    /// How good a fact is.
    Grade {
        /// Primary.
        A = "A",
        /// Good secondary.
        B = "B",
        /// Weak; never gates.
        C = "C",
    }
}

closed_list! {
    /// What a fact may be used for.
    Split {
        /// Parameters may be chosen by it.
        Calibration = "calibration",
        /// It is kept to judge by.
        Holdout = "holdout",
    }
}

/// A number with its spelling: tables print it as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// As written.
    pub text: String,
    /// What it says, in the fact's unit.
    pub number: f64,
}

/// One row of the table of facts.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredFact {
    /// Fact and letter, such as `E4.01c`.
    pub id: String,
    /// The fact; its rows share one vote.
    pub fact: String,
    /// The episode of history.
    pub episode: String,
    /// What it may be used for.
    pub split: Split,
    /// How good it is.
    pub grade: Grade,
    /// The run that must produce the series.
    pub scenario: String,
    /// Data of months that ended on or before this day may be used.
    pub known_on: Day,
    /// The series it speaks of.
    pub key: KeyPattern,
    /// What is computed from them.
    pub statistic: Statistic,
    /// The target window.
    pub target: Window,
    /// What happened.
    pub value: Written,
    /// Lowest number that counts as a hit.
    pub low: Written,
    /// Highest number that counts as a hit.
    pub high: Written,
    /// Unit of the three, for people.
    pub unit: String,
    /// Who says so, and the row; a table of one's own may name sources in words.
    pub cited: Citation,
}

impl ScoredFact {
    /// Path of the shipped table.
    pub const PATH: &'static str = "data/history/facts.csv";

    /// The words by which a table names goods and classes of users: a table of one's own may name some that only its
    /// series know. What is wrong with the table is told when it is read.
    pub fn named(text: &str) -> OwnNames {
        let table = Table::read("", text, &COLUMNS, &mut Vec::new());
        let mut named = OwnNames::default();
        for row in table.rows() {
            named.add(&row.text("good"));
            named.add(row.text("against").split(':').nth(1).unwrap_or_default());
        }
        named
    }
    /// Reads a table; every problem is told, rows that can be read are kept.
    pub fn read(path: &str, text: &str, names: &SeriesNames, problems: &mut Vec<Problem>) -> Vec<Self> {
        let table = Table::read(path, text, &COLUMNS, problems);
        let mut facts = Vec::new();
        let mut lines: BTreeMap<String, usize> = BTreeMap::new();
        for row in table.rows() {
            let id = row.text("id");
            if let Some(first) = lines.get(&id).filter(|_| !id.is_empty()) {
                let remedy = format!("it stands already in line {first}: give this one another letter");
                row.problem("id", "each id once", remedy, problems);
            } else {
                lines.insert(id, row.line());
            }
            facts.extend(read_fact(&row, names, problems));
        }
        facts
    }
}

fn read_fact(row: &Row<'_>, names: &SeriesNames, problems: &mut Vec<Problem>) -> Option<ScoredFact> {
    let mut text = |column| row.required(column, problems);
    let (id, fact, episode) = (text("id"), text("fact"), text("episode"));
    let (scenario, unit, source) = (text("scenario"), text("unit"), text("source"));
    let split = row.one_of("split", Split::WORDS, problems);
    let grade = row.one_of("grade", Grade::WORDS, problems);
    let known_on = row.required_day("known_on", problems);
    let op = row.one_of("op", Op::WORDS, problems);
    let key = pattern(row, op.map_or(Reach::Untold, Op::reach), names, problems);
    let arguments = Arguments { row, names, problems };
    let statistic = match op {
        Some(op) => arguments.statistic(op),
        None => arguments.tell_unreadable(),
    };
    let target = window(row, "to", problems);
    let mut number = |column| {
        let number = row.required_number(column, Range::Any, problems)?;
        Some(Written { text: row.text(column), number })
    };
    let (value, low, high) = (number("value"), number("lo"), number("hi"));
    let (value, low, high) = (value?, low?, high?);
    if low.number > high.number {
        row.problem("lo", "lo <= hi", "put the two numbers in order", problems);
    } else if value.number < low.number || value.number > high.number {
        row.problem("value", "lo <= value <= hi", "correct the value or its interval", problems);
    }
    let source = source?;
    let cited = Citation {
        sources: source.split(';').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect(),
        at: String::new(),
        confidence: match grade? {
            Grade::A => Confidence::Primary,
            Grade::B => Confidence::Secondary,
            Grade::C => Confidence::Estimate,
        },
        note: row.text("note"),
        row: row.place(),
    };
    Some(ScoredFact {
        id: id?,
        fact: fact?,
        episode: episode?,
        split: split?,
        grade: grade?,
        scenario: scenario?,
        known_on: known_on?,
        key: key?,
        statistic: statistic?,
        target: target?,
        value,
        low,
        high,
        unit: unit?,
        cited,
    })
}

fn pattern(
    row: &Row<'_>,
    reach: Reach,
    names: &SeriesNames,
    problems: &mut Vec<Problem>,
) -> Option<KeyPattern> {
    let words = KEY_COLUMNS.map(|it| row.text(it));
    let words = [&words[0], &words[1], &words[2], &words[3], &words[4]].map(String::as_str);
    read_pattern(words, reach, names, &mut |part, expected, remedy| {
        row.problem(KEY_COLUMNS[part], expected, remedy, problems);
    })
}
