//! What a scenario is read against.

use coercivity_data::{Placed, Problem, nearest};
use coercivity_quantity::Citation;

use crate::economy::Parameters;
use crate::id::EndUse;
use crate::measures::{Measure, Words};
use crate::scenario::claim::Claim;
use crate::source::Sources;
use crate::vocabulary::Vocabulary;
use crate::world::World;

/// A word of scenario files that stands for several end uses.
const DEFENCE: (&str, [&str; 2]) = ("defence_magnet", ["defence_ndfeb", "defence_smco"]);

/// The lists and the law that a scenario's names are looked up in.
#[derive(Clone, Copy, Debug)]
pub struct ScenarioContext<'a> {
    /// The closed lists.
    pub vocabulary: &'a Vocabulary,
    /// The sources.
    pub sources: &'a Sources,
    /// Every instrument, whenever it was announced: what is not yet known on the scenario's day is told from what
    /// does not exist.
    pub measures: &'a [Measure],
    /// Names of groups of places and goods.
    pub words: &'a Words,
    /// Parameters of the market.
    pub parameters: &'a Parameters,
    /// The claims that can be tested.
    pub claims: &'a [Claim],
}

impl<'a> ScenarioContext<'a> {
    /// The lists and the law of a world, with the claims read beside it.
    pub fn of(world: &'a World, claims: &'a [Claim]) -> Self {
        let World { vocabulary, sources, measures, words, economy, .. } = world;
        Self { vocabulary, sources, measures, words, parameters: &economy.parameters, claims }
    }
}

/// The end uses that words name, each once; a word that is on no list is a problem.
pub(super) fn end_uses_of(
    vocabulary: &Vocabulary,
    said: &[Placed<String>],
    problems: &mut Vec<Problem>,
) -> Vec<EndUse> {
    let mut found: Vec<EndUse> = Vec::new();
    for word in said {
        let meant: Vec<&str> = match word.value == DEFENCE.0 {
            true => DEFENCE.1.to_vec(),
            false => vec![&word.value],
        };
        let known: Vec<EndUse> = meant.iter().filter_map(|it| Some(vocabulary.end_use(it)?.id)).collect();
        if known.len() < meant.len() {
            let ids = vocabulary.end_uses().map(|it| it.id.to_string()).chain([DEFENCE.0.to_owned()]);
            let ids: Vec<String> = ids.collect();
            problems.push(unknown(word, "end use", &ids));
        }
        for id in known {
            if !found.contains(&id) {
                found.push(id);
            }
        }
    }
    found
}

/// The problem of a word that is on no list, with the nearest word that is.
pub(super) fn unknown(word: &Placed<String>, kind: &str, known: &[String]) -> Problem {
    let remedy = nearest(&word.value, known.iter().map(String::as_str))
        .map_or("use a word of the list".to_owned(), |near| format!("did you mean `{near}`?"));
    let expected = match known.len() {
        0..=24 => format!("one of {}", known.join(", ")),
        _ => format!("one of the {} that there are", known.len()),
    };
    word.problem(format!("{kind} `{}`", word.value), expected, remedy)
}

/// Tells sources that do not exist.
pub(super) fn tell_sources(cited: &Placed<Citation>, sources: &Sources, problems: &mut Vec<Problem>) {
    for key in cited.value.sources.iter().filter(|it| sources.get(it).is_none()) {
        let remedy = sources.nearest(key).map_or("add it to a table of data/sources/".to_owned(), |near| {
            format!("did you mean `{near}`?")
        });
        problems.push(cited.problem(format!("source `{key}`"), "a key of data/sources/", remedy));
    }
}
