//! What changed since a former record: both are compared as they were written, cell by cell, and each change names what
//! differs among the things that the answer rests on.

mod changes;
mod footed;
mod moved;
mod papers;
mod telling;
mod why;

#[cfg(test)]
mod tests;

use coercivity_data::Problem;
use coercivity_screen::Tree;

use super::findings_rows::FINDINGS_HEADER;
use super::tables::{FOOTING_HEADER, PAPERS_HEADER};
use footed::Footed;

pub use telling::CHANGES_HEADER;
pub use telling::changes_rows;
pub(super) use telling::{since_document, since_page, since_text};

/// A record as it was written: the texts of the files that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Its folder, for whoever reads a problem.
    pub path: &'a str,
    /// `findings.csv`.
    pub findings: &'a str,
    /// `papers.csv`.
    pub papers: &'a str,
    /// `footing.csv`.
    pub footing: &'a str,
    /// Name of the world that it was made from.
    pub world: &'a str,
    /// Version of the program that made it.
    pub version: &'a str,
}

/// What changed since a former record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// SHA-256 of the manifest of the former record.
    pub sha256: String,
    /// Worlds of both records, the former one first.
    pub worlds: (String, String),
    /// Versions of the program that made both records.
    pub versions: (String, String),
    /// Days that both were asked about.
    pub days: (String, String),
    /// Answers and clauses that are new, gone or changed, in the order of the present findings; what is gone comes last.
    pub changes: Vec<Change>,
    /// Missing papers that are new, gone or changed.
    pub papers: Vec<PaperChange>,
    /// Movements of which every word is as before.
    pub same: usize,
}

/// How something differs from the former record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// It was not there.
    New,
    /// It is no longer there.
    Gone,
    /// It says something else.
    Changed,
}

impl Turn {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Changed => "changed",
        }
    }
}

/// A movement of one item, as both records name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Its number in the former record; empty where it was not asked.
    pub number_before: String,
    /// Its number now; empty where it is not asked any more.
    pub number: String,
    /// The item.
    pub item: String,
    /// Where it leaves; empty when unknown.
    pub from: String,
    /// Where it goes; empty when unknown.
    pub to: String,
    /// The day in the former record.
    pub day_before: String,
    /// The day now.
    pub day: String,
}

/// What a rulebook or a clause says, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The answer of a rulebook with what stands beside it, or the verdict of a clause.
    pub answer: String,
    /// The low end: of the share that a clause tests, 0..=1, or of the percent owed.
    pub low: String,
    /// The high end.
    pub high: String,
    /// The bound of the share.
    pub bound: String,
    /// The state of the clause on the day.
    pub state: String,
}

/// An answer or a clause that is new, gone or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How it differs.
    pub turn: Turn,
    /// The movement.
    pub moved: Moved,
    /// The rulebook.
    pub rulebook: String,
    /// The clause and the item that it speaks of; none for the rulebook's own answer.
    pub clause: Option<(String, String)>,
    /// What it said.
    pub before: Option<Said>,
    /// What it says.
    pub after: Option<Said>,
    /// What differs among all that the answer rests on.
    pub why: String,
}

/// A missing paper that is new, gone or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperChange {
    /// How it differs.
    pub turn: Turn,
    /// Who would have to say it.
    pub from: String,
    /// What it would have had to say, and how many answers that would have closed.
    pub before: Option<(String, String)>,
    /// What it has to say, and how many answers that closes.
    pub after: Option<(String, String)>,
}

/// Compares two records; the tree is that of the present bill.
///
/// # Errors
/// A former record that is damaged, written with other columns, or of another bill.
pub fn since(
    (before, sha256): (&Record<'_>, &str),
    after: &Record<'_>,
    tree: &Tree,
) -> Result<Since, Vec<Problem>> {
    let mut problems = Vec::new();
    for (name, text, header) in [
        ("findings.csv", before.findings, &FINDINGS_HEADER[..]),
        ("papers.csv", before.papers, papers::paper_columns(before.papers).unwrap_or(&PAPERS_HEADER)),
        ("footing.csv", before.footing, &FOOTING_HEADER[..]),
    ] {
        let found = text.lines().next().unwrap_or_default();
        if found != header.join(",") {
            let (file, found) = (format!("{}/{name}", before.path), format!("the columns `{found}`"));
            let expected = format!("the columns {}", header.join(","));
            let remedy = "write the former record anew with this version";
            problems.push(Problem::in_file(&file, found, expected, remedy).at(1, 0));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let footed = (Footed::read(before, &mut problems), Footed::read(after, &mut problems));
    let blocks = (moved::blocks(before.findings), moved::blocks(after.findings));
    let known = |it: &moved::Block<'_>| footed.1.items.contains_key(&it.moved().item);
    if !blocks.0.is_empty() && !blocks.0.iter().any(known) {
        let mut items: Vec<String> = blocks.0.iter().map(|it| it.moved().item).collect();
        items.dedup();
        items.truncate(3);
        problems.push(Problem::in_file(
            before.path,
            format!("a record of another bill, of {}", items.join(", ")),
            format!("a record of items of {}", tree.path),
            "name the folder that `screen -o` wrote for this bill",
        ));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let both = |pick: fn(&Footed) -> String| (pick(&footed.0), pick(&footed.1));
    let mut found = Since {
        sha256: sha256.to_owned(),
        worlds: (before.world.to_owned(), after.world.to_owned()),
        versions: (before.version.to_owned(), after.version.to_owned()),
        days: both(|it| it.question.get("day").cloned().unwrap_or_default()),
        ..Since::default()
    };
    let why = why::Whys::new(tree, (&footed.0, &footed.1), &found);
    let (changes, same) = changes::changes(&why, blocks, &mut problems);
    (found.changes, found.same) = (changes, same);
    found.papers = papers::paper_changes(before, after, &mut problems);
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}
