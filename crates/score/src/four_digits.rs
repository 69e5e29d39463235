//! Numbers as tables of scores print them: four significant digits, `%.4g`.

/// Digits behind the first one.
const PRECISION: usize = 3;

/// A number with four significant digits and no trailing zeros, as C prints it with `%.4g`.
///
/// ```
/// use coercivity_score::four_digits;
/// assert_eq!(four_digits(54.9), "54.9");
/// assert_eq!(four_digits(12_345.0), "1.234e+04");
/// ```
pub fn four_digits(number: f64) -> String {
    if !number.is_finite() {
        let word = if number.is_nan() { "nan" } else { "inf" };
        return format!("{}{word}", if number < 0.0 { "-" } else { "" });
    }
    let scientific = format!("{number:.PRECISION$e}");
    let (mantissa, exponent) = scientific.split_once('e').expect("scientific notation has an exponent");
    let exponent: i32 = exponent.parse().expect("an exponent is a whole number");
    if !(-4..=PRECISION as i32).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{}e{sign}{:02}", without_zeros(mantissa), exponent.abs());
    }
    let decimals = usize::try_from(PRECISION as i32 - exponent).unwrap_or(0);
    without_zeros(&format!("{number:.decimals$}")).to_owned()
}

/// The same number without zeros at the end of its fraction.
fn without_zeros(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}

/// A number as a cell: nothing when there is none, `never` when it is infinite.
pub fn shown(number: Option<f64>) -> String {
    match number {
        None => String::new(),
        Some(number) if number.is_nan() => String::new(),
        Some(number) if number.is_infinite() => "never".to_owned(),
        Some(number) => four_digits(number),
    }
}
