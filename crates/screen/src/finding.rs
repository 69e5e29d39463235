//! What was found: for a clause, a rulebook and a movement.

use std::sync::Arc;

use coercivity_data::Problem;
use coercivity_quantity::{Day, Interval, Verdict};
use coercivity_world::Place;
use coercivity_world::measures::{Bound, Breadth, ClauseRef, ContentOf, Layer, State};

use crate::outcome::{Combined, Outcome, Owed, Rung};

/// A share that a clause tests.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Of what it is.
    pub of: ContentOf,
    /// Its range in each reading that was asked, 0..=1.
    pub ranges: Vec<(Breadth, Interval<f64>)>,
    /// The bound.
    pub bound: Bound,
}

/// What one clause says of one item of a movement.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseFinding {
    /// The clause.
    pub clause: Arc<ClauseRef>,
    /// A few words to know it by.
    pub title: Arc<str>,
    /// The item inside the one that moves of which it speaks; none when it speaks of the one that moves.
    pub inside: Option<usize>,
    /// Which of the names of the item it speaks of.
    pub variant: usize,
    /// On what the clause rests.
    pub layer: Layer,
    /// Whether it covers the item, in each reading that was asked.
    pub covers: Vec<(Breadth, Verdict)>,
    /// Its state on the day.
    pub state: State,
    /// How strongly it holds the movement back where it covers it; none for an exemption, a duty or a notice.
    pub rung: Option<Rung>,
    /// The share that it tests.
    pub share: Option<Share>,
    /// What the evidence leaves open.
    pub open: Vec<String>,
    /// The part of its scope that does not fit, when it does not cover the item.
    pub unfit: Option<String>,
}

/// What one rulebook says of a movement.
#[derive(Clone, Debug, PartialEq)]
pub struct RulebookFinding {
    /// Its id.
    pub rulebook: String,
    /// The answer.
    pub outcome: Outcome,
    /// What stands beside it.
    pub beside: Vec<Outcome>,
    /// The answer of each reading and state of law: reading, whether sleeping clauses of unknown state are awake,
    /// the least and the most that it may be.
    pub readings: Vec<Under>,
    /// What is owed or paid.
    pub owed: Option<Owed>,
    /// What each of its clauses says.
    pub clauses: Vec<ClauseFinding>,
}

/// The answer under one reading and one state of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Under {
    /// The reading of contested words.
    pub breadth: Breadth,
    /// Whether clauses whose state nobody knows are awake.
    pub awake: bool,
    /// The least that it may be.
    pub at_least: Outcome,
    /// The most that it may be.
    pub at_most: Outcome,
}

/// What was found about one movement of one item.
#[derive(Clone, Debug, PartialEq)]
pub struct MovementFinding {
    /// Its place in the list of movements.
    pub row: usize,
    /// The item that moves.
    pub item: usize,
    /// Where it leaves; unknown when absent.
    pub from: Option<Place>,
    /// Where it goes; unknown when absent.
    pub to: Option<Place>,
    /// The day.
    pub day: Day,
    /// What each rulebook says; shared with the movements of which it says the same.
    pub rulebooks: Vec<Arc<RulebookFinding>>,
    /// The controls together.
    pub combined: Combined,
    /// Rulebooks that were not asked, and how to ask them.
    pub not_asked: Arc<[(String, String)]>,
}

/// What was found about a bill.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// Each movement of each item.
    pub movements: Vec<MovementFinding>,
    /// Answers that the bill contradicts: both stay open.
    pub remarks: Vec<Problem>,
    /// What papers contradict, of one another or of the bill, of what moves and of whatever lies inside it.
    pub contradictions: Vec<Problem>,
}

impl Findings {
    /// Puts remarks and contradictions in order, each once.
    pub fn settle(&mut self) {
        for told in [&mut self.remarks, &mut self.contradictions] {
            told.sort();
            told.dedup();
        }
    }
}

impl ClauseFinding {
    /// Whether it says what another says, of the same thing under any name.
    fn says_the_same(&self, other: &Self) -> bool {
        let alike = self.clause == other.clause && self.inside == other.inside && self.covers == other.covers;
        alike && self.share == other.share && self.open == other.open && self.unfit == other.unfit
    }
    /// The item of which it speaks: the one that moves, or one inside it.
    pub fn item(&self, movement: &MovementFinding) -> usize {
        self.inside.unwrap_or(movement.item)
    }
    /// Whether it covers the item in every reading, in none, or nobody can say.
    pub fn verdict(&self) -> Verdict {
        let mut readings = self.covers.iter().map(|it| it.1);
        let first = readings.next().unwrap_or(Verdict::Open);
        if readings.all(|it| it == first) { first } else { Verdict::Open }
    }
    /// Whether readings of contested words part here.
    pub fn contested(&self) -> bool {
        self.covers.windows(2).any(|it| it[0].1 != it[1].1)
    }
}

impl RulebookFinding {
    /// What clauses say, each once: of a thing under several names a clause mostly says the same.
    pub fn told(&self) -> impl Iterator<Item = &ClauseFinding> {
        let before = |at: usize| &self.clauses[..at];
        let all = self.clauses.iter().enumerate();
        all.filter(move |(at, it)| !before(*at).iter().any(|other| other.says_the_same(it))).map(|it| it.1)
    }
    /// Whether nothing of it bears on the movement.
    pub fn is_quiet(&self) -> bool {
        self.clauses.is_empty() && self.outcome == Outcome::NotCaptured
    }
    /// Whether it holds the movement back: yes, no, or open.
    pub fn verdict(&self) -> Verdict {
        self.outcome.verdict()
    }
    /// What certainly holds, and the most that it may be, over all readings and states.
    pub fn bounds(&self) -> (Option<Outcome>, Option<Outcome>) {
        let least = self.readings.iter().map(|it| it.at_least).min();
        (least, self.readings.iter().map(|it| it.at_most).max())
    }
}
