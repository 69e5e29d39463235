//! Episodes walked in many draws, as one table of series.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use coercivity_data::{Bundle, Problem};
use coercivity_simulate::{Draw, Fault, Told, replay};
use coercivity_world::World;
use coercivity_world::episode::{EPISODES, Episode, read_episode, tell_repeated_episodes};
use indicatif::ProgressBar;
use rayon::prelude::*;

use crate::args::Globals;
use crate::bundle_folder::read_text;
use crate::failure::Failure;
use crate::open_world::in_order;
use crate::progress::draws_bar;

/// Columns of the table.
pub const COLUMNS: &str = "draw,month,quantity,good,place,tier,counterpart,value,scenario";

/// Episode files as they were found: paths and texts.
#[derive(Debug)]
pub struct EpisodeFiles(Vec<(String, String)>);

impl EpisodeFiles {
    /// Those of a folder, or the world's own.
    pub fn of(folder: Option<&Path>, bundle: &Bundle, problems: &mut Vec<Problem>) -> Self {
        let Some(folder) = folder else {
            let own = bundle.under(EPISODES).filter(|it| it.0.ends_with(".toml"));
            return Self(own.map(|it| (it.0.to_owned(), it.1.to_owned())).collect());
        };
        let mut files = Vec::new();
        for path in paths_in(folder, problems) {
            let name = path.display().to_string();
            match read_text(&path, &name) {
                Ok(text) => files.push((name, text)),
                Err(problem) => problems.push(problem),
            }
        }
        Self(files)
    }
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Paths and texts.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|it| (it.0.as_str(), it.1.as_str()))
    }
    /// The episodes that can be read; what is wrong with the others is told, and ids that stand twice.
    pub fn read(&self, world: &World, problems: &mut Vec<Problem>) -> Vec<Episode> {
        tell_repeated_episodes(self.texts(), problems);
        self.texts().filter_map(|(path, text)| read_episode(path, text, world, problems)).collect()
    }
}

/// The episodes of a folder, or the world's own.
pub fn episodes(folder: Option<&Path>, bundle: &Bundle, world: &World) -> Result<Vec<Episode>, Failure> {
    let mut problems = Vec::new();
    let found = EpisodeFiles::of(folder, bundle, &mut problems).read(world, &mut problems);
    if problems.is_empty() { Ok(found) } else { Err(Failure::BadData { problems: in_order(problems) }) }
}

fn paths_in(folder: &Path, problems: &mut Vec<Problem>) -> Vec<PathBuf> {
    let name = folder.display().to_string();
    let listed = match std::fs::read_dir(folder) {
        Ok(listed) => listed,
        Err(error) => {
            let remedy = "name a folder of episode files";
            problems.push(Problem::in_file(&name, error.to_string(), "a folder of *.toml", remedy));
            return Vec::new();
        }
    };
    let mut paths: Vec<_> = listed.filter_map(|it| Some(it.ok()?.path())).collect();
    paths.retain(|it| it.extension().is_some_and(|it| it == "toml"));
    paths.sort();
    if paths.is_empty() {
        let remedy = "see docs/guides/write-an-episode.md";
        problems.push(Problem::in_file(&name, "no episode file", "at least one *.toml", remedy));
    }
    paths
}

/// Fails once Ctrl-C was asked for: nothing of a score is kept.
pub fn unless_asked_to_stop(stop: &AtomicBool) -> Result<(), Failure> {
    match stop.load(Ordering::SeqCst) {
        true => Err(Failure::Interrupted { kept: "nothing was scored or written".to_owned() }),
        false => Ok(()),
    }
}

/// Walks every episode in `draws` draws; the rows are in the order of episodes and draws, whatever the threads.
/// Nothing is kept once a stop is asked for.
pub fn series_of(
    globals: &Globals,
    world: &World,
    episodes: &[Episode],
    (draws, seed): (u32, u64),
    stop: &AtomicBool,
) -> Result<String, Failure> {
    let bar = draws_bar(globals, "replaying history", u64::from(draws) * episodes.len() as u64);
    let jobs: Vec<(&Episode, u32)> =
        episodes.iter().flat_map(|it| (0..draws).map(move |number| (it, number))).collect();
    let walked: Vec<Result<String, Failure>> = jobs
        .par_iter()
        .filter(|_| !stop.load(Ordering::SeqCst))
        .map(|&(episode, number)| {
            let told = replay(world, episode, Draw::Random { seed, number });
            bar.inc(1);
            match told {
                Ok(told) => Ok(rows(episode, number, &told)),
                Err(fault) => Err(contradicts(episode, number, &fault)),
            }
        })
        .collect();
    bar.finish_and_clear();
    unless_asked_to_stop(stop)?;
    let mut text = format!("{COLUMNS}\n");
    for rows in walked {
        text.push_str(&rows?);
    }
    Ok(text)
}

/// Walks every episode in the draws from `first` on, and keeps the series that are wanted; none of a draw that was asked
/// for after an interrupt.
pub fn wanted_series(
    (world, episodes): (&World, &[Episode]),
    (first, count, seed): (u32, u32, u64),
    wanted: &BTreeSet<[String; 5]>,
    (bar, stop): (&ProgressBar, &AtomicBool),
) -> Result<String, Failure> {
    let jobs: Vec<(&Episode, u32)> =
        episodes.iter().flat_map(|it| (first..first + count).map(move |number| (it, number))).collect();
    let walked: Vec<Result<String, Failure>> = jobs
        .par_iter()
        .filter(|_| !stop.load(Ordering::SeqCst))
        .map(|&(episode, number)| {
            let told = replay(world, episode, Draw::Random { seed, number });
            bar.inc(1);
            let mut told = told.map_err(|fault| contradicts(episode, number, &fault))?;
            told.retain(|it| wanted.contains(&it.key));
            Ok(rows(episode, number, &told))
        })
        .collect();
    let mut text = format!("{COLUMNS}\n");
    for rows in walked {
        text.push_str(&rows?);
    }
    Ok(text)
}

fn contradicts(episode: &Episode, number: u32, fault: &Fault) -> Failure {
    Failure::run(
        format!("draw {number} of {}: {fault}", episode.id),
        "look at the ranges of the episode file: they contradict one another",
    )
}

fn rows(episode: &Episode, number: u32, told: &[Told]) -> String {
    let mut text = String::new();
    for Told { month, key, value } in told {
        text.push_str(&format!("{number},{month},{},{value},{}\n", key.join(","), episode.id));
    }
    text
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;
    use coercivity_data::embedded;

    use super::*;
    use crate::args::Arguments;

    #[test]
    fn an_interrupted_replay_keeps_nothing() {
        let bundle = embedded();
        let world = World::open(&bundle, None).unwrap();
        let globals = Arguments::parse_from(["coercivity", "backtest", "--quiet"]).globals;
        let mut all = episodes(None, &bundle, &world).unwrap();
        all.retain(|it| it.goods.is_empty());
        let walked = |stop: bool| series_of(&globals, &world, &all, (2, 1), &AtomicBool::new(stop));
        assert!(walked(false).unwrap().lines().count() > 2);
        let failure = walked(true).unwrap_err();
        assert_eq!(failure.exit_code(), 130);
        assert_eq!(failure.lines(), ["interrupted; nothing was scored or written"]);
    }
}
