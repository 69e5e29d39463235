//! `coercivity check [FILE..]`: every problem at once.

use std::path::PathBuf;

use coercivity_data::{Bundle, Edition, Problem};
use serde_json::json;

use crate::answer::Answer;
use crate::args::Globals;
use crate::bundle_folder::read_text;
use crate::failure::{Failure, counted};
use crate::open_world::{bundle_of, in_order};

/// What to check.
#[derive(Clone, Debug, clap::Args)]
pub struct CheckRequest {
    /// Scenario or data files; without any, the whole world and its scenarios
    pub files: Vec<PathBuf>,
}

/// Reads everything and lists every problem; none is the only good answer.
pub fn answer(globals: &Globals, request: &CheckRequest) -> Result<Answer, Failure> {
    let mut problems = Vec::new();
    let bundle = bundle_of(globals, &mut problems)?;
    let checked = if request.files.is_empty() {
        problems.extend(world_problems(&bundle));
        bundle.files().count()
    } else {
        for path in &request.files {
            let name = path.display().to_string();
            if let Err(problem) = read_text(path, &name) {
                problems.push(problem);
            }
        }
        request.files.len()
    };
    let problems = in_order(problems);
    if !problems.is_empty() {
        return Err(Failure::BadData { problems });
    }
    let text = format!("{} checked, no problem", counted(checked, "file"));
    Ok(Answer::new("coercivity.check/1", text, json!({ "files": checked, "problems": [] })))
}

fn world_problems(bundle: &Bundle) -> Vec<Problem> {
    let mut problems = Vec::new();
    Edition::read(bundle, &mut problems);
    problems
}
