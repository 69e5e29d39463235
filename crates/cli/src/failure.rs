//! The kinds of "no" at the door, their exit codes and their hints.

use std::io::Write as _;

use coercivity_data::Problem;
use coercivity_report::counted;

use crate::tell::tell;

/// Exit code of a bug in this program.
pub const BUG: u8 = 70;

/// Why there is no answer.
#[derive(Clone, Debug)]
pub enum Failure {
    /// The request was understood and its execution failed.
    Run { said: String, hint: String },
    /// The command line asks for something that does not exist or does not fit together.
    Usage { said: String, hint: String },
    /// Help was asked for: no failure, but no answer of a room either.
    Help { text: String },
    /// Clap's own message, already complete.
    CommandLine { said: String },
    /// Files that cannot be believed: every problem.
    BadData { problems: Vec<Problem> },
    /// There is an answer, and it does not pass the gate that was asked for.
    Gate { said: String, hint: String },
    /// The scenario contradicts itself: no state of the world satisfies it.
    Infeasible { said: String, hint: String },
    /// An id that nothing has, with the nearest three that exist.
    Unknown { kind: &'static str, id: String, nearest: Vec<String> },
    /// Several of these at once.
    Several { failures: Vec<Failure> },
    /// Ctrl-C; says what was kept.
    Interrupted { kept: String },
}

impl Failure {
    /// A failed execution.
    pub fn run(said: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Run { said: said.into(), hint: hint.into() }
    }
    /// A request that does not fit together.
    pub fn usage(said: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { said: said.into(), hint: hint.into() }
    }
    /// An unknown id, with the three known ones that are nearest.
    pub fn unknown<'a>(
        kind: &'static str,
        id: impl Into<String>,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let id = id.into();
        let mut ranked: Vec<(usize, &str)> =
            known.into_iter().map(|it| (strsim::damerau_levenshtein(&id, it), it)).collect();
        ranked.sort_unstable();
        ranked.dedup();
        let nearest = ranked.into_iter().take(3).map(|it| it.1.to_owned()).collect();
        Self::Unknown { kind, id, nearest }
    }

    /// All of several failures: what files are wrong with in one list. There is at least one.
    pub fn all(failures: Vec<Self>) -> Self {
        let (mut problems, mut others) = (Vec::new(), Vec::new());
        for failure in failures {
            match failure {
                Self::BadData { problems: own } => problems.extend(own),
                other => others.push(other),
            }
        }
        if !problems.is_empty() {
            others.push(Self::BadData { problems });
        }
        match <[Self; 1]>::try_from(others) {
            Ok([one]) => one,
            Err(failures) => Self::Several { failures },
        }
    }

    /// The process's exit code.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Help { .. } => 0,
            Self::Run { .. } => 1,
            Self::Usage { .. } | Self::CommandLine { .. } => 2,
            Self::BadData { .. } => 3,
            Self::Gate { .. } => 4,
            Self::Infeasible { .. } => 5,
            Self::Unknown { .. } => 6,
            // The first that somebody has to mend.
            Self::Several { failures } => failures.first().map_or(1, Self::exit_code),
            Self::Interrupted { .. } => 130,
        }
    }

    /// What a reader is told, one line a thing.
    pub fn lines(&self) -> Vec<String> {
        match self {
            Self::Run { said, hint }
            | Self::Usage { said, hint }
            | Self::Gate { said, hint }
            | Self::Infeasible { said, hint } => {
                vec![format!("error {said}"), format!("hint  {hint}")]
            }
            Self::Help { text } => vec![text.trim_end().to_owned()],
            Self::CommandLine { said } => vec![said.trim_end().to_owned()],
            Self::BadData { problems } => {
                let mut lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
                lines.push(format!("error {}; nothing was answered", counted(problems.len(), "problem")));
                lines
            }
            Self::Unknown { kind, id, nearest } => {
                let hint = match nearest.as_slice() {
                    [] => format!("hint  no {kind} is known here"),
                    near => format!("hint  nearest: {}", near.join(", ")),
                };
                vec![format!("error no {kind} has the id `{id}`"), hint]
            }
            Self::Several { failures } => failures.iter().flat_map(Self::lines).collect(),
            Self::Interrupted { kept } => vec![format!("interrupted; {kept}")],
        }
    }

    /// Tells it: help on stdout, all else on stderr.
    pub fn tell(&self) {
        match self {
            // A closed stdout leaves nobody to help.
            Self::Help { text } => drop(writeln!(std::io::stdout(), "{}", text.trim_end())),
            _ => self.lines().iter().for_each(|it| tell(it)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_id_names_the_nearest_three() {
        let failure = Failure::unknown("scenario", "cutof", ["baseline", "cutoff", "stockpile", "floor-110"]);
        assert_eq!(failure.exit_code(), 6);
        assert!(failure.lines()[1].starts_with("hint  nearest: cutoff, "));
    }

    #[test]
    fn all_problems_are_told() {
        let problems =
            vec![Problem::in_file("a.csv", "x", "y", "z").at(2, 3), Problem::in_file("b.csv", "x", "y", "z")];
        let failure = Failure::BadData { problems };
        assert_eq!(failure.exit_code(), 3);
        assert_eq!(failure.lines().len(), 3);
        assert!(failure.lines()[0].starts_with("a.csv:2:3: found x"));
    }
}
