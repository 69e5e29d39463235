//! The command line as written: global flags and verbs. Help is generated from here alone.

use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use coercivity_quantity::Day;
use coercivity_world::measures::Assumption;

use crate::commands::atlas::AtlasRequest;
use crate::commands::backtest::BacktestRequest;
use crate::commands::bill::BillRequest;
use crate::commands::calibrate::CalibrateRequest;
use crate::commands::check::CheckRequest;
use crate::commands::completions::CompletionsRequest;
use crate::commands::explain::ExplainRequest;
use crate::commands::market::MarketRequest;
use crate::commands::measures::MeasuresRequest;
use crate::commands::run::RunRequest;
use crate::commands::screen::ScreenRequest;
use crate::commands::sources::SourcesRequest;
use crate::commands::world::WorldRequest;
use crate::failure::Failure;

const EXAMPLES: &str = "\
Examples:
  coercivity run cutoff --preview                       if the supplier cuts us off, who runs short, and when?
  coercivity atlas --chain magnet:NdFeB --buyer USA     who makes a magnet, step by step, and where is it weakest?";

const EXITS: &str = "\
Exit codes: 0 answered, 1 the run failed, 2 usage, 3 bad data (every problem listed), 4 a failed --gate,
5 infeasible scenario, 6 unknown id (nearest three named), 70 a bug, 130 interrupted. Answers go to stdout; the rest to stderr.";

/// One sourced model of the rare earth and critical mineral chain, and what happens when a supplier stops.
#[derive(Clone, Debug, Parser)]
#[command(
    // Help keeps the lines it was written in, whatever features the workspace gives clap.
    term_width = 0,
    name = "coercivity",
    before_help = EXAMPLES,
    after_help = EXITS,
    disable_help_subcommand = true,
    disable_version_flag = true,
    max_term_width = 110
)]
pub struct Arguments {
    /// Flags that every verb takes.
    #[command(flatten)]
    pub globals: Globals,
    /// What to answer; without one, a greeting.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// Flags that every verb takes.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
pub struct Globals {
    /// Read the world from this folder (as `world export` writes it) instead of the built-in one
    #[arg(long, value_name = "DIR", global = true)]
    pub data: Option<PathBuf>,
    /// Know only what was announced by this day [default: the edition's own]
    #[arg(long, value_name = "DAY", global = true)]
    pub known_on: Option<Day>,
    /// What to assume of law whose state nobody knows: actual (it stays unknown), revived, extended, or both side by side
    #[arg(long, value_enum, value_name = "STATE", hide_possible_values = true, global = true)]
    pub law: Option<LawWord>,
    /// Form of the answer: text, json, csv, md, or mps for `market export`
    #[arg(
        long,
        value_enum,
        default_value_t = Format::Text,
        value_name = "FORMAT",
        hide_possible_values = true,
        global = true
    )]
    pub format: Format,
    /// Write the answer to this file, whole or not at all
    #[arg(short = 'o', long = "output", value_name = "PATH", global = true)]
    pub output: Option<PathBuf>,
    /// Width of text answers, 60 to 400 [default: the terminal's, else 120]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(60..=400), global = true)]
    pub width: Option<u16>,
    /// Colour on stderr: auto (in a terminal, unless NO_COLOR is set), always or never
    #[arg(
        long,
        value_enum,
        default_value_t = Colour::Auto,
        value_name = "WHEN",
        hide_possible_values = true,
        global = true
    )]
    pub color: Colour,
    /// Never wait for input (nothing here does; for scripts that say so of every tool)
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Seed of the random draws [default: the scenario's]
    #[arg(long, value_name = "N", global = true)]
    pub seed: Option<u64>,
    /// Threads to use [default: one a core]; the answer does not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), global = true)]
    pub threads: Option<u16>,
    /// No progress, warnings or hints
    #[arg(short = 'q', long, global = true)]
    pub quiet: bool,
    /// Say more on stderr: which world, from where, how long
    #[arg(short = 'v', long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Print the version and the hash of the world
    #[arg(short = 'V', long)]
    pub version: bool,
}

impl Globals {
    /// Width of text answers in columns.
    pub fn text_width(&self) -> usize {
        let asked = self.width.map(usize::from);
        let terminal = || console::Term::stdout().size_checked().map(|it| usize::from(it.1).clamp(80, 120));
        asked.or_else(terminal).unwrap_or(120)
    }

    /// Refuses an assumption about law, and a day of knowledge, where an episode says what is known.
    ///
    /// # Errors
    /// [`Failure::Usage`] when `--law` or `--known-on` was given.
    pub fn refuse_knowledge(&self, of: &str) -> Result<(), Failure> {
        if let Some(day) = self.known_on {
            let hint = "leave it out: an episode's own `known_on` says what its walk may use, and its law is what was \
                        announced by its last month; change the file to know less";
            return Err(Failure::usage(format!("--known-on {day} of {of}"), hint));
        }
        if self.law.is_none() {
            return Ok(());
        }
        let hint = "leave it out: an episode's law is what was announced by its last month, and what nobody knows then does \
                    not bind; write a [[measure]] into the episode for what you assume";
        Err(Failure::usage(format!("--law of {of}"), hint))
    }
}

/// Form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// One document with `schema` and `world`.
    Json,
    /// Rows with a header.
    Csv,
    /// Markdown.
    Md,
    /// A problem for solvers.
    Mps,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// In a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Also in a pipe.
    Always,
    /// Never.
    Never,
}

/// What to assume of law whose state nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LawWord {
    /// Only what is known: what nobody knows stays unknown
    Actual,
    /// A lapsed suspension is over and the clause binds again
    Revived,
    /// A lapsed suspension was renewed
    Extended,
    /// Both readings, side by side where one answer can show them
    Both,
}

impl LawWord {
    /// What the word means.
    pub fn assumption(self) -> Assumption {
        match self {
            Self::Actual => Assumption::Actual,
            Self::Revived => Assumption::Revived,
            Self::Extended => Assumption::Extended,
            Self::Both => Assumption::Both,
        }
    }
}

/// What to answer.
#[derive(Clone, Debug, Subcommand)]
pub enum Verb {
    /// Run scenarios: who runs short, when, at what price, and what remains
    Run(RunRequest),
    /// Who makes what, from mine to magnet to product, and where the weakest link is
    Atlas(AtlasRequest),
    /// Which control binds on a day, and what it says
    Measures(MeasuresRequest),
    /// How well series do against what happened: facts hit, coverage, CRPS and skill
    Backtest(BacktestRequest),
    /// Which ranges of the parameters the facts of history leave, and how well they forecast what they have not seen
    Calibrate(CalibrateRequest),
    /// Why a number of a run is what it is, down to clause and source row
    Explain(ExplainRequest),
    /// A month's market as a problem that others can solve, with our answer; and how long ours takes
    Market(MarketRequest),
    /// May I ship this, under which clause, how sure, and which paper would settle it
    Screen(Box<ScreenRequest>),
    /// The template of a bill of materials, and which column of your own file is which
    Bill(BillRequest),
    /// Every problem of the world, of its scenarios, or of given files
    Check(CheckRequest),
    /// What every fact rests on
    Sources(SourcesRequest),
    /// The world's hash, or a copy of it to edit
    World(WorldRequest),
    /// Completions for a shell
    Completions(CompletionsRequest),
}

impl Arguments {
    /// Reads the process's arguments. Help is an answer and goes to stdout at once.
    pub fn from_command_line() -> Result<Self, Failure> {
        match Self::try_parse() {
            Ok(arguments) => {
                console::set_colors_enabled_stderr(arguments.colour_on_stderr());
                Ok(arguments)
            }
            Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp) => {
                Err(Failure::Help { text: error.render().to_string() })
            }
            Err(error) => Err(Failure::CommandLine { said: error.render().to_string() }),
        }
    }

    fn colour_on_stderr(&self) -> bool {
        match self.globals.color {
            Colour::Auto => console::colors_enabled_stderr(),
            Colour::Always => true,
            Colour::Never => false,
        }
    }
}

/// The whole command, for completions.
pub fn command() -> clap::Command {
    Arguments::command()
}
