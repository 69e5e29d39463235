//! `coercivity check [FILE..]`: every problem at once.

use std::path::{Path, PathBuf};

use coercivity_data::{Bundle, EvidenceDocument, Problem};
use coercivity_report::counted;
use coercivity_screen::{link, movement_words};
use coercivity_world::World;
use coercivity_world::episode::{EPISODE_FORMAT, EPISODES, tell_repeated_episodes};
use serde_json::json;

use crate::answer::Answer;
use crate::args::Globals;
use crate::bill_file::{BillFile, BillReader};
use crate::bundle_folder::read_text;
use crate::evidence_folder::{attach, read_evidence_folder, read_issuers};
use crate::failure::Failure;
use crate::open_world::{bundle_of, in_order, world_problems};

/// What to check.
#[derive(Clone, Debug, clap::Args)]
pub struct CheckRequest {
    /// Files of the world, instruments, scenarios, episodes or bills of materials; without any, the whole world with all
    /// of its own
    pub files: Vec<PathBuf>,
    /// Read bills by this reviewed mapping, as `bill map` writes it
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Check the papers in this folder with each bill
    #[arg(long, value_name = "DIR")]
    pub evidence: Option<PathBuf>,
    /// Check the signatures of credentials by the issuers that this file lists with their keys
    #[arg(long, value_name = "FILE", requires = "evidence")]
    pub issuers: Option<PathBuf>,
}

/// Remarks that are told in lines at most; the document has them all.
const MANY: usize = 50;

/// Reads everything and lists every problem; none is the only good answer.
pub fn answer(globals: &Globals, request: &CheckRequest) -> Result<Answer, Failure> {
    let (mut problems, mut remarks) = (Vec::new(), Vec::new());
    let bundle = bundle_of(globals, &mut problems)?;
    let checked = if request.files.is_empty() {
        problems.extend(world_problems(&bundle));
        bundle.files().count()
    } else {
        let mut episodes = Vec::new();
        let bills = Bills::open(&bundle, request, &mut problems);
        for path in &request.files {
            let name = path.display().to_string();
            if is_bill(&bundle, path) {
                let (wrong, odd) = bills.told(path);
                problems.extend(wrong);
                remarks.extend(odd);
                continue;
            }
            match read_text(path, &name) {
                Ok(text) => {
                    if is_episode(&text) {
                        episodes.push((name, text.clone()));
                    }
                    problems.extend(file_problems(&bundle, path, text));
                }
                Err(problem) => problems.push(problem),
            }
        }
        let episodes = episodes.iter().map(|it| (it.0.as_str(), it.1.as_str()));
        tell_repeated_episodes(episodes, &mut problems);
        request.files.len()
    };
    let problems = in_order(problems);
    if !problems.is_empty() {
        return Err(Failure::BadData { problems });
    }
    let remarks: Vec<String> = in_order(remarks).iter().map(ToString::to_string).collect();
    let mut lines: Vec<String> = remarks.iter().take(MANY).map(|it| format!("note  {it}")).collect();
    if remarks.len() > MANY {
        lines.push(format!("note  and {} more: --format json", remarks.len() - MANY));
    }
    lines.push(format!("{} checked, no problem", counted(checked, "file")));
    let json = json!({ "files": checked, "problems": [], "remarks": remarks });
    Ok(Answer::new("coercivity.check/1", lines.join("\n"), json))
}

/// What bills are checked against.
struct Bills {
    reader: BillReader,
    papers: Vec<EvidenceDocument>,
    /// None when the world itself has problems, which are told when it is checked.
    world: Option<World>,
}

impl Bills {
    fn open(bundle: &Bundle, request: &CheckRequest, problems: &mut Vec<Problem>) -> Self {
        let any = request.files.iter().any(|it| is_bill(bundle, it));
        let reader = BillReader::open(bundle, request.mapping.as_deref(), problems);
        let (issuers, _) = read_issuers(request.issuers.as_deref(), problems);
        let read = request.evidence.as_ref().map(|it| read_evidence_folder(it, &reader.words, &issuers));
        let (papers, told) = read.unwrap_or_default();
        problems.extend(told);
        Self { reader, papers, world: any.then(|| World::open(bundle, None).ok()).flatten() }
    }
    /// What is wrong with a bill by itself and with what its words mean, and what is odd about it.
    fn told(&self, path: &Path) -> (Vec<Problem>, Vec<Problem>) {
        let BillFile { mut bill, mut problems, .. } = self.reader.read(path);
        attach(&mut bill, &self.papers);
        let Some(world) = &self.world else { return (problems, Vec::new()) };
        let mut linked = link(&bill, world);
        let (wrong, odd) = movement_words(&linked.tree, world);
        problems.extend(linked.problems.into_iter().chain(wrong));
        linked.remarks.extend(odd);
        (problems, linked.remarks)
    }
}

/// Whether a file is a bill: a workbook, JSON, or a table that stands nowhere in a world.
fn is_bill(bundle: &Bundle, path: &Path) -> bool {
    let ending = path.extension().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "xlsx" | "xlsm" | "ods" | "json" | "parquet" => true,
        "csv" | "tsv" | "txt" => place_in(bundle, path, "").is_none(),
        _ => false,
    }
}

/// The problems that a file has or brings, once it stands in the world.
fn file_problems(bundle: &Bundle, path: &Path, text: String) -> Vec<Problem> {
    let shown = path.display().to_string();
    let Some(place) = place_in(bundle, path, &text) else {
        return vec![Problem::in_file(
            &shown,
            "a file that has no place in a world",
            "a table of data/, an instrument with [[clause]], a scenario, an episode or a bill of materials",
            "name it as it is named in data/, or say in it what it is",
        )];
    };
    let before = world_problems(bundle);
    let files = bundle.files().map(|it| (it.0.to_owned(), it.1.to_owned()));
    let with = Bundle::new(files.chain([(place.clone(), text)]));
    let mut problems = world_problems(&with);
    // What is wrong with the rest of the world is not this file's fault.
    problems.retain(|it| it.file == place || !before.contains(it));
    for problem in &mut problems {
        if problem.file == place {
            problem.file.clone_from(&shown);
            problem.found = problem.found.replace(&place, &shown);
        }
    }
    problems
}

fn is_episode(text: &str) -> bool {
    text.contains(&format!("\"{EPISODE_FORMAT}\""))
}

/// Where a file belongs: where its own path says, or by what it holds.
fn place_in(bundle: &Bundle, path: &Path, text: &str) -> Option<String> {
    let parts: Vec<String> = path.iter().map(|it| it.to_string_lossy().into_owned()).collect();
    for start in 0..parts.len() {
        let tail = parts[start..].join("/");
        let inside = format!("data/{tail}");
        if let Some(place) = [tail, inside].into_iter().find(|it| bundle.text(it).is_some()) {
            return Some(place);
        }
    }
    let name = parts.last()?;
    let begins = |what: &str| text.lines().any(|it| it.trim_start().starts_with(what));
    if !name.ends_with(".toml") {
        return None;
    }
    // An episode may hold measures of its own, so its format is asked first.
    if is_episode(text) {
        return Some(format!("{EPISODES}{name}"));
    }
    if begins("[[clause]]") || begins("[[change]]") {
        return Some(format!("data/measures/{name}"));
    }
    Some(format!("scenarios/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_finds_its_place_by_its_path_or_by_what_it_holds() {
        let bundle = Bundle::new([("data/atlas/facilities.csv".to_owned(), String::new())]);
        let place = |path: &str, text: &str| place_in(&bundle, Path::new(path), text);
        for path in ["my/copy/data/atlas/facilities.csv", "atlas/facilities.csv"] {
            assert_eq!(place(path, "").as_deref(), Some("data/atlas/facilities.csv"));
        }
        assert_eq!(place("x.toml", "id = 1\n[[clause]]\n").as_deref(), Some("data/measures/x.toml"));
        assert_eq!(place("x.toml", "id = 1\n").as_deref(), Some("scenarios/x.toml"));
        let episode = "format = \"coercivity.episode/1\"\n[[measure]]\n[[clause]]\n";
        assert_eq!(place("x.toml", episode).as_deref(), Some("data/history/episodes/x.toml"));
        assert_eq!(place("notes.csv", ""), None);
    }
}
