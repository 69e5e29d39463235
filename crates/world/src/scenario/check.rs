//! What can be read and still cannot be right, or is odd.

use coercivity_data::{Problem, nearest};
use coercivity_quantity::{Day, Month};

use crate::id::EndUse;
use crate::measures::{Effect, Measure, Start};
use crate::scenario::Scenario;
use crate::scenario::context::ScenarioContext;
use crate::scenario::practice::Practice;
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

/// Warns of stocks that begin to fill when the shock has come: their purchases deepen the first months.
pub(super) fn tell_late_stockpiles(measures: &[Measure], shock: Option<Day>, warnings: &mut Vec<String>) {
    let Some(shock) = shock else { return };
    for measure in measures {
        for clause in &measure.clauses {
            let (Effect::Stockpile(stockpile), Start::On(day)) = (&clause.effect, &clause.takes_effect)
            else {
                continue;
            };
            let full = stockpile.cover.is_some_and(|it| it <= stockpile.opening_cover);
            if *day >= shock && !full {
                warnings.push(format!(
                    "{} {day}, after the shock of {shock}: its purchases deepen the first months of it",
                    late_stockpile(measure)
                ));
            }
        }
    }
}

impl Scenario {
    /// The scenario with what was known on another day: its own measures that were announced later are not in it, which is
    /// told in place of what they would do.
    #[must_use]
    pub fn as_known_on(mut self, day: Day) -> Self {
        self.known_on = day;
        let (known, later) = self.measures.into_iter().partition(|it| it.announced <= day);
        self.measures = known;
        for measure in later {
            self.warnings.retain(|it| !it.starts_with(&late_stockpile(&measure)));
            self.warnings.push(format!(
                "Measure `{}` is not in this run: it was announced on {}, after {day}, the day of knowledge.",
                measure.id, measure.announced
            ));
        }
        self
    }
}

/// How the warning of a stockpile that begins to fill late begins.
fn late_stockpile(measure: &Measure) -> String {
    format!("stockpile `{}` starts filling on", measure.id)
}

/// Warns of practices that the horizon never meets.
pub(super) fn tell_idle_practices(
    practices: &[Practice],
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
