//! Numbers in the writing of their country; what may be read in two ways is refused.

use coercivity_quantity::Interval;

use super::unit::Units;

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

/// A text as its figure and the unit before or after it; none where it says more than one number and its unit.
fn figure_and_unit(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    let (first, last) =
        (text.find(|it: char| it.is_ascii_digit())?, text.rfind(|it: char| it.is_ascii_digit())?);
    let (before, signs) = text[..first].split_at(signs_at(&text[..first]));
    let figure = bare(&text[first..=last])?;
    let after = text[last + 1..].trim().trim_start_matches('.').trim();
    // A word that a figure follows at once, as in `M8` or `A-4`, is a part of a name; only currencies are written so.
    let joins = |it: char| it.is_alphabetic() || matches!(it, '+' | '-' | '\u{2212}');
    if before.ends_with(joins) && Units::currency(before.trim()).is_none() {
        return None;
    }
    let before = before.trim();
    let unit = match (before.is_empty(), after.is_empty()) {
        (true, _) => after,
        (false, true) => before,
        (false, false) => return None,
    };
    // What is left of a fraction, as in `2½`, or of a figure in other digits; metres may be square.
    let figures = |it: char| it.is_numeric() && !matches!(it, '²' | '³');
    let signs: String = signs.chars().map(|it| if it == '\u{2212}' { '-' } else { it }).collect();
    (!unit.contains(figures)).then(|| (signs + &figure, unit.to_owned()))
}

/// Where the signs of a figure begin in what stands before it. A dot or comma behind a word, as in `Stk.4`, is the word's, and
/// so is a sign: `A-4` is no number.
fn signs_at(before: &str) -> usize {
    let of_word = |it: &str| it.ends_with(char::is_alphanumeric);
    let without = |before: &str, signs: &[char]| {
        let head = before.strip_suffix(signs).filter(|it| !of_word(it));
        head.map_or(before.len(), str::len)
    };
    let point = without(before, &['.', ',']);
    without(&before[..point], &['+', '-', '\u{2212}'])
}

/// A figure without what parts its thousands: blanks and apostrophes, which stand before three digits each and nowhere else.
fn bare(figure: &str) -> Option<String> {
    let parts =
        |it: char| matches!(it, ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '\'' | '\u{2019}');
    let mut groups = figure.split(parts);
    let mut before = groups.next()?;
    let mut told = before.to_owned();
    for group in groups {
        let run = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let digits = group.bytes().take_while(u8::is_ascii_digit).count();
        // Decimals are parted from their sign on.
        let least = if told.contains(['.', ',']) { 3 } else { 1 };
        if digits != 3 || !(least..=3).contains(&run) {
            return None;
        }
        told.push_str(group);
        before = group;
    }
    (!told.contains(char::is_whitespace)).then_some(told)
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
    let factor = |unit: &str| if unit.is_empty() { Some(1.0) } else { Units::share(unit) };
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
            ("Stk. 4", None, Ok((4.0, "Stk."))),
            ("Stk.4", None, Ok((4.0, "Stk."))),
            ("4 Stk.", None, Ok((4.0, "Stk."))),
            ("€12", None, Ok((12.0, "€"))),
            ("EUR12.5", None, Ok((12.5, "EUR"))),
            ("EUR .5", None, Ok((0.5, "EUR"))),
            ("-.5", None, Ok((-0.5, ""))),
            ("EUR -4", None, Ok((-4.0, "EUR"))),
            ("\u{2212}4", None, Ok((-4.0, ""))),
            (">= 4", None, Ok((4.0, ">="))),
            ("1 234 567", None, Ok((1_234_567.0, ""))),
            ("0.123 456", None, Ok((0.123_456, ""))),
            ("5\n0", None, Err(NoNumber::NotANumber)),
            ("5 0", None, Err(NoNumber::NotANumber)),
            ("1 2345", None, Err(NoNumber::NotANumber)),
            ("5'6", None, Err(NoNumber::NotANumber)),
            ("1.5 000", None, Err(NoNumber::NotANumber)),
            ("2½", None, Err(NoNumber::NotANumber)),
            ("2 ½ kg", None, Err(NoNumber::NotANumber)),
            ("2 1/2", None, Err(NoNumber::NotANumber)),
            ("M8", None, Err(NoNumber::NotANumber)),
            ("约4", None, Err(NoNumber::NotANumber)),
            ("A-4", None, Err(NoNumber::NotANumber)),
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
        assert_eq!(sign(&["1.234", "Stk. 1", "ca. 4"]), None);
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
