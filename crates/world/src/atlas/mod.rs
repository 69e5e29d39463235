//! Who makes what, from mine to magnet, at what price, and who depends on whom: published figures, linked.
//!
//! Facts that disagree are all here; [`choose`] picks one by a written rule and keeps the rest beside it.

mod linker;
mod stated;

mod basket;
mod claim;
mod coefficient;
mod demand;
mod facility;
mod mineral;
mod price;
mod reliance;
mod stage_figure;
mod trade;

pub use basket::{Basket, BasketShare, BasketSubject};
pub use claim::{ClaimSubject, ClaimTest};
pub use coefficient::{BasketGroupSubject, CoefficientSubject};
pub use demand::{DemandSubject, IntensitySubject};
pub use facility::{Facility, FacilityMeasure, FacilitySubject, Status};
pub use mineral::{MineralStatistic, MineralSubject};
pub use price::{Averaging, PriceBasis, PriceSubject, Prices, element_price};
pub use reliance::{Companion, EditionStatistic, EditionSubject, Qualifier, ReliancePlace, RelianceSubject};
pub use stage_figure::{StageFigures, StageSubject, Statistic};
pub use stated::{Choice, RULE, Stated, choose, choose_by};
pub use trade::{ExportSubject, HeadingSubject, ImportSubject};

use coercivity_data::{AtlasRecords, Problem};

use crate::id::Good;
use crate::source::Sources;
use crate::vocabulary::Vocabulary;
use linker::Linker;

/// The linked atlas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Atlas {
    /// Plants and mines with their numbers.
    pub facilities: Vec<Facility>,
    /// Output, shares and quotas by place and stage.
    pub stages: StageFigures,
    /// Ore baskets.
    pub baskets: Vec<Basket>,
    /// Groups of elements in deposits without a full basket.
    pub basket_groups: Vec<Stated<BasketGroupSubject>>,
    /// Yields, grades, costs, lead times.
    pub coefficients: Vec<Stated<CoefficientSubject>>,
    /// Material in a unit of an end use.
    pub intensities: Vec<Stated<IntensitySubject>>,
    /// Published demand.
    pub demand: Vec<Stated<DemandSubject>>,
    /// Prices.
    pub prices: Prices,
    /// Net import reliance as published.
    pub reliance: Vec<Stated<RelianceSubject>>,
    /// Which commodities are never shown without another beside them.
    pub companions: Vec<Companion>,
    /// What each edition says in sum.
    pub editions: Vec<Stated<EditionSubject>>,
    /// Where imports come from.
    pub imports: Vec<Stated<ImportSubject>>,
    /// World production and capacity.
    pub output: Vec<Stated<MineralSubject>>,
    /// World reserves.
    pub reserves: Vec<Stated<MineralSubject>>,
    /// Exports of magnets and rare earths.
    pub exports: Vec<Stated<ExportSubject>>,
    /// Imports by tariff heading.
    pub headings: Vec<Stated<HeadingSubject>>,
    /// Claims that the atlas tests.
    pub claims: Vec<Stated<ClaimSubject>>,
}

impl Atlas {
    /// Links the records: every word becomes an id of the vocabulary, every citation is checked.
    pub fn link(
        records: &AtlasRecords,
        vocabulary: &Vocabulary,
        sources: &Sources,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let linker = &mut Linker { vocabulary, sources, problems };
        Self {
            facilities: facility::link(&records.facilities, &records.facility_facts, linker),
            stages: StageFigures::link(&records.stages, linker),
            baskets: basket::link(&records.baskets, linker),
            basket_groups: coefficient::link_groups(&records.basket_groups, linker),
            coefficients: coefficient::link(&records.coefficients, linker),
            intensities: demand::link_intensities(&records.intensities, linker),
            demand: demand::link(&records.demand, linker),
            prices: Prices::link(&records.prices, linker),
            reliance: reliance::link(&records.reliance, linker),
            companions: reliance::link_companions(&records.companions, linker),
            editions: reliance::link_editions(&records.reliance_editions, linker),
            imports: trade::link_imports(&records.import_sources, linker),
            output: mineral::link(&records.world_output, linker),
            reserves: mineral::link(&records.world_reserves, linker),
            exports: trade::link_exports(&records.exports, linker),
            headings: trade::link_headings(&records.us_trade, linker),
            claims: claim::link(&records.claims, linker),
        }
    }
    /// The facility with this id.
    pub fn facility(&self, id: &str) -> Option<&Facility> {
        self.facilities.iter().find(|it| it.id == id)
    }
    /// The price of a good on some terms in a year: every row, and the one the rule chooses.
    pub fn price(&self, good: Good, basis: PriceBasis, year: i32) -> Choice<'_, PriceSubject> {
        self.prices.of(good, basis, year)
    }
    /// The basket with this id.
    pub fn basket(&self, id: &str) -> Option<&Basket> {
        self.baskets.iter().find(|it| it.id == id)
    }
}
