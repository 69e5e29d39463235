//! CSV text becomes records of cells, fed piece by piece, so that a long file never stands in memory twice.

use crate::problem::Problem;

/// One cell as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its text, quotes removed and blanks at both ends cut.
    pub text: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// Column of its first character in that line, from 1.
    pub column: usize,
}

/// Splits text into records of cells after RFC 4180, keeping each cell's line and column. Lines that are blank are
/// skipped.
#[derive(Clone, Debug)]
pub(crate) struct Scanner {
    /// What parts two cells.
    separator: char,
    line: usize,
    column: usize,
    cell: Cell,
    record: Vec<Cell>,
    /// Where the open quote stands.
    quoted: Option<(usize, usize)>,
    /// Whether the last letter was a quote inside a quoted text: it closes the text unless another follows.
    closing: bool,
}

impl Scanner {
    /// A scanner at the start of a file whose cells are parted by commas.
    pub(crate) fn new() -> Self {
        Self::parted_by(',')
    }
    /// A scanner at the start of a file whose cells are parted by another sign.
    pub(crate) fn parted_by(separator: char) -> Self {
        let cell = Cell { text: String::new(), line: 1, column: 1 };
        Self { separator, line: 1, column: 0, cell, record: Vec::new(), quoted: None, closing: false }
    }
    /// Takes the next piece of the file and hands over every record that it completes.
    pub(crate) fn feed(&mut self, text: &str, each: &mut dyn FnMut(Vec<Cell>)) {
        let fresh = (self.line, self.column) == (1, 0);
        let text = if fresh { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text };
        for letter in text.chars() {
            self.letter(letter, each);
        }
    }
    fn letter(&mut self, letter: char, each: &mut dyn FnMut(Vec<Cell>)) {
        self.column += 1;
        if std::mem::take(&mut self.closing) {
            if letter == '"' {
                self.cell.text.push('"');
                return;
            }
            self.quoted = None;
        }
        match letter {
            '"' if self.quoted.is_some() => self.closing = true,
            '"' if self.cell.text.trim().is_empty() => {
                self.cell.text.clear();
                self.quoted = Some((self.line, self.column));
            }
            part if part == self.separator && self.quoted.is_none() => {
                self.end_cell(self.line, self.column + 1)
            }
            '\n' => {
                self.line += 1;
                self.column = 0;
                if self.quoted.is_some() {
                    self.cell.text.push('\n');
                } else {
                    self.end_record(each);
                }
            }
            '\r' if self.quoted.is_none() => {}
            other => self.cell.text.push(other),
        }
    }
    /// Hands over the last record. A quote that never closes is a problem.
    pub(crate) fn finish(mut self, path: &str, problems: &mut Vec<Problem>, each: &mut dyn FnMut(Vec<Cell>)) {
        if let Some((line, column)) = self.quoted.filter(|_| !self.closing) {
            problems.push(
                Problem::in_file(
                    path,
                    "a quote that never closes",
                    "a closing quote",
                    "close it, or double a quote inside a text",
                )
                .at(line, column),
            );
        }
        self.end_record(each);
    }
    /// Puts the finished cell into the record and opens the next one at a place.
    fn end_cell(&mut self, line: usize, column: usize) {
        let done = std::mem::replace(&mut self.cell, Cell { text: String::new(), line, column });
        let trimmed = done.text.trim();
        let text = if trimmed.len() == done.text.len() { done.text } else { trimmed.to_owned() };
        self.record.push(Cell { text, ..done });
    }
    /// Hands a record over unless its line was blank.
    fn end_record(&mut self, each: &mut dyn FnMut(Vec<Cell>)) {
        self.end_cell(self.line, 1);
        let record = std::mem::take(&mut self.record);
        if record.len() > 1 || record.iter().any(|it| !it.text.is_empty()) {
            each(record);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(pieces: &[&str]) -> Vec<Vec<Cell>> {
        let (mut records, mut problems) = (Vec::new(), Vec::new());
        let mut scanner = Scanner::new();
        for piece in pieces {
            scanner.feed(piece, &mut |it| records.push(it));
        }
        scanner.finish("t.csv", &mut problems, &mut |it| records.push(it));
        assert_eq!(problems, []);
        records
    }

    #[test]
    fn pieces_make_no_difference() {
        let text = "\u{feff}a,b\r\n\"x, \"\"y\"\"\nz\", 2 \n\n\"\",3";
        let whole = scanned(&[text]);
        let letters: Vec<String> = text.chars().map(String::from).collect();
        // The mark at the head is one letter with the first: it is told by the start of the file.
        let head = format!("{}{}", letters[0], letters[1]);
        let mut pieces = vec![head.as_str()];
        pieces.extend(letters[2..].iter().map(String::as_str));
        assert_eq!(scanned(&pieces), whole);
        assert_eq!(whole[1][0].text, "x, \"y\"\nz");
        assert_eq!((whole[2][1].line, whole[2][1].column), (5, 4));
    }
}
