//! Shocks from outside in one draw: supply lost, demand added, stocks wanted, and ordinary ups and downs.

use coercivity_market::chain::{Chain, Kind, Node, Stuff};
use coercivity_market::month::{Holder, Month};
use coercivity_quantity::{Day, Month as CalendarMonth};
use coercivity_world::episode::{Episode, Moved, Shock};

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
    shocks: Vec<DrawnShock>,
}

/// A shock with its size in this draw.
#[derive(Clone, Debug, PartialEq)]
struct DrawnShock {
    moves: Moved,
    share: f64,
    days: std::ops::RangeInclusive<Day>,
    /// Nodes of the goods and places that it strikes, by index.
    nodes: Vec<bool>,
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
            shocks: shocks(episode, chain, draw),
        };
        for &(activity, start) in starts {
            for (month, supply) in it.supply.iter_mut().enumerate() {
                let running = f64::from(episode.from.plus(month as i32).since(start)) + 0.5;
                supply[activity] = if running <= 0.0 { 0.0 } else { 1.0 - (-running / ramp_months).exp() };
            }
        }
        it.make_noise(episode, chain, draw);
        it
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
        let day = period.day();
        for shock in self.shocks.iter().filter(|it| day.is_some_and(|day| it.days.contains(&day))) {
            shock.strike(month);
        }
    }
}

/// Draws every shock.
fn shocks(episode: &Episode, chain: &Chain, draw: Draw) -> Vec<DrawnShock> {
    let mut stream = draw.stream(StreamPurpose::Shocks);
    let drawn = |shock: &Shock| {
        let struck = |node: &Node| {
            let good = |it: &usize| Stuff::Commodity(episode.goods[*it].law) == node.stuff;
            let place = shock.place.is_none_or(|it| it == node.place);
            place && (shock.goods.is_empty() || shock.goods.iter().any(good))
        };
        DrawnShock {
            moves: shock.moves,
            share: stream.ranged(shock.share),
            days: shock.from..=shock.to,
            nodes: chain.nodes.iter().map(struck).collect(),
        }
    };
    episode.shocks.iter().map(drawn).collect()
}

impl DrawnShock {
    fn strike(&self, month: &mut Month<'_>) {
        let chain = month.chain;
        match self.moves {
            Moved::Supply => {
                for (index, it) in chain.activities.iter().enumerate() {
                    if matches!(it.kind, Kind::Mine(_)) && it.target().is_some_and(|it| self.nodes[it]) {
                        let usual = if it.base > 0.0 { it.base } else { it.capacity };
                        let most = month.limit[index].min(usual * month.size[index]);
                        month.limit[index] = most * (1.0 - self.share).max(0.0);
                    }
                }
            }
            Moved::Demand => {
                for (user, demand) in chain.users.iter().zip(&mut month.demand) {
                    *demand *= if self.nodes[user.pool] { 1.0 + self.share } else { 1.0 };
                }
            }
            Moved::Stocks => {
                for held in &mut month.stocks {
                    let (node, use_a_month) = match held.holder {
                        Holder::User(user) => (chain.users[user].pool, month.demand[user]),
                        Holder::Node(node) => (node, chain.throughput[node]),
                    };
                    held.target += if self.nodes[node] { self.share * use_a_month } else { 0.0 };
                }
            }
        }
    }
}
