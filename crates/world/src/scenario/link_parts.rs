//! Practices and cuts, linked.

use std::collections::BTreeSet;

use coercivity_data::{CutRow, Placed, PracticeRow, Problem, RangedRow};
use coercivity_quantity::Month;

use crate::id::{Element, Good, Place, Stage};
use crate::measures::{ClauseRef, Effect, Words};
use crate::scenario::context::{ScenarioContext, end_uses_of, tell_sources, unknown};
use crate::scenario::cut::{CUT_STAGES, Cut, NAMED_STAGES};
use crate::scenario::practice::Practice;
use crate::scenario::ranged::Ranged;
use crate::scenario::references::References;
use crate::scenario::regions::Regions;

impl From<RangedRow> for Ranged {
    fn from(row: RangedRow) -> Self {
        Self { low: row.low, best: row.best, high: row.high }
    }
}

/// Links one practice.
pub(super) fn link_practice(
    row: &PracticeRow,
    context: &ScenarioContext<'_>,
    regions: &Regions<'_>,
    references: &References<'_>,
    (problems, warnings): (&mut Vec<Problem>, &mut Vec<String>),
) -> Option<Practice> {
    let words = row.clauses.clone().unwrap_or_default();
    let clauses: Vec<ClauseRef> = words.iter().filter_map(|it| references.read(it, problems)).collect();
    if clauses.len() == words.len() {
        for (word, _) in words.iter().zip(&clauses).filter(|it| !asks_for_licences(it.1, references)) {
            let found = format!("`{}`, which asks for no licence", word.value);
            problems.push(word.problem(found, "clauses that ask for a licence", "correct the reference"));
        }
    }
    let destinations = destinations(row.destinations.as_deref(), regions, problems, warnings);
    let goods = goods_of(row.goods.as_deref().unwrap_or_default(), context, problems);
    let uses = end_uses_of(context.vocabulary, row.uses.as_deref().unwrap_or_default(), problems);
    let except_uses =
        end_uses_of(context.vocabulary, row.except_uses.as_deref().unwrap_or_default(), problems);
    if let Some(cited) = &row.cited {
        tell_sources(cited, context.sources, problems);
    }
    if let (Some(from), Some(until)) = (&row.from, &row.until)
        && until.value < from.value
    {
        let found = format!("until {} and from {}", until.value, from.value);
        problems.push(until.problem(found, "a last day after the first", "put the two days in order"));
    }
    let ranged = |it: &Option<Placed<RangedRow>>| it.as_ref().map(|it| Ranged::from(it.value));
    Some(Practice {
        id: row.id.value.clone(),
        clauses,
        destinations,
        goods,
        uses,
        except_uses,
        from: row.from.as_ref()?.value,
        until: row.until.as_ref().map(|it| it.value),
        granted_share: ranged(&row.granted_share)?,
        hazard_per_month: ranged(&row.hazard_per_month),
        wait_months: ranged(&row.wait_months),
        valid_months: ranged(&row.valid_months),
        cited: row.cited.clone()?.value,
    })
}

/// The goods that words name; a word that is on no list is a problem.
fn goods_of(
    said: &[Placed<String>],
    context: &ScenarioContext<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Good> {
    let known = |word: &Placed<String>| {
        let found = context.vocabulary.good(&word.value).map(|it| it.id);
        if found.is_none() {
            let ids: Vec<String> = context.vocabulary.goods().map(|it| it.id.to_string()).collect();
            problems.push(unknown(word, "good", &ids));
        }
        found
    };
    said.iter().filter_map(known).collect()
}

fn asks_for_licences(reference: &ClauseRef, references: &References<'_>) -> bool {
    references.measure(reference.instrument).is_some_and(|measure| {
        let mut meant = measure.clauses.iter().filter(|it| reference.means(measure.id, &it.id));
        meant.any(|it| matches!(it.effect, Effect::License(_)))
    })
}

/// The regions that `destinations` names; none means all.
fn destinations(
    said: Option<&[Placed<String>]>,
    regions: &Regions<'_>,
    problems: &mut Vec<Problem>,
    warnings: &mut Vec<String>,
) -> Vec<Place> {
    said.filter(|it| !it.is_empty()).map_or_else(Vec::new, |it| regions.of(it, problems, warnings))
}

/// Links one cut; `horizon` is the first and the last month.
pub(super) fn link_cut(
    row: &CutRow,
    horizon: Option<(Month, Month)>,
    context: &ScenarioContext<'_>,
    regions: &Regions<'_>,
    (problems, warnings): (&mut Vec<Problem>, &mut Vec<String>),
) -> Option<Cut> {
    let known: Vec<String> = CUT_STAGES.iter().chain(&NAMED_STAGES).map(|it| (*it).to_owned()).collect();
    let stages = row.stages.iter().filter_map(|word| {
        let stage = known.contains(&word.value).then(|| Stage::new(&word.value)).flatten();
        if stage.is_none() {
            problems.push(unknown(word, "stage", &known));
        }
        stage
    });
    let stages: Vec<Stage> = stages.collect();
    let elements = link_elements(&row.elements, context, problems);
    let destinations = destinations(row.destinations.as_deref(), regions, problems, warnings);
    if let Some((first, last)) = horizon {
        for said in [&row.from, &row.until].into_iter().flatten() {
            if said.value < first || last < said.value {
                let found = format!("{} in cut `{}`", said.value, row.id.value);
                let expected = format!("a month of the horizon, {first} to {last}");
                problems.push(said.problem(found, expected, "move the cut, or lengthen the horizon"));
            }
        }
    }
    let from = row.from.as_ref().map(|it| it.value).or(horizon.map(|it| it.0))?;
    if let Some(until) = row.until.as_ref().filter(|it| it.value < from) {
        let found = format!("until {} and from {from}", until.value);
        problems.push(until.problem(found, "a last month after the first", "put the two months in order"));
    }
    Some(Cut {
        id: row.id.value.clone(),
        from,
        until: row.until.as_ref().map(|it| it.value),
        severity: row.severity?,
        stages,
        elements,
        destinations,
    })
}

fn link_elements(
    said: &[Placed<String>],
    context: &ScenarioContext<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Element> {
    let mut found: BTreeSet<Element> = BTreeSet::new();
    for word in said {
        let Some(thing) = context.vocabulary.element(&word.value) else {
            let known: Vec<String> = context.vocabulary.elements().map(|it| it.id.to_string()).collect();
            problems.push(unknown(word, "element", &known));
            continue;
        };
        found.insert(thing.id);
        found.extend(members(&word.value, context.words));
    }
    found.into_iter().collect()
}

fn members(group: &str, words: &Words) -> Vec<Element> {
    words.elements(group).unwrap_or_default().iter().filter_map(|it| Element::new(it)).collect()
}
