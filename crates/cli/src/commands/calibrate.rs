//! `coercivity calibrate`: which ranges of the parameters the facts of history leave.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use coercivity_data::{
    AtlasRecords, Bundle, HistoryRecords, OwnNames, POSTERIOR_PATH, ScoredFact, SeriesNames, Split,
    VocabularyRecords,
};
use coercivity_score::{Forecast, Scored, Spoken, score, shown, spoken};
use coercivity_simulate::{Draw, Sampler, Values};
use coercivity_world::World;
use coercivity_world::economy::Parameters;
use coercivity_world::episode::{Episode, tell_peeking};
use serde_json::{Value, json};

use super::posterior_file::{Calibrated, Pedigree, ReplayScore, calibrated, narrowed, rounded, text};
use crate::answer::Answer;
use crate::args::Globals;
use crate::commands::backtest::facts_of_file;
use crate::failure::Failure;
use crate::interrupt::watch;
use crate::open_world::{in_order, texts_of};
use crate::progress::draws_bar;
use crate::replays::{episodes, wanted_series};
use crate::series_file::series_of_text;
use crate::write_atomic::write_atomic;

const EXAMPLES: &str = "\
Examples:
  coercivity calibrate --draws 500                                  what the facts say of each parameter, in some minutes
  coercivity calibrate --data my-world --out my-world/data/market/posterior.toml   keep it: run and backtest use it if it holds out of sample";

/// From what, and where to.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct CalibrateRequest {
    /// Draws from the prior ranges
    #[arg(long, value_name = "N", default_value_t = 2000, value_parser = clap::value_parser!(u32).range(20..=100_000))]
    pub draws: u32,
    /// Replay the episode files of this folder instead of the world's
    #[arg(long, value_name = "DIR")]
    pub episodes: Option<PathBuf>,
    /// A table of facts of your own instead of the world's
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// Write the posterior to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Seed where none is asked for.
const SEED: u64 = 20261121;
/// Draws that are walked before what they say is scored and the walks are forgotten.
const AT_ONCE: u32 = 50;
/// Part of the draws that is kept, and the fewest.
const KEPT_SHARE: f64 = 0.1;
const KEPT_LEAST: usize = 20;
/// Most draws of a replay that is scored: medians of few hundred scatter by a fact at the edge of its interval.
const SCORED: u32 = 1000;
const NOTHING_KEPT: &str = "nothing was calibrated or written";

/// Calibrates.
pub fn answer(globals: &Globals, request: &CalibrateRequest) -> Result<Answer, Failure> {
    globals.refuse_knowledge("a calibration")?;
    let texts = texts_of(globals)?;
    // What an earlier calibration left is not calibrated again.
    let files = texts.bundle.files().filter(|it| it.0 != POSTERIOR_PATH);
    let bundle = Bundle::new(files.map(|it| (it.0.to_owned(), it.1.to_owned())));
    let opened = World::open(&bundle, globals.known_on);
    let world = opened.map_err(|problems| Failure::BadData { problems: in_order(problems) })?;
    let episodes = episodes(request.episodes.as_deref(), &bundle, &world)?;
    let (facts, names) = facts(&bundle, request, &episodes)?;
    let facts: Vec<&ScoredFact> = facts.iter().collect();
    let seed = globals.seed.unwrap_or(SEED);
    let rows = said(globals, (&world, &episodes), (&facts, &names), (request.draws, seed))?;
    let draw =
        |number: u32| Values::of(&world.economy.parameters, &mut Sampler::new(Draw::Random { seed, number }));
    let values: Vec<Values> = (0..request.draws).map(draw).collect();
    let kept = ((KEPT_SHARE * f64::from(request.draws)).ceil() as usize).max(KEPT_LEAST);
    let parameters = &world.economy.parameters;
    let all = calibrated(parameters, (&values, &rows), kept, |_| true);
    let scoring = Scoring { globals, world: &world, names: &names, draws: request.draws.min(SCORED), seed };
    let mut scores = Scores {
        prior: scoring.of(&episodes, &facts, parameters.clone())?,
        calibrated: scoring.of(&episodes, &facts, narrowed(parameters, &all))?,
        left_out: Vec::new(),
    };
    for episode in &episodes {
        let others = calibrated(parameters, (&values, &rows), kept, |it| it.scenario != episode.id);
        let own: Vec<&ScoredFact> = facts.iter().copied().filter(|it| it.scenario == episode.id).collect();
        let one = std::slice::from_ref(episode);
        scores.left_out.extend(scoring.of(one, &own, narrowed(parameters, &others))?);
    }
    let pedigree = Pedigree { draws: request.draws, seed, kept, scores: scores.told() };
    let mut answer = told(&all, &pedigree);
    answer.world = texts.name();
    if let Some(path) = &request.out {
        write_atomic(path, text(&all, &pedigree).as_bytes())?;
    }
    Ok(answer)
}

/// Facts of the calibration split that some episode is asked for, and the names that series may bear.
fn facts(
    bundle: &Bundle,
    request: &CalibrateRequest,
    episodes: &[Episode],
) -> Result<(Vec<ScoredFact>, SeriesNames), Failure> {
    let mut problems = Vec::new();
    let vocabulary = VocabularyRecords::read(bundle, &mut problems);
    let atlas = AtlasRecords::read(bundle, &mut problems);
    let names = SeriesNames::of(&vocabulary, &atlas)
        .with(OwnNames::shipped(bundle))
        .with(OwnNames::of_episodes(episodes.iter().map(|it| (it.id.as_str(), it.text.as_str()))));
    let mut facts = match &request.facts {
        Some(path) => facts_of_file(path, &names, &mut problems),
        None => HistoryRecords::read(bundle, &vocabulary, &atlas, &mut problems).facts,
    };
    tell_peeking(episodes, facts.iter(), &mut problems);
    if !problems.is_empty() {
        return Err(Failure::BadData { problems: in_order(problems) });
    }
    facts.retain(|it| it.split == Split::Calibration && episodes.iter().any(|own| own.id == it.scenario));
    if facts.is_empty() {
        return Err(Failure::usage(
            "no fact of the calibration split is about an episode that is replayed",
            "name facts with --facts FILE whose `scenario` is the id of an episode",
        ));
    }
    Ok((facts, names))
}

/// What every draw says of every fact, some draws at a time: nothing else of a walk is kept.
fn said<'a>(
    globals: &Globals,
    (world, episodes): (&World, &[Episode]),
    (facts, names): (&[&'a ScoredFact], &SeriesNames),
    (draws, seed): (u32, u64),
) -> Result<Vec<Spoken<'a>>, Failure> {
    let stop: &AtomicBool = watch()?;
    let bar = draws_bar(globals, "calibrating", u64::from(draws) * episodes.len() as u64);
    let wanted = wanted(facts);
    let mut all: Vec<Spoken<'a>> = facts.iter().map(|fact| Spoken { fact, numbers: Vec::new() }).collect();
    let mut first = 0;
    while first < draws {
        let count = AT_ONCE.min(draws - first);
        let text = wanted_series((world, episodes), (first, count, seed), &wanted, (&bar, stop))?;
        if stop.load(Ordering::SeqCst) {
            return Err(Failure::Interrupted { kept: NOTHING_KEPT.to_owned() });
        }
        let mut problems = Vec::new();
        let table = series_of_text("replay", &text, names, &mut problems);
        if !problems.is_empty() {
            return Err(Failure::BadData { problems: in_order(problems) });
        }
        for (row, more) in all.iter_mut().zip(spoken(facts, &table, count)) {
            row.numbers.extend(more.numbers);
        }
        first += count;
    }
    Ok(all)
}

/// Series that some facts read.
fn wanted(facts: &[&ScoredFact]) -> BTreeSet<[String; 5]> {
    let keys = facts.iter().flat_map(|it| it.key.keys().into_iter().chain(it.statistic.against().cloned()));
    keys.map(|it| it.words()).collect()
}

/// Replays that are scored.
struct Scoring<'w> {
    globals: &'w Globals,
    world: &'w World,
    names: &'w SeriesNames,
    draws: u32,
    seed: u64,
}

impl Scoring<'_> {
    /// Scores episodes replayed with these parameters.
    fn of<'a>(
        &self,
        episodes: &[Episode],
        facts: &[&'a ScoredFact],
        parameters: Parameters,
    ) -> Result<Vec<Scored<'a>>, Failure> {
        let mut world = self.world.clone();
        world.economy.parameters = parameters;
        let stop = watch()?;
        let bar = draws_bar(self.globals, "scoring", u64::from(self.draws) * episodes.len() as u64);
        let draws = (0, self.draws, self.seed);
        let text = wanted_series((&world, episodes), draws, &wanted(facts), (&bar, stop))?;
        if stop.load(Ordering::SeqCst) {
            return Err(Failure::Interrupted { kept: NOTHING_KEPT.to_owned() });
        }
        let mut problems = Vec::new();
        let table = series_of_text("replay", &text, self.names, &mut problems);
        if problems.is_empty() {
            Ok(score(facts, &table, &Forecast::Model))
        } else {
            Err(Failure::BadData { problems: in_order(problems) })
        }
    }
}

/// Scores of replays with the ranges as they were, as they are calibrated, and of each episode as the others calibrate them.
struct Scores<'a> {
    prior: Vec<Scored<'a>>,
    calibrated: Vec<Scored<'a>>,
    left_out: Vec<Scored<'a>>,
}

impl Scores<'_> {
    fn told(&self) -> [ReplayScore; 3] {
        [
            ReplayScore::of("prior", &self.prior),
            ReplayScore::of("calibrated", &self.calibrated),
            ReplayScore::of("without_the_episode", &self.left_out),
        ]
    }
}

const HEADER: [&str; 9] = [
    "parameter",
    "low",
    "best",
    "high",
    "prior_low",
    "prior_best",
    "prior_high",
    "width_over_prior",
    "facts",
];

fn told(all: &[Calibrated], pedigree: &Pedigree) -> Answer {
    let Pedigree { draws, seed, kept, scores } = pedigree;
    let mut lines =
        vec![format!("{:<32} {:<24} {:<24} {:<6} facts", "parameter", "posterior", "prior", "width")];
    let range = |it: (f64, f64, f64)| [it.0, it.1, it.2].map(|it| shown(Some(it))).join(" ");
    for it in all.iter().filter(|it| it.is_identified()) {
        let posterior = range(rounded(it.posterior.range, it.prior));
        let width = shown(Some((100.0 * it.posterior.width_over_prior).round() / 100.0));
        let line = format!(
            "{:<32} {posterior:<24} {:<24} {width:<6} {}",
            it.parameter.id(),
            range(it.prior),
            it.facts.join(" ")
        );
        lines.push(line.trim_end().to_owned());
    }
    let open: Vec<&str> = all.iter().filter(|it| !it.is_identified()).map(|it| it.parameter.id()).collect();
    lines.push(format!("not identified, prior kept: {}", open.join(", ")));
    lines.push(format!(
        "# {draws} draws from the priors (seed {seed}); for each parameter the {kept} nearest to the facts that depend on it"
    ));
    for (score, label) in scores.iter().zip(LABELS) {
        lines.push(score.totals.all.line(label));
        let (a, crps) = (shown(score.grade_a_inside()), shown(score.crps));
        lines.push(format!("#   facts of grade A inside {a}; CRPS {crps}"));
    }
    lines.push(format!("# {}", verdict(pedigree)));
    let rows: Vec<Vec<String>> = all.iter().filter(|it| it.is_identified()).map(row).collect();
    Answer::new("coercivity.calibrate/1", lines.join("\n") + "\n", document(all, pedigree))
        .with_rows(&HEADER, &rows)
}

/// What the scores of [`Pedigree`] are called.
const LABELS: [&str; 3] = [
    "prior",
    "calibrated, on the facts that it was calibrated with",
    "calibrated without the episode that is scored (the honest figure)",
];

/// Whether runs draw from what is left, and why.
fn verdict(pedigree: &Pedigree) -> &'static str {
    if pedigree.is_in_use() {
        "in use: it passes the gate, by the honest figure with a CRPS no higher than that of the priors"
    } else {
        "a record, not in use: it misses the gate, or by the honest figure its CRPS is higher than that of the priors; runs \
         keep the prior ranges"
    }
}

fn row(it: &Calibrated) -> Vec<String> {
    let (low, best, high) = rounded(it.posterior.range, it.prior);
    let mut row = vec![it.parameter.id().to_owned()];
    row.extend([low, best, high, it.prior.0, it.prior.1, it.prior.2].map(|it| shown(Some(it))));
    row.push(format!("{:.2}", it.posterior.width_over_prior));
    row.push(it.facts.join(" "));
    row
}

fn document(all: &[Calibrated], pedigree: &Pedigree) -> Value {
    let range = |it: (f64, f64, f64)| json!({ "low": it.0, "best": it.1, "high": it.2 });
    let parameter = |it: &Calibrated| {
        json!({ "id": it.parameter.id(), "prior": range(it.prior), "posterior": range(rounded(it.posterior.range, it.prior)),
            "width_over_prior": it.posterior.width_over_prior, "effective_draws": it.effective, "identified": it.is_identified(), "facts": it.facts })
    };
    let score = |it: &ReplayScore| {
        let grades = it.totals.grades.iter();
        let grades: Vec<Value> =
            grades.map(|it| json!({ "grade": it.0.word(), "facts_inside": it.1.facts_inside })).collect();
        let own = json!({ "facts_inside": it.totals.all.facts_inside, "coverage": it.totals.all.coverage, "grades": grades,
            "crps": it.crps, "passes": it.totals.passes() });
        (it.of.to_owned(), own)
    };
    json!({
        "draws": pedigree.draws, "seed": pedigree.seed, "kept": pedigree.kept, "in_use": pedigree.is_in_use(),
        "parameters": all.iter().map(parameter).collect::<Vec<_>>(),
        "scores": pedigree.scores.iter().map(score).collect::<serde_json::Map<_, _>>(),
    })
}
