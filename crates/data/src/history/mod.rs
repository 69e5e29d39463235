//! What happened, to score runs by: facts with their intervals, the tables of series that runs give, and the course
//! of an earlier licence as a rival. [docs/model/scoring.md](../../../../docs/model/scoring.md) has the formats.

mod closed_list;

mod good;
mod quantity;
mod window;

mod key;
mod op;
mod own_names;

mod fact;
mod fact_arguments;
mod rival;
mod series;
mod series_reader;
mod units;

pub use fact::{Grade, ScoredFact, Split, Written};
pub use good::{HistoricClass, SeriesGood, Substance, UserClass};
pub use key::{KeyPattern, Part, SeriesKey, SeriesNames, Tier};
pub use op::{Op, Statistic};
pub use own_names::OwnNames;
pub use quantity::{Bounds, GoodKind, SeriesQuantity};
pub use rival::{LicenceCourse, RandomWalk, RivalRecords};
pub use series::{Gap, Point, Runs, ScenarioSeries, SeriesTable};
pub use series_reader::SeriesReader;
pub use window::Window;

use crate::atlas::AtlasRecords;
use crate::bundle::Bundle;
use crate::problem::Problem;
use crate::vocabulary::VocabularyRecords;

/// Every row of `data/history`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HistoryRecords {
    /// What happened.
    pub facts: Vec<ScoredFact>,
    /// What runs are compared with.
    pub rivals: RivalRecords,
}

impl HistoryRecords {
    /// Reads the tables; every problem is told, rows that can be read are kept.
    pub fn read(
        bundle: &Bundle,
        vocabulary: &VocabularyRecords,
        atlas: &AtlasRecords,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let names = SeriesNames::of(vocabulary, atlas).with(OwnNames::shipped(bundle));
        let facts = bundle
            .required(ScoredFact::PATH, problems)
            .map(str::to_owned)
            .map(|text| ScoredFact::read(ScoredFact::PATH, &text, &names, problems))
            .unwrap_or_default();
        Self { facts, rivals: RivalRecords::read(bundle, problems) }
    }
}

#[cfg(test)]
mod tests;
