//! Which numbers of a workbook are days: its styles and its calendar.

use std::collections::BTreeMap;

use coercivity_quantity::Day;

/// The last day that spreadsheets know, as a number.
const LAST: f64 = 2_958_466.0;

/// Formats of the cells of a workbook.
#[derive(Clone, Debug, Default)]
pub(crate) struct Styles {
    /// Codes of the formats that the workbook itself defines.
    pub(crate) codes: BTreeMap<u32, String>,
    /// Units that these formats show, by the same numbers.
    pub(crate) units: BTreeMap<u32, String>,
    /// Number of the format of each style.
    pub(crate) formats: Vec<u32>,
    /// Whether days are counted from 1904.
    pub(crate) from_1904: bool,
}

impl Styles {
    /// Whether numbers of a style are shown as so many of a hundred.
    pub(crate) fn is_percentage(&self, style: Option<usize>) -> bool {
        let format = style.and_then(|it| self.formats.get(it));
        format.is_some_and(|it| match self.codes.get(it) {
            Some(code) => shows(code, &['%']),
            // Formats that every workbook has.
            None => matches!(it, 9 | 10),
        })
    }

    /// The unit that a style shows beside its numbers. Formats that every workbook has show the currency of whoever opens it,
    /// which is none of the cell.
    pub(crate) fn unit(&self, style: Option<usize>) -> Option<&str> {
        self.units.get(self.formats.get(style?)?).map(String::as_str)
    }

    /// The day that a number of a style shows, when the style shows days.
    pub(crate) fn day(&self, style: Option<usize>, number: f64) -> Option<Day> {
        let format = *self.formats.get(style?)?;
        let shows_days = match self.codes.get(&format) {
            Some(code) => shows_days(code),
            // Formats that every workbook has: days alone, days with a time, and those of East Asia.
            None => matches!(format, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=58),
        };
        if !shows_days || !(0.0..LAST).contains(&number) {
            return None;
        }
        let days = number.floor() as i64;
        match (self.from_1904, days) {
            (true, _) => Some(Day::new(1904, 1, 1)?.plus_days(days)),
            // The sixtieth day is 1900-02-29, which never was: days before it are counted from a day later.
            (false, 0 | 60) => None,
            (false, 1..=59) => Some(Day::new(1899, 12, 31)?.plus_days(days)),
            (false, _) => Some(Day::new(1899, 12, 30)?.plus_days(days)),
        }
    }
}

/// Whether a format's code shows a day or a month of a year.
fn shows_days(code: &str) -> bool {
    shows(code, &['d', 'y'])
}

/// Whether a format's code has one of some signs, apart from its quoted texts and its colours.
fn shows(code: &str, signs: &[char]) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    let mut seen = false;
    for letter in code.chars().flat_map(char::to_lowercase) {
        match letter {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            it if signs.contains(&it) && !quoted && !bracketed => seen = true,
            _ => {}
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_numbers_by_their_format() {
        let codes = [(164, "yyyy\\-mm\\-dd".to_owned()), (165, "[Red]0.00 \"days\"".to_owned())];
        let styles = Styles {
            codes: codes.into_iter().collect(),
            units: BTreeMap::new(),
            formats: vec![0, 14, 164, 165, 9],
            from_1904: false,
        };
        let shown: Vec<bool> = (0..5).map(|it| styles.is_percentage(Some(it))).collect();
        assert_eq!(shown, [false, false, false, false, true]);
        assert!(shows("0.0%;[Red]-0.0%", &['%']) && !shows("0 \"%\"", &['%']) && !shows("0\\%", &['%']));
        let day = |style| styles.day(Some(style), 46_361.5).map(|it| it.to_string());
        let expected = [None, Some("2026-12-05"), Some("2026-12-05"), None, None, None];
        assert_eq!([0, 1, 2, 3, 4, 9].map(day), expected.map(|it| it.map(str::to_owned)));
        let later = Styles { from_1904: true, ..styles.clone() };
        assert_eq!(later.day(Some(1), 44_899.0).map(|it| it.to_string()).as_deref(), Some("2026-12-05"));
        assert_eq!(styles.day(Some(1), 60.0), None);
        assert_eq!(styles.day(Some(1), 1.0).map(|it| it.to_string()).as_deref(), Some("1900-01-01"));
        assert_eq!(styles.day(Some(1), 1e300), None);
    }
}
