//! Small pieces of XML: attributes and references. Nothing but the five names of the standard is ever expanded.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::BufRead;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// Hands over every event of XML, to the end of its outermost element; an element without content ends at once. XML that
/// is broken, that breaks off or that goes on after its end is told as such.
pub(crate) fn walk(xml: impl BufRead, each: &mut dyn FnMut(&Event<'_>)) -> Result<(), String> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().expand_empty_elements = true;
    let (mut buffer, mut depth, mut begun) = (Vec::new(), 0_usize, false);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|error| error.to_string())?;
        match &event {
            Event::Start(_) if begun && depth == 0 => return Err("an element after the end".to_owned()),
            Event::Start(_) => {
                begun = true;
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof if begun && depth == 0 => return Ok(()),
            Event::Eof => return Err("it breaks off".to_owned()),
            Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::GeneralRef(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
        each(&event);
    }
}

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
    use super::{unescaped, walk};

    #[test]
    fn xml_is_read_to_its_end_or_not_at_all() {
        let read = |text: &str| walk(text.as_bytes(), &mut |_| {});
        for whole in ["<a/>", "<?xml version=\"1.0\"?><a><b>c</b></a>\n<!-- d -->"] {
            assert_eq!(read(whole), Ok(()), "{whole}");
        }
        let text = "<?xml version=\"1.0\"?><a><b>c</b><d e=\"f\"/></a>";
        for end in (0..text.len()).filter(|it| text.is_char_boundary(*it)) {
            assert!(read(&text[..end]).is_err(), "{}", &text[..end]);
        }
        assert_eq!(read("<a><b>c</b>"), Err("it breaks off".to_owned()));
        assert_eq!(read("<a/><a/>"), Err("an element after the end".to_owned()));
    }

    #[test]
    fn escaped_characters_are_read_and_what_only_looks_so_is_not() {
        assert_eq!(unescaped("a_x000D_b"), "a\rb");
        assert_eq!(unescaped("_x005F_x0041_"), "_x0041_");
        for plain in ["", "a_x41_", "_xZZZZ_", "_x004", "_x00é_", "part_x1", "_xD800_"] {
            assert_eq!(unescaped(plain), plain);
        }
    }
}
