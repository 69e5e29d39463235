//! What is true on a day.

mod id;

pub mod base;
pub mod economy;
pub mod episode;
pub mod measures;
pub mod scenario;
mod world;

mod atlas;
pub mod indicators;
mod source;
mod vocabulary;

pub use atlas::{
    Atlas, Averaging, Basket, BasketGroupSubject, BasketShare, BasketSubject, Choice, ClaimSubject,
    ClaimTest, CoefficientSubject, Companion, DemandSubject, EditionStatistic, EditionSubject, ExportSubject,
    Facility, FacilityMeasure, FacilitySubject, HeadingSubject, ImportSubject, IntensitySubject,
    MineralStatistic, MineralSubject, PriceBasis, PriceSubject, Prices, Qualifier, RULE, ReliancePlace,
    RelianceSubject, StageFigures, StageSubject, Stated, Statistic, Status, choose, choose_by, element_price,
};
pub use id::{Deposit, Element, EndUse, Good, InstrumentId, Place, Stage};
pub use source::Sources;
pub use vocabulary::{
    ElementGroup, ElementThing, EndUseThing, GoodThing, ListName, MineralName, PlaceThing, StageThing,
    ThingWord, Vocabulary, WordKind,
};
pub use world::World;
