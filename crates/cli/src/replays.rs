//! Episodes walked in many draws, as one table of series.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use coercivity_data::{Bundle, Problem};
use coercivity_simulate::{Draw, Fault, Told, replay};
use coercivity_world::World;
use coercivity_world::episode::{Episode, load_episodes, read_episode};
use indicatif::ProgressBar;
use rayon::prelude::*;

use crate::args::Globals;
use crate::bundle_folder::read_text;
use crate::failure::Failure;
use crate::open_world::in_order;
use crate::progress::draws_bar;

/// Columns of the table.
pub const COLUMNS: &str = "draw,month,quantity,good,place,tier,counterpart,value,scenario";

/// The episodes of a folder, or the world's own.
pub fn episodes(folder: Option<&Path>, bundle: &Bundle, world: &World) -> Result<Vec<Episode>, Failure> {
    let mut problems = Vec::new();
    let found = match folder {
        None => load_episodes(bundle, world, &mut problems),
        Some(folder) => of_folder(folder, world, &mut problems),
    };
    if problems.is_empty() { Ok(found) } else { Err(Failure::BadData { problems: in_order(problems) }) }
}

fn of_folder(folder: &Path, world: &World, problems: &mut Vec<Problem>) -> Vec<Episode> {
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
        let found = "no episode file".to_owned();
        problems.push(Problem::in_file(
            &name,
            found,
            "at least one *.toml",
            "see docs/guides/write-an-episode.md",
        ));
    }
    let mut episodes = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        match read_text(&path, &name) {
            Ok(text) => episodes.extend(read_episode(&name, &text, world, problems)),
            Err(problem) => problems.push(problem),
        }
    }
    episodes
}

/// Walks every episode in `draws` draws; the rows are in the order of episodes and draws, whatever the threads.
pub fn series_of(
    globals: &Globals,
    world: &World,
    episodes: &[Episode],
    (draws, seed): (u32, u64),
) -> Result<String, Failure> {
    let bar = draws_bar(globals, "replaying history", u64::from(draws) * episodes.len() as u64);
    let jobs: Vec<(&Episode, u32)> =
        episodes.iter().flat_map(|it| (0..draws).map(move |number| (it, number))).collect();
    let walked: Vec<Result<String, Failure>> = jobs
        .par_iter()
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
