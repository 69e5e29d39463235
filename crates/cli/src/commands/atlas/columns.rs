//! Text in columns, and numbers with no more digits than they deserve.

use coercivity_quantity::Unit;
use coercivity_world::indicators::Finding;

/// Lays rows out in columns, two blanks apart. The last column wraps inside `width`, hanging under itself.
pub fn laid_out(rows: &[Vec<String>], width: usize) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let long = |column: usize| {
        rows.iter().filter_map(|it| it.get(column)).map(|it| it.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count.saturating_sub(1)).map(long).collect();
    let indent: usize = widths.iter().map(|it| it + 2).sum();
    let room = width.saturating_sub(indent).max(20);
    let mut lines = Vec::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(&format!("{cell:<width$}  "));
        }
        let last = if row.len() == count { row.last().map_or("", String::as_str) } else { "" };
        let mut parts = wrapped(last, room).into_iter();
        line.push_str(&parts.next().unwrap_or_default());
        lines.push(line.trim_end().to_owned());
        lines.extend(parts.map(|it| format!("{}{it}", " ".repeat(indent))));
    }
    lines
}

/// Breaks a text between words so that no line is longer than `width`, if its words are not.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A number with thousands parted by commas, and at most `digits` significant digits.
pub fn rounded(value: f64, digits: i32) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs().log10().floor() as i32;
    let decimals = (digits - 1 - magnitude).max(0);
    let step = 10_f64.powi(magnitude - digits + 1);
    let kept = (value / step).round() * step;
    let text = format!("{kept:.*}", usize::try_from(decimals).unwrap_or(0));
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let (whole, fraction) = text.split_once('.').map_or((text, None), |it| (it.0, Some(it.1)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |it| ("-", it));
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{}", fraction.map_or(String::new(), |it| format!(".{it}")))
}

/// A finding's value as a reader wants it, with its unit where that is not plain.
pub fn value(finding: &Finding) -> String {
    match finding.unit {
        Unit::Percent => format!("{} %", rounded(finding.value, if finding.value < 10.0 { 1 } else { 2 })),
        Unit::Number => rounded(finding.value, 3),
        unit => format!("{} {}", rounded(finding.value, 3), unit.ending()),
    }
}

/// A finding's range; empty when it is a point.
pub fn range(finding: &Finding) -> String {
    let (low, high) = (rounded(finding.range.low(), 3), rounded(finding.range.high(), 3));
    if low == high { String::new() } else { format!("{low}..{high}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_only_what_they_deserve() {
        let told = [
            (5_054.4, 3),
            (8_357.7, 3),
            (69.23, 2),
            (0.0, 2),
            (0.048, 1),
            (390_000.0, 3),
            (-1_234.0, 2),
            (99.96, 3),
        ]
        .map(|it| rounded(it.0, it.1));
        assert_eq!(told, ["5,050", "8,360", "69", "0", "0.05", "390,000", "-1,200", "100"]);
    }

    #[test]
    fn the_last_column_wraps_under_itself() {
        let rows = vec![vec!["a".to_owned(), "one two three four five six seven".to_owned()]];
        assert_eq!(laid_out(&rows, 24), ["a  one two three four", "   five six seven"]);
    }
}
