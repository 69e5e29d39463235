//! From scored facts to their view: totals and sentences, and each fact beside the series that it speaks of.

use std::collections::BTreeMap;

use coercivity_data::{ScenarioSeries, SeriesTable, SourceRow};
use coercivity_score::{Scored, Skill, Status, Total, Totals, mean_crps, row_crps};
use coercivity_world::episode::Episode;

use crate::number::percent;
use crate::view::{
    Ablated, EpisodeScored, FactShown, HISTORY_SCHEMA, History, Hit, LabelledTotal, RivalShown, Source, Whys,
};

use super::history_series::{Lines, said};

/// Scored facts and how they were asked for.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    /// The rows of the model, in the order of the facts.
    pub model: &'a [Scored<'a>],
    /// Their totals.
    pub totals: &'a Totals,
    /// What a run in which nothing ever happens scores.
    pub nothing_happens: &'a Total,
    /// Words and skill of each rival.
    pub rivals: &'a [(String, Skill)],
    /// What each mechanism is worth; empty when not asked.
    pub ablation: &'a [Ablated],
    /// The series that were scored.
    pub table: &'a SeriesTable,
    /// What was replayed; empty where series of another model were read.
    pub episodes: &'a [Episode],
    /// The listed sources.
    pub sources: &'a BTreeMap<String, SourceRow>,
    /// The data's printed name.
    pub world: &'a str,
    /// Version of the program.
    pub version: &'a str,
    /// The command that gives this score again.
    pub replay: &'a str,
}

/// Everything that may be shown of a score.
pub fn history(judged: &Judged<'_>) -> History {
    let mut whys = Whys::default();
    let mut ids: Vec<&str> = Vec::new();
    for row in judged.model {
        if !ids.contains(&row.fact.scenario.as_str()) {
            ids.push(&row.fact.scenario);
        }
    }
    let episodes = ids.into_iter().map(|it| episode(judged, it, &mut whys)).collect();
    let sources = whys.iter().flat_map(|it| it.1.cites.iter().map(|it| it.source.clone()));
    let sources = sources.filter_map(|key| Some((key.clone(), Source::of(judged.sources.get(&key)?))));
    let (crps, _) = mean_crps(judged.model);
    History {
        schema: HISTORY_SCHEMA.to_owned(),
        title: if judged.episodes.is_empty() { "Series against history" } else { "Replays against history" }
            .to_owned(),
        world: judged.world.to_owned(),
        version: judged.version.to_owned(),
        replay: judged.replay.to_owned(),
        answer: sentences(judged, crps),
        passes: judged.totals.passes(),
        episodes,
        totals: totals(judged),
        crps,
        rivals: judged.rivals.iter().map(|(label, skill)| rival(label, skill)).collect(),
        ablation: judged.ablation.to_vec(),
        sources: sources.collect(),
        whys,
    }
}

fn episode(judged: &Judged<'_>, id: &str, whys: &mut Whys) -> EpisodeScored {
    let title = judged.episodes.iter().find(|it| it.id == id).map_or(id, |it| it.title.as_str());
    let own: ScenarioSeries<'_> = judged.table.of(id);
    let mut lines = Lines::new(&own);
    let rows = judged.model.iter().filter(|it| it.fact.scenario == id);
    let facts = rows.map(|it| fact(it, &mut lines, whys)).collect();
    EpisodeScored { id: id.to_owned(), title: title.to_owned(), series: lines.shown(), facts }
}

fn fact(row: &Scored<'_>, lines: &mut Lines<'_>, whys: &mut Whys) -> FactShown {
    let fact = row.fact;
    let says = said(fact);
    let (from, to) = (fact.target.first().to_string(), fact.target.last().to_string());
    let (value, low, high) = (&fact.value.text, &fact.low.text, &fact.high.text);
    let why =
        format!("{}: {says}, {from} to {to}: {value} {} ({low} to {high} is a hit)", fact.id, fact.unit);
    let finite = |it: Option<f64>| it.filter(|it| it.is_finite());
    FactShown {
        id: fact.id.clone(),
        fact: fact.fact.clone(),
        grade: fact.grade.word().to_owned(),
        says,
        unit: fact.unit.clone(),
        from,
        to,
        value: fact.value.number,
        low: fact.low.number,
        high: fact.high.number,
        status: match row.status {
            Status::Inside => Hit::Inside,
            Status::Outside => Hit::Outside,
            Status::Missing => Hit::Missing,
        },
        median: finite(row.median),
        p10: finite(row.p10),
        p90: finite(row.p90),
        in_band: row.in_band,
        crps: row_crps(row),
        on_series: lines.place(fact),
        why: whys.conclude(&why, std::slice::from_ref(&fact.cited), Vec::new()),
    }
}

fn totals(judged: &Judged<'_>) -> Vec<LabelledTotal> {
    let mut all: Vec<LabelledTotal> = judged
        .totals
        .grades
        .iter()
        .map(|(grade, it)| total(&format!("grade {}", grade.word()), it))
        .collect();
    all.push(total("grades A and B (these gate)", &judged.totals.gating));
    all.push(total("all", &judged.totals.all));
    all.push(total("a run in which nothing ever happens", judged.nothing_happens));
    all
}

fn total(label: &str, it: &Total) -> LabelledTotal {
    LabelledTotal { label: label.to_owned(), total: *it }
}

fn rival(label: &str, it: &Skill) -> RivalShown {
    let (label, facts, rows) = (label.to_owned(), it.facts, it.rows);
    RivalShown { label, skill: it.skill, model: it.model, rival: it.rival, facts, rows }
}

fn sentences(judged: &Judged<'_>, crps: Option<f64>) -> Vec<String> {
    let all = &judged.totals.all;
    let share = |it: Option<f64>| it.map_or("none".to_owned(), percent);
    let mut said = vec![
        format!("{} of the facts of history are hit.", share(all.facts_inside)),
        format!(
            "The median lies inside what counts as a hit in {} of {} rows; they speak of {} facts, one vote each.",
            all.inside, all.rows, all.facts
        ),
    ];
    said.push(format!(
        "The 80 % band holds what happened in {} of {} rows. A run in which nothing ever happens hits {}.",
        share(all.coverage),
        all.banded,
        share(judged.nothing_happens.facts_inside)
    ));
    if let Some(crps) = crps {
        said.push(format!("The ensembles lie {crps:.2} widths of the interval from what happened (CRPS)."));
    }
    let gate = if judged.totals.passes() { "passes" } else { "does not pass" };
    said.push(format!("The score {gate} its gate."));
    said
}
