//! Measures that pay makers and hold stocks, in one period.

use coercivity_market::month::{Cleared, Month, Offered, Release, Reserve};
use coercivity_quantity::Day;
use coercivity_world::measures::{Fund, Stockpile};

use crate::effect::Aid;
use crate::pledge::{Pledge, PledgedOf};
use crate::promised::Promises;
use crate::spent::{Spent, SpentOn};

use crate::period::Period;
use crate::state::State;
use crate::step::Context;
use crate::terms::Terms;

/// Dearest that a public stock buys without a stated limit, over the base price.
const DEAREST_PURCHASE: f64 = 2.0;

const THOUSAND: f64 = 1e3;

/// What the supports of a period did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Aided {
    /// Stockpiles, by support and node, in the order of the month's reserves.
    stockpiles: Vec<(usize, usize)>,
    /// Pledges of the period.
    pledges: Vec<Pledged>,
}

/// One pledge in a period.
#[derive(Clone, Copy, Debug)]
struct Pledged {
    /// Its support.
    support: usize,
    /// Its place among the support's pledges.
    place: usize,
    /// The month's row that holds it: one for all that take what a plant makes.
    row: usize,
    /// Its part of what the row asks for, t a month.
    asked: f64,
    /// The share of what its sources bring that an offtake takes.
    share: f64,
}

/// Pays makers and holds stockpiles.
pub(crate) fn aid(
    context: &Context<'_>,
    state: &mut State,
    day: Day,
    month: &mut Month<'_>,
    terms: &mut Terms,
) -> Aided {
    let mut aided = Aided::default();
    let binds = |number: &usize| context.binding.on(*number, day);
    let binding: Vec<usize> = (0..context.supports.len()).filter(binds).collect();
    let promises = Promises::of(context.setting, context.supports, binding.iter().copied());
    for (output, promised) in promises.outputs() {
        terms.pay(output, promised.to_vec());
    }
    for &number in &binding {
        let support = &context.supports[number];
        for &activity in &support.credits {
            terms.credit(number, activity, support.credit(context.setting.chain.activities[activity].cost));
        }
        if !support.credits.is_empty()
            && let Aid::Fund(Fund { amount: Some(amount), .. }) = &support.aid
        {
            let left = amount.usd() / THOUSAND - state.spent.get(&number).copied().unwrap_or(0.0);
            terms.limit_credits(number, left.max(0.0) / month.length);
        }
        for place in 0..support.pledges.len() {
            let part = |activity: usize, node: usize| promises.part(number, (activity, node));
            pledge(context, state, month, &mut aided.pledges, (number, place), part);
        }
        if let Aid::Stockpile(stock) = &support.aid {
            for &node in &support.nodes {
                let reserve = reserve(context, state, month, (number, node, stock));
                month.reserves.push(reserve);
                aided.stockpiles.push((number, node));
            }
        }
    }
    aided
}

/// Puts a pledge into the month. Who takes what a plant makes takes it beside others who do: one row asks for it all.
fn pledge(
    context: &Context<'_>,
    state: &State,
    month: &mut Month<'_>,
    all: &mut Vec<Pledged>,
    (support, place): (usize, usize),
    part: impl Fn(usize, usize) -> f64,
) {
    let own = &context.supports[support].pledges[place];
    let cap = own.cap(month, state, &part);
    let asked = cap.most;
    let beside = |it: &&Pledged| {
        let other = &context.supports[it.support].pledges[it.place];
        own.runs_with(other)
    };
    let row = match all.iter().find(beside).map(|it| it.row) {
        Some(row) => {
            month.pledges[row].most += asked;
            row
        }
        None => {
            month.pledges.push(cap);
            month.pledges.len() - 1
        }
    };
    let share = match own.of {
        PledgedOf::Capacity(share) => own.sources.iter().map(|it| share * part(it.0, own.node)).sum(),
        PledgedOf::Supply { .. } | PledgedOf::Output(_) => 1.0,
    };
    all.push(Pledged { support, place, row, asked, share });
}

/// A stockpile at one of its nodes.
fn reserve(
    context: &Context<'_>,
    state: &mut State,
    month: &Month<'_>,
    (number, node, stock): (usize, usize, &Stockpile),
) -> Reserve {
    let chain = &context.setting.chain;
    let users: Vec<usize> = (0..chain.users.len()).filter(|&it| chain.users[it].pool == node).collect();
    let used: f64 = users.iter().map(|&it| chain.users[it].base).sum();
    let need = used.max(chain.throughput[node]) * state.growth;
    let opening = stock.opening_cover.0 * need;
    let tonnes = *state.stockpile.entry((number, node)).or_insert(opening);
    let target = stock.cover.map_or(opening, |it| it.0 * need);
    let limit_price = DEAREST_PURCHASE * chain.prices[node];
    let released_below = stock.release_below_service;
    let region = chain.nodes[node].place;
    let short = |least: f64| {
        let here = chain.users.iter().zip(&state.unaided).filter(|it| it.0.region == region);
        here.map(|it| *it.1).fold(1.0, f64::min) < least
    };
    let is_short = released_below.is_some_and(short);
    let buys_most = if is_short {
        0.0
    } else {
        let fill = stock.fill.map_or(f64::INFINITY, |it| target / it.0.max(1.0));
        let share =
            stock.buy_max_share_of_free_supply.map_or(f64::INFINITY, |it| it * chain.throughput[node]);
        // At the limit price the budget would be spent in this very period; below it some is left for the next.
        let money = left_of_budget(context, state, number) / limit_price / month.length;
        let wanted = (target - tonnes).max(0.0) / month.length;
        wanted.min(fill).min(share).min(money)
    };
    let releases = released_below.map_or(Vec::new(), |holds_service| {
        let release = |user: &usize| Release { user: *user, holds_service, cap: month.demand[*user] };
        users.iter().map(release).collect()
    });
    // Where nobody uses the good itself, makers buy the released stock like any other supply.
    let offered = if users.is_empty() && is_short { Offered::Yes } else { Offered::No };
    Reserve { node, tonnes, buys_most, limit_price, releases, offered }
}

/// Thousand USD that a support may still spend at one of its nodes; infinite without a budget.
fn left_of_budget(context: &Context<'_>, state: &State, number: usize) -> f64 {
    let support = &context.supports[number];
    let Aid::Stockpile(Stockpile { budget: Some(budget), .. }) = &support.aid else {
        return f64::INFINITY;
    };
    let spent = state.spent.get(&number).copied().unwrap_or(0.0);
    (budget.usd() / THOUSAND - spent).max(0.0) / support.nodes.len().max(1) as f64
}

/// Deals an exhausted stockpile out in its release order: who stands first gets all that it needs to be held, the
/// next what is left. `cleared` is the period in which all could draw alike; false when no stockpile ran empty.
pub(crate) fn ration(
    context: &Context<'_>,
    month: &mut Month<'_>,
    cleared: &Cleared,
    aided: &Aided,
) -> Rationed {
    let mut rationed = Rationed::No;
    for (index, &(number, _)) in aided.stockpiles.iter().enumerate() {
        let Aid::Stockpile(stock) = &context.supports[number].aid else { continue };
        let (reserve, did) = (&month.reserves[index], &cleared.reserves[index]);
        let drawn: f64 = did.released.iter().sum();
        if drawn <= 0.0 || did.left > 1e-6 * reserve.tonnes {
            continue;
        }
        let rank = |release: &Release| {
            let end_use = context.setting.chain.users[release.user].end_use;
            stock.release_order.iter().position(|it| *it == end_use).unwrap_or(usize::MAX)
        };
        let mut order: Vec<usize> = (0..reserve.releases.len()).collect();
        order.sort_by_key(|&it| rank(&reserve.releases[it]));
        let mut left = drawn;
        let mut caps: Vec<f64> = vec![0.0; order.len()];
        for it in order {
            let release = &reserve.releases[it];
            let served = &cleared.served[release.user];
            let lacks = (release.holds_service - served.service()).max(0.0) * served.demand;
            caps[it] = (did.released[it] + lacks).min(left);
            left -= caps[it];
        }
        for (release, cap) in month.reserves[index].releases.iter_mut().zip(caps) {
            release.cap = cap;
        }
        rationed = Rationed::Yes;
    }
    rationed
}

/// Whether a stockpile was dealt out in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rationed {
    /// One was.
    Yes,
    /// None had to be.
    No,
}

/// What members pay makers inside beyond what others ask, by support, thousand USD a month.
pub(crate) fn premia(context: &Context<'_>, cleared: &Cleared, aided: &Aided) -> Vec<f64> {
    let mut premia = vec![0.0; context.supports.len()];
    for (it, pledge, cost) in kept(context, cleared, aided) {
        if matches!(pledge.of, PledgedOf::Supply { .. }) {
            premia[it.support] += cost;
        }
    }
    premia
}

/// Every pledge of the period, with its part of what keeping it costs, thousand USD a month.
fn kept<'a>(
    context: &'a Context<'_>,
    cleared: &'a Cleared,
    aided: &'a Aided,
) -> impl Iterator<Item = (&'a Pledged, &'a Pledge, f64)> {
    aided.pledges.iter().map(|it| {
        let pledge = &context.supports[it.support].pledges[it.place];
        let beside = aided.pledges.iter().filter(|other| other.row == it.row);
        let all: f64 = beside.map(|it| it.asked).sum();
        let part = if all == it.asked { 1.0 } else { it.asked / all };
        (it, pledge, part * pledge.cost(&cleared.rates, cleared.pledge_rents[it.row]))
    })
}

/// What supports spend in the period, a month of it, less what releases bring in at the stockpiles' `limits` (USD/kg); what
/// stockpiles hold and what has been spent is handed on.
pub(crate) fn spend(
    context: &Context<'_>,
    state: &mut State,
    terms: &Terms,
    (cleared, aided): (&Cleared, &Aided),
    (period, limits): (Period, &[f64]),
) -> Vec<Spent> {
    let chain = &context.setting.chain;
    let mut spent = terms.spent(chain, cleared);
    for it in spent.iter().filter(|it| it.on == SpentOn::Credit) {
        *state.spent.entry(it.support).or_default() += it.amount * period.length;
    }
    for (it, pledge, amount) in kept(context, cleared, aided) {
        if matches!(pledge.of, PledgedOf::Capacity(_)) && amount != 0.0 {
            let made: f64 = pledge.sources.iter().map(|it| it.1 * cleared.rates[it.0]).sum();
            let tonnes = it.share * made;
            let node = chain.nodes[pledge.node];
            spent.push(Spent { support: it.support, on: SpentOn::Running, node, tonnes, amount });
        }
    }
    for (index, (&(support, node), did)) in aided.stockpiles.iter().zip(&cleared.reserves).enumerate() {
        let price = cleared.prices[node];
        let released: f64 = did.released.iter().sum();
        let stock = |on: SpentOn, tonnes: f64, amount: f64| {
            let node = chain.nodes[node];
            Spent { support, on, node, tonnes, amount }
        };
        spent.push(stock(SpentOn::Bought, did.bought, did.bought * price));
        let sold = did.offered * price + released * limits[index];
        spent.push(stock(SpentOn::Sold, did.offered + released, -sold));
        *state.spent.entry(support).or_default() += did.bought * price * period.length;
        state.stockpile.insert((support, node), did.left);
    }
    spent
}
