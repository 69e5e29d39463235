//! Which inputs move the headlines, in the reader's words.

use coercivity_quantity::quantile;
use coercivity_simulate::{Driver, Drivers, Headline, ThirdOf, Untold, thirds};

use crate::view::{self, Driven, DriverEnd};

use super::Telling;
use super::grounds::Grounds;
use super::{headlines, inputs};

/// Inputs kept for each headline, beyond those told apart from chance.
const KEPT: usize = 20;

/// The inputs of a run's draws, ranked for each headline.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// Ids of the inputs.
    pub ids: Vec<String>,
    /// Their values: one list an input, one value a draw.
    pub values: Vec<Vec<f64>>,
    /// Each headline, its value in every draw, and its inputs ranked.
    pub headlines: Vec<(Headline, Vec<f64>, Result<Drivers, Untold>)>,
}

impl Ranking {
    /// How inputs are ranked.
    pub const METHOD: &str = "Spearman rank correlation of each input with the number (for independent inputs the \
                              standardised rank regression coefficient); share = its square, adjusted for the draws";
    /// What the method does not see.
    pub const LIMIT: &str = "what inputs do only together, or up and down by turns, is not seen";

    /// Why there is no ranking, in words.
    pub fn untold_words(untold: Untold) -> &'static str {
        match untold {
            Untold::FewDraws => "fewer than 40 draws were finished",
            Untold::DoesNotVary => "the same in every draw",
        }
    }
}

/// The ranking as it may be shown.
pub(super) fn drivers(telling: &Telling<'_>, grounds: &mut Grounds<'_>, ranking: &Ranking) -> view::Drivers {
    let mut driven = |(headline, numbers, answer): &(Headline, Vec<f64>, Result<Drivers, Untold>)| {
        let of = headlines::headline_of(telling, *headline);
        let p50 = finite(quantile(numbers, 0.5));
        let mut driven = Driven { of, p50, untold: None, correlation_by_chance: None, drivers: Vec::new() };
        match answer {
            Err(untold) => driven.untold = Some(Ranking::untold_words(*untold).to_owned()),
            Ok(drivers) => {
                driven.correlation_by_chance = Some(drivers.chance);
                let told = drivers.told().len();
                let kept = drivers.ranked.iter().take(told.max(KEPT)).enumerate();
                let row = |(place, it)| driver(telling, grounds, (ranking, numbers), (it, place < told));
                driven.drivers = kept.map(row).collect();
            }
        }
        driven
    };
    view::Drivers {
        method: Ranking::METHOD.to_owned(),
        limit: Ranking::LIMIT.to_owned(),
        draws: telling.outcome.draws.len(),
        inputs: ranking.ids.len(),
        headlines: ranking.headlines.iter().map(&mut driven).collect(),
    }
}

fn driver(
    telling: &Telling<'_>,
    grounds: &mut Grounds<'_>,
    (ranking, numbers): (&Ranking, &[f64]),
    (driver, told_from_chance): (&Driver, bool),
) -> view::Driver {
    let id = &ranking.ids[driver.input];
    let values = &ranking.values[driver.input];
    let named = inputs::named(telling, grounds, id);
    let thirds = thirds(values, numbers);
    view::Driver {
        input: id.clone(),
        label: named.label,
        unit: named.unit,
        median: finite(quantile(values, 0.5)),
        correlation: driver.correlation,
        correlation_p5: driver.interval.0,
        correlation_p95: driver.interval.1,
        share: driver.share,
        told_from_chance,
        lowest: end(thirds.map(|it| it.lowest)),
        highest: end(thirds.map(|it| it.highest)),
        why: named.why,
    }
}

fn end(third: Option<ThirdOf>) -> DriverEnd {
    DriverEnd { input: finite(third.map(|it| it.input)), headline: finite(third.map(|it| it.number)) }
}

/// A number that JSON has; never is none.
fn finite(number: Option<f64>) -> Option<f64> {
    number.filter(|it| it.is_finite())
}
