//! Variants and sliders, as written.

use crate::problem::Problem;
use crate::scenario::placed::{self, Placed};
use crate::section::{Node, Said, Section};
use crate::table::Range;

/// One `[[variant]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct VariantRow {
    /// Its id.
    pub id: Placed<String>,
    /// Paths, each with its new value in TOML.
    pub set: Vec<(Placed<String>, String)>,
    /// Ids of items left out.
    pub without: Vec<Placed<String>>,
}

/// One `[[slider]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct SliderRow {
    /// Where the value stands.
    pub path: Placed<String>,
    /// Least.
    pub min: f64,
    /// Most.
    pub max: f64,
    /// Step.
    pub step: Option<f64>,
}

impl VariantRow {
    pub(super) fn read(from: &Section, problems: &mut Vec<Problem>) -> Option<Self> {
        from.only(&["id", "set", "without", "note"], problems);
        placed::text(from, "note", problems);
        let id = placed::required_text(from, "id", problems);
        let set = from.section("set", problems).map(|set| {
            let path = |said: &Said<String>| Placed::of(set, said.clone());
            set.entries().map(|it| (path(it.0), toml_text(&it.1.value))).collect()
        });
        let without = placed::texts(from, "without", problems).unwrap_or_default();
        if set.is_none() && without.is_empty() {
            from.missing("set` or `without", problems);
        }
        Some(Self { id: id?, set: set.unwrap_or_default(), without })
    }
}

impl SliderRow {
    pub(super) fn read(from: &Section, problems: &mut Vec<Problem>) -> Option<Self> {
        from.only(&["path", "min", "max", "step", "note"], problems);
        placed::text(from, "note", problems);
        let path = placed::required_text(from, "path", problems);
        let min = from.required_number("min", Range::Any, problems);
        let max = from.required_number("max", Range::Any, problems);
        let step = placed::number(from, "step", Range::NotNegative, problems);
        let (path, min, max) = (path?, min?, max?);
        if min >= max {
            let found = format!("min {min} and max {max}");
            problems.push(path.problem(found, "min below max", "put the two numbers in order"));
            return None;
        }
        if let Some(step) = step.as_ref().filter(|it| it.value <= 0.0 || it.value > max - min) {
            let found = format!("step {}", step.value);
            problems.push(step.problem(found, "a step between 0 and max - min", "correct the step"));
        }
        Some(Self { path, min, max, step: step.map(|it| it.value) })
    }
}

/// A value as TOML writes it on one line.
fn toml_text(node: &Node) -> String {
    match node {
        Node::Text(text) => toml::Value::String(text.clone()).to_string(),
        Node::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Node::Number(number) => number.to_string(),
        Node::Truth(truth) => truth.to_string(),
        Node::Day(day) => day.to_string(),
        Node::List(items) => {
            let items: Vec<String> = items.iter().map(|it| toml_text(&it.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Node::Section(section) => {
            let key = |it: &str| match it.chars().all(|it| it.is_ascii_alphanumeric() || "-_".contains(it)) {
                true if !it.is_empty() => it.to_owned(),
                _ => toml::Value::String(it.to_owned()).to_string(),
            };
            let items: Vec<String> = section
                .entries()
                .map(|it| format!("{} = {}", key(&it.0.value), toml_text(&it.1.value)))
                .collect();
            format!("{{ {} }}", items.join(", "))
        }
        Node::Other => "\"\"".to_owned(),
    }
}

/// Whether a path leads to something in a file: tables are walked by key, lists by the id of their items, and the
/// name of a list may be left out.
pub(super) fn leads_somewhere(from: &Section, path: &[&str]) -> bool {
    let Some((step, rest)) = path.split_first() else { return true };
    let direct = from.node(step).is_some_and(|said| match &said.value {
        Node::Section(section) => leads_somewhere(section, rest),
        Node::List(_) => match rest.split_first() {
            None => true,
            Some((id, rest)) => item(&said.value, id).is_some_and(|it| leads_somewhere(it, rest)),
        },
        _ => rest.is_empty(),
    });
    let in_a_list =
        || from.entries().filter_map(|it| item(&it.1.value, step)).any(|it| leads_somewhere(it, rest));
    direct || in_a_list()
}

fn item<'a>(list: &'a Node, id: &str) -> Option<&'a Section> {
    let Node::List(items) = list else { return None };
    let sections = items.iter().filter_map(|it| match &it.value {
        Node::Section(section) => Some(section),
        _ => None,
    });
    let named = |it: &&Section| it.node("id").is_some_and(|it| it.value == Node::Text(id.to_owned()));
    sections.into_iter().find(named)
}
