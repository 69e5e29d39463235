//! The one call from the door into the simulator.

use std::sync::atomic::AtomicBool;

use coercivity_data::Bundle;
use coercivity_quantity::Day;
use coercivity_report::View;
use coercivity_world::measures::Assumption;

use crate::args::Globals;
use crate::failure::Failure;
use crate::interrupt::watch;
use crate::open_world::OpenWorld;
use crate::progress::draws_bar;

/// A run as it is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Path of the scenario, to print in problems.
    pub path: String,
    /// Its text, changes made.
    pub text: String,
    /// Where the scenarios that it extends are found.
    pub shipped: Bundle,
    /// Nothing announced later is used; `None` leaves it to the scenario.
    pub known_on: Option<Day>,
    /// What is assumed of unknown law; `None` leaves it to the scenario.
    pub law: Option<Assumption>,
    /// Seed of the draws; `None` leaves it to the scenario.
    pub seed: Option<u64>,
    /// How many draws.
    pub draws: Draws,
}

/// How many draws a run makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draws {
    /// As many as the scenario says.
    AsTheScenarioSays,
    /// This many.
    Many(u32),
    /// None: every uncertain input at its central value.
    Central,
}

/// A run as it came out.
#[derive(Clone, Debug)]
pub struct Carried {
    /// All that may be shown of it.
    pub view: View,
    /// The long table of series.
    pub series_csv: String,
    /// Draws that the run was to make; 0 for central values.
    pub draws_asked: u32,
    /// Draws that are done.
    pub draws_done: u32,
    /// Whether Ctrl-C ended it early.
    pub interrupted: bool,
}

/// Runs a scenario on a world.
pub fn carry_out(open: &OpenWorld, globals: &Globals, asked: &Asked) -> Result<Carried, Failure> {
    let stop: &AtomicBool = watch()?;
    let bar = draws_bar(globals, &asked.path, 0);
    let _ = (open, stop, bar);
    Err(Failure::run("no simulator is joined to this door yet", "see `coercivity --help`"))
}
