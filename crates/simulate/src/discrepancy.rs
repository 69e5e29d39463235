//! What the model leaves out, as walks around what it says from the day of knowledge on.
//!
//! Prices err together in part. Of what is traded each lane has one walk, whoever reports it, and what is told of several
//! lanes is their sum: in each draw a partner's imports are the supplier's exports to it, and parts make up their whole.

use std::collections::BTreeMap;

use coercivity_market::chain::{Activity, Kind};
use coercivity_world::Place;
use coercivity_world::economy::Parameter;
use coercivity_world::episode::{Episode, Traded};

use crate::replay::good_of;
use crate::sample::Draw;
use crate::setting::Setting;
use crate::stream::{ALL, StreamPurpose};

/// What the model leaves out in one draw.
pub(crate) struct Discrepancy {
    draw: Draw,
    /// Months that had ended.
    known: usize,
    months: usize,
    deviation: f64,
    /// Part of the variance of a walk that all prices share, and all lanes of one trade.
    shared: f64,
    /// What all prices share.
    common: Vec<f64>,
    /// By activity: factors on what it brings, month by month; none where nothing crosses a border.
    shipped: Vec<Vec<f64>>,
    /// Under which name each good is traded.
    trades: Vec<String>,
}

impl Discrepancy {
    /// Draws what the model leaves out of an episode.
    pub fn of(episode: &Episode, setting: &Setting, draw: Draw) -> Self {
        let known = usize::try_from(episode.known_on.month().since(episode.from)).unwrap_or(0);
        let mut it = Self {
            draw,
            known,
            months: episode.months as usize,
            deviation: setting.values[Parameter::Discrepancy],
            shared: setting.values[Parameter::NewsShared],
            common: Vec::new(),
            shipped: Vec::new(),
            trades: (0..episode.goods.len()).map(|it| trade(episode, it)).collect(),
        };
        it.common = it.walk(&format!("price.{ALL}"));
        it.shipped = it.lanes(episode, &setting.chain.activities);
        it
    }

    /// A price around what the model says of it, month by month.
    pub fn price(&self, series: &str, mut values: Vec<f64>) -> Vec<f64> {
        let (own, common) = ((1.0 - self.shared).sqrt(), self.shared.sqrt());
        let walk = self.walk(series);
        for ((value, walk), all) in values.iter_mut().zip(walk).zip(&self.common) {
            *value *= (self.deviation * (own * walk + common * all)).exp();
        }
        values
    }

    /// What the tonnes of an activity are multiplied by in a month.
    pub fn shipped(&self, activity: usize, month: usize) -> f64 {
        self.shipped[activity].get(month).copied().unwrap_or(1.0)
    }

    /// What a place's use of a good is multiplied by, month by month: the same in each of its pools.
    pub fn used(&self, good: usize, place: Place) -> Vec<f64> {
        let walk = self.walk(&format!("use.{}.{place}", self.trades[good]));
        walk.into_iter().map(|it| (self.deviation * it).exp()).collect()
    }

    /// Factors of every lane. The parameter is the deviation of a trade's whole step in the base months: lanes, which share
    /// a part of their variance, scatter more than the trade that they make up.
    fn lanes(&self, episode: &Episode, activities: &[Activity]) -> Vec<Vec<f64>> {
        let crossing: Vec<Option<(&str, Place, Place)>> = activities
            .iter()
            .map(|it| match it.kind {
                Kind::Lane(stuff) | Kind::OpenPurchase(stuff) if it.from != it.to => {
                    good_of(episode, stuff).map(|good| (self.trades[good].as_str(), it.from, it.to))
                }
                _ => None,
            })
            .collect();
        let mut usual: BTreeMap<&str, BTreeMap<(Place, Place), f64>> = BTreeMap::new();
        for (lane, activity) in crossing.iter().zip(activities) {
            if let Some((trade, from, to)) = *lane {
                *usual.entry(trade).or_default().entry((from, to)).or_default() += activity.base;
            }
        }
        let shared = self.shared;
        let scale = |lanes: &BTreeMap<(Place, Place), f64>| {
            let whole: f64 = lanes.values().sum();
            let alone: f64 = lanes.values().map(|it| (it / whole.max(1e-12)).powi(2)).sum();
            // Variance of the mean step of lanes, weighed by what they carry, over that of one lane.
            let left = if whole > 0.0 { shared + (1.0 - shared) * alone } else { 1.0 };
            self.deviation / left.max(1e-6).sqrt()
        };
        let drawn =
            usual.iter().map(|(&trade, lanes)| (trade, (scale(lanes), self.walk(&format!("trade.{trade}")))));
        let drawn: BTreeMap<&str, (f64, Vec<f64>)> = drawn.collect();
        let factors = |lane: &Option<(&str, Place, Place)>| {
            let Some((trade, from, to)) = *lane else { return Vec::new() };
            let Some((scale, common)) = drawn.get(trade) else { return Vec::new() };
            let own = self.walk(&format!("lane.{trade}.{from}.{to}"));
            let step = |it: (f64, &f64)| (1.0 - shared).sqrt() * it.0 + shared.sqrt() * it.1;
            own.into_iter().zip(common).map(|it| (scale * step(it)).exp()).collect()
        };
        crossing.iter().map(factors).collect()
    }

    /// A walk of standard normal steps, month by month.
    fn walk(&self, about: &str) -> Vec<f64> {
        let mut stream = self.draw.stream(StreamPurpose::Discrepancy, about);
        let mut at = 0.0;
        let step = |month: usize| {
            at += if month >= self.known { stream.normal() } else { 0.0 };
            at
        };
        (0..self.months).map(step).collect()
    }
}

/// Under which name a good is traded: that of the sum in whose lanes it is shipped, else its own.
fn trade(episode: &Episode, good: usize) -> String {
    let sums = episode.lanes.iter().filter_map(|it| match it.good {
        Traded::Together(sum) => Some(&episode.aggregates[sum]),
        Traded::Good(_) => None,
    });
    let own = sums.filter(|it| it.members.iter().any(|it| it.0 == good)).map(|it| &it.id).min();
    own.unwrap_or(&episode.goods[good].id).clone()
}
