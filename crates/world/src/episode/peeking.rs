//! Facts that an episode could have known: it would be scored on what it was told.

use std::collections::BTreeMap;

use coercivity_data::{Problem, ScoredFact};
use coercivity_quantity::{Day, Month};

use super::Episode;
use crate::source::problem_at;

/// Tells every episode whose day of knowledge is later than that of one of its facts, and every fact of months that its
/// episode tells as history.
pub fn tell_peeking<'a>(
    episodes: &[Episode],
    facts: impl Iterator<Item = &'a ScoredFact>,
    problems: &mut Vec<Problem>,
) {
    let mut late: BTreeMap<(usize, Day), Vec<&ScoredFact>> = BTreeMap::new();
    for fact in facts {
        let Some(number) = episodes.iter().position(|it| it.id == fact.scenario) else { continue };
        if episodes[number].known_on > fact.known_on {
            late.entry((number, fact.known_on)).or_default().push(fact);
        }
        problems.extend(told_to(&episodes[number], fact));
    }
    for ((number, day), facts) in late {
        let episode = &episodes[number];
        let rows: Vec<String> = facts.iter().map(|it| format!("`{}` ({})", it.id, it.cited.row)).collect();
        let found = format!("known_on {}, later than that of fact {}", episode.known_on, rows.join(", "));
        let expected = format!("{day} or before, the day of knowledge of the facts");
        let remedy = "move it back: it peeks past the facts' `known_on`";
        problems.push(episode.known_on_at.problem(found, expected, remedy));
    }
}

/// The problem of a fact whose every target month is told to its episode, in each series that it reads.
fn told_to(episode: &Episode, fact: &ScoredFact) -> Option<Problem> {
    let keys: Vec<_> = fact.key.keys().into_iter().chain(fact.statistic.against().cloned()).collect();
    let months: Vec<Month> = fact.target.months().collect();
    let telling = |words: [String; 5], month: Month| {
        let mut own = episode.history.iter().filter(|it| it.key == words);
        own.find(|it| it.values.iter().any(|it| it.0 == month))
    };
    let all: Option<Vec<_>> =
        keys.iter().flat_map(|key| months.iter().map(|month| telling(key.words(), *month))).collect();
    let first = all?.first()?.cited.row.clone();
    let (from, to) = (fact.target.first(), fact.target.last());
    let window = if from == to { from.to_string() } else { format!("{from}..{to}") };
    let found = format!("fact `{}` of {window}, which {first} tells as history", fact.id);
    let remedy = "leave the fact out, or its months out of the [[history]]";
    Some(problem_at(&fact.cited.row, found, "a month that the replay has to tell itself", remedy))
}
