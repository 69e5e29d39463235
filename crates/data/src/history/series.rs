//! Monthly series of many draws, as written: read row by row, kept as numbers.

use std::collections::HashMap;
use std::ops::Range;

use coercivity_quantity::Month;

use super::key::SeriesKey;

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
