//! From a scenario file to a [`Scenario`]: names become things, and every problem is told.

use coercivity_data::{Bundle, Problem, ScenarioRecords};
use coercivity_quantity::{Day, Month};

use crate::measures::{Measure, conflicts, read_measure};
use crate::scenario::Scenario;
use crate::scenario::check::tell_unknown_uses;
use crate::scenario::context::ScenarioContext;
use crate::scenario::link_law::link_law;
use crate::scenario::link_parts::{link_cut, link_practice};
use crate::scenario::link_settings::{link_ask, link_assume, link_settings};
use crate::scenario::link_who::{link_buyers, link_supplier, with_blocs};
use crate::scenario::references::References;
use crate::scenario::regions::Regions;
use crate::scenario::settings::RunSettings;
use crate::scenario::unheard::tell_unheard;

/// What every scenario says, itself or by what it extends.
const REQUIRED: [&str; 10] = [
    "known_on",
    "supplier",
    "buyers",
    "horizon.from",
    "horizon.months",
    "ask.end_uses",
    "ask.figures",
    "run.draws",
    "run.seed",
    "run.look_ahead_months",
];

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
    tell_missing(records, problems);
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
    tell_unknown_uses(&measures, context, problems);
    tell_unheard(&measures, problems);
    let mut told = std::collections::BTreeSet::new();
    warnings.retain(|it| told.insert(it.clone()));
    let scenario = Scenario {
        id: record.id.as_ref()?.value.clone(),
        title: record.title.as_ref()?.value.clone(),
        text: text.to_owned(),
        extends: records.extends.clone(),
        known_on: known_on?,
        supplier: supplier?,
        buyers,
        from: horizon?.0,
        months: record.months.as_ref()?.value,
        shock_from: None,
        law,
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
    };
    Some(scenario.settled(context.measures))
}

fn horizon(from: Month, months: u32) -> (Month, Month) {
    (from, from.plus(i32::try_from(months).unwrap_or(i32::MAX).saturating_sub(1)))
}

/// Tells what neither the file nor those that it extends say; what is said but cannot be read is told already.
fn tell_missing(records: &ScenarioRecords, problems: &mut Vec<Problem>) {
    for key in REQUIRED.into_iter().filter(|it| !records.leads_to_a_value(it)) {
        problems.push(Problem::in_file(
            &records.whole.file,
            format!("no `{key}`"),
            format!("a value for `{key}`"),
            "add it, or extend `baseline`",
        ));
    }
    for practice in records.whole.practices.iter().filter(|it| it.inherit.is_none()) {
        let id = &practice.id.value;
        let silent = |key: &&str| !records.leads_to_a_value(&format!("practice.{id}.{key}"));
        for key in ["clauses", "from", "granted_share", "cited"].into_iter().filter(silent) {
            let found = format!("practice `{id}` without `{key}`");
            problems.push(practice.id.problem(
                found,
                format!("a value for `{key}`"),
                "add it, or inherit it",
            ));
        }
    }
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
