//! Everything the tables of a bundle say.

use crate::anchor::AnchorRow;
use crate::atlas::AtlasRecords;
use crate::base::BaseRecords;
use crate::bundle::Bundle;
use crate::edition::Edition;
use crate::history::HistoryRecords;
use crate::parameter::ParameterRow;
use crate::posterior::PosteriorRecords;
use crate::problem::Problem;
use crate::source::SourceRecords;
use crate::vocabulary::VocabularyRecords;

/// Every table as written. Instruments and scenarios are read where their names are known, in `world`.
#[derive(Clone, Debug)]
pub struct Records {
    /// What the set calls itself.
    pub edition: Option<Edition>,
    /// Sources.
    pub sources: SourceRecords,
    /// Names.
    pub vocabulary: VocabularyRecords,
    /// The atlas.
    pub atlas: AtlasRecords,
    /// The base year.
    pub base: BaseRecords,
    /// Parameters of the market.
    pub parameters: Vec<ParameterRow>,
    /// What calibration made of them; none where it was not done.
    pub posterior: Option<PosteriorRecords>,
    /// Prices that anchor the base year.
    pub anchors: Vec<AnchorRow>,
    /// What happened, to score runs by.
    pub history: HistoryRecords,
}

impl Records {
    /// Reads every table; what is wrong is told, what can be read is kept.
    pub fn read(bundle: &Bundle) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let vocabulary = VocabularyRecords::read(bundle, &mut problems);
        let atlas = AtlasRecords::read(bundle, &mut problems);
        let records = Self {
            edition: Edition::read(bundle, &mut problems),
            sources: SourceRecords::read(bundle, &mut problems),
            history: HistoryRecords::read(bundle, &vocabulary, &atlas, &mut problems),
            vocabulary,
            atlas,
            base: BaseRecords::read(bundle, &mut problems),
            parameters: ParameterRow::read(bundle, &mut problems),
            posterior: PosteriorRecords::read(bundle, &mut problems),
            anchors: AnchorRow::read(bundle, &mut problems),
        };
        (records, problems)
    }
}
