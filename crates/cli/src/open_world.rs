//! From flags to a world: which texts, which edition, which hash, and what they mean.

use coercivity_data::{
    Bundle, EXAMPLE_PATH, Edition, HeaderWords, ListedWord, Problem, TemplateColumn, embedded, read_bill,
};
use coercivity_world::World;
use coercivity_world::episode::{EPISODES, load_episodes, tell_repeated_episodes};

use crate::args::Globals;
use crate::bundle_folder::bundle_of_folder;
use crate::edition_hash::bundle_hash;
use crate::failure::Failure;
use crate::scenario_read::scenario_problems;

/// The texts of a world, named.
#[derive(Clone, Debug)]
pub struct Texts {
    /// Every path and text.
    pub bundle: Bundle,
    /// Name and last day of the set.
    pub edition: Edition,
    /// SHA-256 of the texts.
    pub hash: String,
}

impl Texts {
    /// The world's name, such as `2026.11/a1b2c3d4`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.edition.name, &self.hash[..8])
    }
}

/// Everything that a verb may ask: the texts and what they mean.
#[derive(Clone, Debug)]
pub struct OpenWorld {
    /// The texts that all else was read from.
    pub texts: Texts,
    /// What they mean, as known on the day that the flags name.
    pub world: World,
}

/// The texts that the flags name: a folder's or the built-in ones.
pub fn bundle_of(globals: &Globals, problems: &mut Vec<Problem>) -> Result<Bundle, Failure> {
    match &globals.data {
        Some(folder) => bundle_of_folder(folder, problems),
        None => Ok(embedded()),
    }
}

/// Names the texts that the flags name, whatever else is wrong with them.
pub fn texts_of(globals: &Globals) -> Result<Texts, Failure> {
    let mut problems = Vec::new();
    let bundle = bundle_of(globals, &mut problems)?;
    match Edition::read(&bundle, &mut problems) {
        Some(edition) if problems.is_empty() => Ok(Texts { hash: bundle_hash(&bundle), bundle, edition }),
        _ => Err(Failure::BadData { problems: in_order(problems) }),
    }
}

/// Opens the world that the flags name; bad data is refused with every problem.
pub fn world_of(globals: &Globals) -> Result<OpenWorld, Failure> {
    let mut problems = Vec::new();
    let bundle = bundle_of(globals, &mut problems)?;
    let edition = Edition::read(&bundle, &mut problems);
    match (edition, World::open(&bundle, globals.known_on)) {
        (Some(edition), Ok(world)) if problems.is_empty() => {
            let texts = Texts { hash: bundle_hash(&bundle), bundle, edition };
            Ok(OpenWorld { texts, world })
        }
        (_, opened) => {
            problems.extend(opened.err().unwrap_or_default());
            Err(Failure::BadData { problems: in_order(problems) })
        }
    }
}

/// Every problem of a set of texts. Scenarios and episodes are read against a world, so theirs come when the world has none.
pub fn world_problems(bundle: &Bundle) -> Vec<Problem> {
    match World::open(bundle, None) {
        Ok(world) => {
            let mut problems = scenario_problems(&world, bundle);
            load_episodes(bundle, &world, &mut problems);
            let episodes = bundle.under(EPISODES).filter(|it| it.0.ends_with(".toml"));
            tell_repeated_episodes(episodes, &mut problems);
            bill_table_problems(bundle, &mut problems);
            problems
        }
        Err(problems) => problems,
    }
}

/// What is wrong with the tables that bills are read and written by.
fn bill_table_problems(bundle: &Bundle, problems: &mut Vec<Problem>) {
    let words = HeaderWords::read(bundle, problems);
    TemplateColumn::read(bundle, problems);
    ListedWord::read(bundle, problems);
    if let Some(text) = bundle.required(EXAMPLE_PATH, problems) {
        problems.extend(read_bill(EXAMPLE_PATH, text.as_bytes(), &words, None).1);
    }
}

/// Problems in the order of their places, each once.
pub fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort();
    problems.dedup();
    problems
}
