//! Numbers as people read them: no more digits than the model can mean.

/// "1 problem", "2 problems".
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A share as a percentage: whole, and `<1 %` or `>99 %` where rounding would say none or all.
pub fn percent(share: f64) -> String {
    let hundredths = share * 100.0;
    if share > 0.0 && hundredths < 0.5 {
        "<1 %".to_owned()
    } else if share < 1.0 && hundredths >= 99.5 {
        ">99 %".to_owned()
    } else {
        format!("{} %", whole(hundredths))
    }
}

/// Dollars in words of three digits' size, two significant digits: `USD 1.2 bn`. Less than a dollar is what solving leaves over,
/// and nothing.
pub fn dollars(usd: f64) -> String {
    if usd.abs() < 1.0 {
        return "USD 0".to_owned();
    }
    let sizes = [(1e12, " tn"), (1e9, " bn"), (1e6, " m"), (1e3, " k")];
    let (size, word) = sizes.into_iter().find(|it| usd.abs() >= it.0).unwrap_or((1.0, ""));
    format!("USD {}{word}", significant(usd / size, 2))
}

/// A number with so many significant digits, without an exponent.
pub fn significant(value: f64, digits: usize) -> String {
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 { "0".to_owned() } else { "unknown".to_owned() };
    }
    let size = value.abs().log10().floor() as i32;
    let decimals = i32::try_from(digits).unwrap_or(3) - 1 - size;
    if decimals > 0 {
        return format!("{value:.*}", usize::try_from(decimals).unwrap_or(0));
    }
    let step = 10_f64.powi(-decimals);
    grouped((value / step).round() * step)
}

/// A whole number with a comma between thousands; a half is rounded up, as on the page.
pub fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.abs().round());
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 && text != "0" { format!("-{text}") } else { text }
}

/// A number rounded to whole; minus zero is zero.
fn whole(value: f64) -> String {
    grouped(value)
}

/// A value of a figure in its unit, as the `unit` fields of the view spell it.
pub fn in_unit(value: f64, unit: &str) -> String {
    match unit {
        "share" => percent(value),
        "usd" => dollars(value),
        "weeks" => format!("{} wk", whole(value)),
        "months" => format!("{} mo", whole(value)),
        "usd_per_kg" => significant(value, 3),
        other => format!("{} {other}", significant(value, 3)),
    }
}

/// A difference in its unit with its sign: shares in percentage points, prices to the cent, the rest whole.
pub fn signed(value: f64, unit: &str) -> String {
    let text = match unit {
        "share" => whole(value.abs() * 100.0),
        "usd" => dollars(value.abs()),
        "usd_per_kg" if value.abs() < 10.0 => format!("{:.2}", value.abs()),
        "usd_per_kg" => significant(value.abs(), 3),
        _ => whole(value.abs()),
    };
    let nothing = !text.bytes().any(|it| it.is_ascii_digit() && it != b'0');
    match (nothing, value < 0.0) {
        (true, _) => "0".to_owned(),
        (false, true) => format!("-{text}"),
        (false, false) => format!("+{text}"),
    }
}

/// A range in its unit, the unit said once: `81..93 %`.
pub fn range_in_unit(low: f64, high: f64, unit: &str) -> String {
    let (low, high) = (in_unit(low, unit), in_unit(high, unit));
    if low == high {
        return high;
    }
    // `81 %..93 %` says the unit twice; `USD 900 m..USD 1.2 bn` needs both sizes.
    let short = match (low.rsplit_once(' '), high.rsplit_once(' ')) {
        (Some((number, one)), Some((_, two))) if one == two => number.to_owned(),
        _ => low,
    };
    format!("{short}..{}", high.trim_start_matches("USD "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_never_says_none_or_all_by_accident() {
        assert_eq!(percent(0.004), "<1 %");
        assert_eq!(percent(0.997), ">99 %");
        assert_eq!(
            (percent(0.0), percent(1.0), percent(0.634)),
            ("0 %".into(), "100 %".into(), "63 %".into())
        );
        assert_eq!(percent(-0.0), "0 %");
        // The page rounds a half up: the same draws give the same words.
        assert_eq!(
            (percent(0.625), signed(-0.125, "share"), grouped(2.5)),
            ("63 %".into(), "-13".into(), "3".into())
        );
    }

    #[test]
    fn money_has_two_digits_and_a_size() {
        assert_eq!(dollars(1.234e9), "USD 1.2 bn");
        assert_eq!(dollars(-45.6e6), "USD -46 m");
        assert_eq!(dollars(0.0), "USD 0");
        assert_eq!([dollars(-0.000_16), signed(-0.0022, "usd"), signed(0.9, "usd")], ["USD 0", "0", "0"]);
        assert_eq!((dollars(f64::NAN), dollars(1.0)), ("USD unknown".to_owned(), "USD 1.0".to_owned()));
        assert_eq!(significant(1234.5, 3), "1,230");
        assert_eq!(significant(0.012_34, 3), "0.0123");
        assert_eq!(significant(f64::NAN, 3), "unknown");
    }

    #[test]
    fn a_range_says_its_unit_once() {
        assert_eq!(range_in_unit(0.81, 0.93, "share"), "81..93 %");
        assert_eq!(range_in_unit(0.9e9, 1.2e9, "usd"), "USD 900 m..1.2 bn");
        assert_eq!(range_in_unit(1.0e9, 1.2e9, "usd"), "USD 1.0..1.2 bn");
        assert_eq!(range_in_unit(4.0, 4.2, "weeks"), "4 wk");
    }
}
