//! Base prices of every node, and costs that make the base year's rates optimal at those prices.
//!
//! Positive mathematical programming: at its base rate an activity's marginal cost equals its margin,
//! `cost + slope * base = sum(entry * price)`. What the base year cannot say, how the margin splits into cash
//! cost and rise, is an assumption.

use coercivity_world::{Element, Good, Place};

use super::Chain;
use super::activity::{Activity, Kind};
use super::assumptions::Assumptions;
use super::node::{Grade, Node, Stuff};

/// A process that ran in the base year although the assumed prices leave it no margin.
#[derive(Clone, Debug, PartialEq)]
pub struct Miscalibrated {
    /// The process.
    pub kind: Kind,
    /// Where it ran.
    pub place: Place,
    /// What a unit would earn, USD/kg.
    pub margin: f64,
}

impl std::fmt::Display for Miscalibrated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { kind, place, margin } = self;
        write!(
            f,
            "{kind:?} in {place} ran in the base year, but the assumed prices give it {margin:.2} USD/kg"
        )
    }
}
impl std::error::Error for Miscalibrated {}

/// Ratio of oxide to metal where nothing is made: the usual loss of 3 %.
pub(super) const OXIDE_PER_METAL: f64 = 1.03;

pub(super) fn set_prices(chain: &mut Chain, assumed: &Assumptions) {
    for rank in 0..=5 {
        for index in 0..chain.nodes.len() {
            if order(chain.nodes[index].stuff) == rank {
                chain.prices[index] = price(chain, chain.nodes[index], assumed);
            }
        }
    }
    chain.set_throughput();
}

/// Prices are set in the order in which they rest on one another.
fn order(stuff: Stuff) -> u8 {
    match stuff {
        Stuff::Oxide(_) | Stuff::SamariumMagnet | Stuff::SamariumMagnetOffered | Stuff::Commodity(_) => 0,
        Stuff::Metal(_) | Stuff::Concentrate(_) => 1,
        Stuff::Alloy(_) => 2,
        Stuff::Blank(_) => 3,
        Stuff::Magnet(_) => 4,
        Stuff::Finished(_) => 5,
    }
}

fn price(chain: &Chain, node: Node, assumed: &Assumptions) -> f64 {
    let abroad = node.place != assumed.supplier;
    let freight = if abroad { assumed.freight_usd_per_kg } else { 0.0 };
    match node.stuff {
        Stuff::Oxide(element) => {
            let border = assumed.oxide_price_usd_per_kg.get(&element).copied().unwrap_or(0.0);
            if abroad { border + freight } else { border / (1.0 + assumed.export_tax_share) }
        }
        Stuff::Metal(element) => {
            let oxide = price(chain, Node { stuff: Stuff::Oxide(element), ..node }, assumed);
            let fee = if abroad {
                assumed.metal_fee_elsewhere_usd_per_kg
            } else {
                assumed.metal_fee_supplier_usd_per_kg
            };
            oxide * oxide_per_metal(chain, node) + fee
        }
        Stuff::Concentrate(_) => assumed.concentrate_payable_share * least_contained_value(chain, node),
        Stuff::Alloy(grade) => {
            inputs(chain, Kind::AlloyMaking(grade), node.place) + 0.5 * assumed.blank_fee_usd_per_kg
        }
        Stuff::Blank(grade) => {
            inputs(chain, Kind::Sintering(grade), node.place) + 0.5 * assumed.blank_fee_usd_per_kg
        }
        Stuff::Magnet(grade) => {
            own_cost(chain, grade, assumed.supplier, assumed.finishing_fee_usd_per_kg) + freight
        }
        Stuff::Finished(grade) => {
            let offered = own_cost(chain, grade, assumed.supplier, assumed.finishing_fee_usd_per_kg);
            // A maker elsewhere sells at the supplier's landed price, or at a premium when its own costs are
            // higher: half the supplier's finishing fee is the least it works for.
            let least = own_cost(chain, grade, node.place, 0.5 * assumed.finishing_fee_usd_per_kg);
            if abroad { (offered + freight).max(least) } else { offered }
        }
        Stuff::SamariumMagnet => assumed.samarium_magnet_usd_per_kg + freight,
        Stuff::SamariumMagnetOffered => assumed.samarium_magnet_usd_per_kg + freight,
        // A small chain says its prices itself.
        Stuff::Commodity(_) => chain.node(node.stuff, node.place).map_or(0.0, |it| chain.prices[it]),
    }
}

/// A maker's blanks per finished magnet at their price, plus a fee.
fn own_cost(chain: &Chain, grade: Grade, maker: Place, fee: f64) -> f64 {
    let line = chain.activities.iter().find(|it| it.kind == Kind::Machining(grade) && it.from == maker);
    line.map_or(0.0, |it| {
        let output = it.entries.iter().map(|entry| entry.1).fold(0.0, f64::max);
        inputs(chain, it.kind, maker) / output + fee
    })
}

/// Cost of what one unit of a process takes in, USD/kg.
fn inputs(chain: &Chain, kind: Kind, place: Place) -> f64 {
    let line = chain.activities.iter().find(|it| it.kind == kind && it.from == place);
    line.map_or(0.0, |it| {
        it.entries.iter().filter(|entry| entry.1 < 0.0).map(|entry| -entry.1 * chain.prices[entry.0]).sum()
    })
}

fn oxide_per_metal(chain: &Chain, metal: Node) -> f64 {
    let Stuff::Metal(element) = metal.stuff else { return OXIDE_PER_METAL };
    let line =
        chain.activities.iter().find(|it| it.kind == Kind::MetalMaking(element) && it.from == metal.place);
    line.map_or(OXIDE_PER_METAL, |it| it.entries.iter().map(|entry| -entry.1).fold(0.0, f64::max))
}

/// Value of the oxides in a tonne of concentrate at the separator that gets least for them.
fn least_contained_value(chain: &Chain, concentrate: Node) -> f64 {
    let Stuff::Concentrate(deposit) = concentrate.stuff else { return 0.0 };
    let lines = chain.activities.iter().filter(|it| it.kind == Kind::Separation(deposit));
    let value = |it: &Activity| -> f64 {
        it.entries.iter().filter(|entry| entry.1 > 0.0).map(|entry| entry.1 * chain.prices[entry.0]).sum()
    };
    lines.map(value).min_by(f64::total_cmp).unwrap_or(0.0)
}

pub(super) fn set_costs(chain: &mut Chain, assumed: &Assumptions) -> Result<(), Miscalibrated> {
    let Chain { activities, prices, nodes, .. } = chain;
    for activity in activities.iter_mut() {
        let margin: f64 = activity.entries.iter().map(|it| it.1 * prices[it.0]).sum();
        let source = activity.source().map_or(0.0, |it| prices[it]);
        let base = activity.base;
        match activity.kind {
            Kind::Lane(stuff) => {
                let rise = assumed.lane_slope_share * source;
                activity.slope = rise / base;
                activity.cost = margin - rise;
                // A lane that lost money in the base year ran on contract: it cannot grow, else goods would
                // go round in circles for a profit.
                let circular = matches!(stuff, Stuff::Oxide(_) | Stuff::Metal(_));
                activity.capacity = if circular && activity.cost < 0.0 { base } else { f64::INFINITY };
            }
            Kind::StockGain(_) => {
                activity.cost = 2.0 * margin;
                activity.slope = -margin / base;
                activity.capacity = 2.0 * base;
            }
            Kind::StockLoss(_) => {
                activity.cost = 0.5 * margin;
                activity.slope = 0.5 * margin / base;
                activity.capacity = base;
            }
            Kind::Mine(_)
            | Kind::Separation(_)
            | Kind::Recycling(_)
            | Kind::MetalMaking(_)
            | Kind::AlloyMaking(_)
            | Kind::Sintering(_)
            | Kind::Machining(_)
            | Kind::SamariumMagnetMaking => {
                if margin <= 0.0 {
                    return Err(Miscalibrated { kind: activity.kind, place: activity.from, margin });
                }
                activity.cost = assumed.cash_cost_share * margin;
                activity.slope = (1.0 - assumed.cash_cost_share) * margin / base;
                activity.capacity = base * headroom(activity, assumed);
            }
            Kind::StandIn(_)
            | Kind::Discard(_)
            | Kind::OpenSale(_)
            | Kind::OpenPurchase(_)
            | Kind::Project(_)
            | Kind::Newcomers(_)
            | Kind::Leakage(_) => {}
        }
    }
    stand_ins(nodes, prices, activities, assumed, &chain.throughput);
    discards(chain, assumed);
    Ok(())
}

/// Rise of what it costs to leave a whole throughput in the residue, over the base price: keeps the answer unique.
const LEFT_SHARE: f64 = 1e-3;

/// Part of a good's cash cost that is its own separation from what it comes with: assumed, no published figure found.
const SEPARATION_SHARE: f64 = 0.3;

/// What nobody wants may be discarded at a cost.
fn discards(chain: &mut Chain, assumed: &Assumptions) {
    let Chain { nodes, prices, activities, throughput, .. } = chain;
    for (index, node) in nodes.iter().enumerate() {
        // A co-product of a small chain that nobody wants is left in the residue before it is separated: what that saves
        // is the least it is ever sold for.
        let cost = match node.stuff {
            Stuff::Oxide(_) => Some((assumed.discard_cost_usd_per_kg, assumed.discard_cost_usd_per_kg)),
            Stuff::Commodity(_) => {
                let saved = SEPARATION_SHARE * assumed.cash_cost_share * prices[index];
                Some((-saved, LEFT_SHARE * prices[index]))
            }
            _ => None,
        };
        if let Some((cost, rise)) = cost {
            activities.push(Activity {
                kind: Kind::Discard(node.stuff),
                from: node.place,
                to: node.place,
                entries: vec![(index, -1.0)],
                base: 0.0,
                cost,
                slope: rise / throughput[index].max(1e-3),
                capacity: f64::INFINITY,
            });
        }
    }
}

/// Light magnet metals of one place stand in for one another: neodymium and praseodymium make much the same magnet.
/// Nobody gains by it at base prices.
fn stand_ins(
    nodes: &[Node],
    prices: &[f64],
    activities: &mut Vec<Activity>,
    assumed: &Assumptions,
    throughput: &[f64],
) {
    let stands_in = |it: usize| match nodes[it].stuff {
        Stuff::Metal(element) => Some(element).filter(|it| !assumed.heavy.contains(it)),
        // In a small chain metal is not told apart from the oxide that it is made of.
        Stuff::Commodity(good) => light_magnet_element(good),
        _ => None,
    };
    let metals: Vec<(usize, Element)> =
        (0..nodes.len()).filter_map(|it| Some((it, stands_in(it)?))).collect();
    for &(from, element) in &metals {
        for &(to, _) in metals.iter().filter(|&&(to, _)| to != from && nodes[to].place == nodes[from].place) {
            activities.push(Activity {
                kind: Kind::StandIn(element),
                from: nodes[from].place,
                to: nodes[to].place,
                entries: vec![(from, -1.0), (to, 1.0)],
                base: 0.0,
                cost: (prices[to] - prices[from]).max(0.0) + assumed.stand_in_usd_per_kg,
                slope: assumed.stand_in_usd_per_kg / throughput[to].max(0.05),
                capacity: f64::INFINITY,
            });
        }
    }
}

/// The element of an oxide or metal that another one can stand in for in a magnet: neodymium or praseodymium.
fn light_magnet_element(good: Good) -> Option<Element> {
    let (stage, substance) = good.as_str().split_once(':')?;
    let refined = matches!(stage, "oxide" | "metal");
    Element::new(substance).filter(|_| refined && LIGHT_MAGNET.contains(&substance))
}

/// Elements that make much the same magnet.
const LIGHT_MAGNET: [&str; 2] = ["Nd", "Pr"];

/// Capacity of a process over its base rate.
fn headroom(activity: &Activity, assumed: &Assumptions) -> f64 {
    if activity.from == assumed.supplier {
        return assumed.headroom_supplier;
    }
    match activity.kind {
        Kind::MetalMaking(element) if assumed.heavy.contains(&element) => assumed.headroom_heavy_metal,
        Kind::MetalMaking(_) => assumed.headroom_light_metal,
        _ => assumed.headroom_elsewhere,
    }
}
