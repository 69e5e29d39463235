//! `coercivity measures`: the flags; the answer's words come with the room.

use crate::answer::Answer;
use crate::args::Globals;
use crate::failure::Failure;
use crate::open_world::OpenWorld;

/// What is asked of the room.
#[derive(Clone, Debug, clap::Args)]
pub struct MeasuresRequest {}

/// Answers the request from an open world.
pub fn answer(_open: &OpenWorld, _globals: &Globals, _request: &MeasuresRequest) -> Result<Answer, Failure> {
    Err(Failure::run("this room has no tenant yet", "see `coercivity --help`"))
}
