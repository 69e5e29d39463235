//! The law as the simulator reads it: for each lane and kind of user, what binds from which day.
//!
//! The one door is the regime's: it is asked once a scenario for every lane on every day on which something
//! changes, and the answers are kept. A lane between third countries is asked twice, as if it held nothing of the
//! supplier's and as if all its controlled content came from there; the run decides month by month which holds.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_market::chain::{Chain, Grade, Kind, Stuff, open_market};
use coercivity_quantity::{Day, Interval, ValueShare, Verdict};
use coercivity_world::measures::{Circumstance, FloorBasis, Item, Movement, Part, Regime};
use coercivity_world::scenario::{Application, Scenario};
use coercivity_world::{EndUse, Good, InstrumentId, Place};

use crate::effect::{Act, LaneAct, Leaning, acts, acts_on_lanes};
use crate::lane_rule::{LaneRule, LicenceRule, Touched};
use crate::open_market::open_markets;
use crate::page::{LanePage, Page};
use crate::setting::Setting;
use crate::weighed::priced;

/// Share of value from which a content rule reaches a third country's good. The regime applies each clause's own
/// threshold to a good that holds nothing, and to one whose controlled content is all the supplier's; a run whose
/// share lies between takes the second answer from this share on, the lowest threshold of any regime encoded.
pub const LEAST_CONTENT: f64 = 0.001;

/// A lane and the kind of user at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LaneKey {
    /// What is shipped.
    pub stuff: Stuff,
    /// From where.
    pub from: Place,
    /// To where.
    pub to: Place,
    /// Who uses it.
    pub user: UserKind,
}

/// What the law asks about a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UserKind {
    /// Civil, unlisted.
    Civil,
    /// Military.
    Military,
}

impl UserKind {
    /// The kind of an end use: the ids of military uses begin with `defence`.
    pub fn of(end_use: EndUse) -> Self {
        if end_use.as_str().starts_with("defence") { Self::Military } else { Self::Civil }
    }
}

/// The whole book.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    pages: Vec<(Day, Page)>,
    /// Value share of the controlled content of each good, when all of it is the supplier's.
    pub content: BTreeMap<Stuff, f64>,
}

impl Book {
    /// Asks the law about every lane of the chain, over the scenario's months. What bound before the middle of the base
    /// year is in its flows and costs already and is not counted twice.
    pub fn write(setting: &Setting, regime: &Regime, scenario: &Scenario) -> Self {
        let calibrated = setting.base_middle.first_day();
        let calibrated = calibrated.expect("the base year is a year of the calendar");
        Self::write_knowing(setting, regime, scenario, (calibrated, &[]))
    }

    /// The same for flows and costs of the day `calibrated`, where it is known which conditions, that clauses state in their
    /// own words, goods meet.
    pub(crate) fn write_knowing(
        setting: &Setting,
        regime: &Regime,
        scenario: &Scenario,
        (calibrated, met): (Day, &[(Stuff, String)]),
    ) -> Self {
        let chain = &setting.chain;
        let lanes = lanes(chain);
        let regime = &on_lanes(regime);
        let content = controlled_content(chain, scenario.supplier);
        let mut pages: Vec<(Day, Page)> = Vec::new();
        for day in days(regime, scenario) {
            let mut page = Page::default();
            for &key in &lanes {
                let rule = |tainted: bool| {
                    let mut movement = movement(key, scenario.supplier, tainted, &content);
                    let conditions = met.iter().filter(|it| it.0 == key.stuff);
                    movement.answers.extend(conditions.map(|it| (it.1.clone(), Verdict::Yes)));
                    rule(setting, (regime, scenario), &movement, (key.stuff, key.to, day, calibrated))
                };
                let plain = rule(false);
                let tainted = if key.from == scenario.supplier { plain.clone() } else { rule(true) };
                if !plain.is_free() || !tainted.is_free() {
                    let mut bound = LanePage { plain, tainted };
                    if let Some((_, last)) = pages.last() {
                        bound.resume(last.get(&key).unwrap_or(&LanePage::default()), day);
                    }
                    page.insert(key, bound);
                }
            }
            if pages.last().is_none_or(|it| it.1 != page) {
                pages.push((day, page));
            }
        }
        Self { pages, content }
    }

    /// What binds on a day, by lane; nothing binds on lanes that are not there.
    pub fn on(&self, day: Day) -> Option<&Page> {
        self.pages.iter().rev().find(|it| it.0 <= day).map(|it| &it.1)
    }
    /// What binds on lanes from each day on which that changes, the run's first day first.
    pub(crate) fn pages(&self) -> impl Iterator<Item = &(Day, Page)> {
        self.pages.iter()
    }
    /// Days on which what binds on lanes changes, but the first.
    pub(crate) fn changes(&self) -> impl Iterator<Item = Day> {
        self.pages().skip(1).map(|it| it.0)
    }
    /// Whether lanes meet the same law by another book.
    pub(crate) fn binds_alike(&self, other: &Self) -> bool {
        self.pages == other.pages && self.content == other.content
    }
    /// Goods that ever need a licence which some other instrument than these asks for.
    pub(crate) fn licensed_goods(&self, except: &BTreeSet<InstrumentId>) -> BTreeSet<Stuff> {
        let asked = |rule: &LaneRule| {
            let other = |it: &String| {
                let id = it.split(':').next().and_then(InstrumentId::new);
                id.is_some_and(|it| !except.contains(&it))
            };
            !rule.licences.is_empty() && rule.because.iter().any(other)
        };
        let lanes = self.pages.iter().flat_map(|it| it.1.lanes());
        lanes.filter(|it| asked(&it.1.plain)).map(|it| it.0.stuff).collect()
    }
    /// Clauses, as `instrument:clause`, that bind military users on some lane and civil ones on none of its kind: the open
    /// market, of whose buyers nobody knows the use, does not hear of them.
    pub fn on_military_alone(&self) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        for page in self.pages.iter().map(|it| &it.1) {
            for (key, lane) in page.lanes().filter(|it| it.0.user == UserKind::Military) {
                let civil = page.get(&LaneKey { user: UserKind::Civil, ..*key });
                let on_civil: BTreeSet<&str> = civil.into_iter().flat_map(LanePage::because).collect();
                found.extend(lane.because().filter(|it| !on_civil.contains(it)));
            }
        }
        found
    }
    /// Whether it ever matters where a lane's goods come from.
    pub fn asks_origin(&self) -> bool {
        self.pages.iter().flat_map(|it| it.1.lanes()).any(|it| it.1.plain != it.1.tainted)
    }
}

fn lanes(chain: &Chain) -> BTreeSet<LaneKey> {
    let mut keys = BTreeSet::new();
    for activity in &chain.activities {
        if let Kind::Lane(stuff) = activity.kind
            && activity.from != activity.to
        {
            for user in [UserKind::Civil, UserKind::Military] {
                keys.insert(LaneKey { stuff, from: activity.from, to: activity.to, user });
            }
        }
    }
    // Who meets in the open market has no lane, and the law is the same.
    for market in open_markets(chain) {
        for (inlet, outlet) in
            market.inlets.iter().flat_map(|it| market.outlets.iter().map(move |to| (it, to)))
        {
            if inlet.place != outlet.place {
                let (stuff, user) = (market.stuff, UserKind::Civil);
                keys.insert(LaneKey { stuff, from: inlet.place, to: outlet.place, user });
            }
        }
    }
    keys
}

/// Days on which the answer may change: the first, and every day that an instrument or a practice names.
fn days(regime: &Regime, scenario: &Scenario) -> BTreeSet<Day> {
    let first = scenario.from.first_day();
    let last = scenario.last_month().plus(1).first_day();
    let mut named = regime.change_days(&scenario.law);
    named.extend(
        scenario
            .practices
            .iter()
            .flat_map(|it| [Some(it.from), it.until.map(|day| day.plus_days(1))])
            .flatten(),
    );
    let mut days: BTreeSet<Day> = first.into_iter().collect();
    days.extend(
        named
            .into_iter()
            .filter(|it| first.is_some_and(|day| *it > day) && last.is_some_and(|day| *it < day)),
    );
    days
}

/// The law without what never binds on a lane: asking it is what takes time. Whatever changes other instruments
/// stays.
fn on_lanes(regime: &Regime) -> Regime {
    let idle = regime
        .measures()
        .iter()
        .filter(|it| it.changes.is_empty() && it.clauses.iter().all(|clause| !acts_on_lanes(&clause.effect)));
    regime.without(&idle.map(|it| it.id).collect::<Vec<_>>())
}

/// The whole name of a good in the law: of a small chain's, with what it holds.
fn law_name(stuff: Stuff) -> Option<Good> {
    match stuff {
        Stuff::Commodity(good) => Some(good),
        other => item(other)?.good().copied(),
    }
}

/// The good's name in the vocabulary of the law.
pub(crate) fn item(stuff: Stuff) -> Option<Item> {
    let named = |text: String| Good::new(&text).map(Item::of);
    let heavy = |it: Item, verdict: Verdict| {
        Grade::BORNE.iter().fold(it, |it, symbol| match coercivity_world::Element::new(symbol) {
            Some(element) => it.holding(element, verdict),
            None => it,
        })
    };
    match stuff {
        Stuff::Concentrate(_) => named("concentrate:REO".to_owned()),
        Stuff::Oxide(element) => named(format!("oxide:{element}")),
        Stuff::Metal(element) => named(format!("metal:{element}")),
        Stuff::Alloy(_) | Stuff::Blank(_) => named("alloy:NdFeB".to_owned()),
        Stuff::Finished(grade) | Stuff::Magnet(grade) => {
            let verdict = Verdict::from(grade == Grade::Heavy);
            named("magnet:NdFeB".to_owned()).map(|it| heavy(it, verdict))
        }
        Stuff::SamariumMagnet | Stuff::SamariumMagnetOffered => named("magnet:SmCo".to_owned()),
        Stuff::Commodity(good) => commodity(good),
    }
}

/// A good of a small chain: `metal:Ga`, or `magnet:NdFeB+Dy+Tb` for one that holds elements; of the elements that make
/// a grade heavy it holds those it names and no other.
fn commodity(good: Good) -> Option<Item> {
    let mut parts = good.as_str().split('+');
    let name = parts.next()?;
    let named = Item::of(Good::new(name)?);
    let held: Vec<&str> = parts.collect();
    // An oxide or a metal is its element; only of a mixture it has to be said what it does not hold.
    let substance = name.rsplit(':').next()?;
    let symbols = Grade::BORNE.iter().filter(|it| **it != substance).chain(&held);
    Some(symbols.fold(named, |it, symbol| match coercivity_world::Element::new(symbol) {
        Some(element) => it.holding(element, Verdict::from(held.contains(symbol))),
        None => it,
    }))
}

/// Value of heavy metal, or of samarium, in a unit of a magnet's value, by the supplier's own recipe at base
/// prices.
fn controlled_content(chain: &Chain, supplier: Place) -> BTreeMap<Stuff, f64> {
    let mut content = BTreeMap::new();
    for activity in chain.activities.iter().filter(|it| it.from == supplier) {
        let controlled = |wanted: &dyn Fn(Stuff) -> bool| -> f64 {
            let inputs = activity.entries.iter().filter(|it| it.1 < 0.0 && wanted(chain.nodes[it.0].stuff));
            inputs.map(|it| -it.1 * chain.prices[it.0]).sum()
        };
        let worth = |stuff: Stuff| chain.node(stuff, supplier).map_or(0.0, |it| chain.prices[it]);
        match activity.kind {
            Kind::AlloyMaking(Grade::Heavy) => {
                let light = chain
                    .activities
                    .iter()
                    .find(|it| it.kind == Kind::AlloyMaking(Grade::Light) && it.from == supplier);
                let both: Vec<usize> =
                    light.map_or(Vec::new(), |it| it.entries.iter().map(|entry| entry.0).collect());
                let heavy = activity.entries.iter().filter(|it| it.1 < 0.0 && !both.contains(&it.0));
                let value: f64 = heavy.map(|it| -it.1 * chain.prices[it.0]).sum();
                let magnet = worth(Stuff::Finished(Grade::Heavy));
                content.insert(Stuff::Magnet(Grade::Heavy), if magnet > 0.0 { value / magnet } else { 0.0 });
            }
            Kind::SamariumMagnetMaking => {
                let value = controlled(&|it| matches!(it, Stuff::Oxide(_)));
                let magnet = worth(Stuff::SamariumMagnet);
                content.insert(Stuff::SamariumMagnetOffered, if magnet > 0.0 { value / magnet } else { 0.0 });
            }
            _ => {}
        }
    }
    content
}

fn movement(key: LaneKey, supplier: Place, tainted: bool, content: &BTreeMap<Stuff, f64>) -> Movement {
    let exactly = |share: f64| {
        Interval::exactly(ValueShare::of_ratio(share.clamp(0.0, 1.0)).unwrap_or(ValueShare::NONE))
    };
    let part = |good: &str| Good::new(good).map(Item::of);
    let controlled = match key.stuff {
        Stuff::Magnet(Grade::Heavy) | Stuff::Finished(Grade::Heavy) => part("metal:Dy"),
        Stuff::SamariumMagnet | Stuff::SamariumMagnetOffered => part("metal:Sm"),
        _ => None,
    };
    let value = content.get(&key.stuff).copied().unwrap_or(0.0);
    let parts = controlled.map(|item| Part {
        value: exactly(value),
        origin: vec![(supplier, exactly(if tainted { 1.0 } else { 0.0 }))],
        ..Part::of(item)
    });
    // What slipped past a border says of no place that it comes from there.
    let from = Some(key.from).filter(|it| *it != open_market());
    let shipped_on = matches!(key.stuff, Stuff::Oxide(_) | Stuff::Metal(_) | Stuff::Commodity(_));
    let made_in = if tainted && shipped_on { Some(supplier) } else { from };
    let movement = Movement {
        item: item(key.stuff).unwrap_or_default(),
        from,
        to: Some(key.to),
        user_in: Some(key.to),
        made_in,
        provider_in: from,
        parts: Some(std::sync::Arc::new(parts.into_iter().collect())),
        technology: [(supplier, Verdict::No)].into(),
        ..Movement::default()
    }
    .civil();
    match key.user {
        UserKind::Civil => movement,
        UserKind::Military => movement
            .with(Circumstance::MilitaryUser, Verdict::Yes)
            .with(Circumstance::MilitaryUse, Verdict::Yes),
    }
}

/// Folds every effect that certainly binds into one rule.
fn rule(
    setting: &Setting,
    (regime, scenario): (&Regime, &Scenario),
    movement: &Movement,
    (stuff, to, day, calibrated): (Stuff, Place, Day, Day),
) -> LaneRule {
    let mut rule = LaneRule::default();
    let good = law_name(stuff);
    let priced = |price: f64, basis: FloorBasis| priced(setting, stuff, (price, basis));
    for (verdict, bearing) in regime.binding_on(movement, day, &scenario.law) {
        let since = bearing.clause.begins();
        if verdict == Verdict::Yes && since.is_none_or(|it| it >= calibrated) {
            let instrument = bearing.measure.id;
            let asked = (instrument, bearing.clause.id.as_str());
            let application = Application { clause: asked, good, destination: to, day };
            let practices = scenario.practices_for(&application).collect();
            let asked = LicenceRule { instrument, practices, leaning: Leaning::Examined, since };
            let clause = format!("{}:{}", bearing.measure.id, bearing.clause.id);
            let mut touched = Touched::No;
            let at_home = movement.from.is_some_and(|it| bearing.measure.issuer_places.contains(&it));
            for act in acts(bearing.effect) {
                if let (Act::Lane(LaneAct::Duty(share)), true) = (&act, at_home) {
                    rule.export_duty += share;
                }
                if let Act::Lane(act) = act
                    && rule.add(&act, (&clause, movement.made_in), &asked, priced) == Touched::Yes
                {
                    touched = Touched::Yes;
                }
            }
            if touched == Touched::Yes {
                rule.because.push(clause);
            }
        }
    }
    rule
}
