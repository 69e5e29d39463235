//! The period's quadratic program, column by column.

use super::state::{Held, Holder, Licensed, Month, Offered, Reserve};
use crate::chain::{Activity, Instead, User};
use crate::entries::Entries;
use crate::problem::{Column, Problem};

/// Which column stands for what; `None` for what is closed.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Column of each activity.
    pub activities: Vec<Option<usize>>,
    /// Columns of each user.
    pub users: Vec<UserColumns>,
    /// Column of each stock's end of period, t over the period's length.
    pub stocks: Vec<usize>,
    /// Column of each licence.
    pub licensed: Vec<usize>,
    /// Row of each cap, then of each pledge.
    pub caps: Vec<usize>,
    /// Column of what breaks each of them.
    pub broken: Vec<Option<usize>>,
    /// Columns of each reserve.
    pub reserves: Vec<ReserveColumns>,
}

/// Columns of one reserve.
#[derive(Clone, Debug, Default)]
pub struct ReserveColumns {
    /// Bought at its node.
    pub bought: Option<usize>,
    /// Offered at its node.
    pub offered: Option<usize>,
    /// Drawn by each user that may.
    pub released: Vec<Option<usize>>,
    /// What is left at the period's end, t over the period's length.
    pub left: usize,
}

/// Columns of one user.
#[derive(Clone, Debug, Default)]
pub struct UserColumns {
    /// The user's own balance.
    pub row: usize,
    /// Bought from the region's pool.
    pub bought: usize,
    /// Thrift within the period.
    pub thrift: Option<usize>,
    /// Each recipe.
    pub recipes: Vec<Option<usize>>,
    /// Not served.
    pub unmet: usize,
}

/// Share of the base price over which buying from the pool rises: it keeps the split among pools smooth.
const BUYING_RISE: f64 = 0.005;

/// Part of the counted price over which a cap's slack rises: its rent is exact to that part.
const SLACK_RISE: f64 = 1e-4;

/// Part of a reserve's limit price over which its worth falls from the first tonne to the last: it keeps the split
/// between buying and holding smooth.
const RESERVE_RISE: f64 = 0.01;

/// Part of a user's price over which what it draws rises to its demand: the service that a release holds is held to
/// within a hundredth.
const RELEASE_RISE: f64 = 1e-3;

/// Duals to begin from: those given where the balance is the same, usual prices where it is new. Where as many balances
/// were given as there are now, caps are those of before, and so are their rents.
pub(super) fn starts(month: &Month<'_>, problem: &Problem) -> Vec<Vec<f64>> {
    let lasting = month.chain.nodes.len() + month.chain.users.len();
    let capped = lasting + month.caps.len() + month.pledges.len();
    let given = month.starts.iter().filter(|it| it.len() >= lasting);
    let start = |given: &Vec<f64>| {
        let known = if given.len() == problem.balances.len() { capped } else { lasting };
        let mut start = given[..known].to_vec();
        start.resize(capped, 0.0);
        start.extend(month.reserves.iter().map(|it| it.limit_price));
        debug_assert_eq!(start.len(), problem.balances.len(), "every balance has a first price");
        start
    };
    given.map(start).collect()
}

pub(super) fn problem(month: &Month<'_>) -> (Problem, Layout) {
    let chain = month.chain;
    let users = 4 * chain.users.len() + chain.users.iter().map(|it| it.recipes.len()).sum::<usize>();
    let columns = chain.activities.len() + users + month.stocks.len() + month.licensed.len();
    let balances = chain.nodes.len() + chain.users.len() + month.caps.len() + month.reserves.len();
    let mut problem = Problem::with_room(columns, balances);
    for (node, _) in chain.nodes.iter().enumerate() {
        problem.balance(0.0, chain.throughput[node].max(1e-3), chain.prices[node].max(0.1));
    }
    for &(node, rate) in &month.arrivals {
        problem.balances[node].right -= rate;
    }
    let mut layout = Layout::default();
    for index in 0..chain.activities.len() {
        layout.activities.push(activity(month, index).map(|it| problem.column(it)));
    }
    for (index, user) in chain.users.iter().enumerate() {
        layout.users.push(user_columns(&mut problem, month, index, user));
    }
    for held in &month.stocks {
        let row = match held.holder {
            Holder::User(user) => layout.users[user].row,
            Holder::Node(node) => node,
        };
        problem.balances[row].right -= held.tonnes / month.length;
        layout.stocks.push(problem.column(stock(month, held, row)));
    }
    for licence in &month.licensed {
        let lane = &chain.activities[licence.lane];
        let source = lane.source().expect("a lane takes from somewhere");
        let row = layout.users[licence.user].row;
        let demand = month.demand[licence.user].max(1e-6);
        layout.licensed.push(problem.column(Column {
            cost: under_licence(month, licence),
            // The lane's whole rise over this user's part of it.
            slope: lane.slope * lane.base / demand,
            upper: licence.cap,
            scale: demand,
            entries: [(source, -1.0), (row, 1.0)].into(),
        }));
    }
    cap_rows(&mut problem, month, &mut layout);
    for reserve in &month.reserves {
        let columns = reserve_columns(&mut problem, month, reserve, &layout);
        layout.reserves.push(columns);
    }
    (problem, layout)
}

/// Marginal cost of a kilogram that moves under licence, before the lane's rise, USD/kg.
fn under_licence(month: &Month<'_>, licence: &Licensed) -> f64 {
    month.chain.activities[licence.lane].cost + month.wedge_on(licence.lane)
}

/// What the capped activities do, and the slack, fill the cap; what breaks it stands above.
fn cap_rows(problem: &mut Problem, month: &Month<'_>, layout: &mut Layout) {
    for cap in month.caps.iter().chain(&month.pledges) {
        let scale = cap.size.max(1e-3);
        let price = cap.price.max(0.1);
        let row = problem.balance(cap.most, scale, price);
        for &(activity, counted) in &cap.counted {
            let licensed = month.licensed.iter().zip(&layout.licensed);
            let under_licence = licensed.filter(|it| it.0.lane == activity).map(|it| *it.1);
            for column in layout.activities[activity].into_iter().chain(under_licence) {
                problem.columns[column].entries.push((row, counted));
            }
        }
        let slope = SLACK_RISE * price / scale;
        let makes_room = cap.most < 0.0 || cap.counted.iter().any(|it| it.1 < 0.0);
        let upper = if makes_room { f64::INFINITY } else { cap.most };
        problem.column(Column { cost: 0.0, slope, upper, scale, entries: [(row, 1.0)].into() });
        let broken = cap.broken_at.map(|cost| {
            problem.column(Column { cost, slope, upper: f64::INFINITY, scale, entries: [(row, -1.0)].into() })
        });
        layout.caps.push(row);
        layout.broken.push(broken);
    }
}

fn reserve_columns(
    problem: &mut Problem,
    month: &Month<'_>,
    reserve: &Reserve,
    layout: &Layout,
) -> ReserveColumns {
    let opening = reserve.tonnes / month.length;
    let most = opening + reserve.buys_most;
    let scale = most.max(1e-3);
    let limit = reserve.limit_price.max(0.1);
    let row = problem.balance(-opening, scale, limit);
    let rise = RESERVE_RISE * limit;
    let mut add = |cost: f64, slope: f64, upper: f64, scale: f64, entries: Entries| {
        (upper > 0.0).then(|| problem.column(Column { cost, slope, upper, scale, entries }))
    };
    let to_node: Entries = [(row, -1.0), (reserve.node, 1.0)].into();
    let bought = add(0.0, rise / scale, reserve.buys_most, scale, [(reserve.node, -1.0), (row, 1.0)].into());
    let offered = match reserve.offered {
        Offered::Yes => add(0.0, rise / scale, opening, scale, to_node),
        Offered::No => None,
    };
    // On offer, a tonne that stays is worth next to nothing; else what the reserve would pay for it.
    let worth = match reserve.offered {
        Offered::Yes => 1e-3 * limit,
        Offered::No => limit,
    };
    let released = reserve.releases.iter().map(|it| {
        let user = &month.chain.users[it.user];
        let demand = month.demand[it.user].max(1e-9);
        // Drawn up to the price at which the user would leave just so much of its demand unserved.
        let price = unserved_price(user, 1.0 - it.holds_service);
        let entries = [(row, -1.0), (layout.users[it.user].row, 1.0)].into();
        let first = ((1.0 - 2.0 * RELEASE_RISE) * price - worth).max(0.0);
        add(first, RELEASE_RISE * price / demand, it.cap, demand, entries)
    });
    let released = released.collect();
    let left = add(-worth, RESERVE_RISE * worth / scale, most.max(1e-9), scale, [(row, -1.0)].into());
    ReserveColumns { bought, offered, released, left: left.expect("its bound is positive") }
}

/// What another kilogram is worth to a user that leaves a share of its demand unserved, USD/kg.
fn unserved_price(user: &User, share: f64) -> f64 {
    (UNSERVED_FROM + UNSERVED_RISE * share) * user.stop_price
}

/// Part of the stop price at which the first kilogram goes unserved.
const UNSERVED_FROM: f64 = 0.9;
/// Rise of that part until nothing is served.
const UNSERVED_RISE: f64 = 0.2;

fn activity(month: &Month<'_>, index: usize) -> Option<Column> {
    let it: &Activity = &month.chain.activities[index];
    let size = month.size[index];
    let upper = (it.capacity * size).min(month.limit[index]);
    if size <= 0.0 || upper <= 0.0 {
        return None;
    }
    let through = |entry: &(usize, f64)| month.chain.throughput[entry.0] / entry.1.abs();
    let typical = if it.base > 0.0 {
        it.base * size
    } else if it.capacity.is_finite() {
        it.capacity
    } else {
        it.entries.iter().map(through).fold(f64::INFINITY, f64::min).max(1e-3)
    };
    let (cost, slope) = marginal(month, index);
    Some(Column { cost, slope, upper, scale: typical.max(1e-6), entries: it.entries[..].into() })
}

/// Marginal cost of an activity at rest and its rise: around the planned rate it is that of the long run.
fn marginal(month: &Month<'_>, index: usize) -> (f64, f64) {
    let it = &month.chain.activities[index];
    let slope = it.slope / month.size[index];
    let (turned, steeper) = month.planned[index].map_or((0.0, 1.0), |it| (it.rate, it.steeper));
    (it.cost + month.wedge_on(index) + slope * turned * (1.0 - steeper), slope * steeper)
}

/// Brings a posed period to the month's wedges as they are now, with the stocks of hoarders held where they were.
pub(super) fn adjust(month: &Month<'_>, problem: &mut Problem, layout: &Layout, hoarders: &[usize]) {
    for (index, column) in layout.activities.iter().enumerate() {
        if let Some(column) = *column {
            problem.columns[column].cost = marginal(month, index).0;
        }
    }
    for (licence, &column) in month.licensed.iter().zip(&layout.licensed) {
        problem.columns[column].cost = under_licence(month, licence);
    }
    for ((index, held), &column) in month.stocks.iter().enumerate().zip(&layout.stocks) {
        let most = if hoarders.contains(&index) { held.tonnes } else { ceiling(held) };
        problem.columns[column].upper = most / month.length;
    }
}

fn user_columns(problem: &mut Problem, month: &Month<'_>, index: usize, user: &User) -> UserColumns {
    let demand = month.demand[index].max(1e-9);
    let needed = demand * (1.0 - month.adopted[index]);
    let row = problem.balance(needed, demand, user.price.max(0.1));
    let own = |cost: f64, slope: f64, upper: f64, entries: Entries| Column {
        cost,
        slope,
        upper,
        scale: demand,
        entries,
    };
    let rise = BUYING_RISE * user.price;
    let bought =
        problem.column(own(-rise, rise / user.base, f64::INFINITY, [(user.pool, -1.0), (row, 1.0)].into()));
    let room = (month.thrift_most - month.adopted[index]).max(0.0) * demand;
    let thrift = (room > 0.0 && month.thrift_elasticity > 0.0).then(|| {
        problem.column(own(
            user.price,
            user.price / (month.thrift_elasticity * demand),
            room,
            [(row, 1.0)].into(),
        ))
    });
    let mut recipes = Vec::with_capacity(user.recipes.len());
    for (recipe, &share) in user.recipes.iter().zip(&month.ready[index]) {
        let most = share * demand;
        if most <= 0.0 {
            recipes.push(None);
            continue;
        }
        let (cost, entries) = match (recipe.instead, user.light_pool) {
            (Instead::LightGrade, Some(light)) => (recipe.cost, [(light, -1.0), (row, 1.0)].into()),
            _ => (user.price + recipe.cost, [(row, 1.0)].into()),
        };
        let slope = 0.1 * recipe.cost.max(0.1 * user.price) / most;
        recipes.push(Some(problem.column(own(cost, slope, most, entries))));
    }
    let rise = UNSERVED_RISE * user.stop_price / demand;
    let unmet = problem.column(own(unserved_price(user, 0.0), rise, demand, [(row, 1.0)].into()));
    UserColumns { row, bought, thrift, recipes, unmet }
}

/// Most that is ever held in a stock, t.
fn ceiling(held: &Held) -> f64 {
    (3.0 * held.target.max(1e-9)).max(held.tonnes)
}

fn stock(month: &Month<'_>, held: &Held, row: usize) -> Column {
    let target = held.target.max(1e-9);
    Column {
        cost: -held.top,
        slope: (held.top - held.expected).max(1e-3 * held.top) * month.length / target,
        upper: ceiling(held) / month.length,
        scale: target / month.length,
        entries: [(row, -1.0)].into(),
    }
}
