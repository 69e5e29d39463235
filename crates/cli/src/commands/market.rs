//! `coercivity market export|time`: a month's problem for other solvers, and how long ours takes.

mod document;
mod mps;
mod timing;

use std::path::Path;

use clap::Subcommand;
use coercivity_market::{Problem, Solution, Solver, reference, reference_names};
use coercivity_quantity::Month;
use coercivity_simulate::{Question, posed};
use coercivity_world::base::reconcile;

use crate::answer::Answer;
use crate::args::{Globals, LawWord};
use crate::carry_out::{Asked, Draws, refused, scenario_asked};
use crate::failure::Failure;
use crate::further::Further;
use crate::open_world::{OpenWorld, world_of};
use crate::scenario_edit::{Change, edited};
use crate::scenario_file::scenario_of;
use crate::scenario_parents::inherited;

use document::document;
use mps::mps;
use timing::Timing;

/// Name of the generated problem that needs no scenario.
const REFERENCE: &str = "reference";

/// What to do with a month's problem.
#[derive(Clone, Debug, clap::Args)]
#[command(before_help = "\
Examples:
  coercivity market export cutoff --month 2027-06 --format mps -o month.mps     for HiGHS, Clarabel, Gurobi, ..
  coercivity market time reference                                              how fast this machine solves it")]
pub struct MarketRequest {
    /// What to do
    #[command(subcommand)]
    pub act: MarketAct,
}

/// The acts.
#[derive(Clone, Debug, Subcommand)]
pub enum MarketAct {
    /// Write the problem with our optimum and prices: --format json (named rows and columns) or mps (free, QUADOBJ)
    Export {
        /// Which problem
        #[command(flatten)]
        of: Which,
    },
    /// Solve it again and again from last month's prices, and by Clarabel; the reference month after month
    Time {
        /// Which problem
        #[command(flatten)]
        of: Which,
        /// How many warm solves are timed; every one is checked
        #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
        solves: u32,
    },
}

/// A month of a scenario at its central values, or the reference problem.
#[derive(Clone, Debug, clap::Args)]
pub struct Which {
    /// A shipped scenario, a scenario file, or `reference`: a generated problem of 3,024 columns
    #[arg(value_name = "SCENARIO|reference")]
    pub scenario: String,
    /// The month, such as 2027-06; where weeks are followed, its last week [default: the scenario's first]
    #[arg(long, value_name = "MONTH")]
    pub month: Option<Month>,
    /// Change one value of the scenario, as `run` does
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Leave out the item with this id, as `run` does
    #[arg(long = "without", value_name = "ID")]
    pub without: Vec<String>,
}

/// What a tonne is in a problem that is exported.
pub const CONTENT: &str = "Concentrates, oxides and metals are counted and priced by the rare earth element in them, all \
                           other goods by weight: times the element's share of its oxide (Dy 0.8713) it is a price per kg of oxide.";

/// A problem in words with our answer.
pub struct Named {
    title: String,
    problem: Problem,
    balances: Vec<String>,
    columns: Vec<String>,
    /// Prices of the period before, where there was one.
    start: Option<Vec<f64>>,
    solution: Solution,
}

/// Exports or times.
pub fn answer(globals: &Globals, request: &MarketRequest) -> Result<Answer, Failure> {
    let open = world_of(globals)?;
    let mut answer = match &request.act {
        MarketAct::Export { of } => {
            let named = named(&open, globals, of)?;
            let mut answer = Answer::new("coercivity.market/1", summary(&named), document(&named));
            answer.mps = Some(mps(&named));
            answer
        }
        MarketAct::Time { of, solves } => {
            let named = named(&open, globals, of)?;
            let timing = if of.scenario == REFERENCE {
                Timing::of_reference(*solves)
            } else {
                Timing::of_month(&named, *solves)
            }?;
            Answer::new("coercivity.market-time/1", timing.text(&named.title), timing.document(&named.title))
        }
    };
    answer.world = open.texts.name();
    Ok(answer)
}

fn named(open: &OpenWorld, globals: &Globals, of: &Which) -> Result<Named, Failure> {
    if of.scenario == REFERENCE { generated(of) } else { real(open, globals, of) }
}

/// The first month of the reference problem, begun from its month before.
fn generated(of: &Which) -> Result<Named, Failure> {
    if of.month.is_some() || !of.set.is_empty() || !of.without.is_empty() {
        return Err(Failure::usage(
            "the reference problem has neither months nor settings",
            "write `coercivity market export reference --format mps`",
        ));
    }
    let mut solver = Solver::default();
    let mut solved = |month: u32, start: Option<&[f64]>| {
        let problem = reference(month);
        let solution = solver.solve(&problem, start);
        solution
            .map(|it| (problem, it))
            .map_err(|it| Failure::run(it.to_string(), "please report this: it always has an answer"))
    };
    let (_, before) = solved(0, None)?;
    let (problem, solution) = solved(1, Some(&before.prices))?;
    let (balances, columns) = reference_names();
    let title = size("the reference problem", &problem);
    Ok(Named { title, problem, balances, columns, start: Some(before.prices), solution })
}

/// A month of a scenario, walked at its central values.
fn real(open: &OpenWorld, globals: &Globals, of: &Which) -> Result<Named, Failure> {
    let file = scenario_of(&of.scenario, &open.texts.bundle, Path::new("runs"))?;
    let changes: Vec<Change> = of.set.iter().map(|it| Change::read(it)).collect::<Result<_, _>>()?;
    let parents = inherited(&file.text, &open.texts.bundle);
    let asked = Asked {
        path: file.path.clone(),
        text: edited(&file.text, &parents, &changes, &of.without)?,
        unchanged: file.text,
        known_on: globals.known_on,
        law: globals.law.map(LawWord::assumption),
        seed: None,
        draws: Draws::Central,
        beside: None,
        further: Further::default(),
        replay: String::new(),
    };
    let scenario = scenario_asked(open, &asked)?;
    let month = of.month.unwrap_or(scenario.from);
    let base = reconcile(&open.world.base).map_err(|fault| {
        Failure::run(
            format!("the base year cannot be made consistent: {fault}"),
            "`coercivity check` may say more",
        )
    })?;
    let question = Question::new(&open.world, &base, &scenario).map_err(refused)?;
    let found = posed(&question, month).map_err(refused)?;
    let (period, posed) = found.ok_or_else(|| {
        let last = scenario.from.plus(i32::try_from(scenario.months).unwrap_or(i32::MAX) - 1);
        Failure::usage(
            format!("`{}` has no month {month}", scenario.id),
            format!("its months are {} to {last}", scenario.from),
        )
    })?;
    let part = if period.length < 0.999 { ", its last week" } else { "" };
    let title = size(&format!("{}, {month}{part}, central values", scenario.id), &posed.problem);
    let coercivity_market::month::Posed { problem, balances, columns, start, solution } = posed;
    Ok(Named { title, problem, balances, columns, start, solution })
}

fn size(what: &str, problem: &Problem) -> String {
    format!("{what}: {} columns, {} balances", problem.columns.len(), problem.balances.len())
}

fn summary(named: &Named) -> String {
    let Named { title, solution, .. } = named;
    format!(
        "{title}\nour objective {:.6} thousand USD a month, residual {:.1e}\n\
         next: the same with --format mps -o month.mps, or --format json",
        solution.objective,
        solution.certificate.residual()
    )
}
