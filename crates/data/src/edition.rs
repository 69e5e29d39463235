//! The name and the last day of a set of files.

use coercivity_quantity::Day;

use crate::bundle::Bundle;
use crate::problem::Problem;
use crate::section::Section;

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
        let section = Section::read(EDITION_PATH, text, problems);
        section.only(&["name", "known_on"], problems);
        let name = section.required_text("name", problems);
        let name = name.filter(|said| {
            let plain = plain(&said.value);
            if !plain {
                let found = format!("name `{}`", said.value);
                let expected = "letters, digits, dots and hyphens, as in `2026.11`";
                section.wrong(said, found, expected, "choose another name", problems);
            }
            plain
        });
        if !section.has("known_on") {
            section.missing("known_on", problems);
        }
        let known_on = section.day("known_on", problems);
        Some(Self { name: name?.value, known_on: known_on?.value })
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
        assert_eq!(problems[0].line, 1);
    }
}
