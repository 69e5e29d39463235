//! Facts scored: the median of the draws against the interval, the 80 % band against the value.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use coercivity_data::{ScenarioSeries, ScoredFact, SeriesTable};
use coercivity_quantity::quantile;

use crate::compute::number;
use crate::forecast::Forecast;
use crate::four_digits::shown;
use crate::inputs::Found;

/// Least share of the draws that must have a number: with fewer a row is missing, for those that have one are no picture of
/// all.
pub const DEFINED_SHARE_MIN: f64 = 0.9;
/// Walks of a random forecaster, shared out over the draws of the model.
const WALKS: u32 = 400;

/// Whether the median is a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It lies in the interval.
    Inside,
    /// It lies outside.
    Outside,
    /// Too few draws give a number.
    Missing,
}

impl Status {
    /// The word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Outside => "outside",
            Self::Missing => "missing",
        }
    }
}

/// One fact with what an ensemble says about it, in the fact's unit; infinite is never.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored<'a> {
    /// The fact.
    pub fact: &'a ScoredFact,
    /// Whether the median is a hit.
    pub status: Status,
    /// What the draws give, ascending; draws without a number are left out.
    pub numbers: Vec<f64>,
    /// Their median; none when the row is missing.
    pub median: Option<f64>,
    /// Their tenth percentile.
    pub p10: Option<f64>,
    /// Their ninetieth percentile.
    pub p90: Option<f64>,
    /// Whether the value lies between the two; none when the row is missing.
    pub in_band: Option<bool>,
}

/// Header of the rows that [`Scored::row`] gives.
pub const ROW_HEADER: [&str; 13] = [
    "id", "grade", "scenario", "status", "median", "p10", "p90", "value", "lo", "hi", "unit", "in_band",
    "draws",
];

impl Scored<'_> {
    /// The row as tables print it.
    pub fn row(&self) -> Vec<String> {
        let fact = self.fact;
        let in_band = self.in_band.map_or(String::new(), |it| u8::from(it).to_string());
        vec![
            fact.id.clone(),
            fact.grade.word().to_owned(),
            fact.scenario.clone(),
            self.status.word().to_owned(),
            shown(self.median),
            shown(self.p10),
            shown(self.p90),
            fact.value.text.clone(),
            fact.low.text.clone(),
            fact.high.text.clone(),
            fact.unit.clone(),
            in_band,
            self.numbers.len().to_string(),
        ]
    }
}

/// Scores every fact on what a forecaster says, in the order of the facts.
pub fn score<'a>(facts: &[&'a ScoredFact], table: &SeriesTable, forecast: &Forecast<'_>) -> Vec<Scored<'a>> {
    let mut scenarios: BTreeMap<&str, ScenarioSeries<'_>> = BTreeMap::new();
    for fact in facts {
        scenarios.entry(&fact.scenario).or_insert_with(|| table.of(&fact.scenario));
    }
    let one = |(row, fact): (usize, &&'a ScoredFact)| {
        let found = Found::new(fact, &scenarios[fact.scenario.as_str()]);
        let (numbers, asked) = said(fact, &found, forecast, row as u64);
        marked(fact, numbers, asked)
    };
    facts.iter().enumerate().map(one).collect()
}

/// What the draws give, ascending, and how many were asked.
fn said(fact: &ScoredFact, found: &Found<'_>, forecast: &Forecast<'_>, row: u64) -> (Vec<f64>, usize) {
    let mut draws = if forecast.may(fact) { found.draws() } else { Vec::new() };
    if matches!(forecast, Forecast::Model) {
        // In the order of their names, as the published scorer reads them: zeros of either sign keep it.
        draws.sort_by_cached_key(u32::to_string);
    }
    let walks = match forecast {
        _ if draws.is_empty() => 0,
        Forecast::RandomWalk { .. } => WALKS as usize,
        Forecast::Model | Forecast::NothingHappens | Forecast::LicenceCourse(_) => draws.len(),
    };
    let mut numbers: Vec<f64> = (0..walks)
        .filter_map(|walk| {
            let inputs = found.inputs(draws[walk % draws.len()])?;
            let stream = (row << u32::BITS) | walk as u64;
            number(fact, &forecast.imagined(fact, inputs, stream)?)
        })
        .collect();
    numbers.sort_by(|one, other| one.partial_cmp(other).unwrap_or(Ordering::Equal));
    (numbers, walks)
}

fn marked(fact: &ScoredFact, numbers: Vec<f64>, asked: usize) -> Scored<'_> {
    let enough = !numbers.is_empty() && numbers.len() as f64 >= DEFINED_SHARE_MIN * asked as f64;
    let quantile = |chance| if enough { quantile(&numbers, chance) } else { None };
    let (median, p10, p90) = (quantile(0.5), quantile(0.1), quantile(0.9));
    let holds = |low: f64, number: f64, high: f64| low <= number && number <= high;
    let status = match median {
        None => Status::Missing,
        Some(it) if holds(fact.low.number, it, fact.high.number) => Status::Inside,
        Some(_) => Status::Outside,
    };
    let in_band = p10.zip(p90).map(|(p10, p90)| holds(p10, fact.value.number, p90));
    Scored { fact, status, numbers, median, p10, p90, in_band }
}
