//! Monthly series of many draws, as written: read row by row, kept as numbers.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use coercivity_quantity::Month;

use super::good::SeriesGood;
use super::key::SeriesKey;
use super::own_names::OwnNames;
use super::quantity::SeriesQuantity;

/// One month of a series with its value, in the unit of the series' quantity.
pub type Point = (Month, f64);

/// Values of one key in one scenario: for each draw, where its points stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Runs {
    /// Ordered by draw.
    draws: Vec<(u32, Range<usize>)>,
}

impl Runs {
    /// Numbers of the draws that hold the series, ascending.
    pub fn draws(&self) -> impl Iterator<Item = u32> {
        self.draws.iter().map(|it| it.0)
    }
}

/// A series with months missing between its first and its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The scenario; empty for a series that serves all.
    pub scenario: String,
    /// The key, its five words joined by colons.
    pub key: String,
    /// Months that some draw lacks.
    pub months: BTreeSet<Month>,
    /// Draws that lack one.
    pub draws: usize,
    /// Draws that hold the series.
    pub of: usize,
}

/// Every series that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeriesTable {
    pub(super) keys: Vec<SeriesKey>,
    /// Number of each scenario's name; the empty name serves every scenario.
    pub(super) scenarios: HashMap<String, u32>,
    pub(super) points: Vec<Point>,
    /// By scenario and key.
    pub(super) runs: HashMap<(u32, u32), Runs>,
}

impl SeriesTable {
    /// The series of a scenario: its own, and for other keys those that name no scenario.
    pub fn of(&self, scenario: &str) -> ScenarioSeries<'_> {
        let mut series = ScenarioSeries { table: self, runs: HashMap::new() };
        for name in ["", scenario] {
            let Some(&number) = self.scenarios.get(name) else { continue };
            for (place, key) in self.keys.iter().enumerate() {
                let found = u32::try_from(place).ok().and_then(|it| self.runs.get(&(number, it)));
                if let Some(runs) = found {
                    series.runs.insert(key, runs);
                }
            }
        }
        series
    }
    /// What the series are about that is on no closed list.
    pub fn named(&self) -> OwnNames {
        let mut named = OwnNames::default();
        for key in &self.keys {
            match &key.good {
                SeriesGood::Named(word) => named.add(word),
                SeriesGood::Substance(_)
                | SeriesGood::Users(_)
                | SeriesGood::Licensed(..)
                | SeriesGood::Projects(_)
                | SeriesGood::Facility(_) => {}
            }
        }
        named
    }
    /// Series with months missing between their first and their last, in the order of scenarios and keys. Prices are
    /// not asked: they are left out of months without trade.
    pub fn gaps(&self) -> Vec<Gap> {
        let mut found = Vec::new();
        for (name, &scenario) in &self.scenarios {
            for (place, key) in self.keys.iter().enumerate() {
                let runs = u32::try_from(place).ok().and_then(|it| self.runs.get(&(scenario, it)));
                let Some(runs) = runs.filter(|_| key.quantity != SeriesQuantity::Price) else { continue };
                let (mut months, mut draws) = (BTreeSet::new(), 0);
                for (_, range) in &runs.draws {
                    let pairs = self.points[range.clone()].windows(2);
                    let missing =
                        pairs.flat_map(|it| (1..it[1].0.since(it[0].0)).map(|ahead| it[0].0.plus(ahead)));
                    let mut any = false;
                    missing.for_each(|it| {
                        any = true;
                        months.insert(it);
                    });
                    draws += usize::from(any);
                }
                if draws > 0 {
                    let of = runs.draws.len();
                    found.push(Gap { scenario: name.clone(), key: key.to_string(), months, draws, of });
                }
            }
        }
        found.sort_by(|a, b| (&a.scenario, &a.key).cmp(&(&b.scenario, &b.key)));
        found
    }
    /// How many values there are.
    pub fn len(&self) -> usize {
        self.points.len()
    }
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }
}

/// The series that serve one scenario.
#[derive(Clone, Debug)]
pub struct ScenarioSeries<'a> {
    table: &'a SeriesTable,
    runs: HashMap<&'a SeriesKey, &'a Runs>,
}

impl<'a> ScenarioSeries<'a> {
    /// Every key, in no order.
    pub fn keys(&self) -> impl Iterator<Item = &'a SeriesKey> {
        self.runs.keys().copied()
    }
    /// The draws of a key.
    pub fn runs(&self, key: &SeriesKey) -> Option<&'a Runs> {
        self.runs.get(key).copied()
    }
    /// The points of one draw, in the order of their months.
    pub fn points(&self, runs: &Runs, draw: u32) -> Option<&'a [Point]> {
        let place = runs.draws.binary_search_by_key(&draw, |it| it.0).ok()?;
        Some(&self.table.points[runs.draws[place].1.clone()])
    }
}

/// Adds a run to those of its key; draws come in order.
pub(super) fn add_run(runs: &mut HashMap<(u32, u32), Runs>, at: (u32, u32), draw: u32, points: Range<usize>) {
    runs.entry(at).or_default().draws.push((draw, points));
}
