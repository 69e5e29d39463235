//! Yields, grades, costs and lead times of the steps, and what groups of elements an ore holds.

use coercivity_data::{Entry, Fact};

use super::linker::Linker;
use super::stated::Stated;
use crate::id::{Element, Place};

/// What a coefficient is of. Steps and routes are the words of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoefficientSubject {
    /// `yield`, `grade`, `cost`, `capex_intensity`, `lead_time`, `intensity`, `magnet_composition`.
    pub category: String,
    /// What goes in, or where the clock starts.
    pub stage_from: String,
    /// What comes out, or where the clock stops.
    pub stage_to: String,
    /// By which plant or method.
    pub route: String,
    /// What is stated.
    pub parameter: String,
}

pub(super) fn link(entries: &[Entry<Fact>], linker: &mut Linker<'_>) -> Vec<Stated<CoefficientSubject>> {
    linker.facts(entries, |_, entry| {
        let text = |column| entry.text(column).to_owned();
        Some(CoefficientSubject {
            category: text("category"),
            stage_from: text("stage_from"),
            stage_to: text("stage_to"),
            route: text("route"),
            parameter: text("parameter"),
        })
    })
}

/// A group of elements in a deposit whose full basket is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasketGroupSubject {
    /// Which deposit.
    pub deposit: String,
    /// Where.
    pub place: Place,
    /// The element or group.
    pub element: Element,
}

pub(super) fn link_groups(
    entries: &[Entry<Fact>],
    linker: &mut Linker<'_>,
) -> Vec<Stated<BasketGroupSubject>> {
    linker.facts(entries, |linker, entry| {
        let (place, element) = (linker.place(entry, "place"), linker.element(entry, "element"));
        Some(BasketGroupSubject {
            deposit: entry.text("deposit").to_owned(),
            place: place?,
            element: element?,
        })
    })
}
