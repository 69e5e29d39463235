//! The command line: a door.
//!
//! It reads flags, folders and the terminal, asks the rooms left of it, and renders what they say. It decides
//! nothing about the chain itself. Answers go to stdout; progress, warnings and hints go to stderr.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod args;

mod answer;
mod failure;

mod bundle_folder;
mod edition_hash;
mod open_world;
mod scenario_edit;
mod scenario_file;
mod write_atomic;

mod carry_out;
mod interrupt;
mod progress;
mod run_folder;

mod commands;

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use args::Arguments;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(say_bug));
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let arguments = Arguments::from_command_line()?;
        let answer = commands::answer(&arguments)?;
        answer.deliver(&arguments.globals)
    }));
    match outcome {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(failure)) => {
            failure.tell();
            ExitCode::from(failure.exit_code())
        }
        Err(_) => ExitCode::from(failure::BUG),
    }
}

/// Tells that a panic is a bug of this program, never the reader's fault.
fn say_bug(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map_or_else(String::new, |it| format!("{}:{}", it.file(), it.line()));
    let text = panic.payload_as_str().unwrap_or("no message");
    // A closed stderr leaves nobody to tell.
    let _ = writeln!(
        std::io::stderr(),
        "bug   {text} ({place})\nhint  this is a mistake in coercivity {}, not in your input; please report the command and this line",
        env!("CARGO_PKG_VERSION")
    );
}
