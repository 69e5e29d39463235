//! Who asks.

use crate::id::Place;

/// A region of the model, or a bloc of several that are served as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buyer {
    /// A region's id such as `EUR`, or the name of a bloc.
    pub id: String,
    /// Its name for readers.
    pub label: String,
    /// The regions of the model that it consists of, each once.
    pub regions: Vec<Place>,
}
