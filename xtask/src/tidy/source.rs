//! A Rust file with its comments and texts told apart from its code.

use std::path::Path;

/// One file, split.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path from the root.
    pub path: String,
    /// The text with comments and the inside of literals blanked out; same length and lines.
    pub code: String,
    /// Comments as (line, text).
    pub comments: Vec<(usize, String)>,
    /// Text literals as (line, inside).
    pub literals: Vec<(usize, String)>,
    /// Number of lines.
    pub lines: usize,
}

impl Source {
    /// Reads and splits a file.
    pub fn read(root: &Path, path: &str) -> Result<Self, String> {
        let text = std::fs::read_to_string(root.join(path)).map_err(|error| format!("{path}: {error}"))?;
        Ok(Self::split(path, &text))
    }
    /// Splits a text.
    pub fn split(path: &str, text: &str) -> Self {
        let mut splitter = Splitter {
            bytes: text.as_bytes(),
            code: text.as_bytes().to_vec(),
            comments: Vec::new(),
            literals: Vec::new(),
        };
        splitter.run();
        let Splitter { code, comments, literals, .. } = splitter;
        let code = String::from_utf8_lossy(&code).into_owned();
        Self { path: path.to_owned(), code, comments, literals, lines: text.lines().count() }
    }
    /// Whether the whole file is test code.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/tests.rs") || self.path.contains("/benches/")
    }
    /// The first line of the test module at the foot, or one past the last line.
    pub fn tests_from(&self) -> usize {
        let foot = self.code.lines().position(|it| it.trim() == "#[cfg(test)]");
        foot.map_or(self.lines + 1, |it| it + 1)
    }
}

struct Splitter<'a> {
    bytes: &'a [u8],
    code: Vec<u8>,
    comments: Vec<(usize, String)>,
    literals: Vec<(usize, String)>,
}

impl Splitter<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.bytes.len() {
            at = match self.bytes[at] {
                b'/' if self.next(at) == b'/' => self.comment(at, self.until(at, b"\n")),
                b'/' if self.next(at) == b'*' => self.comment(at, self.block_end(at)),
                b'"' => self.literal(at + 1, self.quote_end(at + 1)),
                b'r' if self.raw_hashes(at).is_some() => {
                    let hashes = self.raw_hashes(at).unwrap_or(0);
                    let close = [b"\"".as_slice(), &vec![b'#'; hashes]].concat();
                    let start = at + 2 + hashes;
                    let end = self.literal(start, self.until(start, &close));
                    end + hashes
                }
                b'\'' => self.quoted_char_end(at),
                _ => at + 1,
            };
        }
    }
    fn next(&self, at: usize) -> u8 {
        self.bytes.get(at + 1).copied().unwrap_or(0)
    }
    fn line(&self, at: usize) -> usize {
        self.bytes[..at].iter().filter(|it| **it == b'\n').count() + 1
    }
    fn until(&self, at: usize, what: &[u8]) -> usize {
        let rest = &self.bytes[at.min(self.bytes.len())..];
        rest.windows(what.len()).position(|it| it == what).map_or(self.bytes.len(), |it| at + it)
    }
    fn block_end(&self, at: usize) -> usize {
        let (mut depth, mut place) = (0, at);
        while place < self.bytes.len() {
            match (self.bytes[place], self.next(place)) {
                (b'/', b'*') => (depth, place) = (depth + 1, place + 2),
                (b'*', b'/') => (depth, place) = (depth - 1, place + 2),
                _ => place += 1,
            }
            if depth == 0 {
                break;
            }
        }
        place.min(self.bytes.len())
    }
    fn quote_end(&self, start: usize) -> usize {
        let mut place = start;
        while place < self.bytes.len() && self.bytes[place] != b'"' {
            place += if self.bytes[place] == b'\\' { 2 } else { 1 };
        }
        place.min(self.bytes.len())
    }
    /// Number of hashes of a raw text that begins here.
    fn raw_hashes(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).map(|it| self.bytes[it]);
        let inside_word = before.is_some_and(|it| (it.is_ascii_alphanumeric() || it == b'_') && it != b'b');
        let hashes = self.bytes[at + 1..].iter().take_while(|it| **it == b'#').count();
        (!inside_word && self.bytes.get(at + 1 + hashes) == Some(&b'"')).then_some(hashes)
    }
    /// Past a character such as `'"'`; a lifetime is only its tick.
    fn quoted_char_end(&mut self, at: usize) -> usize {
        let inside = if self.next(at) == b'\\' { 2 } else { 1 };
        let end =
            (at + inside + 1..(at + inside + 10).min(self.bytes.len())).find(|it| self.bytes[*it] == b'\'');
        let plausible = |end: usize| {
            let text = String::from_utf8_lossy(&self.bytes[at + 1..end]);
            inside == 2 || text.chars().count() == 1
        };
        match end {
            Some(end) if plausible(end) => {
                self.blank(at + 1, end);
                end + 1
            }
            _ => at + 1,
        }
    }
    fn comment(&mut self, from: usize, to: usize) -> usize {
        self.comments.push((self.line(from), String::from_utf8_lossy(&self.bytes[from..to]).into_owned()));
        self.blank(from, to);
        to
    }
    fn literal(&mut self, from: usize, to: usize) -> usize {
        let (from, to) = (from.min(to), to);
        self.literals.push((self.line(from), String::from_utf8_lossy(&self.bytes[from..to]).into_owned()));
        self.blank(from, to);
        to + 1
    }
    fn blank(&mut self, from: usize, to: usize) {
        for byte in &mut self.code[from..to] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_comments_and_texts_are_told_apart() {
        let text = "let a = \"x { // no\"; // say }\nlet b: &'static str = r#\"{\"#; let c = '\"'; let d = '\\'';\n/* { */ fn f() {}\n";
        let source = Source::split("a.rs", text);
        assert_eq!(source.code.len(), text.len());
        assert_eq!(source.code.matches('{').count(), 1);
        assert_eq!(source.comments.iter().map(|it| it.0).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(source.literals, [(1, "x { // no".to_owned()), (2, "{".to_owned())]);
        assert!(source.code.contains("let d"));
    }

    #[test]
    fn no_text_makes_it_panic() {
        for text in ["\"", "r#\"", "'", "'\\", "/*", "//", "r", "b\"\\", "'a", "r##\"x\"#"] {
            Source::split("a.rs", text);
        }
    }
}
