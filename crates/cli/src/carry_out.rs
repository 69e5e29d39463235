//! The one call from the door into the simulator.

use std::sync::atomic::Ordering;

use coercivity_quantity::Day;
use coercivity_report::{Telling, View, series_parts};
use coercivity_simulate::{Fault, GoOn, Interrupted, Progress, Question, ensemble};
use coercivity_world::base::reconcile;
use coercivity_world::measures::Assumption;
use coercivity_world::scenario::{AskedFigure, Claim, Scenario};

use crate::args::Globals;
use crate::draw_file::DrawFile;
use crate::failure::Failure;
use crate::further::{self, Answered, Finished, Further, answered};
use crate::interrupt::watch;
use crate::open_world::OpenWorld;
use crate::progress::draws_bar;
use crate::run_folder::BaselineText;
use crate::scenario_parents::root_of;
use crate::scenario_read::{claims_of, read_scenario};
use crate::spill::Spill;

/// A run as it is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Path of the scenario, to print in problems.
    pub path: String,
    /// Its text, changes made.
    pub text: String,
    /// Its text as it was before changes: what stands beside a scenario that extends none.
    pub unchanged: String,
    /// Nothing announced later is used; `None` leaves it to the scenario.
    pub known_on: Option<Day>,
    /// What is assumed of unknown law; `None` leaves it to the scenario.
    pub law: Option<Assumption>,
    /// Seed of the draws; `None` leaves it to the scenario.
    pub seed: Option<u64>,
    /// How many draws.
    pub draws: Draws,
    /// The scenario that stands beside, path and text; `None` leaves it to the `extends` chain.
    pub beside: Option<(String, String)>,
    /// What is asked beyond the run's own figures.
    pub further: Further,
    /// The command that asks for the same again, but for the law that is assumed.
    pub replay: String,
}

impl Asked {
    /// The command that asks for the same again.
    fn command(&self) -> String {
        let law = self.law.map_or(String::new(), |it| format!(" --law {}", it.word()));
        format!("{}{law}", self.replay)
    }
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

impl Draws {
    /// Random draws for a scenario; 0 for central values.
    fn count(self, scenario: &Scenario) -> u32 {
        match self {
            Self::AsTheScenarioSays => scenario.run.draws,
            Self::Many(many) => many,
            Self::Central => 0,
        }
    }
}

/// A run as it came out.
#[derive(Clone, Debug)]
pub struct Carried {
    /// All that may be shown of it.
    pub view: View,
    /// What stands beside it.
    pub baseline: Option<BaselineText>,
    /// Draws that the run was to make; 0 for central values.
    pub draws_asked: u32,
    /// Draws that are done.
    pub draws_done: u32,
    /// Whether Ctrl-C ended it early.
    pub interrupted: bool,
    /// What was asked beyond the run's own figures, answered.
    pub answered: Answered,
}

/// Runs a scenario on a world; the draws' series go through a file, and the long table of them into one of its own.
pub fn carry_out(
    open: &OpenWorld,
    globals: &Globals,
    asked: &Asked,
    (series, draws): (&mut Spill, &DrawFile),
) -> Result<Carried, Failure> {
    let scenario = scenario_asked(open, asked)?;
    let count = asked.draws.count(&scenario);
    let seed = asked.seed.unwrap_or(scenario.run.seed);
    let all_claims = claims_of(open);
    asked.further.check(&scenario, count)?;
    let wants_independence = scenario.ask.wants(AskedFigure::Independence);
    further::check_claims(&all_claims, &asked.further.inverse, wants_independence)?;
    let stop = watch()?;
    // The central values come first and count as one.
    let bars = |title: &str, draws: u64| -> Box<Progress<'static>> {
        let bar = draws_bar(globals, title, draws);
        Box::new(move || {
            bar.inc(1);
            if stop.load(Ordering::Relaxed) { GoOn::Stop } else { GoOn::Yes }
        })
    };
    let inconsistent = |fault| format!("the base year cannot be made consistent: {fault}");
    let base = reconcile(&open.world.base)
        .map_err(|fault| Failure::run(inconsistent(fault), "`coercivity check` may say more"))?;
    let baseline = baseline_asked(open, asked, &scenario)?;
    let question =
        Question::new(&open.world, &base, &scenario).and_then(|it| it.beside(&baseline)).map_err(refused)?;
    let outcome = {
        let progress = bars(&scenario.title, u64::from(count) + 1);
        with_threads(globals, || ensemble(&question, count, seed, &*progress, draws))?.map_err(refused)?
    };
    let claims: Vec<Claim> =
        all_claims.into_iter().filter(|it| scenario.ask.claims.contains(&it.id)).collect();
    let name = open.texts.name();
    let telling = Telling {
        question: &question,
        outcome: &outcome,
        shelf: draws,
        seed,
        world_name: &name,
        version: env!("CARGO_PKG_VERSION"),
        replay: &asked.command(),
        claims: &claims,
    };
    let finished = Finished { open, asked, question: &question, outcome: &outcome, telling: &telling, count };
    let (answered, stopped) = match outcome.interrupted {
        Interrupted::Yes => (Answered::default(), Interrupted::Yes),
        Interrupted::No => with_threads(globals, || answered(&finished, &bars, globals.text_width()))??,
    };
    series_parts(&telling).try_for_each(|it| series.add(&it))?;
    let view = answered.view(&telling);
    draws.sound()?;
    let text = |it: &Scenario| BaselineText { id: it.id.clone(), text: it.text.clone() };
    Ok(Carried {
        baseline: question.baseline.scenario().map(text),
        view,
        draws_asked: count,
        draws_done: u32::try_from(outcome.draws.len()).unwrap_or(u32::MAX),
        interrupted: stopped == Interrupted::Yes,
        answered,
    })
}

/// The scenario with what the flags say instead of it.
pub fn scenario_asked(open: &OpenWorld, asked: &Asked) -> Result<Scenario, Failure> {
    let written = read_scenario(open, &asked.path, &asked.text)?;
    let known_on = asked.known_on.unwrap_or(written.known_on);
    let mut scenario = written.asked_under(known_on, asked.law, &open.world.measures);
    if scenario.known_on > open.world.edited {
        scenario.warnings.push(format!(
            "The law is asked as of {}, and the editors of this world last looked on {}: what was announced in between \
             is not in it.",
            scenario.known_on, open.world.edited
        ));
    }
    if asked.further.stages {
        scenario.ask.want(AskedFigure::Stages);
    }
    Ok(scenario)
}

/// The scenario that was named to stand beside, or what the scenario rests on in the end; asked like it and under the
/// same flags.
fn baseline_asked(open: &OpenWorld, asked: &Asked, scenario: &Scenario) -> Result<Scenario, Failure> {
    let (path, text) = match (&asked.beside, root_of(&asked.text, &open.texts.bundle)) {
        (Some(named), _) => named.clone(),
        (None, Some((path, text))) => (path, text.to_owned()),
        (None, None) => (asked.path.clone(), asked.unchanged.clone()),
    };
    let root = scenario_asked(open, &Asked { path, text, ..asked.clone() })?;
    Ok(root.asked_like(scenario))
}

/// Runs on as many threads as the flags ask for; the answer does not depend on it.
fn with_threads<T: Send>(globals: &Globals, work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    let Some(threads) = globals.threads else {
        return Ok(work());
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build();
    let pool = pool.map_err(|error| {
        Failure::run(
            format!("{threads} threads cannot be started: {error}"),
            "ask for fewer with --threads N",
        )
    })?;
    Ok(pool.install(work))
}

/// Balances that cannot hold together are a contradiction in the scenario; the rest is a run that failed.
pub fn refused(fault: Fault) -> Failure {
    match &fault {
        Fault::Month { cause, .. } if !cause.conflicts.is_empty() => Failure::Infeasible {
            said: format!("the scenario contradicts itself: {fault}"),
            hint: "loosen what the balances name, or leave an item out with --without ID".to_owned(),
        },
        Fault::Month { .. } => {
            Failure::run(format!("{fault}"), "please report the scenario: its month should have an answer")
        }
        Fault::IdleCut { .. } => Failure::run(
            format!("{fault}"),
            "correct its stages, elements or destinations, or leave it out with --without ID",
        ),
        Fault::Calibration(_) => {
            Failure::run(format!("{fault}"), "check the prices and fees that the scenario assumes")
        }
    }
}
