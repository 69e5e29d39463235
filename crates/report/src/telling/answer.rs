//! The answer in sentences, most important first, and what is not known.

use coercivity_simulate::SHORTAGE;
use coercivity_world::base::RemainderKind;

use crate::number::{dollars, percent};

use super::Telling;

/// The answer of a run.
pub(super) fn sentences(telling: &Telling<'_>) -> Vec<String> {
    let mut said = vec![worst_use(telling)];
    said.extend(first_short(telling));
    said.extend(weakest_link(telling));
    said.extend(cost(telling));
    said.extend(independence(telling));
    said.extend(public_money(telling));
    said.retain(|it| !it.is_empty());
    said
}

/// Which use keeps least of its service a year into a total cut-off.
fn worst_use(telling: &Telling<'_>) -> String {
    let scenario = telling.question.scenario;
    let detail = &telling.outcome.detail;
    let remanence = |group: usize| telling.quantile(0.5, |it| it.figures[group].remanence);
    let ranked = (0..detail.groups.len()).filter_map(|it| Some((it, remanence(it)?)));
    let Some((group, service)) = ranked.min_by(|a, b| a.1.total_cmp(&b.1)) else {
        return String::new();
    };
    let group = &detail.groups[group];
    format!(
        "If {} stops altogether from {}, service of {} in {} stands at {} after twelve months, the least of all uses \
         asked ({}).",
        telling.place(scenario.supplier),
        scenario.shock_from.unwrap_or(scenario.from),
        lower(&telling.end_use(group.end_use.as_str())),
        scenario.buyers[group.buyer].label,
        percent(service),
        telling.basis(),
    )
}

/// Who runs short first in the scenario itself.
fn first_short(telling: &Telling<'_>) -> Option<String> {
    let scenario = telling.question.scenario;
    let groups = &telling.outcome.detail.groups;
    let months = telling.months();
    let short = |group: usize| {
        let median = |month: usize| telling.quantile(0.5, |it| it.service[group][month]);
        let found = (telling.shock()..months.len()).find(|it| median(*it).is_some_and(|it| it < SHORTAGE))?;
        Some((found, group))
    };
    let all: Vec<(usize, usize)> = (0..groups.len()).filter_map(short).collect();
    let Some((month, group)) = all.iter().min().copied() else {
        return Some(
            "In this scenario no use that was asked falls below 90 % of its reference demand.".to_owned(),
        );
    };
    let group = &groups[group];
    Some(format!(
        "In this scenario {} of {} uses fall below 90 %; the first is {} in {}, in {}.",
        all.len(),
        groups.len(),
        lower(&telling.end_use(group.end_use.as_str())),
        scenario.buyers[group.buyer].label,
        months[month],
    ))
}

fn weakest_link(telling: &Telling<'_>) -> Option<String> {
    let lost = telling.outcome.detail.weakest.first()?;
    let (group, service) = lost.worst()?;
    let group = &telling.outcome.detail.groups[group];
    Some(format!(
        "The weakest single link is {} ({}) in {}: without it alone, service of {} in {} stands at {} after \
         twelve months.",
        lost.link.good,
        lost.link.stage,
        telling.place(lost.link.place),
        lower(&telling.end_use(group.end_use.as_str())),
        telling.question.scenario.buyers[group.buyer].label,
        percent(service),
    ))
}

/// What a year of cut-off costs, buyer by buyer.
fn cost(telling: &Telling<'_>) -> Option<String> {
    let buyers = telling.question.scenario.buyers.iter().enumerate();
    let said: Vec<String> = buyers
        .filter_map(|(index, buyer)| {
            let usd = telling.quantile(0.5, |it| it.leverage[index].surplus * 1000.0)?;
            Some(format!("{} {}", buyer.label, dollars(usd)))
        })
        .collect();
    (!said.is_empty()).then(|| format!("A year of total cut-off costs in lost surplus: {}.", said.join(", ")))
}

fn independence(telling: &Telling<'_>) -> Option<String> {
    let from = telling.question.scenario.from;
    let buyers = telling.question.scenario.buyers.iter().enumerate();
    let said: Vec<String> = buyers
        .map(|(index, buyer)| {
            let after = |it: &coercivity_simulate::Drawn| {
                it.independence[index].map_or(f64::INFINITY, |it| f64::from(it.since(from)))
            };
            let date = telling.quantile(0.5, after).map(|it| from.plus(it.ceil() as i32).to_string());
            let date = date.unwrap_or_else(|| format!("beyond {}", telling.question.scenario.last_month()));
            format!("{} {date}", buyer.label)
        })
        .collect();
    (!said.is_empty())
        .then(|| format!("The threat is empty (95 % of service kept, every use asked): {}.", said.join(", ")))
}

/// What public payers spend on makers over the run, measure by measure.
fn public_money(telling: &Telling<'_>) -> Option<String> {
    let supports = &telling.outcome.detail.supports;
    let paid = supports.iter().enumerate().filter_map(|(index, name)| {
        let thousands = telling.quantile(0.5, |it| it.paid[index])?;
        (thousands.abs() >= 1.0).then(|| format!("{name} {}", dollars(thousands * 1000.0)))
    });
    let paid: Vec<String> = paid.collect();
    (!paid.is_empty()).then(|| format!("Public money over the run: {}.", paid.join(", ")))
}

/// What the run does not know.
pub(super) fn unknown(telling: &Telling<'_>) -> Vec<String> {
    let base = telling.question.base;
    let count = |kind: RemainderKind| base.remainders.iter().filter(|it| it.kind == kind).count();
    let mut said = Vec::new();
    let no_figure = count(RemainderKind::NoFigure) + count(RemainderKind::Unbounded);
    if no_figure > 0 {
        said.push(format!(
            "{no_figure} flows of the base year have no figure of their own: they are what closes a balance."
        ));
    }
    let outside = count(RemainderKind::OutsideTheNetwork);
    if outside > 0 {
        said.push(format!(
            "{outside} things are known to exist and are not in the model; they are listed by name."
        ));
    }
    if telling.outcome.draws.is_empty() {
        said.push("How far the numbers may lie from these: only central values were computed.".to_owned());
    }
    let states = coercivity_world::measures::Assumption::Actual;
    if telling.question.scenario.law.assumption == states {
        said.push(
            "The state of clauses whose suspension has run out: no source tells. In this run they do not bind; \
             `--law revived` makes them bind."
                .to_owned(),
        );
    }
    said.push(
        "Prices where almost nothing is sold, or beyond a hundred times the usual: they are left out, because they \
         would be shadows of what stopping is worth, and no quotes."
            .to_owned(),
    );
    said.push("How well such runs tell history: no replay has been scored yet.".to_owned());
    said
}

/// A label inside a sentence: its first letter small, unless the word is an abbreviation.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    let (first, second) = (letters.next(), letters.next());
    match (first, second) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(label.chars().skip(1)).collect()
        }
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::lower;

    #[test]
    fn abbreviations_keep_their_capitals() {
        assert_eq!(lower("Wind turbines"), "wind turbines");
        assert_eq!(lower("EV motors"), "EV motors");
        assert_eq!(lower(""), "");
    }
}
