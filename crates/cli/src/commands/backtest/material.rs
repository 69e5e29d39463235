//! What is read to score: episodes, facts and series. Every problem of all of them is told together, before anything is
//! walked.

use std::path::Path;

use coercivity_data::{
    AtlasRecords, HistoryRecords, OwnNames, Problem, ScoredFact, SeriesNames, SeriesTable, SourceRecords,
    VocabularyRecords,
};
use coercivity_world::World;
use coercivity_world::episode::{Episode, tell_peeking};

use super::{BacktestRequest, replay_seed};
use crate::args::Globals;
use crate::bundle_folder::read_text;
use crate::failure::Failure;
use crate::interrupt::watch;
use crate::open_world::{Texts, in_order, texts_of, world_of};
use crate::replays::{EpisodeFiles, series_of};
use crate::series_file::{read_series, series_of_text};

/// What was read to score.
pub struct Material {
    pub texts: Texts,
    pub history: HistoryRecords,
    pub names: SeriesNames,
    pub sources: SourceRecords,
    /// What was walked, or is to be; none where series were given.
    pub replayed: Option<Replayed>,
    pub table: SeriesTable,
}

/// What is replayed.
pub struct Replayed {
    pub world: World,
    pub episodes: Vec<Episode>,
    /// Its series, in a table as `--series` reads it.
    pub series: String,
}

/// Reads what is asked, and walks the episodes where no series are given.
pub fn material(globals: &Globals, request: &BacktestRequest) -> Result<Material, Failure> {
    globals.refuse_knowledge("a replay")?;
    let replays = request.series.is_empty();
    let mut problems = Vec::new();
    let (texts, opened) = if replays || request.episodes.is_some() {
        let open = world_of(globals)?;
        let files = EpisodeFiles::of(request.episodes.as_deref(), &open.texts.bundle, &mut problems);
        let episodes = files.read(&open.world, &mut problems);
        (open.texts, Some((open.world, files, episodes)))
    } else {
        (texts_of(globals)?, None)
    };
    let vocabulary = VocabularyRecords::read(&texts.bundle, &mut problems);
    let atlas = AtlasRecords::read(&texts.bundle, &mut problems);
    let sources = SourceRecords::read(&texts.bundle, &mut problems);
    let mut names = SeriesNames::of(&vocabulary, &atlas).with(OwnNames::shipped(&texts.bundle));
    if let Some((_, files, _)) = &opened {
        names = names.with(OwnNames::of_episodes(files.texts()));
    }
    let mut history = HistoryRecords::read(&texts.bundle, &vocabulary, &atlas, &mut problems);
    let own = request.facts.as_deref().map(|path| text_of(path, &mut problems));
    let mut table = SeriesTable::default();
    if !replays {
        // What both the facts and the series name exists: neither alone makes a word a good or a class of users.
        let asked = own.iter().flatten().map(|it| ScoredFact::named(&it.1));
        let known = names.clone().with(asked.fold(OwnNames::default(), OwnNames::and));
        table = read_series(&request.series, &known, &mut problems);
        names = names.with(table.named());
    }
    if let Some(own) = own {
        let read = |(name, text): (String, String)| ScoredFact::read(&name, &text, &names, &mut problems);
        history.facts = own.map_or(Vec::new(), read);
    }
    let replayed = match opened {
        Some((world, files, episodes)) => {
            let scored = history.facts.iter().filter(|it| is_asked(request, &it.scenario));
            tell_peeking(&episodes, scored, &mut problems);
            refuse(&mut problems)?;
            replays.then(|| replayed(globals, request, (world, &files, episodes))).transpose()?
        }
        None => None,
    };
    if let Some(replayed) = &replayed {
        table = series_of_text("replay", &replayed.series, &names, &mut problems);
    }
    refuse(&mut problems)?;
    Ok(Material { texts, history, names, sources, replayed, table })
}

fn refuse(problems: &mut Vec<Problem>) -> Result<(), Failure> {
    let problems = std::mem::take(problems);
    if problems.is_empty() { Ok(()) } else { Err(Failure::BadData { problems: in_order(problems) }) }
}

fn is_asked(request: &BacktestRequest, scenario: &str) -> bool {
    request.scenario.as_ref().is_none_or(|it| it == scenario)
}

/// Walks the episodes that are asked.
fn replayed(
    globals: &Globals,
    request: &BacktestRequest,
    (world, files, mut episodes): (World, &EpisodeFiles, Vec<Episode>),
) -> Result<Replayed, Failure> {
    let ids: Vec<String> = episodes.iter().map(|it| it.id.clone()).collect();
    episodes.retain(|it| is_asked(request, &it.id));
    if let (true, Some(asked)) = (episodes.is_empty() && !files.is_empty(), &request.scenario) {
        return Err(Failure::unknown("episode", asked, ids.iter().map(String::as_str)));
    }
    let draws = (request.draws, replay_seed(globals));
    let series = series_of(globals, &world, &episodes, draws, watch()?)?;
    Ok(Replayed { world, episodes, series })
}

/// A file's name and text.
fn text_of(path: &Path, problems: &mut Vec<Problem>) -> Option<(String, String)> {
    let name = path.display().to_string();
    match read_text(path, &name) {
        Ok(text) => Some((name, text)),
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

/// Reads a table of facts of one's own.
pub fn facts_of_file(path: &Path, names: &SeriesNames, problems: &mut Vec<Problem>) -> Vec<ScoredFact> {
    let text = text_of(path, problems);
    text.map_or(Vec::new(), |(name, text)| ScoredFact::read(&name, &text, names, problems))
}
