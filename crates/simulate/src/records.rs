//! How what happens is put on record: a quote follows what is paid with a lag and scatters around it, and customs
//! counts lumps by the month in which it releases them.

use coercivity_market::chain::Kind;
use coercivity_quantity::Month;
use coercivity_world::economy::Parameter;
use coercivity_world::episode::Episode;

use crate::group::monthly_of;
use crate::path::Path;
use crate::sample::Draw;
use crate::setting::Setting;
use crate::step::Recorded;
use crate::stream::{OWN, Stream, StreamPurpose};

/// Records of one draw.
pub(crate) struct Records {
    from: Month,
    /// By month, then activity: what is counted over what was shipped.
    counted: Vec<Vec<f64>>,
    quote_months: f64,
    quote_deviation: f64,
    stream: Stream,
}

impl Records {
    /// Draws how an episode is recorded. Half of the variance of a month's count is the good's, half the lane's: a
    /// total over many lanes scatters less than each.
    pub fn of(episode: &Episode, setting: &Setting, draw: Draw) -> Self {
        let mut stream = draw.stream(StreamPurpose::Records);
        let chain = &setting.chain;
        let kinds: Vec<Kind> =
            (0..episode.goods.len()).map(|it| Kind::Lane(crate::replay::stuff(episode, it))).collect();
        let deviation: Vec<f64> = kinds
            .iter()
            .map(|_| setting.values[Parameter::TradeDeviation] * stream.between(OWN) * 0.5_f64.sqrt())
            .collect();
        let counted = (0..episode.months).map(|_| {
            let common: Vec<f64> = kinds.iter().map(|_| stream.normal()).collect();
            let factor = |kind: Kind| {
                let good = kinds.iter().position(|it| *it == kind);
                good.map_or(1.0, |it| (deviation[it] * (common[it] + stream.normal())).exp())
            };
            chain.activities.iter().map(|it| it.kind).map(factor).collect()
        });
        Self {
            from: episode.from,
            counted: counted.collect(),
            quote_months: setting.values[Parameter::QuoteLag],
            quote_deviation: setting.values[Parameter::QuoteDeviation],
            stream,
        }
    }

    /// What customs counts on a lane, t/month.
    pub fn shipped(&self, recorded: &Recorded, lane: usize) -> f64 {
        let at = usize::try_from(recorded.period.month.since(self.from)).ok();
        let counted = at.and_then(|it| self.counted.get(it)).map_or(1.0, |it| it[lane]);
        recorded.cleared.rates[lane] * counted
    }

    /// Monthly means of a price as it is quoted; a period without trade has none, and a month of such periods neither.
    pub fn quotes(&mut self, path: &Path, price: impl Fn(&Recorded) -> f64) -> Vec<f64> {
        let mut quote: Option<f64> = None;
        let mut quoted = Vec::new();
        for recorded in &path.periods {
            let price = price(recorded);
            if price.is_finite() {
                let moved = 1.0 - (-recorded.period.length / self.quote_months.max(1e-3)).exp();
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
