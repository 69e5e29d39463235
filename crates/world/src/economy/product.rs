//! What end uses are worth and what can take the place of what they buy.

use std::collections::BTreeMap;

use coercivity_data::{Problem, ProductRow, Spread};
use coercivity_quantity::Citation;

use crate::id::EndUse;

/// Low, best and high of a positive number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range3 {
    /// Lowest.
    pub low: f64,
    /// Best guess.
    pub best: f64,
    /// Highest.
    pub high: f64,
}

impl Range3 {
    /// From what a file says; `None` when it says nothing.
    fn of(spread: &Spread) -> Option<Self> {
        let best = spread.best.or(spread.low).or(spread.high)?;
        Some(Self { low: spread.low.unwrap_or(best), best, high: spread.high.unwrap_or(best) })
    }
}

/// What an end use is worth and what can replace what it buys.
#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    /// Value of the end products, USD per kg of what is bought.
    pub value_usd_per_kg: Range3,
    /// Evidence of the value.
    pub cited: Citation,
    /// What can take its place.
    pub substitutes: Vec<Substitute>,
}

/// One substitute.
#[derive(Clone, Debug, PartialEq)]
pub struct Substitute {
    /// What it is.
    pub label: String,
    /// Price above the base price at which it is taken, USD/kg.
    pub choke_usd_per_kg: Range3,
    /// Months it takes.
    pub lag_months: Range3,
    /// Share of the use that can take it.
    pub share_able: Range3,
    /// Whether it saves the heavy element only, not the magnet.
    pub saves: Saves,
    /// Evidence.
    pub cited: Citation,
}

/// What a substitute saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saves {
    /// The whole of what is bought.
    All,
    /// The heavy element in it.
    HeavyElement,
}

/// Products of each end use; a row without a choke price says only what the use is worth.
pub(super) fn link(rows: &[ProductRow], problems: &mut Vec<Problem>) -> BTreeMap<EndUse, Product> {
    let mut products: BTreeMap<EndUse, Product> = BTreeMap::new();
    for row in rows {
        let (Some(end_use), Some(value)) = (EndUse::new(&row.end_use), Range3::of(&row.value_usd_per_kg))
        else {
            let found = format!("no value for `{}`", row.end_use);
            let problem =
                Problem::in_file("data/base/products.csv", found, "an end use and a value", "fill them in");
            problems.push(problem.at(row.line, 0));
            continue;
        };
        let product = products.entry(end_use).or_insert_with(|| Product {
            value_usd_per_kg: value,
            cited: row.cited.clone(),
            substitutes: Vec::new(),
        });
        let parts =
            (Range3::of(&row.choke_usd_per_kg), Range3::of(&row.lag_months), Range3::of(&row.share_able));
        if let (Some(choke_usd_per_kg), Some(lag_months), Some(share_able)) = parts {
            let heavy_only = row.cited.note.contains("counts against Dy/Tb");
            product.substitutes.push(Substitute {
                label: row.substitute.clone(),
                choke_usd_per_kg,
                lag_months,
                share_able,
                saves: if heavy_only { Saves::HeavyElement } else { Saves::All },
                cited: row.cited.clone(),
            });
        }
    }
    products
}
