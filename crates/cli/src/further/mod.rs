//! What a run is asked beyond its own figures: each question has a flag, a part of the text and a key of
//! `figures.json`.

mod attribute;
mod claim;
mod driving;
mod narrowing;
mod shown;
mod variants;

pub use claim::check as check_claims;

use coercivity_report::view::{Attribution, Varied};
use coercivity_report::{Ranking, Telling, View, view};
use coercivity_simulate::{DRIVER_DRAWS, Interrupted, Outcome, Progress, Question, Versions};
use coercivity_world::scenario::Scenario;
use serde_json::{Map, Value, json};

use crate::carry_out::Asked;
use crate::failure::Failure;
use crate::open_world::OpenWorld;

/// The questions beyond a run's own figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, clap::Args)]
pub struct Further {
    /// Tell from when a cut-off is borne that begins further down the chain, at metal or with magnets alone
    #[arg(long)]
    pub stages: bool,
    /// Run the scenario's [[variant]] tables too, under the same draws, and set their headlines side by side
    #[arg(long)]
    pub variants: bool,
    /// Rank the uncertain inputs by how much they move the headlines; needs 40 draws or more
    #[arg(long, conflicts_with = "preview")]
    pub drivers: bool,
    /// What each item of the scenario's own did: one_out (without it) or shapley (its fair share of all)
    #[arg(long, value_enum, value_name = "HOW", hide_possible_values = true)]
    pub attribute: Option<How>,
    /// What would have to be true of the inputs for this claim to hold; needs 40 draws or more
    #[arg(long, value_name = "CLAIM", conflicts_with = "preview")]
    pub inverse: Vec<String>,
}

/// How effects are attributed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum How {
    /// The whole less the whole without the item
    #[value(name = "one_out")]
    OneOut,
    /// What the item adds, on average over all orders of adding the items
    #[value(name = "shapley")]
    Shapley,
}

impl How {
    const WORDS: [(&'static str, Self); 2] = [("one_out", Self::OneOut), ("shapley", Self::Shapley)];
    /// Its word on the command line.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|it| it.1 == self).expect("every way has a word").0
    }
}

impl Further {
    /// As a manifest keeps it; null when nothing more is asked.
    pub fn document(&self) -> Value {
        if *self == Self::default() {
            return Value::Null;
        }
        json!({
            "stages": self.stages,
            "variants": self.variants,
            "drivers": self.drivers,
            "attribute": self.attribute.map(How::word),
            "inverse": self.inverse,
        })
    }
    /// As a manifest kept it.
    pub fn of(document: &Value) -> Self {
        let how = document["attribute"].as_str();
        let claims = document["inverse"].as_array().into_iter().flatten();
        Self {
            stages: document["stages"].as_bool().unwrap_or(false),
            variants: document["variants"].as_bool().unwrap_or(false),
            drivers: document["drivers"].as_bool().unwrap_or(false),
            attribute: How::WORDS.iter().find(|it| Some(it.0) == how).map(|it| it.1),
            inverse: claims.filter_map(|it| it.as_str().map(str::to_owned)).collect(),
        }
    }
    /// The flags that ask for it.
    pub fn flags(&self) -> Vec<String> {
        let mut flags = Vec::new();
        flags.extend(self.stages.then(|| "--stages".to_owned()));
        flags.extend(self.variants.then(|| "--variants".to_owned()));
        flags.extend(self.drivers.then(|| "--drivers".to_owned()));
        flags.extend(self.attribute.map(|it| format!("--attribute {}", it.word())));
        flags.extend(self.inverse.iter().map(|it| format!("--inverse {it}")));
        flags
    }
    /// Refuses what cannot be answered, before anything is computed.
    pub fn check(&self, scenario: &Scenario, draws: u32) -> Result<(), Failure> {
        let asks_draws = self.drivers || !self.inverse.is_empty();
        if asks_draws && (draws as usize) < DRIVER_DRAWS {
            return Err(Failure::usage(
                format!("--drivers and --inverse read {DRIVER_DRAWS} draws or more; this run makes {draws}"),
                format!("ask for --draws {DRIVER_DRAWS}; 200 tell weaker inputs too"),
            ));
        }
        if self.variants && scenario.variants.is_empty() {
            return Err(Failure::usage(
                format!("scenario `{}` has no variant", scenario.id),
                "write a [[variant]] table: docs/guides/write-a-scenario.md shows one",
            ));
        }
        Ok(())
    }
}

/// A finished run, and what is needed to ask it more.
#[derive(Clone, Copy)]
pub struct Finished<'a> {
    /// The world.
    pub open: &'a OpenWorld,
    /// How it was asked.
    pub asked: &'a Asked,
    /// What the simulator was asked.
    pub question: &'a Question<'a>,
    /// What it answered.
    pub outcome: &'a Outcome,
    /// How it is told.
    pub telling: &'a Telling<'a>,
    /// Random draws asked for; none for central values.
    pub count: u32,
}

impl Finished<'_> {
    /// Versions of the scenario under the same draws.
    fn versions<'b>(&'b self, progress: &'b Progress<'b>) -> Versions<'b> {
        let (world, base) = (self.question.world, self.question.base);
        Versions { world, base, count: self.count, seed: self.telling.seed, progress }
    }
    /// Words for how many draws numbers rest on.
    fn basis(&self) -> String {
        match self.count {
            0 => "central values".to_owned(),
            _ => format!("medians (P10..P90) of {} draws", self.outcome.draws.len()),
        }
    }
}

/// All that was answered.
#[derive(Clone, Debug, Default)]
pub struct Answered {
    /// The inputs ranked, which the view tells.
    pub ranking: Option<Ranking>,
    /// What the variants would do.
    pub variants: Vec<Varied>,
    /// What each item did.
    pub attribution: Option<Attribution>,
    /// For people, each answer in the order of reading.
    pub texts: Vec<String>,
    /// For programs, by its key in `figures.json`: what the view does not tell.
    pub documents: Vec<(&'static str, Value)>,
}

impl Answered {
    /// The run's view, with the answers that it tells.
    pub fn view(&self, telling: &Telling<'_>) -> View {
        View {
            variants: self.variants.clone(),
            attribution: self.attribution.clone(),
            ..view(telling, self.ranking.as_ref())
        }
    }
    fn add(&mut self, section: Section) {
        self.texts.push(section.text);
        self.documents.push((section.key, section.json));
    }
}

/// One answered question.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its key in `figures.json`.
    pub key: &'static str,
    /// For programs.
    pub json: Value,
    /// For people.
    pub text: String,
}

/// Makes the progress of one more ensemble: its title and how many draws it makes.
pub type Bars<'a> = dyn Fn(&str, u64) -> Box<Progress<'static>> + Sync + 'a;

/// Answers all that is asked further, in the order of reading; stops where the reader stopped.
pub fn answered(
    finished: &Finished<'_>,
    bars: &Bars<'_>,
    width: usize,
) -> Result<(Answered, Interrupted), Failure> {
    let further = &finished.asked.further;
    let mut all = Answered::default();
    if further.drivers {
        let (ranking, text) = driving::ranked(finished, width);
        all.ranking = Some(ranking);
        all.texts.push(text);
    }
    let mut interrupted = Interrupted::No;
    if !further.inverse.is_empty() {
        let (section, stopped) = claim::section(finished, bars, width)?;
        all.add(section);
        interrupted = stopped;
    }
    if further.variants && interrupted == Interrupted::No {
        let ((varied, text), stopped) = variants::varied(finished, bars, width)?;
        all.variants = varied;
        all.texts.push(text);
        interrupted = stopped;
    }
    if let (Some(how), Interrupted::No) = (further.attribute, interrupted) {
        match attribute::attributed(finished, how, bars, width)? {
            Some((attribution, text)) => {
                all.attribution = Some(attribution);
                all.texts.push(text);
            }
            None => interrupted = Interrupted::Yes,
        }
    }
    Ok((all, interrupted))
}

/// Lays what was answered beside the view's keys.
pub fn with_answers(mut document: Value, documents: &[(&'static str, Value)]) -> Value {
    if let Value::Object(fields) = &mut document {
        let keys = documents.iter().map(|it| (it.0.to_owned(), it.1.clone()));
        fields.extend(keys.collect::<Map<String, Value>>());
    }
    document
}
