//! Text in columns, and numbers with no more digits than they deserve.

use coercivity_quantity::Unit;
use coercivity_world::indicators::Finding;

/// Lays rows out in columns, two blanks apart. When they do not fit in `width`, the widest columns wrap, but no column
/// gets narrower than its longest word.
pub fn laid_out(rows: &[Vec<String>], width: usize) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = |column: usize| rows.iter().filter_map(move |it| it.get(column));
    let longest_word = |it: &String| it.split_whitespace().map(|it| it.chars().count()).max().unwrap_or(0);
    let least: Vec<usize> = (0..count).map(|it| cells(it).map(longest_word).max().unwrap_or(0)).collect();
    let natural = |it: usize| cells(it).map(|it| it.chars().count()).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..count).map(natural).collect();
    while widths.iter().sum::<usize>() + 2 * count.saturating_sub(1) > width {
        let can_shrink = (0..count).filter(|it| widths[*it] > least[*it]);
        let Some(widest) = can_shrink.max_by_key(|it| widths[*it]) else { break };
        widths[widest] -= 1;
    }
    rows.iter().flat_map(|row| row_lines(row, &widths)).collect()
}

/// One row as lines, every cell wrapped inside its column.
fn row_lines(row: &[String], widths: &[usize]) -> Vec<String> {
    let blank = |it: &String| it.len() - it.trim_start().len();
    let parts = |cell: &String, width: usize| {
        let indent = " ".repeat(blank(cell));
        let lines = wrapped(cell, width.saturating_sub(indent.len()).max(1));
        lines.into_iter().map(|it| format!("{indent}{it}")).collect::<Vec<_>>()
    };
    let cells: Vec<Vec<String>> = row.iter().zip(widths).map(|it| parts(it.0, *it.1)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let line = |index: usize| {
        let mut line = String::new();
        for (cell, width) in cells.iter().zip(widths) {
            let text = cell.get(index).map_or("", String::as_str);
            line.push_str(&format!("{text:<width$}  "));
        }
        line.trim_end().to_owned()
    };
    (0..height).map(line).collect()
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
    fn the_widest_column_wraps_under_itself() {
        let rows = vec![vec!["a".to_owned(), "one two three four five".to_owned(), "z".to_owned()]];
        assert_eq!(laid_out(&rows, 24), ["a  one two three four  z", "   five"]);
        assert_eq!(laid_out(&[vec!["unbreakable".to_owned()]], 4), ["unbreakable"]);
    }
}
