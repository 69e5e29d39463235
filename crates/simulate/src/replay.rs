//! A replay of an episode of history: its small chain, its dated law, its shocks, month by month, as series that are
//! scored against what happened.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_market::Solver;
use coercivity_market::chain::{
    Assumptions, Kind, Ran, SmallChain, SmallGood, SmallLane, SmallMaker, Stuff, build_small,
};
use coercivity_quantity::Month;
use coercivity_world::economy::{Parameter, Parameters, Range3};
use coercivity_world::episode::{Aggregate, Episode, EpisodeGood, Made, Traded};
use coercivity_world::measures::{Assumption, LawState, Regime, Standing};
use coercivity_world::scenario::{Ask, Ranged, RunSettings, Scenario};
use coercivity_world::{Deposit, InstrumentId, Place, World};

use crate::areas::of_areas;
use crate::binding::Binding;
use crate::book::Book;
use crate::cut::CutPlan;
use crate::disturbed::Disturbed;
use crate::granted::Queues;
use crate::licence::Handlings;
use crate::open_market::open_markets;
use crate::overdrawn::{Overdrawn, overdrawn_of};
use crate::path::{Fault, Path, walk_one};
use crate::plants::users_of;
use crate::project_record::project_record;
use crate::reach::supports;
use crate::recount::recount;
use crate::sample::{Draw, Sampler, Values, assumed_parameters, delay_of};
use crate::setting::{Setting, leaks_most};
use crate::state::State;
use crate::step::Context;
use crate::stream::StreamPurpose;
use crate::worn_out::WornOut;

/// One value of a replay.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// When.
    pub month: Month,
    /// Quantity, good, place, tier, counterpart; `-` where a part is unused.
    pub key: [String; 5],
    /// In the quantity's unit.
    pub value: f64,
}

/// Walks an episode in one draw, and tells its series; months that had ended are told as history had them.
///
/// # Errors
/// [`Fault`] when the draw contradicts its own base months, or a month has no equilibrium.
pub fn replay(world: &World, episode: &Episode, draw: Draw) -> Result<Vec<Told>, Fault> {
    let scenario = as_scenario(episode);
    let parameters = assumed_parameters(&world.economy, &scenario);
    let values = Values::of(&parameters, &mut Sampler::new(draw));
    let mut told = project_record((&episode.projects, episode.from), &parameters, &values, draw);
    if !episode.goods.is_empty() {
        let setting = setting(episode, values, draw)?;
        let starts = starts(episode, (&parameters, &setting), draw);
        let unlicensed = unlicensed(episode, &setting, draw);
        let pace = parameters.range(Parameter::ApplicationPace);
        let pace = Range3 { low: pace.low, best: pace.best, high: pace.high };
        let handlings = Handlings::of(&scenario, &setting.values, &mut Sampler::new(draw));
        let handlings = handlings.paced(destinations(&setting).into_iter(), pace, &mut Sampler::new(draw));
        let disturbed =
            Disturbed::of(episode, &setting.chain, (&starts, unlicensed), (&setting.values, draw));
        let walked = walked(world, episode, (&scenario, &setting), (&handlings, &disturbed))?;
        told.extend(of_areas(&world.vocabulary, recount(episode, &setting, &walked, draw)));
    }
    for history in &episode.history {
        for &(month, value) in &history.values {
            told.retain(|it| it.month != month || it.key != history.key);
            told.push(Told { month, key: history.key.clone(), value });
        }
    }
    Ok(told)
}

/// Places that send on more of a good than they make and take in, in one draw of an episode: a [`replay`] of the draw takes
/// the difference out of stock.
pub fn overdrawn(world: &World, episode: &Episode, draw: Draw) -> Vec<Overdrawn> {
    let parameters = assumed_parameters(&world.economy, &as_scenario(episode));
    let values = Values::of(&parameters, &mut Sampler::new(draw));
    overdrawn_of(&small(episode, &values, draw))
}

/// A walk.
pub(crate) struct Walked {
    pub path: Path,
    /// Each user's licences at the end of each period.
    pub live: Vec<BTreeMap<(usize, Option<usize>), Queues>>,
    /// Goods for which an authority asks for applications.
    pub applied: BTreeSet<Stuff>,
    /// Instruments that stand for something else and that no authority handles.
    pub invented: BTreeSet<InstrumentId>,
}

fn walked(
    world: &World,
    episode: &Episode,
    (scenario, setting): (&Scenario, &Setting),
    (handlings, disturbed): (&Handlings, &Disturbed),
) -> Result<Walked, Fault> {
    let regime = law_of(world, episode);
    let book = book_of(episode, (scenario, setting), &regime);
    let supports = supports(&setting.chain, world, &regime);
    let binding = Binding::of(&supports, &regime, episode.from, &scenario.law);
    let context = Context {
        setting,
        scenario,
        book: &book,
        regime: &regime,
        supports: &supports,
        binding: &binding,
        handlings,
        disturbed: Some(disturbed),
    };
    let mut state = State::calm(setting, episode.from);
    let mut solver = Solver::default();
    let shock = usize::try_from(episode.known_on.month().since(episode.from)).unwrap_or(0);
    let mut path = Path { periods: Vec::new() };
    let mut live = Vec::new();
    // Months before the day of knowledge, then weeks: each is walked by itself, so that what is live is kept.
    let before = (shock as u32).min(episode.months);
    for (start, months, weekly) in [(0, before, None), (before, episode.months - before, Some(0))] {
        let span = (episode.from.plus(start as i32), months, weekly);
        for period in crate::period::calendar(span.0, span.1, span.2, &context.breaks()) {
            let mut one = walk_one(&context, &CutPlan::None, &mut state, period, &mut solver)?;
            one.period.start += f64::from(start);
            path.periods.push(one);
            live.push(state.live.clone());
        }
    }
    let invented = episode.measures.iter().filter(|it| it.standing == Standing::Invented).map(|it| it.id);
    let invented = invented.collect();
    let applied = book.licensed_goods(&invented);
    Ok(Walked { path, live, applied, invented })
}

/// The law of an episode, as known when its run is over.
pub(crate) fn law_of(world: &World, episode: &Episode) -> Regime {
    let last = episode.from.plus(episode.months as i32).first_day();
    let chosen = world.measures.iter().filter(|it| episode.law.contains(&it.id)).cloned();
    let all: Vec<_> = chosen.chain(episode.measures.iter().cloned()).collect();
    Regime::known_on(&all, last.unwrap_or(episode.known_on))
}

/// What a law does on the lanes of an episode's chain.
pub(crate) fn book_of(
    episode: &Episode,
    (scenario, setting): (&Scenario, &Setting),
    regime: &Regime,
) -> Book {
    let calibrated = episode.from.first_day().unwrap_or(episode.known_on);
    let met: Vec<(Stuff, String)> = episode
        .goods
        .iter()
        .flat_map(|it| it.meets.iter().map(|met| (Stuff::Commodity(it.law), met.clone())))
        .collect();
    Book::write_knowing(setting, regime, scenario, (calibrated, &met))
}

/// An episode as the questions that the walk asks of a scenario.
pub(crate) fn as_scenario(episode: &Episode) -> Scenario {
    Scenario {
        id: episode.id.clone(),
        title: episode.title.clone(),
        text: episode.text.clone(),
        extends: Vec::new(),
        known_on: episode.known_on,
        supplier: episode.supplier,
        buyers: Vec::new(),
        from: episode.from,
        months: episode.months,
        shock_from: None,
        law: LawState::all(Assumption::Actual),
        practices: episode.practices.clone(),
        cuts: Vec::new(),
        measures: episode.measures.clone(),
        ask: Ask { end_uses: Vec::new(), figures: BTreeSet::new(), claims: Vec::new() },
        run: RunSettings { draws: 1, seed: 0, look_ahead_months: 6 },
        assume: episode.assume.clone(),
        assume_cited: BTreeMap::new(),
        variants: Vec::new(),
        sliders: Vec::new(),
        warnings: Vec::new(),
    }
}

/// One draw of the episode's chain.
pub(crate) fn setting(episode: &Episode, values: Values, draw: Draw) -> Result<Setting, Fault> {
    let freight = draw.ranged(StreamPurpose::Episode, "freight_usd_per_kg", episode.freight);
    let assumed = assumptions(episode.supplier, freight, &values);
    let small = small(episode, &values, draw);
    let mut chain = build_small(&small, &assumed).map_err(Fault::Calibration)?;
    chain.open_to_others(&assumed);
    chain.add_leakage(leaks_most(&values), values[Parameter::LeakagePremium], &assumed);
    chain.exercise_market_power(values[Parameter::MarketPower], values[Parameter::ThriftLong], &assumed);
    let counts =
        episode.goods.iter().flat_map(|it| it.counts.iter().map(|(unit, count)| ((it.law, *unit), *count)));
    Ok(Setting {
        values,
        assumed,
        open_markets: open_markets(&chain),
        chain,
        base_middle: episode.from,
        starts: Vec::new(),
        prospects: Vec::new(),
        newcomers: Vec::new(),
        worn_out: WornOut::default(),
        counts: counts.collect(),
    })
}

/// Makers that come later, by activity, with their first months: as promised, and as late as their class of projects
/// is in this draw.
fn starts(
    episode: &Episode,
    (parameters, setting): (&Parameters, &Setting),
    draw: Draw,
) -> Vec<(usize, Month)> {
    let mut starts = Vec::new();
    for maker in &episode.makers {
        // Who runs when the episode begins is in its base year already, at full rate.
        let later = maker.starts.filter(|it| *it > episode.from);
        let (Some(id), Some(promised)) = (Deposit::new(&maker.id), later) else { continue };
        let late = maker.class.map_or(0.0, |class| {
            let range = parameters.range(delay_of(class));
            let mut stream = draw.stream(StreamPurpose::Episode, &format!("maker.{id}.delay"));
            stream.between(Range3 { low: range.low, best: range.best, high: range.high })
        });
        let first = promised.plus(late.round() as i32);
        let own = setting.chain.activities.iter().enumerate().filter(|it| it.1.kind == Kind::Mine(id));
        starts.extend(own.map(|it| (it.0, first)));
    }
    starts
}

/// Part of each activity that is made without a licence in this draw.
fn unlicensed(episode: &Episode, setting: &Setting, draw: Draw) -> Vec<f64> {
    let mut parts = vec![0.0; setting.chain.activities.len()];
    for maker in &episode.makers {
        let about = format!("maker.{}.unlicensed", maker.id);
        let part = draw.ranged(StreamPurpose::Episode, &about, maker.unlicensed);
        let Some(id) = Deposit::new(&maker.id) else { continue };
        for (it, activity) in parts.iter_mut().zip(&setting.chain.activities) {
            *it = if activity.kind == Kind::Mine(id) { part } else { *it };
        }
    }
    parts
}

/// Places that the supplier ships to.
fn destinations(setting: &Setting) -> BTreeSet<Place> {
    let supplier = setting.assumed.supplier;
    let lanes = setting.chain.activities.iter().filter(|it| matches!(it.kind, Kind::Lane(_)));
    lanes.filter(|it| it.from == supplier && it.to != supplier).map(|it| it.to).collect()
}

fn small(episode: &Episode, values: &Values, draw: Draw) -> SmallChain {
    let ranged = |about: String, it: Ranged| draw.ranged(StreamPurpose::Episode, &about, it);
    let id = |good: usize| &episode.goods[good].id;
    let law = |good: usize| episode.goods[good].law;
    let good = |it: &EpisodeGood| {
        let domestic = ranged(format!("good.{}.domestic", it.id), it.domestic);
        let border = domestic * ranged(format!("good.{}.border", it.id), it.border_over_domestic);
        SmallGood { good: it.law, domestic_usd_per_kg: domestic, border_usd_per_kg: border }
    };
    let goods: Vec<SmallGood> = episode.goods.iter().map(good).collect();
    let shares: Vec<_> = episode.aggregates.iter().map(|it| shares(it, episode, draw)).collect();
    let mut makers = Vec::new();
    for it in &episode.makers {
        let makes = match &it.makes {
            Made::Each(makes) => {
                let made = |&(good, tonnes): &(usize, Ranged)| {
                    (law(good), ranged(format!("maker.{}.{}", it.id, id(good)), tonnes))
                };
                makes.iter().map(made).collect()
            }
            Made::Basket(tonnes, weights) => {
                let tonnes = ranged(format!("maker.{}.basket", it.id), *tonnes);
                let all = weights.iter().map(|it| it.1).sum::<f64>();
                weights.iter().map(|it| (law(it.0), tonnes * it.1 / all)).collect()
            }
        };
        let ran = if it.starts.is_some_and(|start| start > episode.from) { Ran::Later } else { Ran::Yes };
        makers.extend(Deposit::new(&it.id).map(|id| SmallMaker { id, place: it.place, makes, ran }));
    }
    let mut lanes = Vec::new();
    for it in &episode.lanes {
        let (traded, parts) = match it.good {
            Traded::Good(good) => (id(good), vec![(good, 1.0)]),
            Traded::Together(sum) => (&episode.aggregates[sum].id, shares[sum].clone()),
        };
        let tonnes = ranged(format!("lane.{traded}.{}.{}", it.from, it.to), it.tonnes);
        let lane = |(good, share): (usize, f64)| SmallLane {
            good: law(good),
            from: it.from,
            to: it.to,
            tonnes: tonnes * share,
        };
        lanes.extend(parts.into_iter().map(lane));
    }
    let users = users_of(episode, (&goods, &makers, &lanes), (values, draw));
    SmallChain { goods, makers, lanes, users }
}

/// What a sum consists of in this draw: drawn shares, made to add up to one; a member without a share takes what the
/// others leave.
fn shares(sum: &Aggregate, episode: &Episode, draw: Draw) -> Vec<(usize, f64)> {
    let one = |(share, &(good, _)): (&Option<Ranged>, &(usize, f64))| {
        let about = format!("sum.{}.{}", sum.id, episode.goods[good].id);
        share.map(|it| draw.ranged(StreamPurpose::Episode, &about, it))
    };
    let drawn: Vec<Option<f64>> = sum.shares.iter().zip(&sum.members).map(one).collect();
    let known: f64 = drawn.iter().flatten().sum();
    let left = (1.0 - known).max(0.0);
    let total = if drawn.iter().any(Option::is_none) { known + left } else { known };
    let share =
        |(member, drawn): (&(usize, f64), &Option<f64>)| (member.0, drawn.unwrap_or(left) / total.max(1e-12));
    sum.members.iter().zip(&drawn).map(share).collect()
}

fn assumptions(supplier: Place, freight: f64, values: &Values) -> Assumptions {
    Assumptions {
        supplier,
        oxide_price_usd_per_kg: BTreeMap::new(),
        element_per_oxide: BTreeMap::new(),
        heavy: BTreeSet::new(),
        samarium_magnet_usd_per_kg: 0.0,
        export_tax_share: 0.0,
        freight_usd_per_kg: freight,
        metal_fee_supplier_usd_per_kg: 0.0,
        metal_fee_elsewhere_usd_per_kg: 0.0,
        blank_fee_usd_per_kg: 0.0,
        finishing_fee_usd_per_kg: 0.0,
        concentrate_payable_share: 0.0,
        cash_cost_share: values[Parameter::CashCost],
        headroom_supplier: values[Parameter::HeadroomSupplier],
        headroom_elsewhere: values[Parameter::HeadroomElsewhere],
        headroom_light_metal: 1.0,
        headroom_heavy_metal: 1.0,
        lane_slope_share: values[Parameter::LaneSlope],
        stand_in_usd_per_kg: values[Parameter::StandIn],
        discard_cost_usd_per_kg: values[Parameter::DiscardCost],
        bearing_share: BTreeMap::new(),
        products: BTreeMap::new(),
        stop_price_factor: 1.0,
        cover_weeks: BTreeMap::new(),
        cover_weeks_other: 0.0,
    }
}

/// The stuff of a good of an episode.
pub(crate) fn stuff(episode: &Episode, good: usize) -> Stuff {
    Stuff::Commodity(episode.goods[good].law)
}

/// The good of an episode that a stuff is, by place in its list.
pub(crate) fn good_of(episode: &Episode, stuff: Stuff) -> Option<usize> {
    episode.goods.iter().position(|it| Stuff::Commodity(it.law) == stuff)
}
