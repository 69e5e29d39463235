//! Inputs that rest on a judgement, the scenario's own first.

use coercivity_quantity::{Citation, Confidence};
use coercivity_world::economy::ParameterRange;
use coercivity_world::scenario::Practice;

use crate::view::Assumption;

use super::Telling;
use super::grounds::Grounds;
use super::reasons;

/// Practices and parameters with their ranges.
pub(super) fn assumptions(telling: &Telling<'_>, grounds: &mut Grounds<'_>) -> Vec<Assumption> {
    let scenario = telling.question.scenario;
    let mut all = Vec::new();
    for practice in &scenario.practices {
        let range = practice.granted_share;
        all.push(Assumption {
            id: format!("practice.{}.granted_share", practice.id),
            label: format!("share of applications granted in the end ({})", practice.id),
            low: Some(range.low),
            best: Some(range.best),
            high: Some(range.high),
            unit: "share".to_owned(),
            sources: backed(&practice.cited),
            note: practice.cited.note.clone(),
            sampled: range.low < range.high,
            why: practice_why(grounds, practice, "share of applications granted in the end"),
        });
    }
    for range in telling.question.world.economy.parameters.of_runs() {
        let id = range.parameter.id();
        let set = scenario.assume.get(id);
        let cited = scenario.assume_cited.get(id).unwrap_or(&range.cited);
        let (low, best, high) =
            set.map_or((range.low, range.best, range.high), |it| (it.low, it.best, it.high));
        all.push(Assumption {
            id: format!("assume.{id}"),
            label: range.label.clone(),
            low: Some(low),
            best: Some(best),
            high: Some(high),
            unit: range.unit.ending().to_owned(),
            sources: backed(cited),
            note: cited.note.clone(),
            sampled: low < high,
            why: parameter_why(telling, grounds, range),
        });
    }
    all
}

/// Where a parameter's range is from: the scenario's own, or the world's.
pub(super) fn parameter_why(
    telling: &Telling<'_>,
    grounds: &mut Grounds<'_>,
    range: &ParameterRange,
) -> String {
    match telling.question.scenario.assume_cited.get(range.parameter.id()) {
        Some(cited) => grounds.conclude(&range.label, std::slice::from_ref(cited), Vec::new()),
        None => grounds.keep(&reasons::parameter(range)),
    }
}

/// Where a number of a practice is from.
pub(super) fn practice_why(grounds: &mut Grounds<'_>, practice: &Practice, said: &str) -> String {
    let says = format!("{said} ({})", practice.id);
    grounds.conclude(&says, std::slice::from_ref(&practice.cited), Vec::new())
}

/// Sources that state the number: what is assumed has none, whatever it leans on.
fn backed(cited: &Citation) -> Vec<String> {
    if cited.confidence == Confidence::Assumed { Vec::new() } else { cited.sources.clone() }
}
