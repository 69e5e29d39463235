//! `coercivity backtest`: how well series do against what happened.

mod material;
mod notes;

use std::path::{Path, PathBuf};

use coercivity_data::ScoredFact;
use coercivity_score::{
    Forecast, ROW_HEADER, Scored, Skill, Totals, mean_crps, row_crps, score, shown, skill,
};
use serde_json::{Value, json};

use crate::answer::{Answer, csv_text};
use crate::args::Globals;
use crate::commands::ablation::{self, ablations};
use crate::commands::history_page;
use crate::commands::run::quoted;
use crate::edition_hash::{calibration_hash, ranges_in_use};
use crate::failure::Failure;
use crate::interrupt::watch;
use crate::replays::unless_asked_to_stop;
use crate::write_atomic::write_atomic;

use material::material;
pub(super) use material::{Material, facts_of_file};

/// What is scored, and on what.
#[derive(Clone, Debug, clap::Args)]
pub struct BacktestRequest {
    /// Score these tables instead of replaying: draw,month,quantity,good,place,tier,counterpart,value[,scenario]
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with = "draws")]
    pub series: Vec<PathBuf>,
    /// Replay the episode files of this folder instead of the world's; beside --series, know their goods and days
    #[arg(long, value_name = "DIR")]
    pub episodes: Option<PathBuf>,
    /// Draws of a replay
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub draws: u32,
    /// A table of facts of your own instead of the world's
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// Only the facts of this episode
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// Fail (exit 4) unless enough facts are hit and the 80 % bands hold as often as they should
    #[arg(long)]
    pub gate: bool,
    /// Add the CRPS, the skill against two rivals, and what a run in which nothing ever happens scores
    #[arg(long)]
    pub skill: bool,
    /// Replay again without each mechanism in turn, in the same draws, and show what that costs in score
    #[arg(long, conflicts_with = "series")]
    pub ablate: bool,
    /// Write score.csv, score.json, report.html and figures.json into this folder; a replay's series.csv too
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Seed of the random walks where none is asked for.
const WALK_SEED: u64 = 1;
/// Seed of the replays where none is asked for.
const REPLAY_SEED: u64 = 20261121;

/// Every forecaster's rows on the same facts.
pub(super) struct Scores<'a> {
    pub(super) model: Vec<Scored<'a>>,
    pub(super) totals: Totals,
    pub(super) nothing_happens: Totals,
    /// Name, words and rows of each rival.
    pub(super) rivals: Vec<(&'static str, String, Vec<Scored<'a>>)>,
}

/// Replays history, or reads series of another model, and scores them.
pub fn answer(globals: &Globals, request: &BacktestRequest) -> Result<Answer, Failure> {
    let material = material(globals, request)?;
    let facts = chosen(&material.history.facts, request.scenario.as_deref())?;
    let scores = scores(&facts, &material, globals.seed.unwrap_or(WALK_SEED));
    let mut lines = scores.totals.lines();
    if request.gate {
        lines.extend(scores.totals.gate_lines());
    }
    if request.skill {
        lines.extend(skill_lines(&scores));
    }
    let draws = (request.draws, replay_seed(globals));
    let ablated = match &material.replayed {
        Some(replayed) if request.ablate => {
            let episodes = (&replayed.world, &replayed.episodes[..]);
            Some(ablations(globals, episodes, (&facts, &material.names), &scores.model, draws)?)
        }
        _ => None,
    };
    if let Some(ablated) = &ablated {
        lines.extend(ablation::lines(ablated));
    }
    let rows: Vec<Vec<String>> = scores.model.iter().map(Scored::row).collect();
    let text = format!("{}{}\n", csv_text(&ROW_HEADER, &rows), lines.join("\n"));
    let mut json = document(&scores);
    json["calibration"] = calibration_hash(&material.texts.bundle).into();
    json["missing"] = notes::reasons(&scores.model, &material);
    if let Some(ablated) = &ablated {
        json["ablation"] = ablation::document(ablated);
    }
    let mut answer = Answer::new("coercivity.backtest/1", text, json);
    answer.csv = Some(crps_csv(&scores));
    answer.world = material.texts.name();
    if material.replayed.is_some() {
        answer.notes.push(format!("note  parameters: {}", ranges_in_use(&material.texts.bundle)));
    }
    if !request.skill {
        let calm = shown(scores.nothing_happens.all.facts_inside);
        answer
            .notes
            .push(format!("note  a run in which nothing ever happens scores {calm} of the same facts"));
        answer.notes.push("hint  --skill adds the CRPS and the skill against two rivals".to_owned());
    }
    answer.notes.extend(notes::missing(&scores.model, &material));
    answer.notes.extend(notes::written(&facts));
    answer.notes.extend(notes::gaps(&material.table.gaps()));
    answer.notes.extend(material.replayed.iter().flat_map(|it| notes::of_replays(it, &facts, draws)));
    if let Some(folder) = &request.out {
        // From here on a first Ctrl-C ends nothing: the folder is written whole.
        unless_asked_to_stop(watch()?)?;
        write_scores(folder, &answer)?;
        if let Some(replayed) = &material.replayed {
            write_atomic(&folder.join("series.csv"), replayed.series.as_bytes())?;
        }
        if let Some(ablated) = &ablated {
            write_atomic(&folder.join("ablation.csv"), ablation::table(ablated).as_bytes())?;
        }
        let shown = ablated.as_deref().map_or(Vec::new(), ablation::shown_rows);
        let episodes = material.replayed.as_ref().map_or(&[][..], |it| &it.episodes);
        let judged = (&scores, &material, episodes, &shown[..]);
        history_page::write(folder, judged, (&answer.world, &replay_command(globals, request)))?;
    }
    if request.gate && !scores.totals.passes() {
        answer.refused = Some(Failure::Gate {
            said: "the score does not pass its gate".to_owned(),
            hint: "the lines that begin with # say which share is too low".to_owned(),
        });
    }
    Ok(answer)
}

fn replay_seed(globals: &Globals) -> u64 {
    globals.seed.unwrap_or(REPLAY_SEED)
}

fn chosen<'a>(facts: &'a [ScoredFact], scenario: Option<&str>) -> Result<Vec<&'a ScoredFact>, Failure> {
    let Some(asked) = scenario else { return Ok(facts.iter().collect()) };
    let chosen: Vec<&ScoredFact> = facts.iter().filter(|it| it.scenario == asked).collect();
    if chosen.is_empty() {
        return Err(Failure::unknown("episode", asked, facts.iter().map(|it| it.scenario.as_str())));
    }
    Ok(chosen)
}

fn scores<'a>(facts: &[&'a ScoredFact], material: &Material, seed: u64) -> Scores<'a> {
    let of = |forecast: &Forecast<'_>| score(facts, &material.table, forecast);
    let model = of(&Forecast::Model);
    let rivals = &material.history.rivals;
    let mut all = Vec::new();
    if let Some(walk) = &rivals.walk {
        let forecast = Forecast::RandomWalk { deviation: walk.deviation, seed, learnt_from: &walk.scenario };
        let words = format!("a random walk ({} % a month)", shown(Some(100.0 * walk.deviation)));
        all.push(("random_walk", words, of(&forecast)));
    }
    let words = format!("the course of an earlier licence ({})", rivals.course.scenarios.join(", "));
    all.push(("licence_course", words, of(&Forecast::LicenceCourse(&rivals.course))));
    Scores {
        totals: Totals::of(&model),
        nothing_happens: Totals::of(&of(&Forecast::NothingHappens)),
        model,
        rivals: all,
    }
}

fn skill_lines(scores: &Scores<'_>) -> Vec<String> {
    let (mean, facts) = mean_crps(&scores.model);
    let of = scores.totals.all.facts;
    let mut lines = vec![
        scores.nothing_happens.all.line("a run in which nothing ever happens"),
        format!(
            "# CRPS (in widths of the interval, each fact one vote): {} over {facts} of {of} facts",
            shown(mean)
        ),
    ];
    for (_, words, rows) in &scores.rivals {
        let Skill { skill, model, rival, facts, rows } = skill(&scores.model, rows);
        lines.push(format!(
            "# skill against {words}: {} over {facts} facts, {rows} rows that both forecast; CRPS {} against {}",
            shown(skill),
            shown(model),
            shown(rival)
        ));
    }
    lines
}

/// The rows with the CRPS of every forecaster.
fn crps_csv(scores: &Scores<'_>) -> String {
    let mut header: Vec<String> = ROW_HEADER.iter().map(|it| (*it).to_owned()).collect();
    header.push("crps".to_owned());
    header.extend(scores.rivals.iter().map(|it| format!("crps_{}", it.0)));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let row = |(place, model): (usize, &Scored<'_>)| {
        let mut row = model.row();
        row.push(shown(row_crps(model)));
        row.extend(scores.rivals.iter().map(|it| shown(row_crps(&it.2[place]))));
        row
    };
    csv_text(&header, &scores.model.iter().enumerate().map(row).collect::<Vec<_>>())
}

fn document(scores: &Scores<'_>) -> Value {
    let rows: Vec<Value> =
        scores.model.iter().enumerate().map(|(place, it)| row(scores, place, it)).collect();
    let rivals: Vec<Value> = scores
        .rivals
        .iter()
        .map(|(name, words, rows)| {
            let it = skill(&scores.model, rows);
            json!({ "rival": name, "words": words, "skill": it.skill, "crps_model": it.model, "crps_rival": it.rival,
                "facts": it.facts, "rows": it.rows })
        })
        .collect();
    let grades: serde_json::Map<String, Value> =
        scores.totals.grades.iter().map(|it| (it.0.word().to_owned(), json!(it.1))).collect();
    let (mean, facts) = mean_crps(&scores.model);
    json!({
        "rows": rows,
        "totals": { "grades": grades, "a_and_b": scores.totals.gating, "all": scores.totals.all,
            "passes": scores.totals.passes() },
        "nothing_happens": scores.nothing_happens.all,
        "crps": { "mean": mean, "facts": facts, "unit": "widths of the interval" },
        "skill": rivals,
    })
}

fn row(scores: &Scores<'_>, place: usize, row: &Scored<'_>) -> Value {
    let fact = row.fact;
    let mut json = json!({
        "id": fact.id, "fact": fact.fact, "grade": fact.grade.word(), "scenario": fact.scenario,
        "status": row.status.word(), "median": or_never(row.median), "p10": or_never(row.p10),
        "p90": or_never(row.p90), "value": fact.value.number, "low": fact.low.number, "high": fact.high.number,
        "unit": fact.unit, "in_band": row.in_band, "draws": row.numbers.len(), "source": fact.cited.sources,
        "crps": row_crps(row),
    });
    for (name, _, rows) in &scores.rivals {
        json[format!("crps_{name}")] = row_crps(&rows[place]).into();
    }
    json
}

/// JSON has no infinity: never is a word.
fn or_never(number: Option<f64>) -> Value {
    match number {
        Some(it) if it.is_infinite() => "never".into(),
        Some(it) => it.into(),
        None => Value::Null,
    }
}

/// The command that asks for the same score again.
fn replay_command(globals: &Globals, request: &BacktestRequest) -> String {
    let mut words = vec!["coercivity backtest".to_owned()];
    let path = |it: &Path| quoted(&it.display().to_string());
    words.extend(request.episodes.as_deref().map(|it| format!("--episodes {}", path(it))));
    if request.series.is_empty() {
        words.push(format!("--draws {}", request.draws));
    } else {
        words.push("--series".to_owned());
        words.extend(request.series.iter().map(|it| path(it)));
    }
    words.extend(request.facts.as_deref().map(|it| format!("--facts {}", path(it))));
    words.extend(request.scenario.as_deref().map(|it| format!("--scenario {}", quoted(it))));
    words.extend(request.ablate.then(|| "--ablate".to_owned()));
    words.extend(globals.seed.map(|it| format!("--seed {it}")));
    words.join(" ")
}

fn make_folder(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| {
        Failure::run(
            format!("`{}` cannot be made: {error}", folder.display()),
            "name a folder where you may write",
        )
    })
}

fn write_scores(folder: &Path, answer: &Answer) -> Result<(), Failure> {
    make_folder(folder)?;
    for (name, format) in [("score.csv", crate::args::Format::Csv), ("score.json", crate::args::Format::Json)]
    {
        write_atomic(&folder.join(name), answer.rendered(format)?.as_bytes())?;
    }
    Ok(())
}
