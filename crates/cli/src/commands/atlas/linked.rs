//! The parts of the world that the atlas answers from.

use coercivity_data::{AtlasRecords, Bundle, SourceRecords, VocabularyRecords};
use coercivity_world::{Atlas, Good, PlaceThing, Sources, Vocabulary};

use crate::failure::Failure;
use crate::open_world::in_order;

/// Vocabulary, sources and atlas, linked.
pub struct Linked {
    /// The closed lists.
    pub vocabulary: Vocabulary,
    /// What facts rest on.
    pub sources: Sources,
    /// The figures.
    pub atlas: Atlas,
}

impl Linked {
    /// Reads and links the texts; bad data is refused with every problem.
    pub fn of(bundle: &Bundle) -> Result<Self, Failure> {
        let mut problems = Vec::new();
        let sources = Sources::link(&SourceRecords::read(bundle, &mut problems));
        let vocabulary = VocabularyRecords::read(bundle, &mut problems);
        let vocabulary = Vocabulary::link(&vocabulary, &sources, &mut problems);
        let records = AtlasRecords::read(bundle, &mut problems);
        let atlas = Atlas::link(&records, &vocabulary, &sources, &mut problems);
        if problems.is_empty() {
            Ok(Self { vocabulary, sources, atlas })
        } else {
            Err(Failure::BadData { problems: in_order(problems) })
        }
    }
    /// The good that a reader names.
    pub fn good(&self, word: &str) -> Result<Good, Failure> {
        let known = || self.vocabulary.goods().map(|it| it.id.as_str());
        self.vocabulary.good(word).map(|it| it.id).ok_or_else(|| Failure::unknown("good", word, known()))
    }
    /// The place that a reader names.
    pub fn place(&self, word: &str) -> Result<&PlaceThing, Failure> {
        let known = || self.vocabulary.places().flat_map(|it| [it.id.as_str(), it.name.as_str()]);
        self.vocabulary.place_meant(word).ok_or_else(|| Failure::unknown("place", word, known()))
    }
    /// The name of a place.
    pub fn place_name(&self, id: coercivity_world::Place) -> &str {
        self.vocabulary.place(id.as_str()).map_or("", |it| it.name.as_str())
    }
    /// The name of a good.
    pub fn good_name(&self, id: Good) -> &str {
        self.vocabulary.good(id.as_str()).map_or("", |it| it.name.as_str())
    }
}
