//! The canonical form of JSON, RFC 8785: no blanks, keys in the order of their UTF-16 units, numbers as ECMAScript
//! writes them.

use std::fmt::Write as _;

use serde_json::Value;

/// The canonical form of a value.
pub(super) fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(flag) => text.push_str(if *flag { "true" } else { "false" }),
        Value::Number(it) => text.push_str(&number(it.as_f64().unwrap_or_default())),
        Value::String(it) => quote(it, text),
        Value::Array(items) => {
            text.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        Value::Object(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by(|one, other| one.0.encode_utf16().cmp(other.0.encode_utf16()));
            text.push('{');
            for (place, (key, value)) in entries.into_iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                quote(key, text);
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
    }
}

fn quote(letters: &str, text: &mut String) {
    text.push('"');
    for letter in letters.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\u{8}' => text.push_str("\\b"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\u{c}' => text.push_str("\\f"),
            '\r' => text.push_str("\\r"),
            control if control < ' ' => drop(write!(text, "\\u{:04x}", u32::from(control))),
            other => text.push(other),
        }
    }
    text.push('"');
}

/// A number as ECMAScript writes it: the fewest digits that tell it, without an exponent from 1e-6 to below 1e21.
pub(super) fn number(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    let sign = if number < 0.0 { "-" } else { "" };
    let written = format!("{:e}", number.abs());
    let (digits, exponent) = written.split_once('e').expect("a number in this form has an exponent");
    let digits = even(number.abs(), digits.replace('.', ""));
    let exponent: i32 = exponent.parse().expect("an exponent is a whole number");
    // The point stands behind so many digits.
    let point = exponent + 1;
    let count = i32::try_from(digits.len()).expect("a number has few digits");
    let zeros = |many: i32| "0".repeat(usize::try_from(many).unwrap_or(0));
    if (count..=21).contains(&point) {
        format!("{sign}{digits}{}", zeros(point - count))
    } else if (1..=21).contains(&point) {
        let (whole, part) = digits.split_at(usize::try_from(point).unwrap_or(0));
        format!("{sign}{whole}.{part}")
    } else if (-5..=0).contains(&point) {
        format!("{sign}0.{}{digits}", zeros(-point))
    } else {
        let (first, rest) = digits.split_at(1);
        let dot = if rest.is_empty() { "" } else { "." };
        let plus = if exponent > 0 { "+" } else { "" };
        format!("{sign}{first}{dot}{rest}e{plus}{exponent}")
    }
}

/// Digits behind which no number of 64 bits has any but zeros.
const MOST_DIGITS: usize = 800;

/// Of two shortest forms that lie equally near to a number ECMAScript takes the even one.
fn even(number: f64, digits: String) -> String {
    let whole = format!("{number:.MOST_DIGITS$e}");
    let Some((exact, exponent)) = whole.split_once('e') else { return digits };
    let exact = exact.replace('.', "");
    let (head, tail) = exact.split_at(digits.len().min(exact.len()));
    let is_tie = tail.strip_prefix('5').is_some_and(|it| it.bytes().all(|it| it == b'0'));
    let Some(below) = head.parse::<u64>().ok().filter(|_| is_tie) else { return digits };
    let even = (below + below % 2).to_string();
    let (first, rest) = even.split_at(1);
    let is_same = format!("{first}.{rest}0e{exponent}").parse() == Ok(number);
    if is_same && even.len() == digits.len() { even } else { digits }
}
