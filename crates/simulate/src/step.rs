//! One period, as a page of verbs.

use coercivity_market::chain::{Kind, Stuff};
use coercivity_market::month::{Cleared, Held, Holder, Licensed, Month, clear};
use coercivity_market::{Method, Unsolved};
use coercivity_quantity::Day;
use coercivity_world::economy::Parameter;
use coercivity_world::measures::{Effect, Regime};
use coercivity_world::scenario::Scenario;

use crate::book::{Book, LaneKey, UserKind};
use crate::cut::CutPlan;
use crate::effect::{LaneRule, LicenceRule};
use crate::licence::{Handlings, next_live, settled_live};
use crate::origin;
use crate::period::Period;
use crate::setting::Setting;
use crate::state::{Afloat, State, size_of};
use crate::support::Support;

/// What a run is walked with.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The draw's economy.
    pub setting: &'a Setting,
    /// What is asked.
    pub scenario: &'a Scenario,
    /// The law on lanes.
    pub book: &'a Book,
    /// The law as known.
    pub regime: &'a Regime,
    /// Who is supported.
    pub supports: &'a [Support],
    /// How licences are granted.
    pub handlings: &'a Handlings,
}

/// What a period leaves on record.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// When.
    pub period: Period,
    /// The cleared market.
    pub cleared: Cleared,
    /// Rents of licences, by user: USD/kg.
    pub rents: Vec<(usize, f64)>,
    /// Tonnes of goods afloat at the period's start.
    pub afloat_t: f64,
    /// Public money by support, thousand USD in the period.
    pub paid: Vec<f64>,
}

impl Recorded {
    /// Whether the first method gave up.
    pub fn fell_back(&self) -> bool {
        self.cleared.method != Method::Newton
    }
}

/// Walks one period: what grows, what the law and the cut leave open, what is held; clears the market; and hands
/// the slow changes on.
///
/// # Errors
/// [`Unsolved`] when the period's balances conflict.
pub fn step(
    context: &Context<'_>,
    plan: &CutPlan<'_>,
    state: &mut State,
    period: Period,
) -> Result<Recorded, Unsolved> {
    let setting = context.setting;
    let growth = setting.growth(period.month);
    let mut month = opened(context, state, period, growth);
    cut(context, plan, state, period, &mut month);
    if let Some(day) = period.day() {
        bind(context, state, period, day, &mut month);
        aid(context, state, day, &mut month);
    }
    let paid_on = month.wedge.clone();
    let cleared = clear(&month)?;
    let rents = month.licensed.iter().zip(&cleared.rents).map(|(it, rent)| (it.user, *rent)).collect();
    let afloat_t = state.afloat.iter().map(|it| it.rate * it.months).sum();
    let paid = paid(context, &cleared, &paid_on, period);
    hand_on(context, state, period, &cleared);
    Ok(Recorded { period, cleared, rents, afloat_t, paid })
}

/// The month as it would be without law and cut.
fn opened<'a>(context: &Context<'a>, state: &mut State, period: Period, growth: f64) -> Month<'a> {
    let (setting, chain) = (context.setting, &context.setting.chain);
    let values = &setting.values;
    let mut limit = vec![f64::INFINITY; chain.activities.len()];
    for (index, activity) in chain.activities.iter().enumerate() {
        limit[index] = match activity.kind {
            Kind::Recycling(_) => state.swarf[index],
            Kind::Project(project) => setting.availability(project, period.month, period.fraction()),
            Kind::Leakage(_) => 0.0,
            Kind::OpenSale(_) => open_sale(values, state, chain.throughput[activity.entries[0].0]),
            Kind::Lane(_) => contracted(setting, state, index),
            _ => f64::INFINITY,
        };
    }
    let grown = growth / state.growth;
    for held in &mut state.stocks {
        held.target *= grown;
    }
    state.growth = growth;
    let ready = chain.users.iter().zip(&state.under_way).map(|(user, months)| {
        let share = |it: (&coercivity_market::chain::Recipe, &f64)| {
            it.0.share_able * (it.1 / it.0.lag_months.max(1.0)).min(1.0)
        };
        user.recipes.iter().zip(months).map(share).collect()
    });
    Month {
        chain,
        length: period.length,
        size: (0..chain.activities.len()).map(|it| size_of(setting, it, growth)).collect(),
        limit,
        wedge: vec![0.0; chain.activities.len()],
        demand: chain.users.iter().map(|it| it.base * growth).collect(),
        adopted: state.adopted.clone(),
        ready: ready.collect(),
        stocks: state.stocks.clone(),
        licensed: Vec::new(),
        arrivals: state
            .afloat
            .iter()
            .map(|it| (it.node, it.rate * (it.months / period.length).min(1.0)))
            .collect(),
        thrift_elasticity: values[Parameter::ThriftShort],
        thrift_most: values[Parameter::ThriftMost],
        start: state.duals.clone(),
    }
}

/// Sellers outside the supplier come to the open market some months after a shock, and with what their contracts
/// leave free.
fn open_sale(values: &crate::sample::Values, state: &State, usual: f64) -> f64 {
    match state.since_shock {
        Some(months) if months < values[Parameter::NewLaneLag] => 0.0,
        Some(months) if months < values[Parameter::ContractMonths] => {
            (1.0 - values[Parameter::ContractShare]) * usual
        }
        Some(_) => f64::INFINITY,
        None => 0.0,
    }
}

/// While contracts of the base year bind, a seller outside the supplier can shift between its customers only what
/// is not under contract.
fn contracted(setting: &Setting, state: &State, lane: usize) -> f64 {
    let it = &setting.chain.activities[lane];
    let outside = it.from != setting.assumed.supplier && it.from != it.to;
    match state.since_shock {
        Some(months) if outside && months < setting.values[Parameter::ContractMonths] => {
            state.mean[lane] * (2.0 - setting.values[Parameter::ContractShare])
        }
        _ => f64::INFINITY,
    }
}

/// Caps the supplier's lanes; what is under way still arrives.
fn cut(context: &Context<'_>, plan: &CutPlan<'_>, state: &mut State, period: Period, month: &mut Month<'_>) {
    let chain = &context.setting.chain;
    let supplier = context.setting.assumed.supplier;
    let transit = context.setting.values[Parameter::Transit] / (365.25 / 12.0);
    let mut worst = 0.0_f64;
    for (index, activity) in chain.activities.iter().enumerate() {
        let Kind::Lane(stuff) = activity.kind else { continue };
        if activity.from != supplier || activity.to == supplier {
            continue;
        }
        let severity = plan.severity(period.month, period.middle(), stuff, activity.to);
        worst = worst.max(severity);
        let rise = severity - state.severity[index];
        if rise > 0.0 {
            let node = activity.entries.iter().find(|it| it.1 > 0.0).map_or(0, |it| it.0);
            let afloat = Afloat { node, rate: rise * state.mean[index], months: transit };
            month.arrivals.push((node, afloat.rate * (transit / period.length).min(1.0)));
            state.afloat.push(afloat);
        }
        state.severity[index] = severity;
        if severity > 0.0 {
            month.limit[index] = month.limit[index].min((1.0 - severity) * state.mean[index]);
        }
    }
    for (index, activity) in chain.activities.iter().enumerate() {
        if let Kind::Leakage(_) = activity.kind {
            month.limit[index] = worst * activity.capacity;
        }
    }
    if let CutPlan::Lost { activities } = plan {
        for (limit, lost) in month.limit.iter_mut().zip(*activities) {
            *limit = if *lost { 0.0 } else { *limit };
        }
        worst = 1.0;
    }
    if worst > 0.0 {
        state.since_shock.get_or_insert(0.0);
    }
}

/// Applies the law to every lane of the period.
fn bind(context: &Context<'_>, state: &mut State, period: Period, day: Day, month: &mut Month<'_>) {
    let chain = &context.setting.chain;
    let supplier = context.setting.assumed.supplier;
    for (index, activity) in chain.activities.iter().enumerate() {
        let Kind::Lane(stuff) = activity.kind else { continue };
        let key = |user| LaneKey { stuff, from: activity.from, to: activity.to, user };
        let pages = [UserKind::Civil, UserKind::Military].map(|it| context.book.on(day, &key(it)));
        if pages.iter().all(Option::is_none) {
            continue;
        }
        let source = activity.entries.iter().find(|it| it.1 < 0.0).map_or(0, |it| it.0);
        let share = if activity.from == supplier { 1.0 } else { state.origin[source] };
        let content = context.book.content.get(&stuff).copied().unwrap_or(1.0);
        let rule = |page: Option<&crate::book::LanePage>| -> LaneRule {
            page.map_or_else(LaneRule::default, |it| {
                // The value of the supplier's content over the article's: the test is the clause's own threshold,
                // asked at nothing and at all; between them the share decides by the thousandth it was written for.
                if activity.from == supplier || share * content >= crate::book::LEAST_CONTENT {
                    it.tainted.clone()
                } else {
                    it.plain.clone()
                }
            })
        };
        let rules = pages.map(rule);
        if rules.iter().all(LaneRule::is_free) {
            continue;
        }
        let refined = matches!(stuff, Stuff::Oxide(_) | Stuff::Metal(_) | Stuff::Concentrate(_));
        let target = activity.entries.iter().find(|it| it.1 > 0.0).map_or(0, |it| it.0);
        month.wedge[index] += wedge(&rules[0], state.prices[source], state.prices[target]);
        let usual = state.mean[index];
        if let Some(quota) = rules[0].quota_t_per_year {
            month.limit[index] = month.limit[index].min(quota / 12.0);
        }
        if refined {
            let part = if activity.from == supplier { 1.0 } else { share };
            let cap = cap(context, state, (index, None), &rules[0], period, day);
            if let Some(live) = cap {
                month.limit[index] = month.limit[index].min(usual * (1.0 - part + part * live));
            }
        } else if rules.iter().any(|it| it.closed || it.licence.is_some()) {
            split(context, state, month, period, day, (index, target, &rules));
        }
    }
}

/// Duty on the price at the origin, and what lifts a landed price to a minimum.
fn wedge(rule: &LaneRule, origin: f64, landed: f64) -> f64 {
    rule.duty * origin + rule.import_floor.map_or(0.0, |floor| (floor - landed).max(0.0))
}

/// Live part of normal flow under a rule; none when the rule leaves the lane open.
fn cap(
    context: &Context<'_>,
    state: &mut State,
    key: (usize, Option<usize>),
    rule: &LaneRule,
    period: Period,
    day: Day,
) -> Option<f64> {
    if rule.closed {
        return Some(0.0);
    }
    let licence: &LicenceRule = rule.licence.as_ref()?;
    let handling = context.handlings.under(licence);
    let months = licence.since.map_or(f64::INFINITY, |it| day.days_since(it) as f64 / (365.25 / 12.0));
    let live = match state.live.get(&key) {
        Some(&live) => next_live(&handling, live, months, period.length),
        None => settled_live(&handling, months.max(0.0)),
    };
    state.live.insert(key, live);
    Some(live)
}

/// Closes a lane to the pool and lets each user draw on it by its own rule: what is licensed cannot be resold.
fn split(
    context: &Context<'_>,
    state: &mut State,
    month: &mut Month<'_>,
    period: Period,
    day: Day,
    (lane, pool, rules): (usize, usize, &[LaneRule; 2]),
) {
    let chain = &context.setting.chain;
    let users: Vec<usize> = (0..chain.users.len()).filter(|&it| chain.users[it].pool == pool).collect();
    let all: f64 = users.iter().map(|&it| chain.users[it].base).sum();
    let open = (1.0 - state.severity[lane]).max(0.0);
    month.limit[lane] = 0.0;
    for user in users {
        let rule = &rules[UserKind::of(chain.users[user].end_use) as usize];
        let normal = state.mean[lane] * chain.users[user].base / all;
        let cut_cap = if state.severity[lane] > 0.0 { open * normal } else { f64::INFINITY };
        let cap = cap(context, state, (lane, Some(user)), rule, period, day)
            .map_or(cut_cap, |it| (it * normal).min(cut_cap));
        if cap > 0.0 {
            month.licensed.push(Licensed { user, lane, cap });
        }
    }
    state.since_shock.get_or_insert(0.0);
}

/// Pays makers and holds stockpiles.
fn aid(context: &Context<'_>, state: &mut State, day: Day, month: &mut Month<'_>) {
    let chain = &context.setting.chain;
    for (number, support) in context.supports.iter().enumerate() {
        if !support.binds(context.regime, &context.scenario.law, day) {
            continue;
        }
        for &(activity, node, output) in &support.outputs {
            month.wedge[activity] -= output * support.topping(state.prices[node], per_oxide(context, node));
        }
        let Effect::Stockpile(stock) = &support.effect else { continue };
        for &node in &support.nodes {
            let need: f64 = chain
                .users
                .iter()
                .filter(|it| it.pool == node)
                .map(|it| it.base)
                .sum::<f64>()
                .max(chain.throughput[node])
                * state.growth;
            let opening = stock.opening_cover.0 * need;
            let tonnes = *state.stockpile.entry((number, node)).or_insert(opening);
            let target = stock.cover.map_or(opening, |it| it.0 * need);
            let short = stock.release_below_service.is_some_and(|least| {
                let served = chain
                    .users
                    .iter()
                    .zip(&state.service)
                    .filter(|it| it.0.region == chain.nodes[node].place);
                served.map(|it| *it.1).fold(1.0, f64::min) < least
            });
            let fill = stock.fill.map_or(target, |it| target / it.0.max(1.0)) * month.length;
            let share =
                stock.buy_max_share_of_free_supply.map_or(f64::INFINITY, |it| it * chain.throughput[node])
                    * month.length;
            let price = chain.prices[node];
            let wanted = if short {
                1e-6
            } else {
                (tonnes + fill.min(share)).min(target).max(tonnes.min(target)).max(1e-6)
            };
            let (expected, top) =
                if short { (1e-3 * price, 2e-3 * price) } else { (2.0 * price, 4.0 * price) };
            month.stocks.push(Held { holder: Holder::Node(node), tonnes, target: wanted, expected, top });
        }
    }
}

fn per_oxide(context: &Context<'_>, node: usize) -> f64 {
    match context.setting.chain.nodes[node].stuff {
        Stuff::Oxide(element) => {
            context.setting.assumed.element_per_oxide.get(&element).copied().unwrap_or(1.0)
        }
        _ => 1.0,
    }
}

/// Public money: what each support paid its makers, thousand USD in the period.
fn paid(context: &Context<'_>, cleared: &Cleared, wedge: &[f64], period: Period) -> Vec<f64> {
    let due = |support: &Support| {
        let outputs = support.outputs.iter().filter(|it| wedge[it.0] != 0.0);
        outputs
            .map(|&(activity, node, output)| {
                let topping = support.topping(cleared.prices[node], per_oxide(context, node));
                cleared.rates[activity] * output * topping * period.length
            })
            .sum()
    };
    context.supports.iter().map(due).collect()
}

/// Hands on what changes slowly.
fn hand_on(context: &Context<'_>, state: &mut State, period: Period, cleared: &Cleared) {
    let (setting, chain) = (context.setting, &context.setting.chain);
    let values = &setting.values;
    let length = period.length;
    let moved = |share: f64| 1.0 - (1.0 - share).powf(length);
    let own = state.stocks.len();
    for (index, held) in state.stocks.iter_mut().enumerate() {
        held.tonnes = cleared.stocks[index];
        let price = match held.holder {
            Holder::User(user) => cleared.served[user].price,
            Holder::Node(node) => cleared.prices[node],
        };
        let expected = held.expected + moved(values[Parameter::Expectation]) * (price - held.expected);
        held.expected = expected.clamp(0.1 * held.top, 0.95 * held.top);
    }
    let mut extra = own;
    for (number, support) in context.supports.iter().enumerate() {
        for &node in &support.nodes {
            if let Some(tonnes) = state.stockpile.get_mut(&(number, node))
                && extra < cleared.stocks.len()
            {
                *tonnes = cleared.stocks[extra];
                extra += 1;
            }
        }
    }
    for (index, user) in chain.users.iter().enumerate() {
        let served = &cleared.served[index];
        let rise = (served.price / user.price).max(1.0).ln();
        let wanted = (values[Parameter::ThriftLong] * rise).min(values[Parameter::ThriftMost]);
        state.adopted[index] += moved(values[Parameter::ThriftRate]) * (wanted - state.adopted[index]);
        for (recipe, months) in user.recipes.iter().zip(&mut state.under_way[index]) {
            if served.price >= user.price + recipe.cost || served.service() < 0.999 {
                *months += length;
            }
        }
        state.service[index] = served.service();
    }
    swarf(setting, state, cleared, length);
    let calm = state.since_shock.is_none();
    for (mean, rate) in state.mean.iter_mut().zip(&cleared.rates).filter(|_| calm) {
        *mean += (rate - *mean) * (length / 12.0).min(1.0);
    }
    state.since_shock = state.since_shock.map(|it| it + length);
    for afloat in &mut state.afloat {
        afloat.months -= length;
    }
    state.afloat.retain(|it| it.months > 1e-9);
    state.origin = origin::shares(chain, &cleared.rates, setting.assumed.supplier, &state.origin);
    state.prices.clone_from(&cleared.prices);
    state.duals = Some(cleared.duals.clone());
}

/// Swarf of this period is next month's feed, in the proportion in which the base year collected it.
fn swarf(setting: &Setting, state: &mut State, cleared: &Cleared, length: f64) {
    let chain = &setting.chain;
    for (index, activity) in chain.activities.iter().enumerate() {
        let Kind::Recycling(element) = activity.kind else { continue };
        let (mut now, mut base) = (0.0, 0.0);
        for (line, rate) in chain.activities.iter().zip(&cleared.rates) {
            if let Kind::Machining(grade) = line.kind
                && line.from == activity.from
            {
                let content = chain.swarf.get(&(line.from, grade, element)).copied().unwrap_or(0.0);
                now += content * rate;
                base += content * line.base;
            }
        }
        if base > 0.0 {
            let fresh = activity.base * now / base;
            state.swarf[index] += (fresh - state.swarf[index]) * length.min(1.0);
        }
    }
}
