//! `coercivity run SCENARIO..`.

use std::path::PathBuf;

use crate::answer::Answer;
use crate::args::Globals;
use crate::failure::Failure;
use crate::open_world::OpenWorld;

/// Which scenarios, and how.
#[derive(Clone, Debug, clap::Args)]
pub struct RunRequest {
    /// Shipped scenarios, scenario files, or ids of earlier runs
    #[arg(required = true, value_name = "SCENARIO|RUN")]
    pub scenarios: Vec<String>,
    /// Change one value of the scenario, such as `run.draws=50`
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Leave out the item with this id (a measure, a practice)
    #[arg(long = "without", value_name = "ID")]
    pub without: Vec<String>,
    /// Number of draws [default: the scenario's]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub draws: Option<u32>,
    /// Central values only: one draw, every figure, in seconds
    #[arg(long, conflicts_with = "draws")]
    pub preview: bool,
    /// Folder in which the run's folder is made
    #[arg(long, value_name = "DIR", default_value = "runs")]
    pub out: PathBuf,
}

/// Runs the scenarios.
pub fn answer(open: &OpenWorld, _globals: &Globals, request: &RunRequest) -> Result<Answer, Failure> {
    let known = open
        .bundle
        .under("scenarios/")
        .filter_map(|it| it.0.strip_prefix("scenarios/")?.strip_suffix(".toml"));
    Err(Failure::unknown("scenario", request.scenarios[0].as_str(), known.collect::<Vec<_>>()))
}
