//! The name and the last day of a set of files.

use coercivity_quantity::Day;

use crate::bundle::Bundle;
use crate::problem::Problem;

/// Where a set of files says what it is.
pub const EDITION_PATH: &str = "data/edition.toml";

/// What a set of files calls itself, and the day up to which its editors looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Such as `2026.11`; the world's hash is printed behind it.
    pub name: String,
    /// The day that stands for "today" when nobody asks for another: no room reads the clock.
    pub known_on: Day,
}

impl Edition {
    /// Reads `data/edition.toml`: the keys `name` and `known_on`, and no others.
    pub fn read(bundle: &Bundle, problems: &mut Vec<Problem>) -> Option<Self> {
        let text = bundle.required(EDITION_PATH, problems)?;
        let lines: Vec<(usize, &str)> = text.lines().enumerate().map(|it| (it.0 + 1, it.1)).collect();
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(error) => {
                let start = error.span().map_or(0, |it| it.start).min(text.len());
                let before = text.get(..start).unwrap_or_default();
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
                problems.push(
                    Problem::in_file(EDITION_PATH, error.message(), "TOML", "correct the line")
                        .at(line, column),
                );
                return None;
            }
        };
        let line_of =
            |key: &str| lines.iter().find(|it| it.1.trim_start().starts_with(key)).map_or(0, |it| it.0);
        for key in table.keys().filter(|it| !["name", "known_on"].contains(&it.as_str())) {
            let found = format!("key `{key}`");
            problems.push(
                Problem::in_file(EDITION_PATH, found, "`name` and `known_on`", "remove the key")
                    .at(line_of(key), 1),
            );
        }
        let name = table.get("name").and_then(toml::Value::as_str).filter(|it| plain(it)).map(str::to_owned);
        if name.is_none() {
            let expected = "`name = \"2026.11\"`: letters, digits, dots and hyphens";
            problems.push(
                Problem::in_file(EDITION_PATH, "no usable `name`", expected, "name the edition")
                    .at(line_of("name"), 0),
            );
        }
        let known_on = table.get("known_on").and_then(toml::Value::as_datetime);
        let known_on: Option<Day> = known_on.and_then(|it| it.to_string().parse().ok());
        if known_on.is_none() {
            let expected = "`known_on = 2026-11-22`, a day without quotes";
            problems.push(
                Problem::in_file(
                    EDITION_PATH,
                    "no usable `known_on`",
                    expected,
                    "say the last day looked at",
                )
                .at(line_of("known_on"), 0),
            );
        }
        Some(Self { name: name?, known_on: known_on? })
    }
}

/// Whether a name can be printed in a hash and a folder name.
fn plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 20
        && name.chars().all(|it| it.is_ascii_alphanumeric() || ".-".contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Edition>, Vec<Problem>) {
        let mut problems = Vec::new();
        let bundle = Bundle::new([(EDITION_PATH.to_owned(), text.to_owned())]);
        (Edition::read(&bundle, &mut problems), problems)
    }

    #[test]
    fn an_edition_has_a_name_and_a_day() {
        let (edition, problems) = read("name = \"2026.11\"\nknown_on = 2026-11-22\n");
        assert!(problems.is_empty());
        assert_eq!(edition.unwrap().known_on.to_string(), "2026-11-22");
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let (edition, problems) = read("name = \"a b\"\nknown_on = \"soon\"\nmood = 1\n");
        assert_eq!(edition, None);
        assert_eq!(problems.iter().map(|it| it.line).collect::<Vec<_>>(), [3, 1, 2]);
        let (_, problems) = read("name = \n");
        assert_eq!((problems.len(), problems[0].line), (1, 1));
    }
}
