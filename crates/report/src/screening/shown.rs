//! A screening, ready to be shown.

use std::collections::BTreeMap;

use coercivity_data::{MovementRow, Problem};
use coercivity_screen::{
    Findings, Flip, Linked, MissingPaper, OpenAnswer, Outcome, Question, RulebookFinding, Source, Tree,
    Watched,
};
use coercivity_world::World;
use coercivity_world::measures::{Clause, ClauseRef, Measure, Rulebook, RulebookKind};

use super::settling::Settling;
use super::since::Since;

/// More movements than this are a portfolio: the gravest are told in full, all in counts and as rows.
const PORTFOLIO: usize = 2000;
/// The movements of a portfolio that are told in full.
const GRAVEST: usize = 200;

/// A rulebook, and how often it says each thing.
pub type Tally<'a, T> = (&'a str, Vec<(T, usize)>);

/// A screening, ready to be shown: what was asked, what was found, and what would settle it.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The bill.
    pub linked: &'a Linked,
    /// The world.
    pub world: &'a World,
    /// Name of the world, such as `2026.11/a1b2c3d4`.
    pub world_name: &'a str,
    /// What was asked.
    pub question: &'a Question,
    /// The movements that were asked.
    pub rows: &'a [MovementRow],
    /// What was found.
    pub findings: &'a Findings,
    /// What is open, and what would close it.
    pub open: &'a [OpenAnswer],
    /// Papers in the order in which they close most.
    pub papers: &'a [MissingPaper],
    /// Answers that flip with the state of the law.
    pub law_flips: &'a [Flip],
    /// The coming days that are watched with the answers that flip on them, when days were asked.
    pub watched: Option<&'a Watched>,
    /// What papers on the origin of parts would settle.
    pub settling: &'a Settling,
    /// What changed since a former record, when one was named.
    pub since: Option<&'a Since>,
}

/// Contradictions of papers that are told one by one in a text, and of a portfolio in its record.
pub(super) const CONTRADICTIONS: usize = 10;

impl<'a> Shown<'a> {
    /// The graph of the bill.
    pub fn tree(&self) -> &'a Tree {
        &self.linked.tree
    }
    /// What is odd about the answers and the bill, and how it was read.
    pub fn remarks(&self) -> impl Iterator<Item = &'a Problem> {
        self.findings.remarks.iter().chain(&self.linked.remarks)
    }
    /// What their editors note of the rulebooks that say something: those that answer more than no, and duties, where
    /// nothing owed is an answer too.
    pub fn notes(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let movements = &self.findings.movements;
        let says = move |book: &Rulebook| {
            let mut answers = movements.iter().flat_map(|it| it.rulebooks.iter());
            let weighs = |it: &RulebookFinding| book.kind == RulebookKind::Duty || !it.is_quiet();
            answers.any(|it| it.rulebook == book.id && weighs(it))
        };
        let noted = self.world.rulebooks.iter().filter(move |it| !it.note.is_empty() && says(it));
        noted.map(|it| (it.id.as_str(), it.note.as_str()))
    }
    /// An item's id.
    pub fn item(&self, node: usize) -> &'a str {
        &self.tree().nodes[node].id
    }
    /// An item's id with its name.
    pub fn named(&self, node: usize) -> String {
        let node = &self.tree().nodes[node];
        if node.name.is_empty() { node.id.clone() } else { format!("{} {}", node.id, node.name) }
    }
    /// A clause by its reference.
    pub fn clause(&self, reference: &ClauseRef) -> Option<(&'a Measure, &'a Clause)> {
        let measure = self.world.measures.iter().find(|it| it.id == reference.instrument)?;
        Some((measure, measure.clause(reference.clause.as_deref()?)?))
    }
    /// The movements that a page or a document tells in full, in their order: all, or the gravest of a portfolio, which
    /// are held back most or worth most.
    pub fn told_in_full(&self) -> Vec<usize> {
        let movements = &self.findings.movements;
        let mut places: Vec<usize> = (0..movements.len()).collect();
        if !self.is_portfolio() {
            return places;
        }
        let value = |it: usize| self.tree().nodes[movements[it].item].value.unwrap_or(0.0);
        let gravity = |it: usize| {
            let combined = &movements[it].combined;
            ((combined.gravest(), combined.headline(), combined.at_most), value(it))
        };
        let gravities: Vec<_> = places.iter().map(|&it| gravity(it)).collect();
        places.sort_by(|&one, &other| {
            let (a, b) = (&gravities[other], &gravities[one]);
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(one.cmp(&other))
        });
        places.truncate(GRAVEST);
        places.sort_unstable();
        places
    }
    /// Whether there are too many movements for one page.
    pub fn is_portfolio(&self) -> bool {
        self.findings.movements.len() > PORTFOLIO
    }
    /// How many movements each rulebook gives each answer, in the order of answers.
    pub fn answers(&self) -> BTreeMap<(&'a str, Outcome), usize> {
        let answers = self.tally(|it| std::slice::from_ref(&it.outcome));
        answers
            .into_iter()
            .flat_map(|(book, of)| of.into_iter().map(move |it| ((book, it.0), it.1)))
            .collect()
    }
    /// How often each rulebook says each of some things. Rulebooks stand in the same order in nearly all movements, and
    /// say few different things: looking again where the last one was is quicker than any search.
    pub fn tally<T: Copy + PartialEq>(&self, told: impl Fn(&RulebookFinding) -> &[T]) -> Vec<Tally<'a, T>> {
        let mut by: Vec<Tally<'a, T>> = Vec::new();
        for movement in &self.findings.movements {
            for (place, found) in movement.rulebooks.iter().enumerate() {
                let same = |it: &Tally<'a, T>| it.0 == found.rulebook;
                let at = Some(place).filter(|&it| by.get(it).is_some_and(same));
                let at = at.or_else(|| by.iter().position(same)).unwrap_or_else(|| {
                    by.push((&found.rulebook, Vec::new()));
                    by.len() - 1
                });
                for thing in told(found) {
                    match by[at].1.iter_mut().find(|it| it.0 == *thing) {
                        Some(counted) => counted.1 += 1,
                        None => by[at].1.push((*thing, 1)),
                    }
                }
            }
        }
        by
    }
    /// How many movements each rulebook gives each answer, by its word.
    pub fn counts(&self) -> BTreeMap<&'a str, BTreeMap<&'static str, usize>> {
        let mut by: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for ((rulebook, outcome), count) in self.answers() {
            by.entry(rulebook).or_default().insert(outcome.word(), count);
        }
        by
    }
    /// A party's id with its name.
    pub fn party(&self, id: &str) -> String {
        match self.tree().parties.get(id).filter(|it| !it.name.is_empty() && it.name != it.id) {
            Some(party) => format!("{id} {}", party.name),
            None => id.to_owned(),
        }
    }
    /// Who could say a fact, in words.
    pub fn source(&self, source: &Source) -> String {
        match source {
            Source::Maker(id) => self.party(id),
            Source::Unnamed(item) => format!("the maker of {}", self.item(*item)),
            Source::Customer => "your customer".to_owned(),
            Source::Own => "your own file".to_owned(),
        }
    }
    /// Where a movement goes, in words.
    pub fn route(
        &self,
        from: Option<coercivity_world::Place>,
        to: Option<coercivity_world::Place>,
    ) -> String {
        let word = |it: Option<coercivity_world::Place>| it.map_or("?".to_owned(), |it| it.to_string());
        format!("{} -> {}", word(from), word(to))
    }
}
