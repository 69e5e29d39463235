//! How what happens is put on record: a quote follows what is paid with a lag and scatters around it, and customs
//! counts lumps by the month in which it releases them.

use coercivity_market::chain::Kind;
use coercivity_world::economy::Parameter;
use coercivity_world::episode::Episode;

use crate::group::{monthly, monthly_of};
use crate::path::Path;
use crate::sample::Draw;
use crate::setting::Setting;
use crate::step::Recorded;
use crate::stream::{OWN, Stream, StreamPurpose};

/// On which terms a price is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Terms {
    /// As quoted for what is sold now.
    Spot,
    /// As customs values what arrives: most of it was priced under contract.
    Contract,
}

/// What goes astray.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Astray {
    /// A price.
    Price,
    /// Tonnes a month.
    Volume,
}

/// Records of one draw.
pub(crate) struct Records {
    /// By activity: tonnes of one lot; none where customs counts what was shipped.
    lots: Vec<Option<f64>>,
    /// By month, then activity: the chance that decides how many lots are counted.
    chances: Vec<Vec<Option<f64>>>,
    quote_months: f64,
    contract_months: f64,
    quote_deviation: f64,
    stream: Stream,
    discrepancy: Discrepancy,
}

/// What the model leaves out, as walks around what it says from the day of knowledge on.
struct Discrepancy {
    /// Months that had ended.
    known: usize,
    months: usize,
    deviation: f64,
    /// Part of a price's walk that all prices share, and the walk.
    shared: f64,
    common: Vec<f64>,
    stream: Stream,
}

impl Discrepancy {
    fn of(episode: &Episode, setting: &Setting, draw: Draw) -> Self {
        let known = usize::try_from(episode.known_on.month().since(episode.from)).unwrap_or(0);
        let mut it = Self {
            known,
            months: episode.months as usize,
            deviation: setting.values[Parameter::Discrepancy],
            shared: setting.values[Parameter::NewsShared],
            common: Vec::new(),
            stream: draw.stream(StreamPurpose::Discrepancy),
        };
        it.common = it.walk();
        it
    }

    /// A walk of standard normal steps, month by month.
    fn walk(&mut self) -> Vec<f64> {
        let mut at = 0.0;
        let step = |month: usize| {
            at += if month >= self.known { self.stream.normal() } else { 0.0 };
            at
        };
        (0..self.months).map(step).collect()
    }
}

impl Records {
    /// Draws how an episode is recorded. All lanes of a good ship lots of one size: that of which the good's usual trade
    /// scatters by the deviation of the draw, so that small flows scatter more than large ones.
    pub fn of(episode: &Episode, setting: &Setting, draw: Draw) -> Self {
        let mut stream = draw.stream(StreamPurpose::Records);
        let activities = &setting.chain.activities;
        let mut lots = vec![None; activities.len()];
        for good in 0..episode.goods.len() {
            let deviation = setting.values[Parameter::TradeDeviation] * stream.between(OWN);
            let kind = Kind::Lane(crate::replay::stuff(episode, good));
            let own = || activities.iter().enumerate().filter(|it| it.1.kind == kind && it.1.from != it.1.to);
            let usual: f64 = own().map(|it| it.1.base).sum();
            // So many lots that their number scatters by the deviation: the variance of a Poisson number is its mean.
            let lot = usual * deviation.powi(2);
            for (lane, _) in own().filter(|_| lot > 0.0) {
                lots[lane] = Some(lot);
            }
        }
        let chances = (0..episode.months).map(|_| activities.iter().map(|_| stream.chance()).collect());
        Self {
            lots,
            chances: chances.collect(),
            quote_months: setting.values[Parameter::QuoteLag],
            contract_months: setting.values[Parameter::ContractPrice],
            quote_deviation: setting.values[Parameter::QuoteDeviation],
            stream,
            discrepancy: Discrepancy::of(episode, setting, draw),
        }
    }

    /// A series around what the model says of it: prices err together in part, volumes each by itself.
    pub fn astray(&mut self, what: Astray, values: Vec<f64>) -> Vec<f64> {
        let own = self.discrepancy.walk();
        let Discrepancy { deviation, shared, common, .. } = &self.discrepancy;
        let shared = match what {
            Astray::Price => *shared,
            Astray::Volume => 0.0,
        };
        let walk = own.iter().zip(common).map(|it| (1.0 - shared).sqrt() * it.0 + shared.sqrt() * it.1);
        values.into_iter().zip(walk).map(|(value, walk)| value * (deviation * walk).exp()).collect()
    }

    /// What customs counts on some lanes, t/month, month by month.
    pub fn shipped(&self, path: &Path, lanes: &[usize]) -> Vec<f64> {
        let mut all: Vec<f64> = Vec::new();
        for &lane in lanes {
            let shipped = monthly(path, |it| it.cleared.rates[lane]);
            all.resize(shipped.len(), 0.0);
            for (month, (sum, shipped)) in all.iter_mut().zip(shipped).enumerate() {
                let chance = self.chances.get(month).and_then(|it| it[lane]);
                *sum += match (self.lots[lane], chance) {
                    (Some(lot), Some(chance)) => lot * poisson(shipped / lot, chance),
                    _ => shipped,
                };
            }
        }
        all
    }

    /// Monthly means of a price as it is quoted; a period without trade has none, and a month of such periods neither.
    pub fn quotes(&mut self, path: &Path, terms: Terms, price: impl Fn(&Recorded) -> f64) -> Vec<f64> {
        let lag = match terms {
            Terms::Spot => self.quote_months,
            Terms::Contract => self.contract_months,
        };
        let mut quote: Option<f64> = None;
        let mut quoted = Vec::new();
        for recorded in &path.periods {
            let price = price(recorded);
            if price.is_finite() {
                let moved = 1.0 - (-recorded.period.length / lag.max(1e-3)).exp();
                quote = Some(quote.map_or(price, |it| it + moved * (price - it)));
            }
            quoted.push(if price.is_finite() { quote.unwrap_or(price) } else { f64::NAN });
        }
        let traded: Vec<f64> = quoted.iter().map(|it| f64::from(u8::from(it.is_finite()))).collect();
        let valued: Vec<f64> = quoted.iter().map(|it| if it.is_finite() { *it } else { 0.0 }).collect();
        let means =
            monthly_of(path, &valued).into_iter().zip(monthly_of(path, &traded)).map(|it| it.0 / it.1);
        means.map(|it| it * (self.quote_deviation * self.stream.normal()).exp()).collect()
    }
}

/// Mean from which a Poisson number is taken as a normal one.
const MANY: f64 = 60.0;

/// The number of lots at a chance, when so many are expected.
fn poisson(expected: f64, chance: f64) -> f64 {
    if expected <= 0.0 || expected.is_nan() {
        return 0.0;
    }
    if expected > MANY {
        return (expected + expected.sqrt() * normal_quantile(chance)).max(0.0);
    }
    let mut term = (-expected).exp();
    let (mut below, mut number) = (term, 0.0);
    while below < chance && number < 10.0 * MANY {
        number += 1.0;
        term *= expected / number;
        below += term;
    }
    number
}

/// Quantile of the standard normal distribution, to 4.5e-4 (Hastings 1955, as in Abramowitz and Stegun 26.2.23).
fn normal_quantile(chance: f64) -> f64 {
    let tail = chance.min(1.0 - chance).max(1e-12);
    let t = (-2.0 * tail.ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let size = t - above / below;
    if chance < 0.5 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::{normal_quantile, poisson};

    #[test]
    fn lots_come_in_whole_numbers_whose_mean_is_what_was_shipped() {
        for expected in [0.3, 4.0, 50.0, 200.0] {
            let numbers: Vec<f64> =
                (0..4000).map(|it| poisson(expected, (f64::from(it) + 0.5) / 4000.0)).collect();
            let mean = numbers.iter().sum::<f64>() / 4000.0;
            let spread = numbers.iter().map(|it| (it - mean).powi(2)).sum::<f64>() / 4000.0;
            assert!((mean / expected - 1.0).abs() < 0.01, "{expected}: {mean}");
            assert!((spread / expected - 1.0).abs() < 0.03, "{expected}: variance {spread}");
        }
        assert_eq!((poisson(0.0, 0.9), poisson(0.3, 0.5)), (0.0, 0.0));
        assert!((normal_quantile(0.975) - 1.96).abs() < 1e-3);
    }
}
