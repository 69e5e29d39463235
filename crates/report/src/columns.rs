//! Rows in aligned columns, for a terminal of a given width.

/// Where a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Lays rows out below a header, two blanks between columns. Where the width does not suffice, the cells of the widest
/// columns are broken at blanks over several lines; a word is never broken. The header names each column and its side; an empty name is no name.
pub fn columns(header: &[(&str, Side)], rows: &[Vec<String>], width: usize) -> String {
    let names: Vec<String> = header.iter().map(|it| it.0.to_owned()).collect();
    let named = names.iter().any(|it| !it.is_empty());
    let all = || named.then_some(&names).into_iter().chain(rows);
    let mut widths = vec![0; header.len()];
    let mut longest_words = vec![0; header.len()];
    for row in all() {
        for (place, cell) in row.iter().enumerate().take(header.len()) {
            widths[place] = widths[place].max(cell.chars().count());
            longest_words[place] = longest_words[place].max(longest_word(cell));
        }
    }
    shrink(&mut widths, &longest_words, width);
    let mut text = String::new();
    for row in all() {
        lay(row, header, &widths, &mut text);
    }
    text
}

/// A cell as wide as its column, with two blanks behind it at the least: a longer one never runs into the next.
pub fn padded(cell: &str, width: usize) -> String {
    let blanks = width.saturating_sub(cell.chars().count()).max(2);
    format!("{cell}{}", " ".repeat(blanks))
}

fn shrink(widths: &mut [usize], longest_words: &[usize], width: usize) {
    loop {
        let total = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
        let breakable = (0..widths.len()).filter(|it| widths[*it] > longest_words[*it]);
        match breakable.max_by_key(|it| widths[*it]) {
            Some(widest) if total > width => widths[widest] -= 1,
            _ => return,
        }
    }
}

/// Length of a cell's longest word with the cell's indent.
fn longest_word(cell: &str) -> usize {
    let indent = cell.chars().take_while(|it| *it == ' ').count();
    cell.split_whitespace().map(|it| it.chars().count() + indent).max().unwrap_or(0)
}

fn lay(row: &[String], header: &[(&str, Side)], widths: &[usize], text: &mut String) {
    let cells: Vec<Vec<String>> = row.iter().zip(widths).map(|(cell, width)| wrapped(cell, *width)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..height {
        let mut laid = String::new();
        for ((cell, width), (_, side)) in cells.iter().zip(widths).zip(header) {
            let part = cell.get(line).map_or("", String::as_str);
            match side {
                Side::Left => laid.push_str(&format!("{part:<width$}  ")),
                Side::Right => laid.push_str(&format!("{part:>width$}  ")),
            }
        }
        text.push_str(laid.trim_end());
        text.push('\n');
    }
}

/// Breaks a text at blanks into lines of at most `width` characters; a longer word stands alone on its line. An indent is
/// kept on every line.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let indent = &text[..text.len() - text.trim_start_matches(' ').len()];
    let inside = broken(text.trim_start_matches(' '), width.saturating_sub(indent.len()));
    inside.into_iter().map(|it| format!("{indent}{it}")).collect()
}

fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for (place, word) in text.split(' ').enumerate() {
        let line = lines.last_mut().expect("there is always a line");
        let length = line.chars().count() + word.chars().count() + usize::from(place > 0);
        if place > 0 && length > width && !line.trim().is_empty() {
            lines.push(word.to_owned());
        } else {
            if place > 0 {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|it| (*it).to_owned()).collect()
    }

    #[test]
    fn words_stand_left_and_numbers_right() {
        let header = [("stage", Side::Left), ("share", Side::Right)];
        let text = columns(&header, &[row(&["mine", "69 %"]), row(&["separation", "9 %"])], 80);
        assert_eq!(text, "stage       share\nmine         69 %\nseparation    9 %\n");
    }

    #[test]
    fn the_widest_words_are_broken_first() {
        let header = [("", Side::Left), ("", Side::Left)];
        let rows = [row(&["a", "one two three four five"])];
        let text = columns(&header, &rows, 16);
        assert!(text.lines().all(|it| it.chars().count() <= 16), "{text}");
        assert_eq!(text.lines().count(), 2);
    }

    #[test]
    fn a_cell_longer_than_its_column_keeps_two_blanks() {
        assert_eq!(padded("ab", 5), "ab   ");
        for cell in ["abc", "abcd", "abcde", "\u{e9}bcdef"] {
            assert_eq!(padded(cell, 5), format!("{cell}  "));
        }
    }

    #[test]
    fn a_word_longer_than_the_line_is_kept_whole() {
        assert_eq!(wrapped("a bbbbbbbb c", 4), ["a", "bbbbbbbb", "c"]);
        assert_eq!(wrapped("  indent kept", 40), ["  indent kept"]);
        assert_eq!(wrapped("", 4), [""]);
    }
}
