//! What can be read and still cannot be right, or is odd.

use coercivity_data::{Problem, nearest};
use coercivity_quantity::Day;

use crate::id::EndUse;
use crate::measures::{Effect, Measure, Start};
use crate::scenario::context::ScenarioContext;
use crate::source::problem_at;

/// Tells end uses that the measures of a file name and no list has.
pub(super) fn tell_unknown_uses(
    measures: &[Measure],
    context: &ScenarioContext<'_>,
    problems: &mut Vec<Problem>,
) {
    for clause in measures.iter().flat_map(|it| &it.clauses) {
        let ordered: &[EndUse] =
            if let Effect::Stockpile(stockpile) = &clause.effect { &stockpile.release_order } else { &[] };
        let scopes = std::iter::once(&clause.scope).chain(&clause.exceptions);
        let uses = scopes.flat_map(|it| &it.end_uses).chain(ordered);
        for end_use in uses.filter(|it| context.vocabulary.end_use(it.as_str()).is_none()) {
            let known = context.vocabulary.end_uses().map(|it| it.id.as_str());
            let remedy = nearest(end_use.as_str(), known)
                .map_or("use an id of data/vocabulary/end_uses.csv".to_owned(), |near| {
                    format!("did you mean `{near}`?")
                });
            let found = format!("end use `{end_use}` in clause `{}`", clause.id);
            problems.push(problem_at(&clause.row, found, "end uses of the model", remedy));
        }
    }
}

/// Stocks that begin to fill when the shock has come: their purchases deepen the first months.
pub(super) fn late_stockpiles(measures: &[Measure], shock: Option<Day>) -> Vec<String> {
    let mut told = Vec::new();
    let Some(shock) = shock else { return told };
    for measure in measures {
        for clause in &measure.clauses {
            let (Effect::Stockpile(stockpile), Start::On(day)) = (&clause.effect, &clause.takes_effect)
            else {
                continue;
            };
            let full = stockpile.cover.is_some_and(|it| it <= stockpile.opening_cover);
            if *day >= shock && !full {
                told.push(format!(
                    "stockpile `{}` starts filling on {day}, after the shock of {shock}: its purchases deepen the first \
                     months of it",
                    measure.id
                ));
            }
        }
    }
    told
}

/// Measures of a scenario that were announced after the day of knowledge: what they would do is not in its run.
pub(super) fn unknown_measures(later: &[Measure], day: Day) -> impl Iterator<Item = String> {
    later.iter().map(move |it| {
        format!(
            "Measure `{}` is not in this run: it was announced on {}, after {day}, the day of knowledge.",
            it.id, it.announced
        )
    })
}
