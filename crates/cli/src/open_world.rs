//! From flags to a world: which texts, which edition, which hash, and what they mean.

use coercivity_data::{
    AtlasRecords, BaseRecords, Bundle, Edition, ParameterRow, Problem, SourceRecords, VocabularyRecords,
    embedded,
};
use coercivity_quantity::Day;
use coercivity_world::base::BaseInputs;
use coercivity_world::measures::{Measure, Regime, Words, conflicts, load_measures};
use coercivity_world::{Atlas, Parameters, Sources, Vocabulary};

use crate::args::Globals;
use crate::bundle_folder::bundle_of_folder;
use crate::edition_hash::bundle_hash;
use crate::failure::Failure;

/// The texts of a world, named.
#[derive(Clone, Debug)]
pub struct Texts {
    /// Every path and text.
    pub bundle: Bundle,
    /// Name and last day of the set.
    pub edition: Edition,
    /// SHA-256 of the texts.
    pub hash: String,
}

impl Texts {
    /// The world's name, such as `2026.11/a1b2c3d4`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.edition.name, &self.hash[..8])
    }
}

/// Everything that a verb may ask: the texts and what they mean.
#[derive(Clone, Debug)]
pub struct OpenWorld {
    /// The texts that all else was read from.
    pub texts: Texts,
    /// The day up to which announcements are known.
    pub known_on: Day,
    /// What facts rest on.
    pub sources: Sources,
    /// Places, elements, stages, goods and end uses.
    pub vocabulary: Vocabulary,
    /// Who makes what.
    pub atlas: Atlas,
    /// Every instrument, also those announced after `known_on`.
    pub measures: Vec<Measure>,
    /// The law as known on `known_on`.
    pub regime: Regime,
}

/// The texts that the flags name: a folder's or the built-in ones.
pub fn bundle_of(globals: &Globals, problems: &mut Vec<Problem>) -> Result<Bundle, Failure> {
    match &globals.data {
        Some(folder) => bundle_of_folder(folder, problems),
        None => Ok(embedded()),
    }
}

/// Names the texts that the flags name, whatever else is wrong with them.
pub fn texts_of(globals: &Globals) -> Result<Texts, Failure> {
    let mut problems = Vec::new();
    let bundle = bundle_of(globals, &mut problems)?;
    match Edition::read(&bundle, &mut problems) {
        Some(edition) if problems.is_empty() => Ok(Texts { hash: bundle_hash(&bundle), bundle, edition }),
        _ => Err(Failure::BadData { problems: in_order(problems) }),
    }
}

/// Opens the world that the flags name; bad data is refused with every problem.
pub fn world_of(globals: &Globals) -> Result<OpenWorld, Failure> {
    let mut problems = Vec::new();
    let bundle = bundle_of(globals, &mut problems)?;
    match linked(bundle, globals.known_on, &mut problems) {
        Some(open) if problems.is_empty() => Ok(open),
        _ => Err(Failure::BadData { problems: in_order(problems) }),
    }
}

fn linked(bundle: Bundle, asked: Option<Day>, problems: &mut Vec<Problem>) -> Option<OpenWorld> {
    let edition = Edition::read(&bundle, problems);
    let sources = Sources::link(&SourceRecords::read(&bundle, problems));
    let vocabulary = Vocabulary::link(&VocabularyRecords::read(&bundle, problems), &sources, problems);
    let atlas = Atlas::link(&AtlasRecords::read(&bundle, problems), &vocabulary, &sources, problems);
    let words = Words::read(&bundle, problems);
    let measures = load_measures(&bundle, &words, problems);
    problems.extend(conflicts(&measures));
    let texts = Texts { hash: bundle_hash(&bundle), bundle, edition: edition? };
    let known_on = asked.unwrap_or(texts.edition.known_on);
    let regime = Regime::known_on(&measures, known_on);
    Some(OpenWorld { texts, known_on, sources, vocabulary, atlas, measures, regime })
}

/// Every problem of a set of texts, also in the parts that only a run reads.
pub fn world_problems(bundle: &Bundle) -> Vec<Problem> {
    let mut problems = Vec::new();
    linked(bundle.clone(), None, &mut problems);
    let base = BaseRecords::read(bundle, &mut problems);
    BaseInputs::link(&base, &mut problems);
    let parameters = ParameterRow::read(bundle, &mut problems);
    Parameters::link(&parameters, &base.frictions, &mut problems);
    problems
}

/// Problems in the order of their places, each once.
pub fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort();
    problems.dedup();
    problems
}
