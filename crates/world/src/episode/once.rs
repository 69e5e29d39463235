//! What stands twice in an episode, or in two files.

use std::collections::BTreeMap;

use coercivity_data::{Node, Problem, Said, Section};

/// Tells every table of an episode that stands twice. Goods and aggregates are told where their names are read.
pub(super) fn tell_repeated(from: &Section, problems: &mut Vec<Problem>) {
    for key in ["maker", "practice", "shock"] {
        repeated(from, key, problems, |table| {
            let said = table.text("id", &mut Vec::new())?;
            Some((said.clone(), said.value))
        });
    }
    repeated(from, "project_class", problems, |table| {
        let mut unheard = Vec::new();
        let (said, place) = (table.text("id", &mut unheard)?, table.text("place", &mut unheard)?);
        let name = format!("{} in {}", said.value, place.value);
        Some((said, name))
    });
    repeated(from, "lane", problems, |table| {
        let text = |key| table.text(key, &mut Vec::new());
        let (good, start, end) = (text("good")?, text("from")?, text("to")?);
        let name = format!("{} from {} to {}", good.value, start.value, end.value);
        Some((good, name))
    });
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for table in from.sections("history", &mut Vec::new()) {
        let part = |key| table.text(key, &mut Vec::new()).map_or("-".to_owned(), |it| it.value);
        let series = ["quantity", "good", "place", "tier", "counterpart"].map(part).join(":");
        let months = table.section("values", &mut Vec::new()).into_iter().flat_map(Section::entries);
        for (month, _) in months {
            let name = format!("{} of {series}", month.value);
            told_once(table, (month, name), &mut told, problems);
        }
    }
}

fn repeated(
    from: &Section,
    key: &str,
    problems: &mut Vec<Problem>,
    name: impl Fn(&Section) -> Option<(Said<String>, String)>,
) {
    let mut told = BTreeMap::new();
    for table in from.sections(key, &mut Vec::new()) {
        if let Some((said, name)) = name(table) {
            told_once(table, (&said, format!("{key} `{name}`")), &mut told, problems);
        }
    }
}

fn told_once(
    from: &Section,
    (said, name): (&Said<String>, String),
    told: &mut BTreeMap<String, usize>,
    problems: &mut Vec<Problem>,
) {
    if let Some(first) = told.get(&name) {
        let found = format!("{name}, which stands in line {first} already");
        from.wrong(said, found, "each once", "remove one of the two, or name it otherwise", problems);
    } else {
        told.insert(name, said.line);
    }
}

/// Tells every id that two episode files bear: a fact names its episode by it. `files` are paths and texts.
pub fn tell_repeated_episodes<'a>(
    files: impl Iterator<Item = (&'a str, &'a str)>,
    problems: &mut Vec<Problem>,
) {
    let mut told: BTreeMap<String, String> = BTreeMap::new();
    for (path, text) in files {
        let file = Section::read(path, text, &mut Vec::new());
        let Some(said) = file.node("id") else { continue };
        let Node::Text(id) = &said.value else { continue };
        if let Some(first) = told.get(id) {
            let found = format!("episode `{id}`, which {first} is already");
            file.wrong(said, found, "each id in one file", "give one of the two another id", problems);
        } else {
            told.insert(id.clone(), path.to_owned());
        }
    }
}
