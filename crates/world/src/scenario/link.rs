//! From a scenario file to a [`Scenario`]: names become things, and every problem is told.

use std::collections::BTreeMap;

use coercivity_data::{Bundle, Placed, Problem, ScenarioRecord, ScenarioRecords};
use coercivity_quantity::{Citation, Confidence, Day, Month};

use crate::economy::Parameter;
use crate::id::Place;
use crate::measures::{Measure, conflicts, read_measure};
use crate::scenario::Scenario;
use crate::scenario::buyer::Buyer;
use crate::scenario::check::{tell_late_stockpiles, tell_unknown_uses};
use crate::scenario::context::{ScenarioContext, end_uses_of, unknown};
use crate::scenario::link_law::link_law;
use crate::scenario::link_parts::{link_cut, link_practice};
use crate::scenario::ranged::Ranged;
use crate::scenario::references::References;
use crate::scenario::regions::Regions;
use crate::scenario::settings::{Ask, FIGURES, RunSettings, Setting, Slider, Variant};
use crate::scenario::shock::first_shock;

impl Scenario {
    /// Reads a scenario from its text and from those that it extends, which are in the bundle. Every problem is
    /// told; `None` when there is one.
    pub fn read(
        bundle: &Bundle,
        path: &str,
        text: &str,
        known: &ScenarioContext<'_>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let before = problems.len();
        let records = ScenarioRecords::read(bundle, path, text, problems);
        let found = link(&records, text, known, problems);
        if problems.len() == before { found } else { None }
    }
}

fn link(
    records: &ScenarioRecords,
    text: &str,
    context: &ScenarioContext<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Scenario> {
    let record = &records.whole;
    let mut warnings = Vec::new();
    tell_missing(record, problems);
    let regions = with_blocs(record, context, problems);
    let supplier = record.supplier.as_ref().and_then(|it| link_supplier(it, &regions, problems));
    let buyers = link_buyers(record, &regions, supplier, problems, &mut warnings);
    let horizon = record.from.as_ref().zip(record.months.as_ref()).map(|it| horizon(it.0.value, it.1.value));
    let known_on = record.known_on.as_ref().map(|it| it.value);
    let measures = link_measures(records, context, &regions, known_on, problems);
    let references = References { known: context.measures, own: &measures, known_on };
    let law = link_law(&record.laws, &references, problems);
    let mut practices = Vec::new();
    for row in &record.practices {
        practices.extend(link_practice(row, context, &regions, &references, (problems, &mut warnings)));
    }
    let mut cuts = Vec::new();
    for row in &record.cuts {
        cuts.extend(link_cut(row, horizon, context, &regions, (problems, &mut warnings)));
    }
    let ask = link_ask(record, context, problems);
    let (assume, assume_cited) = link_assume(record, context, problems);
    let (variants, sliders) = link_settings(records, &measures, problems);
    let shock = horizon.and_then(|it| first_shock(it, &practices, &cuts, &law.bites));
    tell_unknown_uses(&measures, context, problems);
    tell_late_stockpiles(&measures, shock.as_ref().map(|it| it.day), &mut warnings);
    tell_idle_practices(&practices, horizon, &mut warnings);
    warnings.dedup();
    Some(Scenario {
        id: record.id.as_ref()?.value.clone(),
        title: record.title.as_ref()?.value.clone(),
        text: text.to_owned(),
        extends: records.extends.clone(),
        known_on: known_on?,
        supplier: supplier?,
        buyers,
        from: horizon?.0,
        months: record.months.as_ref()?.value,
        shock_from: shock.map(|it| it.day.month()),
        law: law.law,
        practices,
        cuts,
        measures,
        ask,
        run: RunSettings {
            draws: record.draws.as_ref()?.value,
            seed: record.seed.as_ref()?.value,
            look_ahead_months: record.look_ahead_months.as_ref()?.value,
        },
        assume,
        assume_cited,
        variants,
        sliders,
        warnings,
    })
}

fn horizon(from: Month, months: u32) -> (Month, Month) {
    (from, from.plus(i32::try_from(months).unwrap_or(i32::MAX).saturating_sub(1)))
}

/// Tells what neither the file nor those that it extends say.
fn tell_missing(record: &ScenarioRecord, problems: &mut Vec<Problem>) {
    for (key, said) in [
        ("known_on", record.known_on.is_some()),
        ("supplier", record.supplier.is_some()),
        ("buyers", record.buyers.as_ref().is_some_and(|it| !it.is_empty())),
        ("horizon.from", record.from.is_some()),
        ("horizon.months", record.months.is_some()),
        ("ask.end_uses", record.end_uses.as_ref().is_some_and(|it| !it.is_empty())),
        ("ask.figures", record.figures.as_ref().is_some_and(|it| !it.is_empty())),
        ("run.draws", record.draws.is_some()),
        ("run.seed", record.seed.is_some()),
        ("run.look_ahead_months", record.look_ahead_months.is_some()),
    ] {
        // A value that could not be read was told already; only silence is told here.
        if !said && problems.iter().all(|it| !it.found.contains(key.rsplit('.').next().unwrap_or(key))) {
            problems.push(Problem::in_file(
                &record.file,
                format!("no `{key}`"),
                format!("a value for `{key}`"),
                "add it, or extend `baseline`",
            ));
        }
    }
}

/// The words of the world with the blocs of the file.
fn with_blocs<'a>(
    record: &ScenarioRecord,
    context: &ScenarioContext<'a>,
    problems: &mut Vec<Problem>,
) -> Regions<'a> {
    let mut regions = Regions { vocabulary: context.vocabulary, words: context.words.clone() };
    for bloc in &record.blocs {
        let mut members = Vec::new();
        for word in &bloc.places {
            match regions.places(&word.value) {
                Some(places) => members.extend(places),
                None => problems.push(regions.unknown(word)),
            }
        }
        regions.words = regions.words.with_places(&format!("bloc:{}", bloc.name.value), members);
    }
    regions
}

fn link_supplier(said: &Placed<String>, regions: &Regions<'_>, problems: &mut Vec<Problem>) -> Option<Place> {
    let found = regions.of(std::slice::from_ref(said), problems, &mut Vec::new());
    if let [supplier] = found[..] {
        return Some(supplier);
    }
    if found.len() > 1 {
        let expected = "one region of the model";
        problems.push(said.problem(format!("supplier `{}`", said.value), expected, "name a single one"));
    }
    None
}

fn link_buyers(
    record: &ScenarioRecord,
    regions: &Regions<'_>,
    supplier: Option<Place>,
    problems: &mut Vec<Problem>,
    warnings: &mut Vec<String>,
) -> Vec<Buyer> {
    let mut buyers: Vec<Buyer> = Vec::new();
    for word in record.buyers.iter().flatten() {
        let found = regions.of(std::slice::from_ref(word), problems, warnings);
        let Some(first) = found.first() else { continue };
        let (id, label) = match word.value.strip_prefix("bloc:") {
            Some(name) => (name.to_owned(), bloc_label(record, name)),
            None if found.len() == 1 => {
                let name = regions.vocabulary.place(first.as_str()).map(|it| it.name.clone());
                (first.to_string(), name.unwrap_or_else(|| first.to_string()))
            }
            None => (word.value.clone(), word.value.clone()),
        };
        if supplier.is_some_and(|it| found.contains(&it)) {
            let remedy = "leave the supplier out of the buyers";
            problems.push(word.problem(
                format!("buyer `{}`, which holds the supplier", word.value),
                "buyers that are not the supplier",
                remedy,
            ));
        }
        if buyers.iter().any(|it| it.id == id) {
            problems.push(word.problem(format!("buyer `{id}` again"), "each buyer once", "remove one"));
            continue;
        }
        buyers.push(Buyer { id, label, regions: found });
    }
    buyers
}

fn bloc_label(record: &ScenarioRecord, name: &str) -> String {
    let bloc = record.blocs.iter().find(|it| it.name.value == name);
    bloc.and_then(|it| it.label.clone()).unwrap_or_else(|| name.replace('-', " "))
}

/// Links the measures of the file; what contradicts the law of the world is told in the file's own places.
fn link_measures(
    records: &ScenarioRecords,
    context: &ScenarioContext<'_>,
    regions: &Regions<'_>,
    known_on: Option<Day>,
    problems: &mut Vec<Problem>,
) -> Vec<Measure> {
    let mut measures = Vec::new();
    for section in &records.whole.measures {
        let Some(measure) = read_measure(section, &regions.words, problems) else { continue };
        if known_on.is_some_and(|it| measure.announced > it) {
            let place = section.node("announced").map_or((section.line, 0), |it| (it.line, it.column));
            problems.push(
                Problem::in_file(
                    &section.path,
                    format!("measure `{}`, announced on {}", measure.id, measure.announced),
                    "an announcement by the day of `known_on`",
                    "move one of the two days: what is announced later is not known",
                )
                .at(place.0, place.1),
            );
        }
        measures.push(measure);
    }
    if !measures.is_empty() {
        let all: Vec<Measure> = context.measures.iter().chain(&measures).cloned().collect();
        problems.extend(conflicts(&all).into_iter().filter(|it| records.holds_file(&it.file)));
    }
    measures
}

fn link_ask(record: &ScenarioRecord, context: &ScenarioContext<'_>, problems: &mut Vec<Problem>) -> Ask {
    let end_uses = end_uses_of(context.vocabulary, record.end_uses.as_deref().unwrap_or_default(), problems);
    let figures: Vec<String> = FIGURES.map(str::to_owned).to_vec();
    let claims: Vec<String> = context.claims.iter().map(|it| it.id.clone()).collect();
    let mut listed = |said: &Option<Vec<Placed<String>>>, kind: &str, known: &[String]| {
        let mut found: Vec<String> = Vec::new();
        for word in said.iter().flatten() {
            if !known.contains(&word.value) {
                problems.push(unknown(word, kind, known));
            } else if !found.contains(&word.value) {
                found.push(word.value.clone());
            }
        }
        found
    };
    let figures = listed(&record.figures, "figure", &figures);
    let claims = listed(&record.claims, "claim", &claims);
    Ask { end_uses, figures, claims }
}

fn link_assume(
    record: &ScenarioRecord,
    context: &ScenarioContext<'_>,
    problems: &mut Vec<Problem>,
) -> (BTreeMap<String, Ranged>, BTreeMap<String, Citation>) {
    let known: Vec<String> = Parameter::ALL.iter().map(|it| it.id().to_owned()).collect();
    let (mut assume, mut cited) = (BTreeMap::new(), BTreeMap::new());
    for row in &record.assume {
        if !known.contains(&row.id.value) {
            problems.push(unknown(&row.id, "parameter", &known));
            continue;
        }
        // Shares and chances say so in their ids.
        let share = row.id.value.contains("_share") || row.id.value.contains("hazard");
        if share && !(0.0 <= row.range.low && row.range.high <= 1.0) {
            let found = format!("{} to {} for `{}`", row.range.low, row.range.high, row.id.value);
            problems.push(row.id.problem(found, "shares between 0 and 1", "correct the range"));
        }
        let citation = row.cited.clone().unwrap_or_else(|| Citation {
            sources: Vec::new(),
            at: String::new(),
            confidence: Confidence::Assumed,
            note: "a choice of the scenario".to_owned(),
            row: row.id.row(),
        });
        context.sources.check(&citation, problems);
        assume.insert(row.id.value.clone(), Ranged::from(row.range));
        cited.insert(row.id.value.clone(), citation);
    }
    (assume, cited)
}

fn link_settings(
    records: &ScenarioRecords,
    measures: &[Measure],
    problems: &mut Vec<Problem>,
) -> (Vec<Variant>, Vec<Slider>) {
    let record = &records.whole;
    let mut lead = |path: &Placed<String>| {
        if !records.leads_to_a_value(&path.value) {
            let found = format!("path `{}`", path.value);
            let expected = "a path to a value of this file: tables by key, lists by the id of their items";
            problems.push(path.problem(found, expected, "correct the path, or write the value first"));
        }
    };
    for slider in &record.sliders {
        lead(&slider.path);
    }
    for (path, _) in record.variants.iter().flat_map(|it| &it.set) {
        lead(path);
    }
    let practices = record.practices.iter().map(|it| it.id.value.clone());
    let cuts = record.cuts.iter().map(|it| it.id.value.clone());
    let items: Vec<String> =
        practices.chain(cuts).chain(measures.iter().map(|it| it.id.to_string())).collect();
    for word in record.variants.iter().flat_map(|it| &it.without).filter(|it| !items.contains(&it.value)) {
        problems.push(unknown(word, "item", &items));
    }
    let variants = record.variants.iter().map(|it| Variant {
        id: it.id.value.clone(),
        set: it.set.iter().map(|it| Setting { path: it.0.value.clone(), value: it.1.clone() }).collect(),
        without: it.without.iter().map(|it| it.value.clone()).collect(),
    });
    let sliders = record.sliders.iter().map(|it| Slider {
        path: it.path.value.clone(),
        min: it.min,
        max: it.max,
        step: it.step,
    });
    (variants.collect(), sliders.collect())
}

fn tell_idle_practices(
    practices: &[crate::scenario::Practice],
    horizon: Option<(Month, Month)>,
    warnings: &mut Vec<String>,
) {
    let Some((first, last)) = horizon else { return };
    for practice in practices {
        let over = practice.until.is_some_and(|it| it.month() < first);
        if over || practice.from.month() > last {
            warnings.push(format!("practice `{}` never applies between {first} and {last}", practice.id));
        }
    }
}
