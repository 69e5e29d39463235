//! Skill: how much nearer than a rival an ensemble comes to what happened.

use crate::crps::row_crps;
use crate::scored::Scored;
use crate::total::Votes;

/// The scores of a model and of a rival on the facts that both forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Skill {
    /// `1 - model / rival`: 1 is perfect, 0 as good as the rival; none where the rival is perfect or nothing is shared.
    pub skill: Option<f64>,
    /// The model's score over the shared facts, in widths of their intervals.
    pub model: Option<f64>,
    /// The rival's score over the same rows.
    pub rival: Option<f64>,
    /// Facts with a row that both forecast.
    pub facts: usize,
    /// Rows that both forecast.
    pub rows: usize,
}

/// A model's mean score: each fact one vote, its rows sharing it.
pub fn mean_crps(model: &[Scored<'_>]) -> (Option<f64>, usize) {
    let mut votes = Votes::default();
    for row in model {
        if let Some(score) = row_crps(row) {
            votes.cast(&row.fact.fact, score);
        }
    }
    (votes.mean(mean), votes.facts.len())
}

/// The skill of a model against a rival. Both hold the same facts in the same order; a row that one of them cannot
/// forecast is left out for both.
pub fn skill(model: &[Scored<'_>], rival: &[Scored<'_>]) -> Skill {
    let mut ours = Votes::default();
    let mut theirs = Votes::default();
    let mut rows = 0;
    for (mine, other) in model.iter().zip(rival) {
        assert!(std::ptr::eq(mine.fact, other.fact), "model and rival are scored on the same facts");
        if let (Some(mine_score), Some(other_score)) = (row_crps(mine), row_crps(other)) {
            ours.cast(&mine.fact.fact, mine_score);
            theirs.cast(&mine.fact.fact, other_score);
            rows += 1;
        }
    }
    let (model, rival) = (ours.mean(mean), theirs.mean(mean));
    let skill = model.zip(rival).filter(|it| it.1 > 0.0).map(|(model, rival)| 1.0 - model / rival);
    Skill { skill, model, rival, facts: ours.facts.len(), rows }
}

fn mean(scores: &[f64]) -> f64 {
    scores.iter().sum::<f64>() / scores.len() as f64
}
