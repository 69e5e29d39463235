//! One file a verb: its flags, the question it asks of the rooms, and the answer's words.

mod ablation;
pub mod atlas;
pub mod backtest;
pub mod calibrate;
mod history_page;
pub mod market;
pub mod measures;
mod posterior_file;
pub mod run;
pub mod screen;

pub mod bill;
pub mod check;
pub mod explain;
pub mod sources;

pub mod completions;
pub mod greeting;
pub mod world;

use crate::answer::Answer;
use crate::args::{Arguments, Verb};
use crate::failure::Failure;
use crate::open_world::{texts_of, world_of};

/// Answers what the arguments ask.
pub fn answer(arguments: &Arguments) -> Result<Answer, Failure> {
    let globals = &arguments.globals;
    if globals.version {
        return Ok(greeting::version(&texts_of(globals)?));
    }
    let Some(verb) = &arguments.verb else {
        return Ok(greeting::greeting());
    };
    match verb {
        Verb::Backtest(request) => return backtest::answer(globals, request),
        Verb::Bill(request) => return bill::answer(globals, request),
        Verb::Calibrate(request) => return calibrate::answer(globals, request),
        Verb::Check(request) => return check::answer(globals, request),
        Verb::Completions(request) => return Ok(completions::answer(request)),
        Verb::Explain(request) => return explain::answer(globals, request),
        Verb::World(request) => return world::answer(globals, request),
        Verb::Market(request) => return market::answer(globals, request),
        Verb::Run(request) => return run::answer(globals, request),
        Verb::Screen(request) => return screen::answer(globals, request),
        Verb::Atlas(_) | Verb::Measures(_) | Verb::Sources(_) => {}
    }
    let open = world_of(globals)?;
    let mut answer = match verb {
        Verb::Atlas(request) => atlas::answer(&open, globals, request),
        Verb::Measures(request) => measures::answer(&open, globals, request),
        Verb::Sources(request) => sources::answer(&open, globals, request),
        Verb::Run(_)
        | Verb::Screen(_)
        | Verb::Backtest(_)
        | Verb::Bill(_)
        | Verb::Calibrate(_)
        | Verb::Check(_)
        | Verb::Completions(_)
        | Verb::Explain(_)
        | Verb::Market(_)
        | Verb::World(_) => {
            unreachable!("answered above")
        }
    }?;
    answer.world = open.texts.name();
    Ok(answer)
}
