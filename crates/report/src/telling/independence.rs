//! Independence dates over the draws, and the claims put to the test.

use coercivity_quantity::Month;
use coercivity_simulate::{Dates, Drawn, Group};
use coercivity_world::scenario::{self, AskedFigure};

use crate::view::{Claim, Independence, StageDate, UseDate};

use super::Telling;
use super::grounds::Grounds;

/// Dots of the picture: each stands for as many draws.
const DOTS: usize = 20;

/// The date of every buyer, where it is asked.
pub(super) fn dates(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<Independence> {
    if !telling.asks(AskedFigure::Independence) {
        return Vec::new();
    }
    let scenario = telling.question.scenario;
    let mut of = |(index, buyer): (usize, &scenario::Buyer)| {
        let why = grounds.of_buyer(
            index,
            "first month from which remanence stays at or above 95 %",
            telling.end_of_run(),
        );
        let own = telling.outcome.detail.groups.iter().filter(|it| it.buyer == index);
        let at = |chance: f64| month_at(telling, index, chance);
        let dots = (0..DOTS).map(|it| at((it as f64 + 0.5) / DOTS as f64)).collect();
        Independence {
            buyer: buyer.id.clone(),
            label: buyer.label.clone(),
            uses: own.map(|it| it.end_use.to_string()).collect(),
            use_dates: use_dates(telling, index, |it| &it.independence),
            stage_dates: stage_dates(telling, index),
            dots,
            p10: at(0.1),
            p50: at(0.5),
            p90: at(0.9),
            baseline_p50: month_beside(telling, index),
            difference_months: telling
                .difference(|it| Some(months_on(telling, it.independence.buyers[index]?))),
            claims: telling.claims.iter().map(|it| tested(telling, grounds, (index, &why), it)).collect(),
            why: why.clone(),
        }
    };
    scenario.buyers.iter().enumerate().map(&mut of).collect()
}

/// The dates of a buyer's uses, each by itself.
fn use_dates(telling: &Telling<'_>, buyer: usize, of: impl Fn(&Drawn) -> &Dates) -> Vec<UseDate> {
    let groups = telling.outcome.detail.groups.iter().enumerate().filter(|it| it.1.buyer == buyer);
    let told = |(place, group): (usize, &Group)| {
        let at = |chance: f64| {
            month_text(telling, telling.quantile(chance, |it| after(telling, of(it).groups[place]))?)
        };
        UseDate { end_use: group.end_use.to_string(), p10: at(0.1), p50: at(0.5), p90: at(0.9) }
    };
    groups.map(told).collect()
}

/// The dates of cuts that begin further down the chain.
fn stage_dates(telling: &Telling<'_>, buyer: usize) -> Vec<StageDate> {
    if !telling.asks(AskedFigure::Stages) {
        return Vec::new();
    }
    let told = |(place, stage): (usize, &&'static str)| {
        let months = |it: &Drawn| after(telling, it.stage_independence[place].buyers[buyer]);
        let at = |chance: f64| month_text(telling, telling.quantile(chance, months)?);
        StageDate {
            stage: (*stage).to_owned(),
            p10: at(0.1),
            p50: at(0.5),
            p90: at(0.9),
            baseline_p50: telling.quantile_beside(0.5, months).and_then(|it| month_text(telling, it)),
            use_dates: use_dates(telling, buyer, |it| &it.stage_independence[place]),
        }
    };
    telling.question.stages.iter().enumerate().map(told).collect()
}

/// A quantile of the date; a draw that never gets there counts as later than all months.
pub(super) fn month_at(telling: &Telling<'_>, buyer: usize, chance: f64) -> Option<String> {
    let months = |it: &Drawn| after(telling, it.independence.buyers[buyer]);
    month_text(telling, telling.quantile(chance, months)?)
}

/// The median of the baseline's date.
pub(super) fn month_beside(telling: &Telling<'_>, buyer: usize) -> Option<String> {
    let months = |it: &Drawn| after(telling, it.independence.buyers[buyer]);
    month_text(telling, telling.quantile_beside(0.5, months)?)
}

fn after(telling: &Telling<'_>, date: Option<Month>) -> f64 {
    date.map_or(f64::INFINITY, |it| months_on(telling, it))
}

fn months_on(telling: &Telling<'_>, date: Month) -> f64 {
    f64::from(date.since(telling.question.scenario.from))
}

fn month_text(telling: &Telling<'_>, months: f64) -> Option<String> {
    Some(telling.question.scenario.from.plus(months.ceil() as i32).to_string())
}

fn tested(
    telling: &Telling<'_>,
    grounds: &mut Grounds<'_>,
    (buyer, date_why): (usize, &str),
    claim: &scenario::Claim,
) -> Claim {
    let scenario = telling.question.scenario;
    let (from_months, to_months) = claim.months(scenario.from);
    let held = |it: &Drawn| claim_held(telling, claim, buyer, it);
    Claim {
        id: claim.id.clone(),
        label: claim.label.clone(),
        source_label: claim.source_label.clone(),
        who: claim.who.clone(),
        counted_from: claim.counted_from(scenario.from).to_string(),
        from_months,
        to_months,
        probability: share_true(telling.outcome.answers().iter().map(held)),
        why: grounds.conclude(
            &format!("how often the claim \"{}\" holds", claim.label),
            std::slice::from_ref(&claim.cited),
            vec![date_why.to_owned()],
        ),
    }
}

/// Whether a draw bears a claim out for a buyer; none when the run is too short to tell, or does not ask about the uses
/// that the claim names.
pub fn claim_held(
    telling: &Telling<'_>,
    claim: &scenario::Claim,
    buyer: usize,
    drawn: &Drawn,
) -> Option<bool> {
    let scenario = telling.question.scenario;
    claim.borne_out(date(telling, drawn, buyer, claim)?, scenario.from, scenario.months)
}

/// Months by which a draw's date lies outside the months that a claim names: 0 within them, infinite for a date beyond the
/// run, which bears out a claim that names no last month (see [`claim_held`]); none
/// when the run does not ask about the uses that the claim names.
pub fn claim_gap(telling: &Telling<'_>, claim: &scenario::Claim, buyer: usize, drawn: &Drawn) -> Option<f64> {
    let start = telling.question.scenario.from;
    let Some(date) = date(telling, drawn, buyer, claim)? else { return Some(f64::INFINITY) };
    let after = f64::from(date.since(claim.counted_from(start)));
    let (from, to) = claim.months(start);
    Some((from - after).max(to.map_or(0.0, |it| after - it)).max(0.0))
}

/// The date that a claim is about: of every use asked, or of the uses it names; none when none of them was asked.
/// The inner one is none when that date lies beyond the run.
fn date(
    telling: &Telling<'_>,
    drawn: &Drawn,
    buyer: usize,
    claim: &scenario::Claim,
) -> Option<Option<Month>> {
    if claim.end_uses.is_empty() {
        return Some(drawn.independence.buyers[buyer]);
    }
    let groups = telling.outcome.detail.groups.iter().zip(&drawn.independence.groups);
    let named = groups.filter(|it| it.0.buyer == buyer && claim.end_uses.contains(&it.0.end_use));
    let dates: Vec<Option<Month>> = named.map(|it| *it.1).collect();
    (!dates.is_empty()).then(|| dates.into_iter().collect::<Option<Vec<Month>>>()?.into_iter().max())
}

/// Share of the draws that say yes; none when any draw cannot tell.
fn share_true(answers: impl Iterator<Item = Option<bool>>) -> Option<f64> {
    let answers: Option<Vec<bool>> = answers.collect();
    let answers = answers.filter(|it| !it.is_empty())?;
    Some(answers.iter().filter(|it| **it).count() as f64 / answers.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::share_true;

    #[test]
    fn a_draw_that_cannot_tell_leaves_the_claim_open() {
        assert_eq!(share_true([Some(true), Some(false)].into_iter()), Some(0.5));
        assert_eq!(share_true([Some(true), None].into_iter()), None);
        assert_eq!(share_true(std::iter::empty()), None);
    }
}
