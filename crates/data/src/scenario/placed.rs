//! Something as written, with the file it stands in: a scenario is read from several.

use coercivity_quantity::Day;

use crate::problem::Problem;
use crate::section::{Node, Said, Section};
use crate::table::Range;

/// Something as written, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<T> {
    /// What is written.
    pub value: T,
    /// Path of the file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl<T> Placed<T> {
    /// Another value at the same place.
    pub fn holding<U>(&self, value: U) -> Placed<U> {
        Placed { value, file: self.file.clone(), line: self.line, column: self.column }
    }
    /// The place as `file:line`.
    pub fn row(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
    /// A problem with what is written here.
    pub fn problem(
        &self,
        found: impl Into<String>,
        expected: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Problem {
        Problem::in_file(&self.file, found, expected, remedy).at(self.line, self.column)
    }
    pub(super) fn of(from: &Section, said: Said<T>) -> Self {
        Self { value: said.value, file: from.path.clone(), line: said.line, column: said.column }
    }
}

/// The place of a table itself.
pub(super) fn placed_section(from: &Section) -> Placed<()> {
    Placed { value: (), file: from.path.clone(), line: from.line, column: from.column }
}

/// A text, if written.
pub(super) fn text(from: &Section, key: &str, problems: &mut Vec<Problem>) -> Option<Placed<String>> {
    from.text(key, problems).map(|it| Placed::of(from, it))
}

/// A text that must be written.
pub(super) fn required_text(
    from: &Section,
    key: &str,
    problems: &mut Vec<Problem>,
) -> Option<Placed<String>> {
    from.required_text(key, problems).map(|it| Placed::of(from, it))
}

/// A day, if written.
pub(super) fn day(from: &Section, key: &str, problems: &mut Vec<Problem>) -> Option<Placed<Day>> {
    from.day(key, problems).map(|it| Placed::of(from, it))
}

/// A value in words of its own, if written: read from its text.
pub(super) fn parsed<T: std::str::FromStr>(
    from: &Section,
    key: &str,
    expected: &str,
    problems: &mut Vec<Problem>,
) -> Option<Placed<T>> {
    let said = text(from, key, problems)?;
    match said.value.parse() {
        Ok(value) => Some(said.holding(value)),
        Err(_) => {
            problems.push(said.problem(
                format!("`{}` for `{key}`", said.value),
                expected,
                "correct it, or remove the key",
            ));
            None
        }
    }
}

/// Tells of a list that names nothing: left out it means all, or the usual, and empty nobody knows what.
pub(super) fn not_empty(from: &Section, key: &str, remedy: &str, problems: &mut Vec<Problem>) {
    if let Some(said) = from.node(key)
        && matches!(&said.value, Node::List(items) if items.is_empty())
    {
        let found = format!("nobody and nothing in `{key}`");
        from.wrong(said, found, "one at least: of nothing there is no answer", remedy, problems);
    }
}

/// A list of texts; `None` when the key is not written.
pub(super) fn texts(from: &Section, key: &str, problems: &mut Vec<Problem>) -> Option<Vec<Placed<String>>> {
    from.has(key).then(|| from.texts(key, problems).into_iter().map(|it| Placed::of(from, it)).collect())
}

/// A number, if written.
pub(super) fn number(
    from: &Section,
    key: &str,
    range: Range,
    problems: &mut Vec<Problem>,
) -> Option<Placed<f64>> {
    let value = from.number(key, range, problems)?;
    let said = from.node(key)?;
    Some(Placed::of(from, said.holding(value)))
}

/// A whole number up to a limit, if written.
pub(super) fn whole<T: TryFrom<u64>>(
    from: &Section,
    key: &str,
    (least, most): (u64, u64),
    problems: &mut Vec<Problem>,
) -> Option<Placed<T>> {
    let said = number(from, key, Range::Any, problems)?;
    let fits = said.value.fract() == 0.0 && least as f64 <= said.value && said.value <= most as f64;
    let value = if fits { T::try_from(said.value as u64).ok() } else { None };
    if value.is_none() {
        let found = format!("{} for `{key}`", said.value);
        problems.push(said.problem(
            found,
            format!("a whole number from {least} to {most}"),
            "correct the number",
        ));
    }
    Some(said.holding(value?))
}
