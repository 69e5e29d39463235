//! What is asked, what is assumed about the market, and what may be moved.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_data::{Placed, Problem, ScenarioRecord, ScenarioRecords};
use coercivity_quantity::{Citation, Confidence};

use crate::economy::Parameter;
use crate::measures::Measure;
use crate::scenario::context::{ScenarioContext, end_uses_of, unknown};
use crate::scenario::ranged::Ranged;
use crate::scenario::settings::{Ask, AskedFigure, Setting, Slider, Variant};

/// What is asked, words looked up.
pub(super) fn link_ask(
    record: &ScenarioRecord,
    context: &ScenarioContext<'_>,
    problems: &mut Vec<Problem>,
) -> Ask {
    let end_uses = end_uses_of(context.vocabulary, record.end_uses.as_deref().unwrap_or_default(), problems);
    let figures: Vec<String> = AskedFigure::WORDS.map(|it| it.0.to_owned()).to_vec();
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
    let mut ask = Ask { end_uses, figures: BTreeSet::new(), claims };
    figures.iter().filter_map(|it| AskedFigure::of(it)).for_each(|it| ask.want(it));
    ask
}

/// Parameters of the market that the scenario sets, and what each rests on.
pub(super) fn link_assume(
    record: &ScenarioRecord,
    context: &ScenarioContext<'_>,
    problems: &mut Vec<Problem>,
) -> (BTreeMap<String, Ranged>, BTreeMap<String, Citation>) {
    let (mut assume, mut cited) = (BTreeMap::new(), BTreeMap::new());
    for row in &record.assume {
        let Some(&parameter) = Parameter::ALL.iter().find(|it| it.id() == row.id.value) else {
            let known: Vec<String> = Parameter::ALL.iter().map(|it| it.id().to_owned()).collect();
            problems.push(unknown(&row.id, "parameter", &known));
            continue;
        };
        if let Err(expected) = context.parameters.may_assume(parameter, Ranged::from(row.range)) {
            let found = format!("{} to {} for `{}`", row.range.low, row.range.high, row.id.value);
            problems.push(row.id.problem(found, expected, "correct the range"));
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

/// Variants and sliders; a path that leads nowhere is a problem.
pub(super) fn link_settings(
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
