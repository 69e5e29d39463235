//! The parts of the world that the atlas answers from.

use coercivity_world::{Atlas, Good, PlaceThing, Sources, Vocabulary};

use crate::failure::Failure;
use crate::open_world::OpenWorld;

/// Vocabulary, sources and atlas of an open world.
#[derive(Clone, Copy)]
pub struct Linked<'a> {
    /// The closed lists.
    pub vocabulary: &'a Vocabulary,
    /// What facts rest on.
    pub sources: &'a Sources,
    /// The figures.
    pub atlas: &'a Atlas,
}

impl<'a> Linked<'a> {
    /// The parts of an open world.
    pub fn of(open: &'a OpenWorld) -> Self {
        Self { vocabulary: &open.world.vocabulary, sources: &open.world.sources, atlas: &open.world.atlas }
    }
    /// The good that a reader names.
    pub fn good(&self, word: &str) -> Result<Good, Failure> {
        let known = || self.vocabulary.goods().map(|it| it.id.as_str());
        self.vocabulary.good(word).map(|it| it.id).ok_or_else(|| Failure::unknown("good", word, known()))
    }
    /// The place that a reader names.
    pub fn place(&self, word: &str) -> Result<&'a PlaceThing, Failure> {
        let known = || self.vocabulary.places().flat_map(|it| [it.id.as_str(), it.name.as_str()]);
        self.vocabulary.place_meant(word).ok_or_else(|| Failure::unknown("place", word, known()))
    }
    /// The name of a place.
    pub fn place_name(&self, id: coercivity_world::Place) -> &'a str {
        self.vocabulary.place(id.as_str()).map_or("", |it| it.name.as_str())
    }
    /// The name of a good.
    pub fn good_name(&self, id: Good) -> &'a str {
        self.vocabulary.good(id.as_str()).map_or("", |it| it.name.as_str())
    }
}
