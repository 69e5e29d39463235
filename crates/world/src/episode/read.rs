//! From an episode file to an [`Episode`], or every problem of the file at once.

use std::collections::BTreeMap;

use coercivity_data::{Bundle, Node, Problem, Range, Section};
use coercivity_quantity::{Day, Month};

use super::parts::Parts;
use super::trade::{good, lane, maker, user};
use super::{Aggregate, AggregateKind, Episode, History, Moved, Noise, Shock};
use crate::economy::Parameter;
use crate::id::InstrumentId;
use crate::measures::read::clause_refs;
use crate::measures::{ClauseRef, read_measure};
use crate::scenario::{Practice, Ranged};
use crate::world::World;

/// What the first line of an episode file says.
pub const EPISODE_FORMAT: &str = "coercivity.episode/1";
/// Folder of the shipped episodes.
const FOLDER: &str = "data/history/episodes/";

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
    "noise",
    "aggregate",
    "history",
    "assume",
    "source",
];

/// Every episode of a bundle, in the order of their paths.
pub fn load_episodes(bundle: &Bundle, world: &World, problems: &mut Vec<Problem>) -> Vec<Episode> {
    let files = bundle.files().filter(|it| it.0.starts_with(FOLDER) && it.0.ends_with(".toml"));
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
    for key in ["known_on", "supplier", "from", "months", "good"].iter().filter(|it| !from.has(it)) {
        from.missing(key, problems);
    }
    let known_on: Day = known_on?.value;
    let ids = from.sections("good", problems).into_iter().filter_map(|it| it.text("id", &mut Vec::new()));
    let parts = Parts { world, goods: ids.map(|it| it.value).collect(), known_on };
    let episode = linked(&from, text, &parts, problems);
    if problems.len() == before { episode } else { None }
}

fn linked(from: &Section, text: &str, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<Episode> {
    let id = from.required_text("id", problems);
    let title = from.required_text("title", problems);
    let supplier = parts.place(from, "supplier", problems);
    let first = parts.month(from, "from", problems);
    let months = from.number("months", Range::NotNegative, problems);
    let freight = parts.ranged(from, "freight_usd_per_kg", Range::NotNegative, problems);
    let goods = all(from, "good", problems, |it, problems| good(it, parts, problems));
    let makers = all(from, "maker", problems, |it, problems| maker(it, parts, problems));
    let lanes = all(from, "lane", problems, |it, problems| lane(it, parts, problems));
    let users = all(from, "user", problems, |it, problems| user(it, parts, problems));
    let law = law(from, parts, problems);
    let measures =
        all(from, "measure", problems, |it, problems| read_measure(it, &parts.world.words, problems));
    let practices = all(from, "practice", problems, |it, problems| practice(it, parts, problems));
    let shocks = all(from, "shock", problems, |it, problems| shock(it, parts, problems));
    let noise = from.section("noise", problems).and_then(|it| noise(it, parts, problems));
    let aggregates = all(from, "aggregate", problems, |it, problems| aggregate(it, parts, problems));
    let history = all(from, "history", problems, |it, problems| history(it, parts, problems));
    let assume = assume(from, parts, problems);
    Some(Episode {
        id: id?.value,
        title: title?.value,
        text: text.to_owned(),
        known_on: parts.known_on,
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
        noise,
        aggregates,
        history,
        assume,
    })
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

/// Instruments of the world; an episode may use those announced within its run.
fn law(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Vec<InstrumentId> {
    let mut found = Vec::new();
    for said in from.texts("law", problems) {
        match InstrumentId::new(&said.value).filter(|id| parts.world.measures.iter().any(|it| it.id == *id)) {
            Some(id) => found.push(id),
            None => {
                let expected = "an id of data/measures";
                from.wrong(
                    &said,
                    format!("instrument `{}`", said.value),
                    expected,
                    "see `measures`",
                    problems,
                );
            }
        }
    }
    found
}

fn practice(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<Practice> {
    from.only(
        &[
            "id",
            "clauses",
            "destinations",
            "from",
            "until",
            "granted_share",
            "hazard_per_month",
            "wait_months",
            "source",
            "confidence",
            "note",
        ],
        problems,
    );
    let id = from.required_text("id", problems);
    let clauses: Vec<ClauseRef> = clause_refs(from, "clauses", problems);
    let mut destinations = Vec::new();
    for said in from.texts("destinations", problems) {
        destinations.extend(crate::Place::new(&said.value));
    }
    let (first, last) = (from.day("from", problems), from.day("until", problems));
    let granted = parts.required(from, "granted_share", Range::Share, problems);
    let hazard_per_month = parts.ranged(from, "hazard_per_month", Range::Share, problems);
    let wait_months = parts.ranged(from, "wait_months", Range::NotNegative, problems);
    let cited = parts.cited(from, problems);
    Some(Practice {
        id: id?.value,
        clauses,
        destinations,
        from: first?.value,
        until: last.map(|it| it.value),
        granted_share: granted?,
        hazard_per_month,
        wait_months,
        except_uses: Vec::new(),
        cited: cited?,
    })
}

fn shock(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<Shock> {
    from.only(
        &["id", "moves", "goods", "place", "share", "from", "to", "source", "confidence", "note"],
        problems,
    );
    let id = from.required_text("id", problems);
    let kinds = [("supply", Moved::Supply), ("demand", Moved::Demand), ("stocks", Moved::Stocks)];
    if !from.has("moves") {
        from.missing("moves", problems);
    }
    let moves = from.one_of("moves", &kinds, problems);
    let goods = parts.goods(from, problems);
    let place = parts.place(from, "place", problems);
    let share = parts.required(from, "share", Range::NotNegative, problems);
    let (first, last) = (parts.month(from, "from", problems), parts.month(from, "to", problems));
    let cited = parts.cited(from, problems);
    Some(Shock {
        id: id?.value,
        moves: moves?,
        goods,
        place,
        share: share?,
        from: first?,
        to: last?,
        cited: cited?,
    })
}

fn noise(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<Noise> {
    from.only(&["deviation", "persistence", "shared", "source", "confidence", "note"], problems);
    let deviation = parts.required(from, "deviation", Range::NotNegative, problems);
    let persistence = parts.required(from, "persistence", Range::Share, problems);
    let shared = parts.required(from, "shared", Range::Share, problems);
    let cited = parts.cited(from, problems);
    Some(Noise { deviation: deviation?, persistence: persistence?, shared: shared?, cited: cited? })
}

fn aggregate(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<Aggregate> {
    from.only(&["id", "kind", "goods", "weights"], problems);
    let id = from.required_text("id", problems);
    let kinds = [
        ("sum", AggregateKind::Sum),
        ("basket", AggregateKind::Basket),
        ("relative", AggregateKind::Relative),
    ];
    let kind = from.one_of("kind", &kinds, problems).unwrap_or(AggregateKind::Sum);
    let mut members: Vec<(usize, f64)> =
        parts.goods(from, problems).into_iter().map(|it| (it, 1.0)).collect();
    for (key, node) in from.section("weights", problems).into_iter().flat_map(Section::entries) {
        match (parts.goods.iter().position(|it| *it == key.value), &node.value) {
            (Some(good), Node::Number(weight)) => members.push((good, *weight)),
            _ => {
                from.wrong(key, format!("`{}`", key.value), "good = weight", "use ids of [[good]]", problems)
            }
        }
    }
    Some(Aggregate { id: id?.value, kind, members })
}

fn history(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<History> {
    from.only(
        &["quantity", "good", "place", "tier", "counterpart", "values", "source", "confidence", "note"],
        problems,
    );
    let part = |key: &str, problems: &mut Vec<Problem>| match from.has(key) {
        true => from.text(key, problems).map(|it| it.value),
        false => Some("-".to_owned()),
    };
    let key = [
        part("quantity", problems)?,
        part("good", problems)?,
        part("place", problems)?,
        part("tier", problems)?,
        part("counterpart", problems)?,
    ];
    let mut values = Vec::new();
    for (said, node) in from.section("values", problems).into_iter().flat_map(Section::entries) {
        let month: Option<Month> = said.value.parse().ok();
        match (month, &node.value) {
            (Some(month), Node::Number(value)) => {
                let ended = month.plus(1).first_day().is_some_and(|it| it <= parts.known_on.plus_days(1));
                if ended {
                    values.push((month, *value));
                } else {
                    let found = format!("{month}, which had not ended on {}", parts.known_on);
                    let remedy = "leave it out: it peeks past `known_on`";
                    from.wrong(said, found, "a month known by then", remedy, problems);
                }
            }
            _ => {
                let found = format!("`{}`", said.value);
                from.wrong(said, found, "\"2024-05\" = 4762", "write month = value", problems);
            }
        }
    }
    let cited = parts.cited(from, problems);
    Some(History { key, values, cited: cited? })
}

fn assume(from: &Section, parts: &Parts<'_>, problems: &mut Vec<Problem>) -> BTreeMap<String, Ranged> {
    let mut found = BTreeMap::new();
    let Some(section) = from.section("assume", problems) else { return found };
    for (key, _) in section.entries() {
        if !Parameter::ALL.iter().any(|it| it.id() == key.value) {
            let near = coercivity_data::nearest(&key.value, Parameter::ALL.iter().map(|it| it.id()));
            let remedy = near.map_or("remove it".to_owned(), |it| format!("did you mean `{it}`?"));
            section.wrong(
                key,
                format!("parameter `{}`", key.value),
                "a parameter of the model",
                remedy,
                problems,
            );
            continue;
        }
        if let Some(range) = parts.ranged(section, &key.value, Range::Any, problems) {
            found.insert(key.value.clone(), range);
        }
    }
    found
}
