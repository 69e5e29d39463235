//! From a finished run to its view: what the draws say, in the reader's words, with what it rests on.
//!
//! Nothing is simulated here: quantiles over the draws, labels of the world, sentences, and the explanations that
//! lead from each figure to rows of fact.

mod acting_law;
mod answer;
mod assumptions;
mod base_year;
mod beside;
mod by_clause;
mod chain;
mod drivers;
mod figures;
mod going_ahead;
mod grounds;
mod headlines;
mod history;
mod history_series;
mod independence;
mod inputs;
mod lines;
mod monthly;
mod own_law;
mod paying;
mod prices;
mod projects;
mod public_money;
mod reasons;
mod rows;
mod service;
mod weakest;

use std::collections::BTreeMap;

use coercivity_quantity::{Month, quantile};
use coercivity_simulate::{Outcome, Question, Shelf};
use coercivity_world::Place;
use coercivity_world::scenario::Claim;

use crate::view::{
    Checks, Horizon, Label, Law, ManifestEntry, SCHEMA, ScenarioText, Source, View, WorldMark,
};

use grounds::Grounds;

pub use drivers::Ranking;
pub use headlines::{headline_name, headline_of};
pub use history::{Judged, history};
pub use independence::{claim_gap, claim_held};
pub use rows::series_parts;

/// A finished run and how it was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    /// What was asked.
    pub question: &'a Question<'a>,
    /// What the draws answered.
    pub outcome: &'a Outcome,
    /// Where the draws' series are.
    pub shelf: &'a dyn Shelf,
    /// Seed of the draws.
    pub seed: u64,
    /// The world's printed name.
    pub world_name: &'a str,
    /// Version of the program.
    pub version: &'a str,
    /// The command that gives this run again.
    pub replay: &'a str,
    /// The claims that the scenario puts to the test.
    pub claims: &'a [Claim],
}

/// Everything that may be shown of a run; the ranking of its inputs where that was asked.
pub fn view(telling: &Telling<'_>, ranking: Option<&Ranking>) -> View {
    let scenario = telling.question.scenario;
    let mut grounds = Grounds::of(telling);
    let all = &mut grounds;
    let figures = figures::figures(telling, all);
    let chains = chain::chains(telling, all);
    let assumptions = assumptions::assumptions(telling, all);
    let independence = independence::dates(telling, all);
    let (service, hysteresis) = (service::service(telling, all), service::hysteresis(telling, all));
    let (prices, monthly) = (prices::prices(telling, all), monthly::monthly(telling, all));
    let (public_money, projects) =
        (public_money::public_money(telling, all), projects::projects(telling, all));
    let (weakest, base) = (weakest::links(telling, all), base_year::base(telling, all));
    let drivers = ranking.map(|it| drivers::drivers(telling, all, it));
    let own = own_law::OwnLaw::of(telling);
    let mut view = View {
        schema: SCHEMA.to_owned(),
        title: scenario.title.clone(),
        scenario: ScenarioText {
            id: scenario.id.clone(),
            title: scenario.title.clone(),
            text: scenario.text.clone(),
        },
        world: WorldMark {
            hash: telling.world_name.to_owned(),
            known_on: scenario.known_on.to_string(),
            version: telling.version.to_owned(),
        },
        law: law(telling),
        baseline: beside::baseline(telling),
        draws: u32::try_from(telling.outcome.draws.len()).unwrap_or(u32::MAX),
        seed: telling.seed,
        horizon: Horizon { from: scenario.from.to_string(), to: scenario.last_month().to_string() },
        shock_from: scenario.shock_from.map(|it| it.to_string()),
        replay: telling.replay.to_owned(),
        buyers: scenario
            .buyers
            .iter()
            .map(|it| Label { id: it.id.clone(), label: it.label.clone() })
            .collect(),
        uses: uses(telling),
        answer: answer::sentences(telling, &own, (&public_money, &projects)),
        warnings: scenario.warnings.iter().cloned().chain(own_law::warnings(telling, &own)).collect(),
        unknown: answer::unknown(telling),
        figures,
        public_money,
        projects,
        service,
        prices,
        monthly,
        hysteresis,
        chains,
        independence,
        weakest,
        base,
        assumptions,
        sources: BTreeMap::new(),
        whys: grounds.whys(),
        checks: checks(telling),
        manifest: manifest(telling),
        drivers,
        variants: Vec::new(),
        attribution: None,
    };
    view.sources = sources(telling, &view);
    view
}

impl Telling<'_> {
    /// The scenario's months.
    fn months(&self) -> Vec<Month> {
        let scenario = self.question.scenario;
        (0..scenario.months).map(|it| scenario.from.plus(i32::try_from(it).unwrap_or(i32::MAX))).collect()
    }
    /// The months as text.
    fn month_texts(&self) -> Vec<String> {
        self.months().iter().map(ToString::to_string).collect()
    }
    /// A quantile of something over the draws; none where no draw has it.
    fn quantile(&self, chance: f64, of: impl Fn(&coercivity_simulate::Drawn) -> f64) -> Option<f64> {
        let numbers: Vec<f64> = self.outcome.answers().iter().map(of).collect();
        quantile(&numbers, chance).filter(|it| it.is_finite())
    }
    /// The reader's name of a place.
    fn place(&self, id: Place) -> String {
        let known = self.question.world.vocabulary.place(id.as_str());
        known.map_or_else(|| id.to_string(), |it| it.name.clone())
    }
    /// The reader's name of an end use.
    fn end_use(&self, id: &str) -> String {
        self.question.world.vocabulary.end_use(id).map_or_else(|| id.to_owned(), |it| it.label.clone())
    }
    /// Words for how many draws a number rests on.
    fn basis(&self) -> String {
        match self.outcome.draws.len() {
            0 => "with every uncertain input at its central value".to_owned(),
            1 => "in one draw".to_owned(),
            many => format!("median of {many} draws"),
        }
    }
}

fn uses(telling: &Telling<'_>) -> Vec<Label> {
    let asked = telling.question.scenario.ask.end_uses.iter();
    let label =
        |it: &coercivity_world::EndUse| Label { id: it.to_string(), label: telling.end_use(it.as_str()) };
    asked.map(label).collect()
}

fn law(telling: &Telling<'_>) -> Law {
    let law = &telling.question.scenario.law;
    let day = telling.question.scenario.known_on;
    let mut sentence = match law.assumption.word() {
        "revived" => {
            "Assumed: where nobody knows whether a suspension went on, the clause binds again.".to_owned()
        }
        "extended" => "Assumed: where nobody knows whether a suspension went on, it was renewed.".to_owned(),
        "both" => "Where nobody knows whether a suspension went on, both readings are possible.".to_owned(),
        _ => format!(
            "Law as known on {day}: where nobody knows whether a suspension went on, nothing is assumed."
        ),
    };
    for choice in &law.choices {
        let change = choice.change.as_deref().map_or(String::new(), |it| format!(":{it}"));
        let word = choice.assumption.word();
        sentence.push_str(&format!(" Assumed of {}{change}: {word}.", choice.instrument));
    }
    Law { state: law.assumption.word().to_owned(), sentence }
}

fn checks(telling: &Telling<'_>) -> Checks {
    let central = telling.outcome.central.checks;
    let all = telling.outcome.draws.iter().fold(central, |sum, it| sum.with(it.checks));
    Checks {
        worst_kkt: Some(all.worst_residual),
        worst_mass_t: Some(all.worst_mass_t),
        worst_wedge_gap: Some(all.worst_wedge_gap),
        most_passes: all.most_passes,
        // The market counts in thousands of dollars.
        worst_money_usd: Some(all.worst_money * 1000.0),
        solved_months: all.solved,
        fallbacks: all.fallbacks,
    }
}

fn manifest(telling: &Telling<'_>) -> Vec<ManifestEntry> {
    let entry = |key: &str, value: String| ManifestEntry { key: key.to_owned(), value };
    let outcome = telling.outcome;
    let mut entries = vec![
        entry("draws asked", outcome.asked.to_string()),
        entry("draws finished", outcome.draws.len().to_string()),
        entry("draws left out: prices and fees contradicted the base year", outcome.refused.to_string()),
    ];
    let extends = &telling.question.scenario.extends;
    if !extends.is_empty() {
        entries.push(entry("extends", extends.join(", ")));
    }
    entries
}

/// Every source that anything in the view leads to.
fn sources(telling: &Telling<'_>, view: &View) -> BTreeMap<String, Source> {
    let whys = view.whys.iter().flat_map(|it| it.1.cites.iter().map(|it| it.source.as_str()));
    let moves = view.base.moves.iter().flat_map(|it| it.sources.iter().map(String::as_str));
    let assumed = view.assumptions.iter().flat_map(|it| it.sources.iter().map(String::as_str));
    let keys = whys.chain(moves).chain(assumed);
    let found = keys.filter_map(|key| {
        let source = Source::of(telling.question.world.sources.get(key)?);
        Some((key.to_owned(), source))
    });
    found.collect()
}
