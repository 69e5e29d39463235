//! Small pieces of XML: attributes and references. Nothing but the five names of the standard is ever expanded.

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
