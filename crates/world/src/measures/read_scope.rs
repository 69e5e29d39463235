//! Reads the scope of a clause from its table.

use coercivity_data::{Node, Problem, Range, Said, Section, nearest};

use crate::id::{EndUse, Stage};
use crate::measures::bound::{Agreed, Bound, Condition};
use crate::measures::circumstance::Circumstance;
use crate::measures::content::{Content, ContentOf};
use crate::measures::ownership::Ownership;
use crate::measures::places::Whereabouts;
use crate::measures::scope::{Border, Reach, Scope};
use crate::measures::steps::{NamedElements, Steps};
use crate::measures::words::Words;

const KEYS: [&str; 29] = [
    "goods",
    "goods_wide",
    "inside",
    "contains",
    "any_of",
    "ownership",
    "equipment",
    "from",
    "from_outside",
    "to",
    "to_outside",
    "to_or_user_in",
    "buyers_in",
    "holders_in",
    "made_in",
    "made_outside",
    "makers_in",
    "provider_in",
    "provider_outside",
    "makers",
    "end_uses",
    "circumstances",
    "crosses_border",
    "technology_from",
    "content",
    "steps",
    "conditions",
    "note",
    "text",
];

/// Reads a scope. What cannot be read is told, and left out of the scope.
pub fn read_scope(from: &Section, words: &Words, problems: &mut Vec<Problem>) -> Scope {
    from.only(&KEYS, problems);
    let whereabouts = |within: &[&str], outside: &[&str], problems: &mut Vec<Problem>| Whereabouts {
        within: words.place_set(from, within, problems),
        outside: words.place_set(from, outside, problems),
    };
    Scope {
        goods: words.goods(from, "goods", problems),
        goods_wide: words.goods(from, "goods_wide", problems),
        reach: match from.truth("inside", problems) {
            Some(true) => Reach::Inside,
            Some(false) | None => Reach::Article,
        },
        contains: words.goods(from, "contains", problems),
        from: whereabouts(&["from"], &["from_outside"], problems),
        to: whereabouts(&["to", "buyers_in", "holders_in"], &["to_outside"], problems),
        to_or_user: words.place_set(from, &["to_or_user_in"], problems),
        made: whereabouts(&["made_in", "makers_in"], &["made_outside"], problems),
        provider: whereabouts(&["provider_in"], &["provider_outside"], problems),
        border: match from.truth("crosses_border", problems) {
            Some(true) => Border::Crossed,
            Some(false) | None => Border::Any,
        },
        makers: from.texts("makers", problems).into_iter().map(|it| it.value).collect(),
        end_uses: ids(from, "end_uses", EndUse::new, problems),
        circumstances: circumstances(from, "circumstances", problems),
        any_of: read_conditions(from, "any_of", words, problems),
        ownership: from.section("ownership", problems).and_then(|it| read_ownership(it, problems)),
        equipment: from.one_of("equipment", &AGREED, problems).unwrap_or_default(),
        technology: words.place_set(from, &["technology_from"], problems),
        content: from.section("content", problems).and_then(|it| read_content(it, words, problems)),
        steps: from.section("steps", problems).and_then(|it| read_steps(it, words, problems)),
        conditions: read_conditions(from, "conditions", words, problems),
    }
}

/// Reads a list of ids.
pub(crate) fn ids<T>(
    from: &Section,
    key: &str,
    new: impl Fn(&str) -> Option<T>,
    problems: &mut Vec<Problem>,
) -> Vec<T> {
    let mut found = Vec::new();
    for said in from.texts(key, problems) {
        match new(&said.value) {
            Some(id) => found.push(id),
            None => unfit_id(from, key, &said, problems),
        }
    }
    found
}

fn unfit_id(from: &Section, key: &str, said: &Said<String>, problems: &mut Vec<Problem>) {
    let found = format!("`{}` for `{key}`", said.value);
    from.wrong(said, found, "an id without blanks, at most 47 bytes", "correct the id", problems);
}

fn circumstances(from: &Section, key: &str, problems: &mut Vec<Problem>) -> Vec<Circumstance> {
    let mut found = Vec::new();
    for said in from.texts(key, problems) {
        let known = Circumstance::WORDS.iter().find(|it| it.0 == said.value);
        match known {
            Some(known) => found.push(known.1),
            None => {
                let list = Circumstance::WORDS.map(|it| it.0);
                let remedy = nearest(&said.value, list)
                    .map_or("use a word of the list, or a condition".to_owned(), |near| {
                        format!("did you mean `{near}`?")
                    });
                let found = format!("circumstance `{}`", said.value);
                from.wrong(&said, found, format!("one of {}", list.join(", ")), remedy, problems);
            }
        }
    }
    found
}

/// Words for whether readers agree that something counts.
const AGREED: [(&str, Agreed); 3] =
    [("yes", Agreed::Yes), ("contested", Agreed::Contested), ("no", Agreed::No)];

/// Reads a bound in a unit of which `one` make a whole; none when no key of a bound is written.
fn read_bound(from: &Section, ending: &str, one: f64, problems: &mut Vec<Problem>) -> Option<Bound> {
    let kinds = [
        ("at_least", Bound::AtLeast(1.0)),
        ("more_than", Bound::MoreThan(1.0)),
        ("at_most", Bound::AtMost(1.0)),
        ("below", Bound::Below(1.0)),
    ];
    let mut found = None;
    for (word, bound) in kinds {
        let key = format!("{word}{ending}");
        let Some(number) = from.number(&key, Range::NotNegative, problems) else { continue };
        if found.is_some()
            && let Some(said) = from.node(&key)
        {
            from.wrong(said, "a second bound", "one bound", "remove one of the two", problems);
        }
        if one > 1.0
            && number > one
            && let Some(said) = from.node(&key)
        {
            from.wrong(said, "more than 100 %", "a share of at most 100 %", "correct the number", problems);
        }
        found = Some(bound.scaled(number / one));
    }
    found
}

fn read_content(from: &Section, words: &Words, problems: &mut Vec<Problem>) -> Option<Content> {
    let known = [
        "goods",
        "recipe",
        "origin",
        "makers",
        "of",
        "summed",
        "at_least_percent",
        "more_than_percent",
        "at_most_percent",
        "below_percent",
    ];
    from.only(&known, problems);
    let of = [("value", ContentOf::Value), ("mass", ContentOf::Mass)];
    let of = from.one_of("of", &of, problems).unwrap_or(ContentOf::Value);
    let bound = read_bound(from, "_percent", 100.0, problems);
    if bound.is_none() {
        from.missing("at_least_percent", problems);
    }
    let origin = from.text("origin", problems);
    let places = origin.as_ref().map(|it| words.places(&it.value).unwrap_or_default());
    if let (Some(said), Some(places)) = (&origin, &places)
        && places.len() != 1
    {
        let found = format!("origin `{}`", said.value);
        from.wrong(said, found, "one place", "name a single country", problems);
        return None;
    }
    Some(Content {
        goods: words.goods(from, "goods", problems),
        recipe: words.goods(from, "recipe", problems),
        origin: places.and_then(|it| it.first().copied()),
        makers: circumstances(from, "makers", problems),
        of,
        bound: bound?,
        summed: from.one_of("summed", &AGREED, problems).unwrap_or(Agreed::Yes),
    })
}

fn read_ownership(from: &Section, problems: &mut Vec<Problem>) -> Option<Ownership> {
    from.only(&["lists", "at_least_percent", "summed", "alone_percent", "chained"], problems);
    let lists: Vec<String> = from.texts("lists", problems).into_iter().map(|it| it.value).collect();
    if lists.is_empty() {
        from.missing("lists", problems);
    }
    let percent = from.required_number("at_least_percent", Range::NotNegative, problems)?;
    let summed = from.one_of("summed", &AGREED, problems).unwrap_or(Agreed::Yes);
    let alone = from.number("alone_percent", Range::NotNegative, problems).map(|it| it / 100.0);
    let chained = from.one_of("chained", &AGREED, problems).unwrap_or(Agreed::Yes);
    Some(Ownership { lists, at_least: percent / 100.0, summed, alone, chained })
}

fn read_steps(from: &Section, words: &Words, problems: &mut Vec<Problem>) -> Option<Steps> {
    from.only(&["any_of", "in", "named"], problems);
    let any_of = ids(from, "any_of", Stage::new, problems);
    if any_of.is_empty() {
        from.missing("any_of", problems);
    }
    let within = words.place_set(from, &["in"], problems);
    if within.is_none() {
        from.missing("in", problems);
    }
    let named = from.sections("named", problems);
    let named = named.into_iter().map(|it| read_named(it, words, problems)).collect();
    Some(Steps { any_of, within: within?, named })
}

fn read_named(from: &Section, words: &Words, problems: &mut Vec<Problem>) -> NamedElements {
    from.only(&["goods", "elements", "contested"], problems);
    let listed = |key: &str, problems: &mut Vec<Problem>| -> Vec<String> {
        from.texts(key, problems).into_iter().map(|it| it.value).collect()
    };
    let elements = listed("elements", problems);
    if elements.is_empty() {
        from.missing("elements", problems);
    }
    NamedElements {
        goods: words.goods(from, "goods", problems),
        elements,
        contested: listed("contested", problems),
    }
}

/// Reads a list of conditions.
pub(crate) fn read_conditions(
    from: &Section,
    key: &str,
    words: &Words,
    problems: &mut Vec<Problem>,
) -> Vec<Condition> {
    let sections = from.sections(key, problems);
    sections.into_iter().filter_map(|it| read_condition(it, words, problems)).collect()
}

fn read_condition(from: &Section, words: &Words, problems: &mut Vec<Problem>) -> Option<Condition> {
    const CONDITION_KEYS: [&str; 10] = [
        "id",
        "text",
        "at_least",
        "more_than",
        "at_most",
        "below",
        "certain_of",
        "certain_from",
        "certain_made_in",
        "only_in",
    ];
    from.only(&CONDITION_KEYS, problems);
    let id = from.required_text("id", problems);
    let text = from.required_text("text", problems);
    let bound = read_bound(from, "", 1.0, problems);
    let certain_of = words.goods(from, "certain_of", problems);
    let mut places = |key: &str| words.place_set(from, &[key], problems).map(Box::new);
    let (certain_from, certain_made_in) = (places("certain_from"), places("certain_made_in"));
    let only_in = places("only_in");
    let (id, text) = (id?.value, text?.value);
    Some(Condition { id, text, bound, certain_of, certain_from, certain_made_in, only_in })
}

/// Whether anything but notes is written in a scope's table.
pub(crate) fn asks_something(from: &Section) -> bool {
    from.entries().any(|(key, node)| {
        !["note", "text"].contains(&key.value.as_str()) && node.value != Node::List(Vec::new())
    })
}
