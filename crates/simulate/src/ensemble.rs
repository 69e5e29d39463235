//! Many draws of one question. Results do not depend on how many threads there are: each draw has streams of its
//! own, and answers are kept in the order of the draws.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::drawn::{Detail, Drawn, Thorough, drawn};
use crate::lines::{Line, Lines, Table, Whose};
use crate::path::Fault;
use crate::question::Question;
use crate::sample::Draw;
use crate::shelf::Shelf;

/// What the draws answered.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Best guesses throughout.
    pub central: Drawn,
    /// What only the central draw keeps.
    pub detail: Detail,
    /// Which series a draw has.
    pub lines: Lines,
    /// The random draws, in order, without their series; empty for a preview.
    pub draws: Vec<Drawn>,
    /// The number of each of them, by which its inputs can be taken again.
    pub numbers: Vec<u32>,
    /// Draws whose prices and fees contradicted the base year, in the scenario or in its baseline, and were left out.
    pub refused: u32,
    /// Draws asked for.
    pub asked: u32,
    /// Whether the run was stopped before all draws were done.
    pub interrupted: Interrupted,
}

/// Whether a run was stopped early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interrupted {
    /// It finished.
    No,
    /// It was stopped; the finished draws are kept.
    Yes,
}

/// Told after each finished draw; says whether to go on.
pub type Progress<'a> = dyn Fn() -> GoOn + Sync + 'a;

/// Whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoOn {
    /// With the next draw.
    Yes,
    /// Keep what is done and stop.
    Stop,
}

/// Answers with best guesses and with `count` random draws, whose series go onto a shelf: what is kept of a draw here is
/// a few figures, however many months it has.
///
/// # Errors
/// [`Fault`] when the best guesses fail, or when a month of any draw has no equilibrium.
pub fn ensemble(
    question: &Question<'_>,
    count: u32,
    seed: u64,
    progress: &Progress<'_>,
    shelf: &dyn Shelf,
) -> Result<Outcome, Fault> {
    let (central, detail) = drawn(question, Draw::Central, Thorough::Yes)?;
    let detail = detail.expect("a thorough draw keeps its detail");
    let lines = Lines::of(&central, question.scenario.months);
    let mut stop = progress() == GoOn::Stop;
    let (mut draws, mut numbers) = (Vec::new(), Vec::new());
    let mut refused = 0;
    let mut number = 0;
    // Batches keep the order of the draws plain, and what is held of them small; between two of them threads wait for
    // one another.
    let batch = 32.max(4 * u32::try_from(rayon::current_num_threads()).unwrap_or(1));
    let stopped = AtomicBool::new(stop);
    while number < count && !stop {
        let last = (number + batch).min(count);
        let answers: Vec<Option<Result<Drawn, Fault>>> = (number..last)
            .into_par_iter()
            .map(|number| {
                // A draw that was not begun when the run was stopped is not begun any more.
                let begins = !stopped.load(Ordering::Relaxed);
                let answer = begins
                    .then(|| drawn(question, Draw::Random { seed, number }, Thorough::No).map(|it| it.0));
                if begins && progress() == GoOn::Stop {
                    stopped.store(true, Ordering::Relaxed);
                }
                answer
            })
            .collect();
        stop = stopped.load(Ordering::Relaxed);
        for (number, answer) in (number..last).zip(answers) {
            match answer {
                Some(Ok(mut it)) => {
                    stop |= shelf.put(&lines.numbers(&it)) == GoOn::Stop;
                    it.shelved();
                    draws.push(it);
                    numbers.push(number);
                }
                Some(Err(Fault::Calibration(_))) => refused += 1,
                Some(Err(fault)) => return Err(fault),
                None => {}
            }
        }
        number = last;
    }
    let done = numbers.len() as u32 + refused;
    let interrupted = if done < count { Interrupted::Yes } else { Interrupted::No };
    Ok(Outcome { central, detail, lines, draws, numbers, refused, asked: count, interrupted })
}

impl Outcome {
    /// The draws that quantiles are taken over: the random ones, or the central one of a preview.
    pub fn answers(&self) -> &[Drawn] {
        if self.draws.is_empty() { std::slice::from_ref(&self.central) } else { &self.draws }
    }

    /// All series of one of the [`Outcome::answers`] behind one another, in the order of [`Outcome::lines`].
    pub fn row(&self, shelf: &dyn Shelf, answer: usize) -> Vec<f64> {
        if self.draws.is_empty() { self.lines.numbers(&self.central) } else { shelf.draw(answer) }
    }

    /// A series in every one of the [`Outcome::answers`], from the shelf that the draws were put on; none where draws
    /// have no such series.
    pub fn table(&self, shelf: &dyn Shelf, whose: Whose, line: Line) -> Option<Table> {
        if self.draws.is_empty() {
            return self.lines.table_of(&self.central, whose, line);
        }
        self.lines.table(shelf, whose, line)
    }
}
