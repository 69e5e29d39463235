//! The period's quadratic program, column by column.

use super::state::{Held, Holder, Month};
use crate::chain::{Activity, Instead, User};
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

pub(super) fn problem(month: &Month<'_>, hoarders: &[usize]) -> (Problem, Layout) {
    let chain = month.chain;
    let mut problem = Problem::default();
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
    for (index, held) in month.stocks.iter().enumerate() {
        let row = match held.holder {
            Holder::User(user) => layout.users[user].row,
            Holder::Node(node) => node,
        };
        problem.balances[row].right -= held.tonnes / month.length;
        layout.stocks.push(problem.column(stock(month, held, row, hoarders.contains(&index))));
    }
    for licence in &month.licensed {
        let lane = &chain.activities[licence.lane];
        let source = lane.source().expect("a lane takes from somewhere");
        let row = layout.users[licence.user].row;
        let demand = month.demand[licence.user].max(1e-6);
        layout.licensed.push(problem.column(Column {
            cost: lane.cost + month.wedge[licence.lane],
            // The lane's whole rise over this user's part of it.
            slope: lane.slope * lane.base / demand,
            upper: licence.cap,
            scale: demand,
            entries: vec![(source, -1.0), (row, 1.0)],
        }));
    }
    (problem, layout)
}

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
    Some(Column {
        cost: it.cost + month.wedge[index],
        slope: it.slope / size,
        upper,
        scale: typical.max(1e-6),
        entries: it.entries.clone(),
    })
}

fn user_columns(problem: &mut Problem, month: &Month<'_>, index: usize, user: &User) -> UserColumns {
    let demand = month.demand[index].max(1e-9);
    let needed = demand * (1.0 - month.adopted[index]);
    let row = problem.balance(needed, demand, user.price.max(0.1));
    let own = |cost: f64, slope: f64, upper: f64, entries: Vec<(usize, f64)>| Column {
        cost,
        slope,
        upper,
        scale: demand,
        entries,
    };
    let rise = BUYING_RISE * user.price;
    let bought =
        problem.column(own(-rise, rise / user.base, f64::INFINITY, vec![(user.pool, -1.0), (row, 1.0)]));
    let room = (month.thrift_most - month.adopted[index]).max(0.0) * demand;
    let thrift = (room > 0.0 && month.thrift_elasticity > 0.0).then(|| {
        problem.column(own(
            user.price,
            user.price / (month.thrift_elasticity * demand),
            room,
            vec![(row, 1.0)],
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
            (Instead::LightGrade, Some(light)) => (recipe.cost, vec![(light, -1.0), (row, 1.0)]),
            _ => (user.price + recipe.cost, vec![(row, 1.0)]),
        };
        let slope = 0.1 * recipe.cost.max(0.1 * user.price) / most;
        recipes.push(Some(problem.column(own(cost, slope, most, entries))));
    }
    let unmet =
        problem.column(own(0.9 * user.stop_price, 0.2 * user.stop_price / demand, demand, vec![(row, 1.0)]));
    UserColumns { row, bought, thrift, recipes, unmet }
}

fn stock(month: &Month<'_>, held: &Held, row: usize, frozen: bool) -> Column {
    let target = held.target.max(1e-9);
    let ceiling = if frozen { held.tonnes } else { (3.0 * target).max(held.tonnes) };
    Column {
        cost: -held.top,
        slope: (held.top - held.expected).max(1e-3 * held.top) * month.length / target,
        upper: ceiling / month.length,
        scale: target / month.length,
        entries: vec![(row, -1.0)],
    }
}
