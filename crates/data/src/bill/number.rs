//! Numbers in the writing of their country; what may be read in two ways is refused.

use coercivity_quantity::Interval;

/// Which sign stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalSign {
    /// `1,234.5`
    Point,
    /// `1.234,5`
    Comma,
}

impl DecimalSign {
    /// Its word in mappings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
        }
    }
    fn signs(self) -> (char, char) {
        match self {
            Self::Point => ('.', ','),
            Self::Comma => (',', '.'),
        }
    }
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoNumber {
    /// It is none.
    NotANumber,
    /// It is one number with a decimal point and another with a decimal comma.
    TwoReadings,
}

/// The decimal sign that numbers of a sheet use, as far as any of them shows it.
pub(crate) fn decimal_sign<'a>(texts: impl Iterator<Item = &'a str>) -> Option<DecimalSign> {
    let mut seen = [false, false];
    for text in texts {
        let Some((text, _)) = figure_and_unit(text) else { continue };
        let readings = [DecimalSign::Point, DecimalSign::Comma].map(|it| read(&text, it));
        match readings {
            [Some(_), None] => seen[0] |= text.contains(['.', ',']),
            [None, Some(_)] => seen[1] |= text.contains(['.', ',']),
            [Some(_), Some(_)] | [None, None] => {}
        }
    }
    match seen {
        [true, false] => Some(DecimalSign::Point),
        [false, true] => Some(DecimalSign::Comma),
        [true, true] | [false, false] => None,
    }
}

/// The number in a text and the unit after it, as in `200 g` or `2,5 %`.
pub(crate) fn number(text: &str, decimal: Option<DecimalSign>) -> Result<(f64, String), NoNumber> {
    let (figure, unit) = figure_and_unit(text).ok_or(NoNumber::NotANumber)?;
    let readings = [DecimalSign::Point, DecimalSign::Comma].map(|it| read(&figure, it));
    let value = match (readings, decimal) {
        ([Some(point), Some(comma)], _) if point.to_bits() == comma.to_bits() => point,
        ([point, _], Some(DecimalSign::Point)) => point.ok_or(NoNumber::NotANumber)?,
        ([_, comma], Some(DecimalSign::Comma)) => comma.ok_or(NoNumber::NotANumber)?,
        ([Some(_), Some(_)], None) => return Err(NoNumber::TwoReadings),
        ([Some(one), None] | [None, Some(one)], None) => one,
        ([None, None], None) => return Err(NoNumber::NotANumber),
    };
    Ok((value, unit))
}

/// A text as its figure and the unit before or after it.
fn figure_and_unit(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    let last = text.char_indices().rev().find(|it| it.1.is_ascii_digit())?;
    let (figure, unit) = text.split_at(last.0 + last.1.len_utf8());
    // A unit may stand before, as in `EUR 12.50`.
    let start = figure.find(|it: char| it.is_ascii_digit() || "+-.,−".contains(it)).unwrap_or(0);
    let (before, figure) = figure.split_at(start);
    let (before, after) = (before.trim(), unit.trim().trim_start_matches('.').trim());
    let unit = match (before.is_empty(), after.is_empty()) {
        (true, _) => after,
        (false, true) => before,
        (false, false) => return None,
    };
    Some((bare(figure), unit.to_owned()))
}

/// A figure without the blanks that part thousands, its minus a plain one.
fn bare(figure: &str) -> String {
    let parts = |it: &char| !(it.is_whitespace() || matches!(it, '\'' | '\u{2019}'));
    figure.trim().chars().filter(parts).map(|it| if it == '−' { '-' } else { it }).collect()
}

/// A figure under one decimal sign; the other sign may only part groups of three digits.
fn read(figure: &str, decimal: DecimalSign) -> Option<f64> {
    let (point, group) = decimal.signs();
    let (mantissa, exponent) = match figure.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (figure, None),
    };
    let (whole, rest) = match mantissa.split_once(point) {
        Some((whole, rest)) => (whole, Some(rest)),
        None => (mantissa, None),
    };
    let sign_free = whole.trim_start_matches(['+', '-']);
    let mut groups = sign_free.split(group);
    let first = groups.next()?;
    let later: Vec<&str> = groups.collect();
    let grouped = later.is_empty()
        || ((1..=3).contains(&first.len()) && first != "0" && later.iter().all(|it| it.len() == 3));
    let digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    let plain = grouped && digits(first) && later.iter().all(|it| digits(it)) && rest.is_none_or(digits);
    let exponent = exponent.map_or(String::new(), |it| format!("e{it}"));
    let text =
        format!("{}.{}{exponent}", whole.replace(group, ""), rest.filter(|it| !it.is_empty()).unwrap_or("0"));
    plain.then(|| text.parse::<f64>().ok()).flatten().filter(|it| it.is_finite())
}

/// A share: `0.6`, `60 %`, `0.2..0.3` or `20-30 %`.
pub(crate) fn share_range(text: &str, decimal: Option<DecimalSign>) -> Option<Interval<f64>> {
    let (low, high) = ["..", "–", "-"].iter().find_map(|it| text.split_once(it)).unwrap_or((text, text));
    let (mut low, low_unit) = number(low, decimal).ok()?;
    let (mut high, high_unit) = number(high, decimal).ok()?;
    let factor = |unit: &str| if unit.is_empty() { Some(1.0) } else { super::unit::Units::share(unit) };
    // `20-30 %` says the unit once.
    low *= factor(if low_unit.is_empty() { &high_unit } else { &low_unit })?;
    high *= factor(&high_unit)?;
    Interval::between(low, high).filter(|it| it.low() >= 0.0 && it.high() <= 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_the_writing_of_its_country() {
        let cases = [
            ("3.2", None, Ok((3.2, ""))),
            ("3,2", None, Ok((3.2, ""))),
            ("1.234,50", None, Ok((1234.5, ""))),
            ("1,234.50", None, Ok((1234.5, ""))),
            ("1 234,5", None, Ok((1234.5, ""))),
            ("1'234.5 CHF", None, Ok((1234.5, "CHF"))),
            ("EUR 12,50", None, Ok((12.5, "EUR"))),
            ("0,200 kg", None, Ok((0.2, "kg"))),
            ("2.5 %", None, Ok((2.5, "%"))),
            ("1e-3", None, Ok((0.001, ""))),
            ("-4", None, Ok((-4.0, ""))),
            ("1,234", None, Err(NoNumber::TwoReadings)),
            ("1.234", None, Err(NoNumber::TwoReadings)),
            ("1,234", Some(DecimalSign::Comma), Ok((1.234, ""))),
            ("1,234", Some(DecimalSign::Point), Ok((1234.0, ""))),
            ("12.5", Some(DecimalSign::Comma), Err(NoNumber::NotANumber)),
            ("1,23,4", None, Err(NoNumber::NotANumber)),
            ("about 3 or 4", None, Err(NoNumber::NotANumber)),
            ("n/a", None, Err(NoNumber::NotANumber)),
            ("inf", None, Err(NoNumber::NotANumber)),
        ];
        for (text, decimal, expected) in cases {
            let expected = expected.map(|it| (it.0, it.1.to_owned()));
            assert_eq!(number(text, decimal), expected, "{text}");
        }
    }

    #[test]
    fn the_decimal_sign_is_told_by_the_numbers_that_show_it() {
        let sign = |texts: &[&str]| decimal_sign(texts.iter().copied());
        assert_eq!(sign(&["1.234", "0,5"]), Some(DecimalSign::Comma));
        assert_eq!(sign(&["1,234", "0.25", "7"]), Some(DecimalSign::Point));
        assert_eq!(sign(&["1,234", "7"]), None);
        assert_eq!(sign(&["1,5", "1.5"]), None);
    }

    #[test]
    fn a_share_may_be_a_range() {
        let range = |text| share_range(text, None).map(|it| (it.low(), it.high()));
        assert_eq!(range("0.6"), Some((0.6, 0.6)));
        assert_eq!(range("20-30 %"), Some((0.2, 0.3)));
        assert_eq!(range("0.2..0.25"), Some((0.2, 0.25)));
        assert_eq!(range("60 %"), Some((0.6, 0.6)));
        assert_eq!(range("60"), None);
    }
}
