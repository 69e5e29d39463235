//! `coercivity explain RUN PATH`: why a number is what it is, down to clause and source row.

use std::collections::BTreeSet;
use std::path::PathBuf;

use coercivity_report::view::Reason;
use coercivity_report::{Explained, View, explained, wrapped};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::args::Globals;
use crate::failure::Failure;
use crate::scenario_file::earlier_run;

/// Which number of which run.
#[derive(Clone, Debug, clap::Args)]
pub struct ExplainRequest {
    /// A run's id, or its folder
    pub run: String,
    /// The number, such as `remanence.USA.ev_motor`, `price.ndpr-oxide` or `chain.base`; without it, all that can be
    /// explained
    pub path: Option<String>,
    /// Folder in which runs are looked for
    #[arg(long, value_name = "DIR", default_value = "runs")]
    pub out: PathBuf,
}

/// Prints the explanations of the numbers that a path names.
pub fn answer(globals: &Globals, request: &ExplainRequest) -> Result<Answer, Failure> {
    let earlier = earlier_run(&request.run, &request.out)?;
    let Some(earlier) = earlier else {
        let known = runs_in(&request.out);
        return Err(Failure::unknown("run", &request.run, known.iter().map(String::as_str)));
    };
    let view = view_of(&earlier.folder.join("figures.json"))?;
    let all = explained(&view);
    let world = earlier.manifest["world"]["name"].as_str().unwrap_or_default().to_owned();
    let Some(asked) = &request.path else {
        let text: Vec<&str> = all.iter().map(|it| it.path.as_str()).collect();
        let next = all.first().map_or(String::new(), |it| {
            let root = it.path.split('.').next().unwrap_or_default();
            format!("\nnext: coercivity explain {} {root}", request.run)
        });
        let said = format!("{}{next}", text.join("\n"));
        return Ok(Answer { world, ..Answer::new("coercivity.explain/1", said, json!({ "paths": text })) });
    };
    let chosen: Vec<&Explained> = all.iter().filter(|it| names(asked, &it.path)).collect();
    if chosen.is_empty() {
        return Err(Failure::unknown("number of the run", asked, all.iter().map(|it| it.path.as_str())));
    }
    let mut text = String::new();
    let mut trees = Vec::new();
    for Explained { path, shown, why } in chosen {
        text.push_str(&format!("{path}  {shown}\n"));
        let mut tree =
            Tree { view: &view, width: globals.text_width(), text: &mut text, open: BTreeSet::new() };
        let json = tree.grow(why, 1);
        trees.push(json!({ "path": path, "shown": shown, "why": json }));
    }
    Ok(Answer { world, ..Answer::new("coercivity.explain/1", text, json!({ "explained": trees })) })
}

/// The explanation being written, and the handles above the current one: a loop would never end.
struct Tree<'a> {
    view: &'a View,
    width: usize,
    text: &'a mut String,
    open: BTreeSet<String>,
}

impl Tree<'_> {
    fn grow(&mut self, handle: &str, depth: usize) -> Value {
        let Some(reason) = self.view.whys.get(handle).filter(|_| !self.open.contains(handle)) else {
            self.line(depth, "not explained further");
            return Value::Null;
        };
        self.open.insert(handle.to_owned());
        self.line(depth, &reason.says);
        for cite in self.cites(reason) {
            self.line(depth + 1, &cite);
        }
        let from: Vec<Value> = reason.from.iter().map(|it| self.grow(it, depth + 1)).collect();
        self.open.remove(handle);
        json!({ "says": reason.says, "cites": reason.cites, "from": from })
    }
    fn cites(&self, reason: &Reason) -> Vec<String> {
        let of = |cite: &coercivity_report::view::Cite| {
            let source = self.view.sources.get(&cite.source);
            let title =
                source.map_or(String::new(), |it| format!(" {}, {} ({})", it.publisher, it.title, it.year));
            let at = if cite.at.is_empty() { String::new() } else { format!(", {}", cite.at) };
            let note = if cite.note.is_empty() { String::new() } else { format!(" - {}", cite.note) };
            format!("[{}]{title}{at}; {}; {}{note}", cite.source, cite.confidence, cite.row)
        };
        reason.cites.iter().map(of).collect()
    }
    fn line(&mut self, depth: usize, text: &str) {
        for line in wrapped(&format!("{}{text}", "  ".repeat(depth)), self.width) {
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }
}

fn view_of(path: &std::path::Path) -> Result<View, Failure> {
    let broken = |why: String| {
        Failure::run(format!("`{}` cannot be read: {why}", path.display()), "run the scenario again")
    };
    let text = std::fs::read_to_string(path).map_err(|error| broken(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| broken(error.to_string()))
}

/// Whether an asked path names a full one: itself, or one that it begins.
fn names(asked: &str, path: &str) -> bool {
    path == asked || path.strip_prefix(asked).is_some_and(|it| it.starts_with(['.', ':', '>']))
}

/// Ids of the runs in a folder, in order.
fn runs_in(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut ids: Vec<String> = entries
        .filter(|it| it.path().join("manifest.json").is_file())
        .map(|it| it.file_name().to_string_lossy().into_owned())
        .collect();
    ids.sort();
    ids
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_path_names_itself_and_what_it_begins() {
        assert!(names("remanence", "remanence.USA.ev_motor"));
        assert!(names("remanence.USA", "remanence.USA.ev_motor"));
        assert!(!names("remanence.US", "remanence.USA.ev_motor"));
        assert!(!names("endurance", "endurance_stock.USA"));
    }
}
