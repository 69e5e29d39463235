//! Shocks from outside in one draw: supply lost, demand added, stocks wanted, what news makes holders expect, and
//! ordinary ups and downs.

use coercivity_market::chain::{Chain, Kind, Node, Stuff};
use coercivity_market::month::{Holder, Month};
use coercivity_quantity::{Day, Month as CalendarMonth};
use coercivity_world::economy::Parameter;
use coercivity_world::episode::{Episode, Moved, Shock};

use crate::period::Period;
use crate::replay::good_of;
use crate::sample::{Draw, Values};
use crate::state::State;
use crate::stream::{ALL, Stream, StreamPurpose};

/// What is moved in each month of a run, over what it would be.
#[derive(Clone, Debug, PartialEq)]
pub struct Disturbed {
    from: CalendarMonth,
    /// By month, then activity: part of its capacity that is left.
    supply: Vec<Vec<f64>>,
    /// By month, then user: factor on demand.
    demand: Vec<Vec<f64>>,
    /// By month, then node: what the month's news adds to the logarithm of the price that holders expect.
    news: Vec<Vec<f64>>,
    /// By activity: part of a maker's output that is made without a licence.
    unlicensed: Vec<f64>,
    shocks: Vec<DrawnShock>,
}

/// A shock with its size in this draw.
#[derive(Clone, Debug, PartialEq)]
struct DrawnShock {
    moves: Moved,
    share: f64,
    /// What its news adds to the logarithm of the price that holders expect, while it lasts.
    rise: f64,
    days: std::ops::RangeInclusive<Day>,
    /// Nodes of the goods and places that it strikes, by index.
    nodes: Vec<bool>,
}

impl Disturbed {
    /// Draws the shocks, the news and the ups and downs of an episode. `starts` says of activities that come later when
    /// they come; `unlicensed` which part of each activity is without a licence.
    pub fn of(
        episode: &Episode,
        chain: &Chain,
        (starts, unlicensed): (&[(usize, CalendarMonth)], Vec<f64>),
        (values, draw): (&Values, Draw),
    ) -> Self {
        let months = episode.months as usize;
        let mut it = Self {
            from: episode.from,
            supply: vec![vec![1.0; chain.activities.len()]; months],
            demand: vec![vec![1.0; chain.users.len()]; months],
            news: vec![vec![0.0; chain.nodes.len()]; months],
            unlicensed,
            shocks: shocks(episode, chain, values, draw),
        };
        for &(activity, start) in starts {
            for (month, supply) in it.supply.iter_mut().enumerate() {
                let running = f64::from(episode.from.plus(month as i32).since(start)) + 0.5;
                let ramp = values[Parameter::Ramp];
                supply[activity] = if running <= 0.0 { 0.0 } else { 1.0 - (-running / ramp).exp() };
            }
        }
        it.make_noise(episode, chain, values, draw);
        it.make_news(episode, chain, values, draw);
        it
    }

    /// An autoregressive walk of the logarithm of demand, part of it shared by all goods.
    fn make_noise(&mut self, episode: &Episode, chain: &Chain, values: &Values, draw: Draw) {
        let mut common = draw.stream(StreamPurpose::Noise, ALL);
        let mut own = streams(episode, draw, StreamPurpose::Noise);
        let deviation = values[Parameter::DemandDeviation];
        let (persistence, shared) = (values[Parameter::DemandPersistence], values[Parameter::DemandShared]);
        let mut level = vec![0.0; episode.goods.len()];
        for demand in &mut self.demand {
            let common = common.normal();
            for (it, own) in level.iter_mut().zip(&mut own) {
                let step = shared.sqrt() * common + (1.0 - shared).sqrt() * own.normal();
                *it = persistence * *it + deviation * step;
            }
            for (user, factor) in chain.users.iter().zip(demand) {
                if let Some(good) = good_of(episode, chain.nodes[user.pool].stuff) {
                    *factor *= level[good].exp();
                }
            }
        }
    }

    /// News of a month moves what holders expect of all goods alike, and of each by itself: prices of what can be stored
    /// move on news of future scarcity more than on flows (Deaton and Laroque 1992).
    fn make_news(&mut self, episode: &Episode, chain: &Chain, values: &Values, draw: Draw) {
        let mut all = draw.stream(StreamPurpose::News, ALL);
        let mut each = streams(episode, draw, StreamPurpose::News);
        let (deviation, shared) = (values[Parameter::NewsDeviation], values[Parameter::NewsShared]);
        for news in &mut self.news {
            let common = shared.sqrt() * all.normal();
            let own: Vec<f64> = each.iter_mut().map(|it| (1.0 - shared).sqrt() * it.normal()).collect();
            for (node, news) in chain.nodes.iter().zip(news) {
                if let Some(good) = good_of(episode, node.stuff) {
                    *news = deviation * (common + own[good]);
                }
            }
        }
    }

    /// Moves what holders expect by the news since the last period.
    pub(crate) fn tell_news(&self, chain: &Chain, state: &mut State, period: Period) {
        let at = usize::try_from(period.month.since(self.from)).unwrap_or(0).min(self.news.len());
        let day = period.day();
        let level = |node: usize| {
            let ended: f64 = self.news[..at].iter().map(|it| it[node]).sum();
            let now = self
                .news
                .get(at)
                .map_or(0.0, |it| it[node] * (period.fraction() + 0.5 * period.length).min(1.0));
            let lasting = self.shocks.iter().filter(|it| day.is_some_and(|day| it.days.contains(&day)));
            ended + now + lasting.filter(|it| it.nodes[node]).map(|it| it.rise).sum::<f64>()
        };
        let levels: Vec<f64> = (0..chain.nodes.len()).map(level).collect();
        for held in &mut state.stocks {
            let node = match held.holder {
                Holder::User(user) => chain.users[user].pool,
                Holder::Node(node) => node,
            };
            let factor = (levels[node] - state.news[node]).exp();
            held.expected *= factor;
            held.top *= factor;
        }
        state.news = levels;
    }

    /// Days on which a shock begins, and on which it is over.
    pub(crate) fn changes(&self) -> impl Iterator<Item = Day> {
        self.shocks.iter().flat_map(|it| [*it.days.start(), it.days.end().plus_days(1)])
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
            shock.strike(month, &self.unlicensed);
        }
    }
}

/// A stream for each good.
fn streams(episode: &Episode, draw: Draw, purpose: StreamPurpose) -> Vec<Stream> {
    episode.goods.iter().map(|it| draw.stream(purpose, &format!("good.{}", it.id))).collect()
}

/// Draws every shock.
fn shocks(episode: &Episode, chain: &Chain, values: &Values, draw: Draw) -> Vec<DrawnShock> {
    let drawn = |shock: &Shock| {
        let struck = |node: &Node| {
            let good = |it: &usize| Stuff::Commodity(episode.goods[*it].law) == node.stuff;
            let place = shock.place.is_none_or(|it| it == node.place);
            place && (shock.goods.is_empty() || shock.goods.iter().any(good))
        };
        let own = draw.own(StreamPurpose::Shocks, &format!("{}.rise", shock.id));
        DrawnShock {
            moves: shock.moves,
            share: draw.ranged(StreamPurpose::Shocks, &format!("{}.share", shock.id), shock.share),
            rise: (1.0 + values[Parameter::AnnouncementRise] * own).ln(),
            days: shock.from..=shock.to,
            nodes: chain.nodes.iter().map(struck).collect(),
        }
    };
    episode.shocks.iter().map(drawn).collect()
}

impl DrawnShock {
    fn strike(&self, month: &mut Month<'_>, unlicensed: &[f64]) {
        let chain = month.chain;
        match self.moves {
            Moved::Supply => self.close(month, |_| 1.0),
            Moved::Unlicensed => self.close(month, |index| unlicensed[index]),
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

    /// Takes its share of a part of each maker's output.
    fn close(&self, month: &mut Month<'_>, part: impl Fn(usize) -> f64) {
        for (index, it) in month.chain.activities.iter().enumerate() {
            let struck = matches!(it.kind, Kind::Mine(_)) && it.target().is_some_and(|it| self.nodes[it]);
            if struck && part(index) > 0.0 {
                let usual = if it.base > 0.0 { it.base } else { it.capacity };
                let most = month.limit[index].min(usual * month.size[index]);
                month.limit[index] = most * (1.0 - self.share * part(index)).max(0.0);
            }
        }
    }
}
