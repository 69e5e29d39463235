//! From references to clauses, as a scenario writes them, to clauses that exist and are known on its day.

use coercivity_data::{Placed, Problem, nearest};
use coercivity_quantity::Day;

use crate::id::InstrumentId;
use crate::measures::{ClauseRef, Measure};

/// The instruments that a scenario may name: those of the world and its own.
pub(super) struct References<'a> {
    pub known: &'a [Measure],
    pub own: &'a [Measure],
    pub known_on: Option<Day>,
}

impl References<'_> {
    fn all(&self) -> impl Iterator<Item = &Measure> {
        self.own.iter().chain(self.known)
    }
    /// The instrument of an id.
    pub fn measure(&self, id: InstrumentId) -> Option<&Measure> {
        self.all().find(|it| it.id == id)
    }

    /// The clauses or changes that a word names. The country in front of an instrument's id may be left out when
    /// only one instrument ends so.
    pub fn read(&self, word: &Placed<String>, problems: &mut Vec<Problem>) -> Option<ClauseRef> {
        let Some(mut reference) = ClauseRef::read(&word.value) else {
            let expected = "an instrument's id, instrument:clause or instrument:*";
            problems.push(word.problem(format!("`{}`", word.value), expected, "correct the reference"));
            return None;
        };
        let Some(measure) = self.meant(reference.instrument) else {
            let ids: Vec<&str> = self.all().map(|it| it.id.as_str()).collect();
            let written = reference.instrument.to_string();
            let tails = ids.iter().filter_map(|it| Some((it.split_once('-')?.1, *it)));
            let near = nearest(&written, ids.iter().copied().chain(tails.map(|it| it.0)));
            let remedy = near.map_or("`coercivity measures` lists them all".to_owned(), |it| {
                format!("did you mean `{it}`?")
            });
            problems.push(word.problem(format!("instrument `{written}`"), "the id of an instrument", remedy));
            return None;
        };
        reference.instrument = measure.id;
        if let Some(day) = self.known_on.filter(|it| measure.announced > *it) {
            problems.push(word.problem(
                format!("`{}`, announced on {}", measure.id, measure.announced),
                format!("instruments announced by {day}, the day of `known_on`"),
                "move `known_on`, or leave the instrument out",
            ));
            return None;
        }
        if let Some(part) = reference.clause.as_deref().filter(|it| !measure.has_part(it)) {
            problems.push(no_such_part(word, part, measure));
            return None;
        }
        Some(reference)
    }

    fn meant(&self, id: InstrumentId) -> Option<&Measure> {
        if let Some(exact) = self.measure(id) {
            return Some(exact);
        }
        let tail = format!("-{id}");
        let mut ending = self.all().filter(|it| it.id.as_str().ends_with(&tail));
        ending.next().filter(|_| ending.next().is_none())
    }
}

fn no_such_part(word: &Placed<String>, part: &str, measure: &Measure) -> Problem {
    let clauses = measure.clauses.iter().map(|it| it.id.as_str());
    let parts: Vec<&str> = clauses.chain(measure.changes.iter().map(|it| it.id.as_str())).collect();
    let remedy = nearest(part, parts.iter().copied())
        .map_or(format!("`{}:*` means all of them", measure.id), |it| format!("did you mean `{it}`?"));
    let expected = format!("one of {} of `{}`", parts.join(", "), measure.id);
    word.problem(format!("clause `{part}`"), expected, remedy)
}
