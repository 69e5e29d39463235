//! Inputs that rest on a judgement, the scenario's own first.

use coercivity_quantity::{Citation, Confidence};

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
            why: grounds.conclude(
                &format!("share of applications granted in the end ({})", practice.id),
                std::slice::from_ref(&practice.cited),
                Vec::new(),
            ),
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
            why: match scenario.assume_cited.get(id) {
                Some(cited) => grounds.conclude(&range.label, std::slice::from_ref(cited), Vec::new()),
                None => grounds.keep(&reasons::parameter(range)),
            },
        });
    }
    all
}

/// Sources that state the number: what is assumed has none, whatever it leans on.
fn backed(cited: &Citation) -> Vec<String> {
    if cited.confidence == Confidence::Assumed { Vec::new() } else { cited.sources.clone() }
}
