//! A small chain of any commodity, said in plain tables: who makes it, who ships it where, who uses it.
//!
//! The same calibration and the same month serve it as serve the rare earth chain.

use coercivity_world::{Deposit, EndUse, Good, Place};

use super::Chain;
use super::activity::{Activity, Kind};
use super::assumptions::Assumptions;
use super::calibrate::{Miscalibrated, set_costs};
use super::node::Stuff;
use super::supply::{close, lane};
use super::user::{Recipe, User};

/// A good and its base price.
#[derive(Clone, Debug, PartialEq)]
pub struct SmallGood {
    /// Its name in the law.
    pub good: Good,
    /// Base price inside the supplier, USD/kg.
    pub domestic_usd_per_kg: f64,
    /// Base price at the supplier's border, USD/kg.
    pub border_usd_per_kg: f64,
}

/// Who makes goods, together where they come together.
#[derive(Clone, Debug, PartialEq)]
pub struct SmallMaker {
    /// Its name.
    pub id: Deposit,
    /// Where.
    pub place: Place,
    /// What it makes, t/month.
    pub makes: Vec<(Good, f64)>,
    /// Whether it ran in the base months.
    pub ran: Ran,
}

/// Whether a maker ran in the base months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ran {
    /// It did.
    Yes,
    /// It comes later: a column of its own, with nothing in the base months.
    Later,
}

/// A lane of the base months.
#[derive(Clone, Debug, PartialEq)]
pub struct SmallLane {
    /// What.
    pub good: Good,
    /// From where.
    pub from: Place,
    /// To where.
    pub to: Place,
    /// t/month.
    pub tonnes: f64,
}

/// A class of users.
#[derive(Clone, Debug, PartialEq)]
pub struct SmallUser {
    /// What it buys.
    pub good: Good,
    /// Where.
    pub place: Place,
    /// What for.
    pub class: EndUse,
    /// t/month.
    pub tonnes: f64,
    /// Weeks of use that it holds.
    pub cover_weeks: f64,
    /// Price at which it stops, over the base price.
    pub stop_factor: f64,
    /// Other ways; costs in USD/kg.
    pub recipes: Vec<Recipe>,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SmallChain {
    /// Goods.
    pub goods: Vec<SmallGood>,
    /// Makers.
    pub makers: Vec<SmallMaker>,
    /// Lanes.
    pub lanes: Vec<SmallLane>,
    /// Users.
    pub users: Vec<SmallUser>,
}

/// Builds and calibrates a small chain; what its tables leave over or short at a place is a stock gain or loss of the
/// base months.
///
/// # Errors
/// [`Miscalibrated`] when a maker has no margin.
pub fn build_small(small: &SmallChain, assumed: &Assumptions) -> Result<Chain, Miscalibrated> {
    let mut chain = Chain::default();
    for maker in &small.makers {
        let all: f64 = maker.makes.iter().map(|it| it.1).sum();
        if all <= 0.0 {
            continue;
        }
        let entries =
            maker.makes.iter().filter(|it| it.1 > 0.0).map(|&(good, tonnes)| {
                (chain.node_or_new(Stuff::Commodity(good), maker.place), tonnes / all)
            });
        let entries = entries.collect();
        let base = if maker.ran == Ran::Yes { all } else { 0.0 };
        chain.add(Kind::Mine(maker.id), maker.place, maker.place, base, entries);
        if let (Ran::Later, Some(added)) = (maker.ran, chain.activities.last_mut()) {
            added.capacity = all;
        }
    }
    for it in &small.lanes {
        let stuff = Stuff::Commodity(it.good);
        lane(&mut chain, (stuff, stuff), (it.from, it.to), it.tonnes);
    }
    for it in &small.users {
        let pool = chain.node_or_new(Stuff::Commodity(it.good), it.place);
        chain.users.push(user(it, pool));
    }
    close(&mut chain);
    for index in 0..chain.nodes.len() {
        let node = chain.nodes[index];
        let priced = small.goods.iter().find(|it| Stuff::Commodity(it.good) == node.stuff);
        chain.prices[index] = priced.map_or(0.0, |it| {
            if node.place == assumed.supplier {
                it.domestic_usd_per_kg
            } else {
                it.border_usd_per_kg + assumed.freight_usd_per_kg
            }
        });
    }
    chain.set_throughput();
    let later = take_later(&mut chain);
    set_costs(&mut chain, assumed)?;
    for (mut maker, all) in later {
        let worth: f64 = maker.entries.iter().map(|it| it.1 * chain.prices[it.0]).sum();
        maker.cost = assumed.cash_cost_share * worth;
        maker.slope = (1.0 - assumed.cash_cost_share) * worth / all;
        maker.capacity = all;
        chain.activities.push(maker);
    }
    for user in &mut chain.users {
        user.price = chain.prices[user.pool];
        // Until here the stop price is a factor of the base price.
        user.stop_price *= user.price;
        user.product_value = user.price;
    }
    Ok(chain)
}

/// Takes out the makers that come later, which nothing can be calibrated on; what they could make stands in their
/// capacity until then.
fn take_later(chain: &mut Chain) -> Vec<(Activity, f64)> {
    let is_later = |it: &Activity| matches!(it.kind, Kind::Mine(_)) && it.base == 0.0;
    let (later, ran) = std::mem::take(&mut chain.activities).into_iter().partition(is_later);
    chain.activities = ran;
    let capacity = |it: Activity| (it.clone(), it.capacity);
    Vec::into_iter(later).map(capacity).collect()
}

fn user(it: &SmallUser, pool: usize) -> User {
    let mut recipes = it.recipes.clone();
    recipes.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    User {
        region: it.place,
        end_use: it.class,
        grade: None,
        pool,
        light_pool: None,
        base: it.tonnes,
        price: 0.0,
        recipes,
        stop_price: it.stop_factor.max(1.1),
        product_value: 0.0,
        cover_weeks: it.cover_weeks,
    }
}
