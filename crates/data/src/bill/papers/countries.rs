//! Countries as events and credentials name them: a code alone, an object that holds one, a list; and the share for which
//! each is named.

use std::collections::BTreeSet;

use coercivity_quantity::Interval;

use super::selective::hides;
use crate::bill::forms::json::{Json, JsonValue};
use crate::bill::rows::NamedTwice;

/// Keys under which an object holds a country, the surest first.
const KEYS: [&str; 5] = ["countryCode", "@value", "value", "countryName", "name"];

/// Keys of an object that say nothing of how much comes from its country.
const OF_FORM: [&str; 5] = ["@type", "type", "@id", "id", "list"];
/// Keys beside a country that say of how many hundredths it is named, and the one of a part of one.
const PERCENT: [&str; 2] = ["percentage", "percent"];
const FRACTION: &str = "fraction";

/// Whether a thing says a share beside the key of its countries: whether that is the part from these or another, such as the
/// part of a product, nobody says.
pub(super) fn is_limited(thing: &Json) -> bool {
    let says_share = |key: &str| PERCENT.contains(&key) || [FRACTION, "share"].contains(&key);
    thing.entries().iter().any(|it| says_share(local(&it.0)))
}

/// A country that a value names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    /// The country as it is written.
    pub country: String,
    /// The share for which it is named; all when absent.
    pub share: Option<Interval<f64>>,
    /// Other ways in which it is named beside it.
    pub twice: Vec<NamedTwice>,
}

/// The countries that a value names, each once; `None` where any of it cannot be read. What stands beside a country limits
/// it: by a share that is one beyond doubt, else by anything from none to all.
pub(super) fn named(value: &Json) -> Option<Vec<Named>> {
    let mut found: Vec<Named> = Vec::new();
    for item in value.items() {
        let of_item = match &item.value {
            JsonValue::Text(text) => {
                let country = Some(text.trim()).filter(|it| !it.is_empty())?.to_owned();
                vec![Named { country, share: None, twice: Vec::new() }]
            }
            JsonValue::Object(_) => {
                let mut inner = of_object(item)?;
                if let Some(share) = limit(item) {
                    let alone = inner.len() == 1 && inner[0].share.is_none();
                    inner.iter_mut().for_each(|it| it.share = Some(if alone { share } else { any() }));
                }
                inner
            }
            JsonValue::List(_) => named(item)?,
            JsonValue::Null | JsonValue::Flag(_) | JsonValue::Number(_) => return None,
        };
        for one in of_item {
            match found.iter_mut().find(|it| it.country == one.country) {
                None => found.push(one),
                // Whether two shares of one country overlap or add up is not said.
                Some(known) => known.join(one),
            }
        }
    }
    Some(found)
}

impl Named {
    /// Adds the same country, named again: whether two shares of it overlap or add up is not said.
    pub(super) fn join(&mut self, again: Self) {
        if self.share.is_some() || again.share.is_some() {
            self.share = Some(any());
        }
        self.twice.extend(again.twice);
    }
}

/// The countries of an object by the surest key that it has, and what stands under its others, which must mean the same.
fn of_object(object: &Json) -> Option<Vec<Named>> {
    let mut ways = ways(object).into_iter();
    let (first, value) = ways.next()?;
    let mut inner = named(value).filter(|it| !it.is_empty())?;
    let words = |named: &[Named]| named.iter().map(|it| it.country.clone()).collect::<Vec<String>>();
    let own = words(&inner);
    for (key, value) in ways {
        let Some(other) = named(value).filter(|it| !it.is_empty()) else { continue };
        let both = [own.clone(), words(&other)];
        let further: Vec<NamedTwice> = other.into_iter().flat_map(|it| it.twice).collect();
        let twice = NamedTwice { keys: [first, key].map(|it| local(it).to_owned()), countries: both };
        inner[0].twice.extend(further);
        inner.iter_mut().for_each(|it| it.twice.push(twice.clone()));
    }
    Some(inner)
}

/// What an object says under keys that hold a country, the surest first.
fn ways(object: &Json) -> Vec<(&str, &Json)> {
    let of = |key: &&'static str| {
        let key = *key;
        object.entries().iter().filter(move |it| local(&it.0) == key).map(|it| (it.0.as_str(), &it.1))
    };
    KEYS.iter().flat_map(of).collect()
}

/// Whether what stands under a further key that may hold a country is none: a number there may limit the country as well.
fn is_other(object: &Json, value: &Json) -> bool {
    let first = ways(object).first().is_some_and(|it| std::ptr::eq(it.1, value));
    let says_nothing = value.value == JsonValue::Null || value.text().is_some_and(|it| it.trim().is_empty());
    !first && !says_nothing && named(value).is_none_or(|it| it.is_empty())
}

/// What limits the country of an object: nothing, a share, or what may be any.
fn limit(object: &Json) -> Option<Interval<f64>> {
    let beside: Vec<&(String, Json)> = object.entries().iter().filter(|it| limits(object, it)).collect();
    match beside.as_slice() {
        [] => None,
        [(key, value)] => Some(share(local(key), value).unwrap_or_else(any)),
        _ => Some(any()),
    }
}

/// Whether an entry beside a country may limit it; digests may hide one that does.
fn limits(object: &Json, (key, value): &(String, Json)) -> bool {
    let key = local(key);
    if KEYS.contains(&key) { is_other(object, value) } else { !OF_FORM.contains(&key) }
}

/// The share that a key beside a country says; none where it is none for certain. Up to 1 a percentage may be a part of one.
fn share(key: &str, value: &Json) -> Option<Interval<f64>> {
    let JsonValue::Number(number) = value.value else { return None };
    match key {
        FRACTION if (0.0..=1.0).contains(&number) => Some(Interval::exactly(number)),
        _ if !PERCENT.contains(&key) || !(0.0..=100.0).contains(&number) => None,
        _ if number > 1.0 => Some(Interval::exactly(number / 100.0)),
        _ => Interval::between(number / 100.0, number),
    }
}

/// That something stands beside the countries that a value names and is not read as a share; none where nothing does.
pub(super) fn left_out(key: &str, value: &Json) -> Option<String> {
    let mut found = BTreeSet::new();
    beside(value, &mut found);
    let found: Vec<String> = found.into_iter().collect();
    let told = format!(
        "left out: {} beside the countries of `{key}`, which may limit them: for 0..100 %",
        found.join(", ")
    );
    (!found.is_empty()).then_some(told)
}

fn beside(value: &Json, found: &mut BTreeSet<String>) {
    for item in value.items() {
        if matches!(item.value, JsonValue::List(_)) {
            beside(item, found);
        }
        if hides(item) {
            found.insert("what is not disclosed".to_owned());
        }
        let several = item.entries().iter().filter(|it| limits(item, it)).count() > 1;
        for entry in item.entries() {
            let inner = &entry.1;
            match local(&entry.0) {
                own if KEYS.contains(&own) && !limits(item, entry) => beside(inner, found),
                own if !limits(item, entry) || own == "_sd" => {}
                own if several || share(own, inner).is_none() => drop(found.insert(format!("`{own}`"))),
                _ => {}
            }
        }
    }
}

/// From nothing to all.
pub(super) fn any() -> Interval<f64> {
    Interval::between(0.0, 1.0).expect("from nothing to all")
}

/// A key without the prefix of its vocabulary.
pub(super) fn local(key: &str) -> &str {
    key.rsplit([':', '/', '#']).next().unwrap_or(key)
}
