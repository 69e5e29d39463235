//! Over all answers the papers that close most: a greedy cover.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Findings;
use crate::judge::Screening;
use crate::missing::{MissingPaper, OpenAnswer, Source};
use crate::need::Need;

/// Papers in the order in which they close most: each closes what it completes with those above it.
pub fn cover(screening: &Screening<'_>, findings: &Findings, open: &[OpenAnswer]) -> Vec<MissingPaper> {
    let value = |answer: usize| screening.tree.nodes[findings.movements[open[answer].movement].item].value;
    let mut race = Race::of(screening, open);
    let mut papers = Vec::new();
    while let Some(source) = race.best(&value) {
        let closed = race.take(source);
        let needs: BTreeSet<&Need> = race.asked[source].iter().flat_map(|it| &it.1).copied().collect();
        let mut paper = MissingPaper {
            from: race.sources[source].clone(),
            needs: needs.into_iter().cloned().collect(),
            closes: Vec::new(),
            value: BTreeMap::new(),
        };
        let mut items = BTreeSet::new();
        for answer in closed {
            let movement = &findings.movements[open[answer].movement];
            paper.closes.push((open[answer].movement, open[answer].rulebook.clone()));
            let node = &screening.tree.nodes[movement.item];
            if let Some(value) = node.value.filter(|_| items.insert(movement.item)) {
                *paper.value.entry(node.currency.clone()).or_default() += value;
            }
        }
        papers.push(paper);
    }
    papers
}

/// Who may be asked next, kept in the order of what each would complete, so that a step costs what it changes.
struct Race<'a> {
    /// Those who could say something, in the order of their names.
    sources: Vec<Source>,
    /// For each of them the answers it is asked for, and what.
    asked: Vec<Vec<(usize, Vec<&'a Need>)>>,
    /// For each answer those who are still missing.
    missing: Vec<BTreeSet<usize>>,
    /// For each source the answers that it alone would complete, and how many still want it.
    completes: Vec<(BTreeSet<usize>, usize)>,
    /// The sources by what they complete, those whose worth is yet to be summed up apart.
    order: BTreeSet<Place>,
    places: Vec<Option<Place>>,
    stale: BTreeSet<usize>,
}

/// Where a source stands: by the answers it completes, what these are worth, and how many answers want it; among
/// equals the first in the order of names.
type Place = (usize, Worth, usize, Reverse<usize>);

/// A sum of values, ordered as numbers are.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Worth(f64);

impl Eq for Worth {}

impl PartialOrd for Worth {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Worth {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl<'a> Race<'a> {
    fn of(screening: &Screening<'_>, open: &'a [OpenAnswer]) -> Self {
        let holders = Holders::of(screening);
        let mut by: BTreeMap<Source, Vec<(usize, Vec<&Need>)>> = BTreeMap::new();
        for (answer, need) in
            open.iter().enumerate().flat_map(|(at, it)| it.needs.iter().map(move |need| (at, need)))
        {
            let wanted = by.entry(holders.source(need)).or_default();
            match wanted.last_mut().filter(|it| it.0 == answer) {
                Some(last) => last.1.push(need),
                None => wanted.push((answer, vec![need])),
            }
        }
        let (sources, asked): (Vec<Source>, Vec<_>) = by.into_iter().unzip();
        let mut missing: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); open.len()];
        for (source, wanted) in asked.iter().enumerate() {
            for (answer, _) in wanted {
                missing[*answer].insert(source);
            }
        }
        let alone = |it: &usize| missing[*it].len() == 1;
        let completes =
            asked.iter().map(|wanted| (wanted.iter().map(|it| it.0).filter(alone).collect(), wanted.len()));
        Self {
            completes: completes.collect(),
            order: BTreeSet::new(),
            places: vec![None; sources.len()],
            stale: (0..sources.len()).collect(),
            sources,
            asked,
            missing,
        }
    }

    /// The source that completes most; none when nothing is wanted of anybody.
    fn best(&mut self, value: &dyn Fn(usize) -> Option<f64>) -> Option<usize> {
        for source in std::mem::take(&mut self.stale) {
            if let Some(before) = self.places[source].take() {
                self.order.remove(&before);
            }
            let (completes, wanted) = &self.completes[source];
            if *wanted > 0 {
                let worth = completes.iter().filter_map(|it| value(*it)).sum();
                let place = (completes.len(), Worth(worth), *wanted, Reverse(source));
                self.order.insert(place);
                self.places[source] = Some(place);
            }
        }
        self.order.last().map(|it| it.3.0)
    }

    /// Takes a source: the answers that it completes are closed, in their order, and wanted of nobody any more.
    fn take(&mut self, source: usize) -> BTreeSet<usize> {
        let closed = std::mem::take(&mut self.completes[source].0);
        for (answer, _) in &self.asked[source] {
            if !self.missing[*answer].remove(&source) {
                continue;
            }
            if let Some(&last) = self.missing[*answer].first().filter(|_| self.missing[*answer].len() == 1) {
                self.completes[last].0.insert(*answer);
                self.stale.insert(last);
            }
        }
        self.completes[source].1 = 0;
        self.stale.insert(source);
        closed
    }
}

/// For each item the nearest maker above it.
struct Holders {
    maker: Vec<Option<String>>,
}

impl Holders {
    fn of(screening: &Screening<'_>) -> Self {
        let tree = screening.tree;
        let mut maker: Vec<Option<String>> = tree.nodes.iter().map(|it| it.maker.clone()).collect();
        // What holds comes before what is held.
        for node in crate::origin::order(tree).into_iter().rev() {
            for edge in &tree.parts[node] {
                if maker[edge.part].is_none() {
                    maker[edge.part] = maker[node].clone();
                }
            }
        }
        Self { maker }
    }
    /// Who could say a fact. A line without a maker is known to the maker of what holds it.
    fn source(&self, need: &Need) -> Source {
        match need {
            Need::User | Need::Use | Need::Contract | Need::Route => Source::Customer,
            Need::Condition(_) => Source::Own,
            Need::Origin(item)
            | Need::Inside(item)
            | Need::Composition(item)
            | Need::Made(item)
            | Need::Technology(item)
            | Need::Steps(item)
            | Need::Makers(item) => self.maker[*item].clone().map_or(Source::Unnamed(*item), Source::Maker),
        }
    }
}
