//! A walked episode in the words of the output format: prices by tier, trade, demand, service, approvals.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_market::chain::{Chain, Kind, Stuff, open_market};
use coercivity_quantity::Month;
use coercivity_world::Place;
use coercivity_world::episode::{Aggregate, AggregateKind, Episode};

use crate::at_border::AtBorder;
use crate::consumed::consumed;
use crate::group::monthly;
use crate::path::Path;
use crate::price_series::{Quote, Tier};
use crate::records::{Records, Terms};
use crate::replay::{Told, Walked, stuff};
use crate::sample::Draw;
use crate::setting::Setting;
use crate::step::Recorded;

/// Every series of a walked episode.
pub(crate) fn recount(episode: &Episode, setting: &Setting, walked: &Walked, draw: Draw) -> Vec<Told> {
    let records = Records::of(episode, setting, draw);
    let mut all = Series { from: episode.from, path: &walked.path, records, told: Vec::new() };
    let mut goods: Vec<Trade> = (0..episode.goods.len()).map(|it| trade(episode, setting, it)).collect();
    let sums = episode.aggregates.iter().filter(|it| it.kind == AggregateKind::Sum);
    goods.extend(sums.map(|it| {
        let parts = it.members.iter().flat_map(|it| trade(episode, setting, it.0).parts).collect();
        Trade { id: it.id.clone(), parts }
    }));
    for it in &goods {
        prices(&mut all, setting, it);
        volumes(&mut all, setting, it);
        consumed(&mut all, (episode, setting), it);
    }
    for it in episode.aggregates.iter().filter(|it| it.kind != AggregateKind::Sum) {
        basket(&mut all, episode, setting, it);
    }
    service(&mut all, setting);
    for it in &goods {
        approvals(&mut all, setting, it, walked);
    }
    all.told
}

/// Series being told.
pub(crate) struct Series<'a> {
    from: Month,
    pub path: &'a Path,
    pub records: Records,
    told: Vec<Told>,
}

impl Series<'_> {
    /// Tells monthly means; what is no number in a month is left out.
    fn tell(&mut self, key: [&str; 5], of: impl Fn(&Recorded) -> f64) {
        self.keep(key, monthly(self.path, of));
    }
    /// Tells what customs counts on the lanes that are meant.
    fn tell_shipped(&mut self, key: [&str; 5], lanes: &[usize]) {
        self.keep(key, self.records.shipped(self.path, lanes));
    }
    /// Tells a price as it is quoted.
    fn quote(&mut self, key: [&str; 5], terms: Terms, price: impl Fn(&Recorded) -> f64) {
        let quotes = self.records.quotes((self.path, &key.join(":")), terms, price);
        self.keep(key, quotes);
    }
    pub fn keep(&mut self, key: [&str; 5], values: Vec<f64>) {
        for (at, value) in values.into_iter().enumerate() {
            if value.is_finite() {
                let key = key.map(str::to_owned);
                self.told.push(Told { month: self.from.plus(at as i32), key, value });
            }
        }
    }
}

/// One good, or several told together: their price inside the supplier and at its border, and their lanes.
pub(crate) struct Trade {
    pub id: String,
    pub parts: Vec<Part>,
}

pub(crate) struct Part {
    pub stuff: Stuff,
    /// Border price over the price inside the supplier.
    pub border: f64,
}

fn trade(episode: &Episode, setting: &Setting, good: usize) -> Trade {
    let chain = &setting.chain;
    let stuff = stuff(episode, good);
    let at = |place: Option<Place>| place.and_then(|it| chain.node(stuff, it)).map(|it| chain.prices[it]);
    let inside = at(Some(setting.assumed.supplier)).unwrap_or(0.0);
    let outside = chain.nodes.iter().find(|it| it.stuff == stuff && it.place != setting.assumed.supplier);
    let border = at(outside.map(|it| it.place)).map_or(inside, |it| it - setting.assumed.freight_usd_per_kg);
    let border = if inside > 0.0 { border / inside } else { 1.0 };
    Trade { id: episode.goods[good].id.clone(), parts: vec![Part { stuff, border }] }
}

/// A price as it would be quoted: nobody quotes less than nothing for what is left in the residue.
fn quoted(price: f64) -> f64 {
    if price.is_nan() { price } else { price.max(0.0) }
}

/// All that comes to places from others: lanes, and purchases out of the open market from places without a lane.
fn arrivals<'a>(chain: &'a Chain, part: &'a Part) -> impl Iterator<Item = usize> + 'a {
    let bought = |it: &usize| chain.activities[*it].kind == Kind::OpenPurchase(part.stuff);
    lanes(chain, part).chain((0..chain.activities.len()).filter(bought))
}

/// Lanes of a part that end elsewhere than they begin.
pub(crate) fn lanes<'a>(chain: &'a Chain, part: &'a Part) -> impl Iterator<Item = usize> + 'a {
    let crosses = |it: &usize| {
        let lane = &chain.activities[*it];
        lane.kind == Kind::Lane(part.stuff) && lane.from != lane.to
    };
    (0..chain.activities.len()).filter(crosses)
}

fn prices(all: &mut Series<'_>, setting: &Setting, trade: &Trade) {
    let chain = &setting.chain;
    let supplier = setting.assumed.supplier;
    if let [part] = &trade.parts[..] {
        if let Some(node) = chain.node(part.stuff, supplier) {
            let key = ["price", &trade.id, supplier.as_str(), "domestic", "-"];
            all.quote(key, Terms::Spot, |it| quoted(it.cleared.prices[node]));
        }
        let fob = ["price", &trade.id, supplier.as_str(), "fob", "-"];
        let border = AtBorder::of(setting, part);
        all.quote(fob, Terms::Spot, |it| quoted(border.mean(it)));
        for (node, it) in chain.nodes.iter().enumerate() {
            let outside = it.place != supplier && it.place != open_market();
            if it.stuff == part.stuff && outside && chain.throughput[node] > 0.0 {
                let key = ["price", &trade.id, it.place.as_str(), Tier::Free.word(), "-"];
                let free = Quote::of(setting, part.stuff, (it.place, Tier::Free));
                all.quote(key, Terms::Spot, |it| free.price(it).unwrap_or(f64::NAN));
            }
        }
    }
    let borders: Vec<AtBorder<'_>> = trade.parts.iter().map(|it| AtBorder::of(setting, it)).collect();
    for place in buyers(chain, trade, supplier) {
        if let [part] = &trade.parts[..] {
            // What is sold under licence is sold at the border's price of the day; customs values follow by contract.
            let landed = Quote::of(setting, part.stuff, (place, Tier::Licensed));
            let key = ["price", &trade.id, place.as_str(), Tier::Licensed.word(), "-"];
            all.quote(key, Terms::Spot, |it| landed.price(it).map_or(f64::NAN, quoted));
        }
        for origin in [Some(supplier), None] {
            let from = origin.map_or("WORLD".to_owned(), |it| it.to_string());
            let key = ["price", &trade.id, place.as_str(), "unit-value", &from];
            all.quote(key, Terms::Contract, |recorded| {
                unit_value(setting, recorded, (trade, &borders), (origin, place))
            });
        }
    }
}

/// Customs value over weight of what reaches a place, USD/kg: from one origin, or from all.
fn unit_value(
    setting: &Setting,
    recorded: &Recorded,
    (trade, borders): (&Trade, &[AtBorder<'_>]),
    (origin, place): (Option<Place>, Place),
) -> f64 {
    let (chain, supplier) = (&setting.chain, setting.assumed.supplier);
    let (mut value, mut weight) = (0.0, 0.0);
    for (part, border) in trade.parts.iter().zip(borders) {
        for index in arrivals(chain, part) {
            let lane = &chain.activities[index];
            if lane.to != place || origin.is_some_and(|it| it != lane.from) {
                continue;
            }
            let source = lane.source().map_or(f64::NAN, |it| recorded.cleared.prices[it]);
            let paid = if lane.from == supplier { border.on(index, recorded) } else { source };
            value += (paid + setting.assumed.freight_usd_per_kg) * recorded.cleared.rates[index];
            weight += recorded.cleared.rates[index];
        }
    }
    if weight > 1e-9 { quoted(value / weight) } else { f64::NAN }
}

/// Places outside the supplier that a good goes to.
fn buyers(chain: &Chain, trade: &Trade, supplier: Place) -> Vec<Place> {
    let ends = trade.parts.iter().flat_map(|part| lanes(chain, part)).map(|it| chain.activities[it].to);
    let mut ends: Vec<Place> = ends.filter(|it| *it != supplier).collect();
    ends.sort();
    ends.dedup();
    ends
}

fn volumes(all: &mut Series<'_>, setting: &Setting, trade: &Trade) {
    let chain = &setting.chain;
    let supplier = setting.assumed.supplier;
    let moved = |from: Option<Place>, to: Option<Place>| -> Vec<usize> {
        let parts = trade.parts.iter().flat_map(|part| arrivals(chain, part));
        let meant = parts.filter(|&it| {
            let lane = &chain.activities[it];
            from.is_none_or(|from| lane.from == from) && to.is_none_or(|to| lane.to == to)
        });
        meant.collect()
    };
    let home = supplier.as_str();
    all.tell_shipped(["exports", &trade.id, home, "-", "WORLD"], &moved(Some(supplier), None));
    for place in buyers(chain, trade, supplier) {
        let key = place.as_str();
        all.tell_shipped(["exports", &trade.id, home, "-", key], &moved(Some(supplier), Some(place)));
        all.tell_shipped(["imports", &trade.id, key, "-", home], &moved(Some(supplier), Some(place)));
        all.tell_shipped(["imports", &trade.id, key, "-", "WORLD"], &moved(None, Some(place)));
    }
}

fn basket(all: &mut Series<'_>, episode: &Episode, setting: &Setting, basket: &Aggregate) {
    let members: Vec<(Part, f64)> = basket
        .members
        .iter()
        .filter_map(|&(good, weight)| Some((trade(episode, setting, good).parts.pop()?, weight)))
        .collect();
    let total: f64 = members.iter().map(|it| it.1).sum();
    let borders: Vec<AtBorder<'_>> = members.iter().map(|it| AtBorder::of(setting, &it.0)).collect();
    let supplier = setting.assumed.supplier;
    let price = |(part, out): (&Part, &AtBorder<'_>), recorded: &Recorded, border: bool| {
        let node = setting.chain.node(part.stuff, supplier);
        let base = node.map_or(f64::NAN, |it| setting.chain.prices[it]);
        let inside = node.map_or(f64::NAN, |it| recorded.cleared.prices[it]);
        let (now, base) = if border { (out.mean(recorded), base * part.border) } else { (inside, base) };
        if basket.kind == AggregateKind::Relative { now / base } else { now }
    };
    for (tier, border) in [("domestic", false), ("fob", true)] {
        all.quote(["price", &basket.id, supplier.as_str(), tier, "-"], Terms::Spot, |recorded| {
            let each = members.iter().zip(&borders);
            let weighed = each.map(|((part, weight), out)| weight * price((part, out), recorded, border));
            quoted(weighed.sum::<f64>() / total)
        });
    }
}

fn service(all: &mut Series<'_>, setting: &Setting) {
    let chain = &setting.chain;
    let mut groups: BTreeMap<(Place, coercivity_world::EndUse), Vec<usize>> = BTreeMap::new();
    for (index, it) in chain.users.iter().enumerate() {
        groups.entry((it.region, it.end_use)).or_default().push(index);
    }
    for ((place, class), users) in groups {
        all.tell(["service", class.as_str(), place.as_str(), "-", "-"], |recorded| {
            let served = || users.iter().map(|&it| &recorded.cleared.served[it]);
            let demand: f64 = served().map(|it| it.demand).sum();
            (served().map(|it| it.service() * it.demand).sum::<f64>() / demand).clamp(0.0, 1.0)
        });
    }
}

/// Applications granted over received, both cumulated: each user applies for what it usually buys of each good for which
/// an authority asks it to, and again for what has run out or was taken back.
fn approvals(all: &mut Series<'_>, setting: &Setting, trade: &Trade, walked: &Walked) {
    let (chain, supplier) = (&setting.chain, setting.assumed.supplier);
    let mut groups: BTreeMap<(Place, String), Vec<(usize, usize)>> = BTreeMap::new();
    let parts = trade.parts.iter().filter(|it| walked.applied.contains(&it.stuff));
    let own = parts.flat_map(|part| lanes(chain, part)).filter(|it| chain.activities[*it].from == supplier);
    for lane in own {
        let users =
            chain.users.iter().enumerate().filter(|it| Some(it.1.pool) == chain.activities[lane].target());
        for (index, user) in users {
            // Every class is told, and all of them together.
            let classes = BTreeSet::from([user.end_use.as_str(), "any-user"]);
            for class in classes {
                groups.entry((user.region, class.to_owned())).or_default().push((lane, index));
            }
        }
    }
    let path = all.path;
    for ((place, class), pairs) in groups {
        let share = |at: usize| -> f64 {
            let known = pairs.iter().filter_map(|&(lane, user)| {
                let queues = walked.live[at].get(&(lane, Some(user)))?.iter();
                let handled =
                    queues.filter(|it| !walked.invented.contains(&it.0)).map(|it| it.1.approval_share());
                handled.reduce(f64::min).map(|it| (it * chain.users[user].base, chain.users[user].base))
            });
            let (granted, all) = known.fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
            if all > 0.0 { granted / all } else { f64::NAN }
        };
        let mut by_month: BTreeMap<i32, f64> = BTreeMap::new();
        for (at, it) in path.periods.iter().enumerate() {
            // The last period that lies in a month says what stands at its end.
            let share = share(at);
            by_month.extend(it.period.by_month().map(|within| (within.0 as i32, share)));
        }
        let key = [
            "approval_share".to_owned(),
            format!("{}@{class}", trade.id),
            supplier.to_string(),
            "-".to_owned(),
            place.to_string(),
        ];
        let from = all.from;
        let told = by_month.into_iter().filter(|it| it.1.is_finite());
        all.told.extend(told.map(|(at, value)| Told { month: from.plus(at), key: key.clone(), value }));
    }
}
