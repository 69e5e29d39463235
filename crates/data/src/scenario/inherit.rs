//! A scenario with what it extends filled in.

use crate::bundle::Bundle;
use crate::problem::{Problem, nearest};
use crate::scenario::placed::Placed;
use crate::scenario::practice_row::PracticeRow;
use crate::scenario::record::ScenarioRecord;
use crate::scenario::setting_row::leads_somewhere;
use crate::section::Section;

/// Folder of the scenarios that ship with a bundle.
const FOLDER: &str = "scenarios/";

/// A scenario with those that it extends, as written and put together.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioRecords {
    /// All of it: what a file does not say is its parent's.
    pub whole: ScenarioRecord,
    /// Ids of the scenarios that it extends, the nearest first.
    pub extends: Vec<String>,
    files: Vec<Section>,
    /// Ids of practices, each with the id of the practice that it inherits from.
    heirs: Vec<(String, String)>,
}

impl ScenarioRecords {
    /// Reads a scenario and those that it extends; a text that is the bundle's own need not be in it.
    pub fn read(bundle: &Bundle, path: &str, text: &str, problems: &mut Vec<Problem>) -> Self {
        let section = Section::read(path, text, problems);
        let mut records = vec![ScenarioRecord::read(&section, problems)];
        let mut files = vec![section];
        let mut extends: Vec<String> = Vec::new();
        while let Some(parent) = records.last().and_then(|it| it.extends.clone()) {
            let parent_path = format!("{FOLDER}{}.toml", parent.value);
            let Some(parent_text) = bundle.text(&parent_path) else {
                problems.push(unknown_parent(bundle, &parent));
                break;
            };
            if files.iter().any(|it| it.path == parent_path) {
                let found = format!("`{}`, which this scenario extends in the end", parent.value);
                problems.push(parent.problem(
                    found,
                    "a scenario that does not come back to this one",
                    "cut the circle",
                ));
                break;
            }
            let section = Section::read(&parent_path, parent_text, problems);
            records.push(ScenarioRecord::read(&section, problems));
            files.push(section);
            extends.push(parent.value);
        }
        for record in &records {
            tell_twins(record, problems);
        }
        let heirs = records.iter().flat_map(|it| &it.practices).filter_map(heir).collect();
        let mut whole = records.pop().expect("the file itself is one of the records");
        while let Some(child) = records.pop() {
            whole = child.over(whole, &extends[records.len()..], problems);
        }
        for orphan in whole.practices.iter().filter_map(|it| it.inherit.as_ref()) {
            problems.push(orphan.problem(
                format!("`inherit` of `{}`", orphan.value),
                "a scenario that this one extends, with a practice of this id; `SCENARIO:ID` names another id",
                "name the scenario in `extends`, or say every value here",
            ));
        }
        Self { whole, extends, files, heirs }
    }
    /// Whether a path such as `practice.NAME.granted_share.best` leads to a value of the file or of one that it
    /// extends.
    pub fn leads_to_a_value(&self, path: &str) -> bool {
        let steps: Vec<&str> = path.split('.').collect();
        let written = |steps: &[&str]| self.files.iter().any(|it| leads_somewhere(it, steps));
        // What a practice inherits stands under the id of another.
        let inherited = || match &steps[..] {
            ["practice", id, rest @ ..] => self.heirs.iter().filter(|it| it.0 == *id).any(|it| {
                let steps: Vec<&str> = ["practice", &it.1].into_iter().chain(rest.iter().copied()).collect();
                written(&steps)
            }),
            _ => false,
        };
        written(&steps) || inherited()
    }
    /// Whether a file is one of those that were read.
    pub fn holds_file(&self, path: &str) -> bool {
        self.files.iter().any(|it| it.path == path)
    }
}

fn unknown_parent(bundle: &Bundle, parent: &Placed<String>) -> Problem {
    let known: Vec<&str> =
        bundle.under(FOLDER).filter_map(|it| it.0.strip_prefix(FOLDER)?.strip_suffix(".toml")).collect();
    let remedy = nearest(&parent.value, known.iter().copied())
        .map_or("name a scenario that ships".to_owned(), |near| format!("did you mean `{near}`?"));
    parent.problem(format!("scenario `{}`", parent.value), format!("one of {}", known.join(", ")), remedy)
}

/// Tells items of one file that share an id: a path by id would mean both.
fn tell_twins(record: &ScenarioRecord, problems: &mut Vec<Problem>) {
    let practices = record.practices.iter().map(|it| &it.id);
    let cuts = record.cuts.iter().map(|it| &it.id);
    let variants = record.variants.iter().map(|it| &it.id);
    let mut seen: Vec<&str> = Vec::new();
    for id in practices.chain(cuts).chain(variants) {
        if seen.contains(&id.value.as_str()) {
            let remedy = "rename one of the two";
            problems.push(id.problem(
                format!("id `{}` again", id.value),
                "every id once in the file",
                remedy,
            ));
        }
        seen.push(&id.value);
    }
}

impl ScenarioRecord {
    /// This scenario with what it does not say taken from its parent, whose name and whose parents' names are
    /// `names`. Items of lists are known by their ids: an item of the same id takes the place of the parent's.
    fn over(self, parent: Self, names: &[String], problems: &mut Vec<Problem>) -> Self {
        let parent = parent.less(&self.without, problems);
        let filled = |it: PracticeRow| match inherited(&it, &parent, names) {
            Some(old) => it.over(old),
            None => it,
        };
        let practices: Vec<PracticeRow> = self.practices.into_iter().map(filled).collect();
        Self {
            file: self.file,
            id: self.id,
            title: self.title,
            extends: self.extends,
            known_on: self.known_on.or(parent.known_on),
            supplier: self.supplier.or(parent.supplier),
            buyers: self.buyers.or(parent.buyers),
            from: self.from.or(parent.from),
            months: self.months.or(parent.months),
            blocs: by_key(self.blocs, parent.blocs, |it| it.name.value.clone()),
            // The first that fits wins, so the child speaks first.
            laws: self.laws.into_iter().chain(parent.laws).collect(),
            practices: by_key(practices, parent.practices, |it| it.id.value.clone()),
            cuts: by_key(self.cuts, parent.cuts, |it| it.id.value.clone()),
            measures: by_key(self.measures, parent.measures, measure_id),
            end_uses: self.end_uses.or(parent.end_uses),
            figures: self.figures.or(parent.figures),
            claims: self.claims.or(parent.claims),
            draws: self.draws.or(parent.draws),
            seed: self.seed.or(parent.seed),
            look_ahead_months: self.look_ahead_months.or(parent.look_ahead_months),
            assume: by_key(self.assume, parent.assume, |it| it.id.value.clone()),
            variants: by_key(self.variants, parent.variants, |it| it.id.value.clone()),
            sliders: by_key(self.sliders, parent.sliders, |it| it.path.value.clone()),
            without: Vec::new(),
        }
    }

    /// The scenario without some items; an id that no item has is a problem.
    fn less(mut self, without: &[Placed<String>], problems: &mut Vec<Problem>) -> Self {
        let ids = self.item_ids();
        for said in without.iter().filter(|it| !ids.contains(&it.value)) {
            let remedy = nearest(&said.value, ids.iter().map(String::as_str))
                .map_or("remove the id".to_owned(), |near| format!("did you mean `{near}`?"));
            let expected = "the id of a practice, cut, measure or variant of the extended scenario";
            problems.push(said.problem(format!("`{}` for `without`", said.value), expected, remedy));
        }
        let kept = |id: &str| !without.iter().any(|it| it.value == id);
        self.practices.retain(|it| kept(&it.id.value));
        self.cuts.retain(|it| kept(&it.id.value));
        self.measures.retain(|it| kept(&measure_id(it)));
        self.variants.retain(|it| kept(&it.id.value));
        self
    }

    fn item_ids(&self) -> Vec<String> {
        let practices = self.practices.iter().map(|it| it.id.value.clone());
        let cuts = self.cuts.iter().map(|it| it.id.value.clone());
        let variants = self.variants.iter().map(|it| it.id.value.clone());
        practices.chain(cuts).chain(variants).chain(self.measures.iter().map(measure_id)).collect()
    }
}

/// A practice that inherits under an id of its own, and the id that it inherits from.
fn heir(practice: &PracticeRow) -> Option<(String, String)> {
    let (_, id) = practice.inherit.as_ref()?.value.split_once(':')?;
    Some((practice.id.value.clone(), id.to_owned()))
}

/// The practice that another takes its values from: that of its own id, or of the id behind a colon.
fn inherited<'a>(
    practice: &PracticeRow,
    parent: &'a ScenarioRecord,
    names: &[String],
) -> Option<&'a PracticeRow> {
    let said = &practice.inherit.as_ref()?.value;
    let (scenario, id) = said.split_once(':').unwrap_or((said, &practice.id.value));
    let named = names.iter().any(|it| it == scenario);
    parent.practices.iter().find(|it| named && it.id.value == id)
}

/// The id of a measure's table; its place when it has none, so that two without an id are not taken for one.
fn measure_id(from: &Section) -> String {
    let said = from.text("id", &mut Vec::new());
    said.map_or_else(|| from.place(), |it| it.value)
}

/// The parent's items, each in the place it had, replaced by the child's of the same key; then the child's own.
fn by_key<T>(mut child: Vec<T>, parent: Vec<T>, key: impl Fn(&T) -> String) -> Vec<T> {
    let mut all = Vec::new();
    for old in parent {
        match child.iter().position(|it| key(it) == key(&old)) {
            Some(place) => all.push(child.remove(place)),
            None => all.push(old),
        }
    }
    all.extend(child);
    all
}
