//! The one TOML reader: every key and value knows its line and column, and every problem is collected.

use coercivity_quantity::Day;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::{Problem, nearest};
use crate::scenario::Placed;
use crate::table::Range;

/// Something as written, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Said<T> {
    /// What is written.
    pub value: T,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// A value as written.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A text.
    Text(String),
    /// A whole or broken number.
    Number(f64),
    /// `true` or `false`.
    Truth(bool),
    /// A calendar day.
    Day(Day),
    /// A list.
    List(Vec<Said<Node>>),
    /// A table.
    Section(Section),
    /// What no file of ours holds, such as a time of day.
    Other,
}

impl Node {
    fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Truth(_) => "true or false",
            Self::Day(_) => "a day",
            Self::List(_) => "a list",
            Self::Section(_) => "a table",
            Self::Other => "a value of another kind",
        }
    }
}

/// A table of a TOML file as written: its keys in the order of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Path of the file.
    pub path: String,
    /// Line at which the table begins, from 1.
    pub line: usize,
    /// Column at which the table begins, from 1.
    pub column: usize,
    entries: Vec<(Said<String>, Said<Node>)>,
}

impl Section {
    /// Reads a file. Text that is not TOML gives a problem for each slip; what can be read is kept.
    pub fn read(path: &str, text: &str, problems: &mut Vec<Problem>) -> Self {
        let places = Places::of(text);
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let (line, column) = error.span().map_or((0, 0), |it| places.at(it.start));
            problems.push(
                Problem::in_file(path, error.message().to_owned(), "TOML", "mend the line").at(line, column),
            );
        }
        places.section(path, table.get_ref(), 1, 1)
    }

    /// Every key with its value, in the order of the file.
    pub fn entries(&self) -> impl Iterator<Item = (&Said<String>, &Said<Node>)> {
        self.entries.iter().map(|it| (&it.0, &it.1))
    }
    /// The place of the table, as `file:line`.
    pub fn place(&self) -> String {
        format!("{}:{}", self.path, self.line)
    }
    /// A value as written.
    pub fn node(&self, key: &str) -> Option<&Said<Node>> {
        self.entries.iter().find(|it| it.0.value == key).map(|it| &it.1)
    }
    /// Where a value stands; the table's own place when it is not written.
    pub fn placed(&self, key: &str) -> Placed<()> {
        let (line, column) = self.node(key).map_or((self.line, self.column), |it| (it.line, it.column));
        Placed { value: (), file: self.path.clone(), line, column }
    }
    /// Whether a key is written.
    pub fn has(&self, key: &str) -> bool {
        self.node(key).is_some()
    }

    /// Tells every key that is not on the list.
    pub fn only(&self, known: &[&str], problems: &mut Vec<Problem>) {
        for (key, _) in self.entries.iter().filter(|it| !known.contains(&it.0.value.as_str())) {
            let remedy = nearest(&key.value, known.iter().copied())
                .map_or("remove the key".to_owned(), |near| format!("did you mean `{near}`?"));
            self.wrong(
                key,
                format!("key `{}`", key.value),
                format!("one of {}", known.join(", ")),
                remedy,
                problems,
            );
        }
    }
    /// Tells a problem with something written in this file.
    pub fn wrong<T>(
        &self,
        said: &Said<T>,
        found: impl Into<String>,
        expected: impl Into<String>,
        remedy: impl Into<String>,
        problems: &mut Vec<Problem>,
    ) {
        problems.push(Problem::in_file(&self.path, found, expected, remedy).at(said.line, said.column));
    }
    /// Tells that a key which must be there is not.
    pub fn missing(&self, key: &str, problems: &mut Vec<Problem>) {
        problems.push(
            Problem::in_file(&self.path, format!("no `{key}`"), format!("a value for `{key}`"), "add it")
                .at(self.line, self.column),
        );
    }
    fn unfit(&self, key: &str, said: &Said<Node>, expected: &str, problems: &mut Vec<Problem>) {
        let found = match &said.value {
            Node::Text(text) => format!("`{text}` for `{key}`"),
            Node::Number(number) => format!("{number} for `{key}`"),
            other => format!("{} for `{key}`", other.kind()),
        };
        self.wrong(said, found, expected, "correct it, or remove the key when it is unknown", problems);
    }

    /// A text, if written.
    pub fn text(&self, key: &str, problems: &mut Vec<Problem>) -> Option<Said<String>> {
        let said = self.node(key)?;
        match &said.value {
            Node::Text(text) if !text.trim().is_empty() => Some(said.holding(text.trim().to_owned())),
            _ => {
                self.unfit(key, said, "a text between quotes", problems);
                None
            }
        }
    }
    /// A text that must be written.
    pub fn required_text(&self, key: &str, problems: &mut Vec<Problem>) -> Option<Said<String>> {
        if !self.has(key) {
            self.missing(key, problems);
        }
        self.text(key, problems)
    }
    /// A number, if written.
    pub fn number(&self, key: &str, range: Range, problems: &mut Vec<Problem>) -> Option<f64> {
        let said = self.node(key)?;
        let (allowed, expected): (fn(f64) -> bool, _) = match range {
            Range::Any => (f64::is_finite, "a number such as 12.5"),
            Range::NotNegative => (|it| it.is_finite() && it >= 0.0, "a number that is not negative"),
            Range::Positive => (|it| it.is_finite() && it > 0.0, "a number above zero"),
            Range::Share => (|it| (0.0..=1.0).contains(&it), "a share between 0 and 1"),
        };
        match said.value {
            Node::Number(number) if allowed(number) => Some(number),
            _ => {
                self.unfit(key, said, expected, problems);
                None
            }
        }
    }
    /// A number that must be written.
    pub fn required_number(&self, key: &str, range: Range, problems: &mut Vec<Problem>) -> Option<f64> {
        if !self.has(key) {
            self.missing(key, problems);
        }
        self.number(key, range, problems)
    }
    /// `true` or `false`, if written.
    pub fn truth(&self, key: &str, problems: &mut Vec<Problem>) -> Option<bool> {
        let said = self.node(key)?;
        if let Node::Truth(truth) = said.value {
            return Some(truth);
        }
        self.unfit(key, said, "true or false", problems);
        None
    }
    /// A day, if written; a day between quotes is read as well.
    pub fn day(&self, key: &str, problems: &mut Vec<Problem>) -> Option<Said<Day>> {
        let said = self.node(key)?;
        let day = match &said.value {
            Node::Day(day) => Some(*day),
            Node::Text(text) => text.parse().ok(),
            _ => None,
        };
        if day.is_none() {
            self.unfit(key, said, "a day such as 2026-11-22", problems);
        }
        Some(said.holding(day?))
    }
    /// A word of a closed list, if written.
    pub fn one_of<T: Copy>(&self, key: &str, words: &[(&str, T)], problems: &mut Vec<Problem>) -> Option<T> {
        let said = self.text(key, problems)?;
        let found = words.iter().find(|it| it.0 == said.value).map(|it| it.1);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|it| it.0).collect();
            let remedy = nearest(&said.value, known.iter().copied())
                .map_or("use a word of the list".to_owned(), |near| format!("did you mean `{near}`?"));
            let found = format!("`{}` for `{key}`", said.value);
            self.wrong(&said, found, format!("one of {}", known.join(", ")), remedy, problems);
        }
        found
    }
    /// A list of texts; a lone text is a list of one, and a key that is not written an empty list.
    pub fn texts(&self, key: &str, problems: &mut Vec<Problem>) -> Vec<Said<String>> {
        let Some(said) = self.node(key) else { return Vec::new() };
        let items = match &said.value {
            Node::List(items) => items.iter().collect(),
            _ => vec![said],
        };
        let mut texts = Vec::new();
        for item in items {
            match &item.value {
                Node::Text(text) if !text.trim().is_empty() => {
                    texts.push(item.holding(text.trim().to_owned()));
                }
                _ => self.unfit(key, item, "a text, or a list of texts", problems),
            }
        }
        texts
    }
    /// A table, if written.
    pub fn section(&self, key: &str, problems: &mut Vec<Problem>) -> Option<&Section> {
        let said = self.node(key)?;
        if let Node::Section(section) = &said.value {
            return Some(section);
        }
        self.unfit(key, said, "a table", problems);
        None
    }
    /// A list of tables; a lone table is a list of one, and a key that is not written an empty list.
    pub fn sections(&self, key: &str, problems: &mut Vec<Problem>) -> Vec<&Section> {
        let Some(said) = self.node(key) else { return Vec::new() };
        let items = match &said.value {
            Node::List(items) => items.iter().collect(),
            _ => vec![said],
        };
        let mut sections = Vec::new();
        for item in items {
            match &item.value {
                Node::Section(section) => sections.push(section),
                _ => self.unfit(key, item, "a table, or a list of tables", problems),
            }
        }
        sections
    }
}

impl<T> Said<T> {
    /// Another value at the same place.
    pub fn holding<U>(&self, value: U) -> Said<U> {
        Said { value, line: self.line, column: self.column }
    }
}

/// Turns byte offsets into lines and columns.
struct Places<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Places<'a> {
    fn of(text: &'a str) -> Self {
        let breaks = text.bytes().enumerate().filter(|it| it.1 == b'\n').map(|it| it.0 + 1);
        Self { text, starts: std::iter::once(0).chain(breaks).collect() }
    }
    fn at(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts[line - 1];
        let column = self.text.get(start..offset).map_or(1, |it| it.chars().count() + 1);
        (line, column)
    }
    fn section(&self, path: &str, table: &DeTable<'_>, line: usize, column: usize) -> Section {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| {
                let (key_line, key_column) = self.at(key.span().start);
                let key = Said { value: key.get_ref().to_string(), line: key_line, column: key_column };
                (key, self.node(path, value))
            })
            .collect();
        entries.sort_by_key(|it| (it.0.line, it.0.column));
        Section { path: path.to_owned(), line, column, entries }
    }
    fn node(&self, path: &str, value: &Spanned<DeValue<'_>>) -> Said<Node> {
        let (line, column) = self.at(value.span().start);
        let node = match value.get_ref() {
            DeValue::String(text) => Node::Text(text.to_string()),
            DeValue::Integer(whole) => i64::from_str_radix(whole.as_str(), whole.radix())
                .map_or(Node::Other, |it| Node::Number(it as f64)),
            DeValue::Float(number) => number.as_str().parse().map_or(Node::Other, Node::Number),
            DeValue::Boolean(truth) => Node::Truth(*truth),
            DeValue::Datetime(moment) => match (moment.date, moment.time) {
                (Some(date), None) => i16::try_from(date.year)
                    .ok()
                    .and_then(|year| Day::new(year, date.month as i8, date.day as i8))
                    .map_or(Node::Other, Node::Day),
                _ => Node::Other,
            },
            DeValue::Array(items) => Node::List(items.iter().map(|it| self.node(path, it)).collect()),
            DeValue::Table(table) => Node::Section(self.section(path, table, line, column)),
        };
        Said { value: node, line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_slip_has_its_place() {
        let mut problems = Vec::new();
        let text = "id = \"a\"\nannonced = 2025-10-09\nshare = 1.5\n[[clause]]\nid = 3\n";
        let file = Section::read("m.toml", text, &mut problems);
        file.only(&["id", "announced", "share", "clause"], &mut problems);
        file.number("share", Range::Share, &mut problems);
        for clause in file.sections("clause", &mut problems) {
            clause.required_text("id", &mut problems);
            clause.required_text("text", &mut problems);
        }
        let places: Vec<_> = problems.iter().map(|it| (it.line, it.column)).collect();
        assert_eq!(places, [(2, 1), (3, 9), (5, 6), (4, 1)]);
        assert!(problems[0].remedy.contains("`announced`"));
    }

    #[test]
    fn what_is_not_toml_is_told_and_the_rest_is_kept() {
        let mut problems = Vec::new();
        let file = Section::read("m.toml", "a = \nb = 2026-02-30\nc = 1\n", &mut problems);
        assert!(problems.len() >= 2, "{problems:?}");
        assert_eq!(file.number("c", Range::Any, &mut problems), Some(1.0));
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "\\PC*|[\\[\\]={}\",.a-c0-9\n:-]*") {
            let mut problems = Vec::new();
            let file = Section::read("m.toml", &text, &mut problems);
            file.only(&["a"], &mut problems);
            file.day("a", &mut problems);
            file.texts("b", &mut problems);
            file.sections("c", &mut problems);
        }
    }
}
