//! Who buys in the end, and what they can do instead.

use coercivity_world::{EndUse, Place};

use super::node::Grade;

/// Another way to serve a use.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    /// What it is.
    pub label: String,
    /// Cost above the base price of what it replaces, USD/kg replaced.
    pub cost: f64,
    /// Most of the use that can switch, once the lag has passed.
    pub share_able: f64,
    /// Months from the decision until the whole of that share has switched.
    pub lag_months: f64,
    /// What is bought in its place: nothing of the chain, or the grade without heavy elements.
    pub instead: Instead,
}

/// What a recipe buys in place of the good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// Something outside the chain: a ferrite, an induction motor, another material.
    Outside,
    /// A grade that bears no heavy rare earth.
    LightGrade,
}

/// A class of users: one end use in one region, of one grade.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// Where it buys.
    pub region: Place,
    /// What for.
    pub end_use: EndUse,
    /// Which grade, for magnets that have one.
    pub grade: Option<Grade>,
    /// Node it buys from.
    pub pool: usize,
    /// Node of the light grade of the same region, for users of the heavy one.
    pub light_pool: Option<usize>,
    /// Use in the base month, t/month.
    pub base: f64,
    /// Base price, USD/kg.
    pub price: f64,
    /// Other ways, dearest last.
    pub recipes: Vec<Recipe>,
    /// Price at which the use stops, USD/kg.
    pub stop_price: f64,
    /// Value of the end products that a kilogram goes into, USD/kg.
    pub product_value: f64,
    /// Weeks of use held as own stock.
    pub cover_weeks: f64,
}
