//! One period, as a page of verbs.

use coercivity_market::chain::{Chain, Kind, Stuff};
use coercivity_market::month::{Cap, Cleared, Holder, Month};
use coercivity_market::{Method, Solver, Unsolved};
use coercivity_quantity::{DAYS_PER_MONTH, Day};
use coercivity_world::economy::Parameter;
use coercivity_world::measures::Regime;
use coercivity_world::scenario::Scenario;

use crate::aid::{Aided, Rationed, aid, premia, ration, spend};
use crate::bind::{Bound, bind, threatened};
use crate::binding::Binding;
use crate::book::Book;
use crate::contracted::{contracted, open_sale, upset};
use crate::cut::CutPlan;
use crate::disturbed::Disturbed;
use crate::entry::{built, enter};
use crate::expectation::expect;
use crate::foreseen::{Foreseen, foreseen};
use crate::granted::count_shipped;
use crate::idle::{ask_restart, count_idle};
use crate::in_use::wear_out;
use crate::invest::{Decision, invest, look_back};
use crate::leak::{leak_past_cut, leak_past_quotas};
use crate::ledger::{quota_rents, rents};
use crate::licence::Handlings;
use crate::origin;
use crate::period::Period;
use crate::planned::{plan_output, planned};
use crate::setting::Setting;
use crate::spent::Spent;
use crate::state::{Afloat, State, size_of};
use crate::support::Support;
use crate::swarf::swarf;
use crate::terms::Settled;
use crate::worn_out::bounds;

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
    /// On which days they bind.
    pub binding: &'a Binding,
    /// How licences are granted.
    pub handlings: &'a Handlings,
    /// Shocks from outside, where history is replayed.
    pub disturbed: Option<&'a Disturbed>,
}

impl Context<'_> {
    /// Days on which something changes from one to the next, so that a period has to end there.
    pub(crate) fn breaks(&self) -> Vec<Day> {
        let shocks = self.disturbed.into_iter().flat_map(Disturbed::changes);
        let by_day = self.supports.iter().enumerate().filter(|it| it.1.acts_by_day());
        let aided = by_day.flat_map(|it| self.binding.changes(it.0));
        self.book.changes().chain(aided).chain(shocks).collect()
    }
}

/// What a period leaves on record.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// When.
    pub period: Period,
    /// The cleared market.
    pub cleared: Cleared,
    /// What moved under licence on each activity, t/month.
    pub licensed: Vec<f64>,
    /// Lanes on which anybody needed a licence, in order.
    pub asked: Vec<usize>,
    /// Lanes that the law closed to all, in order.
    pub closed: Vec<usize>,
    /// Lanes on which the place asks a duty that the goods leave, with its share of their price there.
    pub export_duties: Vec<(usize, f64)>,
    /// What duties, minimum prices and payments put on each activity, USD/kg.
    pub wedges: Vec<f64>,
    /// Rent of each user's licences, thousand USD a month.
    pub rents: Vec<f64>,
    /// Rent of each quota that binds, by clause, thousand USD a month.
    pub quota_rents: Vec<(String, f64)>,
    /// Tonnes of goods afloat at the period's start.
    pub afloat_t: f64,
    /// Public money by support, thousand USD in the period: payments to makers, purchases of stockpiles less what their
    /// releases bring in, and outlays on projects.
    pub paid: Vec<f64>,
    /// What it is spent on but for outlays on projects, a month.
    pub spent: Vec<Spent>,
    /// What members of clubs pay makers inside beyond what others ask, by support, thousand USD a month.
    pub premia: Vec<f64>,
    /// Caps that held, in the order of [`Cleared::cap_rents`].
    pub caps: Vec<Cap>,
    /// Projects that go ahead.
    pub decisions: Vec<Decision>,
    /// What newcomers decide on: good and tonnes a year.
    pub newcomers: Vec<(Stuff, f64)>,
    /// Largest difference between a duty or payment and what the period's own prices make it, over the base price.
    pub wedge_gap: f64,
    /// Times that the period was cleared until duties and payments agreed with its prices.
    pub passes: u32,
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
    solver: &mut Solver,
) -> Result<Recorded, Unsolved> {
    let setting = context.setting;
    let Traded { month, bound, aided, foreseen, settled } = trade(context, plan, state, period, solver)?;
    let Bound { terms, quotas, licensed: asked, closed, export_duties, .. } = bound;
    let Settled { cleared, gap: wedge_gap, passes } = settled;
    let mut licensed = vec![0.0; setting.chain.activities.len()];
    for (it, rate) in month.licensed.iter().zip(&cleared.licensed) {
        licensed[it.lane] += rate;
    }
    let rents = rents(&month, &cleared);
    let quota_rents = quota_rents(quotas, &month, &cleared);
    if state.since_shock.is_none() && upset(&terms, &month, &cleared) {
        state.since_shock = Some(0.0);
    }
    let afloat_t = state.afloat.iter().map(|it| it.rate * it.months).sum();
    let limits: Vec<f64> = month.reserves.iter().map(|it| it.limit_price).collect();
    let spent = spend(context, state, &terms, (&cleared, &aided), (period, &limits));
    let mut paid = vec![0.0; context.supports.len()];
    for it in &spent {
        paid[it.support] += it.amount * period.length;
    }
    let premia = premia(context, &cleared, &aided);
    count_idle(setting, state, (&month, &cleared), period.length);
    plan_output(state, &month, &cleared);
    count_shipped(state, &month, &cleared);
    hand_on(context, state, period, (&cleared, &foreseen));
    let wedges = (0..licensed.len()).map(|it| month.wedge_on(it)).collect();
    let caps = month.caps;
    let decisions = invest(context, state, period);
    let newcomers = enter(context, state, period);
    for &(support, outlay) in decisions.iter().flat_map(|it| &it.outlays) {
        paid[support] += outlay;
    }
    Ok(Recorded {
        period,
        cleared,
        licensed,
        asked,
        closed,
        export_duties,
        wedges,
        rents,
        quota_rents,
        afloat_t,
        paid,
        spent,
        premia,
        caps,
        decisions,
        newcomers,
        wedge_gap,
        passes,
    })
}

/// A period whose market has cleared, before anything is handed on.
pub(crate) struct Traded<'a> {
    pub month: Month<'a>,
    bound: Bound,
    aided: Aided,
    foreseen: Foreseen,
    settled: Settled,
}

/// Opens the period, cuts and binds it, and clears its market.
pub(crate) fn trade<'a>(
    context: &Context<'a>,
    plan: &CutPlan<'_>,
    state: &mut State,
    period: Period,
    solver: &mut Solver,
) -> Result<Traded<'a>, Unsolved> {
    let setting = context.setting;
    let growth = setting.growth(period.month);
    if let Some(disturbed) = context.disturbed {
        disturbed.tell_news(&setting.chain, state, period);
    }
    let mut month = opened(context, state, period, growth);
    if let Some(disturbed) = context.disturbed {
        disturbed.move_month(&mut month, period);
    }
    cut(context, plan, state, period, &mut month);
    ask_restart(setting, state, &mut month);
    let (mut bound, mut aided) = (Bound::default(), Aided::default());
    if let Some(day) = period.day() {
        buy_ahead(context, state, day, &mut month);
        bound = bind(context, state, period, day, &mut month);
        leak_past_quotas(setting, state, &mut month);
        aided = aid(context, state, day, &mut month, &mut bound.terms);
        // After what is pledged, whose rents are read by place.
        month.pledges.append(&mut bound.open);
    }
    let foreseen = foreseen(&month, state);
    let mut settled = bound.terms.settle(&mut month, &state.prices, solver)?;
    if ration(context, &mut month, &settled.cleared, &aided) == Rationed::Yes {
        settled = bound.terms.settle(&mut month, &settled.cleared.prices, solver)?;
    }
    Ok(Traded { month, bound, aided, foreseen, settled })
}

/// The month as it would be without law and cut.
fn opened<'a>(context: &Context<'a>, state: &mut State, period: Period, growth: f64) -> Month<'a> {
    let (setting, chain) = (context.setting, &context.setting.chain);
    let values = &setting.values;
    let mut limit = vec![f64::INFINITY; chain.activities.len()];
    for (index, activity) in chain.activities.iter().enumerate() {
        limit[index] = match activity.kind {
            Kind::Project(project) => {
                setting.availability(state.starts[project], period.month, period.fraction())
            }
            Kind::Newcomers(_) => built(setting, state, index, period),
            Kind::Leakage(_) => 0.0,
            Kind::OpenSale(_) => open_sale(values, state, chain.throughput[activity.entries[0].0]),
            Kind::Lane(_) => contracted(setting, state, index),
            _ => f64::INFINITY,
        };
    }
    for (index, bound) in bounds(setting, state, period) {
        limit[index] = bound;
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
        levy: vec![0.0; chain.activities.len()],
        planned: planned(setting, state, period.length),
        demand: chain.users.iter().map(|it| it.base * growth).collect(),
        adopted: state.adopted.clone(),
        ready: ready.collect(),
        stocks: state.stocks.clone(),
        licensed: Vec::new(),
        caps: Vec::new(),
        pledges: Vec::new(),
        reserves: Vec::new(),
        arrivals: state
            .afloat
            .iter()
            .map(|it| (it.node, it.rate * (it.months / period.length).min(1.0)))
            .collect(),
        thrift_elasticity: values[Parameter::ThriftShort],
        thrift_most: values[Parameter::ThriftMost],
        starts: std::mem::take(&mut state.duals),
    }
}

/// Caps the supplier's lanes; what is under way still arrives.
fn cut(context: &Context<'_>, plan: &CutPlan<'_>, state: &mut State, period: Period, month: &mut Month<'_>) {
    let chain = &context.setting.chain;
    let transit = context.setting.values[Parameter::Transit] / DAYS_PER_MONTH;
    let mut worst = 0.0_f64;
    for (index, activity, stuff) in chain.lanes_from(context.setting.assumed.supplier) {
        let severity = plan.severity(period.month, period.middle(), stuff, activity.to);
        worst = worst.max(severity);
        let rise = severity - state.severity[index];
        if rise > 0.0 {
            let node = activity.target().expect("a lane ends somewhere");
            let afloat = Afloat { node, rate: rise * state.usual(index), months: transit };
            month.arrivals.push((node, afloat.rate * (transit / period.length).min(1.0)));
            state.afloat.push(afloat);
        }
        state.severity[index] = severity;
        if severity > 0.0 {
            month.limit[index] = month.limit[index].min((1.0 - severity) * state.usual(index));
        }
    }
    if let CutPlan::Lost { activities } = plan {
        for (limit, lost) in month.limit.iter_mut().zip(*activities) {
            *limit = if *lost { 0.0 } else { *limit };
        }
        worst = 1.0;
    }
    leak_past_cut(context.setting, state, month);
    if worst > 0.0 {
        state.since_shock.get_or_insert(0.0);
    }
}

/// Raises what is wanted in stock in the month before an announced control: a month's use more for each month's
/// purchases beyond the normal.
fn buy_ahead(context: &Context<'_>, state: &State, day: Day, month: &mut Month<'_>) {
    let threatened = threatened(context, state, day);
    let ahead = context.setting.values[Parameter::FrontLoading] - 1.0;
    for held in &mut month.stocks {
        let (node, use_a_month) = match held.holder {
            Holder::User(user) => (context.setting.chain.users[user].pool, month.demand[user]),
            Holder::Node(node) => (node, context.setting.chain.throughput[node]),
        };
        held.target += threatened[node] * ahead * use_a_month;
    }
}

/// Hands on what changes slowly.
fn hand_on(
    context: &Context<'_>,
    state: &mut State,
    period: Period,
    (cleared, foreseen): (&Cleared, &Foreseen),
) {
    let (setting, chain) = (context.setting, &context.setting.chain);
    let values = &setting.values;
    let length = period.length;
    let moved = |share: f64| 1.0 - (1.0 - share).powf(length);
    expect(setting, state, (cleared, foreseen), length);
    let severities = severities(chain, state);
    for (index, user) in chain.users.iter().enumerate() {
        let served = &cleared.served[index];
        // Users act on what they know: a supplier that has stopped will be missed, whatever they still hold.
        let severity = severities[user.pool];
        let signal = served.price.max(user.price + severity * (user.stop_price - user.price));
        let choke = state.stocks[index].top.max(user.price);
        let rise = (signal.min(choke) / user.price).max(1.0).ln();
        let saved = 1.0 - (-values[Parameter::ThriftLong] * rise).exp();
        let wanted = saved.min(values[Parameter::ThriftMost]);
        state.adopted[index] += moved(values[Parameter::ThriftRate]) * (wanted - state.adopted[index]);
        for (recipe, months) in user.recipes.iter().zip(&mut state.under_way[index]) {
            if signal >= user.price + recipe.cost || served.service() < 0.999 || served.released > 0.0 {
                *months += length;
            }
        }
        let released = if served.demand > 0.0 { served.released / served.demand } else { 0.0 };
        state.unaided[index] = (served.service() - released).max(0.0);
    }
    swarf(setting, state, cleared, length);
    wear_out(setting, state, cleared, period);
    if state.since_shock.is_none() {
        for (mean, rate) in state.mean.iter_mut().zip(&cleared.rates) {
            *mean += (rate - *mean) * (length / 12.0).min(1.0);
        }
        state.mean_growth = state.growth;
    }
    state.since_shock = state.since_shock.map(|it| it + length);
    for afloat in &mut state.afloat {
        afloat.months -= length;
    }
    state.afloat.retain(|it| it.months > 1e-9);
    if context.book.asks_origin() {
        state.origin = origin::shares(chain, &cleared.rates, setting.assumed.supplier, &state.origin);
    }
    state.prices.clone_from(&cleared.prices);
    state.rates.clone_from(&cleared.rates);
    look_back(values, chain, state, length);
    state.duals = vec![cleared.duals.clone()];
}

/// Severity of the cut on what each node gets from the supplier: that of its lane that is cut most.
fn severities(chain: &Chain, state: &State) -> Vec<f64> {
    let mut worst = vec![0.0_f64; chain.nodes.len()];
    for (activity, severity) in chain.activities.iter().zip(&state.severity) {
        if let (Kind::Lane(_), Some(target)) = (activity.kind, activity.target()) {
            worst[target] = worst[target].max(*severity);
        }
    }
    worst
}
