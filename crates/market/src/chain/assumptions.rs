//! What the base year does not say: prices, fees, shares and answers, each one draw's value of a cited range.

use std::collections::{BTreeMap, BTreeSet};

use coercivity_world::{Element, EndUse, Place};

use super::user::Recipe;

/// One draw's values of everything the chain needs beside the base year's flows.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumptions {
    /// The place whose prices anchor the others and whose exports carry its value added tax.
    pub supplier: Place,
    /// Oxide price at the supplier's border in the base year, USD per kg of contained element.
    pub oxide_price_usd_per_kg: BTreeMap<Element, f64>,
    /// Element mass in a unit of its oxide's mass.
    pub element_per_oxide: BTreeMap<Element, f64>,
    /// Elements that make a grade a heavy one.
    pub heavy: BTreeSet<Element>,
    /// Price of SmCo magnets, USD/kg.
    pub samarium_magnet_usd_per_kg: f64,
    /// Value added tax that the supplier does not refund on exported oxide and metal, as a ratio.
    pub export_tax_share: f64,
    /// Freight between regions, USD/kg.
    pub freight_usd_per_kg: f64,
    /// Oxide to metal at the supplier, USD/kg of metal.
    pub metal_fee_supplier_usd_per_kg: f64,
    /// Oxide to metal elsewhere, USD/kg of metal.
    pub metal_fee_elsewhere_usd_per_kg: f64,
    /// Metal to sintered blank, USD/kg of blank.
    pub blank_fee_usd_per_kg: f64,
    /// Blank to finished magnet, USD/kg of finished magnet.
    pub finishing_fee_usd_per_kg: f64,
    /// Part of the concentrate's contained oxide value that a separator pays for it.
    pub concentrate_payable_share: f64,
    /// Part of a process's base margin that is cash cost: below it the process shuts down.
    pub cash_cost_share: f64,
    /// Capacity over base output at the supplier.
    pub headroom_supplier: f64,
    /// Capacity over base output elsewhere, metal making excepted.
    pub headroom_elsewhere: f64,
    /// Capacity over base output of light metal making elsewhere.
    pub headroom_light_metal: f64,
    /// Capacity over base output of heavy metal making elsewhere.
    pub headroom_heavy_metal: f64,
    /// Rise of a lane's cost at its base flow, as a share of the good's price.
    pub lane_slope_share: f64,
    /// Cost of using one light magnet metal in place of another, USD/kg.
    pub stand_in_usd_per_kg: f64,
    /// Cost of discarding, USD/kg.
    pub discard_cost_usd_per_kg: f64,
    /// Share of an end use's magnets that bear a heavy element.
    pub bearing_share: BTreeMap<EndUse, f64>,
    /// What users of each end use can do instead, and what their products are worth.
    pub products: BTreeMap<EndUse, Product>,
    /// A user's stop price over the dearest of its recipes' prices.
    pub stop_price_factor: f64,
    /// Weeks of use held by users, by end use.
    pub cover_weeks: BTreeMap<EndUse, f64>,
    /// Weeks of use held by users of every other end use.
    pub cover_weeks_other: f64,
}

/// What an end use is worth and what it can do instead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Product {
    /// Value of end products, USD per kg of what is bought.
    pub value_usd_per_kg: f64,
    /// Other ways.
    pub recipes: Vec<Recipe>,
}
