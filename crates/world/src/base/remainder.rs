//! What the figures do not say, by name.

use coercivity_data::{BaseRecords, Problem, RemainderRow};
use coercivity_quantity::Unit;

use super::FlowKey;
use super::evidence::Evidence;
use super::settle::UNBOUNDED_SIGMA_T;
use crate::id::Place;

/// Why something is a remainder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RemainderKind {
    /// Known to exist, but not in the network.
    OutsideTheNetwork,
    /// In the network, but no figure speaks of it: it is what closes a balance.
    NoFigure,
    /// In the network, and nothing bounds it.
    Unbounded,
}

/// What nobody knows, by name; its tonnage, if it has one, is only what closes the balance.
#[derive(Clone, Debug, PartialEq)]
pub struct Remainder {
    /// Why it is one.
    pub kind: RemainderKind,
    /// A flow's id, or a subject in words.
    pub name: String,
    /// The place.
    pub place: Place,
    /// Best guess or closing amount, tonnes; none when nothing is known.
    pub tonnes: Option<f64>,
    /// At least.
    pub low: Option<f64>,
    /// At most.
    pub high: Option<f64>,
    /// Why it is unknown.
    pub why: String,
    /// Keys of sources.
    pub sources: Vec<String>,
}

/// Remainders that the tables name.
pub(super) fn written(records: &BaseRecords, problems: &mut Vec<Problem>) -> Vec<Remainder> {
    let mut found = Vec::new();
    for row in &records.remainders {
        let mut told = |found: String, expected: &str, remedy: &str| {
            problems.push(Problem::in_file(RemainderRow::PATH, found, expected, remedy).at(row.line, 0));
        };
        let Some(place) = Place::new(&row.place) else {
            told(format!("`{}`", row.place), "a place", "write an id of at most 47 letters without a blank");
            continue;
        };
        if row.unit != Unit::TonnesElement {
            told(
                format!("unit `{}`", row.unit.ending()),
                "t_element",
                "turn the amount into contained element",
            );
            continue;
        }
        found.push(Remainder {
            kind: RemainderKind::OutsideTheNetwork,
            name: row.subject.clone(),
            place,
            tonnes: row.amount.best,
            low: row.amount.low,
            high: row.amount.high,
            why: row.cited.note.clone(),
            sources: row.cited.sources.clone(),
        });
    }
    found
}

/// A flow that no figure speaks of is a remainder when its interval reaches beyond this share of it to each side:
/// below, the balance around it pins it down.
const LOOSE_SHARE: f64 = 0.5;

/// The remainder that a flow is, if it is one. Flows that are nothing (within half a tonne) are not told.
pub(super) fn of_flow(key: &FlowKey, evidence: &Evidence, tonnes: [f64; 3], sigma: f64) -> Option<Remainder> {
    let [low, best, high] = tonnes;
    let (kind, why) = if sigma > UNBOUNDED_SIGMA_T / 10.0 {
        (RemainderKind::Unbounded, "no figure and no balance bounds it")
    } else if !evidence.is_spoken_of && high >= 0.5 && high - low > 2.0 * LOOSE_SHARE * best.abs() {
        (RemainderKind::NoFigure, "no figure speaks of it: what closes the balance")
    } else {
        return None;
    };
    let is_known = kind != RemainderKind::Unbounded;
    Some(Remainder {
        kind,
        name: key.to_string(),
        place: key.from,
        tonnes: is_known.then_some(best),
        low: is_known.then_some(low),
        high: is_known.then_some(high),
        why: why.to_owned(),
        sources: vec!["reconcile".to_owned()],
    })
}
