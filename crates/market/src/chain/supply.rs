//! From the deposit to the oxide and the metal: activities of the base year up to the magnet maker's door.

use coercivity_world::base::{BaseFlow, Step};
use coercivity_world::{Deposit, Element, Place};

use super::activity::Kind;
use super::assumptions::Assumptions;
use super::node::Stuff;
use super::{Chain, Flows, MONTHS};

/// Below this rate, t/month (about a kilogram a year), a base flow is taken for none: what a fit leaves of a flow
/// that should be zero has no recipe worth calibrating. [`close`] keeps the mass.
pub(super) const NOTHING: f64 = 1e-4;
/// Below this rate, t/month, a balance is taken for closed.
const CLOSED: f64 = 1e-9;

pub(super) fn add(chain: &mut Chain, flows: Flows<'_>, assumed: &Assumptions) {
    mines_and_separation(chain, flows, assumed);
    for (step, stuff) in
        [(Step::OxideTrade, Stuff::Oxide as fn(Element) -> Stuff), (Step::MetalTrade, Stuff::Metal)]
    {
        for (from, to) in flows.pairs(step) {
            for element in flows.elements(step) {
                let rate = flows.of(step, Some(element), from, to);
                lane(chain, (stuff(element), stuff(element)), (from, to), rate);
            }
        }
    }
    for (place, _) in flows.pairs(Step::MetalMade) {
        for element in flows.elements(Step::MetalMade) {
            let made = flows.of(Step::MetalMade, Some(element), place, place);
            let lost = flows.of(Step::MetalLoss, Some(element), place, place);
            if made > NOTHING {
                let oxide = chain.node_or_new(Stuff::Oxide(element), place);
                let metal = chain.node_or_new(Stuff::Metal(element), place);
                let entries = vec![(oxide, -(made + lost) / made), (metal, 1.0)];
                chain.add(Kind::MetalMaking(element), place, place, made, entries);
            }
        }
    }
    for (place, _) in flows.pairs(Step::RecycledOxide) {
        for element in flows.elements(Step::RecycledOxide) {
            let rate = flows.of(Step::RecycledOxide, Some(element), place, place);
            if rate > NOTHING {
                let oxide = chain.node_or_new(Stuff::Oxide(element), place);
                chain.add(Kind::Recycling(element), place, place, rate, vec![(oxide, 1.0)]);
            }
        }
    }
    for (step, stuff) in
        [(Step::OxideStock, Stuff::Oxide as fn(Element) -> Stuff), (Step::MetalStock, Stuff::Metal)]
    {
        for (place, _) in flows.pairs(step) {
            for element in flows.elements(step) {
                let gain = flows.of(step, Some(element), place, place);
                stock_change(chain, stuff(element), place, gain, NOTHING);
            }
        }
    }
}

/// Puts what the flows below [`NOTHING`] carried into, or out of, a stock, so that every base balance closes.
pub(super) fn close(chain: &mut Chain) {
    let mut net = vec![0.0; chain.nodes.len()];
    for activity in &chain.activities {
        for &(node, coefficient) in &activity.entries {
            net[node] += coefficient * activity.base;
        }
    }
    for user in &chain.users {
        net[user.pool] -= user.base;
    }
    for (index, gain) in net.into_iter().enumerate() {
        let node = chain.nodes[index];
        stock_change(chain, node.stuff, node.place, gain, CLOSED);
    }
}

/// A lane of the base year, called by the form in which the good arrives; none when next to nothing flowed.
pub(super) fn lane(
    chain: &mut Chain,
    (made, offered): (Stuff, Stuff),
    (from, to): (Place, Place),
    rate: f64,
) {
    if rate > NOTHING {
        let (source, target) = (chain.node_or_new(made, from), chain.node_or_new(offered, to));
        chain.add(Kind::Lane(offered), from, to, rate, vec![(source, -1.0), (target, 1.0)]);
    }
}

/// A stock gain becomes an optional sink, a stock loss an optional source.
fn stock_change(chain: &mut Chain, stuff: Stuff, place: Place, gain: f64, least: f64) {
    if gain.abs() > least {
        let node = chain.node_or_new(stuff, place);
        let (kind, sign) =
            if gain > 0.0 { (Kind::StockGain(stuff), -1.0) } else { (Kind::StockLoss(stuff), 1.0) };
        chain.add(kind, place, place, gain.abs(), vec![(node, sign)]);
    }
}

/// Joint production: a deposit's concentrate has a fixed basket, and separating a tonne of it gives every
/// element at once. Elements without a price are not followed: nothing could be calibrated on them.
fn mines_and_separation(chain: &mut Chain, flows: Flows<'_>, assumed: &Assumptions) {
    let rate = |it: &BaseFlow| it.tonnes / MONTHS;
    let mut elements = flows.elements(Step::SeparatedOxide);
    elements.retain(|it| assumed.oxide_price_usd_per_kg.contains_key(it));
    for (deposit, place) in deposits(flows) {
        let of = |step: Step| {
            flows.0.flows.iter().filter(move |it| it.step == step && it.deposit == Some(deposit))
        };
        let followed = |it: &&BaseFlow| it.element.is_some_and(|it| elements.contains(&it));
        let concentrate = chain.node_or_new(Stuff::Concentrate(deposit), place);
        let mined: f64 = of(Step::MineOutput).filter(followed).map(rate).sum();
        if mined <= NOTHING {
            continue;
        }
        chain.add(Kind::Mine(deposit), place, place, mined, vec![(concentrate, 1.0)]);
        let mut shipped = 0.0;
        let mut separators: Vec<Place> = of(Step::ConcentrateShipment).map(|it| it.to).collect();
        separators.sort();
        separators.dedup();
        for separator in separators {
            let feed: f64 = of(Step::ConcentrateShipment)
                .filter(followed)
                .filter(|it| it.to == separator)
                .map(rate)
                .sum();
            if feed <= NOTHING {
                continue;
            }
            shipped += feed;
            let mut entries = vec![(concentrate, -1.0)];
            for &element in &elements {
                let part: f64 = of(Step::ConcentrateShipment)
                    .filter(|it| it.to == separator && it.element == Some(element))
                    .map(rate)
                    .sum();
                let gained = part / feed * recovery(flows, separator, element);
                if gained > 0.0 {
                    entries.push((chain.node_or_new(Stuff::Oxide(element), separator), gained));
                }
            }
            chain.add(Kind::Separation(deposit), place, separator, feed, entries);
        }
        stock_change(chain, Stuff::Concentrate(deposit), place, mined - shipped, NOTHING);
    }
}

fn deposits(flows: Flows<'_>) -> Vec<(Deposit, Place)> {
    let mut deposits: Vec<_> = flows
        .0
        .flows
        .iter()
        .filter(|it| it.step == Step::MineOutput)
        .filter_map(|it| it.deposit.map(|deposit| (deposit, it.from)))
        .collect();
    deposits.sort();
    deposits.dedup();
    deposits
}

/// Part of an element that enters a separator and leaves it as separated oxide.
fn recovery(flows: Flows<'_>, separator: Place, element: Element) -> f64 {
    let entered: f64 = flows
        .0
        .flows
        .iter()
        .filter(|it| {
            it.step == Step::ConcentrateShipment && it.to == separator && it.element == Some(element)
        })
        .map(|it| it.tonnes / MONTHS)
        .sum();
    let separated = flows.of(Step::SeparatedOxide, Some(element), separator, separator);
    if entered > 0.0 { (separated / entered).min(1.0) } else { 0.0 }
}
