//! `coercivity completions SHELL`.

use clap_complete::Shell;
use serde_json::json;

use crate::answer::Answer;
use crate::args::command;

/// Which shell.
#[derive(Clone, Debug, clap::Args)]
pub struct CompletionsRequest {
    /// The shell to complete for
    #[arg(value_enum)]
    pub shell: Shell,
}

/// The completion script.
pub fn answer(request: &CompletionsRequest) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(request.shell, &mut command(), "coercivity", &mut script);
    let text = String::from_utf8_lossy(&script).into_owned();
    let json = json!({ "shell": request.shell.to_string(), "script": text });
    Answer::new("coercivity.completions/1", text, json)
}
