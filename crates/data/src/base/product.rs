//! Products, their substitutes and the price at which a buyer switches.

use coercivity_quantity::Citation;

use super::{Shape, Spread};
use crate::problem::Problem;
use crate::table::{Range, Row};

pub(super) const TABLE: Shape = (
    "data/base/products.csv",
    &[
        "end_use",
        "product",
        "material",
        "unit_value_usd_low",
        "unit_value_usd_best",
        "unit_value_usd_high",
        "kg_per_product_low",
        "kg_per_product_best",
        "kg_per_product_high",
        "value_usd_per_kg_low",
        "value_usd_per_kg_best",
        "value_usd_per_kg_high",
        "substitute",
        "extra_cost_usd_low",
        "extra_cost_usd_best",
        "extra_cost_usd_high",
        "choke_usd_per_kg_low",
        "choke_usd_per_kg_best",
        "choke_usd_per_kg_high",
        "performance_loss",
        "lag_months_low",
        "lag_months_best",
        "lag_months_high",
        "share_able_low",
        "share_able_best",
        "share_able_high",
        "as_of",
        "source",
        "at",
        "confidence",
        "note",
    ],
);

/// One substitute of one end use, as written: a row is a recipe.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductRow {
    /// The end use.
    pub end_use: String,
    /// The product that stands for it, in words.
    pub product: String,
    /// The material it needs.
    pub material: String,
    /// Value of one product, USD.
    pub unit_value_usd: Spread,
    /// Material in one product, kg.
    pub kg_per_product: Spread,
    /// Product value that hangs on one kilogram, USD.
    pub value_usd_per_kg: Spread,
    /// The way out, in words.
    pub substitute: String,
    /// Its extra cost for one product, USD.
    pub extra_cost_usd: Spread,
    /// Price above the base price at which it pays, USD per kg of material.
    pub choke_usd_per_kg: Spread,
    /// What is lost, in words.
    pub performance_loss: String,
    /// Months until it works.
    pub lag_months: Spread,
    /// Share of the use that can switch, 0 to 1.
    pub share_able: Spread,
    /// What the row rests on.
    pub cited: Citation,
    /// Line in the file.
    pub line: usize,
}

impl ProductRow {
    pub(super) fn read(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let (end_use, product) = (row.required("end_use", problems), row.required("product", problems));
        let (material, substitute) =
            (row.required("material", problems), row.required("substitute", problems));
        let mut three = |subject: &str| Spread::read(row, subject, Range::NotNegative, problems);
        let unit_value_usd = three("unit_value_usd");
        let kg_per_product = three("kg_per_product");
        let value_usd_per_kg = three("value_usd_per_kg");
        let extra_cost_usd = three("extra_cost_usd");
        let choke_usd_per_kg = three("choke_usd_per_kg");
        let lag_months = three("lag_months");
        let share_able = Spread::read(row, "share_able", Range::Share, problems);
        let cited = row.citation(problems);
        Some(Self {
            end_use: end_use?,
            product: product?,
            material: material?,
            unit_value_usd,
            kg_per_product,
            value_usd_per_kg,
            substitute: substitute?,
            extra_cost_usd,
            choke_usd_per_kg,
            performance_loss: row.text("performance_loss"),
            lag_months,
            share_able,
            cited: cited?,
            line: row.line(),
        })
    }
}
