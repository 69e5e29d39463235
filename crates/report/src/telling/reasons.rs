//! What a figure rests on, as a tree: the demand it is measured by, the base year, the parameters, the law.

use coercivity_quantity::{Citation, Confidence, Why};
use coercivity_world::base::BaseDemand;
use coercivity_world::measures::{Clause, Effect, Measure};

use crate::number::significant;

use super::Telling;

/// What all figures of a run rest on.
pub(super) fn common(telling: &Telling<'_>) -> Vec<Why> {
    vec![base_year(telling), parameters(telling), law(telling)]
}

/// Why a figure of one buyer's end use is what it is.
pub(super) fn of_group(telling: &Telling<'_>, common: &[Why], group: usize, said: &str) -> Why {
    let group = &telling.outcome.detail.groups[group];
    let buyer = &telling.question.scenario.buyers[group.buyer];
    let end_use = telling.end_use(group.end_use.as_str());
    let demand = telling.question.base.demand.iter();
    let own = demand.filter(|it| it.end_use == group.end_use && buyer.regions.contains(&it.region));
    let mut why = top(telling, &format!("{end_use}, {}: {said}", buyer.label));
    for row in own {
        why = why.because(reference_demand(telling, row));
    }
    common.iter().cloned().fold(why, Why::because)
}

/// Why a figure of a whole buyer is what it is.
pub(super) fn of_buyer(telling: &Telling<'_>, common: &[Why], buyer: &str, said: &str) -> Why {
    common.iter().cloned().fold(top(telling, &format!("{buyer}: {said}")), Why::because)
}

fn top(telling: &Telling<'_>, said: &str) -> Why {
    let scenario = telling.question.scenario;
    let from = scenario.shock_from.unwrap_or(scenario.from);
    let supplier = telling.place(scenario.supplier);
    Why::says(format!("{said}, when {supplier} stops from {from}; {}", telling.basis()))
}

fn reference_demand(telling: &Telling<'_>, row: &BaseDemand) -> Why {
    let place = telling.place(row.region);
    let year = telling.question.world.economy.base_year;
    let text = format!(
        "reference demand of {} in {place}, {year}: {} t of {} ({}..{})",
        telling.end_use(row.end_use.as_str()),
        significant(row.best, 3),
        row.material,
        significant(row.low, 3),
        significant(row.high, 3),
    );
    let cited = Citation {
        sources: row.sources.clone(),
        at: String::new(),
        confidence: confidence(row.flag.word()),
        note: String::new(),
        row: "data/base/demand.csv".to_owned(),
    };
    if row.sources.is_empty() { Why::says(text) } else { Why::says(text).citing(cited) }
}

/// A flag of the base year as a confidence: what was derived is an estimate.
fn confidence(flag: &str) -> Confidence {
    match flag {
        "observed" => Confidence::Secondary,
        "derived" => Confidence::Estimate,
        _ => Confidence::Assumed,
    }
}

fn base_year(telling: &Telling<'_>) -> Why {
    let base = telling.question.base;
    let year = telling.question.world.economy.base_year;
    let mut why = Why::says(format!(
        "base year {year}, reconciled from {} figures: chi-square {} on {} degrees of freedom",
        base.moves.len(),
        significant(base.chi2, 3),
        base.degrees_of_freedom
    ));
    // The figures that moved farthest, the first of the list: where the base year is weakest.
    for it in base.moves.iter().take(5) {
        let sources =
            it.source.split(';').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect();
        let moved = Why::says(format!("{} moved by {:.1} standard deviations", it.label, it.move_in_sigmas));
        why = why.because(moved.citing(Citation {
            sources,
            at: String::new(),
            confidence: confidence(it.flag.word()),
            note: String::new(),
            row: it.row.clone(),
        }));
    }
    why
}

fn parameters(telling: &Telling<'_>) -> Why {
    let ranges = telling.question.world.economy.parameters.ranges();
    let why = Why::says(format!("{} parameters of the market, each with a range", ranges.len()));
    ranges.iter().fold(why, |why, it| {
        let unit = it.unit.ending();
        let text = format!("{}: {} ({}..{}) {unit}", it.label, it.best, it.low, it.high);
        why.because(Why::says(text).citing(it.cited.clone()))
    })
}

fn law(telling: &Telling<'_>) -> Why {
    let question = telling.question;
    let scenario = question.scenario;
    let why = Why::says(format!("law as known on {}", scenario.known_on));
    let Some(day) = scenario.shock_from.unwrap_or(scenario.from).first_day() else {
        return why;
    };
    let binds = |measure: &Measure, clause: &Clause| {
        let state = question.regime.state(measure.id, &clause.id, day, &scenario.law);
        state.is_some_and(|it| it.binds() != coercivity_quantity::Verdict::No)
    };
    let clauses =
        question.regime.measures().iter().flat_map(|it| it.clauses.iter().map(move |clause| (it, clause)));
    let bound = clauses.filter(|it| !matches!(it.1.effect, Effect::Unmodelled { .. }) && binds(it.0, it.1));
    bound.fold(why, |why, (measure, clause)| {
        let text = format!("{}:{} {} binds or may bind on {day}", measure.id, clause.id, clause.title);
        let said = Why::says(text);
        why.because(match clause.cited.as_ref().or(measure.cited.as_ref()) {
            Some(cited) => said.citing(cited.clone()),
            None => said,
        })
    })
}
