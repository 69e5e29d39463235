//! Where the metals of magnets go in a month: what each place makes out of whose metal, from mine to end use.
//!
//! Goods are weighed by the magnet metals in them. What leaves a pool is taken from all who filled it, in proportion;
//! what leaves it beyond that comes out of stocks, the users' own or public ones, and has no giver. What public stocks buy
//! leaves the picture.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_market::chain::{Activity, Chain, Grade, Instead, Kind, Stuff};
use coercivity_world::base::{BaseYear, Step};
use coercivity_world::{Deposit, Element, EndUse, Place};

use crate::metal_pool::{Pool, finished, inputs, is_magnet, metals, outputs};
use crate::step::Recorded;

/// Sweeps over the chain until every pool knows who filled it: more than goods pass through places and forms.
const SWEEPS: usize = 40;
/// Months in a year: base flows are yearly.
const MONTHS: f64 = 12.0;

/// A place at a stage, in the order of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stop {
    /// Mined and shipped as concentrate.
    Mine(Place),
    /// Separated to oxide.
    Separation(Place),
    /// Won back from swarf as oxide.
    Recycling(Place),
    /// Made into metal.
    Metal(Place),
    /// Cast into alloy and pressed into blanks.
    Blank(Place),
    /// Machined to finished magnets.
    Magnet(Place),
    /// Bought as magnets in a region.
    Buyer(Place),
    /// Built into the products of an end use.
    Use(EndUse),
}

/// Swarf of a place, t/month of magnet metals.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Swarf {
    /// Collected when blanks are machined there.
    pub collected: f64,
    /// Recycled to oxide there; at the supplier out of worn-out goods too.
    pub recycled: f64,
}

/// Flows of one month, t/month of magnet metals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MetalFlows {
    /// What each stop gives.
    pub made: BTreeMap<Stop, f64>,
    /// What each stop takes from another.
    pub sent: BTreeMap<(Stop, Stop), f64>,
    /// The loop of swarf.
    pub swarf: BTreeMap<Place, Swarf>,
}

/// What one user took, t/month of the good.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Taken {
    /// Bought of its own grade.
    own: f64,
    /// Bought of the light grade in its place.
    light: f64,
    /// Taken out of its own stock; negative when added.
    stock: f64,
    /// Released to it out of public stocks.
    released: f64,
}

/// Weighs the months of a chain.
#[derive(Clone, Debug)]
pub struct Weigher<'a> {
    chain: &'a Chain,
    /// Elements that magnets are made of.
    metals: BTreeSet<Element>,
    /// Magnet metals in a tonne of each deposit's concentrate, as mined.
    mined: BTreeMap<Deposit, f64>,
    /// The same in what each separator is sent of it.
    fed: BTreeMap<(Deposit, Place), f64>,
    /// Magnet metals in a tonne of a finished magnet: by maker, and of all makers.
    finished: BTreeMap<(Grade, Option<Place>), f64>,
    /// Magnet metals in a tonne of each pool in the base month: what stocks hold.
    usual: Vec<f64>,
}

impl<'a> Weigher<'a> {
    /// Reads what goods hold from a calibrated chain and the base year behind it.
    pub fn of(chain: &'a Chain, base: &BaseYear) -> Self {
        let metals = metals(chain);
        let held = |step: Step, deposit: Deposit, to: Option<Place>| -> f64 {
            let flows = base.flows.iter().filter(|it| it.step == step && it.deposit == Some(deposit));
            let here = flows.filter(|it| to.is_none_or(|to| it.to == to));
            let magnet = here.filter(|it| it.element.is_some_and(|it| metals.contains(&it)));
            magnet.map(|it| it.tonnes).sum::<f64>() / MONTHS
        };
        let (mut mined, mut fed) = (BTreeMap::new(), BTreeMap::new());
        for it in chain.activities.iter().filter(|it| it.base > 0.0) {
            if let Kind::Mine(deposit) = it.kind {
                mined.insert(deposit, held(Step::MineOutput, deposit, None) / it.base);
            }
            if let Kind::Separation(deposit) = it.kind {
                let content = held(Step::ConcentrateShipment, deposit, Some(it.to)) / it.base;
                fed.insert((deposit, it.to), content);
            }
        }
        let mut weigher = Self {
            chain,
            metals,
            mined,
            fed,
            finished: finished(chain),
            usual: vec![0.0; chain.nodes.len()],
        };
        weigher.usual =
            weigher.pools(&base_rates(chain), &base_taken(chain)).iter().map(Pool::content).collect();
        weigher
    }

    /// The base month.
    pub fn base_month(&self) -> MetalFlows {
        self.flows(&base_rates(self.chain), &base_taken(self.chain))
    }

    /// A solved period.
    pub fn period(&self, recorded: &Recorded) -> MetalFlows {
        let served = recorded.cleared.served.iter().zip(&self.chain.users);
        let taken = served.map(|(served, user)| {
            let light =
                served.recipes.iter().zip(&user.recipes).filter(|it| it.1.instead == Instead::LightGrade);
            Taken {
                own: served.bought + served.licensed,
                light: light.map(|it| *it.0).sum(),
                stock: served.from_stock,
                released: served.released,
            }
        });
        self.flows(&recorded.cleared.rates, &taken.collect::<Vec<_>>())
    }

    fn flows(&self, rates: &[f64], taken: &[Taken]) -> MetalFlows {
        let pools = self.pools(rates, taken);
        let mut flows = MetalFlows::default();
        for (activity, &rate) in self.chain.activities.iter().zip(rates).filter(|it| *it.1 > 0.0) {
            self.add_activity(&mut flows, &pools, activity, rate);
        }
        self.add_users(&mut flows, &pools, taken);
        flows
    }

    /// What an activity makes, and whose metal it takes.
    fn add_activity(&self, flows: &mut MetalFlows, pools: &[Pool], activity: &Activity, rate: f64) {
        let Some(stop) = self.stop(activity) else { return };
        let outputs = activity.entries.iter().filter(|it| it.1 > 0.0);
        let out: f64 = outputs.map(|it| it.1 * rate * self.content(activity, it.0)).sum();
        flows.add(stop, out);
        // Magnets are pressed and machined under one roof: what goes in goes in as a blank.
        let entrance = if let Stop::Magnet(place) = stop { Stop::Blank(place) } else { stop };
        let mut entered = 0.0;
        for &(node, coefficient) in activity.entries.iter().filter(|it| it.1 < 0.0) {
            let by = -coefficient * rate * self.richness(activity);
            entered += by * pools[node].content_or(self.usual[node]);
            for (&from, &held) in pools[node].filled.iter().filter(|it| *it.0 != entrance) {
                flows.send(from, entrance, by * held);
            }
        }
        if let Kind::Machining(grade) = activity.kind {
            let swarf = self.chain.swarf.iter().filter(|it| it.0.0 == activity.from && it.0.1 == grade);
            flows.swarf.entry(activity.from).or_default().collected +=
                rate * swarf.map(|it| it.1).sum::<f64>();
        } else if entrance != stop {
            flows.add(entrance, entered);
        }
        if entrance != stop {
            flows.send(entrance, stop, out);
        }
        if let Stop::Recycling(place) = stop {
            flows.swarf.entry(place).or_default().recycled += out;
        }
    }

    fn add_users(&self, flows: &mut MetalFlows, pools: &[Pool], taken: &[Taken]) {
        for (user, taken) in self.chain.users.iter().zip(taken) {
            if !is_magnet(self.chain.nodes[user.pool].stuff) {
                continue;
            }
            let (buyer, end_use) = (Stop::Buyer(user.region), Stop::Use(user.end_use));
            let mut bought = 0.0;
            for (pool, by) in
                std::iter::once((user.pool, taken.own)).chain(user.light_pool.map(|it| (it, taken.light)))
            {
                bought += by * pools[pool].content_or(self.usual[pool]);
                for (&from, &held) in &pools[pool].filled {
                    flows.send(from, buyer, by * held);
                }
            }
            let put_by = (-taken.stock).max(0.0) * self.usual[user.pool];
            let now = (bought - put_by).max(0.0);
            flows.add(buyer, bought);
            flows.send(buyer, end_use, now);
            let held = taken.stock.max(0.0) + taken.released;
            flows.add(end_use, now + held * self.usual[user.pool]);
        }
    }

    /// Who filled each pool.
    fn pools(&self, rates: &[f64], taken: &[Taken]) -> Vec<Pool> {
        let chain = self.chain;
        let mut left = vec![0.0; chain.nodes.len()];
        for (user, taken) in chain.users.iter().zip(taken) {
            left[user.pool] += taken.own;
            if let Some(light) = user.light_pool {
                left[light] += taken.light;
            }
        }
        let mut entered = vec![0.0; chain.nodes.len()];
        for (activity, &rate) in chain.activities.iter().zip(rates) {
            for &(node, coefficient) in &activity.entries {
                let side = if coefficient > 0.0 { &mut entered } else { &mut left };
                side[node] += coefficient.abs() * rate;
            }
        }
        let through: Vec<f64> = entered.iter().zip(&left).map(|it| it.0.max(*it.1)).collect();
        let mut pools = vec![Pool::default(); chain.nodes.len()];
        for _ in 0..SWEEPS {
            let mut next = vec![Pool::default(); chain.nodes.len()];
            for (activity, &rate) in chain.activities.iter().zip(rates).filter(|it| *it.1 > 0.0) {
                for &(node, coefficient) in activity.entries.iter().filter(|it| it.1 > 0.0) {
                    let share = coefficient * rate / through[node];
                    match (self.stop(activity), activity.source()) {
                        (Some(stop), _) => next[node].fill(stop, share, self.content(activity, node)),
                        (None, Some(source)) => next[node].pour(&pools[source], share),
                        (None, None) => {}
                    }
                }
            }
            pools = next;
        }
        pools
    }

    /// The stop that an activity is, if it makes anything: carriers and stocks do not.
    fn stop(&self, activity: &Activity) -> Option<Stop> {
        match activity.kind {
            Kind::Mine(_) => Some(Stop::Mine(activity.from)),
            Kind::Separation(_) => Some(Stop::Separation(activity.to)),
            Kind::Recycling(_) => Some(Stop::Recycling(activity.from)),
            Kind::MetalMaking(_) => Some(Stop::Metal(activity.to)),
            Kind::AlloyMaking(_) => Some(Stop::Blank(activity.to)),
            Kind::Machining(_) | Kind::SamariumMagnetMaking => Some(Stop::Magnet(activity.to)),
            Kind::Project(_) | Kind::Newcomers(_) => self.project_stop(activity),
            Kind::StandIn(_)
            | Kind::Sintering(_)
            | Kind::Lane(_)
            | Kind::StockGain(_)
            | Kind::StockLoss(_)
            | Kind::Discard(_)
            | Kind::OpenSale(_)
            | Kind::OpenPurchase(_)
            | Kind::Leakage(_) => None,
        }
    }

    fn project_stop(&self, activity: &Activity) -> Option<Stop> {
        match self.chain.nodes[activity.target()?].stuff {
            Stuff::Oxide(_) => Some(Stop::Separation(activity.to)),
            Stuff::Metal(_) => Some(Stop::Metal(activity.to)),
            Stuff::Finished(_) | Stuff::Magnet(_) | Stuff::SamariumMagnet | Stuff::SamariumMagnetOffered => {
                Some(Stop::Magnet(activity.to))
            }
            Stuff::Alloy(_) | Stuff::Blank(_) => Some(Stop::Blank(activity.to)),
            Stuff::Concentrate(_) => Some(Stop::Mine(activity.to)),
            Stuff::Commodity(_) => None,
        }
    }

    /// Magnet metals in a tonne of what an activity gives to a node.
    fn content(&self, activity: &Activity, node: usize) -> f64 {
        match self.chain.nodes[node].stuff {
            Stuff::Concentrate(deposit) => self.mined.get(&deposit).copied().unwrap_or(0.0),
            Stuff::Oxide(element) | Stuff::Metal(element) => {
                f64::from(u8::from(self.metals.contains(&element)))
            }
            Stuff::Alloy(_) | Stuff::Blank(_) | Stuff::SamariumMagnet | Stuff::SamariumMagnetOffered => {
                inputs(activity) / outputs(activity)
            }
            Stuff::Finished(grade) | Stuff::Magnet(grade) => {
                let own = self.finished.get(&(grade, Some(activity.from)));
                own.or_else(|| self.finished.get(&(grade, None))).copied().unwrap_or(0.0)
            }
            Stuff::Commodity(_) => 0.0,
        }
    }

    /// How much richer what a separator is sent is than the concentrate as mined: a deposit's shipments differ.
    fn richness(&self, activity: &Activity) -> f64 {
        let Kind::Separation(deposit) = activity.kind else { return 1.0 };
        let mined = self.mined.get(&deposit).copied().unwrap_or(0.0);
        let fed = self.fed.get(&(deposit, activity.to)).copied().unwrap_or(mined);
        if mined > 0.0 { fed / mined } else { 1.0 }
    }
}

impl MetalFlows {
    fn add(&mut self, stop: Stop, tonnes: f64) {
        *self.made.entry(stop).or_default() += tonnes;
    }
    fn send(&mut self, from: Stop, to: Stop, tonnes: f64) {
        *self.sent.entry((from, to)).or_default() += tonnes;
    }
}

fn base_rates(chain: &Chain) -> Vec<f64> {
    chain.activities.iter().map(|it| it.base).collect()
}

fn base_taken(chain: &Chain) -> Vec<Taken> {
    chain.users.iter().map(|it| Taken { own: it.base, ..Taken::default() }).collect()
}
