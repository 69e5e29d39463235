//! The view model of a score: what a model says of history, fact by fact, beside what happened.
//!
//! The conventions are those of [`super`]: a month is text, shares lie in 0..=1, there is no NaN, a `why` is a handle
//! into [`History::whys`].

use std::collections::BTreeMap;

use coercivity_score::Total;
use serde::{Deserialize, Serialize};

use super::{Source, Whys};

/// The shape of the JSON; it changes when a reader of the old shape would be misled.
pub const HISTORY_SCHEMA: &str = "coercivity.history/1";

/// Series scored against history, ready to be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// Always [`HISTORY_SCHEMA`].
    pub schema: String,
    /// The headline of the page.
    pub title: String,
    /// Printed name of the data that it was scored on.
    pub world: String,
    /// Version of the program.
    pub version: String,
    /// The command that gives this score again.
    pub replay: String,
    /// The answer in sentences, most important first.
    pub answer: Vec<String>,
    /// Whether the score passes its gate.
    pub passes: bool,
    /// The episodes, in the order of their first facts.
    pub episodes: Vec<EpisodeScored>,
    /// Scores added up: by grade, those that gate, all, and a run in which nothing ever happens.
    pub totals: Vec<LabelledTotal>,
    /// Mean score of the ensembles (CRPS) in widths of a fact's interval; `None` without a row that has one.
    pub crps: Option<f64>,
    /// Skill against each rival.
    pub rivals: Vec<RivalShown>,
    /// What history replayed without each mechanism scores, the whole first; empty when not asked.
    pub ablation: Vec<Ablated>,
    /// Every source that anything here leads to.
    pub sources: BTreeMap<String, Source>,
    /// Every explanation that anything here leads to.
    pub whys: Whys,
}

/// One episode: its series and its facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EpisodeScored {
    /// Its id.
    pub id: String,
    /// What it is; the id where no episode file says.
    pub title: String,
    /// Series that a fact can be drawn upon.
    pub series: Vec<SeriesShown>,
    /// Its facts, in the order of the table.
    pub facts: Vec<FactShown>,
}

/// A series over the draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesShown {
    /// Its key: quantity, good, place, tier, counterpart.
    pub key: [String; 5],
    /// The key in words.
    pub label: String,
    /// Ending of the unit.
    pub unit: String,
    /// Month of the earliest day of knowledge of its facts, `YYYY-MM`: from then on it is a forecast.
    pub known_on: String,
    /// The months; every list below has their length.
    pub months: Vec<String>,
    /// Tenth percentile; `None` in a month in which no draw has a value.
    pub p10: Vec<Option<f64>>,
    /// Median.
    pub p50: Vec<Option<f64>>,
    /// Ninetieth percentile.
    pub p90: Vec<Option<f64>>,
}

/// Whether the median is a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hit {
    /// It lies in the interval.
    Inside,
    /// It lies outside.
    Outside,
    /// Too few draws give a number.
    Missing,
}

/// One row of the table of facts, and what the draws say of it. Numbers are in the fact's unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FactShown {
    /// Id of the row.
    pub id: String,
    /// The fact; its rows share one vote.
    pub fact: String,
    /// `A`, `B` or `C`.
    pub grade: String,
    /// What is stated, in words.
    pub says: String,
    /// Unit, for people.
    pub unit: String,
    /// First month that it speaks of.
    pub from: String,
    /// Last month that it speaks of.
    pub to: String,
    /// What happened.
    pub value: f64,
    /// Lowest number that counts as a hit.
    pub low: f64,
    /// Highest number that counts as a hit.
    pub high: f64,
    /// Whether the median is a hit.
    pub status: Hit,
    /// Median of the draws; `None` is never, or none where the row is missing.
    pub median: Option<f64>,
    /// Their tenth percentile; `None` as above.
    pub p10: Option<f64>,
    /// Their ninetieth percentile; `None` as above.
    pub p90: Option<f64>,
    /// Whether the 80 % band holds the value; `None` where the row is missing.
    pub in_band: Option<bool>,
    /// Score of the ensemble (CRPS) in widths of the interval.
    pub crps: Option<f64>,
    /// The same record in the unit of a series; `None` where it is not about one series' level, ratio or change.
    pub on_series: Option<OnSeries>,
    /// What it rests on, a handle into `whys`.
    pub why: String,
}

/// A fact in the unit of the series that it speaks of. A ratio or a change is taken of the median's own mean over the
/// months that it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OnSeries {
    /// Place of the series in the episode's list.
    pub series: usize,
    /// What happened.
    pub value: f64,
    /// Lowest that counts as a hit.
    pub low: f64,
    /// Highest that counts as a hit.
    pub high: f64,
}

/// Scores of some rows, added up, and of which.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelledTotal {
    /// Of what.
    pub label: String,
    /// The scores.
    #[serde(flatten)]
    pub total: Total,
}

/// A rival, on the rows that both forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RivalShown {
    /// What it is.
    pub label: String,
    /// One less the ratio of the two scores: 1 is perfect, 0 as good as the rival.
    pub skill: Option<f64>,
    /// The model's score in widths of the interval.
    pub model: Option<f64>,
    /// The rival's.
    pub rival: Option<f64>,
    /// Facts that both forecast.
    pub facts: usize,
    /// Rows that both forecast.
    pub rows: usize,
}

/// What history replayed without a mechanism scores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ablated {
    /// The mechanism that is left out; `None` for the whole.
    pub without: Option<String>,
    /// Share of the facts of grade A inside.
    pub facts_inside_a: Option<f64>,
    /// Share of all facts inside.
    pub facts_inside: Option<f64>,
    /// Share of the rows whose 80 % band holds the value.
    pub coverage: Option<f64>,
    /// Mean score in widths of the interval.
    pub crps: Option<f64>,
}
