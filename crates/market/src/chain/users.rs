//! The users of the base year, split by grade, and what each can do instead.

use std::collections::BTreeMap;

use coercivity_world::base::{BaseDemand, BaseYear, Step};
use coercivity_world::{Element, EndUse, Place};

use super::assumptions::{Assumptions, Product};
use super::node::{Grade, Stuff};
use super::supply::NOTHING;
use super::user::{Instead, Recipe, User};
use super::{Chain, Flows, MONTHS};

/// The end use of oxide that goes into neither a magnet nor a use with a cell of its own.
pub(super) fn direct_use() -> EndUse {
    EndUse::new("direct_use").expect("a plain word is an id")
}

fn cells<'a>(base: &'a BaseYear, material: &'a str) -> impl Iterator<Item = &'a BaseDemand> {
    base.demand.iter().filter(move |it| it.material.as_str() == material && it.best > NOTHING)
}

fn bearing_share(assumed: &Assumptions, end_use: EndUse) -> f64 {
    assumed.bearing_share.get(&end_use).copied().unwrap_or(0.0)
}

/// Share of each region's NdFeB magnets that bear a heavy element.
pub(super) fn bearing_shares(base: &BaseYear, assumed: &Assumptions) -> BTreeMap<Place, f64> {
    let mut sums: BTreeMap<Place, (f64, f64)> = BTreeMap::new();
    for cell in cells(base, "magnet:NdFeB") {
        let sum = sums.entry(cell.region).or_default();
        sum.0 += cell.best * bearing_share(assumed, cell.end_use);
        sum.1 += cell.best;
    }
    sums.into_iter().map(|(region, sum)| (region, sum.0 / sum.1)).collect()
}

pub(super) fn add(
    chain: &mut Chain,
    flows: Flows<'_>,
    bearing: &BTreeMap<Place, f64>,
    assumed: &Assumptions,
) {
    magnet_users(chain, flows, bearing, assumed);
    samarium_users(chain, flows);
    for element in flows.elements(Step::DirectUse) {
        oxide_users(chain, flows, element);
    }
}

/// Every NdFeB cell gives a user of each grade. A region's cells are scaled to what its lanes bring.
fn magnet_users(chain: &mut Chain, flows: Flows<'_>, bearing: &BTreeMap<Place, f64>, assumed: &Assumptions) {
    for &region in bearing.keys() {
        let delivered: f64 = flows
            .pairs(Step::MagnetLane)
            .into_iter()
            .filter(|it| it.1 == region)
            .map(|it| flows.of(Step::MagnetLane, None, it.0, it.1))
            .sum();
        let asked: f64 =
            cells(flows.0, "magnet:NdFeB").filter(|it| it.region == region).map(|it| it.best / MONTHS).sum();
        for cell in cells(flows.0, "magnet:NdFeB").filter(|it| it.region == region) {
            let heavy = bearing_share(assumed, cell.end_use);
            for (grade, share) in [(Grade::Heavy, heavy), (Grade::Light, 1.0 - heavy)] {
                let base = cell.best / MONTHS * share * delivered / asked;
                let pools = Grade::BOTH.map(|it| chain.node(Stuff::Magnet(it), region));
                let (Some(pool), true) = (pools[grade as usize], base > NOTHING) else { continue };
                let light_pool = (grade == Grade::Heavy).then_some(pools[1]).flatten();
                chain.users.push(User {
                    grade: Some(grade),
                    light_pool,
                    ..user(region, cell.end_use, pool, base)
                });
            }
        }
    }
}

fn samarium_users(chain: &mut Chain, flows: Flows<'_>) {
    let made: f64 =
        flows.pairs(Step::SmCoMass).into_iter().map(|it| flows.of(Step::SmCoMass, None, it.0, it.1)).sum();
    let asked: f64 = cells(flows.0, "magnet:SmCo").map(|it| it.best / MONTHS).sum();
    for cell in cells(flows.0, "magnet:SmCo") {
        if let Some(pool) = chain.node(Stuff::SamariumMagnetOffered, cell.region) {
            let base = cell.best / MONTHS * made / asked;
            chain.users.push(user(cell.region, cell.end_use, pool, base));
        }
    }
}

/// Oxide used outside magnets, split by the cells of that oxide; the cells of regions that no flow reaches are
/// served with the rest of the world, which is where their use is counted.
fn oxide_users(chain: &mut Chain, flows: Flows<'_>, element: Element) {
    let material = format!("oxide:{element}");
    for (region, _) in flows.pairs(Step::DirectUse) {
        let used = flows.of(Step::DirectUse, Some(element), region, region);
        if used <= NOTHING {
            continue;
        }
        let pool = chain.node_or_new(Stuff::Oxide(element), region);
        let here: Vec<(EndUse, f64)> = cells(flows.0, &material)
            .filter(|it| it.region == region)
            .map(|it| (it.end_use, it.best))
            .collect();
        let total: f64 = here.iter().map(|it| it.1).sum();
        if here.is_empty() {
            chain.users.push(user(region, direct_use(), pool, used));
        }
        for (end_use, best) in here {
            chain.users.push(user(region, end_use, pool, used * best / total));
        }
    }
}

/// A user whose choices are set once prices are.
fn user(region: Place, end_use: EndUse, pool: usize, base: f64) -> User {
    User {
        region,
        end_use,
        grade: None,
        pool,
        light_pool: None,
        base,
        price: 0.0,
        recipes: Vec::new(),
        stop_price: 0.0,
        product_value: 0.0,
        cover_weeks: 0.0,
    }
}

/// Sets what users pay, what else they can do, when they stop and how much they hold.
pub(super) fn set_choices(chain: &mut Chain, assumed: &Assumptions) {
    let nothing = Product::default();
    for user in &mut chain.users {
        let product = assumed.products.get(&user.end_use).unwrap_or(&nothing);
        // Chokes of oxides are quoted for a kilogram of oxide; the chain counts contained element.
        let per_element = match chain.nodes[user.pool].stuff {
            Stuff::Oxide(element) => 1.0 / assumed.element_per_oxide.get(&element).copied().unwrap_or(1.0),
            _ => 1.0,
        };
        user.price = chain.prices[user.pool];
        user.recipes = product
            .recipes
            .iter()
            .filter(|it| it.instead == Instead::Outside || user.light_pool.is_some())
            .map(|it| Recipe { cost: it.cost * per_element, ..it.clone() })
            .collect();
        user.recipes.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        let dearest = user.recipes.iter().map(|it| it.cost).fold(user.price, f64::max);
        user.stop_price = user.price + assumed.stop_price_factor * dearest;
        user.product_value = (product.value_usd_per_kg * per_element).max(user.price);
        user.cover_weeks =
            assumed.cover_weeks.get(&user.end_use).copied().unwrap_or(assumed.cover_weeks_other);
    }
}
