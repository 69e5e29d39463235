//! The law on the lanes of one period: what is closed, what waits for a licence, what pays a duty.

use coercivity_market::chain::{Kind, Stuff};
use coercivity_market::month::{Cap, Licensed, Month};
use coercivity_quantity::{DAYS_PER_MONTH, Day};
use coercivity_world::InstrumentId;
use coercivity_world::economy::Parameter;

use crate::book::{LEAST_CONTENT, LaneKey, UserKind};
use crate::granted;
use crate::lane_rule::{LaneRule, LicenceRule};
use crate::open_law::bind_open;
use crate::origin::keeps_origin;
use crate::page::LanePage;
use crate::period::Period;
use crate::quota::Quotas;
use crate::state::State;
use crate::step::Context;
use crate::terms::Terms;

/// What the law leaves to the period's own prices.
#[derive(Debug, Default)]
pub(crate) struct Bound {
    /// Duties and minimum import prices.
    pub terms: Terms,
    /// The clause of each of the month's caps.
    pub quotas: Vec<String>,
    /// Lanes on which anybody needs a licence, in order.
    pub licensed: Vec<usize>,
    /// Lanes that are closed to all, in order.
    pub closed: Vec<usize>,
    /// Lanes on which the place asks a duty that the goods leave, with its share of their price there.
    pub export_duties: Vec<(usize, f64)>,
    /// What the law leaves open of trade over the open market.
    pub open: Vec<Cap>,
}

/// Applies the law to every lane of the period.
pub(crate) fn bind(
    context: &Context<'_>,
    state: &mut State,
    period: Period,
    day: Day,
    month: &mut Month<'_>,
) -> Bound {
    let mut terms = Terms::default();
    let mut quotas = Quotas::default();
    let (mut licensed, mut closed, mut export_duties) = (Vec::new(), Vec::new(), Vec::new());
    let Some(page) = context.book.on(day).filter(|it| !it.is_empty()) else { return Bound::default() };
    let chain = &context.setting.chain;
    let supplier = context.setting.assumed.supplier;
    let free = LaneRule::default();
    for (index, activity) in chain.activities.iter().enumerate() {
        let Kind::Lane(stuff) = activity.kind else { continue };
        let key = |user| LaneKey { stuff, from: activity.from, to: activity.to, user };
        let found = [UserKind::Civil, UserKind::Military].map(|it| page.get(&key(it)));
        let (Some(source), Some(target)) = (activity.source(), activity.target()) else { continue };
        if found.iter().all(Option::is_none) {
            continue;
        }
        let share = if activity.from == supplier { 1.0 } else { state.origin[source] };
        let content = context.book.content.get(&stuff).copied().unwrap_or(1.0);
        // The value of the supplier's content over the article's: the test is the clause's own threshold, asked at
        // nothing and at all; between them the share decides by the thousandth it was written for.
        let reached = activity.from == supplier || share * content >= LEAST_CONTENT;
        let rules = found.map(|it| it.map_or(&free, |it| if reached { &it.tainted } else { &it.plain }));
        if rules.iter().all(|it| it.is_free()) {
            continue;
        }
        let small = matches!(stuff, Stuff::Commodity(_));
        // Where law binds for its origin alone, only the supplier's part of a good is held up.
        let of_origin = activity.from != supplier && found.iter().flatten().all(|it| it.plain.is_free());
        let in_parts = keeps_origin(stuff) && (!small || of_origin);
        if rules.iter().any(|it| !it.licences.is_empty()) {
            licensed.push(index);
        }
        if rules.iter().all(|it| it.closed) {
            closed.push(index);
        }
        let dutied = dutied(found[0].unwrap_or(&LanePage::default()), rules[0], (stuff, share));
        if dutied.export_duty != 0.0 {
            export_duties.push((index, dutied.export_duty));
        }
        terms.levy(chain, index, &dutied);
        for quota in &rules[0].quotas {
            quotas.count(context.setting, (index, stuff, 1.0), quota);
        }
        let usual = state.usual(index);
        if in_parts {
            let cap = cap(context, state, ((index, None), usual), rules[0], period, day);
            if let Some(live) = cap {
                month.limit[index] = month.limit[index].min(usual * (1.0 - share + share * live));
                if small {
                    state.since_shock.get_or_insert(0.0);
                }
            }
        } else if rules.iter().any(|it| it.closed || !it.licences.is_empty()) {
            split(context, state, month, period, day, (index, target, rules));
        }
    }
    let open = bind_open(context, state, (page, day), month, (&mut terms, &mut quotas));
    let clauses = quotas.clauses();
    month.caps = quotas.caps(context.setting);
    Bound { terms, quotas: clauses, licensed, closed, export_duties, open }
}

/// A lane's rule with the duty of what it carries: on the supplier's part that of the supplier's goods, on the rest none
/// of theirs. A good whose content is asked pays as a whole.
fn dutied(page: &LanePage, rule: &LaneRule, (stuff, share): (Stuff, f64)) -> LaneRule {
    let of = |duty: fn(&LaneRule) -> f64| {
        if keeps_origin(stuff) {
            (1.0 - share) * duty(&page.plain) + share * duty(&page.tainted)
        } else {
            duty(rule)
        }
    };
    let (duty, export_duty) = (of(|it| it.duty), of(|it| it.export_duty));
    LaneRule { duty, export_duty, import_floor: rule.import_floor, ..LaneRule::default() }
}

/// Days before a control in which purchases were seen to rise.
const AHEAD_DAYS: i64 = 31;

/// Part of each node's supply that an announced control will catch within a month: who buys there buys ahead of it.
/// Nobody knows of an instrument before it is announced.
pub(crate) fn threatened(context: &Context<'_>, state: &State, day: Day) -> Vec<f64> {
    let chain = &context.setting.chain;
    let mut nodes = vec![0.0_f64; chain.nodes.len()];
    let ahead = AHEAD_DAYS.min((f64::from(context.scenario.run.look_ahead_months) * DAYS_PER_MONTH) as i64);
    let (now, soon) = (context.book.on(day), context.book.on(day.plus_days(ahead)));
    let (Some(now), Some(soon)) = (now, soon) else { return nodes };
    if std::ptr::eq(now, soon) {
        return nodes;
    }
    let announced = |it: &String| {
        let id = it.split(':').next().and_then(InstrumentId::new);
        id.and_then(|id| context.regime.measure(id)).is_some_and(|it| it.announced <= day)
    };
    let is_hard = |it: &LaneRule| it.closed || !it.licences.is_empty();
    for activity in &chain.activities {
        let Kind::Lane(stuff) = activity.kind else { continue };
        let key = LaneKey { stuff, from: activity.from, to: activity.to, user: UserKind::Civil };
        let (Some(source), Some(target)) = (activity.source(), activity.target()) else { continue };
        let Some(coming) = soon.get(&key) else { continue };
        let supplier = activity.from == context.setting.assumed.supplier;
        let share = if supplier { 1.0 } else { state.origin[source] };
        let now = now.get(&key);
        let caught = |rule: fn(&LanePage) -> &LaneRule| {
            let coming = rule(coming);
            let held_up = now.is_some_and(|it| is_hard(rule(it)));
            f64::from(!held_up && is_hard(coming) && coming.because.iter().all(announced))
        };
        let (plain, tainted) = (caught(|it| &it.plain), caught(|it| &it.tainted));
        let part = if keeps_origin(stuff) { (1.0 - share) * plain + share * tainted } else { plain };
        nodes[target] = nodes[target].max(part);
    }
    nodes
}

/// Part of its usual flow that a rule lets pass; none when it leaves the lane open.
fn cap(
    context: &Context<'_>,
    state: &mut State,
    (key, usual): ((usize, Option<usize>), f64),
    rule: &LaneRule,
    period: Period,
    day: Day,
) -> Option<f64> {
    if rule.closed {
        return Some(0.0);
    }
    let mut waited = rule.licences.iter().filter(|it| !is_under_way(context, it, day)).peekable();
    if waited.peek().is_none() {
        return (!rule.licences.is_empty()).then_some(1.0);
    }
    let chain = &context.setting.chain;
    let to = chain.activities[key.0].to;
    let user = key.1.map(|it| &chain.users[it]);
    let handled = waited.map(|it| {
        (it.instrument, context.handlings.under(it, to, user.map(|it| it.end_use)), it.months_asked(day))
    });
    // Users' stocks come first, in their order.
    let held = key.1.map_or(0.0, |it| state.stocks[it].tonnes / chain.users[it].base.max(1e-9));
    let (length, despatch) = (period.length, context.setting.values[Parameter::Despatch]);
    let queues = state.live.remove(&key).unwrap_or_default();
    let queues = queues.next(handled, granted::QueuePeriod { length, despatch, usual, held });
    let allowed = queues.allowed(length, despatch);
    state.live.insert(key, queues);
    allowed
}

/// Whether goods still pass that were declared before the control was announced.
pub(crate) fn is_under_way(context: &Context<'_>, licence: &LicenceRule, day: Day) -> bool {
    let announced = context.regime.measure(licence.instrument).map(|it| it.announced);
    let grace = context.setting.values[Parameter::CustomsGrace];
    announced.zip(licence.since).is_some_and(|(it, since)| it <= since && (day.days_since(it) as f64) < grace)
}

/// Closes a lane to the pool and lets each user draw on it by its own rule: what is licensed cannot be resold, but for
/// the part for which undertakings are not kept.
fn split(
    context: &Context<'_>,
    state: &mut State,
    month: &mut Month<'_>,
    period: Period,
    day: Day,
    (lane, pool, rules): (usize, usize, [&LaneRule; 2]),
) {
    let chain = &context.setting.chain;
    let users: Vec<usize> = (0..chain.users.len()).filter(|&it| chain.users[it].pool == pool).collect();
    let all: f64 = users.iter().map(|&it| chain.users[it].base).sum();
    let open = (1.0 - state.severity[lane]).max(0.0);
    let resold = context.setting.values[Parameter::Resale];
    month.limit[lane] = 0.0;
    for user in users {
        let rule = rules[UserKind::of(chain.users[user].end_use) as usize];
        let normal = state.usual(lane) * chain.users[user].base / all;
        let cut_cap = if state.severity[lane] > 0.0 { open * normal } else { f64::INFINITY };
        let cap = cap(context, state, ((lane, Some(user)), normal), rule, period, day)
            .map_or(cut_cap, |it| (it * normal).min(cut_cap));
        if cap > 0.0 && resold < 1.0 {
            month.licensed.push(Licensed { user, lane, cap: (1.0 - resold) * cap });
        }
        if cap > 0.0 && resold > 0.0 {
            month.limit[lane] += resold * cap;
        }
    }
    state.since_shock.get_or_insert(0.0);
}
