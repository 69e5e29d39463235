//! What the base year does not have: an open market outside the supplier, announced projects, leakage.
//!
//! They are new columns with costs of their own, never a stretched base activity.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_world::{Element, Place};

use super::Chain;
use super::activity::{Activity, Kind};
use super::assumptions::Assumptions;
use super::calibrate::OXIDE_PER_METAL;
use super::node::{Grade, Stuff, open_market};

/// What an announced project adds when it runs at nameplate, t/month.
#[derive(Clone, Debug, PartialEq)]
pub enum Adds {
    /// Separated oxide from ore, or from worn-out magnets, of its own, by element.
    Oxide(BTreeMap<Element, f64>),
    /// Metal from oxide of the open market, by element.
    Metal(BTreeMap<Element, f64>),
    /// Finished magnets from metal of the open market.
    Magnets(f64),
}

/// An announced project as the market sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Its place in the list of projects.
    pub project: usize,
    /// Where it stands.
    pub place: Place,
    /// What it adds.
    pub adds: Adds,
    /// Cash cost over the base margin of the same step: below it the project does not run.
    pub cost_share: f64,
}

impl Chain {
    /// Opens the market outside the supplier: who makes a good there may sell into it, who uses the good may
    /// buy out of it.
    pub fn open_to_others(&mut self, assumed: &Assumptions) {
        let open = open_market();
        let sellers: Vec<(usize, Stuff)> = (0..self.nodes.len())
            .filter(|&it| self.nodes[it].place != assumed.supplier && self.given(it) > 0.0)
            .filter_map(|it| offered(self.nodes[it].stuff).map(|stuff| (it, stuff)))
            .collect();
        // The supplier buys oxide where it is cheaper than at home: its price less freight is the floor outside.
        let buyers: Vec<(usize, Stuff)> = (0..self.nodes.len())
            .filter(|&it| {
                self.nodes[it].place != assumed.supplier || matches!(self.nodes[it].stuff, Stuff::Oxide(_))
            })
            .filter_map(|it| bought(self.nodes[it].stuff).map(|stuff| (it, stuff)))
            .collect();
        for (kind, ends, sign) in [
            (Kind::OpenSale as fn(Stuff) -> Kind, sellers, -1.0),
            (Kind::OpenPurchase as fn(Stuff) -> Kind, buyers, 1.0),
        ] {
            for (node, stuff) in ends {
                let market = self.node_or_new(stuff, open);
                if sign < 0.0 {
                    self.prices[market] = self.prices[market].max(self.prices[node]);
                }
                let typical = if sign < 0.0 { self.given(node) } else { self.throughput[node] }.max(0.05);
                self.throughput[market] = self.throughput[market].max(typical);
                let place = self.nodes[node].place;
                let (from, to) = if sign < 0.0 { (place, open) } else { (open, place) };
                self.activities.push(Activity {
                    kind: kind(stuff),
                    from,
                    to,
                    entries: vec![(node, sign), (market, -sign)],
                    base: 0.0,
                    cost: 0.0,
                    slope: assumed.lane_slope_share * self.prices[node] / typical,
                    capacity: f64::INFINITY,
                });
            }
        }
        self.set_open_costs(assumed);
    }

    /// What a node is given in the base year, or where it is given nothing, what makers that come later could, t/month.
    fn given(&self, node: usize) -> f64 {
        if self.throughput[node] > 0.0 {
            return self.throughput[node];
        }
        let later = self.activities.iter().filter(|it| it.base == 0.0 && it.capacity.is_finite());
        let made = later.flat_map(|it| it.entries.iter().map(move |entry| (entry, it.capacity)));
        made.filter(|it| it.0.0 == node && it.0.1 > 0.0).map(|it| it.0.1 * it.1).sum()
    }

    /// Makes trade over the open market lose half a freight each way at base prices: nobody gains by a detour that
    /// the base year did not have.
    fn set_open_costs(&mut self, assumed: &Assumptions) {
        let Self { activities, prices, .. } = self;
        for it in
            activities.iter_mut().filter(|it| matches!(it.kind, Kind::OpenSale(_) | Kind::OpenPurchase(_)))
        {
            let margin: f64 = it.entries.iter().map(|entry| entry.1 * prices[entry.0]).sum();
            it.cost = margin.max(0.0) + 0.5 * assumed.freight_usd_per_kg;
        }
    }

    /// Adds one announced project; it sells into, and buys from, the open market.
    pub fn add_project(&mut self, plan: &Plan, assumed: &Assumptions) {
        match &plan.adds {
            Adds::Oxide(rates) => {
                let entries = rates.iter().map(|(&element, &rate)| (self.open(Stuff::Oxide(element)), rate));
                let entries: Vec<_> = entries.collect();
                let separation = 1.0 - assumed.concentrate_payable_share * (1.0 - assumed.cash_cost_share);
                self.push_project(plan, entries, separation);
            }
            Adds::Metal(rates) => {
                for (&element, &rate) in rates {
                    let oxide = self.open(Stuff::Oxide(element));
                    let metal = self.open(Stuff::Metal(element));
                    self.push_project(plan, vec![(oxide, -OXIDE_PER_METAL * rate), (metal, rate)], 1.0);
                }
            }
            Adds::Magnets(rate) => {
                for grade in Grade::BOTH {
                    let entries = self.magnet_recipe(grade, *rate, assumed);
                    self.push_project(plan, entries, 1.0);
                }
            }
        }
    }

    /// A node of the open market, priced like the dearest node of the same good outside the supplier.
    fn open(&mut self, stuff: Stuff) -> usize {
        let index = self.node_or_new(stuff, open_market());
        if self.prices[index] == 0.0 {
            let dearest =
                self.nodes.iter().zip(&self.prices).filter(|it| it.0.stuff == stuff).map(|it| *it.1);
            self.prices[index] = dearest.fold(0.0, f64::max);
            self.throughput[index] = 1.0;
        }
        index
    }

    /// Lets newcomers make metal and magnets outside the supplier: one column a good, in the place that makes most of it
    /// there, as much as all places outside use in the base year. Ore takes longer to open than a run lasts.
    pub fn open_to_newcomers(&mut self, cost_share: f64, assumed: &Assumptions) {
        let metals: BTreeSet<Element> = self
            .nodes
            .iter()
            .filter_map(|it| match it.stuff {
                Stuff::Metal(element) => Some(element),
                _ => None,
            })
            .collect();
        for element in metals {
            let used = self.used_outside(Stuff::Metal(element), assumed);
            if used <= 0.0 {
                continue;
            }
            let oxide = self.open(Stuff::Oxide(element));
            let metal = self.open(Stuff::Metal(element));
            let made = |it: &Activity| it.kind == Kind::MetalMaking(element);
            let place = self.largest(made, assumed);
            let kind = Kind::Newcomers(Stuff::Metal(element));
            self.push_new((kind, place), vec![(oxide, -OXIDE_PER_METAL), (metal, 1.0)], (cost_share, used));
        }
        for grade in Grade::BOTH {
            let used = self.used_outside(Stuff::Magnet(grade), assumed);
            let mut entries = self.magnet_recipe(grade, 1.0, assumed);
            let Some(made) = entries.last().map(|it| it.1).filter(|it| *it > 0.0) else { continue };
            entries.iter_mut().for_each(|it| it.1 /= made);
            let place = self.largest(|it| it.kind == Kind::Machining(grade), assumed);
            self.push_new((Kind::Newcomers(Stuff::Magnet(grade)), place), entries, (cost_share, used));
        }
    }

    /// What all places outside the supplier use of a good in the base year, t/month.
    fn used_outside(&self, stuff: Stuff, assumed: &Assumptions) -> f64 {
        let meant = self.nodes.iter().zip(&self.throughput).filter(|it| it.0.stuff == stuff);
        let outside = meant.filter(|it| it.0.place != assumed.supplier && it.0.place != open_market());
        outside.map(|it| *it.1).sum()
    }

    /// The place outside the supplier in which most is done of what is meant.
    fn largest(&self, meant: impl Fn(&Activity) -> bool, assumed: &Assumptions) -> Option<Place> {
        let outside = self.activities.iter().filter(|it| it.to != assumed.supplier && meant(it));
        outside.max_by(|a, b| a.base.total_cmp(&b.base)).map(|it| it.to)
    }

    fn push_project(&mut self, plan: &Plan, entries: Vec<(usize, f64)>, share: f64) {
        let kind = Kind::Project(plan.project);
        self.push_new((kind, Some(plan.place)), entries, (plan.cost_share * share, 1.0));
    }

    /// A process that the base year did not have: `most` units a month of it, at a cost over the base margin.
    fn push_new(
        &mut self,
        (kind, place): (Kind, Option<Place>),
        entries: Vec<(usize, f64)>,
        (cost_share, most): (f64, f64),
    ) {
        let Some(place) = place.filter(|_| !entries.is_empty() && most > 0.0) else { return };
        let margin: f64 = entries.iter().map(|it| it.1 * self.prices[it.0]).sum();
        let worth: f64 = entries.iter().filter(|it| it.1 > 0.0).map(|it| it.1 * self.prices[it.0]).sum();
        self.activities.push(Activity {
            kind,
            from: place,
            to: place,
            entries,
            base: 0.0,
            cost: cost_share * margin.max(0.05 * worth),
            slope: 0.05 * worth / most,
            capacity: most,
        });
    }

    /// Metals in, magnets out, as the makers outside the supplier did it in the base year.
    fn magnet_recipe(&mut self, grade: Grade, rate: f64, assumed: &Assumptions) -> Vec<(usize, f64)> {
        let makers = |kind: Kind, chain: &Self| -> Vec<Activity> {
            chain
                .activities
                .iter()
                .filter(|it| it.kind == kind && it.from != assumed.supplier)
                .cloned()
                .collect()
        };
        let alloys = makers(Kind::AlloyMaking(grade), self);
        let lines = makers(Kind::Machining(grade), self);
        let blanks: f64 = lines.iter().map(|it| it.base).sum();
        let all: f64 =
            Grade::BOTH.iter().flat_map(|&it| makers(Kind::Machining(it), self)).map(|it| it.base).sum();
        if blanks <= 0.0 {
            return Vec::new();
        }
        let output = |it: &Activity| it.entries.iter().map(|entry| entry.1).fold(0.0, f64::max);
        let finished: f64 = lines.iter().map(|it| it.base * output(it)).sum();
        let magnets = rate * blanks / all;
        let mut metals: BTreeMap<Element, f64> = BTreeMap::new();
        for alloy in &alloys {
            for &(node, coefficient) in alloy.entries.iter().filter(|it| it.1 < 0.0) {
                if let Stuff::Metal(element) = self.nodes[node].stuff {
                    *metals.entry(element).or_default() += coefficient * alloy.base / finished * magnets;
                }
            }
        }
        let mut entries: Vec<(usize, f64)> = Vec::new();
        for (element, coefficient) in metals {
            entries.push((self.open(Stuff::Metal(element)), coefficient));
        }
        entries.push((self.open(Stuff::Magnet(grade)), magnets));
        entries
    }

    /// Lets the supplier withhold exports to raise their price: with conjectural variation `v` in 0..=1 and demand of
    /// elasticity `elasticity` (positive), each export lane's marginal cost rises by `v b q`, `b = p / (e q0)`
    /// (Bresnahan 1981). The base year is one of `v = 0`.
    pub fn exercise_market_power(&mut self, variation: f64, elasticity: f64, assumed: &Assumptions) {
        let Self { activities, prices, .. } = self;
        for lane in activities.iter_mut() {
            let exports = lane.from == assumed.supplier && lane.to != lane.from;
            if let (Kind::Lane(_), true, Some(target)) = (lane.kind, exports, lane.target()) {
                lane.slope += variation * prices[target] / (elasticity.max(0.05) * lane.base);
            }
        }
    }

    /// Lets a share of what the supplier shipped in the base year slip into the open market at a premium.
    pub fn add_leakage(&mut self, share: f64, premium: f64, assumed: &Assumptions) {
        let lanes: Vec<Activity> = self
            .activities
            .iter()
            .filter(|it| matches!(it.kind, Kind::Lane(_)) && it.from == assumed.supplier && it.to != it.from)
            .cloned()
            .collect();
        let mut shipped: BTreeMap<(usize, Stuff), f64> = BTreeMap::new();
        for lane in &lanes {
            if let (Kind::Lane(stuff), Some(source)) = (lane.kind, lane.source()) {
                *shipped.entry((source, stuff)).or_default() += lane.base;
            }
        }
        for ((source, stuff), base) in shipped {
            let market = self.open(stuff);
            self.activities.push(Activity {
                kind: Kind::Leakage(stuff),
                from: assumed.supplier,
                to: open_market(),
                entries: vec![(source, -1.0), (market, 1.0)],
                base: 0.0,
                cost: premium * self.prices[source],
                slope: assumed.lane_slope_share * self.prices[source] / base,
                capacity: share * base,
            });
        }
    }
}

/// The form in which a maker's good is offered on the open market.
fn offered(stuff: Stuff) -> Option<Stuff> {
    match stuff {
        Stuff::Oxide(_) | Stuff::Metal(_) | Stuff::Commodity(_) => Some(stuff),
        Stuff::Finished(grade) => Some(Stuff::Magnet(grade)),
        Stuff::SamariumMagnet => Some(Stuff::SamariumMagnetOffered),
        Stuff::Concentrate(_)
        | Stuff::Alloy(_)
        | Stuff::Blank(_)
        | Stuff::Magnet(_)
        | Stuff::SamariumMagnetOffered => None,
    }
}

/// The form in which a user or a maker buys it there.
fn bought(stuff: Stuff) -> Option<Stuff> {
    match stuff {
        Stuff::Oxide(_)
        | Stuff::Metal(_)
        | Stuff::Magnet(_)
        | Stuff::SamariumMagnetOffered
        | Stuff::Commodity(_) => Some(stuff),
        Stuff::Concentrate(_)
        | Stuff::Alloy(_)
        | Stuff::Blank(_)
        | Stuff::Finished(_)
        | Stuff::SamariumMagnet => None,
    }
}
