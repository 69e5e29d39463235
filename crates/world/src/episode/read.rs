//! From an episode file to an [`Episode`], or every problem of the file at once.

use std::collections::BTreeMap;

use coercivity_data::{Bundle, Problem, Range, Section};
use coercivity_quantity::Day;

use super::Episode;
use super::balance::tell_contradictions;
use super::idle::tell_idle;
use super::law::{law, tell_unknown_law};
use super::once::tell_repeated;
use super::order::in_order;
use super::outside::{practice, shock};
use super::parts::Parts;
use super::told::{aggregate, history, project_class};
use super::trade::{good, lane, maker, user};
use crate::economy::Parameter;
use crate::measures::read_measure;
use crate::scenario::Ranged;
use crate::world::World;

/// What the first line of an episode file says.
pub const EPISODE_FORMAT: &str = "coercivity.episode/1";
/// Folder of the shipped episodes.
pub const EPISODES: &str = "data/history/episodes/";

const KEYS: [&str; 22] = [
    "format",
    "id",
    "title",
    "note",
    "known_on",
    "supplier",
    "from",
    "months",
    "freight_usd_per_kg",
    "good",
    "maker",
    "lane",
    "user",
    "law",
    "measure",
    "practice",
    "shock",
    "aggregate",
    "project_class",
    "history",
    "assume",
    "source",
];

/// Longest run, in months.
const MONTHS_MOST: f64 = 600.0;

/// Every episode of a bundle, in the order of their paths.
pub fn load_episodes(bundle: &Bundle, world: &World, problems: &mut Vec<Problem>) -> Vec<Episode> {
    let files = bundle.files().filter(|it| it.0.starts_with(EPISODES) && it.0.ends_with(".toml"));
    files.filter_map(|(path, text)| read_episode(path, text, world, problems)).collect()
}

/// Reads an episode; `None` when it has a problem.
pub fn read_episode(path: &str, text: &str, world: &World, problems: &mut Vec<Problem>) -> Option<Episode> {
    let before = problems.len();
    let from = Section::read(path, text, problems);
    from.only(&KEYS, problems);
    if let Some(format) = from.required_text("format", problems)
        && format.value != EPISODE_FORMAT
    {
        let found = format!("format `{}`", format.value);
        from.wrong(
            &format,
            found,
            format!("`{EPISODE_FORMAT}`"),
            "write the format this program reads",
            problems,
        );
    }
    let known_on = from.day("known_on", problems);
    let needed = ["known_on", "supplier", "from", "months"];
    for key in needed.iter().filter(|it| !from.has(it)) {
        from.missing(key, problems);
    }
    if !from.has("good") && !from.has("project_class") {
        from.missing("good", problems);
    }
    let (goods, _) = ids(&from, "good", problems);
    let (aggregates, shared) = ids(&from, "aggregate", problems);
    // Without a day of knowledge everything else is still read: what is wrong there is told at once.
    let day = known_on.as_ref().map(|it| it.value).or_else(|| Day::new(9999, 12, 31))?;
    for table in from.sections("aggregate", &mut Vec::new()) {
        if let Some(said) = table.text("id", &mut Vec::new()).filter(|it| goods.contains(&it.value)) {
            let found = format!("aggregate `{}`, which is a [[good]] too", said.value);
            table.wrong(&said, found, "a name of its own", "name the aggregate otherwise", problems);
        }
    }
    let text_of = |it: &Section, key: &str| it.text(key, &mut Vec::new()).map(|it| it.value);
    let laws = from.sections("good", &mut Vec::new()).iter().filter_map(|it| text_of(it, "law")).collect();
    let user_classes =
        from.sections("user", &mut Vec::new()).iter().filter_map(|it| text_of(it, "class")).collect();
    let parts = Parts { world, goods, laws, user_classes, shared, aggregates, known_on: day };
    let episode = linked(&from, text, &parts, problems);
    // Places in lists are meant of whole lists.
    if problems.len() == before { episode.map(in_order) } else { None }
}

/// Ids of the tables of a kind, and those of them that may be traded by name; an id that stands twice is told.
fn ids(from: &Section, key: &str, problems: &mut Vec<Problem>) -> (Vec<String>, Vec<Option<String>>) {
    let (mut ids, mut shared): (Vec<String>, Vec<Option<String>>) = (Vec::new(), Vec::new());
    let mut laws: Vec<String> = Vec::new();
    for table in from.sections(key, &mut Vec::new()) {
        let said = table.text("id", &mut Vec::new());
        let law = table.text("law", &mut Vec::new());
        for (said, seen) in [(&said, &ids), (&law, &laws)] {
            if let Some(said) = said.as_ref().filter(|it| seen.contains(&it.value)) {
                let found = format!("`{}`, which stands above", said.value);
                table.wrong(said, found, "each once", "merge the two tables", problems);
            }
        }
        laws.extend(law.map(|it| it.value));
        let id = said.map(|it| it.value);
        shared.push(id.clone().filter(|_| table.has("shares")));
        ids.push(id.unwrap_or_default());
    }
    (ids, shared)
}

fn linked(from: &Section, text: &str, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<Episode> {
    let id = from.required_text("id", problems);
    let title = from.required_text("title", problems);
    let supplier = parts.place(from, "supplier", problems);
    let first = parts.month(from, "from", problems);
    let months = from.number("months", Range::Positive, problems);
    if let (Some(said), Some(count)) = (from.node("months"), months)
        && (count > MONTHS_MOST || count.fract() != 0.0)
    {
        let remedy = "write a whole number of months";
        from.wrong(said, format!("{count} months"), format!("1 to {MONTHS_MOST}"), remedy, problems);
    }
    let freight = parts.ranged(from, "freight_usd_per_kg", Range::NotNegative, problems);
    let before = problems.len();
    let goods = all(from, "good", problems, |it, problems| good(it, parts, problems));
    let makers = all(from, "maker", problems, |it, problems| maker(it, parts, problems));
    let lanes = all(from, "lane", problems, |it, problems| lane(it, parts, problems));
    let tonnes_known = problems.len() == before;
    let users = all(from, "user", problems, |it, problems| user(it, parts, problems));
    let law = law(from, parts, problems);
    let measures =
        all(from, "measure", problems, |it, problems| read_measure(it, &parts.world.words, problems));
    let practices = all(from, "practice", problems, |it, problems| practice(it, parts, problems));
    let shocks = all(from, "shock", problems, |it, problems| shock(it, parts, problems));
    let aggregates = all(from, "aggregate", problems, |it, problems| aggregate(it, parts, problems));
    let projects = all(from, "project_class", problems, |it, problems| project_class(it, parts, problems));
    let history = all(from, "history", problems, |it, problems| history(it, parts, problems));
    let assume = assume(from, parts, problems);
    tell_repeated(from, problems);
    tell_unknown_law(from, (&law, &measures), parts, problems);
    let episode = Episode {
        id: id?.value,
        title: title?.value,
        text: text.to_owned(),
        known_on: parts.known_on,
        known_on_at: from.placed("known_on"),
        supplier: supplier?,
        from: first?,
        months: months? as u32,
        freight: freight.unwrap_or(Ranged::fixed(0.0)),
        goods,
        makers,
        lanes,
        users,
        law,
        measures,
        practices,
        shocks,
        aggregates,
        projects,
        history,
        assume,
    };
    // What could not be read is told already, and without it sums would be wrong.
    if tonnes_known && episode.aggregates.len() == parts.aggregates.len() {
        tell_contradictions(from, &episode, problems);
        tell_idle(from, &episode, problems);
    }
    Some(episode)
}

pub(super) fn all<T>(
    from: &Section,
    key: &str,
    problems: &mut Vec<Problem>,
    read: impl Fn(&Section, &mut Vec<Problem>) -> Option<T>,
) -> Vec<T> {
    let sections = from.sections(key, problems);
    sections.into_iter().filter_map(|it| read(it, problems)).collect()
}

fn assume(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> BTreeMap<String, Ranged> {
    let mut found = BTreeMap::new();
    let Some(section) = from.section("assume", problems) else { return found };
    for (key, _) in section.entries() {
        let Some(&parameter) = Parameter::ALL.iter().find(|it| it.id() == key.value) else {
            let near = coercivity_data::nearest(&key.value, Parameter::ALL.iter().map(|it| it.id()));
            let remedy = near.map_or("remove it".to_owned(), |it| format!("did you mean `{it}`?"));
            let found = format!("parameter `{}`", key.value);
            section.wrong(key, found, "a parameter of the model", remedy, problems);
            continue;
        };
        let Some(range) = parts.ranged(section, &key.value, Range::Any, problems) else { continue };
        if let Err(expected) = parts.world.economy.parameters.may_assume(parameter, range) {
            let found = format!("{} to {} for `{}`", range.low, range.high, key.value);
            section.wrong(key, found, expected, "correct the range", problems);
        }
        found.insert(key.value.clone(), range);
    }
    found
}
