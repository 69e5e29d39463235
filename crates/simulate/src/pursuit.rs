//! Toward something that holds in too few draws: which inputs would have to lie where, in their ranges, for it to hold in
//! half of them.
//!
//! Round after round the inputs that go with coming nearer, by more than chance, are drawn from the better half of what
//! was left of their ranges (subset simulation by halves, after Au and Beck 2001, over the uniform numbers of the
//! inputs). It ends when half is reached, when no input stands apart any more, or after [`MOST_ROUNDS`].

use coercivity_world::World;
use coercivity_world::base::BaseYear;
use coercivity_world::scenario::{AskedFigure, Scenario};

use crate::drawn::Drawn;
use crate::drivers::drivers;
use crate::ensemble::{Interrupted, Progress, ensemble};
use crate::inputs::TakenInputs;
use crate::inverse::EVEN;
use crate::path::Fault;
use crate::question::Question;
use crate::sample::Narrowed;
use crate::shelf::Nowhere;

/// Rounds after which no input is narrowed further: what is left of a range is then a sixteenth.
pub const MOST_ROUNDS: usize = 4;

/// What a draw is judged by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearness {
    /// Whether it holds.
    pub holds: bool,
    /// How near it comes: a greater number is nearer, and nothing else is read of it.
    pub near: f64,
}

/// What a pursuit needs.
#[derive(Clone, Copy)]
pub struct Pursuit<'a> {
    /// The world.
    pub world: &'a World,
    /// Its base year.
    pub base: &'a BaseYear,
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Figures that the judgement reads.
    pub figures: &'a [AskedFigure],
    /// Draws of a round, [`crate::DRIVER_DRAWS`] or more.
    pub draws: u32,
    /// Seed of the draws.
    pub seed: u64,
    /// Told after each draw.
    pub progress: &'a Progress<'a>,
}

/// An input of which a part of the range was drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// Its least value over the last round's draws.
    pub low: f64,
    /// Its greatest.
    pub high: f64,
    /// The chance of that part, before anything was narrowed.
    pub chance: f64,
}

/// How far it went.
#[derive(Clone, Debug, PartialEq)]
pub struct Pursued {
    /// The share of the draws in which it holds, as the inputs stand and after each round.
    pub shares: Vec<f64>,
    /// The inputs narrowed in the last round, those kept to the smallest part first.
    pub kept: Vec<Kept>,
    /// Whether it was stopped.
    pub interrupted: Interrupted,
}

impl Pursuit<'_> {
    /// Narrows inputs until it holds in half of the draws, or no further.
    ///
    /// # Errors
    /// [`Fault`] when the best guesses contradict the base year, or when a month has no equilibrium.
    pub fn toward(
        &self,
        judged: &dyn Fn(&Question<'_>, &Drawn) -> Option<Nearness>,
    ) -> Result<Pursued, Fault> {
        let mut scenario = self.scenario.clone();
        scenario.ask.figures = self.figures.iter().copied().collect();
        let mut narrowed = Narrowed::new();
        let mut pursued = Pursued { shares: Vec::new(), kept: Vec::new(), interrupted: Interrupted::No };
        loop {
            let question = Question::new(self.world, self.base, &scenario)?.within(narrowed.clone());
            let outcome = ensemble(&question, self.draws, self.seed, self.progress, &Nowhere)?;
            if outcome.interrupted == Interrupted::Yes {
                pursued.interrupted = Interrupted::Yes;
                return Ok(pursued);
            }
            let told: Option<Vec<Nearness>> = outcome.draws.iter().map(|it| judged(&question, it)).collect();
            let Some(told) = told.filter(|it| !it.is_empty()) else { return Ok(pursued) };
            let share = told.iter().filter(|it| it.holds).count() as f64 / told.len() as f64;
            let taken = TakenInputs::of(&question, self.seed, &outcome.numbers);
            pursued.shares.push(share);
            pursued.kept = kept(&taken, &narrowed);
            if share >= EVEN || pursued.shares.len() > MOST_ROUNDS || !narrow(&taken, &told, &mut narrowed) {
                return Ok(pursued);
            }
        }
    }
}

/// Keeps the better half of each input that goes with coming nearer; whether there is any.
fn narrow(taken: &TakenInputs, told: &[Nearness], narrowed: &mut Narrowed) -> bool {
    let near: Vec<f64> = told.iter().map(|it| it.near).collect();
    let Ok(drivers) = drivers(&taken.uniforms, &near) else { return false };
    for it in drivers.told() {
        let id = &taken.ids[it.input];
        let (from, to) = narrowed.get(id).copied().unwrap_or((0.0, 1.0));
        let middle = f64::midpoint(from, to);
        let half = if it.correlation > 0.0 { (middle, to) } else { (from, middle) };
        narrowed.insert(id.clone(), half);
    }
    !drivers.told().is_empty()
}

/// The inputs of which a part was drawn, with the ends of what was taken.
fn kept(taken: &TakenInputs, narrowed: &Narrowed) -> Vec<Kept> {
    let of = |(id, part): (&String, &(f64, f64))| {
        let values = &taken.values[taken.ids.iter().position(|it| it == id)?];
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Some(Kept { id: id.clone(), low, high, chance: part.1 - part.0 })
    };
    let mut kept: Vec<Kept> = narrowed.iter().filter_map(of).collect();
    kept.sort_by(|a, b| a.chance.total_cmp(&b.chance).then_with(|| a.id.cmp(&b.id)));
    kept
}
