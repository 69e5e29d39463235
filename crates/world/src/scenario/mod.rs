//! What a reader asks: a buyer, a supplier, a stretch of months, and what happens in them.
//!
//! In come a scenario file with those it extends, the instruments and the closed lists; out comes a [`Scenario`]
//! whose names are all things of the world, or every problem of the file at once. Law, the practice of a
//! licensing authority, cuts and invented measures are kept apart, because they are different kinds of choice.
//! Nothing here runs anything.

mod baseline;
mod buyer;
mod cut;
mod practice;
mod ranged;
mod settings;
mod versions;

mod claim;
mod load_claims;

mod context;
mod references;
mod regions;

mod check;
mod link;
mod link_law;
mod link_parts;
mod link_settings;
mod link_who;
mod shock;
mod unheard;

pub use baseline::Aspect;
pub use buyer::Buyer;
pub use claim::{Claim, ClaimWindow};
pub use context::ScenarioContext;
pub use cut::{CUT_STAGES, Cut, NAMED_STAGES};
pub use load_claims::{load_claims, shipped_problems};
pub use practice::{Application, Practice};
pub use ranged::Ranged;
pub use regions::REGIONS;
pub use settings::{Ask, AskedFigure, RunSettings, Setting, Slider, Variant};
pub use versions::Item;

use std::collections::BTreeMap;

use coercivity_quantity::{Citation, Day, Month};

use crate::id::Place;
use crate::measures::{LawState, Measure};

/// A question with everything it assumes, names resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The file as given.
    pub text: String,
    /// The scenarios that it extends, the nearest first.
    pub extends: Vec<String>,
    /// Nothing announced after this day is used.
    pub known_on: Day,
    /// The region whose exports are in question.
    pub supplier: Place,
    /// Who asks, in the order of the file.
    pub buyers: Vec<Buyer>,
    /// First month.
    pub from: Month,
    /// Number of months.
    pub months: u32,
    /// The first month in which a cut, a practice or an assumption about law of this scenario bites; `None` when
    /// all of them were there before the first month.
    pub shock_from: Option<Month>,
    /// What is assumed about law that no source can tell.
    pub law: LawState,
    /// How licence powers are used.
    pub practices: Vec<Practice>,
    /// Cuts of the supplier's lanes.
    pub cuts: Vec<Cut>,
    /// Measures that only this scenario knows: proposed or invented.
    pub measures: Vec<Measure>,
    /// What is asked.
    pub ask: Ask,
    /// How it is run.
    pub run: RunSettings,
    /// Parameters of the market that the scenario sets, by id.
    pub assume: BTreeMap<String, Ranged>,
    /// What each of those rests on, and the row that says it.
    pub assume_cited: BTreeMap<String, Citation>,
    /// Versions that are compared with it, draw by draw.
    pub variants: Vec<Variant>,
    /// What a page lets a reader move.
    pub sliders: Vec<Slider>,
    /// What is odd but not wrong.
    pub warnings: Vec<String>,
}

impl Scenario {
    /// The practices that apply to an application, by their places: the last of them comes first, so that a scenario speaks
    /// before those that it extends. Where none is about its end use, the market's own prior holds.
    pub fn practices_for(&self, application: &Application<'_>) -> impl Iterator<Item = usize> {
        let numbered = self.practices.iter().enumerate().rev();
        numbered.filter(|it| it.1.applies(application)).map(|it| it.0)
    }
    /// The last month.
    pub fn last_month(&self) -> Month {
        self.from.plus(i32::try_from(self.months).unwrap_or(i32::MAX).saturating_sub(1))
    }
}
