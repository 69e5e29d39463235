//! A period's problem in words, with our answer, so that others can solve it.

use super::build::{self, Layout};
use super::clearing::Clearing;
use super::state::{Holder, Month};
use crate::chain::{Activity, Chain, Instead, Kind};
use crate::problem::Problem;
use crate::solve::{Solution, Solver, Unsolved};

/// A problem whose balances and columns have names, with the answer that [`super::clear`] rests on.
#[derive(Clone, Debug)]
pub struct Posed {
    /// The problem.
    pub problem: Problem,
    /// What each balance is called; no name stands twice.
    pub balances: Vec<String>,
    /// What each column is called; no name stands twice.
    pub columns: Vec<String>,
    /// Prices of the period before, where there was one.
    pub start: Option<Vec<f64>>,
    /// Our answer.
    pub solution: Solution,
}

/// Clears the period and gives the problem that its answer solves, in words.
///
/// # Errors
/// [`Unsolved`] when the balances conflict.
pub fn pose(month: &Month<'_>, solver: &mut Solver) -> Result<Posed, Unsolved> {
    let mut clearing = Clearing::of(month);
    let (solution, _) = clearing.optimum(month, solver)?;
    let Clearing { problem, layout, .. } = clearing;
    let columns = columns(month, &layout, problem.columns.len());
    let start = build::starts(month, &problem).into_iter().next();
    Ok(Posed { balances: balances(month), columns, start, solution, problem })
}

/// What the balance of each row is called.
pub(super) fn balances(month: &Month<'_>) -> Vec<String> {
    let chain = month.chain;
    let mut names: Vec<String> = chain.nodes.iter().map(ToString::to_string).collect();
    names.extend((0..chain.users.len()).map(|it| format!("need of {}", user(chain, it))));
    names.extend((0..month.caps.len()).map(|it| format!("cap {}", it + 1)));
    names.extend((0..month.pledges.len()).map(|it| format!("pledge {}", it + 1)));
    names.extend(month.reserves.iter().enumerate().map(|it| reserve(chain, it.0, it.1.node)));
    // A node offers what another makes: both may bear one name.
    distinct(names)
}

fn columns(month: &Month<'_>, layout: &Layout, count: usize) -> Vec<String> {
    let chain = month.chain;
    // What is not named below is the slack of a cap.
    let mut names = vec!["unused under a cap".to_owned(); count];
    for (column, activity) in layout.activities.iter().zip(&chain.activities) {
        if let Some(column) = *column {
            names[column] = named(activity);
        }
    }
    for (index, (columns, it)) in layout.users.iter().zip(&chain.users).enumerate() {
        let user = user(chain, index);
        names[columns.bought] = format!("buy for {user}");
        names[columns.unmet] = format!("leave unserved {user}");
        if let Some(thrift) = columns.thrift {
            names[thrift] = format!("save in {user}");
        }
        for (column, recipe) in columns.recipes.iter().zip(&it.recipes) {
            if let Some(column) = *column {
                let by = match recipe.instead {
                    Instead::Outside => "replace",
                    Instead::LightGrade => "take the light grade",
                };
                names[column] = format!("{by} ({}) in {user}", recipe.label);
            }
        }
    }
    for (&column, held) in layout.stocks.iter().zip(&month.stocks) {
        names[column] = match held.holder {
            Holder::User(index) => format!("keep in stock of {}", user(chain, index)),
            Holder::Node(node) => format!("keep in stock {}", chain.nodes[node]),
        };
    }
    for (&column, licence) in layout.licensed.iter().zip(&month.licensed) {
        let lane = named(&chain.activities[licence.lane]);
        names[column] = format!("{lane} under licence for {}", user(chain, licence.user));
    }
    for (index, (columns, it)) in layout.reserves.iter().zip(&month.reserves).enumerate() {
        let own = reserve(chain, index, it.node);
        names[columns.left] = format!("keep in {own}");
        if let Some(bought) = columns.bought {
            names[bought] = format!("buy for {own}");
        }
        if let Some(offered) = columns.offered {
            names[offered] = format!("offer from {own}");
        }
        for (column, release) in columns.released.iter().zip(&it.releases) {
            if let Some(column) = *column {
                names[column] = format!("release from {own} to {}", user(chain, release.user));
            }
        }
    }
    for (index, column) in layout.broken.iter().enumerate() {
        if let Some(column) = *column {
            names[column] = format!("break pledge {}", index + 1 - month.caps.len());
        }
    }
    distinct(names)
}

fn user(chain: &Chain, index: usize) -> String {
    let it = &chain.users[index];
    format!("{} ({}), {}", it.end_use, chain.nodes[it.pool].stuff, it.region)
}

fn reserve(chain: &Chain, index: usize, node: usize) -> String {
    format!("reserve {} of {}", index + 1, chain.nodes[node])
}

fn named(it: &Activity) -> String {
    let Activity { from, to, .. } = it;
    let grade = |it| crate::chain::Stuff::Blank(it);
    match it.kind {
        Kind::Mine(deposit) => format!("mine {deposit}, {from}"),
        Kind::Separation(deposit) => format!("separate {deposit}: {from} to {to}"),
        Kind::Recycling(element) => format!("recycle {element}, {from}"),
        Kind::MetalMaking(element) => format!("make {element} metal, {from}"),
        Kind::StandIn(element) => format!("use another metal as {element}, {from}"),
        Kind::AlloyMaking(it) => format!("make {}, {from}", crate::chain::Stuff::Alloy(it)),
        Kind::Sintering(it) => format!("sinter {}, {from}", grade(it)),
        Kind::Machining(it) => format!("machine {}, {from}", grade(it)),
        Kind::SamariumMagnetMaking => format!("make SmCo magnets, {from}"),
        Kind::Lane(stuff) => format!("ship {stuff}: {from} to {to}"),
        Kind::StockGain(stuff) => format!("put aside {stuff}, {from}"),
        Kind::StockLoss(stuff) => format!("draw down {stuff}, {from}"),
        Kind::Discard(stuff) => format!("discard {stuff}, {from}"),
        Kind::OpenSale(stuff) => format!("sell openly {stuff}, {from}"),
        Kind::OpenPurchase(stuff) => format!("buy openly {stuff}, {to}"),
        Kind::Project(index) => format!("project {}, {to}", index + 1),
        Kind::Newcomers(stuff) => format!("newly make {stuff}, {to}"),
        Kind::Leakage(stuff) => format!("leak {stuff}: {from} to {to}"),
    }
}

/// The names, those that stand twice with a number behind.
fn distinct(mut names: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::BTreeMap::<String, u32>::new();
    for name in &mut names {
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            *name = format!("{name} #{count}");
        }
    }
    names
}
