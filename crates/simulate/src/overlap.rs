//! Clauses of a scenario that come after others on the same kilograms.

use std::collections::{BTreeMap, BTreeSet};

use crate::binding::Binding;
use crate::path::Fault;
use crate::promised::Promises;
use crate::question::Question;
use crate::reach::supports;
use crate::sample::{Draw, Sampler};
use crate::setting::Setting;
use crate::support::Support;
use crate::topping::{Promise, Promised, taken};

/// A clause of a scenario's own that comes after others on kilograms that it reaches.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// The clause, as `instrument:clause`.
    pub clause: String,
    /// Clauses that come before it, called alike.
    pub after: BTreeSet<String>,
    /// The share that a sale states, and the least that is left for it.
    pub share: Option<(f64, f64)>,
}

/// A scenario's own floors that top up what others have topped up or agreed on already, and its own offtakes for which
/// others leave less of a maker's output than they state, in the order of the law; on any day of the run.
///
/// # Errors
/// [`Fault`] when even the best guesses contradict the base year.
pub fn overlaps(question: &Question<'_>) -> Result<Vec<Overlap>, Fault> {
    let Question { world, scenario, regime, .. } = question;
    let setting = Setting::of(world, question.base, scenario, &mut Sampler::new(Draw::Central))
        .map_err(Fault::Calibration)?;
    let supports = supports(&setting.chain, world, regime);
    let binding = Binding::of(&supports, regime, scenario.from, &scenario.law);
    let span = scenario.from.first_day().zip(scenario.last_month().plus(1).first_day());
    let all: Vec<usize> = (0..supports.len()).collect();
    let own = |it: &Support| scenario.measures.iter().any(|own| own.id == it.instrument);
    let named = |it: usize| format!("{}:{}", supports[it].instrument, supports[it].clause);
    let mut found: BTreeMap<usize, Overlap> = BTreeMap::new();
    for (day, _) in span.map_or(Vec::new(), |it| binding.parts(&all, it)) {
        let bound = all.iter().copied().filter(|it| binding.on(*it, day));
        let promises = Promises::of(&setting, &supports, bound);
        for (_, promised) in promises.outputs().filter(|it| it.1.len() > 1) {
            for it in promised.iter().filter(|it| own(&supports[it.support])) {
                let (before, share) = before(promised, it);
                if before.is_empty() {
                    continue;
                }
                let overlap = found.entry(it.support).or_insert_with(|| Overlap {
                    clause: named(it.support),
                    after: BTreeSet::new(),
                    share,
                });
                overlap.after.extend(before.into_iter().map(named));
                let least = overlap.share.into_iter().chain(share).min_by(|a, b| a.1.total_cmp(&b.1));
                overlap.share = least;
            }
        }
    }
    Ok(found.into_values().collect())
}

/// Supports that come before one on an output, and the share that a sale states and gets: sales before a floor where they
/// state a price, and floors of earlier turns; before a sale those that leave it less than it states.
fn before(promised: &[Promise], own: &Promise) -> (Vec<usize>, Option<(f64, f64)>) {
    match own.of {
        Promised::Floor { .. } => {
            let earlier = promised.iter().filter(|it| match it.of {
                Promised::Sale { price, .. } => price.is_some(),
                Promised::Floor { .. } => it.turn < own.turn,
            });
            (earlier.map(|it| it.support).collect(), None)
        }
        Promised::Sale { share, .. } => {
            let takes = taken(promised.iter()).find(|it| it.0 == own.support).map_or(share, |it| it.1);
            let earlier = taken(promised.iter()).map(|it| it.0).take_while(|it| *it != own.support);
            if takes < share - 1e-9 { (earlier.collect(), Some((share, takes))) } else { (Vec::new(), None) }
        }
    }
}
