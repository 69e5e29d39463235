//! Shocks from outside in one draw: supply lost, demand added, stocks wanted, and ordinary ups and downs.

use coercivity_market::chain::{Chain, Kind, Stuff};
use coercivity_market::month::{Holder, Month};
use coercivity_quantity::Month as CalendarMonth;
use coercivity_world::episode::{Episode, Moved};

use crate::period::Period;
use crate::sample::Draw;
use crate::stream::StreamPurpose;

/// What is moved in each month of a run, over what it would be.
#[derive(Clone, Debug, PartialEq)]
pub struct Disturbed {
    from: CalendarMonth,
    /// By month, then activity: part of its capacity that is left.
    supply: Vec<Vec<f64>>,
    /// By month, then user: factor on demand.
    demand: Vec<Vec<f64>>,
    /// By month, then node: months of use that holders want more.
    stocks: Vec<Vec<f64>>,
}

impl Disturbed {
    /// Draws the shocks and the noise of an episode. `starts` says of activities that come later when they come.
    pub fn of(
        episode: &Episode,
        chain: &Chain,
        starts: &[(usize, CalendarMonth)],
        (ramp_months, draw): (f64, Draw),
    ) -> Self {
        let months = episode.months as usize;
        let mut it = Self {
            from: episode.from,
            supply: vec![vec![1.0; chain.activities.len()]; months],
            demand: vec![vec![1.0; chain.users.len()]; months],
            stocks: vec![vec![0.0; chain.nodes.len()]; months],
        };
        for &(activity, start) in starts {
            for (month, supply) in it.supply.iter_mut().enumerate() {
                let running = f64::from(episode.from.plus(month as i32).since(start)) + 0.5;
                supply[activity] = if running <= 0.0 { 0.0 } else { 1.0 - (-running / ramp_months).exp() };
            }
        }
        it.shock(episode, chain, draw);
        it.make_noise(episode, chain, draw);
        it
    }

    fn shock(&mut self, episode: &Episode, chain: &Chain, draw: Draw) {
        let mut stream = draw.stream(StreamPurpose::Shocks);
        for shock in &episode.shocks {
            let share = stream.ranged(shock.share);
            let named = |node: usize| {
                let place = shock.place.is_none_or(|it| it == chain.nodes[node].place);
                let good = |it: &usize| Stuff::Commodity(episode.goods[*it].law) == chain.nodes[node].stuff;
                place && (shock.goods.is_empty() || shock.goods.iter().any(good))
            };
            let months = 0..episode.months as usize;
            for month in months.filter(|it| {
                let now = episode.from.plus(*it as i32);
                shock.from <= now && now <= shock.to
            }) {
                match shock.moves {
                    Moved::Supply => {
                        for (index, it) in chain.activities.iter().enumerate() {
                            if matches!(it.kind, Kind::Mine(_)) && it.target().is_some_and(named) {
                                self.supply[month][index] *= (1.0 - share).max(0.0);
                            }
                        }
                    }
                    Moved::Demand => {
                        for (user, demand) in chain.users.iter().zip(&mut self.demand[month]) {
                            if named(user.pool) {
                                *demand *= 1.0 + share;
                            }
                        }
                    }
                    Moved::Stocks => {
                        for node in (0..chain.nodes.len()).filter(|it| named(*it)) {
                            self.stocks[month][node] += share;
                        }
                    }
                }
            }
        }
    }

    /// An autoregressive walk of the logarithm of demand, part of it shared by all goods.
    fn make_noise(&mut self, episode: &Episode, chain: &Chain, draw: Draw) {
        let Some(noise) = &episode.noise else { return };
        let mut stream = draw.stream(StreamPurpose::Noise);
        let (deviation, persistence) = (stream.ranged(noise.deviation), stream.ranged(noise.persistence));
        let shared = stream.ranged(noise.shared);
        let goods = episode.goods.len();
        let mut level = vec![0.0; goods];
        for demand in &mut self.demand {
            let common = stream.normal();
            for it in &mut level {
                let own = stream.normal();
                *it = persistence * *it + deviation * (shared.sqrt() * common + (1.0 - shared).sqrt() * own);
            }
            for (user, factor) in chain.users.iter().zip(demand) {
                let of = |it: &coercivity_world::episode::EpisodeGood| {
                    Stuff::Commodity(it.law) == chain.nodes[user.pool].stuff
                };
                if let Some(good) = episode.goods.iter().position(of) {
                    *factor *= level[good].exp();
                }
            }
        }
    }

    /// Applies what moves in a period's month.
    pub(crate) fn move_month(&self, month: &mut Month<'_>, period: Period) {
        let at = usize::try_from(period.month.since(self.from)).unwrap_or(0);
        let (Some(supply), Some(demand)) = (self.supply.get(at), self.demand.get(at)) else { return };
        for (index, &left) in supply.iter().enumerate().filter(|it| *it.1 != 1.0) {
            let activity = &month.chain.activities[index];
            let usual = if activity.base > 0.0 { activity.base } else { activity.capacity };
            month.limit[index] = month.limit[index].min(left * usual * month.size[index]);
        }
        for (demanded, factor) in month.demand.iter_mut().zip(demand) {
            *demanded *= factor;
        }
        for held in &mut month.stocks {
            let (node, use_a_month) = match held.holder {
                Holder::User(user) => (month.chain.users[user].pool, month.demand[user]),
                Holder::Node(node) => (node, month.chain.throughput[node]),
            };
            held.target += self.stocks[at][node] * use_a_month;
        }
    }
}
