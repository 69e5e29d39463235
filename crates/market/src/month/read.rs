//! The solved period in the words of the chain.

use super::SHORTAGE;
use super::build::Layout;
use super::state::{Holder, Month};
use crate::certificate::Certificate;
use crate::solve::{Method, Solution};

/// How one user was served, t/month and USD/kg.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Served {
    /// Bought from the region's pool.
    pub bought: f64,
    /// Bought under licence.
    pub licensed: f64,
    /// Taken out of the own stock (negative when added).
    pub from_stock: f64,
    /// Released to it from public stocks.
    pub released: f64,
    /// Saved by thrift within the period or before it.
    pub thrift: f64,
    /// Served by each recipe.
    pub recipes: Vec<f64>,
    /// Not served.
    pub unmet: f64,
    /// Reference demand.
    pub demand: f64,
    /// What another kilogram is worth to the user.
    pub price: f64,
    /// What the period cost the user: purchases at their price, recipes, thrift and what stopping costs,
    /// thousand USD a month.
    pub cost: f64,
}

impl Served {
    /// (use + use replaced) / reference demand.
    pub fn service(&self) -> f64 {
        if self.demand > 0.0 { (1.0 - self.unmet / self.demand).clamp(0.0, 1.0) } else { 1.0 }
    }
    /// What goes into goods, t/month: bought, licensed, released, and out of the own stock.
    pub fn put_to_use(&self) -> f64 {
        (self.bought + self.licensed + self.from_stock + self.released).max(0.0)
    }
    /// Service less what came out of stocks, the own one and public ones.
    pub fn fresh_inflow(&self) -> f64 {
        if self.demand > 0.0 {
            let held = self.from_stock.max(0.0) + self.released;
            (self.service() - held / self.demand).clamp(0.0, 1.0)
        } else {
            1.0
        }
    }
}

/// What a public stock did, t/month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reserved {
    /// Bought at its node.
    pub bought: f64,
    /// Sold at its node.
    pub offered: f64,
    /// Drawn by each user that may.
    pub released: Vec<f64>,
    /// Tonnes at the period's end.
    pub left: f64,
}

/// A cleared period.
#[derive(Clone, Debug, PartialEq)]
pub struct Cleared {
    /// Rate of each activity, units a month; the part of a lane that moved under licence included.
    pub rates: Vec<f64>,
    /// Price at each node, USD/kg.
    pub prices: Vec<f64>,
    /// Each user.
    pub served: Vec<Served>,
    /// Tonnes in each stock at the period's end.
    pub stocks: Vec<f64>,
    /// Rate of each licence, t/month.
    pub licensed: Vec<f64>,
    /// Rent of each licence, USD/kg: what another licensed kilogram would be worth.
    pub rents: Vec<f64>,
    /// Rent of each cap, USD/kg as counted: what another tonne under it would be worth.
    pub cap_rents: Vec<f64>,
    /// Rent of each pledge, USD/kg as counted: what keeping it costs at the margin.
    pub pledge_rents: Vec<f64>,
    /// Each public stock.
    pub reserves: Vec<Reserved>,
    /// Value of the objective, thousand USD a month: less is more surplus.
    pub objective: f64,
    /// The optimality certificate.
    pub certificate: Certificate,
    /// Largest imbalance of a node, t/month.
    pub imbalance_t: f64,
    /// Largest difference between what buyers pay and what sellers, carriers and states get, thousand USD.
    pub money_gap: f64,
    /// Duals of every balance (nodes, then users): where the next period begins.
    pub duals: Vec<f64>,
    /// How the period was solved.
    pub method: Method,
    /// Size of the problem: columns and balances.
    pub size: (usize, usize),
}

pub(super) fn cleared(month: &Month<'_>, layout: &Layout, solution: &Solution) -> Cleared {
    let chain = month.chain;
    let rate = |column: usize| solution.rates[column];
    let (rates, licensed) = rates(month, layout, &solution.rates);
    let mut served: Vec<Served> = Vec::with_capacity(chain.users.len());
    for (index, user) in chain.users.iter().enumerate() {
        let columns = &layout.users[index];
        let demand = month.demand[index];
        served.push(Served {
            bought: rate(columns.bought),
            thrift: columns.thrift.map_or(0.0, rate) + month.adopted[index] * demand,
            recipes: columns.recipes.iter().map(|it| it.map_or(0.0, rate)).collect(),
            unmet: rate(columns.unmet),
            demand,
            price: solution.prices[columns.row],
            cost: rate(columns.unmet) * user.stop_price,
            ..Served::default()
        });
    }
    let rents = licence_rents(month, &solution.prices, (&licensed, &mut served));
    let stocks: Vec<f64> = layout.stocks.iter().map(|&it| rate(it) * month.length).collect();
    for (held, end) in month.stocks.iter().zip(&stocks) {
        if let Holder::User(user) = held.holder {
            served[user].from_stock = (held.tonnes - end) / month.length;
        }
    }
    let reserves = reserved(month, layout, &solution.rates);
    for (reserve, did) in month.reserves.iter().zip(&reserves) {
        for (release, drawn) in reserve.releases.iter().zip(&did.released) {
            let user = &mut served[release.user];
            user.released += drawn;
            // A public stock sells at the dearest price it buys at, whatever the need.
            user.cost += drawn * reserve.limit_price;
        }
    }
    for (index, user) in chain.users.iter().enumerate() {
        let it = &mut served[index];
        let paid = (it.bought + it.licensed) * it.price;
        let replaced: f64 = it
            .recipes
            .iter()
            .zip(&user.recipes)
            .map(|(rate, recipe)| rate * (user.price + recipe.cost))
            .sum();
        it.cost += paid + replaced + it.thrift * user.price;
    }
    let prices = solution.prices[..chain.nodes.len()].to_vec();
    let mut cap_rents: Vec<f64> = layout.caps.iter().map(|&row| (-solution.prices[row]).max(0.0)).collect();
    let pledge_rents = cap_rents.split_off(month.caps.len());
    let (imbalance_t, money_gap) = closure(month, &rates, &prices, (&served, &stocks, &licensed, &reserves));
    Cleared {
        prices,
        licensed,
        rents,
        cap_rents,
        pledge_rents,
        reserves,
        objective: solution.objective,
        certificate: solution.certificate,
        imbalance_t,
        money_gap,
        size: (solution.rates.len(), solution.prices.len()),
        method: solution.method,
        duals: solution.prices.clone(),
        rates,
        served,
        stocks,
    }
}

/// Rate of each activity, units a month, with what moved along it under licence; and rate of each licence, t/month.
pub(super) fn rates(month: &Month<'_>, layout: &Layout, columns: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let mut rates: Vec<f64> = layout.activities.iter().map(|it| it.map_or(0.0, |it| columns[it])).collect();
    let licensed: Vec<f64> = layout.licensed.iter().map(|&it| columns[it]).collect();
    for (licence, moved) in month.licensed.iter().zip(&licensed) {
        rates[licence.lane] += moved;
    }
    (rates, licensed)
}

/// Books what moved under licence with its user; gives each licence's rent, USD/kg.
fn licence_rents(month: &Month<'_>, prices: &[f64], (licensed, served): (&[f64], &mut [Served])) -> Vec<f64> {
    let mut rents = Vec::with_capacity(licensed.len());
    for (licence, &moved) in month.licensed.iter().zip(licensed) {
        served[licence.user].licensed += moved;
        let lane = &month.chain.activities[licence.lane];
        let source = lane.source().expect("a lane takes from somewhere");
        let landed = prices[source] + lane.cost + month.wedge_on(licence.lane);
        rents.push((served[licence.user].price - landed).max(0.0));
    }
    rents
}

fn reserved(month: &Month<'_>, layout: &Layout, rates: &[f64]) -> Vec<Reserved> {
    let rate = |column: Option<usize>| column.map_or(0.0, |it| rates[it]);
    let reserved = layout.reserves.iter().map(|it| Reserved {
        bought: rate(it.bought),
        offered: rate(it.offered),
        released: it.released.iter().map(|&it| rate(it)).collect(),
        left: rates[it.left] * month.length,
    });
    reserved.collect()
}

/// Recounts mass at every node, and money as mass at the node's price: what is sold is what is bought.
fn closure(
    month: &Month<'_>,
    rates: &[f64],
    prices: &[f64],
    (served, stocks, licensed, reserves): (&[Served], &[f64], &[f64], &[Reserved]),
) -> (f64, f64) {
    let chain = month.chain;
    let mut net = vec![0.0; chain.nodes.len()];
    let mut through = vec![0.0_f64; chain.nodes.len()];
    let mut licensed_on = vec![0.0; rates.len()];
    for (user, it) in chain.users.iter().zip(served) {
        net[user.pool] -= it.bought;
        if let Some(light) = user.light_pool {
            let light_use: f64 = it
                .recipes
                .iter()
                .zip(&user.recipes)
                .filter(|it| it.1.instead == crate::chain::Instead::LightGrade)
                .map(|it| it.0)
                .sum();
            net[light] -= light_use;
        }
    }
    for (licence, rate) in month.licensed.iter().zip(licensed) {
        licensed_on[licence.lane] += rate;
    }
    for (index, activity) in chain.activities.iter().enumerate() {
        for &(node, coefficient) in &activity.entries {
            let moved = if coefficient > 0.0 { rates[index] - licensed_on[index] } else { rates[index] };
            net[node] += coefficient * moved;
            through[node] += (coefficient * moved).abs();
        }
    }
    for &(node, rate) in &month.arrivals {
        net[node] += rate;
    }
    for (held, end) in month.stocks.iter().zip(stocks) {
        if let Holder::Node(node) = held.holder {
            net[node] += (held.tonnes - end) / month.length;
        }
    }
    let mut own_worst = 0.0_f64;
    for (reserve, did) in month.reserves.iter().zip(reserves) {
        net[reserve.node] += did.offered - did.bought;
        let released: f64 = did.released.iter().sum();
        let stays = (did.left - reserve.tonnes) / month.length;
        own_worst = own_worst.max((did.bought - did.offered - released - stays).abs());
    }
    let worst = net.iter().map(|it| it.abs()).fold(own_worst, f64::max);
    // Where nothing moves no money does: the dual there is a shadow, and no price.
    let traded = net.iter().zip(prices).zip(&through).filter(|it| *it.1 > worst);
    let money = traded.map(|((net, price), _)| net * price).sum::<f64>().abs();
    (worst, money)
}

/// Stocks of users that are short and would still add to them.
pub(super) fn hoarders(month: &Month<'_>, cleared: &Cleared) -> Vec<usize> {
    let short = |it: &(usize, &super::state::Held)| match it.1.holder {
        Holder::User(user) => {
            cleared.served[user].service() < SHORTAGE && cleared.stocks[it.0] > it.1.tonnes * (1.0 + 1e-6)
        }
        Holder::Node(_) => false,
    };
    month.stocks.iter().enumerate().filter(short).map(|it| it.0).collect()
}
