//! How what happens is put on record: a quote follows what is paid with a lag and scatters around it, and customs
//! counts lumps by the month in which it releases them.

use coercivity_market::chain::Kind;
use coercivity_world::economy::Parameter;
use coercivity_world::episode::Episode;

use crate::discrepancy::Discrepancy;
use crate::group::{monthly, monthly_of};
use crate::path::Path;
use crate::sample::Draw;
use crate::setting::Setting;
use crate::step::Recorded;
use crate::stream::{StreamPurpose, normal_quantile};

/// On which terms a price is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Terms {
    /// As quoted for what is sold now.
    Spot,
    /// As customs values what arrives: most of it was priced under contract.
    Contract,
}

/// Records of one draw.
pub(crate) struct Records {
    draw: Draw,
    /// By activity: tonnes of one lot; none where customs counts what was shipped.
    lots: Vec<Option<f64>>,
    /// By activity, then month: the chance that decides how many lots are counted; none without lots.
    chances: Vec<Vec<Option<f64>>>,
    quote_months: f64,
    contract_months: f64,
    quote_deviation: f64,
    discrepancy: Discrepancy,
}

impl Records {
    /// Draws how an episode is recorded. All lanes of a good ship lots of one size: that of which the good's usual trade
    /// scatters by the deviation of the draw, so that small flows scatter more than large ones.
    pub fn of(episode: &Episode, setting: &Setting, draw: Draw) -> Self {
        let activities = &setting.chain.activities;
        let (mut lots, mut chances) = (vec![None; activities.len()], vec![Vec::new(); activities.len()]);
        for (number, good) in episode.goods.iter().enumerate() {
            let own = draw.own(StreamPurpose::Records, &format!("lots.{}", good.id));
            let deviation = setting.values[Parameter::TradeDeviation] * own;
            let kind = Kind::Lane(crate::replay::stuff(episode, number));
            let own = || activities.iter().enumerate().filter(|it| it.1.kind == kind && it.1.from != it.1.to);
            let usual: f64 = own().map(|it| it.1.base).sum();
            // So many lots that their number scatters by the deviation: the variance of a Poisson number is its mean.
            let lot = usual * deviation.powi(2);
            for (lane, it) in own().filter(|_| lot > 0.0) {
                let about = format!("lane.{}.{}.{}", good.id, it.from, it.to);
                let mut stream = draw.stream(StreamPurpose::Records, &about);
                lots[lane] = Some(lot);
                chances[lane] = (0..episode.months).map(|_| stream.chance()).collect();
            }
        }
        Self {
            draw,
            lots,
            chances,
            quote_months: setting.values[Parameter::QuoteLag],
            contract_months: setting.values[Parameter::ContractPrice],
            quote_deviation: setting.values[Parameter::QuoteDeviation],
            discrepancy: Discrepancy::of(episode, setting, draw),
        }
    }

    /// What the model leaves out.
    pub fn discrepancy(&self) -> &Discrepancy {
        &self.discrepancy
    }

    /// What customs counts on some lanes, t/month, month by month: the sum of what it counts on each.
    pub fn shipped(&self, path: &Path, lanes: &[usize]) -> Vec<f64> {
        let mut all: Vec<f64> = Vec::new();
        for &lane in lanes {
            let shipped = monthly(path, |it| it.cleared.rates[lane]);
            all.resize(shipped.len(), 0.0);
            for (month, (sum, shipped)) in all.iter_mut().zip(shipped).enumerate() {
                let chance = self.chances[lane].get(month).copied().flatten();
                let counted = match (self.lots[lane], chance) {
                    (Some(lot), Some(chance)) => lot * poisson(shipped / lot, chance),
                    _ => shipped,
                };
                *sum += counted * self.discrepancy.shipped(lane, month);
            }
        }
        all
    }

    /// Monthly means of a price as it is quoted under the name of a series; a period without trade has none, and a month of
    /// such periods neither.
    pub fn quotes(
        &self,
        (path, series): (&Path, &str),
        terms: Terms,
        price: impl Fn(&Recorded) -> f64,
    ) -> Vec<f64> {
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
        let mut stream = self.draw.stream(StreamPurpose::Records, series);
        let quotes = means.map(|it| it * (self.quote_deviation * stream.normal()).exp()).collect();
        self.discrepancy.price(series, quotes)
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

#[cfg(test)]
mod tests {
    use super::poisson;

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
    }
}
