//! A scenario file as written.

use coercivity_quantity::{Day, Month};

use crate::problem::Problem;
use crate::scenario::cut_row::{CutRow, LawRow, month};
use crate::scenario::placed::{self, Placed};
use crate::scenario::practice_row::PracticeRow;
use crate::scenario::ranged_row::{RANGE_KEYS, RangedRow, evidence, range_in};
use crate::scenario::setting_row::{SliderRow, VariantRow};
use crate::section::{Node, Said, Section};
use crate::table::Range;

/// What the first line of a scenario file says.
pub const SCENARIO_FORMAT: &str = "coercivity.scenario/1";

/// A scenario as written, or with what it extends filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioRecord {
    /// Path of the file.
    pub file: String,
    /// Its id.
    pub id: Option<Placed<String>>,
    /// Its title.
    pub title: Option<Placed<String>>,
    /// The scenario that it extends.
    pub extends: Option<Placed<String>>,
    /// The day of knowledge.
    pub known_on: Option<Placed<Day>>,
    /// Whose exports are in question.
    pub supplier: Option<Placed<String>>,
    /// Who asks.
    pub buyers: Option<Vec<Placed<String>>>,
    /// First month.
    pub from: Option<Placed<Month>>,
    /// Number of months.
    pub months: Option<Placed<u32>>,
    /// Named sets of places.
    pub blocs: Vec<BlocRow>,
    /// Assumptions about law; the first that fits wins.
    pub laws: Vec<LawRow>,
    /// How licence powers are used.
    pub practices: Vec<PracticeRow>,
    /// Cuts.
    pub cuts: Vec<CutRow>,
    /// Measures, as tables of the one measure reader.
    pub measures: Vec<Section>,
    /// End uses asked about.
    pub end_uses: Option<Vec<Placed<String>>>,
    /// Figures asked for.
    pub figures: Option<Vec<Placed<String>>>,
    /// Claims to be tested.
    pub claims: Option<Vec<Placed<String>>>,
    /// Number of draws.
    pub draws: Option<Placed<u32>>,
    /// Seed.
    pub seed: Option<Placed<u64>>,
    /// Months looked ahead.
    pub look_ahead_months: Option<Placed<u32>>,
    /// Parameters that are set.
    pub assume: Vec<AssumeRow>,
    /// Versions to compare.
    pub variants: Vec<VariantRow>,
    /// Values that a reader may move.
    pub sliders: Vec<SliderRow>,
    /// Ids of items of the extended scenario that are left out.
    pub without: Vec<Placed<String>>,
}

/// A named set of places.
#[derive(Clone, Debug, PartialEq)]
pub struct BlocRow {
    /// Its name, used as `bloc:NAME`.
    pub name: Placed<String>,
    /// Its name for readers.
    pub label: Option<String>,
    /// Its members.
    pub places: Vec<Placed<String>>,
}

/// A parameter of the market that the scenario sets.
#[derive(Clone, Debug, PartialEq)]
pub struct AssumeRow {
    /// The parameter's id.
    pub id: Placed<String>,
    /// Its range.
    pub range: RangedRow,
    /// What it rests on; a choice of the scenario when absent.
    pub cited: Option<coercivity_quantity::Citation>,
}

const KEYS: [&str; 20] = [
    "format", "id", "title", "extends", "without", "known_on", "supplier", "buyers", "horizon", "bloc",
    "law", "practice", "cut", "measure", "assume", "ask", "run", "variant", "slider", "note",
];

impl ScenarioRecord {
    /// Reads one file, without what it extends.
    pub(super) fn read(from: &Section, problems: &mut Vec<Problem>) -> Self {
        from.only(&KEYS, problems);
        placed::text(from, "note", problems);
        read_format(from, problems);
        let horizon = from.section("horizon", problems);
        let ask = from.section("ask", problems);
        let run = from.section("run", problems);
        for (section, keys) in [
            (horizon, &["from", "months"][..]),
            (ask, &["end_uses", "figures", "claims"]),
            (run, &["draws", "seed", "look_ahead_months"]),
        ] {
            if let Some(section) = section {
                section.only(keys, problems);
            }
        }
        for (section, key) in [(Some(from), "buyers"), (ask, "end_uses")] {
            if let Some(section) = section {
                placed::not_empty(section, key, "leave the key out for the usual ones", problems);
            }
        }
        let asked =
            |key: &str, problems: &mut Vec<Problem>| ask.and_then(|it| placed::texts(it, key, problems));
        let id = placed::required_text(from, "id", problems).filter(|it| plain_id(it, problems));
        Self {
            file: from.path.clone(),
            id,
            title: placed::required_text(from, "title", problems),
            extends: placed::text(from, "extends", problems),
            known_on: placed::day(from, "known_on", problems),
            supplier: placed::text(from, "supplier", problems),
            buyers: placed::texts(from, "buyers", problems),
            from: horizon.and_then(|it| month(it, "from", problems)),
            months: horizon.and_then(|it| placed::whole(it, "months", (1, 600), problems)),
            blocs: from.section("bloc", problems).map_or_else(Vec::new, |it| read_blocs(it, problems)),
            laws: rows(from, "law", LawRow::read, problems),
            practices: rows(from, "practice", PracticeRow::read, problems),
            cuts: rows(from, "cut", CutRow::read, problems),
            measures: from.sections("measure", problems).into_iter().cloned().collect(),
            end_uses: asked("end_uses", problems),
            figures: asked("figures", problems),
            claims: asked("claims", problems),
            draws: run.and_then(|it| placed::whole(it, "draws", (1, 100_000), problems)),
            // A number of TOML is exact up to 2^53.
            seed: run.and_then(|it| placed::whole(it, "seed", (0, 1 << 53), problems)),
            look_ahead_months: run.and_then(|it| placed::whole(it, "look_ahead_months", (0, 120), problems)),
            assume: from.section("assume", problems).map_or_else(Vec::new, |it| read_assume(it, problems)),
            variants: rows(from, "variant", VariantRow::read, problems),
            sliders: rows(from, "slider", SliderRow::read, problems),
            without: placed::texts(from, "without", problems).unwrap_or_default(),
        }
    }
}

fn rows<T>(
    from: &Section,
    key: &str,
    read: impl Fn(&Section, &mut Vec<Problem>) -> Option<T>,
    problems: &mut Vec<Problem>,
) -> Vec<T> {
    from.sections(key, problems).into_iter().filter_map(|it| read(it, problems)).collect()
}

fn read_format(from: &Section, problems: &mut Vec<Problem>) {
    let Some(said) = placed::required_text(from, "format", problems) else { return };
    if said.value != SCENARIO_FORMAT {
        let found = format!("format `{}`", said.value);
        problems.push(said.problem(
            found,
            format!("`{SCENARIO_FORMAT}`"),
            "write the format this program reads",
        ));
    }
}

/// An id becomes part of file names and addresses.
fn plain_id(said: &Placed<String>, problems: &mut Vec<Problem>) -> bool {
    let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    let fits = said.value.len() <= 60 && said.value.chars().all(plain);
    if !fits {
        let expected = "small letters, digits and hyphens, at most 60";
        problems.push(said.problem(format!("id `{}`", said.value), expected, "rename the scenario"));
    }
    fits
}

fn read_blocs(from: &Section, problems: &mut Vec<Problem>) -> Vec<BlocRow> {
    let mut blocs = Vec::new();
    for (key, node) in from.entries() {
        let name = Placed::of(from, key.clone());
        let bloc = match &node.value {
            Node::Section(section) => {
                section.only(&["label", "places"], problems);
                let label = placed::text(section, "label", problems).map(|it| it.value);
                let places = placed::texts(section, "places", problems).unwrap_or_default();
                BlocRow { name, label, places }
            }
            _ => {
                let places = placed::texts(from, &key.value, problems).unwrap_or_default();
                BlocRow { name, label: None, places }
            }
        };
        if bloc.places.is_empty() {
            let found = format!("bloc `{}` without places", bloc.name.value);
            problems.push(bloc.name.problem(found, "at least one place", "name its members"));
        }
        blocs.push(bloc);
    }
    blocs
}

fn read_assume(from: &Section, problems: &mut Vec<Problem>) -> Vec<AssumeRow> {
    from.entries().filter_map(|(key, node)| read_assumed(from, key, &node.value, problems)).collect()
}

fn read_assumed(
    from: &Section,
    key: &Said<String>,
    node: &Node,
    problems: &mut Vec<Problem>,
) -> Option<AssumeRow> {
    let id = Placed::of(from, key.clone());
    let Node::Section(section) = node else {
        let value = from.number(&key.value, Range::Any, problems)?;
        return Some(AssumeRow {
            id,
            range: RangedRow { low: value, best: value, high: value },
            cited: None,
        });
    };
    let evidence_keys = ["source", "at", "confidence", "note"];
    let known: Vec<&str> = RANGE_KEYS.into_iter().chain(evidence_keys).collect();
    section.only(&known, problems);
    let range = range_in(section, Range::Any, problems);
    let says_why = evidence_keys.into_iter().any(|it| section.has(it));
    let cited = if says_why { evidence(section, problems) } else { None };
    Some(AssumeRow { id, range: range?, cited })
}
