//! A place's share of the world's output of a good, and of a buyer's imports.

use coercivity_data::Period;
use coercivity_quantity::{Interval, Unit, Why};

use super::finding::Finding;
use crate::atlas::{Atlas, HeadingSubject, StageSubject, Stated, Statistic};
use crate::id::{Good, Place};
use crate::vocabulary::Vocabulary;

/// The commodity whose imports the shipped tariff headings hold.
const HEADINGS_HOLD: &str = "RARE EARTHS";

/// The place that stands for all of them.
fn world() -> Place {
    Place::new("WLD").expect("WLD is a valid id")
}

/// The share of a place in the world's output of a good in a year, in percent.
///
/// Two ways lead there: a share that somebody published, and published tonnes divided by the same source's world
/// total. The one with the stronger evidence is taken; of equals the published share.
pub fn share(atlas: &Atlas, place: Place, good: Good, year: i32) -> Option<Finding> {
    let published = atlas.stages.of(place, good, Statistic::Share, year).chosen;
    let computed = output_and_total(atlas, place, good, year);
    let strength = |it: &Stated<StageSubject>| it.fact.cited.confidence;
    match (published, computed) {
        (Some(row), None) => stated_share(row),
        (Some(row), Some((part, whole))) if strength(row) >= strength(part).min(strength(whole)) => {
            stated_share(row)
        }
        (_, Some((part, whole))) => computed_share(part, whole),
        (None, None) => None,
    }
}

/// Output of a place and the world total of the same source.
pub(super) fn output_and_total(
    atlas: &Atlas,
    place: Place,
    good: Good,
    year: i32,
) -> Option<(&Stated<StageSubject>, &Stated<StageSubject>)> {
    let whole = atlas.stages.of(world(), good, Statistic::Output, year).chosen?;
    let same = |it: &&Stated<StageSubject>| it.fact.cited.sources == whole.fact.cited.sources;
    let part = atlas.stages.of(place, good, Statistic::Output, year).all.into_iter().find(same)?;
    let known = part.fact.middle().is_some() && whole.fact.middle().is_some_and(|it| it > 0.0);
    known.then_some((part, whole))
}

fn stated_share(row: &Stated<StageSubject>) -> Option<Finding> {
    let says = format!("{} holds a published share of {}", row.subject.place, row.subject.good);
    Some(Finding {
        range: row.fact.range?,
        value: row.fact.middle()?,
        unit: Unit::Percent,
        as_of: row.fact.as_of,
        definition: format!("share of the world's {} as published", row.subject.good),
        why: Why::says(says).citing(row.fact.cited.clone()),
        warnings: note_of(row),
    })
}

fn computed_share(part: &Stated<StageSubject>, whole: &Stated<StageSubject>) -> Option<Finding> {
    let total = whole.fact.middle()?;
    let percent = |it: f64| (it / total * 100.0).min(100.0);
    let value = percent(part.fact.best.or_else(|| part.fact.middle())?);
    let says = format!("output of {} divided by the world total of the same source", part.subject.place);
    Some(Finding {
        range: Interval::between(percent(part.fact.low()?), percent(part.fact.high()?))?,
        value,
        unit: Unit::Percent,
        as_of: part.fact.as_of,
        definition: format!(
            "output over the published world total of {}, in {}",
            part.subject.good,
            part.fact.unit.ending()
        ),
        why: Why::says(says).citing(part.fact.cited.clone()).citing(whole.fact.cited.clone()),
        warnings: note_of(part),
    })
}

fn note_of(row: &Stated<StageSubject>) -> Vec<String> {
    let note = &row.fact.cited.note;
    if note.is_empty() { Vec::new() } else { vec![note.clone()] }
}

/// The country with the largest share of a good in a year.
pub fn leader(atlas: &Atlas, vocabulary: &Vocabulary, good: Good, year: i32) -> Option<(Place, Finding)> {
    let countries = vocabulary.places().filter(|it| !it.is_area);
    let shares = countries.filter_map(|it| Some((it.id, share(atlas, it.id, good, year)?)));
    shares.max_by(|a, b| a.1.value.total_cmp(&b.1.value))
}

/// A place's share of a buyer's imports of a commodity: every published window, and what the headings give.
pub fn import_shares(atlas: &Atlas, buyer: Place, place: Place, commodity: &str) -> Vec<Finding> {
    let asked = atlas.imports.iter().filter(|it| {
        let subject = &it.subject;
        subject.buyer == buyer && subject.place == place && subject.commodity.eq_ignore_ascii_case(commodity)
    });
    let published = asked.filter_map(|row| {
        Some(Finding {
            range: row.fact.range?,
            value: row.fact.middle()?,
            unit: Unit::Percent,
            as_of: row.fact.as_of,
            definition: format!(
                "{}, {} ({})",
                row.subject.commodity, row.subject.product, row.subject.edition
            ),
            why: Why::says("a published share of imports").citing(row.fact.cited.clone()),
            warnings: Vec::new(),
        })
    });
    let mut findings: Vec<Finding> = published.collect();
    if commodity.eq_ignore_ascii_case(HEADINGS_HOLD) {
        let mut years: Vec<Period> = atlas.headings.iter().map(|it| it.fact.as_of).collect();
        years.sort_unstable();
        years.dedup();
        findings.extend(years.into_iter().filter_map(|year| heading_share(atlas, buyer, place, year)));
    }
    findings
}

/// Share of gross weight over the headings that have a total in a year.
fn heading_share(atlas: &Atlas, buyer: Place, place: Place, year: Period) -> Option<Finding> {
    let rows: Vec<&Stated<HeadingSubject>> =
        atlas.headings.iter().filter(|it| it.subject.buyer == buyer && it.fact.as_of == year).collect();
    let totals: Vec<_> = rows.iter().filter(|it| it.subject.partner == world()).collect();
    let whole: f64 = totals.iter().filter_map(|it| it.fact.best).sum();
    let has_total = |code: &str| totals.iter().any(|it| it.subject.code == code);
    let parts = rows.iter().filter(|it| it.subject.partner == place && has_total(&it.subject.code));
    let part: f64 = parts.filter_map(|it| it.fact.best).sum();
    let value = (whole > 0.0).then(|| part / whole * 100.0)?;
    let cites = totals.first().map(|it| it.fact.cited.clone())?;
    Some(Finding {
        range: Interval::exactly(value),
        value,
        unit: Unit::Percent,
        as_of: year,
        definition: "gross weight over all ten-digit headings of rare earth compounds and metals".to_owned(),
        why: Why::says("imports from the place over total imports, summed over headings").citing(cites),
        warnings: vec!["gross weight, not rare earth content".to_owned()],
    })
}
