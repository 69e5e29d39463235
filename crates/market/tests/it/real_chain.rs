//! The chain of the shipped data, calibrated with the best guess of every assumption.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use coercivity_market::chain::{self, Assumptions, Chain, Instead, Product, Recipe};
use coercivity_market::month::Month;
use coercivity_world::base::{BaseYear, Step, reconcile};
use coercivity_world::economy::{Parameter, Saves};
use coercivity_world::{EndUse, Place, World};

/// The shipped world and its reconciled base year, made once.
pub fn shipped() -> &'static (World, BaseYear) {
    static SHIPPED: OnceLock<(World, BaseYear)> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let world = World::open(&coercivity_data::embedded(), None).expect("the shipped data load");
        let base = reconcile(&world.base).expect("the shipped base year closes");
        (world, base)
    })
}

/// The place whose exports the tests cut.
pub fn supplier() -> Place {
    Place::new("CHN").expect("a country of the shipped data")
}

/// The closed chain: what ran in the base year and nothing else.
pub fn closed() -> &'static Chain {
    static CLOSED: OnceLock<Chain> = OnceLock::new();
    CLOSED.get_or_init(|| chain::build(&shipped().1, &assumed()).expect("best guesses leave every margin"))
}

/// The chain with the open market and the leak.
pub fn opened() -> &'static Chain {
    static OPENED: OnceLock<Chain> = OnceLock::new();
    OPENED.get_or_init(|| {
        let (assumed, mut chain) = (assumed(), closed().clone());
        chain.open_to_others(&assumed);
        chain.add_leakage(best(Parameter::Leakage), best(Parameter::LeakagePremium), &assumed);
        chain
    })
}

/// The base month with the shipped elasticities.
pub fn base_month(chain: &Chain) -> Month<'_> {
    let mut month = Month::base(chain);
    month.thrift_elasticity = best(Parameter::ThriftShort);
    month.thrift_most = best(Parameter::ThriftMost);
    month
}

/// Best guess of a parameter.
pub fn best(parameter: Parameter) -> f64 {
    shipped().0.economy.parameters.range(parameter).best
}

/// Best guesses throughout.
pub fn assumed() -> Assumptions {
    let (world, base) = shipped();
    let economy = &world.economy;
    let metal = |capacity: Parameter, heavy: bool| {
        let made = base.flows.iter().filter(|it| it.step == Step::MetalMade && it.from != supplier());
        let made = made.filter(|it| it.element.is_some_and(|it| economy.heavy.contains(&it) == heavy));
        (best(capacity) / made.map(|it| it.tonnes).sum::<f64>()).max(1.0)
    };
    let coatings = economy.products.keys().filter(|it| it.as_str().ends_with("coating"));
    Assumptions {
        supplier: supplier(),
        oxide_price_usd_per_kg: economy
            .oxide_prices
            .iter()
            .map(|it| (*it.0, it.1.price.in_usd_per_kg()))
            .collect(),
        element_per_oxide: economy.element_per_oxide.iter().map(|it| (*it.0, it.1.0)).collect(),
        heavy: economy.heavy.clone(),
        samarium_magnet_usd_per_kg: best(Parameter::SamariumMagnet),
        export_tax_share: best(Parameter::ExportTax),
        freight_usd_per_kg: best(Parameter::Freight),
        metal_fee_supplier_usd_per_kg: best(Parameter::MetalFeeSupplier),
        metal_fee_elsewhere_usd_per_kg: best(Parameter::MetalFeeElsewhere),
        blank_fee_usd_per_kg: best(Parameter::BlankFee),
        finishing_fee_usd_per_kg: best(Parameter::FinishingFee),
        concentrate_payable_share: best(Parameter::ConcentratePayable),
        cash_cost_share: best(Parameter::CashCost),
        headroom_supplier: best(Parameter::HeadroomSupplier),
        headroom_elsewhere: best(Parameter::HeadroomElsewhere),
        headroom_light_metal: metal(Parameter::LightMetalCapacity, false),
        headroom_heavy_metal: metal(Parameter::HeavyMetalCapacity, true),
        lane_slope_share: best(Parameter::LaneSlope),
        stand_in_usd_per_kg: best(Parameter::StandIn),
        discard_cost_usd_per_kg: best(Parameter::DiscardCost),
        bearing_share: economy
            .bearing_shares
            .iter()
            .filter_map(|(&it, share)| Some((it, share.best?)))
            .collect(),
        products: products(),
        stop_price_factor: best(Parameter::StopPrice),
        cover_weeks: coatings.map(|&it| (it, best(Parameter::CoverCoating))).collect(),
        cover_weeks_other: best(Parameter::CoverOther),
    }
}

fn products() -> BTreeMap<EndUse, Product> {
    let product = |it: &coercivity_world::economy::Product| Product {
        value_usd_per_kg: it.value_usd_per_kg.best,
        recipes: it
            .substitutes
            .iter()
            .map(|it| Recipe {
                label: it.label.clone(),
                cost: it.choke_usd_per_kg.best,
                share_able: it.share_able.best,
                lag_months: it.lag_months.best,
                instead: if it.saves == Saves::All { Instead::Outside } else { Instead::LightGrade },
            })
            .collect(),
    };
    shipped().0.economy.products.iter().map(|(&end_use, it)| (end_use, product(it))).collect()
}
