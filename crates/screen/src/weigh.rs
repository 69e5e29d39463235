//! From clauses to the answer of a rulebook: exemptions first, then the strongest; what is open widens the answer and
//! is never swallowed.

use coercivity_quantity::Verdict;
use coercivity_world::measures::{Breadth, Clause, Effect, Layer, Measure, RulebookKind, State};

use crate::finding::Under;
use crate::outcome::{Outcome, Rung, rungs};

/// One clause and what it covers, in one reading.
#[derive(Clone, Copy)]
pub(crate) struct Weight<'a> {
    /// The instrument.
    pub measure: &'a Measure,
    /// The clause.
    pub clause: &'a Clause,
    /// Its state on the day.
    pub state: &'a State,
    /// Whether it binds in that state.
    pub binds: Verdict,
    /// Whether it covers the movement.
    pub covers: Verdict,
    /// Whether it puts the movement to its test, where the rulebook goes by what is tested.
    pub tested: bool,
}

/// The answer of a rulebook.
pub(crate) struct Answer {
    pub outcome: Outcome,
    pub beside: Vec<Outcome>,
    pub readings: Vec<Under>,
}

/// Whether a clause binds when those of unknown state are taken as awake or asleep.
fn binds(weight: &Weight<'_>, awake: bool) -> bool {
    match weight.binds {
        Verdict::Yes => true,
        Verdict::Open => awake,
        Verdict::No => false,
    }
}

/// The least and the most that the clauses amount to.
fn bounds(weights: &[Weight<'_>], kind: RulebookKind, awake: bool) -> (Rung, Rung) {
    let (mut least, mut most) = (Rung::None, Rung::None);
    for weight in weights.iter().filter(|it| binds(it, awake)) {
        let Some((low, high)) = rungs(&weight.clause.effect, kind) else { continue };
        // At best every open exemption frees it, at worst only the certain ones do.
        let (freed_surely, freed_maybe) = freed(weight, weights, awake);
        if weight.covers == Verdict::Yes {
            least = least.max(freed_maybe.unwrap_or(low));
        }
        if weight.covers != Verdict::No {
            most = most.max(freed_surely.unwrap_or(high));
        }
    }
    (least, most.max(least))
}

/// What a clause comes to where an exemption frees from it: by those that certainly do, and by those that may.
fn freed(weight: &Weight<'_>, weights: &[Weight<'_>], awake: bool) -> (Option<Rung>, Option<Rung>) {
    let (mut surely, mut maybe): (Option<Rung>, Option<Rung>) = (None, None);
    for other in weights.iter().filter(|it| binds(it, awake) && it.covers != Verdict::No) {
        let Effect::Exempt(exemption) = &other.clause.effect else { continue };
        if !exemption.means(other.measure.id, (weight.measure.id, &weight.clause.id)) {
            continue;
        }
        let to = if exemption.report_working_days.is_some() { Rung::Exempt } else { Rung::None };
        maybe = Some(maybe.map_or(to, |it| it.min(to)));
        // What officials are reported to do frees nobody with certainty.
        if other.covers == Verdict::Yes && other.clause.layer != Layer::Practice {
            surely = Some(surely.map_or(to, |it| it.min(to)));
        }
    }
    (surely, maybe)
}

/// Weighs the clauses of a rulebook in each reading; `in_force` says whether any clause of it may bind on the day,
/// whatever that speaks of.
pub(crate) fn weigh(readings: &[(Breadth, Vec<Weight<'_>>)], kind: RulebookKind, in_force: bool) -> Answer {
    let unknown = readings.iter().flat_map(|it| &it.1).any(|it| {
        it.covers != Verdict::No
            && it.binds == Verdict::Open
            && (rungs(&it.clause.effect, kind).is_some() || matches!(it.clause.effect, Effect::Exempt(_)))
    });
    let states: &[bool] = if unknown { &[true, false] } else { &[true] };
    let mut under = Vec::new();
    let mut found: Vec<(bool, Rung, Rung)> = Vec::new();
    for (breadth, weights) in readings {
        for &awake in states {
            let (least, most) = bounds(weights, kind, awake);
            found.push((awake, least, most));
            let (at_least, at_most) = (Outcome::of(least, kind), Outcome::of(most, kind));
            under.push(Under { breadth: *breadth, awake, at_least, at_most });
        }
    }
    let span = |awake: Option<bool>| {
        let of = || found.iter().filter(move |it| awake.is_none_or(|state| it.0 == state));
        let least = of().map(|it| Outcome::of(it.1, kind)).min();
        (least, of().map(|it| Outcome::of(it.2, kind)).max())
    };
    let all = span(None);
    if let (Some(least), Some(most)) = all
        && least == most
    {
        let outcome = reason(least, readings, (kind, in_force));
        return Answer { outcome, beside: Vec::new(), readings: under };
    }
    let parted = unknown && span(Some(true)) != span(Some(false));
    let open = states.iter().any(|&it| {
        let (least, most) = span(Some(it));
        least != most
    });
    let (outcome, beside) = match (parted, open) {
        (true, true) => (Outcome::StatusUnknown, vec![Outcome::Undetermined]),
        (true, false) => (Outcome::StatusUnknown, Vec::new()),
        (false, _) => (Outcome::Undetermined, Vec::new()),
    };
    Answer { outcome, beside, readings: under }
}

/// Why nothing captures a movement: because the clause that would sleeps, has not begun or has ended, or because
/// none would. A test is kept only where one is made, and a contract's clause only where there is one.
fn reason(
    outcome: Outcome,
    readings: &[(Breadth, Vec<Weight<'_>>)],
    (kind, in_force): (RulebookKind, bool),
) -> Outcome {
    let asks = |it: &&Weight<'_>| rungs(&it.clause.effect, kind).is_some();
    let held = || {
        let all = readings.iter().flat_map(|it| &it.1).filter(asks);
        all.filter(|it| it.tested || it.covers != Verdict::No)
    };
    let outcome = match outcome {
        Outcome::Eligible | Outcome::BenchmarkMet if held().all(|it| it.binds == Verdict::No) => {
            Outcome::NotCaptured
        }
        other => other,
    };
    let asleep = outcome == Outcome::NotCaptured || outcome == Outcome::Compliant && !in_force;
    if !asleep {
        return outcome;
    }
    let states = || held().map(|it| it.state);
    if states().any(|it| matches!(it, State::Suspended { .. })) {
        return Outcome::Suspended;
    }
    let away = |it: &State| matches!(it, State::NotYet { .. } | State::Ended { .. });
    if states().any(away) { Outcome::NotInForce } else { outcome }
}
