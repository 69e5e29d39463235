//! From flags to a question and to movements.

use coercivity_data::MovementRow;
use coercivity_report::screening::Tongue;
use coercivity_screen::{Question, Tree, asked_ids};
use coercivity_world::measures::{Assumption, Breadth, LawState, Standing};
use coercivity_world::{InstrumentId, World};

use super::ScreenRequest;
use crate::args::{Globals, LawWord};
use crate::failure::Failure;

/// How contested words are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ReadingWord {
    /// Only what the words certainly mean
    Narrow,
    /// All that they may mean
    Wide,
    /// Both, side by side
    Both,
}

/// What a pipeline stops at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Gate {
    /// An answer that is open or yes
    Open,
    /// An answer that is yes
    Yes,
}

/// The language of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LetterWord {
    /// English
    En,
    /// Chinese
    Zh,
    /// Japanese
    Ja,
    /// German
    De,
}

impl LetterWord {
    /// The language.
    pub fn tongue(self) -> Tongue {
        match self {
            Self::En => Tongue::English,
            Self::Zh => Tongue::Chinese,
            Self::Ja => Tongue::Japanese,
            Self::De => Tongue::German,
        }
    }
}

/// The question that the flags ask.
pub fn question(world: &World, globals: &Globals, request: &ScreenRequest) -> Result<Question, Failure> {
    let mut question = Question::on(request.day.unwrap_or(world.known_on));
    if globals.law == Some(LawWord::Both) {
        return Err(Failure::usage(
            "--law both of a screening",
            "ask twice, --law revived and --law extended; without --law each answer shows both where nobody knows",
        ));
    }
    question.law = LawState::all(globals.law.map_or(Assumption::Actual, |it| it.assumption()));
    for word in &request.enacted {
        let read = word.split_once('=').and_then(|it| Some((InstrumentId::new(it.0)?, it.1.parse().ok()?)));
        let Some((proposal, day)) = read else {
            let said = format!("--enacted {word}");
            return Err(Failure::usage(said, "write it as us-ndaa-2027-1803=2026-12-20"));
        };
        let proposals = world.measures.iter().filter(|it| it.standing == Standing::Proposed);
        if !proposals.clone().any(|it| it.id == proposal) {
            let known: Vec<String> = proposals.map(|it| it.id.to_string()).collect();
            return Err(Failure::unknown("proposal", proposal.as_str(), known.iter().map(String::as_str)));
        }
        if question.law.enacted(proposal).is_some_and(|it| it != day) {
            let said = format!("--enacted {proposal} with two days");
            return Err(Failure::usage(said, "assume one day of its enactment, and ask once for each"));
        }
        question.law.enacted.push((proposal, day));
    }
    question.readings = match request.reading {
        ReadingWord::Narrow => vec![Breadth::Narrow],
        ReadingWord::Wide => vec![Breadth::Wide],
        ReadingWord::Both => vec![Breadth::Narrow, Breadth::Wide],
    };
    question.use_.clone_from(&request.use_);
    question.user.clone_from(&request.user);
    question.contract.clone_from(&request.contract);
    for word in &request.answers {
        match word.split_once('=') {
            Some((id, answer)) => {
                let (id, answer) = (id.trim(), answer.trim());
                if !asked_ids(world).any(|it| it == id) {
                    return Err(Failure::unknown("condition of a clause", id, asked_ids(world)));
                }
                question.answers.push((id.to_owned(), answer.to_owned()));
            }
            None => {
                return Err(Failure::usage(format!("--answer {word}"), "write it as dual-use-listed=yes"));
            }
        }
    }
    if !request.regime.is_empty() {
        let known: Vec<&str> = world.rulebooks.iter().map(|it| it.id.as_str()).chain(["all"]).collect();
        for id in &request.regime {
            if !known.iter().any(|it| it.eq_ignore_ascii_case(id)) {
                return Err(Failure::unknown("rulebook", id, known.iter().copied()));
            }
        }
        question.rulebooks = Some(request.regime.clone());
    }
    Ok(question)
}

/// The movements: those of the flags, else the bill's own.
pub fn rows(request: &ScreenRequest, tree: &Tree) -> Result<Vec<MovementRow>, Failure> {
    if request.moves.is_empty() && !tree.movements.is_empty() {
        return Ok(tree.movements.clone());
    }
    if request.moves.is_empty() {
        return Err(Failure::usage(
            "no movement: neither the bill nor a flag says what goes where",
            "add --move FROM:TO[:ITEM], such as --move JP:DE:MG-7, or a sheet of movements",
        ));
    }
    let mut rows = Vec::new();
    for word in &request.moves {
        let mut parts = word.splitn(3, ':');
        let (Some(from), Some(to)) = (parts.next(), parts.next()) else {
            return Err(Failure::usage(format!("--move {word}"), "write it as FROM:TO or FROM:TO:ITEM"));
        };
        rows.push(MovementRow {
            from: from.trim().to_owned(),
            to: to.trim().to_owned(),
            item: parts.next().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()),
            ..MovementRow::default()
        });
    }
    Ok(rows)
}
