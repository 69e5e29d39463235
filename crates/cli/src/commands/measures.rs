//! `coercivity measures`: which control binds on a day, as far as known on another, and what it says.

mod about;
mod calendar;
mod detail;
mod effect_words;
mod listing;
mod timeline;

#[cfg(test)]
mod tests;

use coercivity_quantity::Day;
use coercivity_world::measures::{Assumption, LawState, Regime, State};

use crate::answer::Answer;
use crate::args::{Globals, LawWord};
use crate::commands::measures::listing::Line;
use crate::failure::Failure;
use crate::open_world::OpenWorld;

/// What is asked of the room.
#[derive(Clone, Debug, clap::Args)]
pub struct MeasuresRequest {
    /// An instrument, or one clause of it, such as cn-mofcom-2025-061 or cn-mofcom-2025-061:1-1
    pub id: Option<String>,
    /// The day whose law is asked [default: the day of knowledge]
    #[arg(long, value_name = "DAY")]
    pub on: Option<Day>,
    /// Only what may concern these elements, groups, goods or materials, such as Dy,gallium,NdPr,oxide:Tb,magnet
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub about: Vec<String>,
    /// Only instruments of this issuer, such as CN or US
    #[arg(long, value_name = "CODE")]
    pub issuer: Option<String>,
    /// One row a clause through time instead of one day
    #[arg(long, conflicts_with_all = ["diff", "conflicts"])]
    pub timeline: bool,
    /// What differs between two days, such as 2026-11-09..2026-11-11
    #[arg(long, value_name = "DAY..DAY", conflicts_with = "conflicts")]
    pub diff: Option<String>,
    /// The coming days on which clauses begin, end, sleep or wake
    #[arg(long, conflicts_with_all = ["timeline", "diff", "conflicts"])]
    pub calendar: bool,
    /// Say the words of each clause as well
    #[arg(long)]
    pub text: bool,
    /// Contradictions, and what the texts leave open
    #[arg(long)]
    pub conflicts: bool,
}

/// Everything that the parts of an answer need.
pub(crate) struct Asked<'a> {
    pub(crate) open: &'a OpenWorld,
    pub(crate) regime: &'a Regime,
    pub(crate) request: &'a MeasuresRequest,
    pub(crate) on: Day,
    pub(crate) law: LawState,
    pub(crate) width: usize,
}

impl Asked<'_> {
    /// The state of a line's clause on a day.
    pub(crate) fn state(&self, line: &Line<'_>, day: Day) -> State {
        let state = self.regime.state(line.measure.id, &line.clause.id, day, &self.law);
        state.expect("a listed clause belongs to the regime")
    }
    /// The opening line of every answer.
    pub(crate) fn heading(&self) -> String {
        let read = self.regime.measures().iter().filter_map(|it| it.checked).max();
        let read = read.map_or(String::new(), |it| format!(" (latest source read to {it})"));
        let assumed = match self.law.assumption {
            Assumption::Actual => String::new(),
            other => format!("   law ASSUMED: {}", other.word()),
        };
        format!("as far as known on {}{read}{assumed}", self.regime.day())
    }
}

/// Answers the request from an open world.
pub fn answer(open: &OpenWorld, globals: &Globals, request: &MeasuresRequest) -> Result<Answer, Failure> {
    let assumption = globals.law.map_or(Assumption::Actual, LawWord::assumption);
    let days = request.calendar || request.timeline || request.diff.is_some();
    if days && assumption == Assumption::Both {
        return Err(Failure::usage(
            "--law both of changes from day to day",
            "ask twice, --law revived and --law extended; without --law a day tells where nobody knows",
        ));
    }
    let regime = open.world.regime();
    let asked = Asked {
        open,
        regime: &regime,
        request,
        on: request.on.unwrap_or(open.world.known_on),
        law: LawState::all(assumption),
        width: globals.text_width(),
    };
    if request.conflicts {
        return Ok(listing::conflicts(&asked));
    }
    let lines = listing::select(&asked)?;
    if request.calendar {
        return Ok(calendar::answer(&asked, &lines));
    }
    if request.timeline {
        return Ok(timeline::answer(&asked, &lines));
    }
    if let Some(days) = &request.diff {
        return timeline::difference(&asked, &lines, days);
    }
    if request.id.is_some() {
        return Ok(detail::answer(&asked, &lines));
    }
    Ok(listing::answer(&asked, &lines))
}

/// Folds a text into lines of at most `width` characters, each after `indent` blanks.
pub(crate) fn folded(text: &str, indent: usize, width: usize) -> Vec<String> {
    let room = width.saturating_sub(indent).max(20);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && columns(&line) + 1 + columns(word) > room {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        // Chinese has no blanks: what is longer than a line is cut where the line ends.
        for letter in word.chars() {
            if columns(&line) + column(letter) > room {
                lines.push(std::mem::take(&mut line));
            }
            line.push(letter);
        }
    }
    lines.push(line);
    lines.into_iter().filter(|it| !it.is_empty()).map(|it| format!("{}{it}", " ".repeat(indent))).collect()
}

/// Columns of a terminal that a letter takes: two from the radicals of Chinese on, one before.
fn column(letter: char) -> usize {
    if letter >= '\u{2e80}' { 2 } else { 1 }
}

/// Columns of a terminal that a text takes.
fn columns(text: &str) -> usize {
    text.chars().map(column).sum()
}

/// Cuts or fills a text to exactly `width` characters.
pub(crate) fn cell(text: &str, width: usize) -> String {
    let long = text.chars().count() > width;
    let kept: String = text.chars().take(if long { width.saturating_sub(1) } else { width }).collect();
    let dots = if long { "…" } else { "" };
    format!("{:<width$}", format!("{kept}{dots}"))
}
