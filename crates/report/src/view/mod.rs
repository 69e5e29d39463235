//! The view model: everything the page, the text answer and `explain` may show of one run.
//!
//! Conventions, kept by every struct below. Units stand in the names or in a `unit` field that holds an
//! ending of [`coercivity_quantity::Unit`]. Shares lie in 0..=1. A month is text, `2027-03`. Unknown, never
//! and none are `None`, which JSON writes as `null`; there is no NaN. A `why` is a handle into
//! [`View::whys`], a source key one into [`View::sources`].

mod assumption;
mod base;
mod baseline;
mod chain;
mod checks;
mod difference;
mod drivers;
mod effects;
mod figure;
mod history;
mod hysteresis;
mod independence;
mod monthly;
mod price;
mod project;
mod public_money;
mod run;
mod service;
mod source;
mod weakest;
mod why;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::number::grouped;

pub use assumption::Assumption;
pub use base::{Base, Move, MoveFlag, Remainder};
pub use baseline::Baseline;
pub(crate) use baseline::{BASELINE, with_article};
pub use chain::{Chain, Link, Node, NodeFlag, StageLabel, Swarf};
pub use checks::{Checks, ManifestEntry};
pub use difference::{Difference, DifferenceLine};
pub use drivers::{Driven, Driver, DriverEnd, Drivers, HeadlineOf};
pub use effects::{Attributed, Attribution, ItemEffect, Quantiles, Varied, VariedHeadline};
pub use figure::{Figure, FigureKind};
pub use history::{
    Ablated, EpisodeScored, FactShown, HISTORY_SCHEMA, History, Hit, LabelledTotal, OnSeries, RivalShown,
    SeriesShown,
};
pub use hysteresis::Hysteresis;
pub use independence::{Claim, Independence, StageDate, UseDate};
pub use monthly::{Account, Monthly};
pub use price::{Price, PriceSeries, Tier};
pub use project::Project;
pub use public_money::PublicMoney;
pub use run::{Horizon, Label, Law, ScenarioText, WorldMark};
pub use service::Service;
pub use source::Source;
pub use weakest::WeakLink;
pub use why::{Cite, Reason, Whys};

/// The shape of the JSON; it changes when a reader of the old shape would be misled.
pub const SCHEMA: &str = "coercivity.report/1";

/// One run, ready to be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The headline of the page.
    pub title: String,
    /// What was asked.
    pub scenario: ScenarioText,
    /// The data it was asked of.
    pub world: WorldMark,
    /// The state of the law that was taken.
    pub law: Law,
    /// What stands beside; `None` when the scenario is its own baseline.
    pub baseline: Option<Baseline>,
    /// Monte Carlo draws that were finished.
    pub draws: u32,
    /// Seed of the draws.
    pub seed: u64,
    /// First and last month.
    pub horizon: Horizon,
    /// First month of the cut; `None` when the scenario has none.
    pub shock_from: Option<String>,
    /// The command that gives this run again.
    pub replay: String,
    /// Buyers, in the order of reading.
    pub buyers: Vec<Label>,
    /// End uses, in the order of reading.
    pub uses: Vec<Label>,
    /// The answer in sentences, most important first.
    pub answer: Vec<String>,
    /// What the reader must know before using the answer.
    pub warnings: Vec<String>,
    /// What the model or the record does not know.
    pub unknown: Vec<String>,
    /// The headline figures that were asked.
    pub figures: Vec<Figure>,
    /// Public money, clause by clause.
    pub public_money: Vec<PublicMoney>,
    /// Service by buyer and end use; empty when not asked.
    pub service: Vec<Service>,
    /// Prices by good, place and tier.
    pub prices: Vec<Price>,
    /// Projects that come to pay in some draw, those first that go ahead only in the scenario.
    pub projects: Vec<Project>,
    /// Goods under way, rents of licences and quotas, and public money, month by month.
    pub monthly: Vec<Monthly>,
    /// Service against severity while a cut tightens and loosens; empty when not asked.
    pub hysteresis: Vec<Hysteresis>,
    /// Flow pictures: the base year first, then month 12 of the total cut where a figure asked needs it.
    pub chains: Vec<Chain>,
    /// Independence dates and the claims about them; empty when not asked.
    pub independence: Vec<Independence>,
    /// Single links whose loss hurts most, worst first; empty when not asked.
    pub weakest: Vec<WeakLink>,
    /// How the base year was reconciled.
    pub base: Base,
    /// Inputs that rest on no record, or are sampled.
    pub assumptions: Vec<Assumption>,
    /// Every source that anything here leads to.
    pub sources: BTreeMap<String, Source>,
    /// Every explanation that anything here leads to.
    pub whys: Whys,
    /// Numerical checks of the run.
    pub checks: Checks,
    /// Anything else that identifies the run.
    pub manifest: Vec<ManifestEntry>,
    /// Which inputs move the headlines; `None` when not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drivers: Option<Drivers>,
    /// What the scenario's variants would do; empty when not asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Varied>,
    /// What each item of the scenario did; `None` when not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Attribution>,
}

impl View {
    /// How many draws the numbers rest on, in words.
    pub fn draws_told(&self) -> String {
        match self.draws {
            0 => "central values only".to_owned(),
            1 => "1 draw".to_owned(),
            many => format!("{} draws", grouped(f64::from(many))),
        }
    }
}
