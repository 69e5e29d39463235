//! Countries as events and credentials name them: a code alone, an object that holds one, a list.

use crate::bill::forms::json::{Json, JsonValue};

/// Keys under which an object holds a country, the surest first.
const KEYS: [&str; 5] = ["countryCode", "@value", "value", "countryName", "name"];

/// The countries that a value names, each once; `None` where any of it cannot be read.
pub(super) fn countries(value: &Json) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for item in value.items() {
        let named = match &item.value {
            JsonValue::Text(text) => vec![Some(text.trim()).filter(|it| !it.is_empty())?.to_owned()],
            JsonValue::Object(entries) => {
                let of = |key: &&str| entries.iter().find(|it| local(&it.0) == *key);
                countries(&KEYS.iter().find_map(of)?.1).filter(|it| !it.is_empty())?
            }
            JsonValue::List(_) => countries(item)?,
            JsonValue::Null | JsonValue::Flag(_) | JsonValue::Number(_) => return None,
        };
        for country in named {
            if !found.contains(&country) {
                found.push(country);
            }
        }
    }
    Some(found)
}

/// A key without the prefix of its vocabulary.
pub(super) fn local(key: &str) -> &str {
    key.rsplit([':', '/', '#']).next().unwrap_or(key)
}
