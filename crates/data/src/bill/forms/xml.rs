//! Small pieces of XML: attributes and references. Nothing but the five names of the standard is ever expanded.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart};

/// The attributes of an element, by their names without a prefix and with it.
pub(crate) fn attributes(start: &BytesStart<'_>) -> BTreeMap<String, String> {
    let attributes = start.attributes().flatten();
    let said =
        attributes.map(|it| (it.key.as_ref().to_owned(), it.normalized_value(XmlVersion::Implicit1_0)));
    said.filter_map(|it| Some((it.0, it.1.ok()?.into_owned()))).collect()
}

/// One attribute.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.try_get_attribute(name).ok().flatten()?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|it| it.into_owned())
}

/// A text of a workbook, in which `_xHHHH_` stands for a character that XML cannot say (ECMA-376 part 1, 22.9.2.19).
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find("_x") else { return Cow::Borrowed(text) };
    let (mut said, mut left) = (text[..first].to_owned(), &text[first..]);
    while let Some(letter) = left.chars().next() {
        let digits = left.strip_prefix("_x").and_then(|it| it.get(..5)).and_then(|it| it.strip_suffix('_'));
        let digits = digits.filter(|it| it.bytes().all(|it| it.is_ascii_hexdigit()));
        let meant = digits.and_then(|it| u32::from_str_radix(it, 16).ok()).and_then(char::from_u32);
        said.push(meant.unwrap_or(letter));
        left = &left[if meant.is_some() { 7 } else { letter.len_utf8() }..];
    }
    Cow::Owned(said)
}

/// What a reference stands for; one that the standard does not know stays as it is written.
pub(crate) fn referred(name: &BytesRef<'_>) -> String {
    let known = name.resolve_char_ref().ok().flatten().or(match name.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    });
    known.map_or_else(|| format!("&{};", name.as_ref()), String::from)
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escaped_characters_are_read_and_what_only_looks_so_is_not() {
        assert_eq!(unescaped("a_x000D_b"), "a\rb");
        assert_eq!(unescaped("_x005F_x0041_"), "_x0041_");
        for plain in ["", "a_x41_", "_xZZZZ_", "_x004", "_x00é_", "part_x1", "_xD800_"] {
            assert_eq!(unescaped(plain), plain);
        }
    }
}
