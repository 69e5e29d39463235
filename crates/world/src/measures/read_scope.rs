//! Reads the scope of a clause from its table.

use coercivity_data::{Node, Problem, Range, Said, Section, nearest};
use coercivity_quantity::ValueShare;

use crate::id::{EndUse, Stage};
use crate::measures::movement::Circumstance;
use crate::measures::places::Whereabouts;
use crate::measures::scope::{Border, Condition, Content, Scope, Steps};
use crate::measures::words::Words;

const KEYS: [&str; 22] = [
    "goods",
    "from",
    "from_outside",
    "to",
    "to_outside",
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
        from: whereabouts(&["from"], &["from_outside"], problems),
        to: whereabouts(&["to", "buyers_in", "holders_in"], &["to_outside"], problems),
        made: whereabouts(&["made_in", "makers_in"], &["made_outside"], problems),
        provider: whereabouts(&["provider_in"], &["provider_outside"], problems),
        border: match from.truth("crosses_border", problems) {
            Some(true) => Border::Crossed,
            Some(false) | None => Border::Any,
        },
        makers: from.texts("makers", problems).into_iter().map(|it| it.value).collect(),
        end_uses: ids(from, "end_uses", EndUse::new, problems),
        circumstances: circumstances(from, problems),
        technology: words.place_set(from, &["technology_from"], problems),
        content: from.section("content", problems).and_then(|it| read_content(it, words, problems)),
        steps: from.section("steps", problems).and_then(|it| read_steps(it, words, problems)),
        conditions: from
            .sections("conditions", problems)
            .into_iter()
            .filter_map(|it| read_condition(it, problems))
            .collect(),
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

fn circumstances(from: &Section, problems: &mut Vec<Problem>) -> Vec<Circumstance> {
    let mut found = Vec::new();
    for said in from.texts("circumstances", problems) {
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

fn read_content(from: &Section, words: &Words, problems: &mut Vec<Problem>) -> Option<Content> {
    from.only(&["goods", "origin", "of", "at_least_percent"], problems);
    from.one_of("of", &[("value", ())], problems);
    let goods = words.goods(from, "goods", problems);
    let percent = from.required_number("at_least_percent", Range::NotNegative, problems);
    let origin = from.required_text("origin", problems)?;
    let places = words.places(&origin.value).unwrap_or_default();
    let [origin_place] = places[..] else {
        from.wrong(
            &origin,
            format!("origin `{}`", origin.value),
            "one place",
            "name a single country",
            problems,
        );
        return None;
    };
    let at_least = ValueShare::of_percent(percent?);
    if at_least.is_none()
        && let Some(said) = from.node("at_least_percent")
    {
        from.wrong(said, "more than 100 %", "a share of at most 100 %", "correct the number", problems);
    }
    Some(Content { goods, origin: origin_place, at_least: at_least? })
}

fn read_steps(from: &Section, words: &Words, problems: &mut Vec<Problem>) -> Option<Steps> {
    from.only(&["any_of", "in"], problems);
    let any_of = ids(from, "any_of", Stage::new, problems);
    if any_of.is_empty() {
        from.missing("any_of", problems);
    }
    let within = words.place_set(from, &["in"], problems);
    if within.is_none() {
        from.missing("in", problems);
    }
    Some(Steps { any_of, within: within? })
}

fn read_condition(from: &Section, problems: &mut Vec<Problem>) -> Option<Condition> {
    from.only(&["id", "text"], problems);
    let id = from.required_text("id", problems);
    let text = from.required_text("text", problems);
    Some(Condition { id: id?.value, text: text?.value })
}

/// Whether anything but notes is written in a scope's table.
pub(crate) fn asks_something(from: &Section) -> bool {
    from.entries().any(|(key, node)| {
        !["note", "text"].contains(&key.value.as_str()) && node.value != Node::List(Vec::new())
    })
}
