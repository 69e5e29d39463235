//! JSON with the place of every value. A key that stands twice, numbers as they are written and depth are kept, which
//! the common readers lose.

use super::limits::Limits;
use crate::problem::Problem;

/// A value and its line, from 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Json {
    pub(crate) line: usize,
    pub(crate) value: JsonValue,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum JsonValue {
    Null,
    Flag(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    /// Keys in the order of the file; each once.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads one document; the first slip is told with its place.
    pub(crate) fn read(path: &str, text: &str, limits: &Limits) -> Result<Self, Problem> {
        let bytes = text.as_bytes();
        let open = Vec::new();
        let mut reader = Reader { path, text: bytes, at: 0, line: 1, line_start: 0, limits, values: 0, open };
        reader.blanks();
        let value = reader.value(0)?;
        reader.blanks();
        match reader.peek() {
            None => Ok(value),
            Some(_) => Err(reader.wrong("text after the end", "one document", "remove what follows it")),
        }
    }
    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|it| it.0 == key).map(|it| &it.1)
    }
    /// The keys and values of an object; none of anything else.
    pub(crate) fn entries(&self) -> &[(String, Self)] {
        match &self.value {
            JsonValue::Object(entries) => entries,
            JsonValue::Null
            | JsonValue::Flag(_)
            | JsonValue::Number(_)
            | JsonValue::Text(_)
            | JsonValue::List(_) => &[],
        }
    }
    /// The items of a list; a lone value is a list of one, and null an empty one.
    pub(crate) fn items(&self) -> &[Self] {
        match &self.value {
            JsonValue::List(items) => items,
            JsonValue::Null => &[],
            JsonValue::Flag(_) | JsonValue::Number(_) | JsonValue::Text(_) | JsonValue::Object(_) => {
                std::slice::from_ref(self)
            }
        }
    }
    /// The items, as [`Self::items`] has them.
    pub(crate) fn into_items(self) -> Vec<Self> {
        match self.value {
            JsonValue::List(items) => items,
            JsonValue::Null => Vec::new(),
            JsonValue::Flag(_) | JsonValue::Number(_) | JsonValue::Text(_) | JsonValue::Object(_) => {
                vec![self]
            }
        }
    }
    /// A text.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            JsonValue::Text(text) => Some(text),
            JsonValue::Null
            | JsonValue::Flag(_)
            | JsonValue::Number(_)
            | JsonValue::List(_)
            | JsonValue::Object(_) => None,
        }
    }
    /// The text of a key.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Self::text)
    }
}

/// Whether digits are more than a number keeps: they are somebody's name of a thing, and stay as they are written.
pub(crate) fn is_long(digits: &str) -> bool {
    digits.len() > 15 && digits.bytes().all(|it| it.is_ascii_digit())
}

struct Reader<'a> {
    path: &'a str,
    text: &'a [u8],
    at: usize,
    line: usize,
    line_start: usize,
    limits: &'a Limits,
    values: usize,
    /// The entries so far of the objects that are not yet closed, the innermost last. Each closed object then takes no
    /// more room than it needs.
    open: Vec<(String, Json)>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }
    fn wrong(&self, found: impl Into<String>, expected: impl Into<String>, remedy: &str) -> Problem {
        let before = self.text.get(self.line_start..self.at).unwrap_or_default();
        let column = 1 + String::from_utf8_lossy(before).chars().count();
        Problem::in_file(self.path, found, expected, remedy).at(self.line, column)
    }
    /// What stands here, for a message.
    fn here(&self) -> String {
        let rest =
            String::from_utf8_lossy(&self.text[self.at..self.text.len().min(self.at + 16)]).into_owned();
        rest.chars().next().map_or("the end of the file".to_owned(), |it| format!("`{it}`"))
    }
    fn expected(&self, what: &str) -> Problem {
        self.wrong(self.here(), what, "correct the JSON; any editor that knows it will show where")
    }
    fn blanks(&mut self) {
        while let Some(byte @ (b' ' | b'\t' | b'\r' | b'\n')) = self.peek() {
            self.at += 1;
            if byte == b'\n' {
                self.line += 1;
                self.line_start = self.at;
            }
        }
    }
    fn value(&mut self, depth: usize) -> Result<Json, Problem> {
        self.values += 1;
        if depth > self.limits.depth || self.values > self.limits.cells {
            let (found, most) = if depth > self.limits.depth {
                ("objects inside objects, deeper than is read", self.limits.depth)
            } else {
                ("values, more than are read", self.limits.cells)
            };
            let remedy =
                "name each item's parent in `parent_id` instead of nesting, and split very large files";
            return Err(self.wrong(found, format!("at most {most}"), remedy));
        }
        let line = self.line;
        let value = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => JsonValue::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", JsonValue::Flag(true))?,
            Some(b'f') => self.word("false", JsonValue::Flag(false))?,
            Some(b'n') => self.word("null", JsonValue::Null)?,
            Some(_) | None => return Err(self.expected("a value")),
        };
        Ok(Json { line, value })
    }
    fn word(&mut self, word: &str, value: JsonValue) -> Result<JsonValue, Problem> {
        if !self.text[self.at..].starts_with(word.as_bytes()) {
            return Err(self.expected("true, false or null"));
        }
        self.at += word.len();
        Ok(value)
    }
    fn object(&mut self, depth: usize) -> Result<JsonValue, Problem> {
        let first = self.open.len();
        self.at += 1;
        self.blanks();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(JsonValue::Object(Vec::new()));
        }
        loop {
            self.blanks();
            if self.peek() != Some(b'"') {
                return Err(self.expected("a key between quotes"));
            }
            let key = self.string()?;
            if self.open[first..].iter().any(|it| it.0 == key) {
                let found = format!("the key `{key}` twice");
                return Err(self.wrong(found, "each key of an object once", "remove one of the two"));
            }
            self.blanks();
            self.sign(b':', "`:` after a key")?;
            self.blanks();
            let value = self.value(depth + 1)?;
            self.open.push((key, value));
            if self.open.len() - first > self.limits.columns {
                let most = self.limits.columns;
                return Err(self.wrong(
                    format!("an object of more than {most} keys"),
                    format!("at most {most}"),
                    "send rows, not one object",
                ));
            }
            self.blanks();
            if self.peek() == Some(b'}') {
                self.at += 1;
                return Ok(JsonValue::Object(self.open.drain(first..).collect()));
            }
            self.sign(b',', "`,` or `}` after a value")?;
        }
    }
    fn list(&mut self, depth: usize) -> Result<JsonValue, Problem> {
        let mut items = Vec::new();
        self.at += 1;
        self.blanks();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(JsonValue::List(items));
        }
        loop {
            self.blanks();
            items.push(self.value(depth + 1)?);
            self.blanks();
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(JsonValue::List(items));
            }
            self.sign(b',', "`,` or `]` after a value")?;
        }
    }
    fn sign(&mut self, sign: u8, what: &str) -> Result<(), Problem> {
        if self.peek() != Some(sign) {
            return Err(self.expected(what));
        }
        self.at += 1;
        Ok(())
    }
    fn number(&mut self) -> Result<JsonValue, Problem> {
        let start = self.at;
        while let Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        let text = std::str::from_utf8(&self.text[start..self.at]).unwrap_or_default();
        let bare = text.trim_start_matches('-');
        let zeros =
            bare.len() > 1 && bare.starts_with('0') && !bare.starts_with("0.") && !bare.starts_with("0e");
        let odd = zeros
            || bare.starts_with('.')
            || bare.ends_with('.')
            || bare.contains(".e")
            || bare.contains(".E");
        match text.parse::<f64>().ok().filter(|it| it.is_finite() && !odd) {
            // A number of a part may be longer than a number can be told exactly.
            Some(_) if is_long(bare) => Ok(JsonValue::Text(text.to_owned())),
            Some(number) => Ok(JsonValue::Number(number)),
            None => {
                let found = format!("`{text}`");
                self.at = start;
                Err(self.wrong(found, "a number such as 12.5", "correct the number"))
            }
        }
    }
    fn string(&mut self) -> Result<String, Problem> {
        let mut bytes = Vec::new();
        self.at += 1;
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.iter().position(|it| matches!(it, b'"' | b'\\' | 0..=0x1f));
            let plain = &rest[..plain.unwrap_or(rest.len())];
            bytes.extend_from_slice(plain);
            self.at += plain.len();
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(String::from_utf8(bytes).expect("a text cut at signs of one byte is a text"));
                }
                Some(b'\\') => {
                    self.at += 1;
                    let letter = self.escaped()?;
                    bytes.extend(letter.encode_utf8(&mut [0; 4]).bytes());
                }
                Some(_) | None => return Err(self.expected("a closing quote, or an escaped letter")),
            }
        }
    }
    fn escaped(&mut self) -> Result<char, Problem> {
        let letter = match self.peek() {
            Some(sign @ (b'"' | b'\\' | b'/')) => char::from(sign),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.numbered(),
            Some(_) | None => return Err(self.expected("an escape that JSON knows")),
        };
        self.at += 1;
        Ok(letter)
    }
    /// A letter by its number, or by two when it lies beyond the first plane.
    fn numbered(&mut self) -> Result<char, Problem> {
        let first = self.four()?;
        let code = match first {
            0xd800..=0xdbff if self.text[self.at..].starts_with(b"\\u") => {
                self.at += 1;
                match self.four()? {
                    second @ 0xdc00..=0xdfff => 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00),
                    _ => return Err(self.expected("the second half of a letter")),
                }
            }
            other => other,
        };
        char::from_u32(code).ok_or_else(|| self.expected("the number of a letter"))
    }
    /// Four digits after `u`.
    fn four(&mut self) -> Result<u32, Problem> {
        let digits = self.text.get(self.at + 1..self.at + 5).and_then(|it| std::str::from_utf8(it).ok());
        let digits = digits.filter(|it| it.bytes().all(|it| it.is_ascii_hexdigit()));
        let code = digits.and_then(|it| u32::from_str_radix(it, 16).ok());
        let code = code.ok_or_else(|| self.expected("four digits of a letter's number"))?;
        self.at += 5;
        Ok(code)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Json, Problem> {
        Json::read("t.json", text, &Limits::default())
    }

    #[test]
    fn slips_are_told_with_their_place() {
        let cases = [
            ("{\n \"a\": 1,\n \"a\": 2}", (3, 5), "twice"),
            ("[1, 2", (1, 6), "end of the file"),
            ("{\"ä\" 1}", (1, 6), "`1`"),
            ("[01]", (1, 2), "`01`"),
            ("[1e999]", (1, 2), "1e999"),
            ("[] x", (1, 4), "after the end"),
            ("\"\\ud800x\"", (1, 8), "`x`"),
        ];
        for (text, place, found) in cases {
            let problem = read(text).unwrap_err();
            assert_eq!((problem.line, problem.column), place, "{text}: {problem}");
            assert!(problem.found.contains(found), "{text}: {problem}");
        }
        let deep = "[".repeat(100_000);
        let told = read(&deep).unwrap_err();
        assert!(told.found.contains("objects inside objects"));
        let most = Limits::default().depth.to_string();
        assert_eq!(told.to_string().matches(&most).count(), 1, "{told}");
    }

    /// The same value as another reader gives it.
    fn same(ours: &Json, theirs: &serde_json::Value) -> bool {
        match (&ours.value, theirs) {
            (JsonValue::Null, serde_json::Value::Null) => true,
            (JsonValue::Flag(ours), serde_json::Value::Bool(theirs)) => ours == theirs,
            (JsonValue::Number(ours), serde_json::Value::Number(theirs)) => Some(*ours) == theirs.as_f64(),
            (JsonValue::Text(ours), serde_json::Value::String(theirs)) => ours == theirs,
            (JsonValue::Text(ours), serde_json::Value::Number(theirs)) => {
                is_long(ours.trim_start_matches('-')) && ours.parse().ok() == theirs.as_f64()
            }
            (JsonValue::List(ours), serde_json::Value::Array(theirs)) => {
                ours.len() == theirs.len() && ours.iter().zip(theirs).all(|it| same(it.0, it.1))
            }
            (JsonValue::Object(ours), serde_json::Value::Object(theirs)) => {
                ours.len() == theirs.len()
                    && ours.iter().all(|it| theirs.get(&it.0).is_some_and(|theirs| same(&it.1, theirs)))
            }
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_another_reader_reads_it(text in "[\\[\\]{}:,\"a\\\\u0-9eE.+ \n-]{0,40}") {
            let ours = read(&text);
            match serde_json::from_str::<serde_json::Value>(&text) {
                // The other reader keeps the last of two keys; we keep neither.
                Ok(theirs) => prop_assert!(match &ours {
                    Ok(ours) => same(ours, &theirs),
                    Err(problem) => problem.found.contains("twice"),
                }, "{text:?}: {ours:?}"),
                Err(_) => prop_assert!(ours.is_err(), "{text:?}: {ours:?}"),
            }
        }

        #[test]
        fn what_another_writer_writes_is_read(texts in prop::collection::vec(any::<String>(), 0..5), number in any::<i32>()) {
            let written = serde_json::json!({ "texts": texts, "number": f64::from(number) / 8.0, "none": null });
            for text in [written.to_string(), format!("{written:#}")] {
                prop_assert!(same(&read(&text).unwrap(), &written));
            }
        }
    }
}
