//! `coercivity explain RUN PATH`: why a number is what it is.

use crate::answer::Answer;
use crate::args::Globals;
use crate::failure::Failure;
use crate::open_world::OpenWorld;

/// Which number of which run.
#[derive(Clone, Debug, clap::Args)]
pub struct ExplainRequest {
    /// A run's id, or its folder
    pub run: String,
    /// The figure, such as `remanence` or `remanence.USA.ev_motor`; without it, the figures that can be explained
    pub path: Option<String>,
}

/// Prints the explanation down to clause and source row.
pub fn answer(_open: &OpenWorld, _globals: &Globals, request: &ExplainRequest) -> Result<Answer, Failure> {
    Err(Failure::unknown("run", &request.run, []))
}
