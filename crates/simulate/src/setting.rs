//! One draw's economy: the assumptions, the calibrated chain with its projects, and the pace of slow changes.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_market::chain::{self, Adds, Assumptions, Chain, Miscalibrated, Plan};
use coercivity_quantity::{Month, Unit};
use coercivity_world::World;
use coercivity_world::base::{BaseYear, Step};
use coercivity_world::economy::{Counted, Parameter, Project, Started};
use coercivity_world::scenario::Scenario;
use coercivity_world::{Element, Good, Place};

use crate::entry::{Newcomer, newcomers};
use crate::invest::{Prospect, prospects};
use crate::open_market::{OpenMarket, open_markets};
use crate::sample::{Fate, Sampled, Sampler, Values};
use crate::worn_out::{Won, WornOut};

/// One draw's economy.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Values of the parameters.
    pub values: Values,
    /// What the chain was calibrated with.
    pub assumed: Assumptions,
    /// The calibrated chain, open market and projects included.
    pub chain: Chain,
    /// The middle of the base year.
    pub base_middle: Month,
    /// For each project: from when it runs, if ever.
    pub starts: Vec<Option<Month>>,
    /// Projects that go ahead only if they come to pay.
    pub prospects: Vec<Prospect>,
    /// Plants that nobody has announced.
    pub newcomers: Vec<Newcomer>,
    /// Magnets in use, and who wins them back.
    pub worn_out: WornOut,
    /// Tonnes of a quota's unit in a tonne of a good of a small chain.
    pub counts: BTreeMap<(Good, Unit), f64>,
    /// Who sells into the open market of each good, and who buys out of it.
    pub open_markets: Vec<OpenMarket>,
}

impl Setting {
    /// Calibrates the chain for a draw.
    ///
    /// # Errors
    /// [`Miscalibrated`] when the drawn prices and fees leave a process of the base year without a margin.
    pub fn of(
        world: &World,
        base: &BaseYear,
        scenario: &Scenario,
        sampler: &mut Sampler,
    ) -> Result<Self, Miscalibrated> {
        let economy = &world.economy;
        let sampled = Sampled::of(world, scenario, sampler);
        let assumed = assumptions(world, base, scenario.supplier, &sampled);
        let mut chain = chain::build(base, &assumed)?;
        chain.open_to_others(&assumed);
        let mut worn_out = WornOut::of(&chain, &sampled, scenario.supplier);
        let Sampled { values, fates, .. } = sampled;
        let base_middle = Month::new(economy.base_year, 7).expect("a year of the calendar");
        let starts =
            economy.projects.iter().zip(&fates).map(|(project, fate)| start(project, fate, base_middle));
        let starts: Vec<Option<Month>> = starts.collect();
        let mut taken = BTreeSet::new();
        for (index, project) in economy.projects.iter().enumerate() {
            let won = won(world, &chain, project, &worn_out, values[Parameter::Recovery]);
            let cost_share = values[Parameter::ProjectCost];
            for plan in plans((index, project), base, base_middle, (&mut taken, &won), cost_share) {
                chain.add_project(&plan, &assumed);
            }
            for it in &won {
                let adds = Adds::Oxide(it.oxide.clone());
                let plan = Plan { project: index, place: project.place, adds, cost_share };
                let column = chain.activities.len();
                chain.add_project(&plan, &assumed);
                if chain.activities.len() > column {
                    worn_out.keep(column, index, it);
                }
            }
        }
        chain.open_to_newcomers(values[Parameter::ProjectCost], &assumed);
        chain.add_leakage(leaks_most(&values), values[Parameter::LeakagePremium], &assumed);
        chain.exercise_market_power(values[Parameter::MarketPower], values[Parameter::ThriftLong], &assumed);
        let mut setting = Self {
            values,
            assumed,
            chain,
            base_middle,
            starts,
            prospects: Vec::new(),
            newcomers: Vec::new(),
            worn_out,
            counts: BTreeMap::new(),
            open_markets: Vec::new(),
        };
        setting.open_markets = open_markets(&setting.chain);
        let delays: Vec<f64> = fates.iter().map(|it| it.delay_months).collect();
        setting.prospects = prospects(&setting, &economy.projects, &delays);
        setting.newcomers = newcomers(&setting);
        Ok(setting)
    }

    /// Reference demand over the base year's: it grows from the middle of that year.
    pub fn growth(&self, month: Month) -> f64 {
        let months = f64::from(month.since(self.base_middle)).max(0.0);
        (1.0 + self.values[Parameter::DemandGrowth]).powf(months / 12.0)
    }

    /// Part of its nameplate that a project with a start reaches by a moment of a month.
    pub fn availability(&self, start: Option<Month>, now: Month, fraction: f64) -> f64 {
        start.map_or(0.0, |start| {
            let months = f64::from(now.since(start)) + fraction;
            if months <= 0.0 { 0.0 } else { 1.0 - (-months / self.values[Parameter::Ramp]).exp() }
        })
    }
}

/// Most of the supplier's exports that ever leak: past a cut, or past a quota.
pub(crate) fn leaks_most(values: &Values) -> f64 {
    values[Parameter::Leakage].max(values[Parameter::Unlicensed])
}

/// From when a project runs. What ran in the base year is in it: only what such a project adds from the next year on
/// ramps up.
fn start(project: &Project, fate: &Fate, base_middle: Month) -> Option<Month> {
    let promised = project.first_output.filter(|_| fate.built)?;
    let start = promised.plus(fate.delay_months.round() as i32);
    let in_base = project.has_started == Started::Yes && start < base_middle.plus(6);
    Some(if in_base { base_middle.plus(6) } else { start })
}

fn assumptions(world: &World, base: &BaseYear, supplier: Place, sampled: &Sampled) -> Assumptions {
    let economy = &world.economy;
    let values = &sampled.values;
    let coatings = economy.products.keys().filter(|it| it.as_str().ends_with("coating"));
    let metal = |heavy: bool| {
        let made = |it: &&coercivity_world::base::BaseFlow| {
            it.step == Step::MetalMade
                && it.from != supplier
                && it.element.is_some_and(|it| economy.heavy.contains(&it) == heavy)
        };
        base.flows.iter().filter(made).map(|it| it.tonnes).sum::<f64>()
    };
    let headroom = |capacity: f64, made: f64| if made > 0.0 { (capacity / made).max(1.0) } else { 1.0 };
    Assumptions {
        supplier,
        oxide_price_usd_per_kg: economy
            .oxide_prices
            .iter()
            .map(|it| (*it.0, it.1.price.in_usd_per_kg()))
            .collect(),
        element_per_oxide: economy.element_per_oxide.iter().map(|it| (*it.0, it.1.0)).collect(),
        heavy: economy.heavy.clone(),
        samarium_magnet_usd_per_kg: values[Parameter::SamariumMagnet],
        export_tax_share: values[Parameter::ExportTax],
        freight_usd_per_kg: values[Parameter::Freight],
        metal_fee_supplier_usd_per_kg: values[Parameter::MetalFeeSupplier],
        metal_fee_elsewhere_usd_per_kg: values[Parameter::MetalFeeElsewhere],
        blank_fee_usd_per_kg: values[Parameter::BlankFee],
        finishing_fee_usd_per_kg: values[Parameter::FinishingFee],
        concentrate_payable_share: values[Parameter::ConcentratePayable],
        cash_cost_share: values[Parameter::CashCost],
        headroom_supplier: values[Parameter::HeadroomSupplier],
        headroom_elsewhere: values[Parameter::HeadroomElsewhere],
        headroom_light_metal: headroom(values[Parameter::LightMetalCapacity], metal(false)),
        headroom_heavy_metal: headroom(values[Parameter::HeavyMetalCapacity], metal(true)),
        lane_slope_share: values[Parameter::LaneSlope],
        stand_in_usd_per_kg: values[Parameter::StandIn],
        discard_cost_usd_per_kg: values[Parameter::DiscardCost],
        bearing_share: sampled.bearing_share.clone(),
        products: sampled.products.clone(),
        stop_price_factor: values[Parameter::StopPrice],
        cover_weeks: coatings.map(|&it| (it, values[Parameter::CoverCoating])).collect(),
        cover_weeks_other: values[Parameter::CoverOther],
    }
}

/// What a project wins back from the worn-out magnets of the region in which it stands.
fn won(world: &World, chain: &Chain, project: &Project, worn_out: &WornOut, recovery: f64) -> Vec<Won> {
    let Counted::Adds { worn_out: feed, .. } = &project.counted else { return Vec::new() };
    let mut regions = chain.users.iter().map(|it| it.region);
    let Some(region) = regions.find(|&it| world.vocabulary.lies_in(project.place, it)) else {
        return Vec::new();
    };
    worn_out.won(region, *feed, recovery)
}

/// What a project adds, t/month at nameplate; what the base year already had at its place is taken off once.
fn plans(
    (index, project): (usize, &Project),
    base: &BaseYear,
    base_middle: Month,
    (taken, won): (&mut BTreeSet<(Place, Step)>, &[Won]),
    cost_share: f64,
) -> Vec<Plan> {
    let Counted::Adds { oxide, metal, magnets, .. } = &project.counted else { return Vec::new() };
    let in_base = project.has_started == Started::Yes
        && project.first_output.is_some_and(|it| it < base_middle.plus(6));
    let mut less = |step: Step, rates: &BTreeMap<Element, f64>| -> BTreeMap<Element, f64> {
        let first = in_base && !rates.is_empty() && taken.insert((project.place, step));
        let made = |element: Element| {
            if first { base.tonnes(step, Some(element), project.place, project.place) } else { 0.0 }
        };
        let net = rates.iter().map(|(&element, &rate)| (element, (rate - made(element)).max(0.0) / 12.0));
        net.filter(|it| it.1 > 0.0).collect()
    };
    // What it wins back from worn-out magnets has a column of its own.
    let own = |(element, rate): (Element, f64)| {
        let won: f64 = won.iter().filter_map(|it| it.oxide.get(&element)).sum();
        (element, rate - won)
    };
    let oxide = less(Step::SeparatedOxide, oxide).into_iter().map(own).filter(|it| it.1 > 0.0);
    let oxide: BTreeMap<Element, f64> = oxide.collect();
    let metal = less(Step::MetalMade, metal);
    let mut magnets = magnets / 12.0;
    if in_base && magnets > 0.0 && taken.insert((project.place, Step::FinishedMass)) {
        magnets =
            (magnets - base.tonnes(Step::FinishedMass, None, project.place, project.place) / 12.0).max(0.0);
    }
    let plan = |adds: Adds| Plan { project: index, place: project.place, adds, cost_share };
    let mut plans = Vec::new();
    if !oxide.is_empty() {
        plans.push(plan(Adds::Oxide(oxide)));
    }
    if !metal.is_empty() {
        plans.push(plan(Adds::Metal(metal)));
    }
    if magnets > 0.0 {
        plans.push(plan(Adds::Magnets(magnets)));
    }
    plans
}
