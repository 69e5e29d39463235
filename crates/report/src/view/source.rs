//! A published source.

use coercivity_data::SourceRow;
use serde::{Deserialize, Serialize};

/// One row of the list of sources, under its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Who published it.
    pub publisher: String,
    /// Its title.
    pub title: String,
    /// Year of publication as written; may be empty.
    pub year: String,
    /// Where it is to be found; may be empty.
    pub address: String,
    /// Under which licence it may be used; may be empty.
    pub licence: String,
}

impl Source {
    /// A listed source.
    pub(crate) fn of(row: &SourceRow) -> Self {
        Self {
            publisher: row.publisher.clone(),
            title: row.title.clone(),
            year: row.year.map_or(String::new(), |it| it.to_string()),
            address: row.address.clone(),
            licence: row.licence.clone(),
        }
    }
}
