//! Countries as events and credentials name them: a code alone, an object that holds one, a list.

use std::collections::BTreeSet;

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

/// Keys of an object that say nothing of how much comes from its country; digests are told as what is not disclosed.
const OF_FORM: [&str; 6] = ["@type", "type", "@id", "id", "_sd", "list"];

/// That something stands beside the countries that a value names and is not read, such as a percentage; none where nothing
/// does.
pub(super) fn left_out(key: &str, value: &Json) -> Option<String> {
    let mut found = BTreeSet::new();
    beside(value, &mut found);
    let found: Vec<String> = found.into_iter().map(|it| format!("`{it}`")).collect();
    let told = format!("left out: {} beside the countries of `{key}`", found.join(", "));
    (!found.is_empty()).then_some(told)
}

fn beside<'a>(value: &'a Json, found: &mut BTreeSet<&'a str>) {
    for item in value.items() {
        if matches!(item.value, JsonValue::List(_)) {
            beside(item, found);
        }
        for (key, inner) in item.entries() {
            match local(key) {
                own if KEYS.contains(&own) => beside(inner, found),
                own if OF_FORM.contains(&own) => {}
                own => drop(found.insert(own)),
            }
        }
    }
}

/// A key without the prefix of its vocabulary.
pub(super) fn local(key: &str) -> &str {
    key.rsplit([':', '/', '#']).next().unwrap_or(key)
}
