//! The texts that the cells of a workbook share, each once.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Texts by their places.
#[derive(Debug, Default)]
pub(super) struct SharedStrings {
    places: HashMap<Box<str>, usize>,
    /// The elements, escaped, in the order of their places.
    elements: String,
    /// Cells that name one.
    cells: usize,
}

impl SharedStrings {
    /// Characters, in units of UTF-16, that a cell can hold.
    pub(super) const LONGEST: usize = 32_767;

    /// The place of a text for one more cell; none when it is too long.
    pub(super) fn place(&mut self, text: &str) -> Option<usize> {
        let known = self.places.get(text).copied();
        let place = match known {
            Some(place) => place,
            None if text.len() > Self::LONGEST && text.encode_utf16().count() > Self::LONGEST => return None,
            None => self.add(text),
        };
        self.cells += 1;
        Some(place)
    }

    fn add(&mut self, text: &str) -> usize {
        let place = self.places.len();
        self.places.insert(text.into(), place);
        let blank = |it: char| it.is_ascii_whitespace();
        let kept = text.starts_with(blank) || text.ends_with(blank);
        self.elements.push_str(if kept { "<si><t xml:space=\"preserve\">" } else { "<si><t>" });
        escape(text, &mut self.elements);
        self.elements.push_str("</t></si>");
        place
    }

    /// Writes them as a part of a workbook.
    pub(super) fn write(&self, declaration: &str, out: &mut impl Write) -> io::Result<()> {
        write!(
            out,
            "{declaration}<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"{}\" \
             uniqueCount=\"{}\">",
            self.cells,
            self.places.len()
        )?;
        out.write_all(self.elements.as_bytes())?;
        out.write_all(b"</sst>")
    }
}

/// Text as a workbook has it: what XML cannot say stands as `_xHHHH_` (ECMA-376 part 1, 22.9.2.19), and so does the
/// underscore of what only looks like that.
fn escape(text: &str, out: &mut String) {
    for (at, letter) in text.char_indices() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' => out.push(letter),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "_x{:04X}_", u32::from(letter));
            }
            '_' if is_escape(&text.as_bytes()[at..]) => out.push_str("_x005F_"),
            _ => out.push(letter),
        }
    }
}

/// Whether a text begins like an escaped character.
fn is_escape(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x', digits @ .., ] if digits.len() >= 5
        && digits[..4].iter().all(u8::is_ascii_hexdigit) && digits[4] == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_say_is_escaped() {
        let escaped = |text: &str| {
            let mut out = String::new();
            escape(text, &mut out);
            out
        };
        assert_eq!(escaped("a < b & c > d\n\te"), "a &lt; b &amp; c &gt; d\n\te");
        assert_eq!(escaped("a\r\u{1}\u{ffff}"), "a_x000D__x0001__xFFFF_");
        assert_eq!(escaped("_x0041_ _x41_ _xZZZZ_ _x004"), "_x005F_x0041_ _x41_ _xZZZZ_ _x004");
    }

    #[test]
    fn a_text_has_one_place_however_many_cells_name_it() {
        let mut strings = SharedStrings::default();
        let places = ["a", "b ", "a"].map(|it| strings.place(it));
        assert_eq!(places, [Some(0), Some(1), Some(0)]);
        assert_eq!(strings.place(&"x".repeat(SharedStrings::LONGEST + 1)), None);
        assert_eq!(strings.place(&"é".repeat(SharedStrings::LONGEST)), Some(2), "characters, not bytes");
        let mut out = Vec::new();
        strings.write("", &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("count=\"4\" uniqueCount=\"3\"><si><t>a</t></si>"), "{out}");
        assert!(out.contains("<t xml:space=\"preserve\">b </t>"));
    }
}
