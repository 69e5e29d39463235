//! Oxide prices of the base year, chosen from the atlas by its written rule.

use std::collections::BTreeMap;

use coercivity_data::{ANCHORS_PATH, AnchorRow, Problem};
use coercivity_quantity::{Citation, Price};

use crate::atlas::{Atlas, PriceBasis};
use crate::id::{Element, Good};

/// The price of an element's oxide in the base year, per kilogram of contained element.
#[derive(Clone, Debug, PartialEq)]
pub struct OxidePrice {
    /// Price at the supplier's border.
    pub price: Price,
    /// The rows it was made from, and the factor from oxide to element.
    pub cited: Vec<Citation>,
}

pub(super) fn link(
    anchors: &[AnchorRow],
    element_per_oxide: &BTreeMap<Element, (f64, Citation)>,
    atlas: &Atlas,
    problems: &mut Vec<Problem>,
) -> BTreeMap<Element, OxidePrice> {
    let mut prices: BTreeMap<Element, OxidePrice> = BTreeMap::new();
    let mut weights: BTreeMap<Element, f64> = BTreeMap::new();
    for row in anchors {
        let mut tell = |found: String, expected: &str| {
            let remedy = "correct the row, or add the price to data/atlas/prices.csv";
            problems.push(Problem::in_file(ANCHORS_PATH, found, expected, remedy).at(row.line, 0));
        };
        let basis = PriceBasis::WORDS.iter().find(|it| it.0 == row.basis).map(|it| it.1);
        let element = Element::new(&row.element).filter(|it| element_per_oxide.contains_key(it));
        let (Some(element), Some(good), Some(basis)) = (element, Good::new(&row.good), basis) else {
            tell(
                format!("`{},{},{}`", row.element, row.good, row.basis),
                "an element of the base year, a good, terms",
            );
            continue;
        };
        let chosen = atlas.price(good, basis, row.year).chosen;
        let Some((stated, middle)) = chosen.and_then(|it| Some((it, it.fact.middle()?))) else {
            tell(format!("no price of {good} in {}", row.year), "a price in the atlas on these terms");
            continue;
        };
        let (share, factor) = &element_per_oxide[&element];
        let entry = prices
            .entry(element)
            .or_insert_with(|| OxidePrice { price: Price::ZERO, cited: vec![factor.clone()] });
        entry.price += Price::usd_per_kg(row.weight * middle / share);
        entry.cited.push(stated.fact.cited.clone());
        *weights.entry(element).or_default() += row.weight;
    }
    for (element, weight) in weights.iter().filter(|it| (it.1 - 1.0).abs() > 1e-3) {
        let found = format!("weights of {element} that sum to {weight}");
        problems.push(Problem::in_file(
            ANCHORS_PATH,
            found,
            "weights that sum to one",
            "correct the weights",
        ));
    }
    prices
}
