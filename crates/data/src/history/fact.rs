//! Facts that runs are scored on: one row, one number that history published, and the interval that counts as a hit.

use std::collections::BTreeMap;

use coercivity_quantity::{Citation, Confidence, Day, Month};

use super::closed_list::closed_list;
use super::key::{KEY_COLUMNS, KeyPattern, SeriesKey, SeriesNames, read_key, read_pattern};
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
    row.required("known_on", problems);
    let known_on = row.day("known_on", problems);
    let op = row.one_of("op", Op::WORDS, problems);
    let key = op.and_then(|op| pattern(row, op, names, problems));
    let statistic = op.and_then(|op| Arguments { row, names, problems }.statistic(op));
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

fn pattern(row: &Row<'_>, op: Op, names: &SeriesNames, problems: &mut Vec<Problem>) -> Option<KeyPattern> {
    let words = KEY_COLUMNS.map(|it| row.text(it));
    let words = [&words[0], &words[1], &words[2], &words[3], &words[4]].map(String::as_str);
    read_pattern(words, op.reach(), names, &mut |part, expected, remedy| {
        row.problem(KEY_COLUMNS[part], expected, remedy, problems);
    })
}

fn window(row: &Row<'_>, column: &str, problems: &mut Vec<Problem>) -> Option<Window> {
    let text = row.required(column, problems)?;
    let read = text.parse::<Window>();
    if let Err(expected) = read {
        row.problem(column, expected, "correct the window: YYYY-MM or YYYY-MM..YYYY-MM", problems);
    }
    read.ok()
}

/// The cells that an operation may need, each read when it does and blank when it does not.
struct Arguments<'a, 'b> {
    row: &'a Row<'b>,
    names: &'a SeriesNames,
    problems: &'a mut Vec<Problem>,
}

impl Arguments<'_, '_> {
    fn statistic(mut self, op: Op) -> Option<Statistic> {
        let from = self.from(op);
        let param = self.param(op);
        let against = self.against(op);
        let (base, start, since) = match from {
            Some(From::Window(it)) => (Some(it), Some(it.first()), None),
            Some(From::Day(it)) => (None, None, Some(it)),
            None => (None, None, None),
        };
        let (level, peak) = match param {
            Some(Param::Number(it)) => (Some(it), None),
            Some(Param::Month(it)) => (None, Some(it)),
            None => (None, None),
        };
        Some(match op {
            Op::Level => Statistic::Level,
            Op::Ratio => Statistic::Ratio { base: base? },
            Op::ChangePercent => Statistic::ChangePercent { base: base? },
            Op::YoyPercent => Statistic::YoyPercent,
            Op::SpreadRatio => Statistic::SpreadRatio { against: against? },
            Op::GrowthGapPoints => Statistic::GrowthGapPoints { base: base?, against: against? },
            Op::ArcElasticity => Statistic::ArcElasticity { base: base?, against: against? },
            Op::MonthsToPeak => Statistic::MonthsToPeak { start: start? },
            Op::PeakLagMonths => Statistic::PeakLagMonths { against: against? },
            Op::MonthsUntilYoyPositive => Statistic::MonthsUntilYoyPositive { start: start? },
            Op::MonthsUntilFall => Statistic::MonthsUntilFall { start: start?, percent: level? },
            Op::DaysUntilBelow => Statistic::DaysUntilBelow { since: since?, level: level? },
            Op::MonthsUntilBelow => Statistic::MonthsUntilBelow { since: since?, level: level? },
            Op::RetraceShare => Statistic::RetraceShare { base: base?, peak: peak? },
            Op::RecoveredShare => Statistic::RecoveredShare { loss: base? },
            Op::SumOver => Statistic::SumOver { divisor: level? },
            Op::Volatility => Statistic::Volatility,
            Op::Autocorrelation => Statistic::Autocorrelation,
            Op::Correlation => Statistic::Correlation { against: against? },
            Op::ShareOfVolumeAbove => Statistic::ShareOfVolumeAbove { level: level? },
            Op::VolumeWeightedMean => Statistic::VolumeWeightedMean,
            Op::ShareOfSeriesAbove => Statistic::ShareOfSeriesAbove { level: level? },
        })
    }

    /// The base of the operation.
    fn from(&mut self, op: Op) -> Option<From> {
        match op {
            Op::Ratio
            | Op::ChangePercent
            | Op::GrowthGapPoints
            | Op::ArcElasticity
            | Op::MonthsToPeak
            | Op::MonthsUntilYoyPositive
            | Op::MonthsUntilFall
            | Op::RetraceShare
            | Op::RecoveredShare => window(self.row, "from", self.problems).map(From::Window),
            Op::DaysUntilBelow | Op::MonthsUntilBelow => {
                self.row.required("from", self.problems)?;
                self.row.day("from", self.problems).map(From::Day)
            }
            Op::Level
            | Op::YoyPercent
            | Op::SpreadRatio
            | Op::PeakLagMonths
            | Op::SumOver
            | Op::Volatility
            | Op::Autocorrelation
            | Op::Correlation
            | Op::ShareOfVolumeAbove
            | Op::VolumeWeightedMean
            | Op::ShareOfSeriesAbove => self.blank("from", op),
        }
    }

    /// The number or the month that the operation asks for.
    fn param(&mut self, op: Op) -> Option<Param> {
        match op {
            Op::MonthsUntilFall
            | Op::DaysUntilBelow
            | Op::MonthsUntilBelow
            | Op::SumOver
            | Op::ShareOfVolumeAbove
            | Op::ShareOfSeriesAbove => {
                self.row.required_number("param", Range::Any, self.problems).map(Param::Number)
            }
            Op::RetraceShare => {
                self.row.required("param", self.problems)?;
                self.row.month("param", self.problems).map(Param::Month)
            }
            Op::Level
            | Op::Ratio
            | Op::ChangePercent
            | Op::YoyPercent
            | Op::SpreadRatio
            | Op::GrowthGapPoints
            | Op::ArcElasticity
            | Op::MonthsToPeak
            | Op::PeakLagMonths
            | Op::MonthsUntilYoyPositive
            | Op::RecoveredShare
            | Op::Volatility
            | Op::Autocorrelation
            | Op::Correlation
            | Op::VolumeWeightedMean => self.blank("param", op),
        }
    }

    /// The second series.
    fn against(&mut self, op: Op) -> Option<SeriesKey> {
        match op {
            Op::SpreadRatio
            | Op::GrowthGapPoints
            | Op::ArcElasticity
            | Op::PeakLagMonths
            | Op::Correlation => {
                let text = self.row.required("against", self.problems)?;
                let words: Vec<&str> = text.split(':').collect();
                let Ok(words) = <[&str; 5]>::try_from(words) else {
                    let expected = "five words, quantity:good:place:tier:counterpart";
                    self.row.problem("against", expected, "write `-` for a part not used", self.problems);
                    return None;
                };
                read_key(words, self.names, &mut |part, expected, remedy| {
                    let expected = format!("as {}: {expected}", KEY_COLUMNS[part]);
                    self.row.problem("against", expected, remedy, self.problems);
                })
            }
            Op::Level
            | Op::Ratio
            | Op::ChangePercent
            | Op::YoyPercent
            | Op::MonthsToPeak
            | Op::MonthsUntilYoyPositive
            | Op::MonthsUntilFall
            | Op::DaysUntilBelow
            | Op::MonthsUntilBelow
            | Op::RetraceShare
            | Op::RecoveredShare
            | Op::SumOver
            | Op::Volatility
            | Op::Autocorrelation
            | Op::ShareOfVolumeAbove
            | Op::VolumeWeightedMean
            | Op::ShareOfSeriesAbove => self.blank("against", op),
        }
    }

    /// A cell that the operation would not read must hold nothing.
    fn blank<T>(&mut self, column: &str, op: Op) -> Option<T> {
        if !self.row.text(column).is_empty() {
            let expected = format!("nothing: `{}` reads no `{column}`", op.word());
            self.row.problem(column, expected, "empty the cell, or correct the op", self.problems);
        }
        None
    }
}

/// What `from` holds.
enum From {
    Window(Window),
    Day(Day),
}

/// What `param` holds.
enum Param {
    Number(f64),
    Month(Month),
}
