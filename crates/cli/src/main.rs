//! The command line: a door.
//!
//! It reads flags, folders and the terminal, asks the rooms left of it, and renders what they say. It decides
//! nothing about the chain itself. Answers go to stdout; progress, warnings and hints go to stderr.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

/// A portfolio is millions of small findings, made on one thread and let go on another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod args;

mod answer;
mod failure;
mod tell;

mod bill_file;
mod bundle_folder;
mod draw_file;
mod edition_hash;
mod evidence_folder;
mod open_world;
mod scenario_edit;
mod scenario_file;
mod scenario_parents;
mod scenario_read;
mod series_file;
mod spill;
mod streamed_file;
mod write_atomic;

mod broken_off;
mod carry_out;
mod further;
mod input_file;
mod interrupt;
mod progress;
mod replays;
mod run_folder;
mod run_manifest;
mod seal;

mod commands;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Instant;

use args::Arguments;
use failure::Failure;
use tell::tell;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(say_bug));
    let outcome = catch_unwind(AssertUnwindSafe(answer_the_command_line));
    match outcome {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(failure)) => {
            failure.tell();
            ExitCode::from(failure.exit_code())
        }
        Err(_) => ExitCode::from(failure::BUG),
    }
}

fn answer_the_command_line() -> Result<(), Failure> {
    let start = Instant::now();
    let arguments = Arguments::from_command_line()?;
    let answer = commands::answer(&arguments)?;
    answer.deliver(&arguments.globals)?;
    if arguments.globals.verbose {
        let from =
            arguments.globals.data.as_ref().map_or("built in".to_owned(), |it| it.display().to_string());
        let world = if answer.world.is_empty() { "none" } else { &answer.world };
        tell(&format!("note  world {world} ({from}), answered in {:.3} s", start.elapsed().as_secs_f64()));
    }
    answer.refused.map_or(Ok(()), Err)
}

/// Tells that a panic is a bug of this program, never the reader's fault.
fn say_bug(panic: &std::panic::PanicHookInfo<'_>) {
    // A reader of tables that stops on damage is told as a problem of the file.
    if coercivity_data::reads_a_table() {
        return;
    }
    let place = panic.location().map_or_else(String::new, |it| format!("{}:{}", it.file(), it.line()));
    let text = panic.payload_as_str().unwrap_or("no message");
    tell(&format!("bug   {text} ({place})"));
    tell(&format!(
        "hint  this is a mistake in coercivity {}, not in your input; please report the command and the line above",
        env!("CARGO_PKG_VERSION")
    ));
}
