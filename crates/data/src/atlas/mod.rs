//! The atlas as written: who makes what, at what price, from which ore, and who depends on whom.
//!
//! Every table ends with the same nine columns ([`Fact`]); what stands before them is the subject, kept as words
//! with their place ([`Entry`]). `world` turns the words into things.

mod entry;
mod fact;
mod period;

pub use entry::Entry;
pub use fact::{FACT_COLUMNS, Fact};
pub use period::Period;

use coercivity_quantity::Citation;

use crate::bundle::Bundle;
use crate::problem::Problem;

macro_rules! atlas {
    ($($(#[$doc:meta])* $name:ident: $path:literal, [$($column:literal),+];)+) => {
        /// Every table of `data/atlas`, as written.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct AtlasRecords {
            /// Plants and mines: what they are and where; their numbers stand in `facility_facts`.
            pub facilities: Vec<Entry<Citation>>,
            /// Which commodities are never shown without another beside them.
            pub companions: Vec<Entry<Citation>>,
            $($(#[$doc])* pub $name: Vec<Entry<Fact>>,)+
        }

        impl AtlasRecords {
            /// Reads every table; a missing one is a problem.
            pub fn read(bundle: &Bundle, problems: &mut Vec<Problem>) -> Self {
                let mut records = Self::default();
                if let Some(text) = bundle.required(FACILITIES, problems) {
                    records.facilities = entry::descriptions(FACILITIES, text, &FACILITY_COLUMNS, problems);
                }
                if let Some(text) = bundle.required(COMPANIONS, problems) {
                    let columns = ["commodity", "beside"];
                    records.companions = entry::descriptions(COMPANIONS, text, &columns, problems);
                }
                $(if let Some(text) = bundle.required($path, problems) {
                    records.$name = entry::facts($path, text, &[$($column),+], problems);
                })+
                records
            }
        }
    };
}

const COMPANIONS: &str = "data/atlas/reliance_companions.csv";
const FACILITIES: &str = "data/atlas/facilities.csv";
const FACILITY_COLUMNS: [&str; 14] = [
    "id",
    "name",
    "operator",
    "place",
    "latitude",
    "longitude",
    "precision",
    "stage",
    "product",
    "status",
    "starts",
    "starts_basis",
    "ownership",
    "as_of",
];

atlas! {
    /// Capacity, output and cost of a facility.
    facility_facts: "data/atlas/facility_facts.csv", ["facility", "measure", "of"];
    /// Output, share and quota of a place at a stage.
    stages: "data/atlas/stages.csv", ["place", "stage", "good", "statistic", "edition"];
    /// Composition of an ore, element by element.
    baskets: "data/atlas/baskets.csv", ["basket", "ore", "place", "deposit", "element"];
    /// Composition of a deposit by groups of elements.
    basket_groups: "data/atlas/basket_groups.csv", ["deposit", "place", "element"];
    /// Yields, grades, costs and lead times.
    coefficients: "data/atlas/coefficients.csv", ["category", "stage_from", "stage_to", "route", "parameter"];
    /// Material in a unit of an end use.
    intensities: "data/atlas/intensities.csv", ["application", "end_use", "per", "material"];
    /// Published demand, past and projected.
    demand: "data/atlas/demand.csv", ["place", "application", "end_use", "element", "good", "scenario"];
    /// Prices.
    prices: "data/atlas/prices.csv", ["good", "basis", "place", "averaging", "grade", "edition"];
    /// Net import reliance of a buyer.
    reliance: "data/atlas/reliance.csv",
        ["buyer", "commodity", "detail", "table", "edition", "qualifier", "critical_list_2025", "import_sources"];
    /// What each edition says in sum: how many commodities at 100 %, how many above half.
    reliance_editions: "data/atlas/reliance_editions.csv", ["buyer", "edition", "statistic", "scope"];
    /// Where a buyer's imports come from.
    import_sources: "data/atlas/import_sources.csv",
        ["buyer", "commodity", "product", "place", "edition", "qualifier", "critical_list_2025"];
    /// World production and capacity of minerals.
    world_output: "data/atlas/world_output.csv",
        ["commodity", "place", "statistic", "detail", "qualifier", "critical_list_2025"];
    /// World reserves of minerals.
    world_reserves: "data/atlas/world_reserves.csv",
        ["commodity", "place", "statistic", "detail", "qualifier", "critical_list_2025"];
    /// Exports of magnets and rare earths.
    exports: "data/atlas/exports.csv", ["exporter", "importer", "good", "product"];
    /// Imports of rare earth compounds and metals by heading.
    us_trade: "data/atlas/us_trade.csv", ["buyer", "partner", "code", "category"];
    /// Claims of others that the atlas tests.
    claims: "data/atlas/claims.csv", ["id", "text", "test", "place", "subject"];
}
